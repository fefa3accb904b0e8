package fetch

import (
	"context"
	"net/url"
	"sync"
	"time"

	"tidings/feeds"
)

// A gate lets requests through: some at a time, fewer to each host, those to
// one host not in a burst, and none to a host that wants to be left alone.
type gate struct {
	slots  chan struct{} // one for each request under way that is not slow
	slow   chan struct{} // one for each that is
	widths [lanes]int    // how many requests of each lane go to a host at a time
	pace   time.Duration
	tell   func(feeds.Host) // of hosts that close; may be nil

	mu    sync.Mutex
	hosts map[string]*host
	many  map[string]bool // hosts with so many feeds that one at a time would take too long
}

// What goes to one host goes in lanes that do not wait for each other: pictures of
// an article are not to wait for feeds, nor feeds for a recording of an hour.
const (
	asking = iota // feeds and pages
	beside        // pictures and recordings
	lanes
)

// manyFeeds is from how many feeds on a host is asked for two at a time.
const manyFeeds = 21

// A host is what the gate knows of one. gate.mu guards it.
type host struct {
	lanes       [lanes]lane
	users       int       // requests that wait or are under way
	next        time.Time // the next request does not start before
	closedUntil time.Time
	why         string // a sentence
	refusals    int    // of the kind "too many requests", in a row
}

// manyHosts is how many hosts the gate remembers before it forgets those that
// have nothing to say.
const manyHosts = 1024

func newGate(config Config) *gate {
	return &gate{
		slots:  make(chan struct{}, config.Parallel),
		slow:   make(chan struct{}, 3*config.Parallel),
		widths: [lanes]int{asking: config.PerHost, beside: config.Beside},
		pace:   config.Pace, tell: config.Closing,
		hosts: map[string]*host{}, many: map[string]bool{},
	}
}

// Expect says how many feeds there are on each host, by HostOf. A host with more
// than 20 is asked for two at a time from now on, all others for one.
func (c *Client) Expect(feedsPerHost map[string]int) {
	g := c.gate
	many := map[string]bool{}
	for name, n := range feedsPerHost {
		if n >= manyFeeds {
			many[name] = true
		}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.many = many
	for name := range many {
		if h := g.hosts[name]; h != nil {
			h.lanes[asking].wake(g.width(name, asking))
		}
	}
}

// HostOf is the host of an address as a Client tells hosts apart: in small letters,
// with its port if that is not the usual one; empty if there is none.
func HostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return ""
	}
	return hostKey(u)
}

// width is how many requests of a lane go to a host at a time.
func (g *gate) width(key string, which int) int {
	if which == asking && g.many[key] {
		return max(2, g.widths[asking])
	}
	return g.widths[which]
}

// enter waits until a request to the host may start. The host's own place comes
// first, so that a long queue for one host does not hold up the others.
func (g *gate) enter(ctx context.Context, key string, which int) (leave func(), err *Error) {
	leave, _, err = g.admit(ctx, key, which)
	return leave, err
}

// admit is enter for a request that may give its slot to another one before it leaves:
// one that waits for something else than its server.
func (g *gate) admit(ctx context.Context, key string, which int) (leave, aside func(), err *Error) {
	h := g.use(key)
	if err = g.queue(ctx, h, key, which); err != nil {
		g.unuse(h)
		return nil, nil, err
	}
	out := func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		h.lanes[which].leave(g.width(key, which))
		h.users--
	}
	if err = g.busy(h); err == nil && which == asking {
		err = wait(ctx, g.turn(h))
	}
	if err == nil {
		err = g.slot(ctx)
	}
	if err != nil {
		out()
		return nil, nil, err
	}
	if err = g.busy(h); err != nil { // it said so while this one waited
		<-g.slots
		out()
		return nil, nil, err
	}
	free := g.lend()
	return func() { free(); out() }, free, nil
}

// slowAfter is how long a request takes before it is slow.
const slowAfter = 2 * time.Second

// lend watches over a slot that was taken: a request that becomes slow gives it to the
// next, as long as there are not too many slow ones. Dozens of servers that do not
// answer would keep all others waiting otherwise, for half a minute each.
func (g *gate) lend() (free func()) {
	mine := g.slots
	var mu sync.Mutex
	watch := time.AfterFunc(slowAfter, func() {
		mu.Lock()
		defer mu.Unlock()
		if mine == nil {
			return // it has just ended
		}
		select {
		case g.slow <- struct{}{}:
			<-g.slots
			mine = g.slow
		default:
		}
	})
	return func() {
		watch.Stop()
		mu.Lock()
		defer mu.Unlock()
		if mine != nil { // it was not given away before
			<-mine
			mine = nil
		}
	}
}

// queue takes a place in a lane of the host.
func (g *gate) queue(ctx context.Context, h *host, key string, which int) *Error {
	if err := g.busy(h); err != nil {
		return err
	}
	g.mu.Lock()
	turn := h.lanes[which].enter(g.width(key, which))
	g.mu.Unlock()
	if turn == nil {
		return nil
	}
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	h.lanes[which].giveUp(turn, g.width(key, which))
	return classify(ctx, ctx.Err(), Timeout)
}

func (g *gate) slot(ctx context.Context) *Error {
	select {
	case g.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return classify(ctx, ctx.Err(), Timeout)
	}
}

func (g *gate) use(key string) *host {
	g.mu.Lock()
	defer g.mu.Unlock()
	h := g.hosts[key]
	if h == nil {
		if len(g.hosts) >= manyHosts {
			g.forget(time.Now())
		}
		h = &host{}
		g.hosts[key] = h
	}
	h.users++
	return h
}

func (g *gate) unuse(h *host) {
	g.mu.Lock()
	defer g.mu.Unlock()
	h.users--
}

// forget drops the hosts that nobody asks and that ask for nothing.
func (g *gate) forget(now time.Time) {
	for key, h := range g.hosts {
		if h.users == 0 && h.next.Before(now) && h.closedUntil.Before(now) {
			delete(g.hosts, key)
		}
	}
}

// turn takes the next place in the host's rhythm and is the time until then.
func (g *gate) turn(h *host) time.Duration {
	if g.pace < 0 {
		return 0
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	start := now
	if h.next.After(now) {
		start = h.next
	}
	h.next = start.Add(g.pace)
	return start.Sub(now)
}

func wait(ctx context.Context, d time.Duration) *Error {
	if d <= 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return classify(ctx, ctx.Err(), Timeout)
	}
}
