package storage

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/storage/checked"
)

// refuseWriting makes it an error of the test when SQLite changes a file.
func refuseWriting(t *testing.T) {
	t.Helper()
	checked.Inject(func(op checked.Op, _ string, _ int64, _ int) int {
		if op == checked.Write || op == checked.Delete || op == checked.Truncate {
			t.Errorf("operation %d on a file that must not be touched", op)
		}
		return 0
	})
	t.Cleanup(func() { checked.Inject(nil) })
}

// readOnly is a database as it is opened where nothing can be written.
func readOnly(t *testing.T, path string) *DB {
	t.Helper()
	db := &DB{path: path, backups: filepath.Join(filepath.Dir(path), "backups"), log: discard, now: time.Now, hold: newHold(path)}
	check(t, db.openFrozen(t.Context(), 2, os.ErrPermission))
	return db
}

func TestAFileThatCannotBeWrittenIsRead(t *testing.T) {
	path := newWorn(t, t.TempDir())
	refuseWriting(t)
	db := readOnly(t, path)
	if n := len(holding(t, db)); n < 290 {
		t.Errorf("%d", n)
	}
	_, err := db.AddFeed(t.Context(), feeds.Feed{URL: "https://a.example/feed"})
	if !errors.Is(err, ErrReadOnly) {
		t.Errorf("writing: %v", err)
	}
	if err := db.ReadOnly(); !errors.Is(err, ErrReadOnly) || !errors.Is(err, os.ErrPermission) {
		t.Errorf("the reason: %v", err)
	}
	check(t, db.QuickCheck(t.Context()))
	check(t, db.Close())
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) > 3 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

// What the last program could not bring into the file any more is read too.
func TestAFileThatCannotBeWrittenIsReadWithItsLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tidings.db")
	db := openFile(t, path)
	fetch(t, db, addFeed(t, db, "harbour", 0), entry("one", 1))
	dir := t.TempDir()
	for _, suffix := range []string{"", "-wal"} { // as after a crash
		check(t, copyFile(t.Context(), path+suffix, filepath.Join(dir, "tidings.db"+suffix)))
	}
	frozen := readOnly(t, filepath.Join(dir, "tidings.db"))
	is(t, titles(t, frozen, feeds.Scope{}, 9), "Title one")
	borrowed := frozen.borrowed
	check(t, frozen.Close())
	if _, err := os.Stat(borrowed); borrowed == "" || err == nil {
		t.Errorf("the copy stays: %q, %v", borrowed, err)
	}
}

func TestAFolderThatCannotBeWrittenAndHasNothingIsAnError(t *testing.T) {
	path := filepath.Join(t.TempDir(), "no such folder", "tidings.db")
	if _, err := Open(t.Context(), path, Options{Log: discard}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

// As on a network drive, also with a file that had a log before.
func TestWithoutALogEverythingWorks(t *testing.T) {
	path := newWorn(t, t.TempDir())
	before := func() map[string]string {
		db := openFile(t, path)
		defer db.Close()
		return holding(t, db)
	}()
	db, err := Open(t.Context(), path, Options{Log: discard, NoLog: true})
	check(t, err)
	if !db.WithoutLog() || differences(before, holding(t, db)) > 0 {
		t.Error("it is not what it was")
	}
	feed := addFeed(t, db, "harbour", 0)
	fetch(t, db, feed, entry("one", 1))
	_, err = db.MarkAllRead(t.Context(), feeds.Scope{}, 0)
	check(t, err)
	_, err = db.Undo(t.Context())
	check(t, err)
	b, err := db.MakeBackup(t.Context(), Wanted)
	check(t, err)
	check(t, db.Restore(t.Context(), b.Path))
	check(t, db.Check(t.Context()))
	countsAreTrue(t, db)
	if _, err := os.Stat(path + "-wal"); err == nil {
		t.Error("there is a log")
	}
	check(t, db.Close())
	logged := openFile(t, path) // and back
	is(t, titles(t, logged, feeds.Scope{Feed: feed}, 9), "Title one")
}

func TestNetworkDrivesAreKnownByTheirMount(t *testing.T) {
	const table = `/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/ada/local ext4 rw 0 0
//nas/data /mnt/My\040Files cifs rw 0 0
`
	for path, want := range map[string]string{
		"/var/lib":               "ext4",
		"/home":                  "nfs4",
		"/home/ada":              "nfs4",
		"/homes":                 "ext4",
		"/home/ada/local/x":      "ext4",
		"/mnt/My Files/tidings":  "cifs",
		"/mnt/My Files and more": "ext4",
	} {
		if got := mountedAs(path, strings.NewReader(table)); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
}
