package ui

import (
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// fixBar says how to correct, and does it.
func (s *storyPage) fixBar(b *brush, left, y, w float32) ([]piece, float32) {
	about := "Tick what is another event, or bring another story in. It holds for what is to come, and u takes it back."
	if len(s.page.Members) < 2 {
		about = "Bring another story in. It holds for what is to come, and u takes it back."
	}
	text := b.lay(about, label{family: typeset.Sans, size: 12.5, height: 18, color: b.p.soft, ltr: true}, w-24, 0)
	h := 10 + text.Height + 8 + 28 + 10
	pieces := []piece{{x: left, y: y, w: w, h: h, paint: func(b *brush) {
		b.box(0, 0, w, h, 8, b.p.line)
		b.box(1, 1, w-2, h-2, 7, b.p.list)
		b.put(text, 12, 10)
	}}}
	x, at := left+12, y+10+text.Height+8
	add := func(name, hint string, strong bool, tap func()) {
		p := b.pill(name, strong, x, at, tap)
		p.hint = hint
		x += p.w + 8
		pieces = append(pieces, p)
	}
	if n := len(s.ticked); s.splits() {
		add(viewmodel.SplitName(n), "Two stories from now on (C)", true, s.split)
	}
	add("Merge with…", "One story with another one (M)", false, func() { s.acts.merge(s.page.Story) })
	add("Done", "Leave it as it is (Esc)", false, func() { s.fix(false) })
	return pieces, y + h + 16
}

// splits reports whether some of the story is ticked, and not all of it.
func (s *storyPage) splits() bool {
	return s.fixing && len(s.ticked) > 0 && len(s.picked()) < len(s.page.Members)
}

// split makes what is ticked a story of its own.
func (s *storyPage) split() { s.acts.split(s.picked()) }

// pill is a button with a ground.
func (b *brush) pill(text string, strong bool, x, y float32, tap func()) piece {
	ink, ground := b.p.ink, b.p.chip
	if strong {
		ink, ground = b.p.paper, b.p.ink
	}
	lay := b.lay(text, label{family: typeset.Sans, weight: 500, size: 12.5, height: 18, color: ink, ltr: true}, 400, 1)
	w := lay.Used + 24
	return piece{x: x, y: y, w: w, h: 28, minor: true, tight: true, name: "pill " + text, tap: tap, paint: func(b *brush) {
		b.box(0, 0, w, 28, 6, ground)
		b.put(lay, 12, 5)
	}}
}
