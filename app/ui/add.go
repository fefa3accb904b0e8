package ui

import (
	"context"
	"errors"
	"fmt"
	"image/color"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/assets"
	"tidings/feeds"
)

const (
	addWidth   = 660
	noFolder   = "No folder"
	newFolder  = "New folder…"
	addExplain = "Any address will do: a site, a feed, a channel."
)

// addDialog finds the feeds of an address and shows what they have before the
// reader subscribes. Enter looks, Enter again subscribes; the arrow keys choose.
type addDialog struct {
	w      *window
	pop    *widget.PopUp
	entry  *addEntry
	status *widget.Label
	list   *sheet
	folder *widget.Select
	named  *widget.Entry
	yes    *button

	found  []app.Found
	looked string // the text that found is for
	chosen int
	busy   bool
	loads  latest
	cancel context.CancelFunc
}

// add opens the dialog.
func (w *window) add() { w.addAddress("") }

// addAddress opens the dialog and looks at an address at once.
func (w *window) addAddress(text string) {
	d := &addDialog{w: w, cancel: func() {}}
	d.build()
	d.pop.Show()
	w.win.Canvas().Focus(d.entry)
	if text != "" {
		d.entry.SetText(text)
		d.look()
	}
}

func (d *addDialog) build() {
	d.entry = &addEntry{dialog: d}
	d.entry.be(d.entry)
	d.entry.SetPlaceHolder("Paste the address of a site or feed…")
	d.entry.OnSubmitted = func(string) { d.enter() }
	d.entry.OnChanged = func(string) { d.again() }
	d.status = widget.NewLabel(addExplain)
	d.status.Wrapping = fyne.TextWrapWord
	d.status.Importance = widget.LowImportance
	d.list = newSheet(d.w.front.engine, d.w.pics)
	d.list.compose = d.layOut
	d.folder = widget.NewSelect(d.folders(), func(name string) { visible(d.named, name == newFolder) })
	d.named = widget.NewEntry()
	d.named.SetPlaceHolder("Its name")
	d.named.Hide()
	d.folder.SetSelected(d.folderHere())
	no := newButton("", "Cancel", d.close)
	d.yes = newButton("", "Find", d.enter)
	d.yes.strong = true
	d.yes.paint(false)
	foot := container.NewHBox(widget.NewLabel("Folder"), d.folder, container.NewGridWrap(fyne.NewSize(140, 36), d.named), layout.NewSpacer(), container.NewCenter(no), container.NewCenter(d.yes))
	body := container.NewBorder(
		container.NewVBox(serifTitle("Add a subscription", 20), gap(6), d.entry, d.status), foot, nil, nil,
		container.NewGridWrap(fyne.NewSize(addWidth-48, 300), d.list))
	d.pop = widget.NewModalPopUp(dialogBox(body), d.w.win.Canvas())
	d.pop.Resize(fyne.NewSize(addWidth, 520))
}

// dialogBox gives a dialog its margins.
func dialogBox(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(22, 18, 22, 22), o)
}

// serifTitle is a heading in the typeface of headlines.
func serifTitle(text string, size float32) *canvas.Text {
	t := canvas.NewText(text, colours().ink)
	t.FontSource = fyne.NewStaticResource("tidings-Literata-Bold.ttf", assets.Font("Literata-Bold"))
	t.TextSize = size
	return t
}

// gap is empty room.
func gap(h float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(1, h))
	return r
}

func (d *addDialog) folders() []string {
	names := []string{noFolder}
	for _, f := range d.w.folders {
		names = append(names, f.Name)
	}
	return append(names, newFolder)
}

// folderHere is the folder that the reader looks at.
func (d *addDialog) folderHere() string {
	for _, f := range d.w.folders {
		if f.ID == d.w.at.scope.Folder && d.w.at.mode == showList {
			return f.Name
		}
	}
	return noFolder
}

// again forgets what was found for another text.
func (d *addDialog) again() {
	if strings.TrimSpace(d.entry.Text) == d.looked {
		return
	}
	d.cancel()
	d.loads.next()
	d.busy, d.found, d.looked = false, nil, ""
	d.status.SetText(addExplain)
	d.yes.say("Find")
	d.list.rebuild()
}

func (d *addDialog) enter() {
	switch {
	case d.busy:
	case len(d.found) > 0 && d.looked == strings.TrimSpace(d.entry.Text):
		d.subscribe()
	default:
		d.look()
	}
}

// look asks what is at the address.
func (d *addDialog) look() {
	text := strings.TrimSpace(d.entry.Text)
	if text == "" {
		return
	}
	ctx, cancel := context.WithCancel(d.w.worker.ctx)
	d.cancel = cancel
	current := d.loads.next()
	d.busy, d.looked = true, text
	d.status.SetText("Looking at " + text + " …")
	var found []app.Found
	var err error
	d.w.worker.load(func(context.Context) { found, err = d.w.core.Find(ctx, text) }, func() {
		cancel()
		if !current() {
			return
		}
		d.busy = false
		d.show(found, err)
	})
}

func (d *addDialog) show(found []app.Found, err error) {
	d.found, d.chosen = found, max(0, slices.IndexFunc(found, func(f app.Found) bool { return f.Subscribed == 0 && f.Err == nil }))
	switch {
	case err != nil:
		d.looked = ""
		d.status.SetText(app.Explain(err))
		d.yes.say("Find")
	case len(found) == 1:
		d.status.SetText("One feed found.")
	default:
		d.status.SetText(fmt.Sprintf("%d feeds found. The arrow keys choose.", len(found)))
	}
	if len(found) > 0 {
		d.yes.say("Subscribe")
	}
	d.list.top()
	d.list.rebuild()
	d.w.win.Canvas().Focus(d.entry)
}

func (d *addDialog) choose(i int) {
	if i < 0 || i >= len(d.found) {
		return
	}
	d.chosen = i
	d.list.rebuild()
}

// subscribe adds the chosen feed and fetches it.
func (d *addDialog) subscribe() {
	f := d.found[d.chosen]
	if f.Err != nil {
		d.status.SetText(app.Explain(f.Err))
		return
	}
	folder, named := d.folder.Selected, strings.TrimSpace(d.named.Text)
	w := d.w
	var id feeds.FeedID
	var err error
	d.busy = true
	w.worker.load(func(ctx context.Context) {
		in, ferr := d.folderID(ctx, folder, named)
		if err = ferr; err == nil {
			id, err = w.core.Subscribe(ctx, f, in)
		}
	}, func() {
		d.busy = false
		if err != nil && !errors.Is(err, feeds.ErrExists) {
			d.status.SetText(app.Explain(err))
			return
		}
		d.close()
		if err != nil {
			w.fail(err)
		}
		w.openNew(id)
	})
}

func (d *addDialog) folderID(ctx context.Context, name, fresh string) (feeds.FolderID, error) {
	switch name {
	case noFolder, "":
		return 0, nil
	case newFolder:
		return d.w.core.AddFolder(ctx, 0, fresh)
	}
	for _, f := range d.w.folders {
		if f.Name == name {
			return f.ID, nil
		}
	}
	return 0, nil
}

// openNew shows a feed and asks its server.
func (w *window) openNew(id feeds.FeedID) {
	if id == 0 {
		return
	}
	key := fmt.Sprintf("feed:%d", id)
	w.past, w.ahead = nil, nil
	w.goTo(place{mode: showList, key: key, scope: feeds.Scope{Feed: id}})
	w.refresh(app.Selection{Feed: id})
}

func (d *addDialog) close() {
	d.cancel()
	d.pop.Hide()
	if d.w.at.mode == showList {
		d.w.focus(d.w.timeline.list)
	} else {
		d.w.win.Canvas().Unfocus()
	}
}

// layOut lists what was found: the chosen one with its newest headlines.
func (d *addDialog) layOut(b *brush, width float32) ([]piece, float32) {
	var pieces []piece
	y := float32(4)
	for i, f := range d.found {
		chosen := i == d.chosen
		pieces = append(pieces, d.candidate(f, y, width, chosen, func() { d.choose(i) }))
		y += 62
		if !chosen {
			continue
		}
		for _, s := range f.Samples {
			pieces = append(pieces, sample(s, y, width))
			y += 24
		}
		y += 8
	}
	return pieces, y
}

func (d *addDialog) candidate(f app.Found, y, w float32, chosen bool, tap func()) piece {
	return piece{x: 0, y: y, w: w, h: 58, tap: tap, paint: func(b *brush) {
		p := b.p
		if chosen {
			b.box(0, 0, w, 58, 8, p.choice)
			b.box(12, 21, 15, 15, 7.5, p.accent)
			b.box(16.5, 25.5, 6, 6, 3, p.paper)
		} else {
			b.box(12, 21, 15, 15, 7.5, p.soft)
			b.box(13.2, 22.2, 12.6, 12.6, 6.3, p.paper)
		}
		b.source(f.Title, 38, 13, 15)
		b.text(f.Title, label{family: typeset.Sans, weight: 600, size: 14, height: 19, color: p.ink, lang: f.Language}, 62, 10, w-74, 1)
		b.text(describe(f, d.w.timeline.now()), label{family: typeset.Sans, size: 12, height: 17, color: p.soft}, 62, 31, w-74, 1)
	}}
}

func sample(s app.Sample, y, w float32) piece {
	return piece{x: 38, y: y, w: w - 38, h: 24, paint: func(b *brush) {
		b.box(0, 0, 1, 24, 0, b.p.line)
		when := ""
		if !s.Published.IsZero() {
			when = viewmodel.Clock(s.Published, time.Now())
		}
		clock := b.lay(when, label{family: typeset.Sans, size: 12, height: 22, color: b.p.soft}, 120, 1)
		b.put(clock, w-38-clock.Used-4, 1)
		b.text(s.Title, label{family: typeset.Serif, size: 15, height: 22, color: b.p.ink}, 16, 1, w-38-16-clock.Used-20, 1)
	}}
}

// describe says in a line what a feed is like.
func describe(f app.Found, now time.Time) string {
	if f.Err != nil {
		return app.Explain(f.Err)
	}
	var parts []string
	if f.Subscribed != 0 {
		parts = append(parts, "subscribed already")
	}
	if f.Language != "" {
		parts = append(parts, app.LanguageName(f.Language))
	}
	switch {
	case f.PerWeek >= 7:
		parts = append(parts, fmt.Sprintf("%.0f articles a day", f.PerWeek/7))
	case f.PerWeek >= 1:
		parts = append(parts, fmt.Sprintf("%.0f articles a week", f.PerWeek))
	default:
		parts = append(parts, plural(f.Articles, "article", "articles"))
	}
	if !f.Newest.IsZero() {
		parts = append(parts, "newest "+viewmodel.Ago(now.Sub(f.Newest)))
	}
	if f.FullText {
		parts = append(parts, "whole text in the feed")
	} else if f.Articles > 0 {
		parts = append(parts, "leads only")
	}
	return strings.Join(parts, " · ")
}

// addEntry is the box for the address. The arrow keys choose among what was
// found, Escape closes.
type addEntry struct {
	field
	dialog *addDialog
}

func (e *addEntry) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyDown:
		e.dialog.choose(e.dialog.chosen + 1)
	case fyne.KeyUp:
		e.dialog.choose(e.dialog.chosen - 1)
	case fyne.KeyEscape:
		e.dialog.close()
	default:
		e.Entry.TypedKey(k)
	}
}
