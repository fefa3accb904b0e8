package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// feedFilter shows in the sidebar only the feeds that have what is typed: Enter opens the
// one that is chosen, the arrow keys go to others, Escape brings the sidebar back as it was.
type feedFilter struct {
	w     *window
	entry *filterEntry
	box   *fyne.Container
	index *app.FeedIndex // nil: the feeds have changed since
	best  feeds.FeedID   // the feed that fits best; zero: none was found
	was   float32        // how far the sidebar was scrolled
}

// filterEntry is the box for the words.
type filterEntry struct {
	field
	filter *feedFilter
}

func newFeedFilter(w *window) *feedFilter {
	f := &feedFilter{w: w, entry: &filterEntry{}}
	f.entry.filter = f
	f.entry.be(f.entry)
	f.entry.Scroll = fyne.ScrollHorizontalOnly
	f.entry.SetPlaceHolder("Search my feeds")
	f.entry.OnChanged = func(string) { f.look() }
	f.entry.OnSubmitted = func(string) { f.take() }
	off := newButton("", "×", func() {
		f.close()
		w.focusStage()
	})
	off.text.TextSize = 16
	off.tip, off.onTip = "Show all feeds (Esc)", w.tip
	f.box = container.New(insetSides(itemInset), container.NewBorder(nil, nil, nil, container.NewCenter(off), f.entry))
	f.box.Hide()
	return f
}

// on reports whether the sidebar shows only what was found.
func (f *feedFilter) on() bool { return f.box.Visible() && strings.TrimSpace(f.entry.Text) != "" }

// open shows the box at the head of the sidebar.
func (f *feedFilter) open() {
	w := f.w
	switch {
	case w.covered() || w.at.mode == showWelcome:
		return
	case len(w.feeds) == 0:
		w.notices.say("You have no feeds yet.", "", nil)
		return
	}
	if !f.box.Visible() {
		f.was = w.sidebar.list.scroll.Offset.Y
		f.box.Show()
		f.arrange()
	}
	w.focus(f.entry)
	f.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// close brings the sidebar back as it was.
func (f *feedFilter) close() {
	if !f.box.Visible() {
		return
	}
	f.box.Hide()
	f.entry.SetText("")
	f.arrange()
	f.w.showItems()
	f.w.sidebar.list.scrollTo(f.was)
}

func (f *feedFilter) arrange() { f.w.sideBox.Refresh() }

// look finds what is typed.
func (f *feedFilter) look() {
	if !f.box.Visible() {
		return
	}
	f.w.showItems()
	f.w.sidebar.list.scrollTo(0)
	if f.on() {
		f.w.sidebar.list.choose(f.first())
	}
}

// found are the items of what is typed.
func (f *feedFilter) found() []viewmodel.Item {
	if f.index == nil {
		f.index = app.NewFeedIndex(f.w.feeds, f.w.folders)
	}
	x := f.index.Find(f.entry.Text)
	f.best = x.First
	return viewmodel.Filtered(f.w.feeds, f.w.folders, viewmodel.Looked{Typed: f.entry.Text, Marked: x.Marked, Folders: x.Folders})
}

// first is the item of the feed that fits best; -1: none was found.
func (f *feedFilter) first() int {
	for i, it := range f.w.sidebar.items {
		if it.Kind == viewmodel.FeedItem && it.Feed == f.best && !it.Also {
			return i
		}
	}
	return -1
}

// take opens the item that is chosen and brings the sidebar back.
func (f *feedFilter) take() {
	s := f.w.sidebar
	if !f.on() || s.list.current < 0 || s.list.current >= len(s.items) || !s.Selectable(s.list.current) {
		return
	}
	it := s.items[s.list.current]
	f.close()
	s.mark(it.Key)
	f.w.openItem(it)
}

// step chooses another item.
func (f *feedFilter) step(d int) {
	s := f.w.sidebar
	for i := s.list.current + d; i >= 0 && i < len(s.items); i += d {
		if s.Selectable(i) {
			s.list.choose(i)
			return
		}
	}
}

// TypedKey chooses, and leaves the box.
func (e *filterEntry) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		e.filter.close()
		e.filter.w.focusStage()
	case fyne.KeyDown:
		e.filter.step(1)
	case fyne.KeyUp:
		e.filter.step(-1)
	default:
		e.field.TypedKey(k)
	}
}

// insetSides keeps something away from the edges of a pane, by so many units.
type insetSides float32

func (i insetSides) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(float32(i), 0))
	o[0].Resize(fyne.NewSize(s.Width-2*float32(i), o[0].MinSize().Height))
}

func (i insetSides) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(2*float32(i), 6)
}
