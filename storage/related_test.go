package storage

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"tidings/feeds"
)

func TestOlderArticlesAreFoundByTheWordsTheyShare(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "a", 0)
	lead := func(name string, minutes int, text string) feeds.Entry {
		e := entry(name, minutes)
		e.Summary, e.Lead = text, text
		return e
	}
	ids := fetch(t, db, feed,
		lead("both", 5000, "The ferry Marigold lies in Kessel"),
		lead("three", 6000, "The ferry Marigold lies off Brannoch"),
		lead("one", 7000, "A ferry to Halm"),
		lead("recent", 10, "The ferry Marigold of Kessel"),
	).New
	derive(t, db, 0, nil, ids...)
	words := []WeighedWord{{"marigold", 2}, {"brannoch", 3}, {"ferry", 1}, {"…", 1}}
	older := func(from feeds.ArticleID, limit int) []string {
		list, err := db.Older(t.Context(), words, noon.Add(-time.Hour), from, limit)
		check(t, err)
		var out []string
		for _, w := range list {
			if w.Body.Text == "" {
				t.Errorf("%q has no text", w.Title)
			}
			out = append(out, w.Title)
		}
		return out
	}
	for _, from := range []feeds.ArticleID{0, slices.Min(ids), slices.Max(ids) + 1} {
		is(t, older(from, 9), "Title three", "Title both")
	}
	is(t, older(0, 1), "Title three")
	check(t, db.DeleteArticles(t.Context(), ids[1:2]))
	is(t, older(0, 9), "Title both")
	words = words[2:]
	is(t, older(0, 9))
}

// older measures the search for related articles, with words of all kinds.
func (s *shelf) older(b *testing.B) {
	common := englishWords()
	for name, places := range map[string][]int{
		"common words": {10, 50, 100, 150, 200, 300, 400, 500},
		"rarer words":  {400, 700, 1000, 1500, 2000, 2500, 3000, 3500},
	} {
		var words []WeighedWord
		for i, p := range places {
			words = append(words, WeighedWord{common[min(p, len(common)-1-i)], float64(i + 1)})
		}
		s.time(b, fmt.Sprint("older articles by eight ", name), func() {
			list, err := s.db.Older(b.Context(), words, noon.Add(-60*24*time.Hour), feeds.ArticleID(s.size*9/10), 12)
			check(b, err)
			if len(list) == 0 {
				b.Fatal("found none")
			}
		})
	}
}
