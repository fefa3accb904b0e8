package content

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// markdownStyles are the styles that Markdown shows, outermost first, with its
// signs and the HTML for where those would not be understood.
var markdownStyles = [...]struct {
	style       Style
	sign        string // empty: there is none
	open, close string
}{
	{Bold, "**", "<strong>", "</strong>"}, {Italic, "*", "<em>", "</em>"}, {Strike, "~~", "<del>", "</del>"},
	{Underline, "", "<u>", "</u>"}, {Insert, "", "<ins>", "</ins>"}, {Mark, "", "<mark>", "</mark>"},
	{Key, "", "<kbd>", "</kbd>"}, {Sub, "", "<sub>", "</sub>"}, {Sup, "", "<sup>", "</sup>"},
}

// spans is a paragraph.
func (m *marker) spans(spans []Span) string {
	return strings.ReplaceAll(strings.TrimRight(m.inline(spans), " "), "\n", "\\\n")
}

// line is a text that must stand in one line, such as a heading.
func (m *marker) line(spans []Span) string { return strings.ReplaceAll(m.inline(spans), "\n", " ") }

func (m *marker) inline(spans []Span) string {
	var w spanMarker
	for i := 0; i < len(spans); {
		first := i
		for i < len(spans) && sameLink(&spans[i], &spans[first]) {
			i++
		}
		m.linked(&w, spans[first:i], nextRune(spans[i:]))
	}
	return w.String()
}

// nextRune is the character that comes next in Markdown.
func nextRune(spans []Span) rune {
	switch {
	case len(spans) == 0:
		return ' '
	case spans[0].Link != "" && spans[0].Link[0] != '#':
		return '['
	}
	return firstRune(&spans[0])
}

func firstRune(s *Span) rune {
	if s.Style&Mono != 0 {
		return '`'
	}
	r, _ := utf8.DecodeRuneInString(s.Text)
	return r
}

// linked writes spans that have the same link.
func (m *marker) linked(w *spanMarker, spans []Span, next rune) {
	link := spans[0].Link
	id, local := strings.CutPrefix(link, "#")
	switch {
	case local && isBackLink(plain(spans)):
	case local && m.notes[id] != "":
		w.raw("[^" + m.notes[id] + "]")
	case link == "" || local:
		w.group(spans, 0, next)
	default:
		w.raw("[")
		w.group(spans, 0, ']')
		w.raw("](" + destination(link) + titled(spans[0].Title) + ")")
	}
}

// isBackLink reports whether a text is only the sign of a way back.
func isBackLink(s string) bool {
	return s != "" && strings.Trim(s, " \u00A0\n^↑↩↵⏎⤴\uFE0E\uFE0F") == ""
}

// A spanMarker writes text with the signs of its styles.
type spanMarker struct {
	strings.Builder
	last   rune // the last character, signs of styles aside; zero: none
	closed bool // a sign has just ended a style: another one would be taken for part of it
}

func (w *spanMarker) raw(s string) {
	w.WriteString(s)
	w.last, _ = utf8.DecodeLastRuneInString(s)
	w.closed = false
}

// group writes spans with their styles from the one given on; next is the
// character after them.
func (w *spanMarker) group(spans []Span, level int, next rune) {
	if level == len(markdownStyles) {
		for i := range spans {
			if s := &spans[i]; s.Style&Mono != 0 {
				w.raw(codeSpan(s.Text))
			} else {
				w.text(s.Text)
			}
		}
		return
	}
	style := markdownStyles[level].style
	for i := 0; i < len(spans); {
		first := i
		for i < len(spans) && spans[i].Style&style == spans[first].Style&style {
			i++
		}
		after := next
		if i < len(spans) {
			after = firstRune(&spans[i])
		}
		if run := spans[first:i]; run[0].Style&style != 0 {
			w.styled(run, level, after)
		} else {
			w.group(run, level+1, after)
		}
	}
}

// styled writes spans that have a style, between its signs or, where Markdown
// would not take those for signs, its tags. White space stays outside.
func (w *spanMarker) styled(spans []Span, level int, next rune) {
	spans, before, after := unpadded(spans)
	w.text(before)
	if len(spans) == 0 {
		return
	}
	if after != "" {
		next = ' '
	}
	last, _ := utf8.DecodeLastRuneInString(spans[len(spans)-1].Text)
	if spans[len(spans)-1].Style&Mono != 0 {
		last = '`'
	}
	st := &markdownStyles[level]
	if st.sign != "" && !w.closed && flanks(w.last, firstRune(&spans[0])) && flanks(next, last) {
		w.WriteString(st.sign)
		w.group(spans, level+1, next)
		w.WriteString(st.sign)
		w.closed = true
	} else {
		w.raw(st.open)
		w.group(spans, level+1, '<')
		w.raw(st.close)
	}
	w.text(after)
}

// unpadded are spans without the white space around them, which is returned too.
func unpadded(spans []Span) (core []Span, before, after string) {
	core = append([]Span(nil), spans...)
	for len(core) > 0 {
		s := &core[0]
		text := strings.TrimLeftFunc(s.Text, unicode.IsSpace)
		before += s.Text[:len(s.Text)-len(text)]
		if s.Text = text; text != "" {
			break
		}
		core = core[1:]
	}
	for len(core) > 0 {
		s := &core[len(core)-1]
		text := strings.TrimRightFunc(s.Text, unicode.IsSpace)
		after = s.Text[len(text):] + after
		if s.Text = text; text != "" {
			break
		}
		core = core[:len(core)-1]
	}
	return core, before, after
}

// flanks reports whether a sign between a character outside of a style and one
// inside belongs to the latter (CommonMark, section 6.2).
func flanks(outside, inside rune) bool {
	mark := func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
	return !mark(inside) || outside == 0 || unicode.IsSpace(outside) || mark(outside)
}

// text writes text, with what Markdown would take for signs escaped.
func (w *spanMarker) text(s string) {
	if s == "" {
		return
	}
	start := w.Len() == 0 || w.last == '\n'
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			w.WriteByte('\n')
			start = true
		}
		line = escapeMarkdown(line)
		if start {
			line = escapeStart(line)
		}
		w.WriteString(line)
		start = false
	}
	w.last, _ = utf8.DecodeLastRuneInString(s)
	w.closed = false
}

// escapeMarkdown is text with what could be a sign within a line escaped.
func escapeMarkdown(s string) string {
	if !strings.ContainsAny(s, "\\`*_[]<&~") {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '\\', '`', '*', '[', ']', '~':
			out.WriteByte('\\')
		case '_':
			if !(i > 0 && wordByte(s[i-1]) && i+1 < len(s) && wordByte(s[i+1])) {
				out.WriteByte('\\')
			}
		case '<':
			if i+1 < len(s) && (isLetter(s[i+1]) || strings.IndexByte("/!?", s[i+1]) >= 0) {
				out.WriteByte('\\')
			}
		case '&':
			if i+1 < len(s) && (isLetter(s[i+1]) || s[i+1] == '#') {
				out.WriteByte('\\')
			}
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

func wordByte(c byte) bool { return isLetter(c) || c >= '0' && c <= '9' || c >= 0x80 }

// escapeStart escapes what at the beginning of a line would make it something
// else than text.
func escapeStart(s string) string {
	if s == "" {
		return s
	}
	next := byte(' ')
	if len(s) > 1 {
		next = s[1]
	}
	switch c := s[0]; {
	case c == '#', c == '>', c == '=', c == ':', c == '|', (c == '-' || c == '+') && (next == ' ' || next == c):
		return `\` + s
	case c >= '0' && c <= '9':
		n := strings.TrimLeft(s, "0123456789")
		if n != "" && (n[0] == '.' || n[0] == ')') && (len(n) == 1 || n[1] == ' ') {
			return s[:len(s)-len(n)] + `\` + n
		}
	}
	return s
}

// codeSpan is code within a line.
func codeSpan(s string) string {
	s = strings.ReplaceAll(s, "\n", " ")
	fence := strings.Repeat("`", longestRun(s, '`')+1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

// destination is an address in a link.
func destination(address string) string {
	if strings.ContainsAny(address, "() ") {
		return "<" + address + ">"
	}
	return address
}

// titled is a title in a link.
func titled(s string) string {
	if s == "" {
		return ""
	}
	return ` "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// markdownHTML is text within HTML within Markdown.
func markdownHTML(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\n", " ").Replace(s)
}
