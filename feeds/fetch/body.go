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
	watch := time.AfterFunc(idle, func() { cancel(errIdle) })
	defer watch.Stop()
	sent := &source{from: answer.Body, watch: watch, idle: idle, left: limit}

	buf := buffers.Get().(*bytes.Buffer)
	defer keep(buf)
	buf.Reset()
	err := decode(buf, sent, answer.Header.Get("Content-Encoding"), limit, func() error {
		watch.Stop()
		defer watch.Reset(idle)
		return space.take(ctx)
	})
	if err == nil {
		drain(sent) // the end of a chunked body; an answer that was cut off shows itself here
	}
	if sent.err != nil {
		err = sent.err
	}
	if errors.Is(err, errTooLarge) {
		return received{}, &Error{Class: TooLarge, Status: answer.StatusCode, Packed: sent.err == nil, Err: err}
	}
	got := received{body: bytes.Clone(buf.Bytes()), wire: sent.n}
	if err == nil {
		return got, nil
	}
	e := classify(ctx, err, Slow)
	e.Status = answer.StatusCode
	return got, e
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
