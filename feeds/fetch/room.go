package fetch

import (
	"context"
	"time"
)

const (
	// largeBody is from how many bytes on a body waits for room.
	largeBody = 4 << 20
	// largeBodies is how many may be that large at a time: with 32 requests, and 96 that
	// are slow, all of 16 MB, they would take 2 GB.
	largeBodies = 6
)

// room is a place for a body that grows large. It is for one request.
type room struct {
	places chan struct{} // of the Client
	clock  *clock        // stands while the request waits
	held   bool
}

// take waits for a place, unless the request has one.
func (r *room) take(ctx context.Context) error {
	if r.held {
		return nil
	}
	r.clock.stop()
	defer r.clock.goOn()
	select {
	case r.places <- struct{}{}:
		r.held = true
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// leave gives the place back, if the request has one.
func (r *room) leave() {
	if r.held {
		<-r.places
		r.held = false
	}
}

// A clock ends a request when its time is over.
type clock struct {
	timer *time.Timer
	left  time.Duration
	since time.Time // it goes; zero: it stands
}

func newClock(left time.Duration, end func()) *clock {
	return &clock{timer: time.AfterFunc(left, end), left: left, since: time.Now()}
}

// stop is how much time is left.
func (c *clock) stop() time.Duration {
	if c.timer.Stop(); !c.since.IsZero() {
		c.left -= time.Since(c.since)
		c.since = time.Time{}
	}
	return c.left
}

func (c *clock) goOn() {
	c.since = time.Now()
	c.timer.Reset(c.left)
}
