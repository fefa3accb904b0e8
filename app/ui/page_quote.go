package ui

import (
	"maps"
	"strconv"

	"tidings/app/ui/typeset"
	"tidings/feeds/content"
)

// quoted are the nodes of a quotation, and who said it.
func (s *pageShaper) quoted(b *content.Block) []pageNode {
	out := s.blocks(b.Children)
	if len(b.Spans) == 0 {
		return out
	}
	l := s.look(typeset.Sans, 400, 14, 21)
	l.style.Color = s.p.soft
	n := s.text(b.Spans, l)
	n.before, n.after = itemGap, s.gap()
	return append(out, n)
}

// pulled is a quotation that stands for itself, large between two lines.
func (s *pageShaper) pulled(b *content.Block) pageNode {
	in := *s
	in.set.zoom *= 1.3
	in.set.leading = 1.4
	in.set.justify, in.set.hyphenate, in.set.indent = false, false, false
	n := &pullNode{nodes: in.blocks(b.Children), gap: blockGap}
	if len(b.Spans) > 0 {
		who := s.text(b.Spans, s.caption())
		who.before = itemGap
		n.nodes = append(n.nodes, who)
	}
	return n
}

// pullNode is a pull quote.
type pullNode struct {
	nodes []pageNode
	gap   float32
}

func (n *pullNode) place(f *pageFlow) {
	f.room(n.gap)
	line := &ruleNode{after: 14}
	line.place(f)
	side := min(32, f.w/12)
	f.within(side, side, func() {
		for _, c := range n.nodes {
			c.place(f)
		}
	})
	f.gap = 14
	line.place(f)
	f.gap = 0
	f.room(n.gap)
}

// details is a text that unfolds where it stands.
func (s *pageShaper) details(b *content.Block) pageNode {
	l := s.weighted(600)
	l.align, l.hyphens = typeset.Start, false
	spans := b.Spans
	if len(spans) == 0 {
		spans = []content.Span{{Text: "More"}}
	}
	st := l.style
	st.Color = s.p.soft
	*s.folds++
	n := &detailsNode{of: b, key: strconv.Itoa(*s.folds) + content.PlainText([]content.Block{{Spans: spans}}), summary: s.text(spans, l), gap: s.gap(), gutter: 22 * s.set.zoom, rtl: s.reversed(b), nodes: s.blocks(b.Children)}
	n.signs[0] = s.engine.Shape([]typeset.Span{{Text: "▸", Style: st}}, typeset.ParaOptions{LineHeight: l.height})
	n.signs[1] = s.engine.Shape([]typeset.Span{{Text: "▾", Style: st}}, typeset.ParaOptions{LineHeight: l.height})
	if n.rtl {
		n.signs[0] = s.engine.Shape([]typeset.Span{{Text: "◂", Style: st}}, typeset.ParaOptions{LineHeight: l.height})
	}
	if unfold := s.unfold; unfold != nil {
		n.tap = func() { unfold(n.key) }
	}
	return n
}

// detailsNode is a summary and what it hides.
type detailsNode struct {
	of          *content.Block
	key         string
	summary     *textNode
	signs       [2]*typeset.Para // folded, unfolded
	nodes       []pageNode
	gap, gutter float32
	rtl         bool
	tap         func()
}

func (n *detailsNode) place(f *pageFlow) {
	f.room(n.gap)
	open := f.unfolded[n.key] || n.tap == nil
	sign := f.engine.Wrap(n.signs[0], 0, typeset.WrapOptions{})
	if open {
		sign = f.engine.Wrap(n.signs[1], 0, typeset.WrapOptions{})
	}
	l := f.engine.Wrap(n.summary.para, max(40, f.w-n.gutter), typeset.WrapOptions{})
	x, at := n.gutter, float32(0)
	if n.rtl {
		x, at = 0, f.w-sign.Width
	}
	b := &pageBox{texts: []boxText{{x: at, layout: sign, mute: true}, {x: x, layout: l, links: n.summary.links, of: n.of}}}
	if n.tap != nil {
		b.zones = []boxZone{{w: f.w, h: l.Height, tap: n.tap, hint: "Shows or hides what belongs to this"}}
	}
	f.add(b, l.Height)
	f.room(itemGap)
	if !open {
		f.room(n.gap)
		return
	}
	left, right := n.gutter, float32(0)
	if n.rtl {
		left, right = right, left
	}
	f.within(left, right, func() {
		for _, c := range n.nodes {
			c.place(f)
		}
	})
	f.room(n.gap)
}

// unfold shows what a summary hides, or hides it again.
func (p *page) unfold(key string) {
	if p.unfolded == nil {
		p.unfolded = map[string]bool{}
	}
	p.unfolded[key] = !p.unfolded[key]
	p.relayout()
}

// unfoldAll shows everything, so that it can be found.
func (p *page) unfoldAll() {
	all := map[string]bool{}
	eachFolded(p.nodes, func(d *detailsNode) { all[d.key] = true })
	if !maps.Equal(all, p.unfolded) && len(all) > 0 {
		p.unfolded = all
		p.relayout()
	}
}

// eachFolded calls f for all that can be unfolded.
func eachFolded(list []pageNode, f func(*detailsNode)) {
	for _, n := range list {
		switch n := n.(type) {
		case *detailsNode:
			f(n)
			eachFolded(n.nodes, f)
		case *rootNode:
			eachFolded(n.nodes, f)
		case *quoteNode:
			eachFolded(n.nodes, f)
		case *pullNode:
			eachFolded(n.nodes, f)
		case *listNode:
			for _, item := range n.items {
				eachFolded(item.nodes, f)
			}
		}
	}
}

// cut says that an article is too long to be shown whole.
func (s *pageShaper) cut() []pageNode {
	text := []content.Span{{Text: "The article goes on, but is too long to be shown here whole."}}
	if s.link != "" {
		text = append(text, content.Span{Text: " "}, content.Span{Text: "Read it in the browser", Link: s.link})
	}
	n := s.text(text, s.caption())
	n.before, n.after = blockGap, blockGap
	return []pageNode{n}
}
