package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"tidings/feeds"
	"tidings/feeds/content"
	"tidings/feeds/extract"
	"tidings/storage"
)

// errNoPage says that an address is none of a page.
var errNoPage = errors.New("not the address of a page")

// Clip puts a page aside to be read later: the article that is stored of it
// already, else the article that is found on it now, in a feed of its own that no
// server is asked for. Undo takes the mark away; the page stays until it is
// deleted.
func (c *Core) Clip(ctx context.Context, address string) (feeds.ArticleID, error) {
	ctx, cancel := c.while(ctx)
	defer cancel()
	address = pageAddress(address)
	if address == "" {
		return 0, fmt.Errorf("save page: %w", errNoPage)
	}
	id, err := c.db.ArticleByLink(ctx, address)
	if errors.Is(err, feeds.ErrNotFound) {
		id, err = c.clip(ctx, address)
	}
	if err != nil {
		return 0, fmt.Errorf("save %s: %w", address, err)
	}
	return id, c.SetLater(ctx, true, id)
}

// pageAddress is what a person may have pasted as the address of a page; empty if
// it is none.
func pageAddress(text string) string {
	text = strings.TrimSpace(text)
	if content.Absolute(text, "") == "" && !strings.Contains(text, ":") {
		text = "https://" + text
	}
	return feeds.CleanLink(content.Absolute(text, ""))
}

// clip fetches a page and stores the article on it.
func (c *Core) clip(ctx context.Context, address string) (feeds.ArticleID, error) {
	page, err := c.extract(ctx, address)
	if err != nil {
		return 0, err
	}
	feed, err := c.db.AddFeed(ctx, feeds.Feed{URL: feeds.SavedPages, Title: "Saved pages", Paused: true})
	if err != nil && !errors.Is(err, feeds.ErrExists) {
		return 0, err
	}
	f, err := c.db.Feed(ctx, feed)
	if err != nil {
		return 0, err
	}
	entry := clipping(page, address)
	matches, err := c.db.Known(ctx, feed, []feeds.Entry{entry})
	if err != nil {
		return 0, err
	}
	saved, err := c.db.SaveFetch(ctx, storage.Fetched{Feed: feed, State: f.Fetch, Articles: []storage.Incoming{{
		Entry: entry, Match: matches[0], Body: feeds.Body{HTML: page.HTML, Text: page.Text},
	}}})
	if err != nil {
		return 0, err
	}
	c.notify(Change{Feeds: true, Articles: true})
	c.Derive()
	if len(saved.New) == 0 {
		return c.db.ArticleByLink(ctx, address)
	}
	return saved.New[0], nil
}

// clipping is a page as an entry of the feed of saved pages.
func clipping(page *extract.Article, address string) feeds.Entry {
	a := feeds.Article{
		GUID: address, Link: address, Title: cmp.Or(page.Title, address), Language: page.Language,
		Image: page.Image, Published: page.Published, Updated: page.Modified, Words: page.Words,
		Lead: content.Lead(page.Text, leadRunes), FullText: true,
	}
	for name := range strings.SplitSeq(page.Author, ", ") {
		if name != "" {
			a.Authors = append(a.Authors, feeds.Author{Name: name})
		}
	}
	if page.Site != "" {
		a.Categories = []string{page.Site}
	}
	return feeds.Entry{Article: a, Content: page.HTML}
}
