package app

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"tidings/feeds"
	"tidings/feeds/fetch"
	"tidings/storage"
)

type feedID = feeds.FeedID

// Selection says which feeds to refresh. The zero Selection is all of them.
type Selection struct {
	Feed   feeds.FeedID
	Folder feeds.FolderID // with all folders inside
	Due    bool           // only those whose time has come
}

// Report says what a refresh did.
type Report struct {
	Feeds     int `json:"feeds"`     // asked
	New       int `json:"new"`       // articles
	Changed   int `json:"changed"`   // articles
	Unchanged int `json:"unchanged"` // feeds with nothing new
	Failed    int `json:"failed"`    // feeds
}

// workers wait for their host's turn or for an answer: the client itself bounds
// how many requests are under way, so that the many feeds of one host do not
// keep the others waiting.
const workers = 256

// batch is how many articles are stored in one transaction when many feeds
// answer at once.
const batch = 500

// Refresh asks the selected feeds, several at a time, and stores what is new.
// Workers fetch, parse and clean; only this goroutine writes. It returns when
// all of them are stored. That a feed could not be fetched is no error of the
// refresh but a fact about the feed, stored and shown beside it.
func (c *Core) Refresh(ctx context.Context, sel Selection) (Report, error) {
	ctx, done := c.while(ctx)
	defer done()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	c.replacing.RLock()
	defer c.replacing.RUnlock()
	if err := c.canStore(); err != nil {
		return Report{}, fmt.Errorf("refresh: %w", err)
	}
	list, err := c.selected(ctx, sel)
	if err != nil {
		return Report{}, fmt.Errorf("refresh: %w", err)
	}
	list, end := c.busy.begin(list, cancel)
	defer func() { end(list); c.notify(Change{Progress: true}) }()
	if len(list) == 0 {
		return Report{}, nil
	}
	c.notify(Change{Progress: true})

	answers := make(chan storage.Fetched, workers)
	go func() {
		var asking errgroup.Group
		asking.SetLimit(workers)
		for _, f := range list {
			if ctx.Err() != nil {
				break
			}
			asking.Go(func() error {
				if a, ok := c.ask(ctx, f); ok {
					answers <- a
				}
				return nil
			})
		}
		_ = asking.Wait() // no worker returns an error
		close(answers)
	}()

	var sum Report
	byID := make(map[feedID]feeds.Feed, len(list))
	for _, f := range list {
		byID[f.ID] = f
	}
	for first := range answers {
		if err := c.store(ctx, collect(first, answers), byID, &sum); err != nil {
			cancel()
			for range answers { // let the workers end
			}
			c.noteFull(err)
			return sum, fmt.Errorf("refresh: %w", err)
		}
	}
	return sum, ctx.Err()
}

// canStore says why nothing that is fetched could be stored.
func (c *Core) canStore() error {
	if c.full() {
		return storage.ErrFull
	}
	return c.db.ReadOnly()
}

// collect takes what is there already, up to a batch: transactions are then as
// large as the machine is busy.
func collect(first storage.Fetched, more <-chan storage.Fetched) []storage.Fetched {
	list := []storage.Fetched{first}
	for n := len(first.Articles); n < batch; {
		select {
		case f, ok := <-more:
			if !ok {
				return list
			}
			list = append(list, f)
			n += len(f.Articles)
		default:
			return list
		}
	}
	return list
}

// store writes what some feeds answered and begins what follows from it.
func (c *Core) store(ctx context.Context, list []storage.Fetched, byID map[feedID]feeds.Feed, sum *Report) error {
	// What was fetched is stored even when the reader cancels just now.
	saved, err := c.db.SaveFetches(context.WithoutCancel(ctx), list)
	if err != nil {
		return err
	}
	var part Report
	arrived := map[feedID][]feeds.ArticleID{}
	for i, s := range saved {
		part.Feeds++
		part.New += len(s.New)
		part.Changed += len(s.Changed)
		switch {
		case list[i].State.Error != "":
			part.Failed++
		case len(s.New)+len(s.Changed) == 0:
			part.Unchanged++
		}
		f := byID[list[i].Feed]
		if fresh := slices.Concat(s.New, s.Changed); len(fresh) > 0 {
			arrived[f.ID] = fresh
		}
		c.move(ctx, f, list[i].State)
	}
	sum.Feeds += part.Feeds
	sum.New += part.New
	sum.Changed += part.Changed
	sum.Unchanged += part.Unchanged
	sum.Failed += part.Failed
	c.busy.did(part)
	articles := part.New+part.Changed > 0
	c.notify(Change{Feeds: true, Articles: articles, Progress: true})
	if articles {
		c.Derive()
	}
	if len(arrived) > 0 {
		c.queueArrived(context.WithoutCancel(ctx), arrived, byID)
	}
	return nil
}

// move changes the address of a feed that has moved for good. The reader can
// undo it.
func (c *Core) move(ctx context.Context, f feeds.Feed, s feeds.FetchState) {
	to, ok := fetch.Moved(s)
	if !ok || f.URL == to {
		return
	}
	from := f.URL
	f.URL = to
	if err := c.db.UpdateFeed(ctx, f); err != nil {
		c.log.Info("moved feed not followed", "from", from, "to", to, "err", err)
		return
	}
	c.log.Info("feed moved", "from", from, "to", to)
}

// selected are the feeds of a selection. Paused and retired feeds are asked only
// when named.
func (c *Core) selected(ctx context.Context, sel Selection) ([]feeds.Feed, error) {
	if sel.Feed != 0 {
		f, err := c.db.Feed(ctx, sel.Feed)
		if err != nil || f.Local() {
			return nil, err
		}
		return []feeds.Feed{f}, nil
	}
	if sel.Due {
		return c.db.DueFeeds(ctx, c.now())
	}
	list, err := c.db.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	inside := map[feeds.FolderID]bool{}
	if sel.Folder != 0 {
		folders, err := c.db.Folders(ctx)
		if err != nil {
			return nil, err
		}
		inside = within(folders, sel.Folder)
	}
	return slices.DeleteFunc(list, func(f feeds.Feed) bool {
		return f.Paused || f.Local() || f.Fetch.Gone || sel.Folder != 0 && !inside[f.Folder]
	}), nil
}

// within are the folder and all folders inside it.
func within(folders []feeds.Folder, top feeds.FolderID) map[feeds.FolderID]bool {
	in := map[feeds.FolderID]bool{top: true}
	for grown := true; grown; {
		grown = false
		for _, f := range folders {
			if in[f.Parent] && !in[f.ID] {
				in[f.ID], grown = true, true
			}
		}
	}
	return in
}
