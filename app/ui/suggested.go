package ui

import (
	"context"
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// suggestedBoard lists the sites that several sources link to and that are not
// subscribed to, from stored articles.
type suggestedBoard struct {
	*board
	list    []app.SuggestedSite
	there   bool // list was read
	trouble string
	loads   turns
}

// openSuggested shows them. Enter on a site looks for its feeds.
func (w *window) openSuggested() *suggestedBoard {
	if w.covered() {
		return nil
	}
	d := &suggestedBoard{}
	d.board = w.openBoard("Sites your sources link to", fyne.NewSize(720, 760), d.layOut)
	d.board.stale = func(ch app.Change) {
		if ch.Feeds {
			d.load()
		}
	}
	d.load()
	return d
}

func (d *suggestedBoard) load() {
	d.loads.ask(func(done func()) {
		var list []app.SuggestedSite
		var err error
		d.w.worker.load(func(ctx context.Context) { list, err = d.w.core.SuggestSites(ctx) }, func() {
			d.there, d.trouble = err == nil, ""
			if d.list = list; err != nil {
				d.trouble = app.Explain(err)
			}
			first := d.there && len(list) > 0 && d.sheet.chosen() == ""
			d.rebuild()
			if first {
				d.sheet.choose(suggestedRow(0))
				d.sheet.sync()
			}
			done()
		})
	})
}

func (d *suggestedBoard) layOut(f *boardFlow) {
	if !f.begins(d.there, d.trouble) {
		return
	}
	if len(d.list) == 0 {
		f.para("None yet.", false)
		f.para("When several of your sources link to the same site within four months, and you do not have it, it is listed here. That is told by the articles that are stored; no server is asked.", true)
		return
	}
	f.para("Told by the articles of the last four months that are stored; no server is asked before you look for the feeds of one.", true)
	now := time.Now()
	for i, x := range d.list {
		d.row(f, i, x, now)
	}
}

// suggestedRow is the name of the row of a site.
func suggestedRow(i int) string { return fmt.Sprint("site ", i) }

// row is a site: its name, who links to it, and some of the articles that do.
func (d *suggestedBoard) row(f *boardFlow, i int, x app.SuggestedSite, now time.Time) {
	p := f.brush.p
	f.gap(6)
	var names []string
	for _, id := range x.Sources {
		names = append(names, d.w.names[id])
	}
	by := f.brush.lay(viewmodel.LinkedBy(names, x.Articles), label{family: typeset.Sans, size: 13, height: 19, color: p.soft, ltr: true}, f.w-28, 3)
	high := 26 + by.Height
	find := func() { d.find(x) }
	f.add(piece{x: f.x, y: f.y, w: f.w, h: high, name: suggestedRow(i), tap: find, paint: func(b *brush) {
		b.source(x.Name, 2, 4, 16)
		b.name(viewmodel.Isolate(x.Name), label{family: typeset.Sans, weight: 600, size: 14, height: 20, color: p.ink, ltr: true}, 28, 2, f.w-150)
		b.put(by, 28, 25)
	}})
	f.button("Find feeds", f.x+f.w, f.y, true, find)
	f.pieces[len(f.pieces)-1].name, f.pieces[len(f.pieces)-1].minor = suggestedRow(i)+" find", true
	f.gap(high + 2)
	left, width := f.x, f.w
	f.x, f.w = left+28, width-28
	for _, e := range x.Examples {
		f.headline(e.Title, e.Date, "", now)
	}
	f.x, f.w = left, width
	f.gap(4)
}

// offerSites puts the way to these sites into the foot of the dialog that subscribes.
func (d *addDialog) offerSites(foot *fyne.Container) {
	b := newButton("", "Suggestions…", func() {
		d.close()
		d.w.openSuggested()
	})
	b.tip, b.onTip = "Sites your sources link to", d.w.tip
	last := len(foot.Objects) - 2 // before Cancel and what Enter does
	foot.Objects = slices.Insert(foot.Objects, last, fyne.CanvasObject(container.NewCenter(b)))
}

// find looks for the feeds of a site, in the dialog that subscribes.
func (d *suggestedBoard) find(x app.SuggestedSite) {
	d.close()
	d.w.addAddress(x.URL)
}
