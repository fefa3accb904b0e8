package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// Measures of the story page.
const (
	storySide   = 400 // boxes beside the list, at most
	storyGutter = 44
	storyWide   = 800 // from here on there is room for boxes beside
)

func (s *storyPage) layOut(b *brush, width float32) ([]piece, float32) {
	left, w := margins(width)
	pieces, y := s.head(b, left, w)
	if len(s.page.Members) == 0 {
		return pieces, y
	}
	if s.beside {
		list, bottom := s.sides(b, left, y, w)
		return append(pieces, list...), bottom + 24
	}
	main, side := w, float32(0)
	if w > storyWide {
		side = min(storySide, w*0.36)
		main = w - side - storyGutter
	}
	if side == 0 { // the summary stands first, the rest last
		first, top := s.summaryBox(b, left, y, main)
		list, bottom := s.days(b, left, top, main)
		boxes, end := s.boxes(b, left, bottom+12, main)
		return append(append(append(pieces, first...), list...), boxes...), end + 24
	}
	list, bottom := s.days(b, left, y, main)
	x := left + main + storyGutter
	first, top := s.summaryBox(b, x, y, side)
	boxes, end := s.boxes(b, x, top, side)
	return append(append(append(pieces, list...), first...), boxes...), max(bottom, end) + 24
}

// head is the way back, what can be done, the headline, and facts about the story.
func (s *storyPage) head(b *brush, left, w float32) ([]piece, float32) {
	p := b.p
	lead := s.page.Lead
	y := float32(20)
	back := b.act(act{text: "← " + s.from, hint: "Back (b)", tap: s.acts.back}, left-actPad, y)
	pieces := []piece{back}
	if len(s.page.Members) == 0 {
		return pieces, y + 26
	}
	pieces = append(pieces, s.doings(b, left+w+actPad, y)...)
	y += 30
	title := b.lay(titleOf(lead), label{family: typeset.Serif, weight: 700, size: 30, height: 38, color: p.ink, lang: lead.Language}, w, 3)
	pieces = append(pieces, piece{x: left, y: y, w: w, h: title.Height, paint: func(b *brush) { b.put(title, 0, 0) }})
	y += title.Height + 6
	meta := b.lay(viewmodel.StoryMeta(s.page.Story, len(s.fresh), s.now()), label{family: typeset.Sans, size: 12.5, height: 18, color: p.soft, ltr: true}, w, 2)
	pieces = append(pieces, piece{x: left, y: y, w: w, h: meta.Height, paint: func(b *brush) { b.put(meta, 0, 0) }})
	y += meta.Height + 8
	if s.page.Sources < 2 {
		return pieces, y + 8
	}
	days := b.act(act{text: "By day", hint: "What was reported when (d)", on: !s.beside, tap: func() { s.setBeside(false) }}, left-actPad, y)
	sides := b.act(act{text: "Side by side", hint: "What each source has of it (d)", on: s.beside, tap: func() { s.setBeside(true) }}, days.x+days.w+2, y)
	return append(pieces, days, sides), y + 26 + 14
}

// doings is what can be done with the story, from the right.
func (s *storyPage) doings(b *brush, right, y float32) []piece {
	follow := act{text: "Follow", hint: "Be told when more comes (w)"}
	if s.acts.follows(s.id) {
		follow = act{text: "Following", hint: "Stop following (w)", on: true, star: true}
	}
	follow.tap = func() { s.acts.follow(s.id, s.page.Lead.Title) }
	list := []act{
		follow,
		{text: "Split or merge", hint: "Say what belongs together, and what does not (C)", on: s.fixing, tap: func() { s.fix(!s.fixing) }},
		{text: "Export", hint: "Save all reports in one file", tap: nil},
	}
	var out []piece
	for i := len(list) - 1; i >= 0; i-- {
		p := b.act(list[i], 0, y)
		right -= p.w
		p.x = right
		if list[i].text == "Export" {
			at := fyne.NewPos(p.x, p.y+p.h)
			p.tap = func() { s.acts.export(s.page, s.place(at)) }
		}
		right -= 2
		out = append([]piece{p}, out...)
	}
	return out
}

// place is where something of the sheet stands in the window.
func (s *sheet) place(at fyne.Position) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(s.scroll).AddXY(at.X, at.Y-s.scroll.Offset.Y)
}

// days lists the reports, latest day first, each day with what it added.
func (s *storyPage) days(b *brush, left, y, w float32) ([]piece, float32) {
	var pieces []piece
	if s.fixing {
		bar, end := s.fixBar(b, left, y, w)
		pieces, y = append(pieces, bar...), end
	}
	for _, d := range slices.Backward(s.page.Days) {
		head := dayHeading(b, viewmodel.DayName(d.Date, s.now()), viewmodel.DayAdded(d.Added), left, y, w)
		pieces = append(pieces, head)
		y += head.h
		for _, m := range d.Members {
			rows := s.member(b, d, m, left, y, w)
			pieces = append(pieces, rows...)
			last := rows[len(rows)-1]
			y = last.y + last.h
		}
		y += 18
	}
	return pieces, y
}

// dayHeading is a day with what it added.
func dayHeading(b *brush, name, added string, x, y, w float32) piece {
	l := label{family: typeset.Sans, weight: 600, size: 10.5, height: 14, color: b.p.soft, track: 0.8, ltr: true}
	day := b.lay(name, l, w, 1)
	l.weight, l.track, l.size, l.height = 400, 0, 12, 16
	more := b.lay(added, l, max(40, w-day.Used-14), 1)
	return piece{x: x, y: y, w: w, h: 28, paint: func(b *brush) {
		b.put(day, 0, 4)
		b.put(more, day.Used+12, 3)
	}}
}

// member is a report, and below it the copies of its text where they are unfolded. The
// last piece ends lowest.
func (s *storyPage) member(b *brush, d app.StoryDay, m feeds.Member, left, y, w float32) []piece {
	copies := d.Copies[m.ID]
	row := s.row(b, m, left, y, w, len(copies))
	out := []piece{row.piece}
	if row.badge.paint != nil {
		out = append([]piece{row.badge}, out...)
	}
	if s.unfolded[m.ID] {
		y = row.y + row.h
		for _, c := range copies {
			r := s.row(b, c, left+26, y, w-26, 0)
			out = append(out, r.piece)
			y += r.h
		}
	}
	return out
}
