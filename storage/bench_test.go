package storage

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/language"
)

// An invented vocabulary with the distribution of words in prose (Zipf): "word0"
// stands in nearly every article, the last ones in few.
var vocabulary = sync.OnceValue(func() []string {
	r := rand.New(rand.NewPCG(1, 2))
	out := make([]string, 20000)
	for i := range out {
		b := make([]byte, 3+r.IntN(8))
		for j := range b {
			b[j] = byte('a' + r.IntN(26))
		}
		out[i] = string(b)
	}
	return out
})

// A press invents articles of about 4.8 kB of HTML.
type press struct {
	zipf *rand.Zipf
	r    *rand.Rand
	n    int
}

func newPress() *press {
	r := rand.New(rand.NewPCG(3, 4))
	return &press{zipf: rand.NewZipf(r, 1.15, 8, 19999), r: r}
}

func (p *press) words(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(vocabulary()[p.zipf.Uint64()])
	}
	return b.String()
}

func (p *press) article(date time.Time) Incoming {
	p.n++
	var html, text strings.Builder
	for range 12 {
		para := p.words(55)
		html.WriteString("<p>" + para + "</p>\n")
		text.WriteString(para + "\n")
	}
	if p.n%4 == 0 {
		text.WriteString(" tide")
	}
	if p.n%5000 == 0 {
		text.WriteString(" narwhal")
	}
	e := feeds.Entry{Article: feeds.Article{
		GUID: fmt.Sprintf("https://news.example/%d", p.n), Link: fmt.Sprintf("https://news.example/story/%d", p.n),
		Title: p.words(9), Lead: p.words(25), Authors: []feeds.Author{{Name: "Ada Quill"}}, Image: "https://news.example/1.jpg",
		Categories: []string{"harbour", "trade"}, Published: date, Language: "en", Words: 660,
	}, Content: html.String()}
	return Incoming{Entry: e, Body: feeds.Body{HTML: html.String(), Text: text.String()}}
}

func (p *press) derived(id feeds.ArticleID, in Incoming, story feeds.StoryID) feeds.Derived {
	d := feeds.Derived{Article: id, Version: 1, Language: "en", Story: story, Score: 0.5, Why: "harbour, Lisbon · 2 h apart",
		Vector: make([]byte, 600),
		Index:  feeds.IndexText{Title: language.Fold(in.Entry.Title), Author: "ada quill", Text: language.Fold(in.Body.Text)}}
	for range 1 + p.r.IntN(2) {
		d.Topics = append(d.Topics, feeds.TopicScore{Topic: feeds.Topics[p.r.IntN(13)], Score: 0.7})
	}
	return d
}

// fill stores articles of 100 feeds as they would arrive over time, thirty at once.
func fill(b *testing.B, db *DB, n int) []feeds.FeedID {
	b.Helper()
	p := newPress()
	folder, err := db.AddFolder(b.Context(), 0, "Folder")
	check(b, err)
	var list []feeds.FeedID
	for i := range 100 {
		list = append(list, addFeed(b, db, fmt.Sprint("feed", i), []feeds.FolderID{0, folder}[i%2]))
	}
	at := noon.Add(-time.Duration(n) * time.Minute)
	for done := 0; done < n; {
		var batch []Fetched
		for range min(20, (n-done+29)/30) {
			f := Fetched{Feed: list[p.r.IntN(len(list))]}
			for range min(30, n-done) {
				f.Articles = append(f.Articles, p.article(at.Add(-time.Duration(p.r.IntN(600))*time.Minute)))
				at = at.Add(time.Minute)
				done++
			}
			f.Received = at
			batch = append(batch, f)
		}
		saved, err := db.SaveFetches(b.Context(), batch)
		check(b, err)
		var derived []feeds.Derived
		for i, f := range batch {
			for j, id := range saved[i].New {
				story := feeds.StoryID(id)
				if j%3 == 1 {
					story--
				}
				derived = append(derived, p.derived(id, f.Articles[j], story))
			}
		}
		check(b, db.SaveDerived(b.Context(), derived))
	}
	return list
}

// large is a database of 100,000 articles; it is made once.
var large struct {
	sync.Once
	db    *DB
	feeds []feeds.FeedID
}

func openLarge(b *testing.B) (*DB, []feeds.FeedID) {
	b.Helper()
	if testing.Short() {
		b.Skip("takes a minute to make")
	}
	large.Do(func() {
		path := filepath.Join(benchDir, "large.db")
		db, err := Open(b.Context(), path, Options{Now: func() time.Time { return noon }})
		check(b, err)
		large.db, large.feeds = db, fill(b, db, 100_000)
		check(b, db.Optimize(b.Context()))
	})
	return large.db, large.feeds
}

func BenchmarkSaveFetch(b *testing.B) {
	for _, size := range []int{2, 30} {
		b.Run(fmt.Sprint(size, " articles"), func(b *testing.B) {
			db := openNew(b)
			feed := addFeed(b, db, "bench", 0)
			p := newPress()
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				f := Fetched{Feed: feed, Received: noon}
				for range size {
					f.Articles = append(f.Articles, p.article(noon))
				}
				b.StartTimer()
				_, err := db.SaveFetch(b.Context(), f)
				check(b, err)
			}
			b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(b.N*size), "ms/article")
		})
	}
}

func BenchmarkPack(b *testing.B) {
	in := newPress().article(noon)
	b.ReportAllocs()
	var n int
	for b.Loop() {
		n = len(pack(in.Body))
	}
	b.ReportMetric(float64(n)/float64(len(in.Body.HTML)+len(in.Body.Text)), "ratio")
}

func BenchmarkKnown(b *testing.B) {
	db := openNew(b)
	feed := addFeed(b, db, "bench", 0)
	p := newPress()
	f := Fetched{Feed: feed, Received: noon}
	var entries []feeds.Entry
	for range 30 {
		in := p.article(noon)
		f.Articles = append(f.Articles, in)
		entries = append(entries, in.Entry)
	}
	_, err := db.SaveFetch(b.Context(), f)
	check(b, err)
	b.ReportAllocs()
	for b.Loop() {
		matches, err := db.Known(b.Context(), feed, entries)
		check(b, err)
		if matches[7].Kind != Unchanged {
			b.Fatal(matches[7])
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(b.N*30), "ms/article")
}

func BenchmarkSaveDerived(b *testing.B) {
	db := openNew(b)
	feed := addFeed(b, db, "bench", 0)
	p := newPress()
	const size = 300
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		f := Fetched{Feed: feed, Received: noon}
		for range size {
			f.Articles = append(f.Articles, p.article(noon))
		}
		saved, err := db.SaveFetch(b.Context(), f)
		check(b, err)
		var list []feeds.Derived
		for i, id := range saved.New {
			list = append(list, p.derived(id, f.Articles[i], feeds.StoryID(id)))
		}
		b.StartTimer()
		check(b, db.SaveDerived(b.Context(), list))
	}
	b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(b.N*size), "ms/article")
}

func BenchmarkArticles(b *testing.B) {
	small := openNew(b)
	fill(b, small, 100)
	pages(b, "of 100", small, feeds.Scope{})
	db, list := openLarge(b)
	folders, err := db.Folders(b.Context())
	check(b, err)
	for _, test := range []struct {
		name string
		in   feeds.Scope
	}{
		{"all", feeds.Scope{}},
		{"unread", feeds.Scope{UnreadOnly: true}},
		{"feed", feeds.Scope{Feed: list[3]}},
		{"folder", feeds.Scope{Folder: folders[0].ID}},
		{"folder unread", feeds.Scope{Folder: folders[0].ID, UnreadOnly: true}},
		{"topic", feeds.Scope{Topics: []feeds.Topic{feeds.Health}}},
		{"three topics unread", feeds.Scope{Topics: []feeds.Topic{feeds.Health, feeds.World, feeds.Crime}, UnreadOnly: true}},
		{"without a topic", feeds.Scope{Without: []feeds.Topic{feeds.Sport}}},
		{"feed and topic", feeds.Scope{Feed: list[3], Topics: []feeds.Topic{feeds.Health}}},
		{"rare word", feeds.Scope{Text: "narwhal"}},
		{"common word", feeds.Scope{Text: "tide"}},
		{"rare word by relevance", feeds.Scope{Text: "narwhal", Order: feeds.Relevance}},
		{"common word by relevance", feeds.Scope{Text: "tide", Order: feeds.Relevance}},
		{"common word oldest", feeds.Scope{Text: "tide", Order: feeds.Oldest}},
	} {
		pages(b, test.name+" of 100000", db, test.in)
	}
}

func pages(b *testing.B, name string, db *DB, in feeds.Scope) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		n := 0
		for b.Loop() {
			page, err := db.Articles(b.Context(), in, feeds.Cursor{}, 100)
			check(b, err)
			n = len(page.Articles)
		}
		b.ReportMetric(float64(n), "rows")
	})
}

func BenchmarkCounts(b *testing.B) {
	db, _ := openLarge(b)
	b.ReportAllocs()
	for b.Loop() {
		_, err := db.Counts(b.Context(), noon.Add(-24*time.Hour))
		check(b, err)
	}
}

func BenchmarkTopicCounts(b *testing.B) {
	db, _ := openLarge(b)
	for b.Loop() {
		_, err := db.TopicCounts(b.Context(), feeds.Scope{UnreadOnly: true})
		check(b, err)
	}
}

func BenchmarkStories(b *testing.B) {
	db, _ := openLarge(b)
	for b.Loop() {
		_, err := db.Stories(b.Context(), noon.Add(-48*time.Hour), 60)
		check(b, err)
	}
}

// Each round marks 100,000 articles as read and takes it back.
func BenchmarkMarkAllRead(b *testing.B) {
	db, _ := openLarge(b)
	b.ReportAllocs()
	var marking, undoing time.Duration
	for b.Loop() {
		start := time.Now()
		n, err := db.MarkAllRead(b.Context(), feeds.Scope{}, 0)
		check(b, err)
		if n != 100_000 {
			b.Fatal(n)
		}
		marking += time.Since(start)
		start = time.Now()
		_, err = db.Undo(b.Context())
		check(b, err)
		undoing += time.Since(start)
	}
	b.ReportMetric(marking.Seconds()/float64(b.N), "s/mark")
	b.ReportMetric(undoing.Seconds()/float64(b.N), "s/undo")
}
