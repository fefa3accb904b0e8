package storage

import (
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
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
