package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// historyMost is how many things that the reader did are listed.
const historyMost = 200

// historyBoard lists what the reader did. Choosing a line takes back everything down
// to it.
type historyBoard struct {
	*board
	list  []app.Done
	there bool
	busy  bool
	said  string
	loads latest
}

// openHistory shows what can be undone.
func (w *window) openHistory() {
	d := &historyBoard{}
	d.board = w.openBoard("What you did", fyne.NewSize(640, 640), d.layOut)
	d.board.stale = func(ch app.Change) {
		if ch.Feeds || ch.Articles {
			d.load()
		}
	}
	d.load()
}

func (d *historyBoard) load() {
	current := d.loads.next()
	var list []app.Done
	var err error
	d.w.worker.load(func(ctx context.Context) { list, err = d.w.core.History(ctx, historyMost) }, func() {
		if !current() {
			return
		}
		d.list, d.there = list, true
		if err != nil {
			d.said = app.Explain(err)
		}
		d.rebuild()
	})
}

func (d *historyBoard) layOut(f *boardFlow) {
	switch {
	case d.said != "":
		f.para(d.said, false)
	case !d.there:
		f.moment()
		return
	case len(d.list) == 0:
		f.para("Nothing to undo. Whatever you do with articles, sources and searches is listed here and can be taken back, also after a restart.", true)
		return
	default:
		f.para("Choose a line: it is taken back with everything above it.", true)
	}
	f.gap(6)
	now := time.Now()
	for i, x := range d.list {
		d.line(f, i, x, now)
	}
}

func (d *historyBoard) line(f *boardFlow, i int, x app.Done, now time.Time) {
	what := f.brush.lay(x.What, label{family: typeset.Sans, size: 13.5, height: 19, color: f.brush.p.ink, ltr: true}, f.w-170, 2)
	h := what.Height + 13
	f.add(piece{x: f.x, y: f.y, w: f.w, h: h, tap: func() { d.undoTo(i) }, paint: func(b *brush) {
		b.put(what, 0, 6)
		when := b.lay(viewmodel.When(x.At, now), label{family: typeset.Sans, size: 12, height: 19, color: b.p.soft}, 160, 1)
		b.put(when, f.w-when.Used, 6)
		b.hairline(0, h-1, f.w, b.p.line)
	}})
	f.gap(h)
}

// undoTo takes back everything down to a line.
func (d *historyBoard) undoTo(i int) {
	if d.busy || i >= len(d.list) {
		return
	}
	d.busy = true
	to, n := d.list[i], 0
	var err error
	d.w.worker.load(func(ctx context.Context) { n, err = d.w.core.UndoTo(ctx, to) }, func() {
		d.busy = false
		if err != nil {
			d.said = app.Explain(err)
			d.load()
			return
		}
		d.close()
		d.w.notices.say("Took back "+plural(n, "thing", "things")+".", "", nil)
	})
}
