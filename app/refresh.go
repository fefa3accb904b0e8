package app

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"tidings/feeds"
	"tidings/feeds/fetch"
	"tidings/feeds/parse"
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

// Progress of all refreshes that are running.
type Progress struct {
	Running     bool
	Done, Total int // feeds
	New, Failed int
	Offline     bool // this machine had no network when a server was last asked
}

type refreshing struct {
	mu     sync.Mutex
	feeds  map[feedID]bool // being asked now
	now    Progress
	runs   int
	cancel map[int]context.CancelFunc
	next   int
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
			return sum, fmt.Errorf("refresh: %w", err)
		}
	}
	return sum, ctx.Err()
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
	var whole []feeds.ArticleID // whose full text the reader wants
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
		if f.FullText {
			whole = append(whole, s.New...)
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
	if len(whole) > 0 {
		c.spawn(func() { c.prefetch(whole) })
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

// ask fetches, parses and cleans one feed. It is false when the answer is not
// worth storing because the program is ending or the reader cancelled.
func (c *Core) ask(ctx context.Context, f feeds.Feed) (storage.Fetched, bool) {
	now := c.now()
	resp, err := c.fetch.Get(ctx, fetch.Request{
		URL: f.URL, ETag: f.Fetch.ETag, LastModified: f.Fetch.LastModified, ValidatorURL: f.Fetch.ValidatorURL,
	})
	if ctx.Err() != nil {
		return storage.Fetched{}, false
	}
	c.busy.network(err)
	out := storage.Fetched{Feed: f.ID, Received: now}
	if err == nil && !resp.NotModified && fetch.Hash(resp.Body) != f.Fetch.BodyHash {
		c.cores <- struct{}{}
		if out.Meta, err = parse.Feed(resp.Body, resp.ContentType, resp.URL); err == nil {
			out.Articles, err = c.incoming(ctx, f, out.Meta, now)
		}
		<-c.cores
	}
	if ctx.Err() != nil {
		return storage.Fetched{}, false
	}
	if err != nil {
		out.Meta, out.Articles = nil, nil
		c.log.Info("feed not fetched", "feed", f.URL, "err", err)
	} else if out.Meta != nil && len(out.Meta.Warnings) > 0 {
		c.log.Info("feed mended", "feed", f.URL, "warnings", out.Meta.Warnings)
	}
	out.State = fetch.State(f.Fetch, resp, err, Explain(err), now)
	if out.Meta != nil {
		out.State.TTL, out.State.SkipHours, out.State.SkipDays = wishes(out.Meta)
	}
	f.Fetch = out.State
	r := rhythm(f, out.Meta)
	if out.Meta == nil && err == nil {
		r.Articles = c.dates(ctx, f.ID)
	}
	out.State.Next, out.State.Why = fetch.NextCheck(out.State, resp, err, r, now)
	return out, true
}

// incoming prepares the entries that are new or changed. All others stop here,
// before anything costly is done with them.
func (c *Core) incoming(ctx context.Context, f feeds.Feed, doc *feeds.Document, now time.Time) ([]storage.Incoming, error) {
	known, err := c.db.Known(ctx, f.ID, doc.Entries)
	if err != nil {
		return nil, err
	}
	var list []storage.Incoming
	for i, m := range known {
		if m.Kind != storage.New && m.Kind != storage.Changed {
			continue
		}
		list = append(list, prepare(doc.Entries[i], m, cmp.Or(doc.Site, f.Site), cmp.Or(doc.Language, f.Language), now))
	}
	return list, nil
}

// wishes are what a document says of when to ask, as they are stored.
func wishes(doc *feeds.Document) (ttl time.Duration, hours uint32, days uint8) {
	for _, h := range doc.SkipHours {
		if h >= 0 && h < 24 {
			hours |= 1 << h
		}
	}
	for _, d := range doc.SkipDays {
		if d >= time.Sunday && d <= time.Saturday {
			days |= 1 << d
		}
	}
	return doc.TTL, hours, days
}

// rhythm is what a feed itself says about when it is worth asking.
func rhythm(f feeds.Feed, doc *feeds.Document) fetch.Rhythm {
	r := fetch.Rhythm{Every: f.Every, Jitter: jitter(f.URL), TTL: f.Fetch.TTL}
	for h := range 24 {
		if f.Fetch.SkipHours&(1<<h) != 0 {
			r.SkipHours = append(r.SkipHours, h)
		}
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if f.Fetch.SkipDays&(1<<d) != 0 {
			r.SkipDays = append(r.SkipDays, d)
		}
	}
	if doc == nil {
		return r
	}
	for _, e := range doc.Entries {
		if !e.Published.IsZero() {
			r.Articles = append(r.Articles, e.Published)
		}
	}
	return r
}

// dates are those of a feed's newest stored articles, for an answer without a
// document. Without them the feed is taken for one whose rhythm is not known.
func (c *Core) dates(ctx context.Context, id feedID) []time.Time {
	p, err := c.db.Articles(ctx, feeds.Scope{Feed: id}, feeds.Cursor{}, 10)
	if err != nil {
		c.log.Warn("rhythm of a feed not known", "err", err)
	}
	var list []time.Time
	for _, a := range p.Articles {
		list = append(list, a.Date())
	}
	return list
}

// jitter is a feed's own share of the spread, from 0 to 1: feeds that became due
// together do not stay together.
func jitter(url string) float64 {
	h := fnv.New32a()
	h.Write([]byte(url))
	return float64(h.Sum32()) / (1 << 32)
}

// selected are the feeds of a selection. Paused and retired feeds are asked only
// when named.
func (c *Core) selected(ctx context.Context, sel Selection) ([]feeds.Feed, error) {
	if sel.Feed != 0 {
		f, err := c.db.Feed(ctx, sel.Feed)
		return []feeds.Feed{f}, err
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
		return f.Paused || f.Fetch.Gone || sel.Folder != 0 && !inside[f.Folder]
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

// Progress tells how far all running refreshes are.
func (c *Core) Progress() Progress {
	c.busy.mu.Lock()
	defer c.busy.mu.Unlock()
	return c.busy.now
}

// CancelRefresh ends all running refreshes. What has arrived stays.
func (c *Core) CancelRefresh() {
	c.busy.mu.Lock()
	defer c.busy.mu.Unlock()
	for _, cancel := range c.busy.cancel {
		cancel()
	}
}

// begin takes the feeds that nobody is asking yet.
func (r *refreshing) begin(list []feeds.Feed, cancel context.CancelFunc) ([]feeds.Feed, func([]feeds.Feed)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	list = slices.DeleteFunc(list, func(f feeds.Feed) bool { return r.feeds[f.ID] })
	for _, f := range list {
		r.feeds[f.ID] = true
	}
	if r.runs == 0 {
		r.now = Progress{Offline: r.now.Offline}
		r.cancel = map[int]context.CancelFunc{}
	}
	r.runs++
	r.next++
	run := r.next
	r.cancel[run] = cancel
	r.now.Running = len(list) > 0 || r.now.Running
	r.now.Total += len(list)
	return list, func(list []feeds.Feed) { r.end(run, list) }
}

func (r *refreshing) did(part Report) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now.Done += part.Feeds
	r.now.New += part.New
	r.now.Failed += part.Failed
}

// network notes what an answer says of the network of this machine.
func (r *refreshing) network(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case err == nil:
		r.now.Offline = false
	case fetch.ClassOf(err) == fetch.Offline:
		r.now.Offline = true
	}
}

func (r *refreshing) end(run int, list []feeds.Feed) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, f := range list {
		delete(r.feeds, f.ID)
	}
	delete(r.cancel, run)
	if r.runs--; r.runs == 0 {
		r.now.Running = false
	}
}
