package storage

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"tidings/feeds"
)

// brought are entries as an import stores them.
func brought(t testing.TB, db *DB, feed feeds.FeedID, status feeds.Status, entries ...feeds.Entry) []Brought {
	t.Helper()
	matches, err := db.Known(t.Context(), feed, entries)
	check(t, err)
	var out []Brought
	for i, e := range entries {
		e.Received = e.Published
		out = append(out, Brought{Incoming{Entry: e, Match: matches[i], Body: feeds.Body{HTML: e.Content, Text: "Text of " + e.Title}}, status})
	}
	return out
}

func statusOf(t testing.TB, db *DB, name string) feeds.Status {
	t.Helper()
	page, err := db.Articles(t.Context(), feeds.Scope{}, feeds.Cursor{}, 99)
	check(t, err)
	for _, a := range page.Articles {
		if a.Title == "Title "+name {
			return a.Status
		}
	}
	t.Fatalf("there is no %s", name)
	return feeds.Status{}
}

func TestAnImportIsOneStepAndTakesNothingAway(t *testing.T) {
	db := openNew(t)
	here := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, here, entry("one", 1), entry("two", 2), entry("gone", 3)).New
	yes := true
	check(t, db.SetStatus(t.Context(), ids[:1], Change{Starred: &yes, Quiet: true}))
	check(t, db.DeleteArticles(t.Context(), ids[2:]))
	b, err := db.BeginImport(t.Context(), "Imported from Elsewhere", []Subscription{
		{Feed: feeds.Feed{URL: "https://harbour.example/feed"}}, {Path: []PathFolder{{Name: "Sea"}}, Feed: feeds.Feed{URL: "https://quay.example/feed", OwnTitle: "Quay"}},
	}, []feeds.Search{{Name: "Tides", Scope: feeds.Scope{Text: "tide"}}, {Name: "Bad", Scope: feeds.Scope{Text: "is:nonsense"}}})
	check(t, err)
	if b.Added != 1 || b.Existing != 1 || b.Searches != 1 || len(b.Feeds) != 2 || b.Feeds[0] != here || b.Import == 0 {
		t.Fatalf("%+v", b)
	}
	id := b.Import
	taken, err := db.SaveBrought(t.Context(), &id, "x", here, brought(t, db, here, feeds.Status{Read: true}, entry("one", 1), entry("gone", 3), entry("old", 9000), entry("old", 9000)))
	check(t, err)
	if taken.New != 1 || taken.Read != 1 || taken.Starred != 0 || len(taken.Again) != 1 {
		t.Errorf("%+v", taken)
	}
	taken, err = db.SaveBrought(t.Context(), &id, "x", b.Feeds[1], brought(t, db, b.Feeds[1], feeds.Status{Read: true, Starred: true}, entry("quay one", 5), entry("quay two", 6)))
	check(t, err)
	if taken.New != 2 || taken.Starred != 0 {
		t.Errorf("%+v", taken)
	}
	check(t, db.EndImport(t.Context(), id, "Imported 1 subscription and 3 articles from Elsewhere"))
	countsAreTrue(t, db)
	list := titles(t, db, feeds.Scope{}, 9)
	is(t, list, "Title one", "Title two", "Title quay one", "Title quay two", "Title old")
	if st := statusOf(t, db, "one"); !st.Read || !st.Starred {
		t.Errorf("the star was taken, or it is not read: %+v", st)
	}
	// A second import of the same changes nothing, and is no step.
	again, err := db.BeginImport(t.Context(), "Imported from Elsewhere", []Subscription{{Feed: feeds.Feed{URL: "https://quay.example/feed"}}}, []feeds.Search{{Name: "Tides", Scope: feeds.Scope{Text: "tide"}}})
	check(t, err)
	second := again.Import
	taken, err = db.SaveBrought(t.Context(), &second, "x", again.Feeds[0], brought(t, db, again.Feeds[0], feeds.Status{Read: true, Starred: true}, entry("quay one", 5), entry("quay two", 6)))
	check(t, err)
	if second != 0 || taken.New+taken.Read+taken.Starred != 0 {
		t.Errorf("%d, %+v", second, taken)
	}
	undo(t, db, "Imported 1 subscription and 3 articles from Elsewhere")
	countsAreTrue(t, db)
	is(t, titles(t, db, feeds.Scope{}, 9), "Title one", "Title two")
	is(t, titles(t, db, feeds.Scope{Bin: true}, 9), "Title gone")
	if st := statusOf(t, db, "one"); st.Read || !st.Starred {
		t.Errorf("%+v", st)
	}
	folders, err := db.Folders(t.Context())
	check(t, err)
	searches, err := db.Searches(t.Context())
	check(t, err)
	if len(folders)+len(searches) != 0 {
		t.Errorf("%+v, %+v", folders, searches)
	}
	// What the import brought was never here: a feed may bring it.
	if saved := fetch(t, db, here, entry("old", 9000)); len(saved.New) != 1 {
		t.Errorf("%+v", saved)
	}
	undo(t, db, "Deleted 1 article")
	countsAreTrue(t, db)
}

func TestWhatWasImportedIsNotNewWhenItsFeedBringsIt(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	var id ImportID
	_, err := db.SaveBrought(t.Context(), &id, "Imported", feed, brought(t, db, feed, feeds.Status{Read: true}, entry("one", 1), entry("two", 2)))
	check(t, err)
	longer := entry("one", 1)
	longer.Content, longer.Summary = "<p>Text of one, and more of it</p>", "Text"
	byLink := entry("two", 2)
	byLink.GUID = ""
	saved := fetch(t, db, feed, longer, byLink, entry("three", 0))
	if len(saved.New) != 1 {
		t.Errorf("%+v", saved)
	}
	for _, title := range []string{"one", "two"} {
		if !statusOf(t, db, title).Read {
			t.Errorf("%s is unread again", title)
		}
	}
	countsAreTrue(t, db)
}

func TestAnImportThatIsUndoneEndsThere(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	var id ImportID
	save := func(name string) error {
		_, err := db.SaveBrought(t.Context(), &id, "Imported", feed, brought(t, db, feed, feeds.Status{}, entry(name, 1)))
		return err
	}
	check(t, save("one"))
	undo(t, db, "Imported")
	if err := save("two"); !errors.Is(err, ErrImportUndone) {
		t.Error(err)
	}
	if list := titles(t, db, feeds.Scope{}, 9); len(list) != 0 {
		t.Errorf("%v", list)
	}
	countsAreTrue(t, db)
}

func TestOldArticlesLieWhereTheyWerePublished(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	undated := entry("undated", 0)
	undated.Published = time.Time{}
	list := brought(t, db, feed, feeds.Status{}, undated, entry("later", 60))
	list[0].Entry.Received = noon.Add(-2 * time.Hour)
	var id ImportID
	_, err := db.SaveBrought(t.Context(), &id, "Imported", feed, list)
	check(t, err)
	is(t, titles(t, db, feeds.Scope{}, 9), "Title later", "Title undated")
}

func BenchmarkSaveBrought(b *testing.B) {
	db := openNew(b)
	feed := addFeed(b, db, "harbour", 0)
	var id ImportID
	n := 0
	for b.Loop() {
		var entries []feeds.Entry
		for range 500 {
			n++
			entries = append(entries, entry(fmt.Sprint("number ", n), n))
		}
		_, err := db.SaveBrought(b.Context(), &id, "Imported", feed, brought(b, db, feed, feeds.Status{Read: true}, entries...))
		check(b, err)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
}
