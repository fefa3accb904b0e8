package pdf

import (
	"fmt"
	"math"
	"slices"

	"tidings/app/ui/typeset"
)

// showing is the state of a text object: PDF knows strings of codes with room
// between them, so that a glyph is mostly two bytes.
type showing struct {
	p     *Page
	size  float64
	font  *coder  // in use; nil: none yet
	at    float64 // where the next code would stand, from the left of the page
	rise  float64
	open  bool // a string of an array is being written
	array bool
}

// A coder is a font of the file: it has a code for each glyph.
type coder struct {
	name string // in the resources
	wide bool   // codes have two bytes
}

// code is a glyph of a font: its number and its width in thousandths of the size.
type code struct {
	font  *coder
	n     int
	width int
	plain bool // its text is that of the cluster
}

// glyphs draws the glyphs of a run.
func (p *Page) glyphs(r *typeset.Run, x, y float64) {
	p.color(r.Style.Color)
	s := showing{p: p, size: float64(r.Size), at: math.Inf(1)}
	p.content.WriteString("BT\n")
	if r.Bolder {
		p.op("w 2 Tr", s.size*typeset.BoldBy)
	}
	for i := range r.Clusters {
		if !isControl(r.Clusters[i].Text) {
			s.cluster(&r.Clusters[i], r, x, y)
		}
	}
	s.close()
	if r.Bolder {
		p.content.WriteString("0 Tr\n")
	}
	if s.rise != 0 {
		p.content.WriteString("0 Ts\n")
	}
	p.content.WriteString("ET\n")
}

// isControl reports a sign that only says which way text reads: it has done so,
// and whoever copies the text is better without it.
func isControl(text string) bool {
	switch text {
	case "\u2066", "\u2067", "\u2068", "\u2069", "\u200E", "\u200F":
		return true
	}
	return false
}

// cluster draws the glyphs of a cluster. Where a viewer could not tell from the
// codes which text they are, it is written beside them.
func (s *showing) cluster(c *typeset.Cluster, r *typeset.Run, x, y float64) {
	texts, more := apart(c, r.RTL)
	said := texts != nil
	codes := make([]code, len(c.Glyphs))
	for i, g := range c.Glyphs {
		as, text := shape{g.ID, s.thousandths(g.DX), s.thousandths(g.DY)}, ""
		if texts != nil {
			text = texts[i]
		}
		codes[i] = s.p.w.code(r.Face, as, text)
		said = said && codes[i].plain
	}
	if !said {
		s.close()
		fmt.Fprintf(&s.p.content, "/Span<</ActualText%s>>BDC\n", text(c.Text))
		more = nil
	}
	left, rise := x+float64(c.Glyphs[0].X), float64(r.Style.Rise)
	for _, u := range more {
		s.glyph(s.p.w.unseen(r.Face, u), left, y, rise)
	}
	for i, g := range c.Glyphs {
		s.glyph(codes[i], x+float64(g.X), y, rise)
	}
	if !said {
		s.close()
		s.p.content.WriteString("EMC\n")
	}
}

// thousandths of the size.
func (s *showing) thousandths(v float32) int {
	return int(math.Round(float64(v) / s.size * 1000))
}

// apart are the texts of the glyphs of a cluster, if each has one. A single glyph
// has all. Text from right to left is turned around by viewers glyph by glyph, so
// that no glyph may have more than one character there: letters and marks keep
// their order, seen from the right, and what a ligature has more than glyphs comes
// before them, to be set unseen.
func apart(c *typeset.Cluster, rtl bool) (texts []string, more []rune) {
	runes := []rune(c.Text)
	n := len(c.Glyphs)
	switch {
	case !rtl && n == 1:
		return []string{c.Text}, nil
	case !rtl, n > len(runes):
		return nil, nil
	}
	slices.Reverse(runes)
	more = runes[:len(runes)-n]
	for _, u := range runes[len(more):] {
		texts = append(texts, string(u))
	}
	return texts, more
}

// glyph shows one code at a place: y is that of the line, up how far its text
// stands above.
func (s *showing) glyph(c code, x, y, up float64) {
	if c.font != s.font {
		s.close()
		s.font = c.font
		fmt.Fprintf(&s.p.content, "/%s %s Tf\n", c.font.name, number(s.size))
	}
	if math.Abs(up-s.rise) > 0.004 {
		s.close()
		s.rise = up
		s.p.op("Ts", up)
	}
	if math.IsInf(s.at, 0) {
		s.p.op("Tm", 1, 0, 0, 1, x, s.p.height-y)
		s.at = x
	}
	if !s.array {
		s.array = true
		s.p.content.WriteByte('[')
	}
	if off := (s.at - x) / s.size * 1000; math.Abs(off) >= 1 {
		s.endString()
		n := math.Round(off)
		fmt.Fprintf(&s.p.content, "%d", int(n))
		s.at -= n * s.size / 1000
	}
	if !s.open {
		s.open = true
		s.p.content.WriteByte('<')
	}
	digits := 2
	if c.font.wide {
		digits = 4
	}
	fmt.Fprintf(&s.p.content, "%0*X", digits, c.n)
	s.at += float64(c.width) * s.size / 1000
}

func (s *showing) endString() {
	if s.open {
		s.open = false
		s.p.content.WriteByte('>')
	}
}

// close ends the array that is being written.
func (s *showing) close() {
	s.endString()
	if s.array {
		s.array = false
		s.p.content.WriteString("]TJ\n")
	}
}
