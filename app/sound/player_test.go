package sound

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

// ears is an output whose clock is the test: it hears when it is told to.
type ears struct {
	mu      sync.Mutex
	pull    func([]float32) int
	lost    func(error)
	playing bool
	flushed int
	closed  bool
	opened  int
	err     error
}

func (e *ears) connect(pull func([]float32) int, lost func(error)) (Output, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.opened++
	e.pull, e.lost, e.closed = pull, lost, false
	return e, e.err
}

func (e *ears) set(f func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	f()
}
func (e *ears) Play()                { e.set(func() { e.playing = true }) }
func (e *ears) Pause()               { e.set(func() { e.playing = false }) }
func (e *ears) Flush()               { e.set(func() { e.flushed++ }) }
func (e *ears) Close()               { e.set(func() { e.closed = true }) }
func (e *ears) Delay() time.Duration { return 0 }

func (e *ears) is(f func() bool) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return f()
}

// listener is a player with ears, and what was told of it.
type listener struct {
	*Player
	*ears
	t    testing.TB
	told chan Status
}

func newListener(t testing.TB) *listener {
	l := &listener{ears: &ears{}, t: t, told: make(chan Status, 1000)}
	l.Player = NewPlayer(l.ears.connect, func(s Status) { l.told <- s })
	t.Cleanup(l.Player.Close)
	return l
}

func (l *listener) Play()  { l.Player.Play() }
func (l *listener) Pause() { l.Player.Pause() }
func (l *listener) Close() { l.Player.Close() }

// until waits for what is told, and fails when nothing of the kind comes.
func (l *listener) until(what string, ok func(Status) bool) Status {
	l.t.Helper()
	if s := l.Status(); ok(s) {
		return s
	}
	late := time.After(2 * time.Minute) // what comes, comes at once; a loaded machine takes its time
	for {
		select {
		case <-l.told:
			if s := l.Status(); ok(s) {
				return s
			}
		case <-late:
			l.t.Fatalf("never %s: %+v", what, l.Status())
		}
	}
}

func (l *listener) untilState(want State) Status {
	l.t.Helper()
	return l.until("in the state", func(s Status) bool { return s.State == want })
}

// begun waits until there is something to hear.
func (l *listener) begun() {
	l.t.Helper()
	l.until("begun", func(Status) bool {
		l.Player.mu.Lock()
		defer l.Player.mu.Unlock()
		return l.ready
	})
}

// hear takes so much of the sound as it comes, and returns the first channel.
func (l *listener) hear(d time.Duration) []float32 {
	l.t.Helper()
	l.begun()
	var out []float32
	left := int(d.Seconds() * Rate)
	for left > 0 {
		q := l.Player.queue
		q.mu.Lock()
		for q.frames == 0 && !q.over {
			q.room.Wait()
		}
		over := q.over && q.frames == 0
		q.mu.Unlock()
		p := make([]float32, min(left, 480)*channels)
		n := l.ears.pull(p)
		for i := 0; i < n; i += channels {
			out = append(out, p[i])
		}
		left -= n / channels
		if over {
			return out
		}
	}
	return out
}

func within(a, b, by time.Duration) bool { return (a - b).Abs() <= by }

func speech() memory { return memory{data: wav(16000, 1, 16, tonesOf(16000))} }

func TestARecordingIsHeardToItsEnd(t *testing.T) {
	l := newListener(t)
	l.Load(speech(), 0)
	if s := l.untilState(Waiting); s.At != 0 {
		t.Errorf("it begins at %v", s.At)
	}
	got := l.hear(2 * time.Second)
	if s := l.Status(); s.State != Playing || !within(s.At, 2*time.Second, 60*time.Millisecond) || s.Length != 4*time.Second {
		t.Errorf("in the middle it is %+v", s)
	}
	if f := tone(got[Rate/5:Rate*4/5], Rate); !near(f, 400, 2) {
		t.Errorf("there are %.1f Hz", f)
	}
	l.hear(time.Minute)
	if s := l.untilState(Ended); s.At != 4*time.Second || l.is(func() bool { return l.playing }) {
		t.Errorf("in the end it is %+v", s)
	}
	l.Play()
	l.hear(time.Second / 10)
	if s := l.untilState(Playing); s.At > time.Second {
		t.Errorf("it begins again at %v", s.At)
	}
}

func TestItPausesAndGoesOn(t *testing.T) {
	l := newListener(t)
	l.Load(speech(), 0)
	l.hear(time.Second)
	l.Pause()
	s := l.untilState(Paused)
	if l.is(func() bool { return l.playing }) {
		t.Error("the output goes on")
	}
	l.Pause()
	l.Play()
	l.hear(time.Second / 2)
	if after := l.untilState(Playing); !within(after.At, s.At+time.Second/2, 60*time.Millisecond) {
		t.Errorf("from %v it went to %v", s.At, after.At)
	}
}

func TestItGoesToAnyPlace(t *testing.T) {
	l := newListener(t)
	l.Load(speech(), 0)
	l.hear(time.Second)
	l.Seek(3200 * time.Millisecond)
	if s := l.Status(); s.At != 3200*time.Millisecond {
		t.Errorf("it says %v at once", s.At)
	}
	if f := tone(l.hear(time.Second / 4)[Rate/20:], Rate); !near(f, 1600, 20) {
		t.Errorf("there are %.1f Hz", f)
	}
	l.Skip(-15 * time.Second)
	if f := tone(l.hear(time.Second / 4)[Rate/20:], Rate); !near(f, 400, 20) {
		t.Errorf("at the beginning there are %.1f Hz", f)
	}
	l.Skip(30 * time.Second)
	l.hear(time.Second)
	l.untilState(Ended)
	l.Seek(time.Second + time.Second/2)
	if f := tone(l.hear(time.Second / 4)[Rate/20:], Rate); !near(f, 800, 20) {
		t.Errorf("back from the end there are %.1f Hz", f)
	}
}

func TestSeekingWhilePausedStaysPaused(t *testing.T) {
	l := newListener(t)
	l.Load(speech(), 0)
	l.hear(time.Second)
	l.Pause()
	l.Seek(2500 * time.Millisecond)
	l.begun()
	if s := l.Status(); s.State != Paused || s.At != 2500*time.Millisecond || l.is(func() bool { return l.playing }) {
		t.Errorf("it is %+v", s)
	}
	l.Play()
	if f := tone(l.hear(time.Second / 4)[Rate/20:], Rate); !near(f, 1200, 20) {
		t.Errorf("there are %.1f Hz", f)
	}
}

func TestItBeginsWhereItWasLeft(t *testing.T) {
	l := newListener(t)
	l.Load(speech(), 1500*time.Millisecond)
	if f := tone(l.hear(time.Second / 4)[Rate/20:], Rate); !near(f, 800, 20) {
		t.Errorf("there are %.1f Hz", f)
	}
	if s := l.Status(); !within(s.At, 1750*time.Millisecond, 60*time.Millisecond) {
		t.Errorf("it is at %v", s.At)
	}
}

func TestTimePassesAtTheSpeedThatIsChosen(t *testing.T) {
	l := newListener(t)
	l.SetSpeed(2)
	l.Load(speech(), 0)
	l.hear(time.Second)
	if s := l.Status(); !within(s.At, 2*time.Second, 100*time.Millisecond) || s.Speed != 2 {
		t.Errorf("after a second it is %+v", s)
	}
	l.SetSpeed(99)
	if s := l.Status(); s.Speed != 2.5 {
		t.Errorf("the fastest is %v", s.Speed)
	}
}

func TestAnotherRecordingTakesTheFirstOnesPlace(t *testing.T) {
	l := newListener(t)
	l.Load(speech(), 0)
	l.hear(time.Second)
	l.Load(tones(t, "constant.mp3"), 3*time.Second)
	if f := tone(l.hear(time.Second / 2)[Rate/10:], Rate); !near(f, 1600, 20) {
		t.Errorf("there are %.1f Hz", f)
	}
	if n := l.opened; n != 1 {
		t.Errorf("the output was opened %d times", n)
	}
}

func TestStopLetsTheOutputGo(t *testing.T) {
	l := newListener(t)
	l.Load(speech(), 0)
	l.hear(time.Second)
	l.Stop()
	if s := l.Status(); s.State != Stopped || s.At != 0 || s.Length != 0 {
		t.Errorf("it is %+v", s)
	}
	if n := l.ears.pull(make([]float32, 100)); n != 0 {
		t.Errorf("%d samples are heard after it", n)
	}
	l.Play()
	l.Seek(time.Second)
	if s := l.Status(); s.State != Stopped {
		t.Errorf("it is %+v", s)
	}
}

func TestASystemWithoutOutputIsSaid(t *testing.T) {
	l := newListener(t)
	l.ears.err = ErrNoOutput
	l.Load(speech(), 0)
	if s := l.untilState(Failed); !errors.Is(s.Err, ErrNoOutput) {
		t.Errorf("it is %+v", s)
	}
}

func TestALostOutputPausesAndIsOpenedAgain(t *testing.T) {
	l := newListener(t)
	l.Load(speech(), 0)
	l.hear(time.Second)
	l.ears.lost(ErrNoOutput)
	if s := l.untilState(Paused); !errors.Is(s.Err, ErrNoOutput) || !within(s.At, time.Second, 60*time.Millisecond) {
		t.Errorf("it is %+v", s)
	}
	l.Play()
	l.hear(time.Second / 10)
	if s := l.Status(); !within(s.At, 1100*time.Millisecond, 60*time.Millisecond) || l.opened != 2 {
		t.Errorf("it goes on at %+v, opened %d times", s, l.opened)
	}
}

// stalled is a recording of which so much is there, and the rest when it is let.
type stalled struct {
	memory
	here int64
	gate chan struct{}
	err  error // instead of the rest
}

func (s stalled) ReadAt(ctx context.Context, p []byte, off int64) (int, error) {
	if off+int64(len(p)) > s.here {
		if off < s.here {
			p = p[:s.here-off]
		} else {
			if s.err != nil {
				return 0, s.err
			}
			select {
			case <-s.gate:
			case <-ctx.Done():
				return 0, ctx.Err()
			}
		}
	}
	return s.memory.ReadAt(ctx, p, off)
}

func TestItWaitsForTheNetworkAndGoesOn(t *testing.T) {
	l := newListener(t)
	src := stalled{speech(), 64000, make(chan struct{}), nil}
	l.Load(src, 0)
	for l.Status().State != Waiting || l.Status().At < time.Second { // until what is here was heard
		l.begun()
		l.ears.pull(make([]float32, 480*channels))
	}
	close(src.gate)
	got := l.hear(time.Second)
	if s := l.Status(); s.State != Playing {
		t.Errorf("it is %+v after %d samples", s, len(got))
	}
}

func TestSeekingIsNotHeldUpByTheNetwork(t *testing.T) {
	l := newListener(t)
	l.Load(stalled{speech(), 64000, make(chan struct{}), nil}, 0)
	l.hear(time.Second)
	l.Seek(3 * time.Second) // not here
	l.Seek(time.Second / 2)
	if f := tone(l.hear(time.Second / 4)[Rate/20:], Rate); !near(f, 400, 10) {
		t.Errorf("there are %.1f Hz", f)
	}
}

func TestARecordingThatCannotBeReadSaysWhyAndCanBeTriedAgain(t *testing.T) {
	l := newListener(t)
	gone := errors.New("gone")
	l.Load(stalled{speech(), 64000, nil, gone}, time.Second)
	l.begun()
	for l.Status().State != Failed {
		l.ears.pull(make([]float32, 480*channels))
	}
	s := l.Status()
	if !errors.Is(s.Err, gone) || s.At < time.Second {
		t.Errorf("it is %+v", s)
	}
	l.Play()
	l.untilState(Failed)
}

func TestWhatIsNoRecordingFails(t *testing.T) {
	l := newListener(t)
	l.Load(memory{data: []byte("<html>no</html>")}, 0)
	if s := l.untilState(Failed); !IsFormat(s.Err) {
		t.Errorf("it is %+v", s)
	}
	if l.opened != 0 {
		t.Error("an output was opened for it")
	}
}

func TestAStreamWithoutAnEndIsPlayed(t *testing.T) {
	l := newListener(t)
	m := tones(t, "constant.mp3")
	m.blind = true
	l.Load(m, 0)
	l.hear(3 * time.Second)
	l.Seek(time.Second + time.Second/2)
	if f := tone(l.hear(time.Second / 4)[Rate/20:], Rate); !near(f, 800, 10) {
		t.Errorf("back there are %.1f Hz", f)
	}
}

func TestAPlayerThatIsClosedIsStill(t *testing.T) {
	l := newListener(t)
	l.Load(speech(), 0)
	l.hear(time.Second)
	l.Player.Close()
	l.Load(speech(), 0)
	l.Play()
	l.SetSpeed(2)
	l.Player.Close()
	if s := l.Status(); s.State != Stopped {
		t.Errorf("it is %+v", s)
	}
}
