package storage

import (
	"errors"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"tidings/feeds"
)

// sidebar is the names of the feeds, each with the folder it is in.
func sidebar(t *testing.T, db *DB) []string {
	t.Helper()
	folders, err := db.Folders(t.Context())
	check(t, err)
	name := map[feeds.FolderID]string{}
	for _, f := range folders {
		name[f.ID] = name[f.Parent] + f.Name + "/"
	}
	list, err := db.Feeds(t.Context())
	check(t, err)
	var out []string
	for _, f := range list {
		out = append(out, name[f.Folder]+f.Name())
	}
	return out
}

func is(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func undo(t *testing.T, db *DB, want string) {
	t.Helper()
	what, err := db.Undo(t.Context())
	check(t, err)
	if what != want {
		t.Errorf("undid %q, want %q", what, want)
	}
}

func TestAFeedIsSubscribedToOnce(t *testing.T) {
	db := openNew(t)
	id := addFeed(t, db, "harbour", 0)
	for _, url := range []string{"https://harbour.example/feed", "http://www.harbour.example/feed/", "https://harbour.example/feed?utm_source=x"} {
		again, err := db.AddFeed(t.Context(), feeds.Feed{URL: url})
		if !errors.Is(err, feeds.ErrExists) || again != id {
			t.Errorf("%s: %v, %v", url, again, err)
		}
		f, err := db.FeedByURL(t.Context(), url)
		if err != nil || f.ID != id {
			t.Errorf("%s: %v, %v", url, f.ID, err)
		}
	}
	if _, err := db.FeedByURL(t.Context(), "https://other.example/"); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	is(t, sidebar(t, db), "harbour")
}

func TestFeedsMoveAmongTheirSiblings(t *testing.T) {
	db := openNew(t)
	folder, err := db.AddFolder(t.Context(), 0, "Asia")
	check(t, err)
	a := addFeed(t, db, "a", 0)
	addFeed(t, db, "b", 0)
	addFeed(t, db, "c", 0)
	addFeed(t, db, "d", folder)
	is(t, sidebar(t, db), "Asia/d", "a", "b", "c")

	move := func(folder feeds.FolderID, position int) {
		t.Helper()
		f, err := db.Feed(t.Context(), a)
		check(t, err)
		f.Folder, f.Position = folder, position
		check(t, db.UpdateFeed(t.Context(), f))
	}
	move(0, 2)
	is(t, sidebar(t, db), "Asia/d", "b", "c", "a")
	move(folder, 0)
	is(t, sidebar(t, db), "Asia/a", "Asia/d", "b", "c")
	undo(t, db, "Moved “a”")
	is(t, sidebar(t, db), "Asia/d", "b", "c", "a")
	undo(t, db, "Moved “a”")
	is(t, sidebar(t, db), "Asia/d", "a", "b", "c")
}

func TestSettingsOfAFeedAreChangedAndTakenBack(t *testing.T) {
	db := openNew(t)
	id := addFeed(t, db, "harbour", 0)
	other := addFeed(t, db, "other", 0)
	before, err := db.Feed(t.Context(), id)
	check(t, err)
	for what, change := range map[string]func(*feeds.Feed){
		"Renamed “harbour” to “My port”":    func(f *feeds.Feed) { f.OwnTitle = "My port" },
		"Paused “harbour”":                  func(f *feeds.Feed) { f.Paused = true },
		"Changed the settings of “harbour”": func(f *feeds.Feed) { f.Every, f.FullText = 90*time.Second, true },
		"Changed the address of “harbour”":  func(f *feeds.Feed) { f.URL = "https://harbour.example/new" },
		"":                                  func(f *feeds.Feed) { f.Unread, f.Fetch.ETag, f.Every = 9, "x", time.Millisecond },
	} {
		f := before
		change(&f)
		check(t, db.UpdateFeed(t.Context(), f))
		got, err := db.Feed(t.Context(), id)
		check(t, err)
		if what == "" {
			if !reflect.DeepEqual(got, before) {
				t.Errorf("changed to %+v", got)
			}
			continue
		}
		if !reflect.DeepEqual(got, f) {
			t.Errorf("%s: %+v", what, got)
		}
		undo(t, db, what)
		if got, err := db.Feed(t.Context(), id); err != nil || !reflect.DeepEqual(got, before) {
			t.Errorf("%s taken back: %+v, %v", what, got, err)
		}
	}
	f := before
	f.ID = other
	if err := db.UpdateFeed(t.Context(), f); !errors.Is(err, feeds.ErrExists) {
		t.Errorf("two feeds have one address: %v", err)
	}
}

func TestUnsubscribingSetsArticlesAsideAndUndoBringsThemBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tidings.db")
	db := openFile(t, path)
	id := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, id, entry("one", 1), entry("two", 2), entry("three", 3)).New
	derive(t, db, feeds.StoryID(ids[0]), []feeds.Topic{feeds.World}, ids...)
	yes := true
	check(t, db.SetStatus(t.Context(), ids[1:2], Change{Starred: &yes, Quiet: true}))
	check(t, db.SetStatus(t.Context(), ids[2:], Change{Read: &yes, Quiet: true}))
	check(t, db.RemoveFeed(t.Context(), id))

	is(t, sidebar(t, db))
	is(t, titles(t, db, feeds.Scope{}, 10), "Title two")
	is(t, titles(t, db, feeds.Scope{Text: "title"}, 10), "Title two")
	if f, err := db.Feed(t.Context(), id); err != nil || f.Title != "harbour" {
		t.Errorf("the source of a starred article: %+v, %v", f, err)
	}
	if due, err := db.DueFeeds(t.Context(), noon.Add(99*time.Hour)); err != nil || len(due) != 0 {
		t.Errorf("due: %v, %v", due, err)
	}
	if err := db.RemoveFeed(t.Context(), id); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	countsAreTrue(t, db)
	check(t, db.Close())

	db = openFile(t, path)
	undo(t, db, "Unsubscribed from “harbour”")
	is(t, sidebar(t, db), "harbour")
	is(t, titles(t, db, feeds.Scope{}, 10), "Title one", "Title two", "Title three")
	is(t, titles(t, db, feeds.Scope{UnreadOnly: true, Text: "title"}, 10), "Title one", "Title two")
	st, _, err := db.Story(t.Context(), feeds.StoryID(ids[0]))
	if err != nil || st.Articles != 3 {
		t.Errorf("%+v, %v", st, err)
	}
	countsAreTrue(t, db)
	undo(t, db, "Subscribed to “harbour”")
	is(t, sidebar(t, db))
	if _, err := db.Undo(t.Context()); err != ErrNothingToUndo {
		t.Errorf("got %v", err)
	}
}

func TestAFeedThatIsAddedAgainHasItsArticles(t *testing.T) {
	db := openNew(t)
	id := addFeed(t, db, "harbour", 0)
	fetch(t, db, id, entry("one", 1))
	check(t, db.RemoveFeed(t.Context(), id))
	again := addFeed(t, db, "harbour", 0)
	f, err := db.Feed(t.Context(), again)
	check(t, err)
	if again != id || f.Fetch.ETag != "" || f.Total != 1 {
		t.Errorf("%+v", f)
	}
	is(t, titles(t, db, feeds.Scope{}, 10), "Title one")
	matches, err := db.Known(t.Context(), id, []feeds.Entry{entry("one", 1)})
	if err != nil || matches[0].Kind != Unchanged {
		t.Errorf("%v, %v", matches, err)
	}
}

func TestFoldersAreMadeMovedAndRemoved(t *testing.T) {
	db := openNew(t)
	asia, err := db.AddFolder(t.Context(), 0, "Asia")
	check(t, err)
	ports, err := db.AddFolder(t.Context(), asia, "Ports")
	check(t, err)
	tech, err := db.AddFolder(t.Context(), 0, "Tech")
	check(t, err)
	if again, err := db.AddFolder(t.Context(), asia, "Ports"); err != nil || again != ports {
		t.Errorf("%v, %v", again, err)
	}
	addFeed(t, db, "a", asia)
	addFeed(t, db, "p", ports)
	addFeed(t, db, "x", 0)
	all := []string{"Asia/Ports/p", "Asia/a", "x"}
	is(t, sidebar(t, db), all...)

	for _, test := range []struct {
		do   func() error
		want error
	}{
		{func() error { return db.MoveFolder(t.Context(), asia, ports, 0) }, ErrFolderLoop},
		{func() error { return db.MoveFolder(t.Context(), asia, asia, 0) }, ErrFolderLoop},
		{func() error { return db.MoveFolder(t.Context(), asia, 99, 0) }, feeds.ErrNotFound},
		{func() error { return db.RenameFolder(t.Context(), asia, "Tech") }, ErrFolderExists},
		{func() error { return db.RenameFolder(t.Context(), 99, "x") }, feeds.ErrNotFound},
		{func() error { return db.RemoveFolder(t.Context(), 99) }, feeds.ErrNotFound},
		{func() error { _, err := db.AddFolder(t.Context(), 99, "x"); return err }, feeds.ErrNotFound},
		{func() error { return db.SetFolderClosed(t.Context(), 99, true) }, feeds.ErrNotFound},
	} {
		if err := test.do(); !errors.Is(err, test.want) {
			t.Errorf("got %v, want %v", err, test.want)
		}
	}

	check(t, db.RenameFolder(t.Context(), asia, "East"))
	is(t, sidebar(t, db), "East/Ports/p", "East/a", "x")
	check(t, db.MoveFolder(t.Context(), asia, tech, 0))
	is(t, sidebar(t, db), "Tech/East/Ports/p", "Tech/East/a", "x")
	check(t, db.RemoveFolder(t.Context(), asia))
	is(t, sidebar(t, db), "Tech/Ports/p", "Tech/a", "x")
	check(t, db.RemoveFolder(t.Context(), tech))
	is(t, sidebar(t, db), "Ports/p", "x", "a")

	undo(t, db, "Removed the folder “Tech”")
	undo(t, db, "Removed the folder “East”")
	is(t, sidebar(t, db), "Tech/East/Ports/p", "Tech/East/a", "x")
	undo(t, db, "Moved the folder “East”")
	undo(t, db, "Renamed the folder “Asia” to “East”")
	is(t, sidebar(t, db), all...)

	check(t, db.SetFolderClosed(t.Context(), asia, true))
	folders, err := db.Folders(t.Context())
	check(t, err)
	if !folders[0].Closed || folders[1].Closed {
		t.Errorf("%+v", folders)
	}
}

func TestAnImportIsOneStep(t *testing.T) {
	db := openNew(t)
	addFeed(t, db, "a", 0)
	sub := func(name string, path ...string) Subscription {
		var folders []PathFolder
		for _, name := range path {
			folders = append(folders, PathFolder{name, 3 * time.Hour})
		}
		return Subscription{Path: folders, Feed: feeds.Feed{URL: "https://" + name + ".example/feed", Title: name}}
	}
	added, existing, err := db.AddSubscriptions(t.Context(), []Subscription{
		sub("p", "Asia", "Ports"), sub("a", "Asia"), sub("q", "Asia", " ", "Ports"), sub("x"), sub("x", "Asia"),
	})
	check(t, err)
	if added != 3 || existing != 2 {
		t.Errorf("%d added, %d there", added, existing)
	}
	is(t, sidebar(t, db), "Asia/Ports/p", "Asia/Ports/q", "a", "x")
	if folders, err := db.Folders(t.Context()); err != nil || folders[0].Every != 3*time.Hour || folders[1].Every != 3*time.Hour {
		t.Errorf("the folders are %+v, %v", folders, err)
	}
	undo(t, db, "Imported 3 subscriptions")
	is(t, sidebar(t, db), "a")
	if folders, err := db.Folders(t.Context()); err != nil || len(folders) != 0 {
		t.Errorf("%v, %v", folders, err)
	}
	if added, existing, err := db.AddSubscriptions(t.Context(), []Subscription{sub("a")}); err != nil || added != 0 || existing != 1 {
		t.Errorf("%d, %d, %v", added, existing, err)
	}
	undo(t, db, "Subscribed to “a”")
}

func TestFeedsAreDueLongestFirst(t *testing.T) {
	db := openNew(t)
	if next, err := db.NextDue(t.Context()); err != nil || !next.IsZero() {
		t.Errorf("%v, %v", next, err)
	}
	for i, name := range []string{"late", "later", "paused", "gone", "soon"} {
		id := addFeed(t, db, name, 0)
		state := feeds.FetchState{Next: noon.Add(time.Duration(2-i) * -time.Hour), Gone: name == "gone"}
		_, err := db.SaveFetch(t.Context(), Fetched{Feed: id, State: state})
		check(t, err)
		if name == "paused" {
			f, err := db.Feed(t.Context(), id)
			check(t, err)
			f.Paused = true
			check(t, db.UpdateFeed(t.Context(), f))
		}
	}
	due, err := db.DueFeeds(t.Context(), noon)
	check(t, err)
	if len(due) != 2 || due[0].Title != "late" || due[1].Title != "later" {
		t.Errorf("%v", due)
	}
	if next, err := db.NextDue(t.Context()); err != nil || !next.Equal(noon.Add(-2*time.Hour)) {
		t.Errorf("%v, %v", next, err)
	}
	addFeed(t, db, "never asked", 0)
	if next, err := db.NextDue(t.Context()); err != nil || next.IsZero() || next.After(noon) {
		t.Errorf("%v, %v", next, err)
	}
}
