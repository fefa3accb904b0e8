package storage

import (
	"context"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// BenchmarkSafety measures what keeping the file safe costs: looking through it, a
// verified copy, a repair, and filling the search index again (some of it). Each is
// done once: it takes seconds to minutes, and the file is another one afterwards.
func BenchmarkSafety(b *testing.B) {
	ctx := context.Background()
	for _, n := range sizes(b) {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "tidings.db")
			openShelf(b, n) // makes the file if there is none
			check(b, copyFile(ctx, shelfName(b, n), path))
			db, err := Open(ctx, path, Options{Log: discard, Now: func() time.Time { return noon }})
			check(b, err)
			defer db.Close()
			took := map[string]float64{}
			once := func(name string, f func() error) {
				start, busy := time.Now(), cpu()
				check(b, f())
				took[name+"-s"], took[name+"-cpu-s"] = time.Since(start).Seconds(), (cpu() - busy).Seconds()
			}
			once("examine", func() error { return db.QuickCheck(ctx) })
			once("backup", func() error { _, err := db.MakeBackup(ctx, Regular); return err })
			once("mend", func() error { _, err := db.Mend(ctx, nil); return err })
			once("index-10000-again", func() error {
				for done := 0; done < 10_000; done += 400 {
					if _, err := db.Reindex(ctx, 400); err != nil {
						return err
					}
				}
				return nil
			})
			for b.Loop() { // what is measured has been
			}
			for name, seconds := range took {
				b.ReportMetric(seconds, name)
			}
		})
	}
}
