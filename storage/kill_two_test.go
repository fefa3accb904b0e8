package storage

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tidings/feeds"
)

// These tasks are done by two programs at once on one file.
func init() {
	tasks["copy"] = copyTask
	tasks["mend"] = mendTask
}

// copyTask stores so much that what is copied never fits in the memory SQLite copies
// with, and copies it while the log has some of it.
func copyTask(ctx context.Context, db *DB, i int) error {
	if err := longTask(ctx, db, i); err != nil {
		return err
	}
	b, err := db.MakeBackup(ctx, Regular)
	fmt.Println("copied", b.Path)
	if err == nil && i%3 == 2 {
		err = db.Optimize(ctx)
	}
	return err
}

// mendTask rebuilds the file as often as the other program lets it.
func mendTask(ctx context.Context, db *DB, i int) error {
	if err := longTask(ctx, db, i); err != nil {
		return err
	}
	if _, err := db.Mend(ctx, nil); !errors.Is(err, ErrInUse) {
		fmt.Println("mended")
		return err
	}
	return nil
}

func longTask(ctx context.Context, db *DB, i int) error {
	r := rand.New(rand.NewPCG(uint64(os.Getpid()), uint64(i)))
	f := Fetched{Feed: 1, Received: time.Now()}
	for j := range 40 {
		e := entry(fmt.Sprintf("%d-%d-%d", os.Getpid(), i, j), i)
		f.Articles = append(f.Articles, Incoming{Entry: e, Body: feeds.Body{HTML: noise(r, 2000)}})
	}
	saved, err := db.SaveFetch(ctx, f)
	for _, id := range saved.New {
		fmt.Println("stored", id)
	}
	return err
}

// Two programs work on one file, each at its own task, until they are killed.
func killedTogether(t *testing.T, one, other string, most time.Duration) {
	k := newKilling(t)
	mended, copied := 0, 0
	for round := range rounds(t) {
		beside := killing{t, k.path, rand.New(rand.NewPCG(41, uint64(round)))}
		var lines [2][]string
		var both sync.WaitGroup
		both.Go(func() { lines[0] = k.run(one, most) })
		both.Go(func() { lines[1] = beside.run(other, most) })
		both.Wait()
		db := k.open()
		for _, line := range append(lines[0], lines[1]...) {
			if id, ok := strings.CutPrefix(line, "stored "); ok && !has(t, db, id) {
				t.Errorf("round %d: %s is missing", round, line)
			}
			if line == "mended" {
				mended++
			}
		}
		check(t, db.ThinBackups(t.Context(), 1<<30))
		check(t, db.Close())
		list, err := Backups(filepath.Join(filepath.Dir(k.path), "backups"))
		check(t, err)
		for _, b := range list {
			if err := Verify(t.Context(), b.Path); err != nil {
				t.Errorf("round %d: %v", round, err)
			}
			copied++
			check(t, os.Remove(b.Path))
		}
	}
	t.Logf("%d copies, mended %d times", copied, mended)
	if copied+mended == 0 && !testing.Short() {
		t.Error("they came to nothing")
	}
}

func TestTwoProgramsAreKilledWhileBothCopy(t *testing.T) {
	killedTogether(t, "copy", "copy", time.Second)
}

func TestTwoProgramsAreKilledWhileOneMends(t *testing.T) {
	killedTogether(t, "copy", "mend", 2*time.Second)
}

func TestTwoProgramsAreKilledWhileBothMend(t *testing.T) {
	killedTogether(t, "mend", "mend", 2*time.Second)
}
