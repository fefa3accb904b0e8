package storage

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

// A rack has folders Asia, Asia/Ports and Daily.
type rack struct {
	t                  *testing.T
	db                 *DB
	asia, ports, daily feeds.FolderID
}

func newRack(t *testing.T) rack {
	s := rack{t: t, db: openNew(t)}
	for _, f := range []struct {
		id     *feeds.FolderID
		parent *feeds.FolderID
		name   string
	}{{&s.asia, new(feeds.FolderID), "Asia"}, {&s.ports, &s.asia, "Ports"}, {&s.daily, new(feeds.FolderID), "Daily"}} {
		id, err := s.db.AddFolder(t.Context(), *f.parent, f.name)
		check(t, err)
		*f.id = id
	}
	return s
}

// put changes the places of a feed.
func (s rack) put(id feeds.FeedID, change func(*feeds.Feed)) {
	s.t.Helper()
	f, err := s.db.Feed(s.t.Context(), id)
	check(s.t, err)
	change(&f)
	check(s.t, s.db.UpdateFeed(s.t.Context(), f))
}

func (s rack) also(id feeds.FeedID, in ...feeds.FolderID) {
	s.t.Helper()
	s.put(id, func(f *feeds.Feed) {
		for _, x := range in {
			f.Stand(x)
		}
	})
}

// places are the folders of every feed, its own first: "a: Asia Daily".
func (s rack) places() string {
	s.t.Helper()
	folders, err := s.db.Folders(s.t.Context())
	check(s.t, err)
	list, err := s.db.Feeds(s.t.Context())
	check(s.t, err)
	slices.SortFunc(list, func(a, b feeds.Feed) int { return int(a.ID - b.ID) })
	var out []string
	for _, f := range list {
		var names []string
		for _, id := range f.Stands() {
			i := slices.IndexFunc(folders, func(x feeds.Folder) bool { return x.ID == id })
			if i < 0 {
				names = append(names, "-")
				continue
			}
			names = append(names, folders[i].Name)
		}
		out = append(out, f.Name()+": "+strings.Join(names, " "))
	}
	return strings.Join(out, "; ")
}

func (s rack) wants(want string) {
	s.t.Helper()
	if got := s.places(); got != want {
		s.t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAFeedInSeveralFoldersCountsOnceInEach(t *testing.T) {
	s := newRack(t)
	a, b := addFeed(t, s.db, "a", s.asia), addFeed(t, s.db, "b", s.daily)
	fetch(t, s.db, a, entry("1", 10), entry("2", 20))
	fetch(t, s.db, b, entry("3", 30))
	s.also(a, s.ports, s.daily) // in Asia by its own place, and inside it again
	s.also(b, s.ports)

	c, err := s.db.Counts(t.Context(), noon.Add(-24*time.Hour))
	check(t, err)
	for id, want := range map[feeds.FolderID]int{s.asia: 3, s.ports: 3, s.daily: 3} {
		if got := c.Folders[id]; got.Total != want || got.Unread != want {
			t.Errorf("folder %d counts %+v, want %d", id, got, want)
		}
		page, err := s.db.Articles(t.Context(), feeds.Scope{Folder: id}, feeds.Cursor{}, 10)
		check(t, err)
		if len(page.Articles) != want {
			t.Errorf("folder %d lists %d articles, want %d", id, len(page.Articles), want)
		}
	}
	if c.Total != 3 || c.Unread != 3 || c.Feeds[a].Total != 2 {
		t.Errorf("in all %+v", c)
	}
	page, err := s.db.Articles(t.Context(), feeds.Scope{Text: "folder:ports"}, feeds.Cursor{}, 10)
	check(t, err)
	if len(page.Articles) != 3 {
		t.Errorf("folder:ports finds %d articles", len(page.Articles))
	}
	n, err := s.db.MarkAllRead(t.Context(), feeds.Scope{Folder: s.ports}, 0)
	check(t, err)
	if c, err = s.db.Counts(t.Context(), noon); err != nil || n != 3 || c.Unread != 0 || c.Folders[s.daily].Unread != 0 {
		t.Errorf("marked %d, left %+v, %v", n, c, err)
	}
}

func TestFurtherFoldersAreTakenBack(t *testing.T) {
	s := newRack(t)
	a := addFeed(t, s.db, "a", s.asia)
	s.also(a, s.daily, s.ports, s.daily, 0)
	s.wants("a: Asia Daily Ports")
	s.put(a, func(f *feeds.Feed) { f.MoveTo(s.ports) })
	s.wants("a: Ports Daily")
	s.put(a, func(f *feeds.Feed) { f.Leave(s.ports) })
	s.wants("a: Daily")
	s.put(a, func(f *feeds.Feed) { f.Leave(s.daily) })
	s.wants("a: -")
	for _, want := range []string{"a: Daily", "a: Ports Daily", "a: Asia Daily Ports", "a: Asia"} {
		_, err := s.db.Undo(t.Context())
		check(t, err)
		s.wants(want)
	}
}

func TestAFeedLosesOnlyTheFolderThatGoes(t *testing.T) {
	s := newRack(t)
	a, b, c := addFeed(t, s.db, "a", s.asia), addFeed(t, s.db, "b", s.daily), addFeed(t, s.db, "c", s.daily)
	s.also(a, s.daily, s.ports)
	s.also(b, s.ports, s.asia)
	check(t, s.db.RemoveFolder(t.Context(), s.daily))
	s.wants("a: Asia Ports; b: Ports Asia; c: -")
	check(t, s.db.RemoveFolder(t.Context(), s.ports))
	s.wants("a: Asia; b: Asia; c: -")
	check(t, s.db.RemoveFolder(t.Context(), s.asia))
	s.wants("a: -; b: -; c: -")
	for _, want := range []string{"a: Asia; b: Asia; c: -", "a: Asia Ports; b: Ports Asia; c: -", "a: Asia Daily Ports; b: Daily Ports Asia; c: Daily"} {
		_, err := s.db.Undo(t.Context())
		check(t, err)
		s.wants(want)
	}
	is(t, sidebar(t, s.db), "Asia/a", "Daily/b", "Daily/c")
	_ = c
}

func TestARemovedFeedComesBackIntoItsFolders(t *testing.T) {
	s := newRack(t)
	a := addFeed(t, s.db, "a", s.asia)
	s.also(a, s.daily, s.ports)
	check(t, s.db.RemoveFeed(t.Context(), a))
	if c, err := s.db.Counts(t.Context(), noon); err != nil || len(c.Feeds) != 0 {
		t.Errorf("%+v, %v", c, err)
	}
	_, err := s.db.Undo(t.Context())
	check(t, err)
	s.wants("a: Asia Daily Ports")
	check(t, s.db.RemoveFeed(t.Context(), a))
	check(t, s.db.RemoveFolder(t.Context(), s.daily)) // what is removed stands there no more
	_, err = s.db.AddFeed(t.Context(), feeds.Feed{URL: "https://a.example/feed", Title: "a"})
	check(t, err)
	s.wants("a: - Ports")
	_, err = s.db.Undo(t.Context())
	check(t, err)
	for range 2 {
		_, err = s.db.Undo(t.Context())
		check(t, err)
	}
	s.wants("a: Asia Daily Ports")
}

func TestAnImportPutsAFeedIntoAllItsFolders(t *testing.T) {
	s := newRack(t)
	old := addFeed(t, s.db, "old", s.asia)
	sub := func(url string, again bool, path ...string) Subscription {
		var list []PathFolder
		for _, name := range path {
			list = append(list, PathFolder{Name: name})
		}
		return Subscription{Path: list, Feed: feeds.Feed{URL: url, Title: url}, Again: again}
	}
	added, existing, err := s.db.AddSubscriptions(t.Context(), []Subscription{
		sub("https://p.example/", true, "Tags"), // before the place of its own
		sub("https://p.example/", false, "Asia"),
		sub("https://p.example/", true, "Asia"),
		sub("http://p.example", false, "Daily"), // another form of the address
		sub("https://old.example/feed", false, "Daily"),
		sub("https://old.example/feed", true, "Tags"),
		sub("https://unknown.example/feed", true, "Tags"),
	})
	check(t, err)
	if added != 1 || existing != 2 {
		t.Errorf("added %d, existing %d", added, existing)
	}
	if got := s.places(); !strings.Contains(got, "old: Asia;") || !strings.HasSuffix(got, ": Asia Daily Tags") {
		t.Error(got)
	}
	_, err = s.db.Undo(t.Context())
	check(t, err)
	s.wants("old: Asia")
	_ = old
}

func TestRulesOfAFolderHoldForTheFeedsWhoseOwnPlaceItIs(t *testing.T) {
	s := newRack(t)
	a, b := addFeed(t, s.db, "a", s.asia), addFeed(t, s.db, "b", s.daily)
	s.also(a, s.daily)
	fetch(t, s.db, a, entry("1", 10), entry("2", 20))
	fetch(t, s.db, b, entry("3", 30), entry("4", 40))
	_, err := s.db.MarkAllRead(t.Context(), feeds.Scope{}, 0)
	check(t, err)
	check(t, s.db.SetFolderKeep(t.Context(), s.daily, feeds.Keep{Articles: 1}))
	n, err := s.db.Tidy(t.Context())
	check(t, err)
	if c, err := s.db.Counts(t.Context(), noon); err != nil || n != 1 || c.Feeds[a].Total != 2 || c.Feeds[b].Total != 1 {
		t.Errorf("tidied %d, left %+v, %v", n, c, err)
	}
}

// furtherIsTrue holds whatever is done: a feed stands in folders that are there, and
// also in none that is its own.
func furtherIsTrue(t testing.TB, db *DB) {
	t.Helper()
	check(t, db.read(t.Context(), func(s *session) error {
		var wrong int
		err := s.one(t.Context(), `SELECT COUNT(*) FROM further AS x WHERE folder NOT IN (SELECT id FROM folders)
			OR NOT EXISTS (SELECT 1 FROM feeds WHERE id = x.feed AND folder <> x.folder)`, nil, &wrong)
		if wrong > 0 {
			t.Errorf("%d further places are wrong", wrong)
		}
		return err
	}))
}

func BenchmarkFoldersOfFeedsInSeveral(b *testing.B) {
	db := openNew(b)
	var list []Subscription
	for i := range 1000 {
		for n := range 4 {
			list = append(list, Subscription{Path: []PathFolder{{Name: fmt.Sprint("folder ", (i+n)%40)}}, Again: n > 0,
				Feed: feeds.Feed{URL: fmt.Sprintf("https://f%d.example/feed", i), Title: fmt.Sprint(i)}})
		}
	}
	_, _, err := db.AddSubscriptions(b.Context(), list)
	check(b, err)
	for b.Loop() {
		if _, err := db.Feeds(b.Context()); err != nil {
			b.Fatal(err)
		}
		if _, err := db.Folders(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
