package storage

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

func TestABackupIsWhole(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, feed, entry("one", 1), entry("two", 2)).New
	derive(t, db, 0, nil, ids...)
	path := filepath.Join(t.TempDir(), "backup.db")
	check(t, db.Backup(t.Context(), path))
	if err := db.Backup(t.Context(), path); !errors.Is(err, os.ErrExist) {
		t.Errorf("a backup is overwritten: %v", err)
	}
	fetch(t, db, feed, entry("three", 3)) // not in the backup
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	backup := openFile(t, path)
	is(t, titles(t, backup, feeds.Scope{}, 9), "Title one", "Title two")
	is(t, titles(t, backup, feeds.Scope{Text: "two"}, 9), "Title two")
	countsAreTrue(t, backup)
	check(t, backup.Check(t.Context()))
}

func TestABackupThatCannotBeWrittenLeavesNothing(t *testing.T) {
	db := openNew(t)
	path := filepath.Join(t.TempDir(), "no such folder", "backup.db")
	if err := db.Backup(t.Context(), path); err == nil {
		t.Error("written into nowhere")
	}
	addFeed(t, db, "harbour", 0) // and the database works on
}

// Damage in a part that Open did not look at is found by Check.
func TestDamageIsFound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tidings.db")
	db := openFile(t, path)
	feed := addFeed(t, db, "harbour", 0)
	f := Fetched{Feed: feed, Received: noon}
	for i := range 200 {
		f.Articles = append(f.Articles, Incoming{Entry: entry(strings.Repeat("x", i+1), i)})
	}
	_, err := db.SaveFetch(t.Context(), f)
	check(t, err)
	check(t, db.Close())

	file, err := os.ReadFile(path)
	check(t, err)
	at := bytes.LastIndex(file, []byte("guid-"))
	page := at / 4096 * 4096
	copy(file[page:], bytes.Repeat([]byte{0xee}, 64))
	check(t, os.WriteFile(path, file, 0o644))
	damaged := &DB{path: path, log: slog.Default(), writer: newPool(logged.writer(path), 1), readers: newPool(logged.reader(path), 1)}
	for _, look := range []func() error{
		func() error { return damaged.Check(t.Context()) },
		func() error { return damaged.QuickCheck(t.Context()) },
		func() error { return damaged.Backup(t.Context(), filepath.Join(t.TempDir(), "b.db")) },
	} {
		if err := look(); !errors.Is(err, ErrDamaged) {
			t.Errorf("got %v", err)
		}
	}
	check(t, damaged.closePools())
}

func TestAQuietMomentKeepsEverything(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	for _, name := range []string{"one", "two", "three"} {
		derive(t, db, 0, nil, fetch(t, db, feed, entry(name, 1)).New...)
	}
	check(t, db.Optimize(t.Context()))
	is(t, titles(t, db, feeds.Scope{Text: "two"}, 9), "Title two")
	if list, err := db.Feeds(t.Context()); err != nil || list[0].Total != 3 {
		t.Errorf("%v, %v", list, err)
	}
	st, err := db.Stats(t.Context())
	check(t, err)
	if st.Articles != 3 || st.Bytes < 4096 || st.Bin != 0 {
		t.Errorf("%+v", st)
	}
}

func TestEmptyingTheBinSparesWhatIsLater(t *testing.T) {
	db := openNew(t)
	now := noon
	db.now = func() time.Time { return now }
	feed := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, feed, entry("one", 1), entry("two", 2), entry("three", 3)).New
	derive(t, db, 0, nil, ids...)
	check(t, db.DeleteArticles(t.Context(), ids[:1]))
	now = noon.Add(48 * time.Hour)
	check(t, db.DeleteArticles(t.Context(), ids[1:2]))
	n, err := db.EmptyBin(t.Context(), noon.Add(24*time.Hour))
	check(t, err)
	st, err := db.Stats(t.Context())
	check(t, err)
	if n != 1 || st.Bin != 1 || st.Articles != 1 {
		t.Errorf("%d, %+v", n, st)
	}
	undo(t, db, "Deleted 1 article")
	if _, err := db.Undo(t.Context()); err != ErrNothingToUndo {
		t.Errorf("got %v", err)
	}
	is(t, titles(t, db, feeds.Scope{Text: "title"}, 9), "Title two", "Title three")
	check(t, db.Check(t.Context()))
	countsAreTrue(t, db)
}

func TestSettingsAndBlobsAreKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tidings.db")
	db := openFile(t, path)
	if v, err := db.Setting(t.Context(), "country"); err != nil || v != "" {
		t.Errorf("%q, %v", v, err)
	}
	if v, err := db.Blob(t.Context(), "model"); err != nil || v != nil {
		t.Errorf("%q, %v", v, err)
	}
	learned := bytes.Repeat([]byte("learned "), 1000)
	for _, v := range []string{"VN", "1", ""} {
		check(t, db.SetSetting(t.Context(), "country", v))
		if got, err := db.Setting(t.Context(), "country"); err != nil || got != v {
			t.Errorf("%q, %v", got, err)
		}
	}
	check(t, db.SetSetting(t.Context(), "country", "KR"))
	check(t, db.SetBlob(t.Context(), "model", learned))
	check(t, db.Close())
	db = openFile(t, path)
	if v, err := db.Setting(t.Context(), "country"); err != nil || v != "KR" {
		t.Errorf("%q, %v", v, err)
	}
	if v, err := db.Blob(t.Context(), "model"); err != nil || !bytes.Equal(v, learned) {
		t.Errorf("%d bytes, %v", len(v), err)
	}
}

// A writer that waits too long says why.
func TestAnotherProgramThatKeepsWritingIsNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tidings.db")
	first, second := openFile(t, path), openFile(t, path)
	s, err := second.writer.take(t.Context())
	check(t, err)
	check(t, s.exec("PRAGMA busy_timeout = 1"))
	second.writer.give(s)
	check(t, first.write(t.Context(), func(*session) error {
		if err := second.SetSetting(t.Context(), "a", "b"); !errors.Is(err, ErrLocked) {
			t.Errorf("got %v", err)
		}
		if _, err := second.Feeds(t.Context()); err != nil {
			t.Error("readers wait for writers:", err)
		}
		return nil
	}))
	check(t, second.SetSetting(t.Context(), "a", "b"))
}

// What was deleted gives its room back to the system, without a pause for others.
func TestSpaceIsGivenBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tidings.db")
	db := openFile(t, path)
	feed := addFeed(t, db, "harbour", 0)
	f := Fetched{Feed: feed, Received: noon}
	for i := range 400 {
		e := entry(fmt.Sprint(i), i)
		random := make([]byte, 30_000)
		_, _ = rand.NewChaCha8([32]byte{byte(i), byte(i >> 8)}).Read(random)
		f.Articles = append(f.Articles, Incoming{Entry: e, Body: feeds.Body{HTML: hex.EncodeToString(random)}})
	}
	saved, err := db.SaveFetch(t.Context(), f)
	check(t, err)
	check(t, db.Optimize(t.Context()))
	full := fileSize(t, path)
	check(t, db.DeleteArticles(t.Context(), saved.New[10:]))
	_, err = db.EmptyBin(t.Context(), noon.Add(time.Hour))
	check(t, err)
	check(t, db.Optimize(t.Context()))
	check(t, db.Close())
	if left := fileSize(t, path); left > full/2 {
		t.Errorf("%d of %d bytes are left", left, full)
	}
	db = openFile(t, path)
	check(t, db.Check(t.Context()))
	countsAreTrue(t, db)
}

func fileSize(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	check(t, err)
	return info.Size()
}
