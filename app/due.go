package app

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tidings/feeds"
	"tidings/feeds/fetch"
)

const (
	// dueAtOnce is how many feeds are asked by themselves at once.
	dueAtOnce = 32
	// dueEvery is how long the others that are due wait: after a night's sleep 500 feeds
	// are asked in two and a half minutes, and the line is free for what the reader does.
	dueEvery = 10 * time.Second
	// probeEvery is how often one feed is asked to see whether the network is back.
	probeEvery = time.Minute
)

// lookDue lets the scheduler look for feeds to ask.
func (c *Core) lookDue() {
	select {
	case c.due <- struct{}{}:
	default:
	}
}

// askDue begins to ask feeds whose time has come, in the background, and is how long to
// wait before it is called again.
func (c *Core) askDue(probed *time.Time) time.Duration {
	list, err := c.db.DueFeeds(c.ctx, c.now())
	if err != nil {
		if c.ctx.Err() == nil {
			c.log.Error("feeds that are due", "err", err)
		}
		return every
	}
	list = c.busy.idle(list)
	now := c.now()
	inOrder(list, now)
	most := dueAtOnce
	if !c.net.online() {
		if list = c.lookHere(list); len(list) == 0 {
			return every
		}
		if since := now.Sub(*probed); since < probeEvery {
			return probeEvery - since
		}
		*probed, most = now, 1
		c.net.likelyFirst(list)
	}
	more := len(list) > most
	list = list[:min(len(list), most)]
	if len(list) > 0 {
		c.spawn(func() { c.refreshDue(list) })
	}
	if more && most > 1 {
		return dueEvery
	}
	wait := every
	if next, err := c.db.NextDue(c.ctx); err == nil && next.After(now) {
		wait = max(time.Second, min(every, next.Sub(now)))
	}
	return wait
}

func (c *Core) refreshDue(list []feeds.Feed) {
	ctx, cancel := context.WithCancel(c.ctx)
	defer cancel()
	c.replacing.RLock()
	defer c.replacing.RUnlock()
	if err := c.canStore(); err != nil {
		return
	}
	list, err := c.timed(ctx, list)
	if err == nil {
		_, err = c.run(ctx, cancel, list, false)
	}
	if err != nil && c.ctx.Err() == nil {
		c.log.Error("scheduled refresh", "err", err)
	}
}

// inOrder puts first what waits longest for how lively it is, and last what could not
// be had the last time: a server that answers nobody must not keep others waiting.
func inOrder(list []feeds.Feed, now time.Time) {
	slices.SortStableFunc(list, func(a, b feeds.Feed) int {
		return cmp.Or(cmp.Compare(btoi(!a.Fetch.Failing.IsZero()), btoi(!b.Fetch.Failing.IsZero())),
			cmp.Compare(overdue(b, now), overdue(a, now)))
	})
}

// overdue is how long a feed has been due, in intervals of its own. One that was never
// asked comes before all others.
func overdue(f feeds.Feed, now time.Time) float64 {
	if f.Fetch.Checked.IsZero() {
		return float64(1 << 40)
	}
	interval := max(f.Fetch.Next.Sub(f.Fetch.Checked), time.Minute)
	return float64(now.Sub(f.Fetch.Next)) / float64(interval)
}

// likelyFirst puts a feed first whose host is likely to answer if there is a network.
func (n *network) likelyFirst(list []feeds.Feed) {
	n.mu.Lock()
	defer n.mu.Unlock()
	slices.SortStableFunc(list, func(a, b feeds.Feed) int { return cmp.Compare(n.doubt(a), n.doubt(b)) })
}

// doubt is how little is to be expected of a feed's host.
func (n *network) doubt(f feeds.Feed) int {
	host := fetch.HostOf(f.URL)
	_, failing := n.failing[host]
	_, pretending := n.pretences[host]
	return 2*btoi(failing || pretending) + btoi(!n.alive[host])
}

// timed gives feeds that have no interval of their own that of the folder around them.
func (c *Core) timed(ctx context.Context, list []feeds.Feed) ([]feeds.Feed, error) {
	if !slices.ContainsFunc(list, func(f feeds.Feed) bool { return f.Folder != 0 && f.Every == 0 }) {
		return list, nil
	}
	every, err := c.db.FolderIntervals(ctx)
	if err != nil {
		return nil, err
	}
	for i, f := range list {
		list[i].Every = cmp.Or(f.Every, every[f.Folder])
	}
	return list, nil
}

// reschedule says anew when feeds are asked whose interval has changed, as from their
// last answer. What could not be had keeps its time.
func (c *Core) reschedule(ctx context.Context, which func(feeds.Feed) bool) error {
	list, err := c.db.Feeds(ctx)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(f feeds.Feed) bool {
		return !which(f) || f.Fetch.Checked.IsZero() || !f.Fetch.Failing.IsZero() || f.Fetch.Gone
	})
	if list, err = c.timed(ctx, list); err != nil {
		return err
	}
	for _, f := range list {
		next, why := nextLook(f.Fetch, nil, nil, f, f.Fetch.Checked)
		if err := c.db.Reschedule(ctx, f.ID, next, why); err != nil {
			return err
		}
	}
	return nil
}
