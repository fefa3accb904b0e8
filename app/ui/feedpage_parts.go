package ui

import (
	"fmt"
	"time"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// boardAct is a button of a board that keeps its place among the keys by its name.
type boardAct struct {
	text, name string
	tap        func()
}

// actRow lays buttons out side by side, on as many lines as they take. The first one may
// be strong.
func (f *boardFlow) actRow(list []boardAct, strong bool) {
	x := f.x
	for i, a := range list {
		w := f.brush.lay(a.text, label{family: typeset.Sans, weight: 600, size: 12.5, height: 18}, 300, 1).Used + 26
		if x > f.x && x+w > f.x+f.w {
			x = f.x
			f.gap(34)
		}
		if i == 0 && strong {
			w = f.strongAt(a.text, x, a.tap)
		} else {
			w = f.button(a.text, x, f.y+1, false, a.tap)
		}
		f.pieces[len(f.pieces)-1].name = a.name
		x += w + 10
	}
	if len(list) > 0 {
		f.gap(34)
	}
}

// articles are the last weeks as bars, and what is here.
func (d *feedPage) articles(f *boardFlow, now time.Time) {
	h := d.health
	f.heading("ARTICLES", "", nil)
	words := viewmodel.StoredOf(h.Feed.Total, h.Feed.Unread, h.Bytes)
	newest := "None yet"
	if !h.Newest.IsZero() {
		newest = viewmodel.When(h.Newest, now)
	}
	top := f.y
	drawn := mostOf(h.Weeks) > 0
	wide := drawn && f.w > 520
	if wide {
		f.w -= weekWidth + 28
	}
	f.fact("Here", words)
	f.fact("Newest", newest)
	f.fact("Rhythm", viewmodel.Capital(app.Often(h.PerWeek())))
	bottom := f.y
	if wide {
		f.w += weekWidth + 28
		f.weeks(h.Weeks, f.x+f.w-weekWidth, top+2)
		f.y = max(bottom, top+weekHeight+22)
		return
	}
	if drawn {
		f.gap(4)
		f.weeks(h.Weeks, f.x, f.y)
		f.gap(weekHeight + 22)
	}
}

// Measures of the bars of the last weeks.
const (
	weekWidth  = 216
	weekHeight = 54
)

func mostOf(list []int) int {
	most := 0
	for _, n := range list {
		most = max(most, n)
	}
	return most
}

// weeks draws numbers of articles as bars, the week that ends now last.
func (f *boardFlow) weeks(list []int, x, y float32) {
	most := mostOf(list)
	f.add(piece{x: x, y: y, w: weekWidth, h: weekHeight + 18, paint: func(b *brush) {
		step := float32(weekWidth) / float32(max(1, len(list)))
		for i, n := range list {
			c := b.p.soft
			h := max(2, weekHeight*float32(n)/float32(max(1, most)))
			if n == 0 {
				h, c = 1.5, b.p.line
			}
			b.box(float32(i)*step, weekHeight-h, step-4, h, 1.5, c)
		}
		l := label{family: typeset.Sans, size: 11, height: 15, color: b.p.soft, ltr: true}
		b.text(fmt.Sprintf("%d weeks, at most %d in one", len(list), most), l, 0, weekHeight+4, weekWidth, 1)
	}})
}

// factColumn is how wide the names of facts are.
const factColumn = 112

// fact is a name and what is to be said of it; nothing without a text.
func (f *boardFlow) fact(name, text string) { f.factTo(name, text, nil) }

// factTo is a fact that leads somewhere.
func (f *boardFlow) factTo(name, text string, tap func()) {
	if text == "" {
		return
	}
	l := f.textLabel()
	value := f.brush.lay(text, l, f.w-factColumn, 0)
	if tap != nil {
		l.color = f.brush.p.link
		value = f.brush.lay(text, l, f.w-factColumn, 0)
	}
	l.color = f.brush.p.soft
	f.add(piece{x: f.x, y: f.y, w: f.w, h: value.Height, name: name, tap: tap, minor: true, flat: true, paint: func(b *brush) {
		b.text(name, l, 0, 0, factColumn-10, 1)
		b.put(value, factColumn, 0)
	}})
	f.gap(value.Height + 5)
}

// asking is when it was asked and will be.
func (d *feedPage) asking(f *boardFlow, now time.Time) {
	x := d.health.Feed.Fetch
	f.heading("WHEN IT IS ASKED", "", nil)
	last := "Never so far"
	if !x.Checked.IsZero() {
		last = viewmodel.LastTry(x, now)
	}
	f.fact("Last", last)
	f.fact("Next", viewmodel.NextTry(d.health.Feed, now))
	if !x.Changed.IsZero() {
		f.fact("Last change", viewmodel.When(x.Changed, now))
	}
	f.fact("Requests", viewmodel.Capital(d.health.Requests.String()))
	if d.health.Verdict != app.Moving { // else it is said above
		f.fact("Moving to", app.Redirected(x))
	}
}

// fewTries are listed without being asked.
const fewTries = 5

// tries lists what came of asking, the latest first.
func (d *feedPage) tries(f *boardFlow, now time.Time) {
	list := d.health.Tries
	if len(list) == 0 {
		return
	}
	f.heading("WHAT CAME OF IT", "", nil)
	shown := list
	if !d.whole {
		shown = list[:min(len(list), fewTries)]
	}
	for _, t := range shown {
		f.try(t, now)
	}
	if more := len(list) - fewTries; more > 0 {
		f.gap(4)
		f.fold(map[bool]string{false: plural(more, "earlier one", "earlier ones"), true: "Only the latest"}[d.whole], d.whole, func() {
			d.whole = !d.whole
			d.rebuild()
		})
	}
}

// Columns of the table of tries.
const (
	tryWhen   = 150
	tryStatus = 145 // 429 Too Many Requests
	trySize   = 105
)

// try is a line of the table: when, what came of it, and its technical side.
func (f *boardFlow) try(t feeds.Try, now time.Time) {
	words, status := app.TryWords(t)
	l := f.textLabel()
	soft := l
	soft.color = f.brush.p.soft
	soft.size = 12
	room := f.w - tryWhen - tryStatus - trySize
	narrow := room < 160
	if narrow {
		room = f.w - tryWhen
	}
	if t.Class != "" {
		l.color = f.brush.p.accent
	}
	what := f.brush.lay(words, l, room-12, 3)
	behind := viewmodel.TrySize(t)
	h := max(19, what.Height)
	if narrow {
		h += 18
	}
	times := viewmodel.TryTimes(t, now)
	f.add(piece{x: f.x, y: f.y, w: f.w, h: h + 9, paint: func(b *brush) {
		b.text(times, soft, 0, 4, tryWhen-10, 1)
		b.put(what, tryWhen, 4)
		if narrow {
			b.text(viewmodel.Dotted(status, behind), soft, tryWhen, 4+h-17, room-12, 1)
		} else {
			b.text(status, soft, f.w-tryStatus-trySize, 4, tryStatus-10, 1)
			size := b.lay(behind, soft, trySize, 1)
			b.put(size, f.w-size.Used, 4)
		}
		b.hairline(0, h+8, f.w, b.p.line)
	}})
	f.gap(h + 9)
}

// details are what a reader seldom wants to know.
func (d *feedPage) details(f *boardFlow, now time.Time) {
	x, feed := d.health.Feed.Fetch, d.health.Feed
	f.gap(10)
	f.fold("Details", d.behind, func() { d.behind = !d.behind; d.rebuild() })
	if !d.behind {
		return
	}
	f.gap(2)
	f.factTo("Address", viewmodel.Isolate(feed.URL), func() {
		toClipboard(feed.URL)
		d.foot.tell("Copied its address.", false)
	})
	if httpOnly(feed.Site) != "" {
		f.factTo("Site", viewmodel.Isolate(feed.Site), func() { d.w.follow(feed.Site) })
	}
	f.fact("Publisher", d.health.Publisher)
	f.fact("Language", feed.Language)
	f.fact("Folder", d.w.folderName(feed.Folder))
	f.fact("Also in", viewmodel.AlsoIn(feed, d.w.folders))
	f.fact("Subscribed", viewmodel.When(feed.Added, now))
	f.fact("How asked", viewmodel.Capital(app.AccessWords(feed)))
	f.fact("Read from", viewmodel.Isolate(app.RecipeWords(feed.Recipe)))
	f.fact("Kept ready", viewmodel.AboutReady(feed, d.w.folders, d.w.network.ready))
	f.fact("Pictures", viewmodel.AboutRemote(feed.Remote, d.w.network.remote))
	if x.Size > 0 {
		f.fact("Document", app.Size(x.Size))
	}
	for _, a := range x.Answer {
		f.fact(a.Name, viewmodel.Isolate(a.Value))
	}
}
