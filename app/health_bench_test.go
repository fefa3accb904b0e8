package app

import (
	"testing"
	"time"
)

// BenchmarkNeedLook800 counts those of 800 feeds that need a look, as the window does
// after each change: first where all are fine, then where all were silent for a month.
func BenchmarkNeedLook800(b *testing.B) {
	const feeds, articles = 800, 10
	core := openOn(b, newEdition(b, 5, feeds, articles, 400, func(int) time.Duration { return 0 }))
	refreshed(b, core, feeds*articles)
	list, err := core.Feeds(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for name, later := range map[string]time.Duration{"fine": 0, "silent": 30 * 24 * time.Hour} {
		core.now = func() time.Time { return time.Now().Add(later) }
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := core.NeedLook(b.Context(), list); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	if err := core.Close(); err != nil {
		b.Fatal(err)
	}
}
