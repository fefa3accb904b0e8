package fetch

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"runtime"
	"slices"
	"time"
)

// How large bodies may become that are in memory at the same time, in bytes. Of the
// smallest size there are as many as requests; with 32 of them, and 96 that are slow, all
// of 16 MB, bodies would take 2 GB otherwise. A body that is packed takes its place as it
// was sent and unpacked, so what it takes is twice that at most.
const (
	smallBody = 256 << 10 // larger ones wait for one of largeBodies places
	largeBody = 2 << 20   // larger ones for one of hugeBodies
	// largeBodies and hugeBodies are how many there may be: until they were read or, for
	// requests that Hold them, until what they brought is worked off.
	largeBodies = 12
	hugeBodies  = 2
)

// sizes are those that a body of at most limit bytes grows through.
func sizes(limit int64) []int64 {
	return slices.Compact([]int64{min(smallBody, limit), min(largeBody, limit), limit})
}

// rooms are the places for bodies that are in memory.
type rooms struct {
	large, huge chan struct{}
	unpacking   chan struct{} // decoders remember up to 16 MB each: as many as there are cores to run them
}

func newRooms() *rooms {
	return &rooms{large: make(chan struct{}, largeBodies), huge: make(chan struct{}, hugeBodies),
		unpacking: make(chan struct{}, runtime.GOMAXPROCS(0)+1)}
}

// room is the place of one request.
type room struct {
	of    *rooms
	clock *clock        // stands while the request waits
	aside func()        // lets another request run while this one waits
	held  chan struct{} // the one of rooms that it has a place of; nil: it needs none
}

// upTo waits until there is room for a body of so many bytes. What waits has given up
// nothing, and nobody who has a place waits for a smaller one: somebody always goes on.
func (r *room) upTo(ctx context.Context, size int64, waiting func(func() error) error) error {
	want := r.of.huge
	switch {
	case size <= smallBody || r.held == r.of.huge:
		return nil
	case size <= largeBody:
		want = r.of.large
	}
	if r.held == want {
		return nil
	}
	return waiting(func() error {
		if err := r.wait(ctx, want); err != nil {
			return err
		}
		r.leave()
		r.held = want
		return nil
	})
}

// wait takes a place. The time of the request stands meanwhile, and it keeps no other one
// from running. When it goes on, it is one of few that have a place.
func (r *room) wait(ctx context.Context, places chan struct{}) error {
	select {
	case places <- struct{}{}:
		return nil
	default:
	}
	r.clock.stop()
	defer r.clock.goOn()
	r.aside()
	select {
	case places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// leave gives the place back, if the request has one.
func (r *room) leave() {
	if r.held != nil {
		<-r.held
		r.held = nil
	}
}

// unpack is what a body says that was sent as it is in buf, until cut, and the error that
// ends it. It is done from the beginning again for each size that it turns out to be
// larger than, so that nobody who waits for room keeps others from unpacking.
func (r *room) unpack(ctx context.Context, buf *bytes.Buffer, cut error, label string, limit int64) ([]byte, error) {
	if coding, err := codingOf(buf.Bytes()[:min(buf.Len(), sniffed)], label); coding == "" && err == nil {
		return takeOut(buf), cut
	}
	for _, most := range sizes(limit) {
		if err := r.upTo(ctx, most, withoutPause); err != nil {
			return nil, err
		}
		out, err := r.unpackTo(ctx, buf.Bytes(), cut, label, most)
		if !errors.Is(err, errTooLarge) || int64(len(out)) <= most || most == limit {
			return out, err
		}
	}
	return nil, errTooLarge
}

func withoutPause(f func() error) error { return f() }

// unpackTo unpacks most bytes, and one more if there is more.
func (r *room) unpackTo(ctx context.Context, sent []byte, cut error, label string, most int64) ([]byte, error) {
	if err := r.wait(ctx, r.of.unpacking); err != nil {
		return nil, err
	}
	defer func() { <-r.of.unpacking }()
	if n := foretold(sent, most); n > 0 {
		out := bytes.NewBuffer(make([]byte, 0, n+bytes.MinRead)) // what ReadFrom wants to be left
		err := decode(out, &ending{bytes.NewReader(sent), cut}, label, most)
		if out.Len() == n {
			return out.Bytes(), err
		}
		return bytes.Clone(out.Bytes()), err
	}
	out := buffers.Get().(*bytes.Buffer)
	defer keep(out)
	out.Reset()
	err := decode(out, &ending{bytes.NewReader(sent), cut}, label, most)
	return takeOut(out), err
}

// foretold is how many bytes gzip says at its end that it has packed (RFC 1952, section
// 2.3.1), so that they need not be copied out of a larger buffer; zero: more than most, or
// not to be believed.
func foretold(sent []byte, most int64) int {
	if len(sent) < 18 || sent[0] != 0x1f || sent[1] != 0x8b {
		return 0
	}
	n := int64(binary.LittleEndian.Uint32(sent[len(sent)-4:]))
	if n > most || n > mostExpansion*int64(len(sent)) {
		return 0
	}
	return int(n)
}

// takeOut is what a buffer has, which is used again if it is small.
func takeOut(buf *bytes.Buffer) []byte {
	if buf.Cap() <= keptBuffer {
		return bytes.Clone(buf.Bytes())
	}
	return buf.Bytes()
}

// ending is a body that ends with an error, if it was cut off.
type ending struct {
	from *bytes.Reader
	cut  error
}

func (e *ending) Read(p []byte) (int, error) {
	n, err := e.from.Read(p)
	if err == io.EOF && e.cut != nil {
		err = e.cut
	}
	return n, err
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
