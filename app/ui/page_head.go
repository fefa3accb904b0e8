package ui

import (
	"image"

	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// What stands around the text of an article: facts in a line, of which some lead
// somewhere, chips, and the way to the articles before and after.
type (
	// pageFacts is the line above the headline: source, section, date, reading time.
	pageFacts struct {
		source string      // whose square is shown
		icon   image.Image // instead of the square
		facts  []pageFact
		badge  string // on the right, such as "offline"
	}

	// pageFact is a short text of the interface.
	pageFact struct {
		text string
		hint string
		tap  func() // nil: leads nowhere
		on   bool   // in the accent colour
	}

	// pageByline is who wrote it, and on the right what can be done.
	pageByline struct {
		facts   []pageFact
		actions []pageAction
	}

	// pageChips are names in capsules.
	pageChips []pageFact

	// pageTurning leads to the articles before and after this one.
	pageTurning struct{ before, after *pageNeighbour }

	// pageNeighbour is an article that follows or precedes.
	pageNeighbour struct {
		title, lang, hint string
		tap               func()
	}
)

// shapedFact is a fact with its text.
type shapedFact struct {
	pageFact
	para *typeset.Para
}

const (
	factHeight = 18
	factGap    = 8 // between a fact and the sign that parts it from the next
)

func (s *pageShaper) facts(list []pageFact, l label) []shapedFact {
	out := make([]shapedFact, 0, len(list))
	for _, x := range list {
		in := l
		if x.on {
			in.color = s.p.accent
		}
		out = append(out, shapedFact{x, s.line(x.text, in)})
	}
	return out
}

// facts puts facts beside each other from x on, below each other where there is
// no room, and returns how high they are.
func (f *pageFlow) facts(b *pageBox, list []shapedFact, sign *typeset.Para, x, y, right float32) float32 {
	left, top := x, y
	dot := f.engine.Wrap(sign, 0, typeset.WrapOptions{})
	for i, fact := range list {
		l := f.short(fact.para, right-left)
		wide := l.Used
		if i > 0 {
			if x+2*factGap+dot.Used+wide > right {
				x, y = left, y+factHeight+2
			} else {
				b.texts = append(b.texts, boxText{x: x + factGap - edge(dot), y: y, layout: dot, mute: true})
				x += 2*factGap + dot.Used
			}
		}
		b.texts = append(b.texts, boxText{x: x - edge(l), y: y, layout: l, mute: true})
		if fact.tap != nil || fact.hint != "" {
			b.zones = append(b.zones, boxZone{x: x - 4, y: y - 2, w: wide + 8, h: factHeight + 4, tap: fact.tap, hint: fact.hint, button: fact.tap != nil})
		}
		x += wide
	}
	return y - top + factHeight
}

// factsNode is a pageFacts.
type factsNode struct {
	pageFacts
	shaped []shapedFact
	sign   *typeset.Para
}

func (e pageFacts) nodes(s *pageShaper) []pageNode {
	l := label{family: typeset.Sans, weight: 500, size: 12.5, height: factHeight, color: s.p.soft}
	return []pageNode{&factsNode{e, s.facts(e.facts, l), s.line("·", l)}}
}

func (n *factsNode) place(f *pageFlow) {
	b := &pageBox{}
	x, right := float32(0), f.w
	if n.source != "" || n.icon != nil {
		x = 22
	}
	if n.badge != "" {
		right -= f.engine.Measure(n.badge, badgeStyle) + 14 + 10
	}
	h := f.facts(b, n.shaped, n.sign, x, 0, right)
	b.paint = func(br *brush, ox, oy float32) {
		if x > 0 {
			br.icon(n.icon, n.source, ox, oy+2, 14)
		}
		if n.badge != "" {
			br.badge(n.badge, ox+b.w, oy, br.p.good, br.p.chip, true)
		}
	}
	f.add(b, h)
	f.room(10)
}

func (e pageByline) nodes(s *pageShaper) []pageNode {
	l := label{family: typeset.Sans, size: 13, height: factHeight, color: s.p.soft}
	return []pageNode{&actionsNode{facts: s.facts(e.facts, l), sign: s.line("·", l), actions: s.actions(e.actions), after: 16}}
}

// chipsNode is a pageChips.
type chipsNode []pageFact

func (e pageChips) nodes(*pageShaper) []pageNode { return []pageNode{chipsNode(e)} }

func (n chipsNode) place(f *pageFlow) {
	if len(n) == 0 {
		return
	}
	b := &pageBox{}
	style := label{family: typeset.Sans, weight: 500, size: 12}.style()
	type spot struct{ x, y float32 }
	spots := make([]spot, len(n))
	x, y := float32(0), float32(0)
	for i, c := range n {
		w := min(f.w, f.engine.Measure(c.text, style)+2*chipInset)
		if x > 0 && x+w > f.w {
			x, y = 0, y+chipHeight+chipGap
		}
		spots[i] = spot{x, y}
		b.zones = append(b.zones, boxZone{x: x, y: y, w: w, h: chipHeight, tap: c.tap, hint: c.hint})
		x += w + chipGap
	}
	b.paint = func(br *brush, ox, oy float32) {
		for i, c := range n {
			br.chip(viewmodel.Chip{Name: c.text}, ox+spots[i].x, oy+spots[i].y)
		}
	}
	f.add(b, y+chipHeight)
	f.room(14)
}

// turningNode is a pageTurning.
type turningNode struct {
	ends [2]*turningEnd // nil: there is none
}

type turningEnd struct {
	name, title *typeset.Para
	pageNeighbour
}

func (e pageTurning) nodes(s *pageShaper) []pageNode {
	end := func(to *pageNeighbour, name string) *turningEnd {
		if to == nil {
			return nil
		}
		st := label{family: typeset.Serif, size: 15, height: 21, color: s.p.ink}.style()
		title := s.engine.Shape([]typeset.Span{{Text: to.title, Style: st}}, typeset.ParaOptions{Lang: to.lang, LineHeight: 21})
		return &turningEnd{s.line(name, label{family: typeset.Sans, size: 12, height: factHeight, color: s.p.soft}), title, *to}
	}
	return []pageNode{&turningNode{[2]*turningEnd{end(e.before, "‹ Previous"), end(e.after, "Next ›")}}}
}

const turningPad = 10

func (n *turningNode) place(f *pageFlow) {
	if n.ends[0] == nil && n.ends[1] == nil {
		return
	}
	f.room(blockGap)
	rule := f.add(&pageBox{}, 1)
	f.bars = append(f.bars, pageBar{x: rule.x, y: rule.y, w: rule.w, h: 1, color: f.p.line})
	b := &pageBox{}
	half := (f.w - 24) / 2
	h := float32(0)
	for i, end := range n.ends {
		if end == nil {
			continue
		}
		name := f.short(end.name, half)
		title := f.engine.Wrap(end.title, half, typeset.WrapOptions{MaxLines: 2, Ellipsis: true})
		x, nx, tx := float32(0), float32(0), -edge(title)
		if i == 1 { // flush right, whatever the direction of the script
			x = f.w - half
			nx, tx = half-name.Used, half-title.Used-least(title)
		}
		b.texts = append(b.texts, boxText{x: x + nx, y: turningPad, layout: name, mute: true},
			boxText{x: x + tx, y: turningPad + factHeight, layout: title, mute: true})
		tall := factHeight + title.Height + 2*turningPad
		b.zones = append(b.zones, boxZone{x: x - 8, w: half + 16, h: tall, tap: end.tap, hint: end.hint, button: true})
		h = max(h, tall)
	}
	f.room(6)
	f.add(b, h)
}

// least is how far the widest line of a layout stands from its left edge.
func least(l *typeset.Layout) float32 {
	x := l.Width
	for i := range l.Lines {
		x = min(x, l.Lines[i].X)
	}
	return x
}
