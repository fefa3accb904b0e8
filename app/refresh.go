package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"tidings/feeds"
	"tidings/storage"
)

type feedID = feeds.FeedID

// Selection says which feeds to refresh. The zero Selection is all of them.
type Selection struct {
	Feed   feeds.FeedID
	Folder feeds.FolderID // with all folders inside
	Due    bool           // only those whose time has come
	Spare  bool           // not those that were asked within the last minute
}

// Report says what a refresh did.
type Report struct {
	Feeds     int `json:"feeds"`     // asked
	New       int `json:"new"`       // articles
	Changed   int `json:"changed"`   // articles
	Unchanged int `json:"unchanged"` // feeds with nothing new
	Failed    int `json:"failed"`    // feeds
	Skipped   int `json:"skipped"`   // feeds that were not asked: Why

	Why string `json:"why,omitempty"` // a sentence
}

// workers wait for their host's turn or for an answer: the client itself bounds
// how many requests are under way, so that the many feeds of one host do not
// keep the others waiting.
const workers = 256

// spared is how long a feed is not asked again by who asks for all of them.
const spared = time.Minute

const (
	// batch is how many articles are stored in one transaction when many feeds
	// answer at once.
	batch = 500
	// gathering is how long the first answer of a transaction waits for others: a
	// transaction for each feed costs more than all that it writes, and those who read
	// meanwhile find none of the pages in memory that they had.
	gathering = 100 * time.Millisecond
)

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
	if sel.Spare {
		all := len(list)
		if list = c.spare(list); len(list) == 0 && all > 0 {
			return Report{Skipped: all, Why: "All of them were asked within the last minute."}, nil
		}
	}
	if list, err = c.timed(ctx, list); err != nil {
		return Report{}, fmt.Errorf("refresh: %w", err)
	}
	sum, err := c.run(ctx, cancel, list, true)
	if err != nil {
		return sum, fmt.Errorf("refresh: %w", err)
	}
	return sum, ctx.Err()
}

// run asks feeds, by hand or by themselves; cancel ends it.
func (c *Core) run(ctx context.Context, cancel context.CancelFunc, list []feeds.Feed, byHand bool) (Report, error) {
	list, end := c.busy.begin(list, byHand, cancel)
	defer func() { end(list); c.notify(Change{Progress: true}) }()
	if len(list) == 0 {
		return Report{}, nil
	}
	c.notify(Change{Progress: true})
	if err := c.expect(ctx, byHand); err != nil {
		return Report{}, err
	}
	answers := make(chan answer, workers)
	go c.askAll(ctx, list, answers)

	r := run{byID: make(map[feedID]feeds.Feed, len(list))}
	for _, f := range list {
		r.byID[f.ID] = f
	}
	err := c.storeAll(ctx, answers, &r)
	if r.sum.New+r.sum.Changed > 0 {
		c.Derive()
	}
	if err != nil {
		cancel()
		for a := range answers { // let the workers end
			a.held.Release()
		}
		c.noteFull(err)
		return r.sum, err
	}
	if ctx.Err() == nil {
		r.sum.Skipped = len(list) - r.sum.Feeds
	}
	if r.sum.Skipped > 0 && !c.net.online() {
		r.sum.Why = Explain(c.net.why())
	}
	return r.sum, nil
}

// askAll asks feeds and closes answers in the end. As long as there is no network, the
// first few are asked before the others: if nobody answers, those are left for later.
func (c *Core) askAll(ctx context.Context, list []feeds.Feed, answers chan<- answer) {
	defer close(answers)
	var asking errgroup.Group
	asking.SetLimit(workers)
	probing := !c.net.online()
	if probing { // what needs no network does not wait for it
		list = slices.Clone(list)
		slices.SortStableFunc(list, func(a, b feeds.Feed) int { return cmp.Compare(btoi(b.Source().Here()), btoi(a.Source().Here())) })
	}
	asked := 0
	for _, f := range list {
		i := asked
		if !f.Source().Here() {
			asked++
		}
		if probing && i == goneHosts {
			_ = asking.Wait()
		}
		if ctx.Err() != nil {
			break
		}
		asking.Go(func() error {
			if i >= goneHosts && !f.Source().Here() && c.net.hopeless(c.now()) {
				return nil
			}
			if a, ok := c.ask(ctx, f); ok {
				answers <- a
			}
			return nil
		})
	}
	_ = asking.Wait() // no worker returns an error
}

// A run is a refresh that goes on.
type run struct {
	byID map[feedID]feeds.Feed
	sum  Report
}

// storeAll stores answers as they come. Those of servers that could not be reached wait
// for the end, as do those that the network may have given in their place: by then it is
// known whether it is this machine that has no network, and that says nothing about a feed.
func (c *Core) storeAll(ctx context.Context, answers <-chan answer, r *run) error {
	var doubtful []answer
	for first := range answers {
		sure := collect(first, answers)
		sure = slices.DeleteFunc(sure, func(a answer) bool {
			doubt := a.unreachable || a.pretended
			if doubt {
				a.held.Release() // else what comes later would wait for what waits for the end
				doubtful = append(doubtful, a)
			}
			return doubt
		})
		if err := c.store(ctx, sure, r); err != nil {
			return err
		}
	}
	if !c.net.online() {
		return nil
	}
	if err := c.store(ctx, doubtful, r); err != nil || len(doubtful) == 0 {
		return err
	}
	c.blame(context.WithoutCancel(ctx), doubtful, r)
	return nil
}

// canStore says why nothing that is fetched could be stored.
func (c *Core) canStore() error {
	if c.full() {
		return storage.ErrFull
	}
	return c.db.ReadOnly()
}

// collect takes what comes within a moment, up to a batch. It waits no longer once all
// have answered, nor where a large body has the place that another one waits for.
func collect(first answer, more <-chan answer) []answer {
	list := []answer{first}
	moment := time.NewTimer(gathering)
	defer moment.Stop()
	for n := len(first.Articles); n < batch && !list[len(list)-1].held.Holds(); {
		select {
		case a, ok := <-more:
			if !ok {
				return list
			}
			list = append(list, a)
			n += len(a.Articles)
		case <-moment.C:
			return list
		}
	}
	return list
}

// store writes what some feeds answered and begins what follows from it.
func (c *Core) store(ctx context.Context, list []answer, r *run) error {
	if len(list) == 0 {
		return nil
	}
	fetched := make([]storage.Fetched, len(list))
	for i, a := range list {
		fetched[i] = a.Fetched
		defer a.held.Release() // what is large makes room for the next
	}
	// What was fetched is stored even when the reader cancels just now.
	saved, err := c.db.SaveFetches(context.WithoutCancel(ctx), fetched)
	if err != nil {
		return err
	}
	var part Report
	arrived := map[feedID][]feeds.ArticleID{}
	for i, s := range saved {
		a, f := list[i], r.byID[list[i].Feed]
		part.add(a, s)
		if a.unasked {
			r.sum.Why = a.State.Why
			continue
		}
		if fresh := slices.Concat(s.New, s.Changed); len(fresh) > 0 {
			arrived[f.ID] = fresh
		}
		c.follow(ctx, f, a.State)
	}
	r.sum.Join(part)
	c.busy.did(len(list), part)
	articles := part.New+part.Changed > 0
	c.notify(Change{Feeds: true, Articles: articles, Progress: true})
	if articles {
		c.derive.begin(c.derive.later)
	}
	if len(arrived) > 0 {
		c.queueArrived(context.WithoutCancel(ctx), arrived, r.byID)
	}
	return nil
}

// Join adds what another refresh did.
func (r *Report) Join(other Report) {
	r.Feeds += other.Feeds
	r.New += other.New
	r.Changed += other.Changed
	r.Unchanged += other.Unchanged
	r.Failed += other.Failed
	r.Skipped += other.Skipped
	r.Why = cmp.Or(r.Why, other.Why)
}

// add counts an answer with what it changed.
func (r *Report) add(a answer, s storage.Saved) {
	if a.unasked {
		return
	}
	r.Feeds++
	r.New += len(s.New)
	r.Changed += len(s.Changed)
	switch {
	case a.State.Error != "":
		r.Failed++
	case len(s.New)+len(s.Changed) == 0:
		r.Unchanged++
	}
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
		list, err := c.db.DueFeeds(ctx, c.now())
		inOrder(list, c.now())
		return list, err
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
		return f.Paused || f.Local() || f.Fetch.Gone || sel.Folder != 0 && !slices.ContainsFunc(f.Stands(), func(id feeds.FolderID) bool { return inside[id] })
	}), nil
}

// spare leaves out feeds that were asked just now.
func (c *Core) spare(list []feeds.Feed) []feeds.Feed {
	now := c.now()
	return slices.DeleteFunc(list, func(f feeds.Feed) bool { return now.Sub(f.Fetch.Checked).Abs() < spared })
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
