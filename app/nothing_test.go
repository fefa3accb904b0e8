package app

import (
	"testing"

	"tidings/feeds"
	"tidings/feeds/fetch"
)

// Of quotes that share a page each is an article, and what says nothing is none.
func TestEntriesThatSayNothingAreNoArticles(t *testing.T) {
	site := newPages(t)
	site.set("/quotes", page{kind: "application/rss+xml", text: `<rss version="2.0"><channel><title>Quotes</title>
<item><link>/page</link><description>The sea is never in a hurry.</description></item>
<item><guid isPermaLink="false">7</guid></item><item/>
<item><link>/page</link><description>The sea is never late.</description></item></channel></rss>`})
	core := openCore(t, Config{Fetch: fetch.Config{Pace: -1}})
	subscribe(t, core, site.URL+"/quotes")
	for range 2 {
		refresh(t, core, Selection{})
	}
	p, err := core.Articles(t.Context(), feeds.Scope{}, feeds.Cursor{}, 10)
	if err != nil || len(p.Articles) != 2 {
		t.Fatalf("%d articles, %v", len(p.Articles), err)
	}
	if got := p.Articles[0].Title; got != "The sea is never in a hurry." {
		t.Errorf("got %q", got)
	}
}
