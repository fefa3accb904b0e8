package fetch

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"
)

var errTooLarge = errors.New("larger than the limit")

// buffers hold what is being read; the body is copied out when its size is known.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// keptBuffer is the largest buffer that is kept for the next body.
const keptBuffer = 1 << 20

// received is what came of a body.
type received struct {
	body []byte // decoded
	wire int64  // bytes as they came
	cut  error  // why there is no more; nil: it is whole
}

// cutOff reports whether err only says that the end is missing, of something of which
// there is a beginning, and marks it so.
func (r *received) cutOff(err *Error) bool {
	if len(r.body) == 0 || err.Class != Broken && err.Class != Slow {
		return false
	}
	r.cut = err
	return true
}

// readBody reads and decodes the body of an answer, limit bytes at most, both
// as sent and as expanded. It gives up after a silence of idle. A large one waits for
// room. With an error comes what was decoded before.
func readBody(ctx context.Context, cancel context.CancelCauseFunc, answer *http.Response, limit int64, idle time.Duration, space *room) (received, *Error) {
	if answer.ContentLength > limit {
		return received{}, &Error{Class: TooLarge, Status: answer.StatusCode, Err: errTooLarge}
	}
	sent := &source{from: answer.Body, watch: time.AfterFunc(idle, func() { cancel(errIdle) }), idle: idle, left: limit}
	buf := buffers.Get().(*bytes.Buffer)
	defer keep(buf)
	buf.Reset()
	err := sent.readAll(ctx, buf, limit, space)
	sent.watch.Stop()
	got := received{wire: sent.n}
	unpacked := errors.Is(err, errTooLarge)
	if !unpacked {
		var e error
		if got.body, e = space.unpack(ctx, buf, err, answer.Header.Get("Content-Encoding"), limit); err == nil {
			err = e
		}
	}
	if errors.Is(err, errTooLarge) {
		return received{}, &Error{Class: TooLarge, Status: answer.StatusCode, Packed: !unpacked, Err: err}
	}
	if err == nil {
		return got, nil
	}
	e := classify(ctx, err, Slow)
	e.Status = answer.StatusCode
	return got, e
}

// readAll reads a body as it is sent. Before it takes more than there is room for, it
// waits for it, without losing time by that.
func (s *source) readAll(ctx context.Context, buf *bytes.Buffer, limit int64, space *room) error {
	for _, most := range sizes(limit) {
		if err := space.upTo(ctx, most, s.pause); err != nil {
			return err
		}
		if most == largeBody {
			buf.Grow(int(most) + 1 + bytes.MinRead - buf.Len()) // doubling would take twice that
		}
		_, err := buf.ReadFrom(io.LimitReader(s, most+1-int64(buf.Len())))
		if err != nil || int64(buf.Len()) <= most {
			return err
		}
	}
	return errTooLarge
}

// pause lets nobody wait for the body while f runs.
func (s *source) pause(f func() error) error {
	s.watch.Stop()
	defer s.watch.Reset(s.idle)
	return f()
}

func keep(buf *bytes.Buffer) {
	if buf.Cap() <= keptBuffer {
		buffers.Put(buf)
	}
}

// drain reads what little may be left, so that the connection can be used again.
func drain(r io.Reader) { _, _ = io.CopyN(io.Discard, r, 4<<10) }

// unneeded is how long the body of a redirect or a refusal is waited for: its connection is
// worth less than that.
const unneeded = time.Second

// dismiss drains a body that says nothing more, and closes it.
func dismiss(body io.ReadCloser) {
	late := time.AfterFunc(unneeded, func() { _ = body.Close() })
	defer late.Stop()
	drain(body)
	_ = body.Close()
}

// A source is a body as it comes from the network. It remembers its own error,
// to be told from an error of what is decoded.
type source struct {
	from  io.Reader
	watch *time.Timer
	idle  time.Duration
	left  int64
	n     int64 // bytes so far
	err   error // other than io.EOF
}

func (s *source) Read(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.from.Read(p)
	if n > 0 {
		s.watch.Reset(s.idle)
	}
	s.n += int64(n)
	if s.left -= int64(n); s.left < 0 {
		err = errTooLarge
	}
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}
