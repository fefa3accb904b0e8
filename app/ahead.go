package app

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"tidings/feeds"
	"tidings/storage"
)

// Fetching ahead works off the queue (storage.Job): what the reader asked for without a
// network, what they prepare for the next days, what they marked, and what arrives from
// feeds that are kept ready. Several programs may do it on the same file: a job is
// taken for a time, and kept as long as it is worked on. Without a network one job is
// tried now and then; when it is answered, all go on.

const (
	// aheadWorkers is how many articles are fetched at once; the client bounds how many
	// requests that makes to a host.
	aheadWorkers = 6
	// jobLease is how long a job is gone if the program is killed that took it.
	jobLease = 90 * time.Second
	// jobWithin is how long a job may take.
	jobWithin = 5 * time.Minute
	// markedAhead is how many of the latest articles of each mark are kept ready.
	markedAhead = 500
	// failuresKept is how long the queue tells of what was given up.
	failuresKept = 30 * 24 * time.Hour
	// toldEvery is how often lists are told that articles are ready.
	toldEvery = 5 * time.Second
)

// ahead is what is being fetched ahead by this program.
type ahead struct {
	started atomic.Bool   // by itself, see Core.Start
	wake    chan struct{} // has something when there may be work
	pass    sync.Mutex    // held while the queue is worked off

	mu   sync.Mutex
	jobs map[feeds.ArticleID]underway
	told time.Time
}

// underway is a job that is being done.
type underway struct {
	pack   int64
	cancel context.CancelFunc
}

func newAhead() *ahead {
	return &ahead{wake: make(chan struct{}, 1), jobs: map[feeds.ArticleID]underway{}}
}

func (a *ahead) begin(j storage.Job, cancel context.CancelFunc) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.jobs[j.Article] = underway{j.Pack, cancel}
}

func (a *ahead) end(j storage.Job) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.jobs, j.Article)
}

func (a *ahead) held() []feeds.ArticleID {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Collect(maps.Keys(a.jobs))
}

// cancelPacks ends the jobs of packs.
func (a *ahead) cancelPacks() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, u := range a.jobs {
		if u.pack != 0 {
			u.cancel()
		}
	}
}

// tellArticles reports whether lists should be told, and notes that they are.
func (a *ahead) tellArticles(now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if now.Sub(a.told) < toldEvery {
		return false
	}
	a.told = now
	return true
}

// goOn lets the queue be looked at soon, if that goes on by itself.
func (c *Core) goOn() {
	select {
	case c.ahead.wake <- struct{}{}:
	default:
	}
}

// fetchAhead works off the queue until the core closes.
func (c *Core) fetchAhead() {
	c.ahead.started.Store(true)
	for {
		if c.canStore() == nil {
			if err := c.WorkQueue(c.ctx); err != nil && c.ctx.Err() == nil {
				c.log.Warn("queue", "err", err)
			}
		}
		wait := every
		if q, err := c.db.QueueState(c.ctx); err == nil && !q.Next.IsZero() && c.net.online() {
			wait = max(time.Second, min(every, q.Next.Sub(c.now())))
		}
		select {
		case <-c.ctx.Done():
			return
		case <-c.ahead.wake:
		case <-time.After(wait):
		}
	}
}

// WorkQueue fetches what waits and is due, and returns when nothing is left of that or
// the network is gone; what could not be fetched stays. While a window is open it
// happens by itself.
func (c *Core) WorkQueue(ctx context.Context) error {
	ctx, end := c.while(ctx)
	defer end()
	c.ahead.pass.Lock()
	defer c.ahead.pass.Unlock()
	if err := c.canStore(); err != nil {
		return err
	}
	if err := c.queueMarked(ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go c.holdJobs(ctx)
	var all errgroup.Group
	for range aheadWorkers {
		if !c.net.online() {
			if more, err := c.workOne(ctx); err != nil || !more || !c.net.online() {
				return err // nobody answers: one was enough to see that
			}
		}
		all.Go(func() error {
			for more := true; more && c.net.online(); {
				var err error
				if more, err = c.workOne(ctx); err != nil {
					return err
				}
			}
			return nil
		})
	}
	err := all.Wait()
	c.notify(Change{Offline: true, Articles: c.ahead.tellArticles(c.now().Add(toldEvery))})
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		err = ctx.Err()
	}
	return err
}

// workOne does the next job; more is false if none is due.
func (c *Core) workOne(ctx context.Context) (more bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	j, err := c.db.TakeJob(ctx, jobLease)
	if errors.Is(err, feeds.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	job, cancel := context.WithTimeout(ctx, jobWithin)
	defer cancel()
	c.ahead.begin(j, cancel)
	defer c.ahead.end(j)
	o, err := c.attempt(job, j)
	if err != nil && ctx.Err() == nil && errors.Is(job.Err(), context.DeadlineExceeded) {
		o, err = tookTooLong(j, c.now()), nil // or it would be taken again at once
	}
	after := context.WithoutCancel(ctx) // what was fetched is stored in any case
	if err != nil {
		if e := c.db.GiveBackJob(after, j.Article); e != nil {
			return false, e
		}
		return c.goesOn(job, err)
	}
	if err := c.db.EndJob(after, j, o); err != nil {
		c.noteFull(err)
		return false, err
	}
	c.notify(Change{Offline: true, Articles: c.ahead.tellArticles(c.now())})
	return true, nil
}

// goesOn tells whether there is more to do after a job that came to no end: a pack that
// was cancelled does not end the others, all else does.
func (c *Core) goesOn(job context.Context, err error) (bool, error) {
	switch {
	case errors.Is(err, errNoNetwork):
		return false, nil
	case job.Err() != nil && c.ctx.Err() == nil:
		return true, nil
	}
	return false, err
}

// holdJobs keeps what is worked on until ctx ends.
func (c *Core) holdJobs(ctx context.Context) {
	tick := time.NewTicker(jobLease / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := c.db.HoldJobs(ctx, c.ahead.held(), jobLease); err != nil && ctx.Err() == nil {
			c.log.Info("jobs not held", "err", err)
		}
	}
}

// queueMarked puts what the reader marked into the queue, and forgets what was given up
// long ago.
func (c *Core) queueMarked(ctx context.Context) error {
	level, err := c.db.MarkedReady(ctx)
	if err != nil {
		return err
	}
	if level >= feeds.ReadyText {
		n, err := c.db.EnqueueMarked(ctx, level, markedAhead)
		if err != nil {
			return err
		}
		if n > 0 {
			c.notify(Change{Offline: true})
		}
	}
	return c.db.ForgetFailures(ctx, c.now().Add(-failuresKept))
}

// MarkedReady is what is fetched ahead of the articles that the reader stars, puts aside
// to read later or writes a note about.
func (c *Core) MarkedReady(ctx context.Context) (feeds.Ready, error) { return c.db.MarkedReady(ctx) }

// SetMarkedReady changes that.
func (c *Core) SetMarkedReady(ctx context.Context, r feeds.Ready) error {
	err := c.changed(c.db.SetMarkedReady(ctx, r), "change what is kept ready")
	c.goOn()
	return err
}

// queueArrived puts new articles of feeds that are kept ready, or want full text, into
// the queue.
func (c *Core) queueArrived(ctx context.Context, arrived map[feeds.FeedID][]feeds.ArticleID, byID map[feedID]feeds.Feed) {
	levels, err := c.db.Readiness(ctx, slices.Collect(maps.Keys(arrived))...)
	if err != nil {
		c.log.Warn("articles not queued", "err", err)
		return
	}
	n := 0
	for id, list := range arrived {
		text, pictures := levels[id] >= feeds.ReadyText || byID[id].FullText, levels[id] >= feeds.ReadyPictures
		if text || pictures {
			m, err := c.db.Enqueue(ctx, list, storage.Job{Text: text, Pictures: pictures, Why: storage.ForFeed})
			if err != nil {
				c.log.Warn("articles not queued", "err", err)
			}
			n += m
		}
	}
	if n == 0 {
		return
	}
	c.notify(Change{Offline: true})
	if c.goOn(); !c.ahead.started.Load() { // nobody else does it
		c.spawn(func() {
			if err := c.WorkQueue(c.ctx); err != nil && c.ctx.Err() == nil {
				c.log.Warn("queue", "err", err)
			}
		})
	}
}
