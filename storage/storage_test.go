package storage

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/language"
)

// noon is when tests take place.
var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

var discard = slog.New(slog.DiscardHandler)

func openFile(t testing.TB, path string) *DB {
	t.Helper()
	db, err := Open(t.Context(), path, Options{
		Log: discard,
		Now: func() time.Time { return noon },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func openNew(t testing.TB) *DB {
	t.Helper()
	return openFile(t, filepath.Join(t.TempDir(), "tidings.db"))
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// addFeed subscribes to an invented feed.
func addFeed(t testing.TB, db *DB, name string, folder feeds.FolderID) feeds.FeedID {
	t.Helper()
	id, err := db.AddFeed(t.Context(), feeds.Feed{URL: "https://" + name + ".example/feed", Title: name, Folder: folder})
	check(t, err)
	return id
}

// entry is an invented article that was published some minutes before noon.
func entry(name string, minutes int) feeds.Entry {
	return feeds.Entry{
		Article: feeds.Article{
			GUID: "guid-" + name, Link: "https://news.example/" + name, Title: "Title " + name,
			Authors:    []feeds.Author{{Name: "Ada Quill"}},
			Categories: []string{"harbour"},
			Published:  noon.Add(-time.Duration(minutes) * time.Minute),
			Language:   "en", Lead: "Lead of " + name, Words: 12,
		},
		Content: "<p>Text of " + name + "</p>",
	}
}

// fetch stores entries as the program does: asks what is known and saves the rest.
func fetch(t testing.TB, db *DB, feed feeds.FeedID, entries ...feeds.Entry) Saved {
	t.Helper()
	saved, err := db.SaveFetch(t.Context(), fetched(t, db, feed, entries...))
	check(t, err)
	return saved
}

func fetched(t testing.TB, db *DB, feed feeds.FeedID, entries ...feeds.Entry) Fetched {
	t.Helper()
	matches, err := db.Known(t.Context(), feed, entries)
	check(t, err)
	f := Fetched{Feed: feed, State: feeds.FetchState{ETag: `"1"`, Checked: noon, Next: noon.Add(time.Hour)}, Received: noon}
	for i, e := range entries {
		f.Articles = append(f.Articles, Incoming{Entry: e, Match: matches[i], Body: feeds.Body{HTML: e.Content, Text: "Text of " + e.Title}})
	}
	return f
}

// derive makes the articles with these IDs searchable, in a story and with topics.
func derive(t testing.TB, db *DB, story feeds.StoryID, topics []feeds.Topic, ids ...feeds.ArticleID) {
	t.Helper()
	var list []feeds.Derived
	articles, err := db.ArticlesByID(t.Context(), ids)
	check(t, err)
	for _, a := range articles {
		d := feeds.Derived{Article: a.ID, Version: 1, Language: "en", Story: story, Why: "harbour",
			Vector: []byte{byte(a.ID)},
			Index:  feeds.IndexText{Title: language.Fold(a.Title), Author: "ada quill", Text: language.Fold(a.Lead)}}
		if story == 0 {
			d.Story = feeds.StoryID(a.ID)
		}
		for i, topic := range topics {
			d.Topics = append(d.Topics, feeds.TopicScore{Topic: topic, Score: 0.9 - 0.1*float64(i)})
		}
		list = append(list, d)
	}
	check(t, db.SaveDerived(t.Context(), list))
}

// titles walks a scope page by page and returns the titles in order.
func titles(t testing.TB, db *DB, in feeds.Scope, limit int) []string {
	t.Helper()
	var out []string
	var after feeds.Cursor
	for {
		page, err := db.Articles(t.Context(), in, after, limit)
		check(t, err)
		for _, a := range page.Articles {
			out = append(out, a.Title)
		}
		if !page.More {
			return out
		}
		after = page.Next
	}
}

func TestANewFileIsOurs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a folder", "new?.db")
	check(t, os.Mkdir(filepath.Dir(path), 0o755))
	db := openFile(t, path)
	addFeed(t, db, "harbour", 0)
	check(t, db.Check(t.Context()))
	if _, err := os.Stat(path); err != nil {
		t.Error("a path with a question mark is taken apart:", err)
	}
}

func TestFilesThatAreNotOursAreRefused(t *testing.T) {
	for name, test := range map[string]struct {
		pragma string
		want   error
	}{
		"of a newer version": {"PRAGMA user_version = 99", ErrNewer},
		"of another program": {"PRAGMA application_id = 16909060", ErrForeign},
		"one of ours":        {"PRAGMA cache_size", nil},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.db")
			db := openFile(t, path)
			addFeed(t, db, "harbour", 0)
			s, err := db.writer.take(t.Context())
			check(t, err)
			check(t, s.exec(test.pragma))
			db.writer.give(s)
			check(t, db.Close())
			db, err = Open(t.Context(), path, Options{Log: discard})
			if !errors.Is(err, test.want) || (err == nil) != (test.want == nil) {
				t.Errorf("got %v, want %v", err, test.want)
			}
			if err == nil {
				check(t, db.Close())
			}
			if list, err := Backups(filepath.Join(filepath.Dir(path), "backups")); err != nil || len(list) > 0 {
				t.Errorf("it was touched: %v, %v", list, err)
			}
		})
	}
}

// What is no database at all, and has no backup, is set aside, which is said.
func TestWhatCannotBeReadIsSetAside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	check(t, os.WriteFile(path, fmt.Appendf(nil, "%4096s", "not a database"), 0o644))
	db := openFile(t, path)
	loss, told := db.Loss()
	if !told || !loss.Everything || !loss.Any() {
		t.Errorf("%+v", loss)
	}
	if aside, err := os.ReadFile(loss.Aside); err != nil || len(aside) != 4096 {
		t.Errorf("%v", err)
	}
	addFeed(t, db, "harbour", 0)
}

func TestAnEmptyFileIsFilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	check(t, os.WriteFile(path, nil, 0o644))
	addFeed(t, openFile(t, path), "harbour", 0)
}

func TestAClosedDatabaseSaysSo(t *testing.T) {
	db := openNew(t)
	check(t, db.Close())
	if _, err := db.Feeds(t.Context()); !errors.Is(err, errClosed) {
		t.Errorf("got %v", err)
	}
	if _, err := db.AddFolder(t.Context(), 0, "x"); !errors.Is(err, errClosed) {
		t.Errorf("got %v", err)
	}
}

func TestACancelledCallChangesNothingAndTheNextOneWorks(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	f := fetched(t, db, feed, entry("one", 1))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := db.SaveFetch(ctx, f); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := db.Articles(ctx, feeds.Scope{}, feeds.Cursor{}, 10); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if got := titles(t, db, feeds.Scope{}, 10); len(got) != 0 {
		t.Errorf("stored %v", got)
	}
	fetch(t, db, feed, entry("one", 1))
	if got := titles(t, db, feeds.Scope{}, 10); len(got) != 1 {
		t.Errorf("got %v", got)
	}
}

// A query that is interrupted costs its connection, and nothing else.
func TestAnInterruptedQueryDoesNotHarmTheNext(t *testing.T) {
	db := openNew(t)
	for range 10 {
		ctx, cancel := context.WithCancel(t.Context())
		err := db.read(ctx, func(s *session) error {
			return s.each(ctx, func(scan) error { cancel(); return nil },
				"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n")
		})
		if err == nil {
			t.Fatal("an endless query came to an end")
		}
		if _, err := db.Feeds(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAnInterruptedWriteIsUndone(t *testing.T) {
	db := openNew(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := db.write(ctx, func(s *session) error {
		if err := s.exec("UPDATE counters SET value = 9"); err != nil {
			return err
		}
		return s.each(ctx, func(scan) error { cancel(); return nil },
			"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n")
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	addFeed(t, db, "harbour", 0)
	countsAreTrue(t, db)
}

func TestTwoProgramsWriteToTheSameFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tidings.db")
	dbs := []*DB{openFile(t, path), openFile(t, path)}
	done := make(chan error)
	for i, db := range dbs {
		feed := addFeed(t, db, fmt.Sprintf("feed%d", i), 0)
		go func() {
			var err error
			for n := 0; n < 50 && err == nil; n++ {
				_, err = db.SaveFetch(context.Background(), Fetched{Feed: feed, Received: noon,
					Articles: []Incoming{{Entry: entry(fmt.Sprint(i, "-", n), n)}}})
			}
			done <- err
		}()
	}
	for range dbs {
		check(t, <-done)
	}
	if n := len(titles(t, dbs[0], feeds.Scope{}, 30)); n != 100 {
		t.Errorf("%d articles of 100", n)
	}
	countsAreTrue(t, dbs[1])
}

// What the reader did is in the file and its log when the method returns, and what
// was fetched is after a crash of the program.
func TestAKilledProgramLosesNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "tidings.db")
	db := openFile(t, path)
	feed := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, feed, entry("one", 1), entry("two", 2)).New
	yes := true
	check(t, db.SetStatus(t.Context(), ids[:1], Change{Starred: &yes}))
	derive(t, db, 0, []feeds.Topic{feeds.World}, ids...)

	after := filepath.Join(dir, "after the crash.db")
	for _, suffix := range []string{"", "-wal"} { // while it is open: as a kill leaves it
		b, err := os.ReadFile(path + suffix)
		check(t, err)
		check(t, os.WriteFile(after+suffix, b, 0o644))
	}
	db = openFile(t, after)
	check(t, db.Check(t.Context()))
	if got := titles(t, db, feeds.Scope{StarredOnly: true}, 10); len(got) != 1 || got[0] != "Title one" {
		t.Errorf("starred: %v", got)
	}
	if got := titles(t, db, feeds.Scope{Text: "two"}, 10); len(got) != 1 {
		t.Errorf("found: %v", got)
	}
	countsAreTrue(t, db)
}
