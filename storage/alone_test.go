package storage

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Programs that all have the file open, and all want it for themselves at the same
// moment, as when all meet the same damage: none may get it, because the others have it
// open.
func TestNobodyIsAloneWhileOthersHaveTheFileOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tidings.db")
	var programs sync.WaitGroup
	var alone atomic.Int32
	for range 2 {
		h := newHold(path)
		check(t, h.share(t.Context(), nil))
		defer h.release()
		programs.Go(func() {
			for range 2000 {
				if err := h.alone(t.Context()); err == nil {
					alone.Add(1)
					if err := h.together(t.Context()); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	programs.Wait()
	if n := alone.Load(); n > 0 {
		t.Errorf("%d times", n)
	}
}

// A copy has a connection of its own. If the file were replaced while it is open, it
// would take the log of the new file for its own when it closes, and delete it.
func TestTheFileIsNotReplacedWhileItIsCopied(t *testing.T) {
	dir := t.TempDir()
	var db *DB
	looked := false
	db, err := Open(t.Context(), filepath.Join(dir, "tidings.db"), Options{Log: discard, Progress: func(string, int64, int64) {
		looked = true
		if db.replacing.TryLock() {
			db.replacing.Unlock()
			t.Error("it could be")
		}
	}})
	check(t, err)
	defer db.Close()
	check(t, db.Backup(t.Context(), filepath.Join(dir, "one.copy")))
	if !looked {
		t.Error("no progress was told")
	}
}

// A swap whose last step fails leaves the database that was there, and nothing beside it.
func TestASwapThatFailsIsUndone(t *testing.T) {
	dir := t.TempDir()
	path := newWorn(t, dir)
	check(t, os.WriteFile(path+"-wal", []byte("its log"), 0o600))
	whole, err := os.ReadFile(path)
	check(t, err)
	// A folder cannot be renamed to where a file is to be: the aside is in the way.
	aside := filepath.Join(dir, "backups", "aside.db")
	check(t, os.MkdirAll(filepath.Join(aside, "in the way"), 0o700))
	check(t, os.WriteFile(path+inSuffix, []byte("another"), 0o600))
	if err := replaceBy(path, swap{In: path + inSuffix, Aside: aside}); err == nil {
		t.Fatal("it did not fail")
	}
	got, err := os.ReadFile(path)
	check(t, err)
	log, err := os.ReadFile(path + "-wal")
	check(t, err)
	if !bytes.Equal(got, whole) || string(log) != "its log" {
		t.Error("the database is another one")
	}
	if _, err := os.Stat(swapFile(path)); err == nil {
		t.Error("the next start would try again")
	}
	check(t, os.Remove(path+"-wal"))
}

// A profile that was moved to another place between a stop and the next start.
func TestASwapIsFinishedWhereTheProfileIsNow(t *testing.T) {
	before := filepath.Join(t.TempDir(), "before")
	check(t, os.MkdirAll(filepath.Join(before, "backups"), 0o700))
	path := newWorn(t, before)
	check(t, os.Rename(path, path+inSuffix))
	check(t, os.WriteFile(path, []byte("the old one"), 0o600))
	s := swap{In: path + inSuffix, Aside: filepath.Join(before, "backups", "aside.db")}
	text, err := json.Marshal(s.within(path, filepath.Rel))
	check(t, err)
	check(t, writeSync(swapFile(path), text))
	now := filepath.Join(filepath.Dir(before), "now")
	check(t, os.Rename(before, now))
	db := openFile(t, filepath.Join(now, "tidings.db"))
	if n := len(holding(t, db)); n < 290 {
		t.Errorf("%d are there", n)
	}
	if old, err := os.ReadFile(filepath.Join(now, "backups", "aside.db")); string(old) != "the old one" {
		t.Errorf("what it replaced: %q, %v", old, err)
	}
}

// What a program that was killed left half-written is gone after the next start and the
// next copy; what somebody may be at work on stays.
func TestWhatWasLeftHalfWrittenIsSweptUp(t *testing.T) {
	dir := t.TempDir()
	path := newWorn(t, dir)
	db := openFile(t, path)
	_, err := db.MakeBackup(t.Context(), Regular)
	check(t, err)
	check(t, db.Close())
	long := time.Now().Add(-2 * leftAfter)
	left := map[string]time.Time{
		"tidings.db.in": time.Now(), "tidings.db.mend": time.Now(), "tidings.db.mend-journal": time.Now(),
		".tidings-123": long, "backups/tidings-20260304T110000.000Z.db.part": long, "backups/tidings-20260304T110000.000Z.db.part-journal": long,
	}
	kept := map[string]time.Time{
		".tidings-456": time.Now(), "backups/tidings-20260304T110500.000Z.db.part": time.Now(),
		"backups/of mine.db.part": long, "backups/tidings-20260304T120000.000Z.db": long,
	}
	for _, files := range []map[string]time.Time{left, kept} {
		for name, at := range files {
			if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
				check(t, os.WriteFile(filepath.Join(dir, name), []byte("half"), 0o600))
			}
			check(t, os.Chtimes(filepath.Join(dir, name), at, at))
		}
	}
	db = openFile(t, path)
	check(t, db.ThinBackups(t.Context(), 1<<30))
	for name := range left {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s is still there", name)
		}
	}
	for name := range kept {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The window closes at once although tidingsctl is making a copy: what is in the log
// stays there for the other program.
func TestClosingDoesNotWaitForAReaderOfAnotherProgram(t *testing.T) {
	path := newWorn(t, t.TempDir())
	db, other := openFile(t, path), openFile(t, path)
	s, err := other.readers.take(t.Context())
	check(t, err)
	check(t, s.exec("BEGIN"))
	var n int
	check(t, s.one(t.Context(), "SELECT COUNT(*) FROM articles", nil, &n))
	addFeed(t, db, "harbour", 0)
	check(t, db.Close())
	check(t, s.exec("COMMIT"))
	other.readers.give(s)
	list, err := other.Feeds(t.Context())
	check(t, err)
	if len(list) != 7 {
		t.Errorf("%d feeds", len(list))
	}
}
