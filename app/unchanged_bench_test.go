package app

import (
	"testing"
	"time"
)

// BenchmarkUnchanged500 asks 500 feeds of which none has anything new: each answers
// 304. cpu-ms is all that a refresh costs, with what the servers of the test do.
func BenchmarkUnchanged500(b *testing.B) {
	const feeds, articles = 500, 10
	e := newEdition(b, 5, feeds, articles, 1000, func(int) time.Duration { return 0 })
	core := openOn(b, e)
	refreshed(b, core, feeds*articles)
	refreshed(b, core, 0)
	var get, all time.Duration
	for b.Loop() {
		get += measure(func() {
			if err := bareGet(e, func([]byte) error { return nil }); err != nil {
				b.Fatal(err)
			}
		}).cpu
		_, s := refreshed(b, core, 0)
		all += s.cpu
	}
	b.ReportMetric(float64(all.Milliseconds())/float64(b.N), "cpu-ms")
	b.ReportMetric(float64(get.Milliseconds())/float64(b.N), "get-cpu-ms")
	if err := core.Close(); err != nil {
		b.Fatal(err)
	}
}
