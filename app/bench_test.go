package app

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"tidings/feeds/fetch"
)

// spent is what a piece of work cost.
type spent struct{ cpu, wall time.Duration }

func measure(f func()) spent {
	c, w := cpu(), time.Now()
	f()
	return spent{cpu() - c, time.Since(w)}
}

// openOn opens a core in a new profile that is subscribed to an edition.
func openOn(tb testing.TB, e *edition) *Core {
	core, err := Open(tb.Context(), Config{Dir: tb.TempDir(), Fetch: fetch.Config{Transport: e.transport()}})
	if err != nil {
		tb.Fatal(err)
	}
	var opml strings.Builder
	opml.WriteString(`<opml version="2.0"><body>`)
	for i := range e.pages[0] {
		fmt.Fprintf(&opml, `<outline type="rss" text="Feed %d" xmlUrl="%s"/>`, i, feedURL(i))
	}
	opml.WriteString(`</body></opml>`)
	if _, _, err := core.Import(tb.Context(), bytes.NewReader([]byte(opml.String()))); err != nil {
		tb.Fatal(err)
	}
	return core
}

// refreshed asks all feeds and waits until everything is derived. It returns
// what it cost until everything was stored and until everything was derived.
func refreshed(tb testing.TB, core *Core, fresh int) (stored, derived spent) {
	c, w := cpu(), time.Now()
	sum, err := core.Refresh(tb.Context(), Selection{})
	if err != nil {
		tb.Fatal(err)
	}
	stored = spent{cpu() - c, time.Since(w)}
	if err := core.DeriveAll(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	if sum.New != fresh || sum.Failed > 0 {
		tb.Fatalf("%d new articles and %d failures, want %d and none", sum.New, sum.Failed, fresh)
	}
	return stored, spent{cpu() - c, time.Since(w)}
}

// BenchmarkRefresh500x30 is a first refresh of 500 feeds in five languages, each
// with 30 articles of 4.8 kB, beside the bare loop on the same feeds, then the
// second refresh, with nothing new, and the third, with two new articles each.
func BenchmarkRefresh500x30(b *testing.B) {
	const feeds, articles = 500, 30
	e := newEdition(b, 5, feeds, articles, 4800, latencies)
	var get, bare, first, all, second, third spent
	var thirdStored spent
	for b.Loop() {
		e.late.Store(false)
		get = measure(func() {
			if err := bareGet(e, func([]byte) error { return nil }); err != nil {
				b.Fatal(err)
			}
		})
		bare = measure(func() { bareLoop(b, e) })
		core := openOn(b, e)
		first, all = refreshed(b, core, feeds*articles)
		before := e.unchanged.Load()
		_, second = refreshed(b, core, 0)
		if n := e.unchanged.Load() - before; n != feeds {
			b.Fatalf("%d answers of the second refresh were 304, want %d", n, feeds)
		}
		e.late.Store(true)
		thirdStored, third = refreshed(b, core, feeds*fresh)
		if err := core.Close(); err != nil {
			b.Fatal(err)
		}
	}
	for unit, d := range map[string]time.Duration{
		"get-cpu-s": get.cpu, "bare-cpu-s": bare.cpu, "bare-wall-s": bare.wall,
		"stored-cpu-s": first.cpu, "stored-wall-s": first.wall, "derived-cpu-s": all.cpu, "derived-wall-s": all.wall,
		"second-cpu-s": second.cpu, "second-wall-s": second.wall, "third-cpu-s": third.cpu, "third-stored-wall-s": thirdStored.wall, "third-wall-s": third.wall,
	} {
		b.ReportMetric(d.Seconds(), unit)
	}
	b.ReportMetric(all.cpu.Seconds()/bare.cpu.Seconds(), "x-bare")
}
