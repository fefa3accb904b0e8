package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
	"tidings/feeds/discover"
	"tidings/feeds/listing"
)

// ErrOnlyPage says that a site has no feed, and that its page could be read instead, which
// a person has to look at first.
var ErrOnlyPage = errors.New("no feed, but a page that can be read")

// ByPage is the How of what is read from a page or a map of a site that has no feed.
const ByPage = "page"

// pagesKept is how many pages of a search are looked at for lists of articles.
const pagesKept = 2

// keep keeps the first pages that come: the one that was asked for, and the front page.
func (f *finder) keep(a discover.Answer) {
	f.telling.Lock()
	defer f.telling.Unlock()
	if strings.Contains(a.ContentType, "html") && len(f.pages) < pagesKept {
		f.pages = append(f.pages, a)
	}
}

// left reports whether one more request may be made.
func (f *finder) left() bool {
	f.telling.Lock()
	defer f.telling.Unlock()
	return f.asked < MostRequests
}

// more asks for another address, if that many requests may be made.
func (f *finder) more(ctx context.Context, address string) (discover.Answer, error) {
	if !f.left() {
		return discover.Answer{}, discover.ErrTooMany
	}
	return f.get(ctx, address, f.left)
}

// openPage asks for the page that a person wants to be read.
func (f *finder) openPage(ctx context.Context) ([]Found, error) {
	addresses, err := discover.Address(f.lookup.Text)
	if err != nil {
		return nil, err
	}
	var first error
	for _, address := range addresses {
		a, err := f.more(ctx, address)
		if err != nil {
			first = cmp.Or(first, err)
			continue
		}
		if listing.IsMap(a.Body) {
			return []Found{f.mapAt(ctx, address, a)}, nil
		}
		list, err := f.offers(ctx)
		if err == nil && len(list) == 0 {
			err = fmt.Errorf("read the page %s: %w", address, errNoOffer)
		}
		return list, err
	}
	return nil, first
}

// errNoOffer says that there is no list of articles on a page.
var errNoOffer = errors.New("no articles found on the page")

// offers are the ways to read the pages that came, the best first, and the maps that the
// site names: as far as it lets programs read them. The error is feeds.ErrRobots if that
// is the only reason why there are none.
func (f *finder) offers(ctx context.Context) ([]Found, error) {
	if len(f.pages) == 0 {
		return nil, nil
	}
	said := f.robots(ctx, f.pages[0].URL)
	var out []Found
	var closed error
	for _, page := range f.pages {
		list := f.read(page)
		if len(list) == 0 {
			continue
		}
		if err := letsIn(said, page.URL, robotsAddress(page.URL)); err != nil {
			closed = err
			continue
		}
		out = list
		break
	}
	for _, address := range said.Maps {
		m, ok := f.tryMap(ctx, said, address)
		if ok {
			out = append(out, m)
			break
		}
	}
	if len(out) > 0 {
		closed = nil
	}
	return out, closed
}

// robots is what the site of a page asks of programs; if it cannot be had, or no request
// is left, it is asked before the page is read for the first time.
func (f *finder) robots(ctx context.Context, page string) listing.Robots {
	at := robotsAddress(page)
	if said, ok := f.core.robots.known(at, f.core.now()); ok {
		return said
	}
	a, err := f.more(ctx, at)
	switch {
	case err == nil:
		said := parseRobots(a.Body, a.ContentType)
		f.core.robots.keep(at, said, f.core.now())
		return said
	case asksNothing(err):
		f.core.robots.keep(at, listing.Robots{}, f.core.now())
	}
	return listing.Robots{}
}

// read are the ways to read a page.
func (f *finder) read(page discover.Answer) []Found {
	var out []Found
	for _, offer := range listing.Find(listing.Source{Body: page.Body, ContentType: page.ContentType, URL: page.URL, Now: time.Now()}) {
		out = append(out, f.foundPage(page.URL, offer.Recipe, page))
	}
	return out
}

func (f *finder) foundPage(address string, r feeds.Recipe, a discover.Answer) Found {
	out := Found{URL: address, How: ByPage, Recipe: r}
	out.read(a)
	if f.isOwn(address) {
		out.login = f.lookup.Login
	}
	return out
}

// mapAt reads a map that was asked for. Of a map of maps, it reads the one that has what
// is new.
func (f *finder) mapAt(ctx context.Context, address string, a discover.Answer) Found {
	recipe := feeds.Recipe{Kind: feeds.RecipeMap}
	newest, ok := listing.Newest(listing.Source{Body: a.Body, ContentType: a.ContentType, URL: a.URL, Now: time.Now()})
	if ok && newest != "" {
		child, err := f.more(ctx, newest)
		if err != nil {
			return Found{URL: address, How: ByPage, Recipe: recipe, Format: pageFormats[recipe.Kind], Title: hostOf(address), Err: err}
		}
		a = child
	}
	out := f.foundPage(address, recipe, a)
	out.Title = cmp.Or(out.Title, hostOf(address))
	out.Also = nil // a map of another month is not another address
	return out
}

// tryMap asks for a map that a site names. It is worth showing if it says when its pages
// were written.
func (f *finder) tryMap(ctx context.Context, said listing.Robots, address string) (Found, bool) {
	u, err := url.Parse(address)
	if err != nil || !f.left() || hostOf(address) != hostOf(f.pages[0].URL) || !said.Allows(u.String()) {
		return Found{}, false
	}
	a, err := f.more(ctx, address)
	if err != nil || !listing.IsMap(a.Body) {
		return Found{}, false
	}
	m := f.mapAt(ctx, address, a)
	return m, m.Err == nil && !m.Newest.IsZero()
}

// Adjusted is the page of f, read by another recipe. Its Err says why that finds nothing.
func (f Found) Adjusted(r feeds.Recipe) Found {
	if f.page == nil {
		return f
	}
	out := Found{URL: f.URL, How: f.How, Recipe: r, Subscribed: f.Subscribed, Under: f.Under, Title: f.Title, login: f.login}
	out.read(*f.page)
	return out
}

// ListRecipe is the recipe for the list of headlines on the page of f, to be adjusted: its own
// if it is one, else the one that is found; the zero Recipe: none is.
func (f Found) ListRecipe() feeds.Recipe {
	if f.Recipe.Kind == feeds.RecipeList || f.page == nil {
		return f.Recipe
	}
	for _, o := range listing.Find(listing.Source{Body: f.page.Body, ContentType: f.page.ContentType, URL: f.page.URL, Now: time.Now()}) {
		if o.Recipe.Kind == feeds.RecipeList {
			return o.Recipe
		}
	}
	return feeds.Recipe{Kind: feeds.RecipeList}
}

// PageOf asks for the page that a feed is read from, or would be. The first Found is as it
// is read now, if it is a page, with why that finds nothing; then the ways that are found.
func (c *Core) PageOf(ctx context.Context, id feeds.FeedID) ([]Found, error) {
	ctx, cancel := c.while(ctx)
	defer cancel()
	f, err := c.db.Feed(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("look at the page of feed %d: %w", id, err)
	}
	asking := f
	asking.Fetch = feeds.FetchState{} // it is wanted, changed or not
	req, err := c.request(ctx, asking)
	if err != nil {
		return nil, fmt.Errorf("look at the page %s: %w", f.URL, err)
	}
	resp, err := c.documentOf(ctx, feeds.Feed{URL: f.URL, Recipe: cmp.Or(f.Recipe, feeds.Recipe{Kind: feeds.RecipeList})}, req)
	if err != nil {
		return nil, fmt.Errorf("look at the page %s: %w", f.URL, err)
	}
	a := discover.Answer{URL: resp.URL, ContentType: resp.ContentType, Header: resp.Header, Body: resp.Body}
	finding := &finder{core: c, lookup: Lookup{Text: f.URL}}
	var out []Found
	if !f.Recipe.Proper() {
		out = append(out, finding.foundPage(f.URL, f.Recipe, a))
	}
	for _, way := range finding.read(a) {
		if way.Recipe != f.Recipe {
			way.URL = f.URL
			out = append(out, way)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("look at the page %s: %w", f.URL, errNoOffer)
	}
	return out, nil
}

// ChangeRecipe says how a feed is read, and asks it at once. The zero Recipe makes it a
// feed proper. Articles stay; Undo gives the old recipe back. The error says in a sentence
// which selector cannot be understood (see Explain).
func (c *Core) ChangeRecipe(ctx context.Context, id feeds.FeedID, r feeds.Recipe) (Report, error) {
	if err := listing.Check(r); err != nil {
		return Report{}, fmt.Errorf("change how feed %d is read: %w", id, err)
	}
	f, err := c.db.Feed(ctx, id)
	if err != nil {
		return Report{}, fmt.Errorf("change how feed %d is read: %w", id, err)
	}
	f.Recipe = r
	if err := c.ChangeFeed(ctx, f); err != nil {
		return Report{}, err
	}
	return c.Refresh(ctx, Selection{Feed: id})
}

// selectorFields are the fields of a recipe as a person calls them.
var selectorFields = map[string]string{
	"items": "the articles", "title": "the headline", "link": "the link", "date": "the date", "lead": "the lead", "picture": "the picture", "author": "the author",
}

// explainSelector tells what is wrong with a selector.
func explainSelector(e *listing.SelectorError) string {
	return fmt.Sprintf("The selector of %s, “%s”, is not one of CSS: a name of an element, .class, #id, or several of them.", selectorFields[e.Field], e.Text)
}

// RecipeWords say how a feed is read that is none; empty: it is one.
func RecipeWords(r feeds.Recipe) string {
	switch r.Kind {
	case feeds.RecipeData:
		return "What the page says of its articles for programs"
	case feeds.RecipeMap:
		return "The map of the site"
	case feeds.RecipeList:
		parts := []string{"The list of headlines on the page"}
		for _, f := range []struct{ name, text string }{{"articles", r.Items}, {"headline", r.Title}, {"link", r.Link}, {"date", r.Date}, {"lead", r.Lead}, {"picture", r.Picture}, {"author", r.Author}} {
			if f.text != "" {
				parts = append(parts, f.name+" at “"+f.text+"”")
			}
		}
		return strings.Join(parts, "; ")
	}
	return ""
}

// OnlyPages reports whether all that was found are pages and maps that are read in place of
// feeds.
func OnlyPages(list []Found) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(f Found) bool { return f.Recipe.Proper() })
}
