package sound

import (
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// Player plays one recording at a time. It is safe for concurrent use, and none of
// its methods wait.
type Player struct {
	open  OpenOutput
	queue *queue
	speed atomic.Uint64 // in thousandths
	news  chan struct{} // has something when there is something to tell

	mu     sync.Mutex
	out    Output
	status Status
	src    Source
	heard  time.Duration // up to here, without what is on its way to the ear
	ready  bool          // the run has a decoder and an output
	run    *run
	closed bool
}

// run is one way through a recording, from where the reader wanted to hear it.
type run struct {
	ctx  context.Context
	stop context.CancelFunc
	done chan struct{} // it has ended; dec may be used by the next
	dec  decoder
}

// NewPlayer makes a player. tell is called on a goroutine of the player's own when
// the state changes and when a second has passed; changes merge. Close it in the
// end.
func NewPlayer(open OpenOutput, tell func(Status)) *Player {
	p := &Player{open: open, queue: newQueue(), news: make(chan struct{}, 1)}
	p.setSpeed(1)
	go func() {
		for range p.news {
			tell(p.Status())
		}
	}()
	return p
}

// Load plays another recording from a time on.
func (p *Player) Load(src Source, at time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	p.src, p.status.Length = src, 0
	p.from(max(0, at), Waiting, false)
}

// from begins anew at a time; p.mu is held. same says that it is the recording of
// before.
func (p *Player) from(at time.Duration, s State, same bool) {
	before := p.run
	if before != nil {
		before.stop()
	}
	p.queue.clear(at)
	if p.out != nil {
		p.out.Flush()
	}
	p.heard, p.ready = at, false
	p.set(s, nil)
	ctx, stop := context.WithCancel(context.Background())
	r := &run{ctx: ctx, stop: stop, done: make(chan struct{})}
	p.run = r
	go p.decode(r, p.src, at, before, same)
}

// decode is the goroutine of a run.
func (p *Player) decode(r *run, src Source, at time.Duration, before *run, same bool) {
	defer close(r.done)
	var prior decoder
	if before != nil {
		<-before.done
		if same {
			prior = before.dec
		}
	}
	c, err := newChain(r.ctx, src, at, prior)
	if err != nil {
		r.dec = prior
		p.fail(r, err)
		return
	}
	r.dec = c.dec
	if err := p.begin(r, c); err != nil {
		p.fail(r, err)
		return
	}
	for {
		b, err := c.next(float64(p.speed.Load()) / 1000)
		if len(b.samples) > 0 && !p.queue.push(r.ctx, b) {
			return
		}
		p.lengthIs(r, c.length())
		switch {
		case err == io.EOF:
			p.queue.finish()
			return
		case err != nil:
			p.fail(r, err)
			return
		}
	}
}

// begin has an output ready when a run has something to play.
func (p *Player) begin(r *run, c *chain) error {
	p.mu.Lock()
	out := p.out
	p.mu.Unlock()
	if out == nil {
		var err error
		if out, err = p.open(p.pull, p.lost); err != nil {
			return err
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		out.Close()
		return context.Canceled
	}
	p.out = out
	if p.run != r {
		return context.Canceled
	}
	p.ready = true
	if c.start != p.heard {
		p.heard = c.start
		p.queue.clear(c.start)
	}
	p.status.Length = c.length()
	if p.status.State == Paused {
		out.Pause()
	} else {
		out.Play()
	}
	p.signal()
	return nil
}

// lengthIs takes a better knowledge of the length, if it is one.
func (p *Player) lengthIs(r *run, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.run == r && (d-p.status.Length).Abs() >= time.Second {
		p.status.Length = d
		p.signal()
	}
}

// fail ends a run that cannot go on.
func (p *Player) fail(r *run, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.run != r || r.ctx.Err() != nil {
		return
	}
	r.stop()
	if p.out != nil {
		p.out.Pause()
	}
	p.set(Failed, err)
}

// pull is what the output takes its samples with.
func (p *Player) pull(samples []float32) int {
	n, at, drained := p.queue.take(samples)
	p.mu.Lock()
	defer p.mu.Unlock()
	second := p.status.At.Truncate(time.Second)
	if n > 0 && p.ready {
		p.heard = at
	}
	switch s := p.status.State; {
	case s != Playing && s != Waiting || !p.ready:
	case n > 0 && s == Waiting:
		p.set(Playing, nil)
	case n == 0 && drained:
		p.out.Pause()
		p.set(Ended, nil)
	case n == 0 && s == Playing:
		p.set(Waiting, nil)
	}
	p.status.At = p.at()
	if p.status.At.Truncate(time.Second) != second {
		p.signal()
	}
	return n
}

// lost is called when the output is gone: headphones unplugged on some systems, or
// a server that was stopped.
func (p *Player) lost(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.out, p.ready = nil, false
	if s := p.status.State; s == Playing || s == Waiting {
		p.set(Paused, err)
	}
}

// at is what is heard now; p.mu is held.
func (p *Player) at() time.Duration {
	at := p.heard
	switch p.status.State {
	case Ended:
		if p.status.Length > 0 {
			return p.status.Length
		}
	case Playing:
		if p.out != nil {
			at = max(0, at-time.Duration(float64(p.out.Delay())*p.status.Speed))
		}
	}
	return at
}

// set changes the state; p.mu is held.
func (p *Player) set(s State, err error) {
	p.status.State, p.status.Err = s, err
	p.status.At = p.at()
	p.signal()
}

// signal has the change told; p.mu is held.
func (p *Player) signal() {
	if p.closed {
		return
	}
	select {
	case p.news <- struct{}{}:
	default: // it is told with the one that waits
	}
}

// Status is what there is to show.
func (p *Player) Status() Status {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.status
	s.At = p.at()
	return s
}

// Play goes on; from the beginning if the end was heard.
func (p *Player) Play() {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.status.State == Ended:
		p.from(0, Waiting, true)
	case p.status.State == Failed, p.status.State == Paused && p.out == nil:
		p.from(p.heard, Waiting, true)
	case p.status.State == Paused:
		p.out.Play()
		p.set(Waiting, nil)
	}
}

// Pause stops for a while.
func (p *Player) Pause() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s := p.status.State; s != Playing && s != Waiting {
		return
	}
	if p.out != nil {
		p.out.Pause()
	}
	p.set(Paused, nil)
}

// Seek goes to a time of the recording; what was playing plays on there.
func (p *Player) Seek(to time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seek(to)
}

// Skip goes forwards or backwards.
func (p *Player) Skip(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seek(p.at() + d)
}

func (p *Player) seek(to time.Duration) {
	to = max(0, to)
	if p.status.Length > 0 {
		to = min(to, p.status.Length)
	}
	switch p.status.State {
	case Stopped:
	case Paused:
		p.from(to, Paused, true)
	default:
		p.from(to, Waiting, true)
	}
}

// SetSpeed changes the speed, between the slowest and the fastest of Speeds.
func (p *Player) SetSpeed(x float64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.setSpeed(clampSpeed(x))
	p.signal()
}

func (p *Player) setSpeed(x float64) {
	p.status.Speed = x
	p.speed.Store(uint64(x*1000 + 0.5))
}

// Stop forgets the recording and lets the output go.
func (p *Player) Stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.forget()
}

func (p *Player) forget() {
	if p.run != nil {
		p.run.stop()
		p.run = nil
	}
	if p.out != nil {
		out := p.out
		p.out = nil
		go out.Close() // which may wait for a pull, and that for us
	}
	p.queue.clear(0)
	p.src, p.heard, p.ready, p.status.Length = nil, 0, false, 0
	p.set(Stopped, nil)
}

// Close ends the player; nothing is told any more.
func (p *Player) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.closed {
		p.forget()
		p.closed = true
		close(p.news)
	}
}

// IsFormat reports whether an error says that we cannot decode a recording, so that
// another program may.
func IsFormat(err error) bool { return errors.Is(err, ErrFormat) || errors.Is(err, ErrBroken) }
