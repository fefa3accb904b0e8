package ui

import (
	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// storyRow is a report with the button that unfolds the copies of its text.
type storyRow struct {
	piece
	badge piece
}

// Measures of a row: the dot of what is unread, the time, the source's square, the headline.
const (
	rowClock  = 54
	rowSquare = 64
	rowTitle  = 90
)

// row lays a report out: time, source, headline; on the right what is remarkable about
// it, its source and length, or below the headline where there is no room.
func (s *storyPage) row(b *brush, m feeds.Member, left, y, w float32, copies int) storyRow {
	p := b.p
	source := s.names[m.Feed]
	soft := label{family: typeset.Sans, size: 12, height: 18, color: p.soft, ltr: true}
	aside := viewmodel.Isolate(source)
	if x := viewmodel.Aside(m.Article, s.page.Lead.Language, app.ReadingSpeed(m.Language)); x != "" {
		aside += " · " + x
	}
	narrow := w < 620
	wide := min(w*0.34, 250)
	if narrow {
		wide = w - rowTitle
	}
	note := b.lay(aside, soft, wide, 1)
	signs := s.signs(b, m, copies)
	room := w - rowTitle - note.Used - 14
	if signs.w > 0 {
		room -= signs.w + 10
	}
	if narrow {
		room = w - rowTitle
	}
	ink := p.ink
	if m.Status.Read {
		ink = p.soft
	}
	title := b.lay(titleOf(m.Article), label{family: typeset.Serif, size: 16, height: 23, color: ink, lang: m.Language}, max(80, room), 2)
	h := title.Height + 18
	below := float32(0)
	if narrow {
		below = title.Height + 8
		h += 22
	}
	clock := m.Date().In(s.now().Location()).Format("15:04")
	r := storyRow{piece: piece{x: left, y: y, w: w, h: h, name: rowName(m.ID), hint: m.Why, tap: s.rowTap(m), menu: func(at fyne.Position) { s.acts.menu(m, at) }}}
	r.paint = func(b *brush) {
		s.mark(b, m)
		b.text(clock, label{family: typeset.Sans, size: 12, height: 18, color: p.soft, right: true}, 10, 11, rowClock-10, 1)
		b.source(source, rowSquare, 13, 14)
		b.put(title, rowTitle, 8)
		if narrow {
			b.put(note, rowTitle, below)
			b.within(rowTitle+note.Used+10, below, signs.w+2, 18, signs.paint)
		} else {
			b.put(note, w-note.Used, 11)
			b.within(w-note.Used-12-signs.w, 11, signs.w+2, 18, signs.paint)
		}
		b.hairline(0, h-1, w, p.line)
	}
	if copies > 0 {
		x, dy := left+w-note.Used-12-signs.w, float32(11)
		if narrow {
			x, dy = left+rowTitle+note.Used+10, below
		}
		r.badge = piece{x: x + signs.copies, y: y + dy, w: signs.w - signs.copies, h: 18, minor: true, tight: true, round: 8, name: "copies " + r.name,
			hint: "The same agency text in other sources: a click shows them", tap: func() { s.unfold(m.ID) },
			paint: func(b *brush) { signs.fold(b) }}
	}
	return r
}

// rowTap opens an article, or ticks it while the reader corrects.
func (s *storyPage) rowTap(m feeds.Member) func() {
	return func() {
		if s.fixing {
			s.tick(m.ID)
			return
		}
		s.acts.article(m.Article)
	}
}

func (s *storyPage) unfold(id feeds.ArticleID) {
	s.unfolded[id] = !s.unfolded[id]
	s.rebuild()
}

// mark is what stands at the left of a row: a box to tick, or the dot of what is unread.
func (s *storyPage) mark(b *brush, m feeds.Member) {
	switch {
	case s.fixing:
		b.tickBox(0, 13, s.ticked[m.ID])
	case !m.Status.Read:
		b.box(0, 16.5, 7, 7, 3.5, b.p.accent)
	}
}

// tickBox draws a box that can be ticked.
func (b *brush) tickBox(x, y float32, on bool) {
	p := b.p
	if !on {
		b.box(x, y, 15, 15, 4, p.soft)
		b.box(x+1.2, y+1.2, 12.6, 12.6, 3, p.paper)
		return
	}
	b.box(x, y, 15, 15, 4, p.accent)
	b.shape(p.paper, x+3, y+7.6, x+4.6, y+6, x+6.5, y+8, x+10.6, y+3.9, x+12.2, y+5.5, x+6.5, y+11.2)
}

// rowSigns is what is remarkable about a report, as badges in a line.
type rowSigns struct {
	w      float32
	copies float32 // where the badge of the copies begins
	paint  func(*brush)
	fold   func(*brush) // draws that badge alone
}

func (s *storyPage) signs(b *brush, m feeds.Member, copies int) rowSigns {
	type sign struct {
		text   string
		x      float32
		strong bool
	}
	var list []sign
	r := rowSigns{}
	add := func(text string, strong bool) {
		if r.w > 0 {
			r.w += 6
		}
		list = append(list, sign{text: text, x: r.w, strong: strong})
		r.w += b.engine.Measure(text, badgeStyle) + 14
	}
	if s.fresh[m.ID] {
		add("new", false)
	}
	if m.First {
		add("first", true)
	}
	folded := ""
	if copies > 0 {
		folded = viewmodel.CopiesName(copies)
		if r.w > 0 {
			r.copies = r.w + 6
		}
		add(folded, false)
	}
	r.paint = func(b *brush) {
		for _, x := range list {
			ink, ground := b.p.soft, b.p.chip
			switch {
			case x.text == folded:
				continue // it is a button, and drawn as one
			case x.strong:
				ink, ground = b.p.paper, b.p.accent
			case x.text == "new":
				ink = b.p.accent
			}
			b.badge(x.text, x.x, 0, ink, ground, false)
		}
	}
	r.fold = func(b *brush) { b.badge(folded, 0, 0, b.p.soft, b.p.chip, false) }
	return r
}
