package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A Stream is a body that is read as it comes. It has no limit of its own: who
// reads it counts. Close it in the end.
type Stream struct {
	URL          string // after redirects, without login
	From         int64  // where Read begins: as asked for, or zero if the server has no ranges
	Size         int64  // of the whole; -1: not said
	Ranges       bool   // the server can begin in the middle
	ContentType  string
	ETag         string
	LastModified string

	body   io.Reader
	answer *http.Response
	ctx    context.Context
	end    func()
	fail   func(*Error)
	left   int64 // bytes to come; -1: not said
}

// Open asks for r.URL from a byte on, and follows redirects. Any error, also of
// Read, is an *Error or io.EOF. Only the headers have to come in time; within the
// body, a silence ends it. An answer that is sent packed is refused: places in it
// would be none of the recording.
func (c *Client) Open(ctx context.Context, r Request, from int64) (*Stream, error) {
	t, err := newTrip(r, c.config, c.logins)
	if err != nil {
		return nil, err
	}
	t.stream, t.from = true, from
	ctx, cancel := context.WithCancelCause(ctx)
	stop := context.AfterFunc(c.open, func() { cancel(errClosed) })
	end := func() {
		stop()
		cancel(nil)
	}
	for {
		s, err := c.openHop(ctx, cancel, t)
		if err != nil {
			end()
			t.fail(err)
			return nil, err
		}
		if s != nil {
			s.end = end
			return s, nil
		}
	}
}

// openHop is hop for a Stream. It leaves the gate with the headers: a recording of
// an hour must not keep the pictures of its host waiting.
func (c *Client) openHop(ctx context.Context, cancel context.CancelCauseFunc, t *trip) (*Stream, *Error) {
	leave, err := c.gate.enter(ctx, hostKey(t.at), t.lane())
	if err != nil {
		return nil, err
	}
	defer leave()
	start := time.Now()
	late := time.AfterFunc(t.left, func() { cancel(errLate) })
	answer, err := c.send(ctx, t)
	late.Stop()
	t.left -= time.Since(start)
	if err != nil {
		return nil, err
	}
	switch code := answer.StatusCode; {
	case isRedirect(code):
		dismiss(answer.Body)
		return nil, t.follow(answer)
	case code != http.StatusOK && code != http.StatusPartialContent:
		dismiss(answer.Body)
		return nil, c.refused(answer, t, time.Now())
	}
	t.accepted(answer)
	s, err := t.streamOf(answer)
	if err != nil {
		answer.Body.Close()
		return nil, err
	}
	watch := time.AfterFunc(c.config.Idle, func() { cancel(errIdle) })
	s.ctx, s.body = ctx, &source{from: answer.Body, watch: watch, idle: c.config.Idle, left: 1 << 62}
	return s, nil
}

// streamOf reads what an answer says of itself.
func (t *trip) streamOf(answer *http.Response) (*Stream, *Error) {
	s := &Stream{
		URL: withoutLogin(t.at), Size: answer.ContentLength, answer: answer, fail: t.fail, left: answer.ContentLength,
		ContentType:  answer.Header.Get("Content-Type"),
		ETag:         answer.Header.Get("ETag"),
		LastModified: answer.Header.Get("Last-Modified"),
	}
	if packed := answer.Header.Get("Content-Encoding"); packed != "" && !strings.EqualFold(packed, "identity") {
		return nil, &Error{Class: Protocol, Status: answer.StatusCode, Err: fmt.Errorf("sent as %s", packed)}
	}
	if answer.StatusCode != http.StatusPartialContent {
		s.Ranges = strings.EqualFold(answer.Header.Get("Accept-Ranges"), "bytes")
		return s, nil
	}
	from, size, err := contentRange(answer.Header.Get("Content-Range"))
	if err == nil && from != t.from {
		err = fmt.Errorf("from %d instead of %d", from, t.from)
	}
	if err != nil {
		return nil, &Error{Class: Protocol, Status: answer.StatusCode, Err: err}
	}
	s.From, s.Size, s.Ranges = from, size, true
	return s, nil
}

// contentRange reads where a part begins and how large the whole is (RFC 9110,
// section 14.4); the size is -1 if it is not said.
func contentRange(text string) (from, size int64, err error) {
	unit, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	span, whole, ok := strings.Cut(rest, "/")
	first, _, dash := strings.Cut(span, "-")
	if !ok || !dash || !strings.EqualFold(unit, "bytes") {
		return 0, 0, fmt.Errorf("range %q", text)
	}
	if from, err = strconv.ParseInt(strings.TrimSpace(first), 10, 64); err != nil || from < 0 {
		return 0, 0, fmt.Errorf("range %q", text)
	}
	if size, err = strconv.ParseInt(strings.TrimSpace(whole), 10, 64); err != nil || size < from {
		size = -1
	}
	return from, size, nil
}

// Read is io.Reader's. What ends before it should is an error of Class Broken.
func (s *Stream) Read(p []byte) (int, error) {
	n, err := s.body.Read(p)
	if s.left >= 0 {
		s.left -= int64(n)
	}
	if err == io.EOF && s.left > 0 {
		err = io.ErrUnexpectedEOF
	}
	if err == nil || err == io.EOF && s.ctx.Err() == nil {
		return n, err
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	e := classify(s.ctx, err, Slow)
	e.Status = s.answer.StatusCode
	s.fail(e)
	return n, e
}

// Close ends the request.
func (s *Stream) Close() error {
	s.body.(*source).watch.Stop()
	s.end()
	return s.answer.Body.Close()
}
