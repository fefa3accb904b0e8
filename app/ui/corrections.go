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

// correctionsBoard lists what the reader said about stories, to be taken back.
type correctionsBoard struct {
	*board
	list    []feeds.StoryCorrection
	titles  map[feeds.ArticleID]string
	there   bool
	trouble string
	loads   latest
}

func (w *window) openCorrections() {
	d := &correctionsBoard{}
	d.board = w.openBoard("What you said about stories", fyne.NewSize(640, 600), d.layOut)
	d.board.stale = func(ch app.Change) {
		if ch.Derived || ch.Articles {
			d.load()
		}
	}
	d.load()
}

func (d *correctionsBoard) load() {
	current := d.loads.next()
	var list []feeds.StoryCorrection
	titles := map[feeds.ArticleID]string{}
	var err error
	d.w.worker.load(func(ctx context.Context) {
		if list, err = d.w.core.StoryCorrections(ctx); err != nil {
			return
		}
		for _, c := range list {
			for _, id := range []feeds.ArticleID{c.A, c.B} {
				if a, lost := d.w.core.Article(ctx, id); id != 0 && lost == nil {
					titles[id] = a.Title
				}
			}
		}
	}, func() {
		if !current() {
			return
		}
		d.list, d.titles, d.there, d.trouble = list, titles, true, ""
		if err != nil {
			d.trouble = app.Explain(err)
		}
		d.rebuild()
	})
}

func (d *correctionsBoard) layOut(f *boardFlow) {
	switch {
	case d.trouble != "":
		f.para(d.trouble, false)
	case !d.there:
		f.moment()
		return
	case len(d.list) == 0:
		f.para("Nothing yet. “Split or merge” on the page of a story, and the menu of a report, say what belongs together and what does not. It is kept in mind for all that is to come.", true)
		return
	}
	f.para("It holds for what is to come as well. Choose a line to take it back.", true)
	f.gap(6)
	now := time.Now()
	for _, c := range d.list {
		d.line(f, c, now)
	}
}

func (d *correctionsBoard) line(f *boardFlow, c feeds.StoryCorrection, now time.Time) {
	said := viewmodel.Said(c, d.titles, d.w.names)
	what := f.brush.lay(said, label{family: typeset.Sans, size: 13.5, height: 19, color: f.brush.p.ink, ltr: true}, f.w-150, 3)
	h := what.Height + 13
	f.add(piece{x: f.x, y: f.y, w: f.w, h: h, name: said, tap: func() { d.w.takeBack(c) }, paint: func(b *brush) {
		b.put(what, 0, 6)
		when := b.lay(viewmodel.When(c.At, now), label{family: typeset.Sans, size: 12, height: 19, color: b.p.soft, ltr: true}, 140, 1)
		b.put(when, f.w-when.Used, 6)
		b.hairline(0, h-1, f.w, b.p.line)
	}})
	f.gap(h)
}
