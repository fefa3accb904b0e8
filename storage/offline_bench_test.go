package storage

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tidings/feeds"
)

// BenchmarkQueue measures what fetching ahead costs besides the fetching.
func BenchmarkQueue(b *testing.B) {
	const articles = 5000
	ctx := context.Background()
	db := openNew(b)
	feed := addFeed(b, db, "harbour", 0)
	var list []feeds.Entry
	for i := range articles {
		list = append(list, entry(fmt.Sprint(i), i))
	}
	ids := fetch(b, db, feed, list...).New
	// On a busy machine only processor time can be compared.
	measured := func(b *testing.B, per int, f func()) {
		used := cpu()
		for b.Loop() {
			f()
		}
		b.ReportMetric(float64((cpu()-used).Microseconds())/float64(b.N)/float64(per), "cpu-µs/each")
	}
	empty := func() {
		check(b, db.write(ctx, func(s *session) error { return s.exec("DELETE FROM queue") }))
	}
	b.Run("put in", func(b *testing.B) {
		measured(b, articles, func() {
			_, err := db.Enqueue(ctx, ids, Job{Text: true, Pictures: true, Why: ForFeed})
			check(b, err)
		})
	})
	b.Run("prepare and work off", func(b *testing.B) {
		measured(b, articles, func() {
			empty()
			_, err := db.BeginPack(ctx, ids, Job{Text: true, Pictures: true}, 0)
			check(b, err)
			for range articles {
				j, err := db.TakeJob(ctx, time.Minute)
				check(b, err)
				check(b, db.EndJob(ctx, j, Outcome{Ready: feeds.ReadyPictures, Pictures: 3, Bytes: 300_000}))
			}
		})
	})
	b.Run("note an article's ten pictures", func(b *testing.B) {
		i := 0
		measured(b, 1, func() {
			i++
			var all [][]string
			for j := range 10 {
				all = append(all, []string{fmt.Sprint("https://a.example/", i, "/", j, ".jpg"), fmt.Sprint("https://a.example/", i, "/", j, "-small.jpg")})
			}
			_, err := db.Look(ctx, ids[i%articles], all)
			check(b, err)
			for _, p := range all {
				check(b, db.SavePicture(ctx, p[0], ContentOf([]byte(p[0])), 100_000))
			}
		})
	})
	empty()
	_, err := db.Enqueue(ctx, ids, Job{Text: true, Why: ForFeed})
	check(b, err)
	for name, f := range map[string]func() error{
		"state of the queue": func() error { _, err := db.QueueState(ctx); return err },
		"bytes of pictures":  func() error { _, err := db.PictureBytes(ctx); return err },
		"save a place": func() error {
			return db.SavePlace(ctx, ids[0], feeds.Place{Block: 12, Key: "The old one had burned", Into: 0.5, Whole: 0.5})
		},
	} {
		b.Run(name, func(b *testing.B) { measured(b, 1, func() { check(b, f()) }) })
	}
}
