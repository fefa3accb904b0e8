package app

import (
	"context"
	"fmt"
	"time"

	"tidings/feeds"
	"tidings/feeds/discover"
	"tidings/feeds/query"
	"tidings/storage"
)

// Articles returns the page of a scope that follows a cursor.
func (c *Core) Articles(ctx context.Context, in feeds.Scope, after feeds.Cursor, limit int) (feeds.Page, error) {
	return c.db.Articles(ctx, in, after, limit)
}

// Article returns one article without its text.
func (c *Core) Article(ctx context.Context, id feeds.ArticleID) (feeds.Article, error) {
	return c.db.Article(ctx, id)
}

// Body returns the text of an article.
func (c *Core) Body(ctx context.Context, id feeds.ArticleID) (feeds.Body, error) {
	return c.db.Body(ctx, id)
}

// Feeds returns all subscriptions in the order of the sidebar, with counts.
func (c *Core) Feeds(ctx context.Context) ([]feeds.Feed, error) { return c.db.Feeds(ctx) }

// Feed returns one subscription.
func (c *Core) Feed(ctx context.Context, id feeds.FeedID) (feeds.Feed, error) {
	return c.db.Feed(ctx, id)
}

// Folders returns all folders in the order of the sidebar, with counts.
func (c *Core) Folders(ctx context.Context) ([]feeds.Folder, error) { return c.db.Folders(ctx) }

// Counts returns what the sidebar shows.
func (c *Core) Counts(ctx context.Context) (feeds.Counts, error) {
	return c.db.Counts(ctx, Today(c.now()))
}

// Today is when the day of now began, in its time zone.
func Today(now time.Time) time.Time {
	y, m, d := now.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, now.Location())
}

// TopicCounts counts the articles of a scope by topic, whatever topics the scope
// itself asks for.
func (c *Core) TopicCounts(ctx context.Context, in feeds.Scope) (map[feeds.Topic]int, error) {
	in.Topics, in.Without = nil, nil
	return c.db.TopicCounts(ctx, in)
}

// MarkStart and MarkEnd stand around what a search found, in a snippet.
const (
	MarkStart = storage.MarkStart
	MarkEnd   = storage.MarkEnd
)

// Snippets are the places where a search found its words, by article.
func (c *Core) Snippets(ctx context.Context, ids []feeds.ArticleID, text string) (map[feeds.ArticleID]string, error) {
	expr, err := c.parse(text)
	if err != nil {
		return nil, err
	}
	return c.db.Snippets(ctx, ids, query.Words(expr), query.Patterns(expr)...)
}

// StoryArticles returns the articles of a story that are in a scope, latest first,
// without the one that a list by story shows for them: what unfolds below it.
func (c *Core) StoryArticles(ctx context.Context, id feeds.StoryID, in feeds.Scope) ([]feeds.Article, error) {
	return c.db.StoryArticles(ctx, id, in)
}

// Publisher names whose feed one is; feeds of one name are one voice.
func (c *Core) Publisher(f feeds.Feed) string { return discover.Publisher(f) }

// Opened marks an article as read because the reader opened it, and remembers that. It
// is no step that Undo takes back.
func (c *Core) Opened(ctx context.Context, id feeds.ArticleID) error {
	read := true
	if err := c.db.NoteOpened(ctx, id); err != nil {
		return fmt.Errorf("open article %d: %w", id, err)
	}
	return c.setStatus(ctx, storage.Change{Read: &read, Quiet: true}, []feeds.ArticleID{id})
}

// SetRead marks articles as read or unread.
func (c *Core) SetRead(ctx context.Context, read bool, ids ...feeds.ArticleID) error {
	return c.setStatus(ctx, storage.Change{Read: &read}, ids)
}

// SetStarred stars articles or takes their stars away.
func (c *Core) SetStarred(ctx context.Context, starred bool, ids ...feeds.ArticleID) error {
	return c.setStatus(ctx, storage.Change{Starred: &starred}, ids)
}

// SetLater puts articles on the list to read later or takes them off.
func (c *Core) SetLater(ctx context.Context, later bool, ids ...feeds.ArticleID) error {
	return c.setStatus(ctx, storage.Change{Later: &later}, ids)
}

func (c *Core) setStatus(ctx context.Context, ch storage.Change, ids []feeds.ArticleID) error {
	if err := c.db.SetStatus(ctx, ids, ch); err != nil {
		return fmt.Errorf("mark articles: %w", err)
	}
	c.notify(Change{Feeds: true, Articles: true})
	if ch.Starred != nil && *ch.Starred || ch.Later != nil && *ch.Later {
		c.goOn() // what is marked is kept ready
	}
	return nil
}

// MarkAllRead marks everything in a scope as read but what arrived after newest
// (see feeds.Page; zero: all): what came while the reader looked stays unread.
func (c *Core) MarkAllRead(ctx context.Context, in feeds.Scope, newest feeds.ArticleID) (int, error) {
	n, err := c.db.MarkAllRead(ctx, in, newest)
	if err != nil {
		return 0, fmt.Errorf("mark all read: %w", err)
	}
	c.notify(Change{Feeds: true, Articles: true})
	return n, nil
}

// Undo takes back the last thing the reader did, also after a restart, and says
// what it was. storage.ErrGone says that nothing of it is left; the next Undo goes on
// with what was before.
func (c *Core) Undo(ctx context.Context) (string, error) {
	what, err := c.db.Undo(ctx)
	if err != nil {
		return "", fmt.Errorf("undo: %w", err)
	}
	c.notify(Change{Feeds: true, Articles: true, Derived: true, Offline: true, Followed: true})
	c.noteTopics(ctx)
	c.derive.recheck(ctx)
	c.goOn()
	return what, nil
}

// Setting returns what was kept under a key, empty if nothing was.
func (c *Core) Setting(ctx context.Context, key string) (string, error) {
	return c.db.Setting(ctx, key)
}

// SetSetting keeps a value under a key.
func (c *Core) SetSetting(ctx context.Context, key, value string) error {
	return c.db.SetSetting(ctx, key, value)
}

// Backup writes a verified copy of the file.
func (c *Core) Backup(ctx context.Context, path string) error {
	ctx, end := c.while(ctx)
	defer end()
	defer c.rested()
	return c.db.Backup(ctx, path)
}

func contextWithin(d time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), d)
}
