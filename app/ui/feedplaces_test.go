package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tidings/app/viewmodel"
	"tidings/feeds"
)

// rowsOf are the rows of a feed in the sidebar.
func (f *windowFixture) rowsOf(id feeds.FeedID) (list []viewmodel.Item) {
	for _, it := range f.sidebar.items {
		if it.Kind == viewmodel.FeedItem && it.Feed == id {
			list = append(list, it)
		}
	}
	return list
}

func (f *windowFixture) rowAt(key string) int { return viewmodel.Place(f.sidebar.items, key) }

func TestAFeedHasARowInEachOfItsFolders(t *testing.T) {
	f := newWindowFixture(t)
	var feed feeds.Feed
	for _, x := range f.feeds {
		if x.Folder != 0 {
			feed = x
			break
		}
	}
	other := feeds.FolderID(0)
	for _, x := range f.folders {
		if x.ID != feed.Folder && x.Parent == 0 {
			other = x.ID
			break
		}
	}
	before := f.window.folder(other).Unread
	f.openFeed(feed.ID)
	d := f.openAlso(feed)
	for i, x := range d.list {
		switch x.ID {
		case feed.Folder:
			if d.checks[i].Tapped(nil); !d.checks[i].on {
				t.Error("a feed was taken out of its own place")
			}
		case other:
			d.checks[i].Tapped(nil)
		}
	}
	d.entry.SetText("Sunday papers")
	d.checks[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	f.again()
	list := f.rowsOf(feed.ID)
	if len(list) != 3 {
		t.Fatalf("rows %+v", list)
	}
	if got := f.window.folder(other); got.Unread != before+feed.Unread {
		t.Errorf("the folder counts %d, was %d, the feed has %d", got.Unread, before, feed.Unread)
	}
	own, also := 0, viewmodel.Item{}
	for _, it := range list {
		if !it.Also {
			own++
		} else if it.Folder == other {
			also = it
		}
	}
	if own != 1 || !strings.Contains(also.Tip(), viewmodel.FolderPath(feed.Folder, f.folders)) {
		t.Errorf("%d own rows; the other says %q", own, also.Tip())
	}

	f.sidebar.list.open(f.rowAt(also.Key)) // one row is chosen, not both
	if f.sidebar.list.current != f.rowAt(also.Key) || f.at.scope.Feed != feed.ID {
		t.Errorf("chosen is %d", f.sidebar.list.current)
	}
	f.again()
	if f.sidebar.list.current != f.rowAt(also.Key) {
		t.Error("the selection went to another row of the feed")
	}
	f.openTopic(feeds.World)
	f.openFeed(feed.ID)
	if it := f.sidebar.items[f.sidebar.list.current]; it.Also {
		t.Error("a feed is shown at a place that is not its own")
	}

	f.sidebar.list.open(f.rowAt(also.Key))
	now, _ := f.feed(feed.ID)
	f.leaveItem(now, other).Action()
	f.again()
	if len(f.rowsOf(feed.ID)) != 2 || f.sidebar.items[f.sidebar.list.current].Feed != feed.ID {
		t.Errorf("left: %+v, chosen %d", f.rowsOf(feed.ID), f.sidebar.list.current)
	}
	f.undo()
	f.again()
	if len(f.rowsOf(feed.ID)) != 3 {
		t.Error("Undo did not put it back")
	}
}
