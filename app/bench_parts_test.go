package app

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/parse"
	"tidings/feeds/story"
	"tidings/storage"
)

// perArticle reports the time of an iteration over so many articles for one.
func perArticle(b *testing.B, articles int) {
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*articles), "µs/article")
}

// BenchmarkPrepare parses a document of 30 articles of 4.8 kB and cleans all.
func BenchmarkPrepare(b *testing.B) {
	p := newPress(3, time.Now())
	for i, lang := range p.tongues {
		t, list := p.newspaper(len(p.tongues), i, 30, 4800)
		for _, format := range []struct {
			name string
			doc  []byte
		}{{"rss", rss(site(i), t, list)}, {"atom", atom(site(i), t, list)}} {
			doc := format.doc
			b.Run(format.name+"-"+lang.tag, func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(len(doc)))
				for b.Loop() {
					d, err := parse.Feed(doc, "application/xml", feedURL(i))
					if err != nil || len(d.Entries) != 30 {
						b.Fatalf("%d entries, %v", len(d.Entries), err)
					}
					for _, e := range d.Entries {
						prepare(e, storage.Match{}, d.Site, d.Language, p.now)
					}
				}
				perArticle(b, 30)
			})
		}
	}
}

// work of so many articles in six languages, as storage would hand it out.
func pendingWork(p *press, first feeds.ArticleID, n int) []storage.Work {
	var out []storage.Work
	for i := 0; len(out) < n; i++ {
		t, list := p.newspaper(len(p.tongues), i, 30, 4800)
		for _, r := range list {
			e := prepare(feeds.Entry{Article: feeds.Article{
				Title: r.title, Link: site(i) + r.link, Published: r.published, Categories: []string{r.section},
			}, Content: r.body}, storage.Match{}, site(i), t.tag, p.now)
			a := e.Entry.Article
			a.ID, a.Feed = first+feeds.ArticleID(len(out)), feeds.FeedID(i+1)
			out = append(out, storage.Work{Article: a, Body: e.Body})
		}
	}
	return out[:n]
}

// BenchmarkDerive tells language, topics and story of an article when 5,000
// others are known. What storing that costs is in the benchmarks of a refresh.
func BenchmarkDerive(b *testing.B) {
	core := openCore(b, Config{})
	p := newPress(3, time.Now())
	if _, _, err := core.derive.think(b.Context(), pendingWork(p, 1, 5000)); err != nil {
		b.Fatal(err)
	}
	list := pendingWork(p, 100_000, derivedBatch)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := core.derive.think(b.Context(), list); err != nil {
			b.Fatal(err)
		}
	}
	perArticle(b, len(list))
}

// fill stores articles, derived and found by search, a quarter of an hour apart.
func fill(b *testing.B, dir string, articles int) {
	core, err := Open(b.Context(), Config{Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := core.Close(); err != nil {
			b.Fatal(err)
		}
	}()
	const feedsStored = 200
	var ids []feeds.FeedID
	for i := range feedsStored {
		ids = append(ids, subscribe(b, core, feedURL(i)))
	}
	p := newPress(5, time.Now())
	for done := 0; done < articles; done += 1000 {
		list := make([]storage.Fetched, 10)
		for i := range list {
			feed := (done/100 + i) % feedsStored
			list[i] = storage.Fetched{Feed: ids[feed], Received: p.now}
			for n := range 100 {
				number := done + i*100 + n
				r := p.write(p.tongues[feed%len(p.tongues)], feed, number, number/4, 900)
				list[i].Articles = append(list[i].Articles, prepare(feeds.Entry{Article: feeds.Article{
					GUID: r.guid, Title: r.title, Link: site(feed) + r.link, Published: p.now.Add(-time.Duration(articles-number) * 15 * time.Minute),
				}, Content: r.body}, storage.Match{}, site(feed), p.tongues[feed%len(p.tongues)].tag, p.now))
			}
		}
		if _, err := core.db.SaveFetches(b.Context(), list); err != nil {
			b.Fatal(err)
		}
		markDerived(b, core, p.now)
	}
}

// markDerived derives what costs little: what is shown does not depend on it.
func markDerived(b *testing.B, core *Core, now time.Time) {
	work, err := core.db.Pending(b.Context(), derivedVersion, 1000, storage.Reach{Since: now})
	if err != nil {
		b.Fatal(err)
	}
	derived := make([]feeds.Derived, len(work))
	for i, w := range work {
		derived[i] = feeds.Derived{Article: w.ID, Version: derivedVersion, Story: feeds.StoryID(w.ID), Index: storage.IndexText(w.Article, w.Body.Text),
			Language: w.Language, Topics: []feeds.TopicScore{{Topic: feeds.Topics[int(w.ID)%len(feeds.Topics)], Score: 0.5}}}
		if now.Sub(w.Date()) < remembered {
			derived[i].Vector, _ = story.Make(storyDoc(w.Article, w.Body.Text, w.Language)).MarshalBinary() // cannot fail
		}
	}
	if err := core.db.SaveDerived(b.Context(), derived); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkStart is a start with 100,000 articles stored, until the sidebar and
// the first page of a list are there, and the first related articles after that.
func BenchmarkStart(b *testing.B) {
	const articles = 100_000
	dir := b.TempDir()
	fill(b, dir, articles)
	var list, related time.Duration
	var heap, resident float64
	for b.Loop() {
		runtime.GC()
		at := time.Now()
		core, err := Open(b.Context(), Config{Dir: dir})
		if err != nil {
			b.Fatal(err)
		}
		counts, err := core.Counts(b.Context())
		if err != nil || counts.Total != articles {
			b.Fatalf("%d articles, %v", counts.Total, err)
		}
		if _, err := core.Feeds(b.Context()); err != nil {
			b.Fatal(err)
		}
		p, err := core.Articles(b.Context(), feeds.Scope{}, feeds.Cursor{}, 100)
		if err != nil || len(p.Articles) != 100 {
			b.Fatalf("%d rows, %v", len(p.Articles), err)
		}
		list += time.Since(at)
		if _, err := core.Coverage(b.Context(), p.Articles[0].ID); err != nil {
			b.Fatal(err)
		}
		related += time.Since(at)
		h, r := memory()
		heap, resident = heap+h, resident+r
		if err := core.Close(); err != nil {
			b.Fatal(err)
		}
	}
	n := float64(b.N)
	b.ReportMetric(float64(list.Milliseconds())/n, "list-ms")
	b.ReportMetric(float64(related.Milliseconds())/n, "related-ms")
	b.ReportMetric(heap/n, "heap-MB")
	b.ReportMetric(resident/n, "resident-MB")
}

// memory that is in use, in MB: of Go's heap, and of the process; the second is
// zero where the system does not say.
func memory() (heap, resident float64) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	heap = float64(m.HeapAlloc) / (1 << 20)
	if data, err := os.ReadFile("/proc/self/statm"); err == nil {
		if fields := strings.Fields(string(data)); len(fields) > 1 {
			pages, _ := strconv.Atoi(fields[1]) // the kernel writes a number
			resident = float64(pages*os.Getpagesize()) / (1 << 20)
		}
	}
	return heap, resident
}

// BenchmarkBareLoop is what BenchmarkRefresh500x30 compares with, by itself.
func BenchmarkBareLoop(b *testing.B) {
	e := newEdition(b, 5, 500, 30, 4800, latencies)
	var sum spent
	for b.Loop() {
		s := measure(func() {
			if n := bareLoop(b, e); n != 500*30 {
				b.Fatalf("%d articles", n)
			}
		})
		sum.cpu, sum.wall = sum.cpu+s.cpu, sum.wall+s.wall
	}
	b.ReportMetric(sum.cpu.Seconds()/float64(b.N), "cpu-s")
}

// BenchmarkRefresh200x50 is a first refresh of 200 feeds with 50 articles each
// from servers that answer after 100 ms.
func BenchmarkRefresh200x50(b *testing.B) {
	const feeds, articles = 200, 50
	e := newEdition(b, 6, feeds, articles, 4800, func(int) time.Duration { return 100 * time.Millisecond })
	var stored, derived spent
	for b.Loop() {
		core := openOn(b, e)
		stored, derived = refreshed(b, core, feeds*articles)
		if err := core.Close(); err != nil {
			b.Fatal(err)
		}
	}
	for unit, d := range map[string]time.Duration{
		"stored-cpu-s": stored.cpu, "stored-wall-s": stored.wall, "derived-cpu-s": derived.cpu, "derived-wall-s": derived.wall,
	} {
		b.ReportMetric(d.Seconds(), unit)
	}
	b.ReportMetric(float64(derived.cpu.Microseconds())/float64(feeds*articles), "cpu-µs/article")
}
