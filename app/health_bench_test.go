package app

import (
	"testing"
	"time"
)

// BenchmarkTroubled800 looks at 800 feeds as the window does after each change, to count
// those that need a look.
func BenchmarkTroubled800(b *testing.B) {
	const feeds, articles = 800, 10
	core := openOn(b, newEdition(b, 5, feeds, articles, 400, func(int) time.Duration { return 0 }))
	refreshed(b, core, feeds*articles)
	for b.Loop() {
		if _, err := core.Troubled(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	if err := core.Close(); err != nil {
		b.Fatal(err)
	}
}
