package ui

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// troubledBoard lists the feeds that are not fine, what is wrong with each, and what
// can be done about it.
type troubledBoard struct {
	*board
	list  []app.Health
	all   int  // feeds
	there bool // list was read
	busy  bool // servers are being asked
	loads turns
	foot  *boardFoot
}

// openTroubled shows the feeds that are not fine.
func (w *window) openTroubled() *troubledBoard {
	d := &troubledBoard{}
	d.board = w.openBoard("Feeds that need a look", fyne.NewSize(760, 760), d.layOut)
	d.foot = d.board.addFoot(d.load)
	d.board.stale = func(ch app.Change) {
		if ch.Feeds || ch.Articles {
			d.load()
		}
	}
	d.sheet.tabs = true
	d.sheet.onRune = func(r rune) {
		switch r {
		case 'r':
			d.retryAll()
		case 'u':
			d.foot.typed(r)
		}
	}
	d.load()
	return d
}

func (d *troubledBoard) load() {
	d.loads.ask(func(done func()) {
		var list []app.Health
		var err error
		d.w.worker.load(func(ctx context.Context) { list, err = d.w.core.Troubled(ctx) }, func() {
			if err != nil {
				d.foot.tell(app.Explain(err), false)
			} else {
				d.list, d.all, d.there = list, len(d.w.feeds), true
				d.rebuild()
			}
			done()
		})
	})
}

// troubledHeadings are the parts of the list.
var troubledHeadings = map[app.Verdict]string{
	app.Retired: "GONE FOR GOOD", app.Dead: "NOTHING THERE FOR WEEKS", app.Failing: "FAILING", app.Quiet: "SILENT FOR LONG", app.Paused: "PAUSED",
}

func (d *troubledBoard) layOut(f *boardFlow) {
	now := time.Now()
	switch {
	case !d.there:
		f.moment()
		return
	case len(d.list) == 0:
		f.para(viewmodel.AllWell(d.all), false)
		f.para("A feed that cannot be fetched, has fallen silent or is gone is listed here, with what can be done about it.", true)
		return
	}
	f.para(viewmodel.TroubledOf(len(d.list), d.all), true)
	if d.retries() > 1 {
		f.gap(4)
		if d.busy {
			f.para("Asking their servers…", true)
		} else {
			f.actRow([]boardAct{{"Try all that fail again", "retry all", d.retryAll}}, true)
		}
	}
	counts := map[app.Verdict]int{}
	for _, h := range d.list {
		counts[h.Verdict]++
	}
	var part app.Verdict
	for _, h := range d.list {
		if h.Verdict != part {
			part = h.Verdict
			f.heading(troubledHeadings[part]+fmt.Sprintf("  %d", counts[part]), "", nil)
		}
		d.row(f, h, now)
	}
}

// troubledRow is the name of the row of a feed.
func troubledRow(id feeds.FeedID) string { return fmt.Sprint("feed ", id) }

// row is a feed: its name, what is wrong in words, and what can be done.
func (d *troubledBoard) row(f *boardFlow, h app.Health, now time.Time) {
	p := f.brush.p
	const left = 28
	w := f.w - left
	f.gap(4)
	top := f.y
	says := f.brush.lay(h.Reason(now), label{family: typeset.Sans, size: 13, height: 19, color: p.soft, ltr: true}, w, 4)
	since := ""
	if h.Verdict != app.Quiet { // its reason says so
		since = viewmodel.TroubleSince(h.Since, h.Feed.Fetch.Failures, app.SinceWhen(h.Since, now))
	}
	high := 24 + says.Height
	f.add(piece{x: f.x, y: top, w: f.w, h: high, name: troubledRow(h.Feed.ID), tap: func() { d.w.openFeedPage(h.Feed.ID, "") }, paint: func(b *brush) {
		b.source(h.Feed.Name(), 2, 3, 16)
		small := label{family: typeset.Sans, size: 12, height: 18, color: p.soft, ltr: true}
		when := b.lay(since, small, 160, 1)
		b.put(when, f.w-when.Used, 3)
		b.name(h.Feed.Name(), label{family: typeset.Sans, weight: 600, size: 14, height: 20, color: p.ink}, left, 2, w-when.Used-14)
		b.put(says, left, 24)
	}})
	f.gap(high + 6)
	x := f.x + left
	for i, a := range h.Actions() {
		if i == mostRowActs {
			break
		}
		bw := f.button(actText(h, a), x, f.y, false, func() { d.do(h, a) })
		f.pieces[len(f.pieces)-1].name = troubledRow(h.Feed.ID) + " " + string(a)
		x += bw + 8
	}
	f.gap(32)
	f.add(piece{x: f.x, y: f.y, w: f.w, h: 1, paint: func(b *brush) { b.hairline(0, 0, f.w, b.p.line) }})
	f.gap(3)
}

// mostRowActs is how many buttons a row has: what the window is wide enough for.
const mostRowActs = 4

// do does something about a feed of the list.
func (d *troubledBoard) do(h app.Health, a app.Action) {
	switch a {
	case app.FindAddress, app.LookAgain:
		d.w.openFeedPage(h.Feed.ID, a)
		return
	case app.GiveLogin, app.AllowCert, app.UseHTTP1, app.HowAsked:
		d.w.openAccess(h.Feed, a, func(said string) { d.foot.tell(said, true); d.load() })
		return
	case app.Retry:
		d.foot.tell("Asking "+short(h.Feed.Name())+"…", false)
	}
	d.w.feedAct(h.Feed, a, func(said string, undo bool) {
		d.foot.tell(said, undo)
		d.load()
	})
}

// retries is how many feeds of the list trying again is something for.
func (d *troubledBoard) retries() int {
	n := 0
	for _, h := range d.list {
		if h.Verdict == app.Failing || h.Verdict == app.Dead {
			n++
		}
	}
	return n
}

// retryAll asks all feeds again that fail.
func (d *troubledBoard) retryAll() {
	if d.busy || d.retries() == 0 {
		return
	}
	d.busy = true
	d.rebuild()
	var sum app.Report
	var err error
	list := d.list
	d.w.worker.load(func(ctx context.Context) { sum, err = d.w.core.RetryFailing(ctx, list) }, func() {
		d.busy = false
		if err != nil {
			d.foot.tell(app.Explain(err), false)
		} else {
			d.foot.tell(retried(sum), false)
		}
		d.load()
	})
}

// troubled counts the feeds that need a look, for the line in the sidebar.
type troubled struct {
	n     int
	loads turns
}

// countTroubled counts them anew.
func (w *window) countTroubled() {
	w.troubled.loads.ask(func(done func()) {
		var n int
		var err error
		list := w.feeds
		w.worker.load(func(ctx context.Context) { n, err = w.core.NeedLook(ctx, list) }, func() {
			if err == nil && n != w.troubled.n {
				w.troubled.n = n
				w.showItems()
			}
			done()
		})
	})
}
