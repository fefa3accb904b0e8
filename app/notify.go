package app

import (
	"sync"
	"time"
)

// Change says what is stale. It carries no data: whoever shows something asks
// again. Changes merge, so a slow listener misses nothing.
type Change struct {
	Feeds    bool // feeds, folders, or their counts
	Articles bool // articles or their status
	Derived  bool // topics, stories, what search finds
	Progress bool // of a refresh; see Core.Progress
	Notices  bool // see Core.Notices
	Offline  bool // what is ready and what waits for the network; see Core.Offline
	Followed bool // followed stories; see Core.Followed and Core.News
}

func (c Change) or(o Change) Change {
	return Change{c.Feeds || o.Feeds, c.Articles || o.Articles, c.Derived || o.Derived, c.Progress || o.Progress, c.Notices || o.Notices, c.Offline || o.Offline,
		c.Followed || o.Followed}
}

// Listen calls f with merged changes until stop is called, on a goroutine of its
// own, one call at a time.
func (c *Core) Listen(f func(Change)) (stop func()) {
	l := &listener{wake: make(chan struct{}, 1), end: make(chan struct{})}
	c.changes.add(l)
	go l.run(f)
	return sync.OnceFunc(func() {
		c.changes.remove(l)
		close(l.end)
	})
}

// notify tells every listener.
func (c *Core) notify(ch Change) { c.changes.tell(ch) }

type listeners struct {
	mu  sync.Mutex
	all map[*listener]bool
}

func (ls *listeners) add(l *listener) {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	if ls.all == nil {
		ls.all = map[*listener]bool{}
	}
	ls.all[l] = true
}

func (ls *listeners) remove(l *listener) {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	delete(ls.all, l)
}

func (ls *listeners) tell(ch Change) {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	for l := range ls.all {
		l.add(ch)
	}
}

// pause between two calls of a listener: a refresh of hundreds of feeds then
// causes a handful of reloads.
const pause = 150 * time.Millisecond

type listener struct {
	mu      sync.Mutex
	pending Change
	wake    chan struct{}
	end     chan struct{}
}

func (l *listener) add(ch Change) {
	l.mu.Lock()
	l.pending = l.pending.or(ch)
	l.mu.Unlock()
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

func (l *listener) take() Change {
	l.mu.Lock()
	defer l.mu.Unlock()
	ch := l.pending
	l.pending = Change{}
	return ch
}

func (l *listener) run(f func(Change)) {
	for {
		select {
		case <-l.end:
			return
		case <-l.wake:
		}
		if ch := l.take(); ch != (Change{}) {
			f(ch)
		}
		select {
		case <-l.end:
			return
		case <-time.After(pause):
		}
	}
}
