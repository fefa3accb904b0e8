package fetch

import (
	"context"
	"sync"
	"time"
)

// A gate lets requests through: some at a time, fewer to each host, those to
// one host not in a burst, and none to a host that wants to be left alone.
type gate struct {
	slots   chan struct{} // one for each request under way
	perHost int
	pace    time.Duration

	mu    sync.Mutex
	hosts map[string]*host
}

// A host is what the gate knows of one. gate.mu guards all but slots.
type host struct {
	slots       chan struct{}
	users       int       // requests that wait or are under way
	next        time.Time // the next request does not start before
	closedUntil time.Time // by Retry-After
}

// manyHosts is how many hosts the gate remembers before it forgets those that
// have nothing to say.
const manyHosts = 1024

func newGate(parallel, perHost int, pace time.Duration) *gate {
	return &gate{
		slots: make(chan struct{}, parallel), perHost: perHost, pace: pace,
		hosts: map[string]*host{},
	}
}

// enter waits until a request to the host may start. The host's own slot comes
// first, so that a long queue for one host does not hold up the others.
func (g *gate) enter(ctx context.Context, key string, paced bool) (leave func(), err *Error) {
	h := g.use(key)
	var held [2]chan struct{}
	leave = func() {
		for _, slots := range held {
			if slots != nil {
				<-slots
			}
		}
		g.unuse(h)
	}
	for i, slots := range [2]chan struct{}{h.slots, g.slots} {
		if err = g.busy(h); err != nil {
			break
		}
		select {
		case slots <- struct{}{}:
			held[i] = slots
		case <-ctx.Done():
			err = classify(ctx, ctx.Err(), Timeout)
		}
		if err == nil && i == 0 && paced {
			err = wait(ctx, g.turn(h))
		}
		if err != nil {
			break
		}
	}
	if err == nil {
		err = g.busy(h)
	}
	if err != nil {
		leave()
		return nil, err
	}
	return leave, nil
}

func (g *gate) use(key string) *host {
	g.mu.Lock()
	defer g.mu.Unlock()
	h := g.hosts[key]
	if h == nil {
		if len(g.hosts) >= manyHosts {
			g.forget(time.Now())
		}
		h = &host{slots: make(chan struct{}, g.perHost)}
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

// busy is the error for a host that wants to be left alone.
func (g *gate) busy(h *host) *Error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if h.closedUntil.IsZero() {
		return nil
	}
	left := time.Until(h.closedUntil)
	if left <= 0 {
		h.closedUntil = time.Time{}
		return nil
	}
	return &Error{Class: Busy, RetryAfter: left}
}

// closeHost keeps every request from the host until then.
func (g *gate) closeHost(key string, until time.Time) {
	h := g.use(key)
	defer g.unuse(h)
	g.mu.Lock()
	defer g.mu.Unlock()
	if until.After(h.closedUntil) {
		h.closedUntil = until
	}
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
