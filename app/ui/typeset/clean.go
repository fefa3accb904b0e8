package typeset

import "unicode"

const (
	softHyphen = '\u00AD'
	tabStop    = 4 // spaces that stand for a tab
)

// source is the cleaned text of a paragraph: what is set, and whose style it has.
type source struct {
	text    []rune
	style   []uint16 // of each rune: index into styles
	styles  []Style
	hyphens map[int]bool // a soft hyphen stood before this rune
	marks   int          // in a row at the end
}

// maxMarks is how many marks a letter may carry: no language has nearly as many
// (UAX #15 knows text of at most 30), and placing them takes the square of their
// number.
const maxMarks = 30

// clean joins the spans and removes what cannot be set: control characters,
// byte order marks, and soft hyphens, of which only the place is kept.
func clean(spans []Span) source {
	var s source
	n := 0
	for _, sp := range spans {
		n += len(sp.Text)
	}
	s.text = make([]rune, 0, n)
	s.style = make([]uint16, 0, n)
	for _, sp := range spans {
		index := s.indexOf(sp.Style)
		for _, r := range sp.Text {
			if len(s.text) >= maxRunes {
				return s
			}
			s.add(r, index)
		}
	}
	return s
}

// indexOf adds a style, or finds it again where spans repeat the last ones.
func (s *source) indexOf(st Style) uint16 {
	st = positioned(st)
	st.Size = min(max(st.Size, 1), 1000)
	st.Rise = min(max(st.Rise, -1000), 1000)
	st.Tracking = min(max(st.Tracking, -100), 100)
	if !(st.Size >= 1) { // not a number
		st.Size = 1
	}
	for i := len(s.styles) - 1; i >= max(0, len(s.styles)-4); i-- {
		if s.styles[i] == st {
			return uint16(i)
		}
	}
	if len(s.styles) == 1<<16-1 {
		return uint16(len(s.styles) - 1)
	}
	s.styles = append(s.styles, st)
	return uint16(len(s.styles) - 1)
}

func (s *source) add(r rune, style uint16) {
	switch {
	case r == softHyphen:
		if s.hyphens == nil {
			s.hyphens = map[int]bool{}
		}
		s.hyphens[len(s.text)] = true
		return
	case r == '\t':
		for range tabStop {
			s.text = append(s.text, ' ')
			s.style = append(s.style, style)
		}
		return
	case r == '\r':
		return
	case r == '\u2028', r == '\u2029', r == '\u0085', r == '\v', r == '\f':
		r = '\n'
	case r < ' ' && r != '\n', r >= 0x7F && r < 0xA0, r == '\uFEFF', r == '\uFFFC', r >= 0xFFF9 && r <= 0xFFFB:
		return
	case r >= 0xE0000 && r < 0xE0020: // tags that are not of a flag
		return
	}
	if !isMark(r) {
		s.marks = 0
	} else if s.marks++; s.marks > maxMarks {
		return
	}
	s.text = append(s.text, r)
	s.style = append(s.style, style)
}

// isSpace reports what may hang over the end of a line.
func isSpace(r rune) bool {
	switch r {
	case ' ', '\u3000', '\u1680', '\u205F':
		return true
	case '\u2007': // a figure space keeps together, as a no-break space does
		return false
	}
	return r >= 0x2000 && r <= 0x200B
}

func isMark(r rune) bool { return r >= 0x300 && unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc) }

// isInvisible reports characters that have no shape of their own and never
// need another font: joiners, direction marks, variation selectors.
func isInvisible(r rune) bool {
	switch {
	case r < 0x200B:
		return r == 0x034F || r == 0x061C || r >= 0x180B && r <= 0x180F
	case r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F, r >= 0xFE00 && r <= 0xFE0F:
		return true
	}
	return r >= 0xE0020 && r <= 0xE01EF
}
