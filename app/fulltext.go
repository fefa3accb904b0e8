package app

import (
	"context"
	"errors"
	"fmt"

	"tidings/feeds"
	"tidings/feeds/content"
	"tidings/feeds/extract"
	"tidings/feeds/fetch"
)

// errNoLink says that an article has no page of its own.
var errNoLink = errors.New("the article has no address")

// FullText fetches an article's page and stores the article that is on it. The
// feed's own text stays one key away.
func (c *Core) FullText(ctx context.Context, id feeds.ArticleID) error {
	ctx, cancel := c.while(ctx)
	defer cancel()
	a, err := c.db.Article(ctx, id)
	if err != nil {
		return fmt.Errorf("full text: %w", err)
	}
	if a.Link == "" {
		return fmt.Errorf("full text of %q: %w", a.Title, errNoLink)
	}
	page, err := c.extract(ctx, a.Link)
	if err != nil {
		return fmt.Errorf("full text of %s: %w", a.Link, err)
	}
	body, err := c.db.Body(ctx, id)
	if err != nil {
		return fmt.Errorf("full text of %s: %w", a.Link, err)
	}
	if err := c.nameBy(ctx, a, page.Title); err != nil {
		return fmt.Errorf("full text of %s: %w", a.Link, err)
	}
	if !page.Better(content.Process(body.HTML, a.Link)) {
		why := extract.ErrNoArticle
		if page.Paywall {
			why = extract.ErrPaywall
		}
		return fmt.Errorf("full text of %s: %w", a.Link, why)
	}
	if err := c.db.SaveFullText(ctx, id, page.HTML, page.Text, page.Words, page.Image); err != nil {
		return fmt.Errorf("full text of %s: %w", a.Link, err)
	}
	c.notify(Change{Articles: true})
	c.Derive()
	return nil
}

// maxPages is how many pages of one article are fetched at most.
const maxPages = 10

// extract fetches the article at an address, page after page where it has
// several. A later page that cannot be had ends the article where it is.
func (c *Core) extract(ctx context.Context, address string) (*extract.Article, error) {
	a, err := c.extractPage(ctx, address)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{address: true}
	for pages := 1; pages < maxPages && a.Next != "" && !seen[a.Next]; pages++ {
		seen[a.Next] = true
		next, err := c.extractPage(ctx, a.Next)
		if err != nil {
			c.log.Info("page of an article not fetched", "url", a.Next, "err", err)
			break
		}
		if !a.Append(next) {
			break
		}
	}
	return a, ctx.Err()
}

func (c *Core) extractPage(ctx context.Context, address string) (*extract.Article, error) {
	r, err := c.fetch.Get(ctx, fetch.Request{URL: address, Accept: fetch.AcceptPage})
	if err != nil {
		return nil, err
	}
	if err := c.net.pretender(); err != nil {
		return nil, err
	}
	return c.hints().Page(r.Body, r.ContentType, r.URL)
}
