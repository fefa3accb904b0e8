package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tidings/feeds"
	"tidings/feeds/content"
	"tidings/feeds/fetch"
	"tidings/storage"
)

// What the panes and the terminal are told about; storage says what the fields mean.
type (
	Pack   = storage.Pack
	Job    = storage.Job
	Reason = storage.Reason
)

// The reasons for which an article waits in the queue.
const (
	ForReader = storage.ForReader
	ForPack   = storage.ForPack
	ForMark   = storage.ForMark
	ForFeed   = storage.ForFeed
)

// Offline is what is ready to be read without a network, and what waits for it.
type Offline struct {
	Online  bool      // this machine seems to have a network
	Captive string    // a sentence if it is not, because somebody has to log in to it first; else empty
	Since   time.Time // it is so; zero: since the start
	Waiting int       // articles in the queue
	Working int       // of which something is being fetched
	Failed  int       // that were given up
	Bytes   int64     // of all pictures
	Budget  int64     // for them
	Full    bool      // the budget is reached: no more pictures are fetched ahead
	Pack    Pack      // that is being prepared, or was last; zero: none was
}

// Offline tells how things are.
func (c *Core) Offline(ctx context.Context) (Offline, error) {
	var o Offline
	o.Online, o.Since = c.net.state()
	if err := c.net.pretender(); err != nil {
		o.Captive = Explain(err)
	}
	q, err := c.db.QueueState(ctx)
	if err != nil {
		return o, fmt.Errorf("what is ready: %w", err)
	}
	o.Waiting, o.Working, o.Failed = q.Waiting, q.Working, q.Failed
	if o.Bytes, err = c.db.PictureBytes(ctx); err != nil {
		return o, fmt.Errorf("what is ready: %w", err)
	}
	if o.Budget, err = c.Budget(ctx); err != nil {
		return o, fmt.Errorf("what is ready: %w", err)
	}
	o.Full = o.Bytes >= o.Budget
	if o.Pack, err = c.Pack(ctx, 0); errors.Is(err, feeds.ErrNotFound) {
		err = nil
	}
	return o, err
}

// Queue returns what waits, in the order in which it is fetched, then what was given
// up.
func (c *Core) Queue(ctx context.Context, limit int) ([]Job, error) { return c.db.Jobs(ctx, 0, limit) }

// DropQueue takes articles off the queue. The reader can undo it.
func (c *Core) DropQueue(ctx context.Context, ids ...feeds.ArticleID) error {
	if err := c.db.DropJobs(ctx, ids); err != nil {
		return err
	}
	c.notify(Change{Offline: true})
	return nil
}

// RetryQueue tries everything that waits or was given up again, at once.
func (c *Core) RetryQueue(ctx context.Context) error {
	if err := c.db.RetryJobs(ctx); err != nil {
		return fmt.Errorf("try the queue again: %w", err)
	}
	c.notify(Change{Offline: true})
	c.goOn()
	return nil
}

// WantFullText is FullText for the reader: without a network it puts the article into
// the queue, and says so.
func (c *Core) WantFullText(ctx context.Context, id feeds.ArticleID) (queued bool, err error) {
	if err = c.FullText(ctx, id); err == nil {
		return false, c.Look(ctx, id)
	}
	if fetch.ClassOf(err) != fetch.Offline && c.net.online() {
		return false, err
	}
	if c.want(ctx, storage.Job{Text: true, Pictures: true, Why: storage.ForReader}, id) {
		return true, nil
	}
	return false, err
}

// want puts articles into the queue and reports whether it could.
func (c *Core) want(ctx context.Context, j storage.Job, ids ...feeds.ArticleID) bool {
	n, err := c.db.Enqueue(context.WithoutCancel(ctx), ids, j)
	if err != nil {
		c.log.Warn("articles not queued", "err", err)
	}
	if n > 0 {
		c.notify(Change{Offline: true})
		c.goOn()
	}
	return n > 0
}

// Look finds out which pictures an article has, and which of them are here. The pane
// calls it for what is opened, so that the article says so and finds its pictures
// again; what is fetched ahead is looked at anyway.
func (c *Core) Look(ctx context.Context, id feeds.ArticleID) error {
	a, err := c.db.Article(ctx, id)
	if err != nil {
		return fmt.Errorf("look for pictures: %w", err)
	}
	_, err = c.look(ctx, a)
	return err
}

// look returns the addresses of the pictures that are not here, one of each.
func (c *Core) look(ctx context.Context, a feeds.Article) ([]string, error) {
	body, err := c.db.Body(ctx, a.ID)
	if err != nil {
		return nil, fmt.Errorf("look for pictures: %w", err)
	}
	all := picturesOf(a.Image, content.Blocks(body.Best()))
	missing, err := c.db.Look(ctx, a.ID, all)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, number := range missing {
		out = append(out, all[number][0])
	}
	if now, err := c.db.Article(ctx, a.ID); err == nil && now.Pictures != a.Pictures {
		c.notify(Change{Articles: true, Offline: true})
	}
	return out, nil
}

// SetReady says what is fetched ahead of everything, SetFeedReady of a feed, and
// SetFolderReady of the feeds in a folder: the nearest that says something holds. What
// is unread already is fetched too.
func (c *Core) SetReady(ctx context.Context, r feeds.Ready) error {
	return c.setReady(ctx, c.db.SetReady(ctx, r))
}

// SetFeedReady says what of a feed is fetched ahead.
func (c *Core) SetFeedReady(ctx context.Context, id feeds.FeedID, r feeds.Ready) error {
	return c.setReady(ctx, c.db.SetFeedReady(ctx, id, r))
}

// SetFolderReady says what is fetched ahead of the feeds in a folder.
func (c *Core) SetFolderReady(ctx context.Context, id feeds.FolderID, r feeds.Ready) error {
	return c.setReady(ctx, c.db.SetFolderReady(ctx, id, r))
}

// Ready is what is fetched ahead where nothing nearer says it.
func (c *Core) Ready(ctx context.Context) (feeds.Ready, error) { return c.db.Ready(ctx) }

// Readiness is what is fetched ahead of each feed, by what it and the folders around it
// say.
func (c *Core) Readiness(ctx context.Context) (map[feeds.FeedID]feeds.Ready, error) {
	return c.db.Readiness(ctx)
}

// unreadAhead is how many unread articles of a feed are fetched when it begins to be
// kept ready.
const unreadAhead = 500

func (c *Core) setReady(ctx context.Context, err error) error {
	if err == nil {
		err = c.queueUnread(ctx)
	}
	if err = c.changed(err, "change what is kept ready"); err == nil {
		c.goOn()
	}
	return err
}

// queueUnread puts the unread articles of all feeds that are kept ready into the
// queue, unless they are ready.
func (c *Core) queueUnread(ctx context.Context) error {
	levels, err := c.db.Readiness(ctx)
	for id, level := range levels {
		if level >= feeds.ReadyText && err == nil {
			err = c.db.EnqueueUnread(ctx, id, level, unreadAhead)
		}
	}
	return err
}
