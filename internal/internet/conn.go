package internet

import (
	"io"
	"net"
	"os"
	"sync"
	"syscall"
	"time"
)

// window is how many bytes a connection holds that nobody has read.
const window = 64 << 10

// A wire is one direction of a connection.
type wire struct {
	mu    sync.Mutex
	moved sync.Cond // something below is another
	data  []byte
	ended bool  // by its writer
	gone  bool  // its reader does not listen
	cut   error // for both ends
	read  limit
	write limit
}

// A limit is the time by which one end wants to be done.
type limit struct {
	at    time.Time
	timer *time.Timer
}

func (l limit) over() bool { return !l.at.IsZero() && !time.Now().Before(l.at) }

func newWire() *wire {
	w := &wire{}
	w.moved.L = &w.mu
	return w
}

// change does something to a wire and wakes both ends.
func (w *wire) change(f func()) {
	w.mu.Lock()
	f()
	w.mu.Unlock()
	w.moved.Broadcast()
}

// by sets a limit.
func (w *wire) by(l *limit, t time.Time) {
	w.change(func() {
		if l.timer != nil {
			l.timer.Stop()
		}
		*l = limit{at: t}
		if !t.IsZero() {
			l.timer = time.AfterFunc(time.Until(t), w.moved.Broadcast)
		}
	})
}

// memory is one end of a connection that is a piece of memory.
type memory struct {
	in, out     *wire
	here, there net.Addr
	once        sync.Once
}

// connected is both ends of a connection.
func connected(client, server net.Addr) (_, _ *memory) {
	there, back := newWire(), newWire()
	return &memory{in: back, out: there, here: client, there: server},
		&memory{in: there, out: back, here: server, there: client}
}

func (m *memory) Read(p []byte) (int, error) {
	w := m.in
	w.mu.Lock()
	defer w.mu.Unlock()
	for {
		switch {
		case w.gone:
			return 0, m.failed("read", net.ErrClosed)
		case w.read.over():
			return 0, m.failed("read", os.ErrDeadlineExceeded)
		case len(w.data) > 0:
			n := copy(p, w.data)
			w.data = w.data[n:]
			w.moved.Broadcast()
			return n, nil
		case w.cut != nil:
			return 0, m.failed("read", w.cut)
		case w.ended:
			return 0, io.EOF
		}
		w.moved.Wait()
	}
}

func (m *memory) Write(p []byte) (n int, err error) {
	w := m.out
	w.mu.Lock()
	defer w.mu.Unlock()
	for {
		switch {
		case w.cut != nil:
			return n, m.failed("write", w.cut)
		case w.ended:
			return n, m.failed("write", net.ErrClosed)
		case w.gone:
			return n, m.failed("write", os.NewSyscallError("write", syscall.EPIPE))
		case w.write.over():
			return n, m.failed("write", os.ErrDeadlineExceeded)
		case n == len(p):
			return n, nil
		}
		if room := min(window-len(w.data), len(p)-n); room > 0 {
			w.data = append(w.data, p[n:n+room]...)
			n += room
			w.moved.Broadcast()
			continue
		}
		w.moved.Wait()
	}
}

func (m *memory) failed(op string, err error) error {
	return &net.OpError{Op: op, Net: "tcp", Source: m.here, Addr: m.there, Err: err}
}

func (m *memory) Close() error {
	m.once.Do(func() {
		// In this order: the other end may answer as soon as it hears of the end, and that is
		// not to be read any more.
		m.in.change(func() { m.in.gone = true })
		m.out.change(func() { m.out.ended = true })
	})
	return nil
}

// reset ends a connection as a machine does that has forgotten it. What had come by
// then can be read.
func (m *memory) reset() {
	for _, w := range []*wire{m.in, m.out} {
		w.change(func() { w.cut = os.NewSyscallError("read", syscall.ECONNRESET) })
	}
}

func (m *memory) LocalAddr() net.Addr                { return m.here }
func (m *memory) RemoteAddr() net.Addr               { return m.there }
func (m *memory) SetReadDeadline(t time.Time) error  { m.in.by(&m.in.read, t); return nil }
func (m *memory) SetWriteDeadline(t time.Time) error { m.out.by(&m.out.write, t); return nil }
func (m *memory) SetDeadline(t time.Time) error {
	_ = m.SetReadDeadline(t)
	return m.SetWriteDeadline(t)
}
