package storage

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

// A newsroom publishes articles and gives them names as programs of sites do. What it
// calls an article changes; which article it is does not.
type newsroom struct {
	r        *rand.Rand
	articles []written // newest first
	guids    int       // how GUIDs are made
	domain   string
	path     string
	hour     int
}

type written struct {
	number, version, times int
	published              time.Time
}

// title is unlike those of all others, as titles are.
func (w written) title() string {
	r := rand.New(rand.NewPCG(uint64(w.number), 11))
	words := make([]string, 5)
	for i := range words {
		for range 2 + r.IntN(3) {
			words[i] += string(rune('a'+r.IntN(26))) + string("aeiou"[r.IntN(5)])
		}
	}
	return strings.Join(words, " ")
}

func (n *newsroom) entry(w written) feeds.Entry {
	guid := ""
	switch n.guids % 4 {
	case 0:
		guid = fmt.Sprint("tag:", n.guids, ":", w.number)
	case 1:
		guid = fmt.Sprintf("https://%s/?p=%d&x=%d", n.domain, w.number, n.guids)
	case 2:
		guid = fmt.Sprintf("%x-%x", n.guids, w.number*7919)
	}
	return feeds.Entry{
		Article: feeds.Article{
			GUID: guid, Link: fmt.Sprintf("https://%s/%s/%d?utm_campaign=%d", n.domain, n.path, 100000+w.number, n.hour),
			Title: w.title(), Published: w.published, Language: "en", Lead: "x", Words: 40,
		},
		Content: fmt.Sprintf("<p>%s, part %d of the report.</p><p>%d views</p>", w.title(), w.version, w.times),
	}
}

// act does one thing that newsrooms do and says what.
func (n *newsroom) act() string {
	n.hour++
	for i := range n.articles {
		n.articles[i].times += n.r.IntN(3)
	}
	switch n.r.IntN(8) {
	case 0, 1:
		for range 1 + n.r.IntN(3) {
			number := n.hour*10 + len(n.articles)%10
			for slices.ContainsFunc(n.articles, func(w written) bool { return w.number == number }) {
				number++
			}
			n.articles = slices.Insert(n.articles, 0, written{number: number, published: noon.Add(time.Duration(n.hour)*time.Hour + time.Duration(n.r.IntN(3600))*time.Second)})
		}
		return "publishes"
	case 2:
		for i := range n.articles {
			if n.r.IntN(4) == 0 {
				n.articles[i].version++
			}
		}
		return "edits"
	case 3:
		n.guids++
		return "makes GUIDs in another way"
	case 4:
		n.guids++
		n.domain = fmt.Sprintf("site%d.example", n.hour)
		return "moves to another domain"
	case 5:
		n.guids++
		n.path = fmt.Sprint("p", n.hour)
		for i := range n.articles {
			n.articles[i].version++
		}
		return "moves to another path and edits all"
	case 6:
		n.r.Shuffle(len(n.articles), func(i, j int) { n.articles[i], n.articles[j] = n.articles[j], n.articles[i] })
		return "sorts in another way"
	}
	n.articles = n.articles[:max(4, len(n.articles)-n.r.IntN(3))]
	return "drops the oldest"
}

// Whatever a newsroom does over hundreds of documents, each of its articles is stored
// once, what the reader did with it stays, and what they deleted is not seen again.
func TestArticlesStayThemselvesWhateverTheirFeedDoes(t *testing.T) {
	rounds := 6
	if testing.Short() {
		rounds = 2
	}
	for seed := range rounds {
		db := openNew(t)
		feed := addFeed(t, db, "harbour", 0)
		n := &newsroom{r: rand.New(rand.NewPCG(uint64(seed), 5)), domain: "harbour.example", path: "news"}
		for i := range 8 {
			n.articles = append(n.articles, written{number: 1000 + i, published: noon.Add(-time.Duration(i) * time.Hour)})
		}
		seen := map[string]bool{} // titles that are to be there, and whether they were read
		gone := map[string]bool{}
		var log []string
		for step := range 60 {
			if step > 0 {
				log = append(log, n.act())
			}
			var doc []feeds.Entry
			for _, w := range n.articles {
				doc = append(doc, n.entry(w))
				if _, ok := seen[w.title()]; !ok && !gone[w.title()] {
					seen[w.title()] = false
				}
			}
			f := fetched(t, db, feed, doc...)
			f.Received = noon.Add(time.Duration(n.hour+1) * time.Hour)
			saved, err := db.SaveFetch(t.Context(), f)
			check(t, err)
			list, err := db.Articles(t.Context(), feeds.Scope{}, feeds.Cursor{}, 1000)
			check(t, err)
			got := map[string]bool{}
			for _, a := range list.Articles {
				if _, twice := got[a.Title]; twice {
					t.Fatalf("seed %d, step %d: %q is there twice, after %v", seed, step, a.Title, log)
				}
				got[a.Title] = a.Status.Read
			}
			if !maps.Equal(got, seen) {
				t.Fatalf("seed %d, step %d: %d articles, want %d, after %v", seed, step, len(got), len(seen), log)
			}
			yes := true
			for _, a := range list.Articles {
				switch n.r.IntN(30) {
				case 0, 1, 2:
					check(t, db.SetStatus(t.Context(), []feeds.ArticleID{a.ID}, Change{Read: &yes}))
					seen[a.Title] = true
				case 3:
					check(t, db.DeleteArticles(t.Context(), []feeds.ArticleID{a.ID}))
					delete(seen, a.Title)
					gone[a.Title] = true
				}
			}
			if len(saved.Changed) > len(doc) {
				t.Fatal("more changed than came")
			}
		}
		countsAreTrue(t, db)
	}
}
