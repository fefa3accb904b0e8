package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/query"
)

// BenchmarkScale measures the same on files of three sizes. The table at the end
// has medians.
func BenchmarkScale(b *testing.B) {
	for _, n := range sizes(b) {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			s := openShelf(b, n)
			s.start(b)
			s.pages(b)
			s.counts(b)
			s.searches(b)
			s.older(b)
			s.marks(b)
			s.inserts(b)
			s.parts(b)
		})
	}
}

// results are the figures by name, in the order in which they came, and size.
var results struct {
	names []string
	by    map[string]map[int]string
}

func (s *shelf) record(name, value string) {
	if results.by == nil {
		results.by = map[string]map[int]string{}
	}
	if results.by[name] == nil {
		results.names = append(results.names, name)
		results.by[name] = map[int]string{}
	}
	results.by[name][s.size] = value
}

// printResults writes a table of all sizes, as docs/benchmarks.md has it.
func printResults() {
	if len(results.names) == 0 {
		return
	}
	var sizes []int
	for _, by := range results.by {
		for n := range by {
			if !slices.Contains(sizes, n) {
				sizes = append(sizes, n)
			}
		}
	}
	slices.Sort(sizes)
	fmt.Print("\n| |")
	for _, n := range sizes {
		fmt.Printf(" %d |", n)
	}
	fmt.Println("\n|---|" + strings.Repeat("---|", len(sizes)))
	for _, name := range results.names {
		fmt.Printf("| %s |", name)
		for _, n := range sizes {
			fmt.Printf(" %s |", results.by[name][n])
		}
		fmt.Println()
	}
}

// A stopwatch measures how long things take, and how much processor time, which is
// what can be compared when the machine is busy.
type stopwatch struct{ wall, processor []time.Duration }

func (w *stopwatch) time(f func()) {
	start, used := time.Now(), cpu()
	f()
	w.wall, w.processor = append(w.wall, time.Since(start)), append(w.processor, cpu()-used)
}

// record records the medians in milliseconds.
func (w *stopwatch) record(b *testing.B, s *shelf, name string) {
	wall, processor := ms(median(w.wall)), ms(median(w.processor))
	b.ReportMetric(wall, "ms/median")
	b.ReportMetric(processor, "cpu-ms/median")
	s.record(name, figure(wall)+" / "+figure(processor))
}

// time measures f.
func (s *shelf) time(b *testing.B, name string, f func()) {
	b.Run(name, func(b *testing.B) {
		var w stopwatch
		for b.Loop() {
			w.time(f)
		}
		w.record(b, s, name)
	})
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}

func ms(d time.Duration) float64 { return d.Seconds() * 1e3 }

// figure has two digits that count.
func figure(x float64) string {
	if x >= 10 {
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	return strconv.FormatFloat(x, 'g', 2, 64)
}

// pages measures the first and the hundredth page of every kind of scope.
func (s *shelf) pages(b *testing.B) {
	large, small := s.story(b)
	health, crime, religion := feeds.Topic("health"), feeds.Topic("crime"), feeds.Topic("religion")
	for _, test := range []struct {
		name string
		in   feeds.Scope
	}{
		{"all", feeds.Scope{}},
		{"oldest", feeds.Scope{Order: feeds.Oldest}},
		{"unread", feeds.Scope{UnreadOnly: true}},
		{"busy feed", feeds.Scope{Feed: s.feeds[0]}},
		{"quiet feed", feeds.Scope{Feed: s.feeds[900]}},
		{"feed, unread", feeds.Scope{Feed: s.feeds[0], UnreadOnly: true}},
		{"folder of 60 feeds", feeds.Scope{Folder: s.folder}},
		{"folder, unread", feeds.Scope{Folder: s.folder, UnreadOnly: true}},
		{"nested folder of 300 feeds", feeds.Scope{Folder: s.nested}},
		{"nested folder, unread", feeds.Scope{Folder: s.nested, UnreadOnly: true}},
		{"topic", feeds.Scope{Topics: []feeds.Topic{health}}},
		{"rare topic, unread", feeds.Scope{Topics: []feeds.Topic{religion}, UnreadOnly: true}},
		{"three topics", feeds.Scope{Topics: []feeds.Topic{health, crime, religion}}},
		{"three topics, unread", feeds.Scope{Topics: []feeds.Topic{health, crime, religion}, UnreadOnly: true}},
		{"without a topic", feeds.Scope{Without: []feeds.Topic{feeds.World}}},
		{"starred", feeds.Scope{StarredOnly: true}},
		{"later", feeds.Scope{LaterOnly: true}},
		{"large story", feeds.Scope{Story: large}},
		{"small story", feeds.Scope{Story: small}},
		{"today", feeds.Scope{Since: noon.Add(-12 * time.Hour)}},
		{"today, unread", feeds.Scope{Since: noon.Add(-12 * time.Hour), UnreadOnly: true}},
		{"feed and rare topic", feeds.Scope{Feed: s.feeds[0], Topics: []feeds.Topic{religion}}},
		{"feed and rare topic, unread", feeds.Scope{Feed: s.feeds[0], Topics: []feeds.Topic{religion}, UnreadOnly: true}},
		{"folder and rare topic", feeds.Scope{Folder: s.folder, Topics: []feeds.Topic{religion}}},
		{"folder and three topics, unread", feeds.Scope{Folder: s.folder, Topics: []feeds.Topic{health, crime, religion}, UnreadOnly: true}},
		{"nested folder and rare topic", feeds.Scope{Folder: s.nested, Topics: []feeds.Topic{religion}}},
		{"nested folder and rare topic, unread", feeds.Scope{Folder: s.nested, Topics: []feeds.Topic{religion}, UnreadOnly: true}},
		{"starred and topic", feeds.Scope{StarredOnly: true, Topics: []feeds.Topic{health}}},
	} {
		s.page(b, test.name, test.in)
	}
}

const pageSize = 100

func (s *shelf) page(b *testing.B, name string, in feeds.Scope) {
	var page feeds.Page
	from := func(after feeds.Cursor) {
		var err error
		page, err = s.db.Articles(context.Background(), in, after, pageSize)
		check(b, err)
	}
	s.time(b, name, func() { from(feeds.Cursor{}) })
	if page.Next == (feeds.Cursor{}) {
		return // not chosen, or empty
	}
	after := page.Next
	for n := 2; page.More && n <= 100; n++ {
		after = page.Next
		from(after)
	}
	if after != page.Next {
		s.time(b, name+", page 100", func() { from(after) })
	}
}

// story finds the largest story and one of two articles.
func (s *shelf) story(b *testing.B) (large, small feeds.StoryID) {
	b.Helper()
	check(b, s.db.read(b.Context(), func(c *session) error {
		return c.one(b.Context(), `SELECT (SELECT id FROM stories ORDER BY articles DESC LIMIT 1),
			(SELECT id FROM stories WHERE articles = 2 ORDER BY last DESC LIMIT 1)`, nil, &large, &small)
	}))
	return large, small
}

func (s *shelf) counts(b *testing.B) {
	ctx := context.Background()
	large, _ := s.story(b)
	s.time(b, "counts of the sidebar", func() {
		_, err := s.db.Counts(ctx, noon.Add(-12*time.Hour))
		check(b, err)
	})
	s.time(b, "the same, if all unread were of today", func() {
		_, err := s.db.Counts(ctx, time.UnixMilli(0))
		check(b, err)
	})
	for _, test := range []struct {
		name string
		in   feeds.Scope
	}{
		{"counts of the chips: all", feeds.Scope{}},
		{"counts of the chips: unread", feeds.Scope{UnreadOnly: true}},
		{"counts of the chips: nested folder", feeds.Scope{Folder: s.nested}},
	} {
		s.time(b, test.name, func() {
			_, err := s.db.TopicCounts(ctx, test.in)
			check(b, err)
		})
	}
	s.time(b, "large story with its articles", func() {
		_, _, err := s.db.Story(ctx, large)
		check(b, err)
	})
	s.time(b, "60 stories of the front page", func() {
		list, err := s.db.Stories(ctx, noon.Add(-48*time.Hour), 60)
		check(b, err)
		if len(list) != 60 {
			b.Fatal(len(list), "stories")
		}
	})
}

// searches measures the first page with its snippets.
func (s *shelf) searches(b *testing.B) {
	common, topic := englishWords(), []feeds.Topic{feeds.Politics}
	for _, test := range []struct {
		name string
		in   feeds.Scope
	}{
		{"rare word", feeds.Scope{Text: rare}},
		{"commonest word", feeds.Scope{Text: commonest}},
		{"word in every tenth article", feeds.Scope{Text: common[300]}},
		{"two words and topic", feeds.Scope{Text: common[300] + " " + common[200], Topics: topic}},
		{"two common words", feeds.Scope{Text: common[1] + " " + common[2]}},
		{"commonest word, unread", feeds.Scope{Text: commonest, UnreadOnly: true}},
		{"commonest word, folder", feeds.Scope{Text: commonest, Folder: s.folder}},
		{"rare word with two common ones", feeds.Scope{Text: rare + " " + common[1] + " " + common[2]}},
		{"one letter of a word", feeds.Scope{Text: "s*"}},
		{"two letters", feeds.Scope{Text: "st*"}},
		{"three letters", feeds.Scope{Text: "sta*"}},
		{"five letters", feeds.Scope{Text: "stain*"}},
	} {
		s.search(b, test.name, test.in)
		test.in.Order = feeds.Relevance
		s.search(b, test.name+", best first", test.in)
	}
	for _, text := range []string{"s*", "st*", "sta*"} {
		s.page(b, text+" without snippets", feeds.Scope{Text: text})
	}
	s.page(b, "commonest word without snippets", feeds.Scope{Text: commonest})
	s.page(b, "commonest word without snippets, best first", feeds.Scope{Text: commonest, Order: feeds.Relevance})
}

func (s *shelf) search(b *testing.B, name string, in feeds.Scope) {
	expr, err := query.Parse(in.Text, noon)
	check(b, err)
	words := query.Words(expr)
	s.time(b, "search: "+name, func() {
		page, err := s.db.Articles(context.Background(), in, feeds.Cursor{}, pageSize)
		check(b, err)
		var ids []feeds.ArticleID
		for _, a := range page.Articles {
			ids = append(ids, a.ID)
		}
		_, err = s.db.Snippets(context.Background(), ids, words)
		check(b, err)
	})
}

func englishWords() []string { return newTongues()[0].words }

// marks measures what the reader does.
func (s *shelf) marks(b *testing.B) {
	ctx := context.Background()
	page, err := s.db.Articles(ctx, feeds.Scope{}, feeds.Cursor{}, 1)
	check(b, err)
	read := page.Articles[0].Status.Read
	s.time(b, "mark one as read", func() {
		read = !read
		check(b, s.db.SetStatus(ctx, []feeds.ArticleID{page.Articles[0].ID}, Change{Read: &read}))
	})
	const many = 100_000
	if s.size < many {
		return
	}
	yes, no := true, false
	_, err = s.db.MarkAllRead(ctx, feeds.Scope{}, 0)
	check(b, err)
	ids := make([]feeds.ArticleID, many)
	for i := range ids {
		ids[i] = feeds.ArticleID(s.size - many + 1 + i)
	}
	check(b, s.db.SetStatus(ctx, ids, Change{Read: &no, Quiet: true}))
	b.Run("mark 100,000 as read", func(b *testing.B) {
		var marking, undoing stopwatch
		for b.Loop() {
			marking.time(func() {
				n, err := s.db.MarkAllRead(ctx, feeds.Scope{}, 0)
				check(b, err)
				if n != many {
					b.Fatal(n)
				}
			})
			undoing.time(func() {
				_, err := s.db.Undo(ctx)
				check(b, err)
			})
		}
		marking.record(b, s, "mark 100,000 as read")
		undoing.record(b, s, "undo that")
	})
	check(b, s.db.SetStatus(ctx, ids, Change{Read: &yes, Quiet: true}))
}

// bareMost is how many articles the plain file has at most before it is measured.
const bareMost = 100_000

// inserts compares with a plain file beside it that has the same texts in FTS5.
func (s *shelf) inserts(b *testing.B) {
	const batches, size = 10, 400
	b.Run("insert", func(b *testing.B) {
		p := newPress(s.size)
		for _, id := range s.feeds {
			p.addFeed(id)
		}
		bare := newBare(b)
		for done := 0; done < min(s.size, bareMost); done += size { // both indexes merge old pieces then
			_, made := p.prints(size)
			bare.insert(b, made)
		}
		p.now, p.n = noon, s.size
		var ours, theirs stopwatch
		for range batches {
			list, made := p.prints(size)
			ours.time(func() {
				saved, err := s.db.SaveFetches(b.Context(), list)
				check(b, err)
				check(b, s.db.SaveDerived(b.Context(), derived(made, saved)))
			})
			theirs.time(func() { bare.insert(b, made) })
		}
		each := ms(sum(ours.wall)) / batches / size
		b.ReportMetric(each, "ms/article")
		wall := ms(sum(ours.wall)) / ms(sum(theirs.wall))
		processor := ms(sum(ours.processor)) / ms(sum(theirs.processor))
		b.ReportMetric(wall, "of-bare")
		b.ReportMetric(processor, "cpu-of-bare")
		s.record("insert an article with its index", figure(each)+" / "+figure(ms(sum(ours.processor))/batches/size))
		s.record("the same, of the bare loop", figure(wall)+" / "+figure(processor))
	})
}

func sum(list []time.Duration) (all time.Duration) {
	for _, d := range list {
		all += d
	}
	return all
}

// A bare file is what one writes first: a table, and a search index with SQLite's
// own tokenizer.
type bare struct{ *session }

func newBare(b *testing.B) bare {
	b.Helper()
	p := newPool(dsn(filepath.Join(b.TempDir(), "bare.db"), []string{"journal_mode(wal)", "synchronous(normal)", "cache_size(-16384)"}), 1)
	s, err := p.take(b.Context())
	check(b, err)
	b.Cleanup(func() {
		p.give(s)
		check(b, p.close())
	})
	for _, text := range []string{
		`CREATE TABLE articles (id INTEGER PRIMARY KEY, feed INTEGER, guid TEXT UNIQUE, link TEXT, title TEXT,
			author TEXT, date INTEGER, html TEXT)`,
		"CREATE INDEX articles_date ON articles (feed, date)",
		"CREATE VIRTUAL TABLE search USING fts5 (title, author, text)",
	} {
		check(b, s.exec(text))
	}
	return bare{s}
}

func (x bare) insert(b *testing.B, made [][]piece) {
	b.Helper()
	check(b, x.exec("BEGIN"))
	for _, list := range made {
		for _, m := range list {
			a := m.in.Entry.Article
			check(b, x.exec("INSERT INTO articles (feed, guid, link, title, author, date, html) VALUES (?, ?, ?, ?, ?, ?, ?)",
				a.Feed, a.GUID, a.Link, a.Title, a.Authors[0].Name, millis(a.Published), m.in.Body.HTML))
			check(b, x.exec("INSERT INTO search (rowid, title, author, text) VALUES (last_insert_rowid(), ?, ?, ?)",
				a.Title, a.Authors[0].Name, m.in.Body.Text))
		}
	}
	check(b, x.exec("COMMIT"))
}

// start measures opening, and the memory of a process that opened and listed.
func (s *shelf) start(b *testing.B) {
	b.Run("open", func(b *testing.B) {
		var w stopwatch
		for b.Loop() {
			var db *DB
			w.time(func() {
				var err error
				db, err = Open(b.Context(), s.path, Options{})
				check(b, err)
			})
			check(b, db.Close())
		}
		w.record(b, s, "open")
	})
	b.Run("memory", func(b *testing.B) {
		cmd := exec.CommandContext(b.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), memoryOf+"="+s.path)
		out, err := cmd.Output()
		check(b, err)
		var m memory
		check(b, json.Unmarshal(out, &m))
		b.ReportMetric(float64(m.Heap)/1e6, "heap-MB")
		b.ReportMetric(float64(m.Resident)/1e6, "resident-MB")
		s.record("open and first list in a new process", figure(m.Open))
		s.record("memory then, MB: heap", figure(float64(m.Heap)/1e6))
		s.record("memory then, MB: resident", figure(float64(m.Resident)/1e6))
	})
}

// memoryOf is the variable that makes this program measure itself, see TestMain.
const memoryOf = "TIDINGS_BENCH_MEMORY_OF"

// memory in bytes, time in milliseconds.
type memory struct {
	Open           float64
	Heap, Resident uint64
}

func measureMemory(path string) error {
	ctx, start := context.Background(), time.Now()
	db, err := Open(ctx, path, Options{})
	if err != nil {
		return err
	}
	if _, err := db.Articles(ctx, feeds.Scope{}, feeds.Cursor{}, pageSize); err != nil {
		return err
	}
	m := memory{Open: time.Since(start).Seconds() * 1e3}
	if _, err := db.Counts(ctx, noon.Add(-12*time.Hour)); err != nil {
		return err
	}
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	m.Heap, m.Resident = stats.HeapAlloc, resident()
	if err := json.NewEncoder(os.Stdout).Encode(m); err != nil {
		return err
	}
	return db.Close()
}

// resident is known where there is /proc; zero elsewhere.
func resident() uint64 {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if text, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, _ := strconv.ParseUint(strings.Fields(text)[0], 10, 64) // the kernel writes a number
			return kb << 10
		}
	}
	return 0
}

// parts tells what the file consists of, in bytes an article.
func (s *shelf) parts(b *testing.B) {
	b.Run("parts", func(b *testing.B) {
		by := map[string]float64{}
		check(b, s.db.read(b.Context(), func(c *session) error {
			return c.each(b.Context(), func(scan scan) error {
				var name string
				var bytes float64
				err := scan(&name, &bytes)
				by[partOf(name)] += bytes / float64(s.size)
				by["all"] += bytes / float64(s.size)
				return err
			}, "SELECT name, pgsize FROM dbstat WHERE aggregate = TRUE")
		}))
		for _, name := range []string{"all", "articles", "heads", "bodies", "search", "derived", "identities", "indexes", "the rest"} {
			b.ReportMetric(by[name], strings.ReplaceAll(name, " ", "-")+"-B/article")
			s.record("bytes an article: "+name, figure(by[name]))
		}
	})
}

func partOf(name string) string {
	switch {
	case strings.HasPrefix(name, "search_"):
		return "search"
	case strings.HasPrefix(name, "articles_"):
		return "indexes"
	case slices.Contains([]string{"articles", "heads", "bodies", "derived", "identities"}, name):
		return name
	}
	return "the rest"
}

func benchPress(db *DB, b *testing.B) *press {
	p := newPress(100_000)
	p.addFeed(addFeed(b, db, "bench", 0))
	return p
}

func BenchmarkSaveFetch(b *testing.B) {
	for _, size := range []int{2, 30} {
		b.Run(fmt.Sprint(size, " articles"), func(b *testing.B) {
			db := openNew(b)
			p := benchPress(db, b)
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				list, _ := p.prints(size)
				b.StartTimer()
				_, err := db.SaveFetches(b.Context(), list)
				check(b, err)
			}
			b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(b.N*size), "ms/article")
		})
	}
}

func BenchmarkPack(b *testing.B) {
	list, _ := benchPress(openNew(b), b).prints(100)
	b.ReportAllocs()
	var packed, plain int
	for b.Loop() {
		for _, in := range list[0].Articles {
			packed += len(pack(in.Body))
			plain += len(in.Body.HTML) + len(in.Body.Text)
		}
	}
	b.ReportMetric(float64(packed)/float64(plain), "ratio")
}

func BenchmarkKnown(b *testing.B) {
	db := openNew(b)
	list, _ := benchPress(db, b).prints(30)
	_, err := db.SaveFetches(b.Context(), list)
	check(b, err)
	var entries []feeds.Entry
	for _, in := range list[0].Articles {
		entries = append(entries, in.Entry)
	}
	b.ReportAllocs()
	for b.Loop() {
		matches, err := db.Known(b.Context(), list[0].Feed, entries)
		check(b, err)
		if matches[7].Kind != Unchanged {
			b.Fatal(matches[7])
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(b.N*30), "ms/article")
}

func BenchmarkSaveDerived(b *testing.B) {
	db := openNew(b)
	p := benchPress(db, b)
	const size = 300
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		list, made := p.prints(size)
		saved, err := db.SaveFetches(b.Context(), list)
		check(b, err)
		d := derived(made, saved)
		b.StartTimer()
		check(b, db.SaveDerived(b.Context(), d))
	}
	b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(b.N*size), "ms/article")
}
