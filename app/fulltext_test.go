package app

import (
	"errors"
	"strings"
	"testing"

	"tidings/feeds"
	"tidings/feeds/extract"
	"tidings/feeds/fetch"
)

const teaser = "The lighthouse of Brenn has a new lamp that can be seen from thirty miles away, the harbour office says."

// lighthouse is a page with a whole article of several paragraphs.
func lighthouse() string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="en"><head><title>The lamp</title></head><body><nav><a href="/">Home</a></nav><article><h1>The lamp</h1><p>` + teaser + `</p>`)
	for _, s := range []string{
		"It weighs as much as a calf, and four people carried it up the two hundred steps in a morning.",
		"The old one had burned for sixty years and goes to the museum, where children may switch it on.",
		"Captains had complained that the beam drowned in the lights of the new terminal behind it.",
		"From now on it turns once in eleven seconds, which no other light on this coast does.",
	} {
		b.WriteString("<p>" + s + " " + s + "</p>")
	}
	b.WriteString(`</article><footer>Imprint</footer></body></html>`)
	return b.String()
}

// lamp is a core with one article whose page can be set.
func lamp(t *testing.T) (*Core, *pages, feeds.Article) {
	site := newPages(t)
	site.feed("/feed", "Harbour", item("lamp", "The lamp", teaser, 1))
	core := openCore(t, Config{Fetch: fetch.Config{Pace: -1}})
	subscribe(t, core, site.URL+"/feed")
	refresh(t, core, Selection{})
	return core, site, articleCalled(t, core, "The lamp")
}

func TestFullTextIsKeptBesideTheFeedsOwn(t *testing.T) {
	core, site, a := lamp(t)
	site.set("/articles/lamp", page{kind: "text/html", text: lighthouse()})
	if err := core.FullText(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	body, err := core.Body(t.Context(), a.ID)
	if err != nil || !strings.Contains(body.Full, "eleven seconds") || !strings.Contains(body.HTML, teaser) || strings.Contains(body.HTML, "eleven") {
		t.Errorf("the body is %+v, %v", body, err)
	}
	if err := core.DeriveAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	b := articleCalled(t, core, "The lamp")
	if !b.FullText || b.Words <= a.Words || len(titles(t, core, feeds.Scope{Text: "museum"})) != 1 {
		t.Errorf("the article is %+v", b)
	}
}

func TestFullTextIsNeverWorseThanTheFeed(t *testing.T) {
	for name, p := range map[string]page{
		"a page that asks for consent": {kind: "text/html", text: "<html><body><main><p>We value your privacy. Please accept our cookies to go on.</p></main></body></html>"},
		"only the teaser":              {kind: "text/html", text: "<html><body><article><h1>The lamp</h1><p>" + teaser + "</p></article></body></html>"},
		"nothing":                      {kind: "text/html"},
	} {
		core, site, a := lamp(t)
		site.set("/articles/lamp", p)
		if err := core.FullText(t.Context(), a.ID); !errors.Is(err, extract.ErrNoArticle) {
			t.Errorf("%s gives %v", name, err)
		}
		body, err := core.Body(t.Context(), a.ID)
		if err != nil || body.Full != "" || !strings.Contains(body.Best(), teaser) {
			t.Errorf("%s: the body is %+v, %v", name, body, err)
		}
	}
}

func TestFullTextThatCannotBeFetchedChangesNothing(t *testing.T) {
	core, site, a := lamp(t)
	if err := core.FullText(t.Context(), a.ID); Explain(err) != "127.0.0.1 has nothing at this address (404)." {
		t.Errorf("it is explained by %q", Explain(err))
	}
	site.feed("/feed", "Harbour", `<item><title>No link</title><guid isPermaLink="false">x</guid><description>Text.</description></item>`)
	refresh(t, core, Selection{})
	if err := core.FullText(t.Context(), articleCalled(t, core, "No link").ID); !errors.Is(err, errNoLink) {
		t.Errorf("an article without a link gives %v", err)
	}
	if err := core.FullText(t.Context(), 999); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("an article that is not there gives %v", err)
	}
}

func TestAFeedThatWantsFullTextGetsIt(t *testing.T) {
	core, site, a := lamp(t)
	f := feedBy(t, core, a.Feed)
	f.FullText = true
	if err := core.ChangeFeed(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	site.set("/articles/second", page{kind: "text/html", text: lighthouse()})
	site.feed("/feed", "Harbour", item("second", "The second lamp", teaser, 0))
	whole := make(chan struct{})
	heard := false
	stop := core.Listen(func(Change) {
		list, err := core.Articles(t.Context(), feeds.Scope{Text: "title:second"}, feeds.Cursor{}, 1)
		if err == nil && len(list.Articles) == 1 && list.Articles[0].FullText && !heard {
			heard = true
			close(whole)
		}
	})
	defer stop()
	refresh(t, core, Selection{})
	<-whole
}
