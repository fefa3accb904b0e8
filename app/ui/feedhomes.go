package ui

import (
	"context"
	"fmt"
	"time"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// Where a feed may be now, on its page.

// seek looks for the new address of the feed.
func (d *feedPage) seek() {
	if d.seeks {
		return
	}
	d.seeks, d.homes, d.nobody = true, nil, ""
	d.rebuild()
	var list []app.NewHome
	var err error
	d.w.worker.load(func(ctx context.Context) { list, err = d.w.core.NewAddress(ctx, d.id) }, func() {
		d.seeks = false
		d.homes = list
		if err != nil {
			d.nobody = app.Explain(err)
		}
		d.rebuild()
		if len(list) > 0 {
			d.sheet.choose(homeName(0))
			d.sheet.sync()
		}
	})
}

// homeName is the name of the button that takes an address.
func homeName(i int) string { return fmt.Sprint("home ", i) }

// places says where the feed may be now, once that was looked for.
func (d *feedPage) places(f *boardFlow, now time.Time) {
	if !d.seeks && d.nobody == "" && d.homes == nil {
		return
	}
	f.heading("WHERE IT MAY BE NOW", "", nil)
	switch {
	case d.seeks:
		f.para("Looking where redirects lead, on its site and on the pages of its articles…", true)
	case d.nobody != "":
		f.para(d.nobody, false)
	}
	for i, h := range d.homes {
		d.home(f, i, h, now)
	}
}

// home is a place: its title and address, why it was found, what of the feed is there,
// and the newest headlines.
func (d *feedPage) home(f *boardFlow, i int, h app.NewHome, now time.Time) {
	f.styled(h.Title, label{family: typeset.Serif, weight: 600, size: 16, height: 22, color: f.brush.p.ink, lang: h.Language})
	f.gap(-2)
	f.para(viewmodel.Isolate(h.URL), true)
	f.para(h.Why+" "+app.SameWords(h.Same), h.Same == 0)
	for _, x := range h.Samples {
		f.headline(x.Title, x.Published, h.Language, now)
	}
	f.gap(4)
	switch {
	case h.Subscribed != 0:
		f.para("You are subscribed to it already.", true)
	default: // one that has none of its articles is hardly the same feed
		f.actRow([]boardAct{{"Use this address", homeName(i), func() { d.follow(h) }}}, h.Same > 0)
	}
	f.gap(6)
}

// headline is a title with its date.
func (f *boardFlow) headline(title string, at time.Time, lang string, now time.Time) {
	f.add(piece{x: f.x, y: f.y, w: f.w, h: 24, paint: func(b *brush) {
		clock := b.lay("", label{family: typeset.Sans, size: 12, height: 22, color: b.p.soft}, 120, 1)
		if !at.IsZero() {
			clock = b.lay(viewmodel.Clock(at, now), label{family: typeset.Sans, size: 12, height: 22, color: b.p.soft}, 120, 1)
		}
		b.put(clock, f.w-clock.Used, 1)
		b.box(2, 0, 1, 24, 0, b.p.line)
		b.name(title, label{family: typeset.Serif, size: 14.5, height: 22, color: b.p.ink, lang: lang}, 14, 1, f.w-clock.Used-30)
	}})
	f.gap(24)
}

// follow gives the feed another address.
func (d *feedPage) follow(h app.NewHome) {
	if d.busy {
		return
	}
	d.busy = true
	d.foot.tell("Asking there…", false)
	d.rebuild()
	var r app.Report
	var err error
	d.w.worker.load(func(ctx context.Context) { r, err = d.w.core.ChangeAddress(ctx, d.id, h.URL) }, func() {
		d.busy = false
		if err != nil {
			d.trouble = app.Explain(err)
			d.foot.tell("", false)
			d.sheet.top()
			d.rebuild()
			return
		}
		d.homes, d.trouble = nil, ""
		d.foot.tell("It is asked there from now on: "+plural(r.New, "new article", "new articles")+".", true)
		d.sheet.top()
		d.load()
	})
}
