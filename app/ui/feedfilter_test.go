package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tidings/app/viewmodel"
	"tidings/feeds"
)

func (f *windowFixture) filterFor(text string) {
	f.filter.open()
	f.filter.entry.SetText(text)
}

func (f *windowFixture) feedRows() (n int) {
	for _, it := range f.sidebar.items {
		if it.Kind == viewmodel.FeedItem {
			n++
		}
	}
	return n
}

func TestTheSidebarShowsTheFeedsThatHaveWhatIsTyped(t *testing.T) {
	f := newWindowFixture(t)
	all, items := f.feedRows(), len(f.sidebar.items)
	var feed feeds.Feed
	for _, x := range f.feeds {
		if x.Folder != 0 {
			feed = x
		}
	}
	f.sidebar.list.scrollTo(40)
	f.typedRune('S')
	if f.win.Canvas().Focused() != f.filter.entry {
		t.Fatal("S does not lead to the box")
	}
	f.filterFor(strings.ToUpper(feed.Name()))
	current := f.sidebar.items[f.sidebar.list.current]
	if f.feedRows() >= all || current.Feed != feed.ID || current.Marked == "" {
		t.Errorf("%d of %d rows; chosen is %+v", f.feedRows(), all, current)
	}
	f.again()
	if f.feedRows() >= all || f.sidebar.items[f.sidebar.list.current].Feed != feed.ID {
		t.Error("what came meanwhile ended the search")
	}
	f.filter.entry.SetText("no feed is called so")
	if len(f.sidebar.items) != 2 || f.feedRows() != 0 {
		t.Errorf("%+v", f.sidebar.items)
	}
	f.filter.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) // there is nothing to open
	f.filter.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(f.sidebar.items) != items || f.filter.box.Visible() || f.sidebar.list.scroll.Offset.Y != 40 || f.at.key != "all" {
		t.Errorf("after Escape there are %d items of %d, at %v, %s", len(f.sidebar.items), items, f.sidebar.list.scroll.Offset.Y, f.at.key)
	}
	f.filterFor(feed.Name())
	f.filter.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if f.at.scope.Feed != feed.ID || len(f.sidebar.items) != items || f.sidebar.items[f.sidebar.list.current].Feed != feed.ID {
		t.Errorf("Enter leads to %+v", f.at.scope)
	}
}

func TestTheArrowKeysChooseAmongTheFeedsThatWereFound(t *testing.T) {
	f := newWindowFixture(t)
	f.filterFor("e")
	first := f.sidebar.list.current
	for range 3 {
		f.filter.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	f.filter.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	if f.sidebar.list.current <= first {
		t.Errorf("chosen is %d, was %d", f.sidebar.list.current, first)
	}
	it := f.sidebar.items[f.sidebar.list.current]
	f.filter.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !f.at.scope.Equal(it.Scope) {
		t.Errorf("Enter leads to %+v, not %+v", f.at.scope, it.Scope)
	}
}

// anyFeeds are some feeds.
func (f *windowFixture) anyFeeds(n int) (ids []feeds.FeedID) {
	for _, x := range f.feeds[:n] {
		ids = append(ids, x.ID)
	}
	return ids
}
