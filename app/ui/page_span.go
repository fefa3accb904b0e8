package ui

import (
	"tidings/app/ui/typeset"
	"tidings/feeds/content"
)

// pageLink is where a link of a text leads, or what an abbreviation means.
type pageLink struct {
	address string // "#id" for a place in the same article; empty: nowhere
	title   string
}

// text shapes spans in a look.
func (s *pageShaper) text(list []content.Span, l look) *textNode {
	n := &textNode{of: s.of, close: s.listed}
	spans := make([]typeset.Span, 0, len(list))
	for _, sp := range list {
		spans = append(spans, typeset.Span{Text: sp.Text, Style: s.style(sp, l.style, n)})
	}
	o := typeset.ParaOptions{Lang: s.lang, LineHeight: l.height, Align: l.align, Indent: l.indent, Hyphenate: l.hyphens, Balance: l.balance, Hang: l.hyphens}
	switch s.dir {
	case "rtl":
		o.Dir = typeset.RightToLeft
	case "ltr":
		o.Dir = typeset.LeftToRight
	}
	n.para = s.engine.Shape(spans, o)
	return n
}

// style is the style of a span, whose link is noted in the node.
func (s *pageShaper) style(sp content.Span, st typeset.Style, n *textNode) typeset.Style {
	has := func(x content.Style) bool { return sp.Style&x != 0 }
	if has(content.Bold) {
		st.Weight = 700
	}
	st.Italic = st.Italic || has(content.Italic)
	st.Underline = has(content.Underline) || has(content.Insert)
	st.Strike = has(content.Strike)
	st.SmallCaps = has(content.SmallCaps)
	if has(content.Mono) || has(content.Key) {
		st.Family, st.Background = typeset.Mono, s.p.code
		st.Size *= 0.86
	}
	if has(content.Mark) {
		st.Background = s.p.found
	}
	if has(content.Small) {
		st.Size *= 0.85
	}
	if has(content.Ruby) {
		st.Size *= 0.75
		st.Color = s.p.soft
	}
	if has(content.Sup) {
		st.Position = typeset.Superscript
	}
	if has(content.Sub) {
		st.Position = typeset.Subscript
	}
	if sp.Link == "" && sp.Title == "" {
		return st
	}
	if k := len(n.links); k == 0 || n.links[k-1] != (pageLink{sp.Link, sp.Title}) {
		n.links = append(n.links, pageLink{sp.Link, sp.Title})
	}
	st.Link = len(n.links)
	if sp.Link == "" { // an abbreviation
		st.Underline, st.Dotted = true, true
		return st
	}
	st.Color = s.p.link
	st.Underline = !has(content.Sup) // the number of a footnote needs no line
	return st
}
