package app

import (
	"context"
	"slices"
	"sync"

	"tidings/feeds"
)

// Progress of all refreshes that are running.
type Progress struct {
	Running     bool
	ByHand      bool // the reader asked for one of them
	Done, Total int  // feeds
	New, Failed int
	Offline     bool // this machine seems to have no network; see Core.Offline
}

type refreshing struct {
	mu     sync.Mutex
	feeds  map[feedID]bool // being asked now
	now    Progress
	runs   int
	cancel map[int]context.CancelFunc
	next   int
}

// Progress tells how far all running refreshes are.
func (c *Core) Progress() Progress {
	c.busy.mu.Lock()
	defer c.busy.mu.Unlock()
	p := c.busy.now
	p.Offline = !c.net.online()
	return p
}

// CancelRefresh ends all running refreshes. What has arrived stays.
func (c *Core) CancelRefresh() {
	c.busy.mu.Lock()
	defer c.busy.mu.Unlock()
	for _, cancel := range c.busy.cancel {
		cancel()
	}
}

// idle leaves out feeds that are being asked.
func (r *refreshing) idle(list []feeds.Feed) []feeds.Feed {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.DeleteFunc(list, func(f feeds.Feed) bool { return r.feeds[f.ID] })
}

// begin takes the feeds that nobody is asking yet.
func (r *refreshing) begin(list []feeds.Feed, byHand bool, cancel context.CancelFunc) ([]feeds.Feed, func([]feeds.Feed)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	list = slices.DeleteFunc(list, func(f feeds.Feed) bool { return r.feeds[f.ID] })
	for _, f := range list {
		r.feeds[f.ID] = true
	}
	if r.runs == 0 {
		r.now = Progress{}
		r.cancel = map[int]context.CancelFunc{}
	}
	r.runs++
	r.next++
	run := r.next
	r.cancel[run] = cancel
	r.now.Running = len(list) > 0 || r.now.Running
	r.now.ByHand = byHand && len(list) > 0 || r.now.ByHand
	r.now.Total += len(list)
	return list, func(list []feeds.Feed) { r.end(run, list) }
}

// did counts so many feeds as done, asked or not.
func (r *refreshing) did(feeds int, part Report) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now.Done += feeds
	r.now.New += part.New
	r.now.Failed += part.Failed
}

func (r *refreshing) end(run int, list []feeds.Feed) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, f := range list {
		delete(r.feeds, f.ID)
	}
	delete(r.cancel, run)
	if r.runs--; r.runs == 0 {
		r.now.Running, r.now.ByHand = false, false
	}
}
