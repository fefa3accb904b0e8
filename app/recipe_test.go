package app

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/discover"
)

// A pressPage has news on a page and no feed.
type pressPage struct {
	*tallied
	main, robots atomic.Value // strings
	news         atomic.Value // a map of the site; empty: none
}

func newPressPage(t *testing.T) *pressPage {
	p := &pressPage{}
	p.main.Store(newsList(6, ""))
	p.robots.Store("")
	p.news.Store("")
	p.tallied = newTallied(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/press/":
			writePage(w, `<html lang="en"><title>Press office</title><body>`+p.main.Load().(string)+fmt.Sprintf("<p>Seen %d times</p>", time.Now().UnixNano()))
		case r.URL.Path == "/":
			writePage(w, `<html lang="en"><title>Town of Invention</title><body><h1>Welcome</h1>`)
		case r.URL.Path == "/robots.txt" && p.robots.Load() != "":
			fmt.Fprint(w, strings.ReplaceAll(p.robots.Load().(string), "{site}", "http://"+r.Host))
		case r.URL.Path == "/news.xml" && p.news.Load() != "":
			w.Header().Set("Content-Type", "application/xml")
			fmt.Fprint(w, strings.ReplaceAll(p.news.Load().(string), "{site}", "http://"+r.Host))
		default:
			http.NotFound(w, r)
		}
	})
	return p
}

// newsList is a list of so many headlines; first comes before the others.
func newsList(n int, first string) string {
	var b strings.Builder
	b.WriteString(`<ul class="press">` + first)
	for i := range n {
		fmt.Fprintf(&b, `<li class="release"><h3><a href="/press/%d-release">Release number %d about the new harbour bridge</a></h3></li>`, i, i)
	}
	return b.String() + "</ul>"
}

func (p *pressPage) find(t *testing.T, core *Core) []Found {
	t.Helper()
	list, err := core.Find(t.Context(), p.URL+"/press/")
	if err != nil || len(list) == 0 {
		t.Fatalf("found are %+v, %v", list, err)
	}
	return list
}

func TestASiteWithoutAFeedOffersItsPage(t *testing.T) {
	p := newPressPage(t)
	core := openCore(t, Config{})
	first := p.find(t, core)[0]
	if !OnlyPages([]Found{first}) || first.Recipe.Kind != feeds.RecipeList || first.Articles != 6 || len(first.Samples) != samples || first.Title != "Press office" || first.Format != "Page" {
		t.Errorf("it is %+v", first)
	}
	if n := len(p.requests()); n > MostRequests || p.together > 1 {
		t.Errorf("%d requests: %q", n, p.requests())
	}
	if _, err := core.Find(t.Context(), p.URL+"/"); !errors.Is(err, discover.ErrNoFeed) {
		t.Errorf("a page without a list: %v", err)
	}
}

// subscribedToPage subscribes to a page that has no feed, at a time that can be moved on.
func subscribedToPage(t *testing.T) (*pressPage, *calendar, *Core, feeds.FeedID) {
	t.Helper()
	p := newPressPage(t)
	clock := &calendar{}
	core := openCore(t, Config{Now: clock.now})
	id, err := core.Subscribe(t.Context(), p.find(t, core)[0], 0)
	if err != nil {
		t.Fatal(err)
	}
	return p, clock, core, id
}

func TestAPageIsReadLikeAFeed(t *testing.T) {
	p, clock, core, id := subscribedToPage(t)
	began := core.now()
	if sum := refresh(t, core, Selection{}); sum.New != 6 {
		t.Fatalf("the first time brings %+v", sum)
	}
	list := listed(t, core, feeds.Scope{Feed: id})
	for i, a := range list {
		if want := fmt.Sprintf("/press/%d-release", i); !strings.HasSuffix(a.Link, want) || a.Date().After(began.Add(-beforeFirst+time.Hour)) {
			t.Errorf("at %d stands %s of %v: what was there before is not of today", i, a.Link, a.Date())
		}
	}
	f, err := core.Feed(t.Context(), id)
	if err != nil || f.Fetch.Next.Before(began.Add(pageRest)) || f.Fetch.Error != "" {
		t.Errorf("it is asked again at %v (%s), %v", f.Fetch.Next, f.Fetch.Why, err)
	}
	changed := f.Fetch.Changed
	clock.ahead.Store(int64(3 * time.Hour))
	if sum := refresh(t, core, Selection{}); sum.New+sum.Changed != 0 {
		t.Errorf("the same list brings %+v", sum)
	}
	if f, _ = core.Feed(t.Context(), id); !f.Fetch.Changed.Equal(changed) {
		t.Error("another advertisement counts as a change")
	}
	p.main.Store(newsList(5, `<li class="release"><h3><a href="/press/9-late">A late release that came this morning</a></h3></li>`))
	clock.ahead.Store(int64(6 * time.Hour))
	if sum := refresh(t, core, Selection{}); sum.New != 1 {
		t.Errorf("another article brings %+v", sum)
	}
	if a := listed(t, core, feeds.Scope{Feed: id})[0]; !strings.HasSuffix(a.Link, "9-late") || core.now().Sub(a.Date()) > time.Hour {
		t.Errorf("the newest is %s of %v", a.Link, a.Date())
	}
	robots := 0
	for _, asked := range p.requests() {
		robots += btoi(asked == "/robots.txt")
	}
	if robots != 1 {
		t.Errorf("robots.txt was asked for %d times", robots)
	}
}

func TestAPageThatWasRebuiltSaysSoAndLosesNothing(t *testing.T) {
	p, clock, core, id := subscribedToPage(t)
	refresh(t, core, Selection{})
	p.main.Store(strings.NewReplacer("release\"><h3>", "card\"><h2>", "</h3>", "</h2>", "<ul", "<div", "<li", "<div", "</li", "</div").Replace(newsList(7, "")))
	clock.ahead.Store(int64(3 * time.Hour))
	refresh(t, core, Selection{})
	h, err := core.Health(t.Context(), id)
	if err != nil || h.Feed.Fetch.Error != "The page has no list of articles any more where Tidings looks for it." || h.Advice.Do != LookAgain || h.Feed.Total != 6 {
		t.Fatalf("it is %q, advised %+v, with %d articles, %v", h.Feed.Fetch.Error, h.Advice, h.Feed.Total, err)
	}
	ways, err := core.PageOf(t.Context(), id)
	if err != nil || len(ways) < 2 || !errors.Is(ways[0].Err, feeds.ErrNoList) || ways[1].Articles != 7 {
		t.Fatalf("ways are %+v, %v", ways, err)
	}
	old := h.Feed.Recipe
	if sum, err := core.ChangeRecipe(t.Context(), id, ways[1].Recipe); err != nil || sum.New != 1 {
		t.Errorf("read in another way it brings %+v, %v", sum, err)
	}
	if f, _ := core.Feed(t.Context(), id); f.Fetch.Error != "" || f.Total != 7 {
		t.Errorf("after that it is %+v", f.Fetch)
	}
	if what, err := core.Undo(t.Context()); err != nil || !strings.Contains(what, "is read") {
		t.Errorf("undone is %q, %v", what, err)
	}
	if f, _ := core.Feed(t.Context(), id); f.Recipe != old {
		t.Errorf("after undo it is read by %+v", f.Recipe)
	}
	if _, err := core.ChangeRecipe(t.Context(), id, feeds.Recipe{Kind: feeds.RecipeList, Items: "li["}); !strings.Contains(Explain(err), "“li[”") || !IsMisuse(err) {
		t.Errorf("a wrong selector: %s", Explain(err))
	}
}

func TestWhatASiteAsksOfProgramsIsRespected(t *testing.T) {
	p := newPressPage(t)
	core := openCore(t, Config{})
	found := p.find(t, core)[0]
	p.robots.Store("User-agent: *\nDisallow: /press/\n")
	closed := openCore(t, Config{})
	if _, err := closed.Find(t.Context(), p.URL+"/press/"); !errors.Is(err, feeds.ErrRobots) || !strings.Contains(Explain(err), "robots.txt") {
		t.Errorf("found with %v", err)
	}
	id, err := closed.Subscribe(t.Context(), found, 0)
	if err != nil {
		t.Fatal(err)
	}
	before := len(p.requests())
	refresh(t, closed, Selection{})
	f, err := closed.Feed(t.Context(), id)
	if err != nil || f.Fetch.Class != "robots" || len(p.requests()) != before || f.Fetch.Next.Sub(f.Fetch.Checked) < 12*time.Hour {
		t.Errorf("it is %+v after %q, %v", f.Fetch, p.requests()[before:], err)
	}
}

func TestAMapOfNewsIsOfferedAndRead(t *testing.T) {
	p := newPressPage(t)
	p.main.Store("<h1>Welcome</h1>")
	p.robots.Store("Sitemap: {site}/news.xml\n")
	p.news.Store(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
		<url><loc>{site}/a</loc><n:news><n:publication><n:name>The Town</n:name><n:language>en</n:language></n:publication><n:publication_date>2026-01-05</n:publication_date><n:title>Bridge opens</n:title></n:news></url>
		<url><loc>{site}/b</loc><n:news><n:publication><n:name>The Town</n:name><n:language>en</n:language></n:publication><n:publication_date>2026-01-06</n:publication_date><n:title>Bridge closes</n:title></n:news></url></urlset>`)
	core := openCore(t, Config{})
	list, err := core.FindWith(t.Context(), Lookup{Text: p.URL + "/press/", Page: true})
	if err != nil || len(list) != 1 || list[0].URL != p.URL+"/news.xml" {
		t.Errorf("the page leads to %+v, %v", list, err)
	}
	list, err = core.FindWith(t.Context(), Lookup{Text: p.URL + "/news.xml"})
	if err != nil || len(list) != 1 || list[0].Recipe.Kind != feeds.RecipeMap || list[0].Samples[0].Title != "Bridge closes" || list[0].Title != "The Town" {
		t.Fatalf("found are %+v, %v", list, err)
	}
	id, err := core.Subscribe(t.Context(), list[0], 0)
	if err != nil {
		t.Fatal(err)
	}
	refresh(t, core, Selection{})
	if got := listed(t, core, feeds.Scope{Feed: id}); len(got) != 2 || got[0].Title != "Bridge closes" || got[0].Published.Format("2006-01-02") != "2026-01-06" {
		t.Errorf("read are %+v", got)
	}
}

func TestARecipeTravelsInAListOfSubscriptions(t *testing.T) {
	core := openCore(t, Config{})
	r := feeds.Recipe{Kind: feeds.RecipeList, Items: `li[data-kind="a"] > div`, Date: ".when"}
	if _, err := core.Subscribe(t.Context(), Found{URL: "https://paper.example/press", Title: "Press", Recipe: r}, 0); err != nil {
		t.Fatal(err)
	}
	var list bytes.Buffer
	if err := core.Export(t.Context(), &list); err != nil {
		t.Fatal(err)
	}
	other := openCore(t, Config{})
	if _, _, err := other.Import(t.Context(), bytes.NewReader(list.Bytes())); err != nil {
		t.Fatal(err)
	}
	got, err := other.Feeds(t.Context())
	if err != nil || !slices.ContainsFunc(got, func(f feeds.Feed) bool { return f.Recipe == r }) {
		t.Errorf("imported are %+v, %v; from %s", got, err, list.String())
	}
}
