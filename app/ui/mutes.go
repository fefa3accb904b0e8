package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// mutesBoard lists what the reader does not want to see: topics, and what mutes hide.
type mutesBoard struct {
	*board
	list  []feeds.Mute
	there bool
	said  string
	undo  bool // what was said can be taken back
	loads latest
}

// openMutes shows what is hidden.
func (w *window) openMutes() { w.listMutes() }

func (w *window) listMutes() *mutesBoard {
	if w.covered() {
		return nil
	}
	d := &mutesBoard{}
	fresh := newButton("add", "New mute…", func() { d.edit(feeds.Mute{}) })
	done := newButton("", "Close", func() { d.close() })
	done.strong = true
	done.paint(false)
	d.board = w.openBoard("Hidden topics and mutes", fyne.NewSize(640, 620), d.layOut, fresh, done)
	d.board.sheet.onRune = func(r rune) {
		switch r {
		case 'n':
			d.edit(feeds.Mute{})
		case 'u':
			d.takeBack()
		}
	}
	d.board.stale = func(ch app.Change) {
		if ch.Articles || ch.Derived || ch.Feeds {
			d.load()
		}
	}
	d.load()
	return d
}

func (d *mutesBoard) load() {
	current := d.loads.next()
	var list []feeds.Mute
	var err error
	d.w.worker.load(func(ctx context.Context) { list, err = d.w.core.Mutes(ctx) }, func() {
		if !current() {
			return
		}
		d.list, d.there = list, true
		if err != nil {
			d.said, d.undo = app.Explain(err), false
		}
		d.rebuild()
	})
}

func (d *mutesBoard) layOut(f *boardFlow) {
	if !d.there {
		f.moment()
		return
	}
	f.para("What is hidden leaves the lists and all counts, not your library: a search with is:muted and the page of its story still show it.", true)
	if d.said != "" {
		f.gap(4)
		f.para(d.said, false)
		if d.undo {
			f.button("Undo", f.x, f.y, false, d.takeBack)
			f.gap(30)
		}
	}
	f.heading("TOPICS", "", nil)
	d.topics(f)
	f.heading("MUTES", "", nil)
	if len(d.list) == 0 {
		f.para("Nothing is hidden. A click on a topic hides it; “New mute…” hides words, sources or anything that a search finds, for a day, a week, a month or for ever.", true)
	}
	now := time.Now()
	for _, m := range d.list {
		d.mute(f, m, now)
	}
	f.gap(6)
	f.para("n new mute · Enter edit or turn · u undo", true)
}

// topics are all topics; those that are hidden are struck through.
func (d *mutesBoard) topics(f *boardFlow) {
	x := f.x
	for _, c := range viewmodel.TopicChoices(viewmodel.Hidden(d.list), d.w.interests.topicsOfOwn(), nil) {
		chip := viewmodel.Chip{Topic: c.Topic, Name: c.Name}
		if c.On {
			chip.State = viewmodel.ChipOut
		}
		w := f.brush.chip(chip, 0, 0)
		if x+w > f.x+f.w && x > f.x {
			x = f.x
			f.gap(32)
		}
		f.add(piece{x: x, y: f.y + 2, w: w, h: chipHeight, tight: true, round: chipHeight/2 + 2, name: "topic:" + string(c.Topic),
			tap: func() { d.turn(c) }, paint: func(b *brush) { b.chip(chip, 0, 0) }})
		x += w + chipGap
	}
	f.gap(32)
}

// turn hides a topic, or shows it again.
func (d *mutesBoard) turn(c viewmodel.TopicChoice) {
	for _, m := range d.list {
		if t, ok := viewmodel.HiddenTopic(m); ok && t == c.Topic {
			d.end(m)
			return
		}
	}
	m := feeds.Mute{Name: c.Name, Scope: feeds.Scope{Topics: []feeds.Topic{c.Topic}}}
	hidden := 0
	d.change(func(ctx context.Context) (err error) {
		_, hidden, err = d.w.core.SaveMute(ctx, m)
		return err
	}, func() string { return viewmodel.MuteSaid(m.Name, hidden, m.Until, time.Now()) })
}

// mute is a line of the list.
func (d *mutesBoard) mute(f *boardFlow, m feeds.Mute, now time.Time) {
	const high = 52
	name := viewmodel.MuteName(m, d.w.known())
	y := f.y
	f.add(piece{x: f.x, y: y, w: f.w, h: high - 2, name: name, tap: func() { d.edit(m) }, paint: func(b *brush) {
		room := f.w - 170
		b.name(name, label{family: typeset.Sans, weight: 600, size: 13.5, height: 19, color: b.p.ink}, 0, 6, room)
		line := viewmodel.MuteLine(m, now) + " · " + viewmodel.Hides(m.Hidden, false)
		b.name(line, label{family: typeset.Sans, size: 12, height: 17, color: b.p.soft, ltr: true}, 0, 26, room)
		b.hairline(0, high-3, f.w, b.p.line)
	}})
	right := f.x + f.w
	right -= f.button("End now", right, y+11, true, func() { d.end(m) }) + 6
	f.button("Edit…", right, y+11, true, func() { d.edit(m) })
	f.gap(high)
}

// change does something and lists them again; said is what came of it.
func (d *mutesBoard) change(work func(context.Context) error, said func() string) {
	d.loads.next()
	var err error
	d.w.worker.load(func(ctx context.Context) { err = work(ctx) }, func() {
		if d.undo = err == nil; err != nil {
			d.said = app.Explain(err)
		} else {
			d.said = said()
		}
		d.load()
	})
}

func (d *mutesBoard) end(m feeds.Mute) {
	name := viewmodel.MuteName(m, d.w.known())
	d.change(func(ctx context.Context) error { return d.w.core.DeleteMute(ctx, m.ID) },
		func() string { return viewmodel.Quoted(name) + " is shown again." })
}

// edit leaves the board for the sheet of a mute, and comes back.
func (d *mutesBoard) edit(m feeds.Mute) {
	d.close()
	d.w.editMute(m, d.w.openMutes)
}

func (d *mutesBoard) takeBack() {
	what := ""
	d.loads.next()
	var err error
	d.w.worker.load(func(ctx context.Context) { what, err = d.w.core.Undo(ctx) }, func() {
		d.said, d.undo = "Undone: "+what, false
		if err != nil {
			d.said = app.Explain(err)
		}
		d.load()
	})
}
