package content

import "strings"

// longHeading is how many bytes of text are no heading any more: publishers do
// set whole paragraphs as one to have them large.
const longHeading = 600

func (b *builder) leafBlock(spans []Span) {
	f := b.top()
	if cites(spans) {
		whole := allCited(spans)
		spans = respan(spans, cited)
		if whole && f.role == roleQuote && len(f.block.Children) > 0 && b.attribution(spans) {
			return
		}
	}
	switch b.leaf.role {
	case roleHeading:
		if spansLen(spans) <= longHeading {
			for i := range spans {
				if spans[i].Style&Bold != 0 {
					spans = respan(spans, Bold) // headings are bold as they are
					break
				}
			}
			b.emit(Block{Kind: Heading, Level: b.leaf.level, Spans: spans})
			return
		}
	case roleTerm:
		if f.role == roleDefinitions {
			b.emit(Block{Kind: Term, Spans: spans})
			return
		}
	case roleSummary:
		if f.role == roleDetails && f.block.Spans == nil {
			f.block.Spans = spans
			return
		}
	case roleTableCaption:
		if g := b.grid(); g != nil && g.block.Spans == nil {
			g.block.Spans = spans
			return
		}
	case roleAttribution:
		if b.attribution(spans) {
			return
		}
	case roleCaption:
		if b.caption(spans) {
			return
		}
	}
	b.emit(Block{Kind: Paragraph, Spans: spans})
}

// caption gives a caption to the picture before it, or keeps it for the one
// that the figure has not shown yet.
func (b *builder) caption(spans []Span) bool {
	f := b.top()
	if n := len(f.block.Children); n > 0 {
		if p := f.block.Children[n-1].Picture; p != nil && spansLen(p.Caption) < longHeading && !f.forAll() {
			p.Caption = joinLines(p.Caption, spans)
			return true
		}
	}
	if f.role == roleFigure && spansLen(f.caption) < longHeading {
		f.caption = joinLines(f.caption, spans)
		return true
	}
	return false
}

func spansLen(spans []Span) int {
	n := 0
	for i := range spans {
		n += len(spans[i].Text)
	}
	return n
}

// respan reads spans anew whose looks have changed, without a style, so that
// what looks the same now is one span.
func respan(spans []Span, without Style) []Span {
	var l inline
	for i := range spans {
		s := &spans[i]
		as := look{s.Style &^ without, s.Link, s.Title}
		for text, more := s.Text, true; more; {
			var line string
			line, text, more = strings.Cut(text, "\n")
			l.add(line, as)
			if more {
				l.newline()
			}
		}
	}
	return l.take()
}

func appendSpan(spans []Span, s Span) []Span {
	if n := len(spans); n > 0 {
		if last := &spans[n-1]; last.Style == s.Style && last.Link == s.Link && last.Title == s.Title {
			last.Text += s.Text
			return spans
		}
	}
	return append(spans, s)
}

// joinLines puts one text below another.
func joinLines(a, b []Span) []Span {
	if len(a) == 0 {
		return b
	}
	out := append([]Span(nil), a...)
	out[len(out)-1].Text += "\n"
	for _, s := range b {
		out = appendSpan(out, s)
	}
	return out
}
