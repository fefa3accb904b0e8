package app

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"tidings/feeds"
	"tidings/storage"
)

// What the panes and the terminal are told about; storage says what the fields mean.
type (
	Limit    = storage.Limit
	Preview  = storage.Preview
	Outgo    = storage.Outgo
	Revision = storage.Revision
	Done     = storage.Done
)

// CountLimit is up to how many articles the sidebar counts for a saved search.
const CountLimit = 999

// Searches returns the saved searches in the order of the sidebar.
func (c *Core) Searches(ctx context.Context) ([]feeds.Search, error) { return c.db.Searches(ctx) }

// SaveSearch saves a new search, last in the sidebar, if it has no ID; else it
// changes the one with this ID, and a new position moves the others. Without a name
// it is called by what it looks for.
func (c *Core) SaveSearch(ctx context.Context, x feeds.Search) (feeds.SearchID, error) {
	x.Name = named(x.Name, x.Scope)
	id, err := c.db.SaveSearch(ctx, x)
	if err == nil {
		c.notify(Change{Feeds: true})
	}
	return id, err
}

// named is a name for a scope, if the reader gave none.
func named(name string, in feeds.Scope) string {
	return cmp.Or(strings.TrimSpace(name), strings.TrimSpace(in.Text), "Everything")
}

// DeleteSearch forgets a saved search.
func (c *Core) DeleteSearch(ctx context.Context, id feeds.SearchID) error {
	if err := c.db.DeleteSearch(ctx, id); err != nil {
		return fmt.Errorf("delete search: %w", err)
	}
	c.notify(Change{Feeds: true})
	return nil
}

// SearchCounts tells how many unread articles each saved search has, CountLimit at
// most.
func (c *Core) SearchCounts(ctx context.Context) (map[feeds.SearchID]int, error) {
	return c.db.SearchCounts(ctx, CountLimit)
}

// CountArticles tells how many articles are in a scope, and most+1 if there are more
// than most.
func (c *Core) CountArticles(ctx context.Context, in feeds.Scope, most int) (int, error) {
	return c.db.CountArticles(ctx, in, most)
}

// Rules returns the rules in the order in which they are applied.
func (c *Core) Rules(ctx context.Context) ([]feeds.Rule, error) { return c.db.Rules(ctx) }

// SaveRule saves a new rule, last in the list, if it has no ID; else it changes the
// one with this ID. It is applied to what arrives from now on and, with existing, to
// what is stored; changed tells how many articles that changed. What it would do can
// be seen before by listing or counting its scope.
func (c *Core) SaveRule(ctx context.Context, r feeds.Rule, existing bool) (id feeds.RuleID, changed int, err error) {
	r.Name = named(r.Name, r.Scope)
	id, changed, err = c.db.SaveRule(ctx, r, existing)
	if err == nil {
		c.notify(Change{Feeds: true, Articles: changed > 0})
	}
	return id, changed, err
}

// DeleteRule forgets a rule. What it did stays.
func (c *Core) DeleteRule(ctx context.Context, id feeds.RuleID) error {
	if err := c.db.DeleteRule(ctx, id); err != nil {
		return fmt.Errorf("delete rule: %w", err)
	}
	c.notify(Change{Feeds: true})
	return nil
}

// Note is what the reader wrote about an article; empty: nothing.
func (c *Core) Note(ctx context.Context, id feeds.ArticleID) (string, error) {
	return c.db.Note(ctx, id)
}

// SetNote writes a note about an article in place of the one before; an empty one
// takes it away.
func (c *Core) SetNote(ctx context.Context, id feeds.ArticleID, text string) error {
	if err := c.db.SetNote(ctx, id, text); err != nil {
		return err
	}
	c.notify(Change{Articles: true, Derived: true})
	return nil
}

// AmendNote keeps a note that is being written, and began as before. All of it is one
// thing that Undo takes back.
func (c *Core) AmendNote(ctx context.Context, id feeds.ArticleID, before, text string) error {
	if err := c.db.AmendNote(ctx, id, before, text); err != nil {
		return err
	}
	c.notify(Change{Articles: true, Derived: true})
	return nil
}

// DeleteArticles puts articles into the bin. Their feeds do not bring them back.
func (c *Core) DeleteArticles(ctx context.Context, ids ...feeds.ArticleID) error {
	if err := c.db.DeleteArticles(ctx, ids); err != nil {
		return fmt.Errorf("delete articles: %w", err)
	}
	c.notify(Change{Feeds: true, Articles: true})
	return nil
}

// RestoreArticles brings articles back from the bin.
func (c *Core) RestoreArticles(ctx context.Context, ids ...feeds.ArticleID) error {
	if err := c.db.RestoreArticles(ctx, ids); err != nil {
		return fmt.Errorf("restore articles: %w", err)
	}
	c.notify(Change{Feeds: true, Articles: true, Derived: true})
	c.Derive() // of some nothing was derived before they were deleted
	return nil
}

// EmptyBin destroys what the bin shows. It cannot be taken back.
func (c *Core) EmptyBin(ctx context.Context) (articles int, err error) {
	articles, err = c.db.ClearBin(ctx)
	if articles > 0 {
		c.notify(Change{Feeds: true, Articles: true})
	}
	return articles, err
}

// Keep is how much is kept of feeds for which neither they nor the folders around
// them say it.
func (c *Core) Keep(ctx context.Context) (feeds.Keep, error) { return c.db.Keep(ctx) }

// SetKeep changes that.
func (c *Core) SetKeep(ctx context.Context, k feeds.Keep) error {
	return c.limit(c.db.SetKeep(ctx, k))
}

// SetFeedKeep says how much of a feed is kept.
func (c *Core) SetFeedKeep(ctx context.Context, id feeds.FeedID, k feeds.Keep) error {
	return c.limit(c.db.SetFeedKeep(ctx, id, k))
}

// SetFolderKeep says how much is kept of the feeds in a folder, as far as they and
// folders inside do not say it.
func (c *Core) SetFolderKeep(ctx context.Context, id feeds.FolderID, k feeds.Keep) error {
	return c.limit(c.db.SetFolderKeep(ctx, id, k))
}

// limit ends a change of a limit.
func (c *Core) limit(err error) error {
	if err != nil {
		return fmt.Errorf("change how much is kept: %w", err)
	}
	c.notify(Change{Feeds: true})
	return nil
}

// TidyPreview tells what Tidy would take away, with the limits as they are or, if
// change is not nil, as they would be with that one.
func (c *Core) TidyPreview(ctx context.Context, change *Limit) (Preview, error) {
	return c.db.TidyPreview(ctx, change)
}

// Tidy puts into the bin what is beyond the limits. Nothing that is starred, unread,
// noted or to be read later goes. It happens by itself while the window is open.
func (c *Core) Tidy(ctx context.Context) (articles int, err error) {
	ctx, end := c.while(ctx)
	defer end()
	articles, err = c.db.Tidy(ctx)
	if articles > 0 {
		c.notify(Change{Feeds: true, Articles: true})
	}
	return articles, err
}

// Revisions are what an article was before its publisher changed it, latest first.
func (c *Core) Revisions(ctx context.Context, id feeds.ArticleID) ([]Revision, error) {
	return c.db.Revisions(ctx, id)
}

// History is what Undo would take back, in this order.
func (c *Core) History(ctx context.Context, limit int) ([]Done, error) {
	return c.db.History(ctx, limit)
}

// Names returns what the search box offers. It looks at the newest articles only.
func (c *Core) Names(ctx context.Context) (SearchNames, error) {
	names := SearchNames{Topics: append(c.ownNames(), feeds.Topics...)}
	list, err := c.db.Feeds(ctx)
	if err != nil {
		return names, fmt.Errorf("names to search for: %w", err)
	}
	folders, err := c.db.Folders(ctx)
	if err != nil {
		return names, fmt.Errorf("names to search for: %w", err)
	}
	for _, f := range list {
		names.Feeds = append(names.Feeds, f.Name())
	}
	for _, f := range folders {
		names.Folders = append(names.Folders, f.Name)
	}
	if names.Authors, names.Languages, err = c.db.Frequent(ctx); err != nil {
		return names, fmt.Errorf("names to search for: %w", err)
	}
	return names, nil
}
