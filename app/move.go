package app

import (
	"context"
	"errors"
	"fmt"

	"tidings/feeds"
	"tidings/feeds/fetch"
)

// follow changes the address of a feed that has moved for good, and tells the reader
// of that and of a feed that is gone. Both can be taken back: the address with Undo,
// the other by asking the feed by hand.
func (c *Core) follow(ctx context.Context, f feeds.Feed, s feeds.FetchState) {
	if s.Gone && !f.Fetch.Gone {
		c.tell(RetiredNotice, fmt.Sprintf("The server of “%s” says that this feed is gone for good, so it is not asked any more. Its articles stay.", f.Name()))
		return
	}
	to, ok := fetch.Moved(s)
	if !ok || f.URL == to {
		return
	}
	moved, err := c.db.MoveFeed(ctx, f.ID, to)
	switch {
	case errors.Is(err, feeds.ErrExists):
		if f.Fetch.MovedTimes < s.MovedTimes {
			c.log.Info("feed moved to one that is subscribed", "from", withoutLogin(f.URL), "to", withoutLogin(to))
		}
	case err != nil:
		c.log.Warn("moved feed not followed", "from", withoutLogin(f.URL), "to", withoutLogin(to), "err", err)
	case moved:
		c.log.Info("feed moved", "from", withoutLogin(f.URL), "to", withoutLogin(to))
		c.tell(MovedNotice, fmt.Sprintf("“%s” has moved to %s for good, and is asked there from now on. Undo takes that back.", f.Name(), hostOf(to)))
	}
}

// tell shows a notice about a feed, beside one of its kind that is there still.
func (c *Core) tell(k NoticeKey, text string) {
	c.notices.add(Notice{Key: k, Text: text})
	c.notify(Change{Notices: true, Feeds: true})
}

// meets is the sentence for a feed that has moved onto another subscription, empty if
// it has not. They are not made one without the reader.
func (c *Core) meets(ctx context.Context, f feeds.Feed, s feeds.FetchState) string {
	to, ok := fetch.Moved(s)
	if !ok || f.URL == to {
		return ""
	}
	other, err := c.db.FeedByURL(ctx, to)
	if err != nil || other.ID == f.ID {
		return ""
	}
	return fmt.Sprintf("It has moved to the address of “%s”, which you have too; one of them is enough. ", other.Name())
}
