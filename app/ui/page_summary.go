package ui

import "tidings/app/ui/typeset"

// pageSummary is an article in a few of its sentences, with a rule at the side.
type pageSummary struct {
	sentences []string
	lang      string
	note      string // below them, in second rank
}

func (e pageSummary) nodes(s *pageShaper) []pageNode {
	n := &summaryNode{}
	st := typeset.Style{Family: s.set.family, Size: 17 * s.set.zoom, Color: s.p.ink}
	for _, x := range e.sentences {
		n.sentences = append(n.sentences, s.engine.Shape([]typeset.Span{{Text: x, Style: st}}, typeset.ParaOptions{Lang: e.lang, LineHeight: 26 * s.set.zoom}))
	}
	n.note = s.line(e.note, label{family: typeset.Sans, size: 12, height: 18, color: s.p.soft})
	return []pageNode{n}
}

// summaryNode is a pageSummary.
type summaryNode struct {
	sentences []*typeset.Para
	note      *typeset.Para
}

const (
	summaryIndent = 20
	summaryGap    = 8 // between sentences
)

func (n *summaryNode) place(f *pageFlow) {
	f.room(4)
	b := &pageBox{}
	y := float32(0)
	for _, p := range n.sentences {
		l := f.engine.Wrap(p, f.w-summaryIndent, typeset.WrapOptions{})
		b.texts = append(b.texts, boxText{x: summaryIndent, y: y, layout: l})
		y += l.Height + summaryGap
	}
	note := f.short(n.note, f.w-summaryIndent)
	b.texts = append(b.texts, boxText{x: summaryIndent, y: y, layout: note, mute: true})
	h := y + note.Height
	f.add(b, h)
	f.bars = append(f.bars, pageBar{x: b.x, y: b.y, w: 3, h: h, color: f.p.accent})
	f.room(24)
}
