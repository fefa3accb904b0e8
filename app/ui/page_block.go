package ui

import (
	"strconv"

	"tidings/app/ui/typeset"
	"tidings/feeds/content"
)

// pageLink is where a link of a text leads.
type pageLink struct {
	address string // "#id" for a place in the same article
	title   string
}

// look is how a text of the article is set before its spans say otherwise.
type look struct {
	style  typeset.Style
	height float32
	align  typeset.Align
}

func (s *pageShaper) look(family typeset.Family, weight int, size, height float32) look {
	if s.set.sans && family == typeset.Serif {
		family = typeset.Sans
	}
	z := s.set.zoom
	return look{style: typeset.Style{Family: family, Weight: weight, Size: size * z, Color: s.p.ink}, height: height * z}
}

func (s *pageShaper) body() look {
	l := s.look(typeset.Serif, 400, 18, 18*s.set.leading)
	if s.set.justify {
		l.align = typeset.Justify
	}
	return l
}

func (s *pageShaper) caption() look {
	l := s.look(typeset.Sans, 400, 13, 19)
	l.style.Color = s.p.soft
	return l
}

// heading sizes fall with the level; the headline of the article is larger.
func (s *pageShaper) heading(level int) look {
	switch {
	case level <= 2:
		return s.look(typeset.Serif, 700, 24, 31)
	case level == 3:
		return s.look(typeset.Serif, 700, 20, 27)
	}
	return s.look(typeset.Serif, 600, 18, 26)
}

const (
	paragraphGap = 18
	blockGap     = 24 // around what is not running text
	itemGap      = 8
	gutter       = 28 // for the markers of lists
)

func (s *pageShaper) blocks(list []content.Block) []pageNode {
	var out []pageNode
	for i := range list {
		out = append(out, s.block(&list[i])...)
	}
	return out
}

// block turns a block into nodes, in its own language and direction.
func (s *pageShaper) block(b *content.Block) []pageNode {
	in := *s
	in.of = b
	if b.Lang != "" {
		in.lang = b.Lang
	}
	if b.Dir != "" {
		in.dir = b.Dir
	}
	var out []pageNode
	if b.ID != "" {
		out = append(out, markNode(b.ID))
	}
	return append(out, in.bare(b)...)
}

func (s *pageShaper) bare(b *content.Block) []pageNode {
	gap := s.gap()
	switch b.Kind {
	case content.Heading:
		n := s.text(b.Spans, s.heading(b.Level))
		n.before, n.after = 34*s.set.zoom, 10*s.set.zoom
		return []pageNode{n}
	case content.Quote:
		return []pageNode{&quoteNode{nodes: s.blocks(b.Children), gap: gap, rtl: s.reversed(b)}}
	case content.List, content.Notes:
		return []pageNode{s.list(b)}
	case content.Item, content.Definition:
		return []pageNode{&listNode{items: []listItem{{nodes: s.blocks(b.Children)}}, gap: itemGap * s.set.zoom, gutter: gutter * s.set.zoom, rtl: s.reversed(b)}}
	case content.Definitions:
		return s.blocks(b.Children)
	case content.Term:
		n := s.text(b.Spans, s.weighted(600))
		n.before, n.after = gap, itemGap/2
		return []pageNode{n}
	case content.Figure:
		return s.figure(b.Picture)
	case content.Code:
		return []pageNode{s.code(b.Text)}
	case content.Table:
		return s.table(b)
	case content.Rule:
		return []pageNode{&ruleNode{before: blockGap, after: blockGap, short: true}}
	case content.Details:
		n := s.text(b.Spans, s.weighted(600))
		n.before, n.after = gap, gap
		return append([]pageNode{n}, s.blocks(b.Children)...)
	case content.Media:
		return s.media(b.Embed)
	}
	n := s.text(b.Spans, s.body())
	n.before, n.after = gap, gap
	return []pageNode{n}
}

func (s *pageShaper) weighted(weight int) look {
	l := s.body()
	l.style.Weight = weight
	return l
}

// gap is the room between paragraphs, less of it in lists.
func (s *pageShaper) gap() float32 {
	if s.listed {
		return (itemGap + 2) * s.set.zoom
	}
	return paragraphGap * s.set.zoom
}

// reversed reports whether a container is set from right to left: as its first
// text is.
func (s *pageShaper) reversed(b *content.Block) bool {
	switch s.dir {
	case "rtl":
		return true
	case "ltr":
		return false
	}
	for i := range b.Children {
		c := &b.Children[i]
		if len(c.Spans) > 0 {
			return s.text(c.Spans, s.body()).para.RTL()
		}
		if len(c.Children) > 0 {
			return s.reversed(c)
		}
	}
	return false
}

func (s *pageShaper) list(b *content.Block) pageNode {
	in := *s
	l := in.body()
	if b.Kind == content.Notes {
		in.set.zoom *= 0.85
		l = in.body()
	}
	n := &listNode{gap: itemGap * in.set.zoom, gutter: gutter * in.set.zoom, around: in.gap(), rtl: in.reversed(b)}
	in.listed = true
	number := max(1, b.Start)
	if b.Start == 0 && b.Ordered {
		number = 1
	}
	for i := range b.Children {
		c := &b.Children[i]
		item := listItem{id: c.ID}
		if c.Kind == content.Item {
			item.nodes = in.blocks(c.Children)
		} else {
			item.nodes = in.block(c)
		}
		marker := "•"
		if b.Ordered || b.Kind == content.Notes {
			marker = strconv.Itoa(number+i) + "."
			n.gutter = max(n.gutter, in.engine.Measure(marker, l.style)+8)
		}
		st := l.style
		st.Color = in.p.soft
		item.marker = in.engine.Shape([]typeset.Span{{Text: marker, Style: st}}, typeset.ParaOptions{LineHeight: l.height})
		n.items = append(n.items, item)
	}
	return n
}

// text shapes spans in a look.
func (s *pageShaper) text(list []content.Span, l look) *textNode {
	n := &textNode{of: s.of, close: s.listed}
	spans := make([]typeset.Span, 0, len(list))
	for _, sp := range list {
		spans = append(spans, typeset.Span{Text: sp.Text, Style: s.style(sp, l.style, n)})
	}
	o := typeset.ParaOptions{Lang: s.lang, LineHeight: l.height, Align: l.align}
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
	st.Underline = has(content.Underline)
	st.Strike = has(content.Strike)
	full := st.Size
	if has(content.Mono) || has(content.Key) {
		st.Family, st.Size, st.Background = typeset.Mono, full*0.86, s.p.code
	}
	if has(content.Mark) {
		st.Background = s.p.mark
	}
	if has(content.Small) {
		st.Size *= 0.85
	}
	if has(content.Sup) {
		st.Size, st.Rise = st.Size*0.7, full*0.36
	}
	if has(content.Sub) {
		st.Size, st.Rise = st.Size*0.7, -full*0.14
	}
	if sp.Link != "" {
		if len(n.links) == 0 || n.links[len(n.links)-1].address != sp.Link {
			n.links = append(n.links, pageLink{sp.Link, sp.Title})
		}
		st.Link, st.Color = len(n.links), s.p.link
		st.Underline = !has(content.Sup) // the number of a footnote needs no line
	}
	return st
}

// code is set as it was written, and panned where it is wider than the column.
func (s *pageShaper) code(text string) pageNode {
	l := s.look(typeset.Mono, 400, 14, 21)
	para := s.engine.Shape([]typeset.Span{{Text: text, Style: l.style}}, typeset.ParaOptions{LineHeight: l.height, Dir: typeset.LeftToRight})
	return &codeNode{para: para, of: s.of}
}

// media is the card for a film or a sound of another site.
func (s *pageShaper) media(e *content.Embed) []pageNode {
	if e == nil {
		return nil
	}
	sign := "▶"
	if e.Kind == "audio" {
		sign = "♪"
	}
	return pageCard{sign: sign, title: e.Title, note: siteOf(e.URL), link: e.URL}.nodes(s)
}
