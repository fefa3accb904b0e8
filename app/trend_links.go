package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"net/url"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
	"tidings/feeds/content"
	"tidings/feeds/discover"
	"tidings/storage"
)

// mostLinks is how many links of an article are remembered: lists of links have as
// many, what has more lists everything.
const mostLinks = 60

// noteLinks remembers which pages articles that are new link to.
func (c *Core) noteLinks(ctx context.Context, work []storage.Work) error {
	own, err := c.sitesOf(ctx, work)
	if err != nil {
		return err
	}
	since := c.now().AddDate(0, 0, -linkDays)
	var out []storage.Link
	for _, w := range work {
		a := w.Article
		if a.Date().Before(since) {
			continue
		}
		// An article whose page lies elsewhere is itself a link to it.
		for _, page := range pagesOf(a.Link, w.Body.Best(), append(own[a.Feed], "")) {
			out = append(out, storage.Link{Page: page, Feed: a.Feed, Article: a.ID, Date: a.Date()})
		}
	}
	return c.db.SaveLinks(ctx, out)
}

// sitesOf are the sites of the feeds that articles came from.
func (c *Core) sitesOf(ctx context.Context, work []storage.Work) (map[feeds.FeedID][]string, error) {
	own := map[feeds.FeedID][]string{}
	for _, w := range work { // of few feeds, where there are hundreds of articles
		own[w.Feed] = nil
	}
	list, err := c.db.FeedsOf(ctx, slices.Collect(maps.Keys(own)))
	for _, f := range list {
		own[f.ID] = []string{siteOf(f.Site), siteOf(f.URL)}
	}
	return own, err
}

// pagesOf are the keys of the pages that an article links to and that are not on one
// of its own sites.
func pagesOf(link, html string, own []string) []int64 {
	var out []int64
	add := func(address string) bool {
		if isPage(address) && !slices.Contains(own, siteOf(address)) {
			if key := storage.PageKey(address); key != 0 && !slices.Contains(out, key) {
				out = append(out, key)
			}
		}
		return len(out) < mostLinks
	}
	add(link)
	for address := range content.Links(html) {
		if !add(address) {
			break
		}
	}
	return out
}

// siteOf is whose page an address is.
func siteOf(address string) string { return discover.Publisher(feeds.Feed{URL: address}) }

// isPage leaves out what many articles link to that is no page of its own: the home
// of a site, and pictures.
func isPage(address string) bool {
	rest, ok := strings.CutPrefix(address, "https://")
	if !ok {
		if rest, ok = strings.CutPrefix(address, "http://"); !ok {
			return false
		}
	}
	_, path, _ := strings.Cut(rest, "/")
	if path == "" {
		return strings.Contains(rest, "?")
	}
	path, _, _ = strings.Cut(path, "?")
	i := strings.LastIndexByte(path, '.')
	return i < 0 || !slices.Contains([]string{"jpg", "jpeg", "png", "gif", "webp", "svg", "avif"}, strings.ToLower(path[i+1:]))
}

// linked is a page with who links to it.
type linked struct {
	page     int64
	articles []storage.Link // the newest first
	sources  int
	worth    float64
}

// findLinks are the pages that most independent sources have linked to lately.
func (c *Core) findLinks(ctx context.Context, now time.Time, by sources) ([]Trend, error) {
	list, err := c.db.SharedLinks(ctx, now.AddDate(0, 0, -linkDays))
	if err != nil {
		return nil, err
	}
	pages := map[int64]*linked{}
	for _, l := range list {
		if pages[l.Page] == nil {
			pages[l.Page] = &linked{page: l.Page}
		}
		pages[l.Page].articles = append(pages[l.Page].articles, l)
	}
	var top []*linked
	for _, p := range pages {
		if p.count(by, now); p.sources >= severalSources {
			top = append(top, p)
		}
	}
	slices.SortFunc(top, func(a, b *linked) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(a.page, b.page))
	})
	var out []Trend
	for _, p := range top {
		if len(out) == trendsShown {
			break
		}
		t, err := c.pageTrend(ctx, p, by, now)
		if err != nil {
			return nil, err
		}
		if t.Sources >= severalSources {
			out = append(out, t)
		}
	}
	return out, nil
}

// count leaves out feeds that link to a page out of habit, and weighs the others: a
// link of two days ago half as much.
func (p *linked) count(by sources, now time.Time) {
	times := map[feeds.FeedID]int{}
	for _, l := range p.articles {
		times[l.Feed]++
	}
	p.articles = slices.DeleteFunc(p.articles, func(l storage.Link) bool { return times[l.Feed] >= storage.Habitual })
	p.sources, p.worth = 0, 0
	seen := map[feeds.FeedID]bool{}
	for _, l := range p.articles {
		if source := by.of(l.Feed); !seen[source] {
			seen[source] = true
			p.sources++
			p.worth += math.Exp2(-max(0, now.Sub(l.Date).Hours()) / 48)
		}
	}
}

// pageTrend finds the address and title of a page. A source that wrote the page
// itself does not count.
func (c *Core) pageTrend(ctx context.Context, p *linked, by sources, now time.Time) (Trend, error) {
	address, err := c.addressOf(ctx, p)
	if err != nil || address == "" {
		return Trend{}, err
	}
	t := Trend{Link: address, Text: shownPage(address)}
	id, err := c.db.ArticleByLink(ctx, address)
	switch {
	case errors.Is(err, feeds.ErrNotFound):
	case err != nil:
		return Trend{}, err
	default:
		a, err := c.db.Article(ctx, id)
		if err != nil {
			return Trend{}, err
		}
		if t.Page = id; a.Title != "" {
			t.Text = a.Title
		}
		author := by.of(a.Feed)
		p.articles = slices.DeleteFunc(p.articles, func(l storage.Link) bool { return by.of(l.Feed) == author })
		p.count(by, now)
	}
	t.Sources = p.sources
	for _, l := range p.articles {
		t.Articles = append(t.Articles, l.Article)
	}
	t.Why = fmt.Sprintf("%s of your sources link to this page", numeral(p.sources))
	return t, nil
}

// addressOf finds the address of a page in an article that links to it; empty if the
// articles were changed since.
func (c *Core) addressOf(ctx context.Context, p *linked) (string, error) {
	for _, l := range p.articles[:min(3, len(p.articles))] {
		a, err := c.db.Article(ctx, l.Article)
		if errors.Is(err, feeds.ErrNotFound) {
			continue
		}
		if err != nil {
			return "", err
		}
		if storage.PageKey(a.Link) == p.page {
			return feeds.CleanLink(a.Link), nil
		}
		body, err := c.db.Body(ctx, l.Article)
		if err != nil {
			return "", err
		}
		for address := range content.Links(body.Best()) {
			if storage.PageKey(address) == p.page {
				return feeds.CleanLink(address), nil
			}
		}
	}
	return "", nil
}

// shownPage is a page's host and the end of its path, in readable form.
func shownPage(address string) string {
	shown := content.ShownAddress(address)
	_, shown, _ = strings.Cut(shown, "://")
	shown, _, _ = strings.Cut(shown, "?")
	host, path, _ := strings.Cut(strings.TrimRight(shown, "/"), "/")
	host = strings.TrimPrefix(host, "www.")
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		path = path[i+1:]
	}
	if plain, err := url.PathUnescape(path); err == nil {
		path = plain
	}
	if i := strings.LastIndexByte(path, '.'); i > 0 && len(path)-i <= 6 {
		path = path[:i]
	}
	words := strings.Join(strings.FieldsFunc(path, func(r rune) bool { return r == '-' || r == '_' || r == '+' || r == ' ' }), " ")
	if words == "" {
		return host
	}
	return host + ": " + words
}

// numeral is a number at the beginning of a sentence.
func numeral(n int) string {
	if n < len(smallNumbers) {
		return smallNumbers[n]
	}
	return fmt.Sprint(n)
}
