package ui

import (
	"context"
	"errors"
	"image/color"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// feedPage shows how a feed is: in words first, then what is behind them, and what can
// be done about it.
type feedPage struct {
	*board
	id      feeds.FeedID
	health  app.Health
	there   bool // health was read
	loads   turns
	trouble string // what went wrong last
	foot    *boardFoot
	wanted  app.Action // to be done as soon as health is there; empty: nothing

	busy   bool          // its server is being asked
	homes  []app.NewHome // where it may be now; nil: not looked for
	seeks  bool          // they are being looked for
	nobody string        // why there are none
	whole  bool          // all tries are listed
	behind bool          // the technical part is unfolded
}

// openFeedPage shows the page of a feed, and does something about it at once; an empty
// action: nothing.
func (w *window) openFeedPage(id feeds.FeedID, wanted app.Action) *feedPage {
	d := &feedPage{id: id, wanted: wanted}
	var below fyne.Size
	if n := len(w.boards); n > 0 {
		below = w.boards[n-1].shape
	}
	d.board = w.openBoard("", fyne.NewSize(760, 820), d.layOut)
	d.board.below = below
	d.foot = d.board.addFoot(d.load)
	d.board.stale = func(ch app.Change) {
		if ch.Feeds || ch.Articles {
			d.load()
		}
	}
	d.sheet.tabs = true
	d.sheet.onRune = d.typed
	d.load()
	return d
}

// aboutFeed is openFeedPage for menus.
func (w *window) aboutFeed(f feeds.Feed) { w.openFeedPage(f.ID, "") }

func (d *feedPage) load() {
	d.loads.ask(func(done func()) {
		var h app.Health
		var err error
		d.w.worker.load(func(ctx context.Context) { h, err = d.w.core.Health(ctx, d.id) }, func() {
			switch {
			case errors.Is(err, feeds.ErrNotFound):
				d.close() // unsubscribed, here or elsewhere
			case err != nil:
				d.trouble = app.Explain(err)
				d.rebuild()
			default:
				d.take(h)
			}
			done()
		})
	})
}

// take shows what was read. At first Enter does what is advised.
func (d *feedPage) take(h app.Health) {
	first := !d.there
	d.health, d.there = h, true
	d.rebuild()
	if a := h.Actions(); first && len(a) > 0 {
		d.sheet.choose(actName(a[0]))
		d.sheet.sync()
	}
	if a := d.wanted; a != "" {
		d.wanted = ""
		d.do(a)
	}
}

// actName is the name of the button that does something.
func actName(a app.Action) string { return "do " + string(a) }

func (d *feedPage) typed(r rune) {
	switch r {
	case 'r':
		d.do(app.Retry)
	case 'u':
		d.foot.typed(r)
	}
}

// do does something about the feed.
func (d *feedPage) do(a app.Action) {
	if !d.there || d.busy || d.health.Verdict == app.Local {
		return
	}
	f := d.health.Feed
	switch a {
	case app.FindAddress:
		d.seek()
		return
	case app.GiveLogin, app.AllowCert, app.UseHTTP1, app.HowAsked:
		d.w.openAccess(f, a, func(said string) { d.foot.tell(said, true); d.load() })
		return
	case app.LookAgain:
		d.foot.tell("Asking for its page…", false)
		d.w.lookAgain(f, func(said string, undo bool) { d.foot.tell(said, undo); d.load() })
		return
	case app.Retry:
		d.busy = true
		d.foot.tell(map[bool]string{false: "Asking its server…", true: "Looking at it…"}[f.Source().Here()], false)
		d.rebuild()
	}
	d.w.feedAct(f, a, func(said string, undo bool) {
		d.busy = false
		if a == app.Unsubscribe {
			d.close()
			d.w.notices.say(said, "Undo", d.w.undo)
			return
		}
		d.foot.tell(said, undo)
		d.load()
	})
}

func (d *feedPage) layOut(f *boardFlow) {
	if !f.begins(d.there, d.trouble) {
		return
	}
	now := time.Now()
	d.head(f, now)
	d.places(f, now)
	d.articles(f, now)
	if d.health.Verdict == app.Local {
		return
	}
	d.asking(f, now)
	d.tries(f, now)
	d.details(f, now)
}

// head is the name, how it is, and what can be done.
func (d *feedPage) head(f *boardFlow, now time.Time) {
	h, p := d.health, f.brush.p
	name := f.brush.lay(h.Feed.Name(), label{family: typeset.Serif, weight: 700, size: 25, height: 32, color: p.ink, lang: h.Feed.Language}, f.w-40, 3)
	f.add(piece{x: f.x, y: f.y, w: f.w, h: name.Height, paint: func(b *brush) {
		b.source(h.Feed.Name(), 0, 6, 22)
		b.put(name, 34-edge(name), 0)
	}})
	f.gap(name.Height + 4)
	if text := h.Feed.Description; text != "" && text != h.Feed.Name() {
		f.styled(viewmodel.Excerpt(text, 240), label{family: typeset.Sans, size: 13, height: 19, color: p.soft, lang: h.Feed.Language})
	}
	f.gap(8)
	d.state(f, now)
	f.gap(4)
	var row []boardAct
	for _, a := range h.Actions() {
		row = append(row, boardAct{actText(h, a), actName(a), func() { d.do(a) }})
	}
	if h.Verdict != app.Local && h.Advice.Do != app.HowAsked {
		row = append(row, boardAct{actNames[app.HowAsked], actName(app.HowAsked), func() { d.do(app.HowAsked) }})
	}
	f.actRow(row, h.Troubled() && h.Advice.Do != "")
}

// state is how the feed is, its first word in its colour.
func (d *feedPage) state(f *boardFlow, now time.Time) {
	h := d.health
	l := label{family: typeset.Sans, weight: 600, size: 14, height: 21, color: verdictColour(f.brush.p, h.Verdict), ltr: true}
	text := h.Word() + "."
	if d.busy {
		text = "Being asked…"
	}
	f.styled(text, l)
	f.gap(-2)
	f.para(h.Says(now), false)
	if h.Advice.Text != "" {
		f.para(h.Advice.Text, true)
	}
}

// verdictColour is the colour of a verdict's word; it is never the only thing that says
// how a feed is.
func verdictColour(p *palette, v app.Verdict) color.NRGBA {
	switch v {
	case app.Fine, app.Moving, app.Unasked:
		return p.good
	case app.Failing, app.Dead, app.Retired:
		return p.accent
	case app.Quiet:
		return p.ink
	}
	return p.soft
}
