package storage

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

// A labelled set of one language: testdata/search/vi.txt. A line "1 | title | text"
// is an article, invented for it; "query → 1 3" says that of these articles the
// query finds just those, and all of them on the first page of a list of everything
// in all languages. Nothing behind the arrow: none is found.
type labelled struct {
	lang     string
	articles map[string]feeds.ArticleID // by number
	queries  []label
}

type label struct {
	query string
	want  []string
}

const firstPage = 50

func TestReadersOfEveryLanguageFindWhatTheyLookFor(t *testing.T) {
	db := openNew(t)
	files, err := filepath.Glob("testdata/search/*.txt")
	check(t, err)
	if len(files) < 21 {
		t.Fatalf("only %d languages", len(files))
	}
	var sets []labelled
	for _, file := range files {
		sets = append(sets, readLabelled(t, db, file))
	}
	asked := 0
	for _, set := range sets {
		for _, l := range set.queries {
			asked++
			for _, order := range []feeds.Order{feeds.Newest, feeds.Relevance} {
				if got := set.found(t, db, feeds.Scope{Text: l.query, Order: order}); !slices.Equal(got, l.want) {
					t.Errorf("%s, order %d: %s finds %v, want %v", set.lang, order, l.query, got, l.want)
				}
			}
		}
	}
	t.Logf("%d queries in %d sets", asked, len(sets))
}

// readLabelled stores the articles of a set as the program does.
func readLabelled(t *testing.T, db *DB, file string) labelled {
	t.Helper()
	raw, err := os.ReadFile(file)
	check(t, err)
	set := labelled{lang: strings.TrimSuffix(filepath.Base(file), ".txt"), articles: map[string]feeds.ArticleID{}}
	feed := addFeed(t, db, set.lang, 0)
	fetched := Fetched{Feed: feed, Received: noon}
	var numbers []string
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimRight(line, "\r\n")
		if parts := strings.Split(line, " | "); len(parts) == 3 {
			a := feeds.Article{GUID: set.lang + parts[0], Title: parts[1], Language: set.lang,
				Published: noon.Add(-time.Duration(len(numbers)) * time.Hour)}
			fetched.Articles = append(fetched.Articles, Incoming{Entry: feeds.Entry{Article: a}, Body: feeds.Body{Text: parts[2]}})
			numbers = append(numbers, parts[0])
		} else if query, want, ok := strings.Cut(line, " →"); ok {
			set.queries = append(set.queries, label{query, strings.Fields(want)})
		} else if !strings.HasPrefix(line, "#") {
			t.Fatalf("%s: %q is neither article nor query", file, line)
		}
	}
	saved, err := db.SaveFetch(t.Context(), fetched)
	check(t, err)
	var derived []feeds.Derived
	for i, id := range saved.New {
		set.articles[numbers[i]] = id
		in := fetched.Articles[i]
		derived = append(derived, feeds.Derived{Article: id, Version: 1, Language: set.lang, Index: IndexText(in.Entry.Article, in.Body.Text)})
	}
	check(t, db.SaveDerived(t.Context(), derived))
	return set
}

// found are the numbers of the articles of the set on the first page.
func (set labelled) found(t *testing.T, db *DB, in feeds.Scope) []string {
	t.Helper()
	page, err := db.Articles(t.Context(), in, feeds.Cursor{}, firstPage)
	check(t, err)
	var out []string
	for number, id := range set.articles {
		if slices.ContainsFunc(page.Articles, func(a feeds.Article) bool { return a.ID == id }) {
			out = append(out, number)
		}
	}
	slices.Sort(out)
	return out
}
