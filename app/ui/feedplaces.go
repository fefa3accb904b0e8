package ui

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app/viewmodel"
	"tidings/feeds"
)

// The folders of a feed: its own place, and others in which it stands too.

// moveMenu lists the folders that a feed can have its own place in.
func (w *window) moveMenu(f feeds.Feed) *fyne.MenuItem {
	to := func(name string, id feeds.FolderID) *fyne.MenuItem {
		return fyne.NewMenuItem(name, func() {
			g := f
			g.MoveTo(id)
			w.do(func(ctx context.Context) error { return w.core.ChangeFeed(ctx, g) }, nil)
		})
	}
	sub := []*fyne.MenuItem{to(noFolder, 0)}
	for _, x := range w.folders {
		sub = append(sub, to(x.Name, x.ID))
	}
	item := fyne.NewMenuItem("Move to", nil)
	item.ChildMenu = fyne.NewMenu("", sub...)
	return item
}

// alsoItem opens the folders in which a feed stands too.
func (w *window) alsoItem(f feeds.Feed) *fyne.MenuItem {
	return fyne.NewMenuItem("Also in…", func() { w.openAlso(f) })
}

// leaveItem takes a feed out of the folder of a row.
func (w *window) leaveItem(f feeds.Feed, from feeds.FolderID) *fyne.MenuItem {
	item := fyne.NewMenuItem("Remove from this folder", func() {
		g := f
		g.Leave(from)
		said := viewmodel.LeftFolder(f, from, w.folders)
		w.do(func(ctx context.Context) error { return w.core.ChangeFeed(ctx, g) }, func() { w.notices.say(said, "Undo", w.undo) })
	})
	item.Disabled = from == 0
	return item
}

// removeFolder removes a folder and says what became of its feeds.
func (w *window) removeFolder(it viewmodel.Item) {
	said := viewmodel.RemovedFolder(it.Folder, w.feeds, w.folders)
	w.do(func(ctx context.Context) error { return w.core.RemoveFolder(ctx, it.Folder) },
		func() { w.notices.say(said, "Undo", w.undo) })
}

// guests says of a folder that what is set for it is not for all feeds that it shows.
func (w *window) guests(id feeds.FolderID) string {
	if id == 0 {
		return ""
	}
	return viewmodel.Guests(id, w.feeds, w.folders)
}

// alsoKey opens the folders of the feed in view.
func (w *window) alsoKey() {
	f, ok := w.feedOfView()
	switch {
	case w.covered():
	case !ok:
		w.notices.say("Choose a source or an article first.", "", nil)
	default:
		w.openAlso(f)
	}
}

// alsoSheet says in which folders a feed stands: a switch for each, and a new one.
type alsoSheet struct {
	w      *window
	feed   feeds.Feed
	pop    *widget.PopUp
	scroll *container.Scroll
	checks []*formCheck
	list   []viewmodel.FolderChoice
	entry  *formEntry
}

// alsoHeight is how much of the folders is seen at once.
const alsoHeight = 300

// openAlso shows the folders of a feed.
func (w *window) openAlso(f feeds.Feed) *alsoSheet {
	d := &alsoSheet{w: w, feed: f, list: viewmodel.FolderChoices(f, w.folders)}
	rows := container.NewVBox()
	for _, x := range d.list {
		text := x.Name
		if x.Own {
			text += " · its own place"
		}
		c := newFormCheck(w.front.engine, text, d.save, d.close)
		c.on = x.In
		c.onTurn = func(on bool) {
			if x.Own && !on { // it is left by moving the feed
				c.turn()
			}
		}
		c.onFocus = func() { reveal(d.scroll, c) }
		d.checks = append(d.checks, c)
		rows.Add(container.New(layout.NewCustomPaddedLayout(0, 0, float32(min(x.Indent, 8))*18, 0), c))
	}
	d.entry = newFormEntry(d.save, d.close)
	d.entry.SetPlaceHolder("A new folder")
	d.scroll = container.NewVScroll(rows)
	d.scroll.SetMinSize(fyne.NewSize(300, min(alsoHeight, rows.MinSize().Height)))
	about := widget.NewLabel("What is set for a folder, such as how often it is asked and what is kept, holds for the feeds whose own place it is.")
	about.Wrapping, about.Importance = fyne.TextWrapWord, widget.LowImportance
	d.pop = w.openSheet(container.NewVBox(serifTitle("Folders of "+short(f.Name()), 18), gap(4), d.scroll, gap(2), d.entry, flush(about), gap(4),
		container.NewHBox(layout.NewSpacer(), newButton("", "Cancel", d.close), strongButton("Save", d.save))), 460)
	if len(d.checks) > 0 {
		w.win.Canvas().Focus(d.checks[0])
	} else {
		w.win.Canvas().Focus(d.entry)
	}
	return d
}

func (d *alsoSheet) close() { d.w.closeSheet(d.pop) }

// save puts the feed into the folders that are ticked, and into the new one.
func (d *alsoSheet) save() {
	f := d.feed
	for i, x := range d.list {
		switch on := d.checks[i].on; {
		case on && !x.In:
			f.Stand(x.ID)
		case !on && x.In && !x.Own:
			f.Leave(x.ID)
		}
	}
	name := strings.TrimSpace(d.entry.Text)
	d.close()
	if name == "" && slices.Equal(f.Also, d.feed.Also) {
		return
	}
	d.w.do(func(ctx context.Context) error { return d.w.core.PutInFolders(ctx, f, name) },
		func() { d.w.notices.say("Changed the folders of "+short(f.Name())+".", "Undo", d.w.undo) })
}
