package app

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/sync/errgroup"

	"tidings/feeds"
)

// Two cores on one profile are two programs on it: they share nothing but the
// files, and the lock of the deriver is one of files, too.

func TestTwoProgramsWriteIntoOneProfile(t *testing.T) {
	site := newPages(t)
	site.feed("/a", "A", item("a1", "One", "Text.", 2), item("a2", "Two", "Text.", 1))
	site.feed("/b", "B", item("b1", "Three", "Text.", 4), item("b2", "Four", "Text.", 3))
	dir := t.TempDir()
	first, second := openCore(t, Config{Dir: dir}), openCore(t, Config{Dir: dir})
	a, b := subscribe(t, first, site.URL+"/a"), subscribe(t, second, site.URL+"/b")
	var asking errgroup.Group
	for range 5 {
		asking.Go(func() error { _, err := first.Refresh(t.Context(), Selection{Feed: a}); return err })
		asking.Go(func() error { _, err := second.Refresh(t.Context(), Selection{Feed: b}); return err })
	}
	if err := asking.Wait(); err != nil {
		t.Fatal(err)
	}
	want := []string{"Two", "One", "Four", "Three"}
	for _, core := range []*Core{first, second} {
		if got := titles(t, core, feeds.Scope{}); !slices.Equal(got, want) {
			t.Errorf("it sees %q, want %q", got, want)
		}
	}
	if err := first.SetStarred(t.Context(), true, articleCalled(t, first, "Three").ID); err != nil {
		t.Error(err)
	}
	if got := titles(t, second, feeds.Scope{StarredOnly: true}); !slices.Equal(got, []string{"Three"}) {
		t.Errorf("the other one sees the stars of %q", got)
	}
}

func TestOneOfTwoProgramsDerives(t *testing.T) {
	site := newPages(t)
	site.feed("/a", "A", item("a1", "One", "A text about rivers.", 2))
	dir := t.TempDir()
	first, second := openCore(t, Config{Dir: dir}), openCore(t, Config{Dir: dir})
	subscribe(t, first, site.URL+"/a")
	refresh(t, first, Selection{})
	if !first.derive.lock.Locked() || second.derive.lock.Locked() {
		t.Fatalf("the lock is held by first %v, second %v", first.derive.lock.Locked(), second.derive.lock.Locked())
	}
	site.feed("/a", "A", item("a1", "One", "A text about rivers.", 2), item("a2", "Two", "A text about lakes.", 1))
	if sum := refresh(t, second, Selection{}); sum.New != 1 || second.derive.lock.Locked() {
		t.Errorf("the second brought %+v and holds the lock: %v", sum, second.derive.lock.Locked())
	}
	if err := first.DeriveAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := titles(t, second, feeds.Scope{Text: "lakes"}); !slices.Equal(got, []string{"Two"}) {
		t.Errorf("what the first derived finds %q in the second", got)
	}
	// When the first one ends, the second one takes over, and knows all stories.
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	site.feed("/a", "A", item("a3", "Three", "A text about springs.", 0))
	refresh(t, second, Selection{})
	if got := titles(t, second, feeds.Scope{Text: "springs"}); !slices.Equal(got, []string{"Three"}) || !second.derive.lock.Locked() {
		t.Errorf("after the first ended, %q is found", got)
	}
}

func TestAProgramNoticesWhatAnotherWrote(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		first, second := openCore(t, Config{Dir: dir}), openCore(t, Config{Dir: dir})
		var heard Change
		calls := 0
		defer first.Listen(func(ch Change) { heard, calls = heard.or(ch), calls+1 })()
		first.spawn(first.watch)
		synctest.Wait()
		subscribe(t, second, "http://paper.example/feed")
		time.Sleep(time.Minute) // takes no time in here
		synctest.Wait()
		if !heard.Feeds || !heard.Articles || !heard.Derived || calls != 1 {
			t.Errorf("in %d calls it heard %+v", calls, heard)
		}
		if list, err := first.Feeds(t.Context()); err != nil || len(list) != 1 {
			t.Errorf("it sees %d feeds, %v", len(list), err)
		}
		heard, calls = Change{}, 0
		if _, err := first.AddFolder(t.Context(), 0, "Own"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if calls != 1 || heard.Articles {
			t.Errorf("of what it wrote itself it heard %+v in %d calls", heard, calls)
		}
	})
}
