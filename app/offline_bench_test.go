package app

import (
	"context"
	"fmt"
	"testing"
)

// BenchmarkCleanPictures measures cleaning a cache of 20,000 pictures, of which half go,
// and showing one of them.
func BenchmarkCleanPictures(b *testing.B) {
	const pictures = 20_000
	ctx := context.Background()
	core := openCore(b, Config{})
	fill := func() {
		for i := range pictures {
			data := fmt.Appendf(nil, "picture %d", i)
			name, err := core.pictures.files.keep(data)
			if err == nil {
				err = core.db.SavePicture(ctx, fmt.Sprint("https://a.example/", i, ".jpg"), name, 100_000)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	// On a busy machine only processor time can be compared.
	run := func(name string, before func(), f func() error) {
		b.Run(name, func(b *testing.B) {
			var sum spent
			for b.Loop() {
				b.StopTimer()
				before()
				b.StartTimer()
				s := measure(func() {
					if err := f(); err != nil {
						b.Fatal(err)
					}
				})
				sum.cpu += s.cpu
			}
			b.ReportMetric(sum.cpu.Seconds()*1e3/float64(b.N), "cpu-ms/op")
		})
	}
	nothing := func() {}
	run("keep 20,000", nothing, func() error { fill(); return nil })
	run("show one", nothing, func() error { _, err := core.Picture(ctx, "https://a.example/19999.jpg"); return err })
	if err := core.SetBudget(ctx, 1<<40); err != nil {
		b.Fatal(err)
	}
	run("find what may go", nothing, func() error { _, err := core.db.Pictures(ctx); return err })
	run("nothing to do", nothing, func() error { _, err := core.cleanPictures(ctx, 1<<40); return err })
	run("look for what is no picture", nothing, func() error { _, err := core.sweepPictures(ctx); return err })
	run("remove 10,000", fill, func() error {
		_, err := core.cleanPictures(ctx, pictures/2*100_000*10/9)
		return err
	})
}
