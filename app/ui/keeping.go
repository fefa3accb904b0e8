package ui

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// keepBoard lets the reader say how much is kept of a feed, a folder or everything,
// and shows before what would go.
type keepBoard struct {
	*board
	limit  app.Limit // what it is about; Keep as it was
	around string    // what holds if nothing is said here; empty: nothing is around
	guests string    // which feeds are in the folder and not meant; empty: none
	kind   viewmodel.KeepKind
	days   *numberField
	newest *numberField

	preview app.Preview
	asked   bool // preview is of what is chosen
	said    string
	loads   latest
}

// keepEverything asks how much is kept where nothing nearer says it.
func (w *window) keepEverything() {
	w.withKeep(func(all feeds.Keep) {
		if all == (feeds.Keep{}) {
			all = feeds.Keep{Days: feeds.KeepAll, Articles: feeds.KeepAll}
		}
		w.openKeep("Keep articles", app.Limit{Keep: all}, "")
	})
}

// keepFolder asks how much is kept of a folder's feeds.
func (w *window) keepFolder(id feeds.FolderID) {
	w.withKeep(func(all feeds.Keep) {
		for _, f := range w.folders {
			if f.ID == id {
				w.openKeep("Keep articles of “"+f.Name+"”", app.Limit{Folder: id, Keep: f.Keep}, w.keepAround(f.Parent, all))
			}
		}
	})
}

// keepFeed asks how much is kept of a feed.
func (w *window) keepFeed(f feeds.Feed) {
	w.withKeep(func(all feeds.Keep) {
		w.openKeep("Keep articles of “"+f.Name()+"”", app.Limit{Feed: f.ID, Keep: f.Keep}, w.keepAround(f.Folder, all))
	})
}

// withKeep goes on with what holds for everything.
func (w *window) withKeep(then func(feeds.Keep)) {
	var all feeds.Keep
	w.do(func(ctx context.Context) (err error) {
		all, err = w.core.Keep(ctx)
		return err
	}, func() { then(all) })
}

// keepAround says what holds where nothing is said.
func (w *window) keepAround(folder feeds.FolderID, all feeds.Keep) string {
	who := "As everything else"
	for _, f := range w.folders {
		if f.ID == folder {
			who = "As the folder “" + viewmodel.Isolate(f.Name) + "”"
		}
	}
	return who + ": " + viewmodel.KeepName(viewmodel.KeepAround(folder, w.folders, all), "for ever")
}

func (w *window) openKeep(title string, limit app.Limit, around string) {
	d := &keepBoard{limit: limit, around: around, guests: w.guests(limit.Folder), kind: viewmodel.KindOfKeep(limit.Keep)}
	d.days, d.newest = newNumberField(d, viewmodel.KeepDays, limit.Keep.Days, 90), newNumberField(d, viewmodel.KeepNewest, limit.Keep.Articles, 500)
	no := newButton("", "Cancel", func() { d.close() })
	d.board = w.openBoard(title, fyne.NewSize(600, 620), d.layOut, no)
	d.rebuild()
	d.look()
}

func (d *keepBoard) layOut(f *boardFlow) {
	choose := func(kind viewmodel.KeepKind) func() { return func() { d.choose(kind) } }
	if d.around != "" {
		f.choice(d.around, d.kind == viewmodel.KeepAsAround, choose(viewmodel.KeepAsAround))
	}
	f.choice("For ever", d.kind == viewmodel.KeepEver, choose(viewmodel.KeepEver))
	f.number(d.days, "For", "days after an article's date", d.kind, choose(viewmodel.KeepDays))
	f.number(d.newest, "The newest", "articles of each source", d.kind, choose(viewmodel.KeepNewest))
	f.gap(4)
	f.para(viewmodel.NeverGoes, true)
	if d.guests != "" {
		f.para(d.guests, true)
	}
	f.gap(8)
	if d.said != "" {
		f.para(d.said, false)
	}
	if !d.asked {
		return
	}
	f.para(viewmodel.WouldGo(d.preview.Articles, len(d.preview.Feeds)), false)
	f.gap(4)
	f.strong("Keep it so", d.set)
	f.gap(8)
	now := time.Now()
	for _, x := range d.preview.Feeds {
		f.outgo(x, now)
	}
}

// number is a choice with a number in it.
func (f *boardFlow) number(n *numberField, before, after string, kind viewmodel.KeepKind, tap func()) {
	y := f.y
	end := f.choice(before, kind == n.kind, tap)
	f.add(piece{x: end + 10, y: y, w: 74, h: 34, object: n.box})
	l := f.textLabel()
	f.add(piece{x: end + 94, y: y, w: f.w - end - 94, h: 34, paint: func(b *brush) { b.text(after, l, 0, 7.5, f.w-end-94, 1) }})
}

// outgo is what goes of one feed.
func (f *boardFlow) outgo(x app.Outgo, now time.Time) {
	f.add(piece{x: f.x, y: f.y, w: f.w, h: 28, paint: func(b *brush) {
		l := label{family: typeset.Sans, size: 13, height: 18, color: b.p.ink}
		b.source(x.Feed.Name(), 0, 6, 14)
		b.name(x.Feed.Name(), l, 22, 5, f.w-250)
		l.color, l.ltr = b.p.soft, true
		many := b.lay(viewmodel.Number(x.Articles), l, 80, 1)
		b.put(many, f.w-170-many.Used, 5)
		span := b.lay(viewmodel.Span(x.Oldest, x.Newest, now), l, 160, 1)
		b.put(span, f.w-span.Used, 5)
	}})
	f.gap(28)
}

func (d *keepBoard) choose(kind viewmodel.KeepKind) {
	d.kind = kind
	d.look()
	switch kind {
	case viewmodel.KeepDays:
		d.w.focus(d.days)
	case viewmodel.KeepNewest:
		d.w.focus(d.newest)
	}
}

// chosen is the limit as it would be; ok is false while it is not one.
func (d *keepBoard) chosen() (feeds.Keep, bool) {
	number := d.days.Text
	if d.kind == viewmodel.KeepNewest {
		number = d.newest.Text
	}
	return viewmodel.KeepOf(d.kind, number)
}

// look asks what would go.
func (d *keepBoard) look() {
	current := d.loads.next()
	k, ok := d.chosen()
	d.asked, d.said = false, ""
	if !ok {
		d.said = "A number, please: one or more."
		d.rebuild()
		return
	}
	d.rebuild()
	limit := d.limit
	limit.Keep = k
	var p app.Preview
	var err error
	d.w.worker.load(func(ctx context.Context) { p, err = d.w.core.TidyPreview(ctx, &limit) }, func() {
		if !current() {
			return
		}
		if d.preview, d.asked = p, err == nil; err != nil {
			d.said = app.Explain(err)
		}
		d.rebuild()
	})
}

// set keeps it so.
func (d *keepBoard) set() {
	k, ok := d.chosen()
	if !ok {
		return
	}
	w, limit := d.w, d.limit
	w.do(func(ctx context.Context) error {
		switch {
		case limit.Feed != 0:
			return w.core.SetFeedKeep(ctx, limit.Feed, k)
		case limit.Folder != 0:
			return w.core.SetFolderKeep(ctx, limit.Folder, k)
		}
		return w.core.SetKeep(ctx, k)
	}, func() {
		d.close()
		w.notices.say("Articles are kept "+viewmodel.KeepName(k, "as said around")+". What is beyond goes when nothing else is to do.", "Undo", w.undo)
	})
}

// numberField is a box for a number of a choice; typing in it chooses that.
type numberField struct {
	field
	keeps *keepBoard
	kind  viewmodel.KeepKind
	box   fyne.CanvasObject
}

func newNumberField(d *keepBoard, kind viewmodel.KeepKind, n, usual int) *numberField {
	e := &numberField{keeps: d, kind: kind}
	e.be(e)
	if n <= 0 {
		n = usual
	}
	e.Text = strconv.Itoa(n)
	e.OnChanged = func(string) {
		d.kind = kind
		d.look()
	}
	e.OnSubmitted = func(string) { d.set() }
	e.box = container.NewStack(e)
	return e
}

// TypedKey lets Escape close the board and the arrows go on to the other choices.
func (e *numberField) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		e.keeps.close()
	case fyne.KeyDown, fyne.KeyUp:
		e.keeps.w.focus(e.keeps.sheet)
		e.keeps.sheet.TypedKey(k)
	default:
		e.Entry.TypedKey(k)
	}
}
