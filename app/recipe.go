package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tidings/feeds"
	"tidings/feeds/fetch"
	"tidings/feeds/listing"
)

// pageRest is how long a page that is read in place of a feed is left alone, unless the
// reader sets a rhythm: it is larger than a feed, and was made for people.
const pageRest = time.Hour

// beforeFirst is how long ago what has no date and was on a page when that was read first
// counts as received: it was there before, so it is not news of today, and nothing says
// how old it is.
const beforeFirst = 24 * time.Hour

// documentOf asks for the document of a feed; where a page or a map is read in place of
// one, as far as its site lets programs read it. Of a map of maps it is the one that has
// what is new.
func (c *Core) documentOf(ctx context.Context, f feeds.Feed, req fetch.Request) (*fetch.Response, error) {
	if f.Recipe.Proper() {
		return c.fetch.Get(ctx, req)
	}
	if err := c.mayRead(ctx, req); err != nil {
		return nil, err
	}
	req.Accept = fetch.AcceptPage
	resp, err := c.fetch.Get(ctx, req)
	if err != nil || resp.NotModified || f.Recipe.Kind != feeds.RecipeMap {
		return resp, err
	}
	newest, ok := listing.Newest(source(resp, c.now()))
	if !ok || newest == "" {
		return resp, nil
	}
	resp.Release()
	req.URL, req.ETag, req.LastModified = newest, "", ""
	if err := c.mayRead(ctx, req); err != nil {
		return nil, err
	}
	child, err := c.fetch.Get(ctx, req)
	if err != nil {
		return nil, err
	}
	// It is another one some day, so neither its validators nor its address are the feed's.
	child.ETag, child.LastModified, child.URL, child.Permanent = "", "", resp.URL, resp.Permanent
	return child, nil
}

func source(resp *fetch.Response, now time.Time) listing.Source {
	return listing.Source{Body: resp.Body, ContentType: resp.ContentType, URL: resp.URL, Now: now}
}

// readAs reads the document of an answer as a feed, or as a recipe says.
func readAs(r feeds.Recipe, resp *fetch.Response, now time.Time) (*feeds.Document, error) {
	if r.Proper() {
		return read(resp)
	}
	doc, err := listing.Read(source(resp, now), r)
	if errors.Is(err, feeds.ErrNoList) { // a feed in its place is better
		if feed, noFeed := read(resp); noFeed == nil {
			return feed, nil
		}
	}
	if err != nil && resp.Cut { // which is why
		err = resp.CutBy
	}
	return doc, err
}

// notePage keeps what a page's list is, and not what its bytes are: each answer has
// another advertisement in it.
func (a *answer) notePage(old feeds.FetchState, now time.Time) {
	a.State.BodyHash, a.State.Changed = listHash(a.Meta.Entries), now
	if a.State.BodyHash == old.BodyHash {
		a.State.Changed = old.Changed
	}
}

// listHash changes when a list has another article, title or date.
func listHash(list []feeds.Entry) string {
	var text []byte
	for _, e := range list {
		text = fmt.Appendf(text, "%s\x00%s\x00%d\x00", e.Link, e.Title, e.Published.Unix())
	}
	return fetch.Hash(text)
}

// restsPage leaves a page alone for an hour.
func (a *answer) restsPage(f feeds.Feed, now time.Time) {
	least := now.Add(pageRest + time.Duration(jitter(f.URL)*float64(pageRest/10)))
	if f.Every > 0 || a.State.Next.IsZero() || !a.State.Next.Before(least) {
		return
	}
	a.State.Next = least
	a.State.Why += " It is a page and not a feed, and is asked once an hour at most."
}

// wasThere reports whether an entry without a date was on a page before that was read for
// the first time.
func wasThere(f feeds.Feed, e feeds.Entry) bool {
	return !f.Recipe.Proper() && f.Fetch.BodyHash == "" && e.Published.IsZero()
}

// nameBy gives an article the title of its page, if all that was known was its address: of
// the map of a site.
func (c *Core) nameBy(ctx context.Context, a feeds.Article, title string) error {
	if title == "" || title == a.Title || a.Title != listing.Slug(a.Link) {
		return nil
	}
	f, err := c.db.Feed(ctx, a.Feed)
	if err != nil || f.Recipe.Kind != feeds.RecipeMap {
		return err
	}
	return c.db.NameArticle(ctx, a.ID, title)
}
