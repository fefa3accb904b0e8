package ui

import (
	"strconv"

	"tidings/app/ui/typeset"
	"tidings/feeds/content"
)

// look is how a text of the article is set before its spans say otherwise.
type look struct {
	style   typeset.Style
	height  float32
	align   typeset.Align
	indent  float32 // of the first line
	hyphens bool    // words may be parted
	balance bool    // lines of about the same length
}

func (s *pageShaper) look(family typeset.Family, weight int, size, height float32) look {
	if family == typeset.Serif {
		family = s.set.family
	}
	z := s.set.zoom
	return look{style: typeset.Style{Family: family, Weight: weight, Size: size * z, Color: s.p.ink}, height: height * z}
}

func (s *pageShaper) body() look {
	l := s.look(typeset.Serif, 400, 18, 18*s.set.leading)
	l.hyphens = s.set.hyphenate
	if s.set.justify {
		l.align = typeset.Justify
	}
	return l
}

func (s *pageShaper) caption() look {
	l := s.look(typeset.Sans, 400, 13, 19)
	l.style.Color = s.p.soft
	l.balance = true
	return l
}

// heading sizes fall with the level; the headline of the article is larger.
func (s *pageShaper) heading(level int) look {
	l := s.look(typeset.Serif, 600, 18, 26)
	switch {
	case level <= 2:
		l = s.look(typeset.Serif, 700, 24, 31)
	case level == 3:
		l = s.look(typeset.Serif, 700, 20, 27)
	}
	l.balance = true
	return l
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
		out = append(out, s.after(list, i)...)
	}
	return out
}

// after is block i of a list, which looks different behind some others.
func (s *pageShaper) after(list []content.Block, i int) []pageNode {
	in := *s
	in.follows = i > 0 && list[i-1].Kind == content.Paragraph
	return in.block(&list[i])
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
		return []pageNode{&quoteNode{nodes: s.quoted(b), gap: gap, rtl: s.reversed(b)}}
	case content.PullQuote:
		return []pageNode{s.pulled(b)}
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
	case content.Gallery:
		return s.gallery(b)
	case content.Code:
		return []pageNode{s.code(b)}
	case content.Table:
		return s.table(b)
	case content.Rule:
		return []pageNode{&ruleNode{before: blockGap, after: blockGap, short: true}}
	case content.Details:
		return []pageNode{s.details(b)}
	case content.Media:
		return s.media(b)
	case content.Cut:
		return s.cut()
	}
	return []pageNode{s.paragraph(b)}
}

// paragraph is set off by room or by an indent, as the reader likes.
func (s *pageShaper) paragraph(b *content.Block) pageNode {
	l, gap := s.body(), s.gap()
	if s.set.indent && !s.listed {
		gap = 0
		if s.follows {
			l.indent = 1.5 * l.style.Size
		}
	}
	if formula(b.Spans) {
		l.align, l.indent, l.hyphens = typeset.Center, 0, false
	}
	n := s.text(b.Spans, l)
	n.before, n.after = gap, gap
	return n
}

// formula reports a paragraph that is nothing but a formula.
func formula(list []content.Span) bool {
	for _, sp := range list {
		if sp.Style&content.Math == 0 {
			return false
		}
	}
	return len(list) > 0
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
	dir := typeset.Auto
	if n.rtl { // the point stands between the number and the text
		dir = typeset.RightToLeft
	}
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
		item.marker = in.engine.Shape([]typeset.Span{{Text: marker, Style: st}}, typeset.ParaOptions{LineHeight: l.height, Dir: dir})
		n.items = append(n.items, item)
	}
	return n
}

// code is set as it was written, and panned where it is wider than the column.
func (s *pageShaper) code(b *content.Block) pageNode {
	l := s.look(typeset.Mono, 400, 14, 21)
	text := &textNode{}
	list := b.Spans // where there are links in it
	if list == nil {
		list = []content.Span{{Text: b.Text}}
	}
	spans := make([]typeset.Span, 0, len(list))
	for _, sp := range list {
		spans = append(spans, typeset.Span{Text: sp.Text, Style: s.style(sp, l.style, text)})
	}
	text.para = s.engine.Shape(spans, typeset.ParaOptions{LineHeight: l.height, Dir: typeset.LeftToRight, Unbroken: true})
	return &codeNode{para: text.para, links: text.links, of: s.of}
}
