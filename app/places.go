package app

import (
	"context"
	"fmt"

	"tidings/feeds"
)

// Place is where the reader was in an article when they left it; the zero place: at
// its beginning, or through with it.
func (c *Core) Place(ctx context.Context, id feeds.ArticleID) (feeds.Place, error) {
	return c.db.Place(ctx, id)
}

// SavePlace remembers where the reader is in an article. It is quick and may be called
// whenever an article is left or scrolled; nobody is told.
func (c *Core) SavePlace(ctx context.Context, id feeds.ArticleID, p feeds.Place) error {
	return c.db.SavePlace(ctx, id, p)
}

// FeedSetting returns what was kept under a name for one feed, empty if nothing was:
// such as how its articles are set. With the zero feed it is what holds for all that
// have nothing of their own.
func (c *Core) FeedSetting(ctx context.Context, id feeds.FeedID, name string) (string, error) {
	return c.db.Setting(ctx, feedSettingKey(id, name))
}

// SetFeedSetting keeps a value under a name for one feed.
func (c *Core) SetFeedSetting(ctx context.Context, id feeds.FeedID, name, value string) error {
	return c.db.SetSetting(ctx, feedSettingKey(id, name), value)
}

func feedSettingKey(id feeds.FeedID, name string) string {
	if id == 0 {
		return name
	}
	return fmt.Sprintf("feed/%d/%s", id, name)
}
