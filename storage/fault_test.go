package storage

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"tidings/feeds"
	"tidings/storage/checked"
)

// failAfter lets an operation of the disk fail once some have passed, and those
// after it, as a disk does that is full or broken.
func failAfter(n int, code int, ops ...checked.Op) {
	checked.Inject(func(op checked.Op, path string, _ int64, _ int) int {
		for _, o := range ops {
			if op == o && !strings.HasSuffix(path, "-shm") {
				if n--; n < 0 {
					return code
				}
			}
		}
		return 0
	})
}

// whatever fails when, what was acknowledged is there, the rest is not in part, and
// what can be read can be read meanwhile.
func TestADiskThatFailsLosesNothing(t *testing.T) {
	times := 60
	if testing.Short() {
		times = 10
	}
	for name, fault := range map[string]struct {
		code int
		ops  []checked.Op
		want error
	}{
		"full":         {checked.Full, []checked.Op{checked.Write}, ErrFull},
		"short writes": {checked.ShortWrite, []checked.Op{checked.Write}, nil},
		"errors":       {checked.IOError, []checked.Op{checked.Write, checked.Sync, checked.Truncate}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			defer checked.Inject(nil)
			path := filepath.Join(t.TempDir(), "tidings.db")
			db := openFile(t, path)
			feed := addFeed(t, db, "harbour", 0)
			r := rand.New(rand.NewPCG(21, 22))
			stored := 0
			for i := range times {
				failAfter(r.IntN(40), fault.code, fault.ops...)
				for j := range 8 {
					var list []feeds.Entry
					for k := range 5 {
						list = append(list, entry(fmt.Sprintf("%d-%d-%d", i, j, k), i))
					}
					f := Fetched{Feed: feed, Received: noon}
					for _, e := range list {
						f.Articles = append(f.Articles, Incoming{Entry: e, Body: feeds.Body{HTML: strings.Repeat(e.Content, 300)}})
					}
					_, err := db.SaveFetch(t.Context(), f)
					switch {
					case err == nil:
						stored += 5
					case fault.want != nil && !errors.Is(err, fault.want):
						t.Errorf("%v", err)
					}
					if page, err := db.Articles(t.Context(), feeds.Scope{}, feeds.Cursor{}, 10); err != nil || stored > 0 && len(page.Articles) == 0 {
						t.Errorf("reading meanwhile: %d, %v", len(page.Articles), err)
					}
				}
				checked.Inject(nil)
				if n := scalar(t, db, "SELECT COUNT(*) FROM articles"); n != stored {
					t.Errorf("%d are there, %d were acknowledged", n, stored)
					stored = n
				}
			}
			check(t, db.Check(t.Context()))
			countsAreTrue(t, db)
			check(t, db.Close())
			db = openFile(t, path)
			if n := scalar(t, db, "SELECT COUNT(*) FROM articles"); n != stored {
				t.Errorf("opened again: %d are there, %d were acknowledged", n, stored)
			}
		})
	}
}

// A backup, a repair, an upgrade, a restore that a full disk stops leave what was.
func TestAFullDiskStopsLongWorkAndHarmsNothing(t *testing.T) {
	defer checked.Inject(nil)
	path := newWorn(t, t.TempDir())
	db := openFile(t, path)
	before := holding(t, db)
	for name, f := range map[string]func(context.Context) error{
		"backup":   func(ctx context.Context) error { _, err := db.MakeBackup(ctx, Regular); return err },
		"mend":     func(ctx context.Context) error { _, err := db.Mend(ctx, nil); return err },
		"optimize": func(ctx context.Context) error { return db.Optimize(ctx) },
	} {
		failed := 0
		for after := 0; after < 200; after += 17 {
			failAfter(after, checked.Full, checked.Write)
			err := f(t.Context())
			checked.Inject(nil)
			if err != nil {
				failed++
				if !errors.Is(err, ErrFull) {
					t.Errorf("%s after %d: %v", name, after, err)
				}
			}
			if n := differences(before, holding(t, db)); n > 0 {
				t.Fatalf("%s after %d: %d differ", name, after, n)
			}
		}
		if failed == 0 && name != "optimize" {
			t.Errorf("%s never failed", name)
		}
		check(t, db.Check(t.Context()))
	}
}

// An old file that cannot be brought into the new form, for lack of room, stays as
// it is.
func TestAFullDiskStopsAnUpgradeAndHarmsNothing(t *testing.T) {
	defer checked.Inject(nil)
	path := filepath.Join(t.TempDir(), "tidings.db")
	newOld(t, path, 300)
	failAfter(30, checked.Full, checked.Write)
	if db, err := Open(t.Context(), path, Options{Log: discard}); !errors.Is(err, ErrFull) {
		t.Errorf("%v", err)
		if err == nil {
			_ = db.Close()
		}
	}
	checked.Inject(nil)
	db := openFile(t, path)
	if n := len(titles(t, db, feeds.Scope{}, 100)); n != 300 {
		t.Errorf("%d articles", n)
	}
}
