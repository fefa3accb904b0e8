package fetch

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"time"
)

// The reasons for which a request is ended by us; see classify.
var (
	errLate   = errors.New("no time left")
	errIdle   = errors.New("silence within the body")
	errClosed = errors.New("client closed")
)

// A Client asks servers. It is safe for concurrent use; a program needs one.
// A request that waits its turn costs a goroutine and nothing else, so callers
// may start as many Gets as there are feeds.
type Client struct {
	config     Config
	transports *transports
	gate       *gate
	logins     *logins
	rooms      *rooms          // for bodies that are large
	open       context.Context // until Close
	close      context.CancelFunc
}

// New makes a Client. Close it in the end.
func New(config Config) *Client {
	config.UserAgent = cmp.Or(config.UserAgent, "Tidings (desktop news reader)")
	config.Parallel = cmp.Or(max(config.Parallel, 0), 32)
	config.PerHost = cmp.Or(max(config.PerHost, 0), 1)
	config.Beside = cmp.Or(max(config.Beside, 0), 4)
	config.Pace = cmp.Or(config.Pace, 200*time.Millisecond)
	config.Timeout = cmp.Or(max(config.Timeout, 0), 30*time.Second)
	config.Idle = cmp.Or(max(config.Idle, 0), 10*time.Second)
	config.MaxBody = cmp.Or(max(config.MaxBody, 0), 16<<20)
	config.MaxRedirects = cmp.Or(config.MaxRedirects, 10)

	c := &Client{config: config, transports: newTransports(config), logins: newLogins(), rooms: newRooms()}
	c.gate = newGate(config)
	c.open, c.close = context.WithCancel(context.Background())
	return c
}

// Close ends what is under way; those Gets return an error of Class Canceled.
func (c *Client) Close() {
	c.close()
	c.transports.closeIdle()
}

// Get asks for r.URL and follows redirects. Any error is an *Error.
func (c *Client) Get(ctx context.Context, r Request) (*Response, error) {
	t, err := newTrip(r, c.config, c.logins)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stop := context.AfterFunc(c.open, func() { cancel(errClosed) })
	defer stop()

	for {
		resp, err := c.hop(ctx, cancel, t)
		if err != nil {
			t.fail(err)
			err.Took = c.config.Timeout - t.left
			c.heard(t, err)
			return nil, err
		}
		if resp != nil {
			c.heard(t, nil)
			return resp, nil
		}
	}
}

// heard tells how a trip ended. An *Error that is nil is no error.
func (c *Client) heard(t *trip, err error) {
	if c.config.Heard != nil {
		c.config.Heard(hostKey(t.at), err)
	}
}

// hop asks the trip's present address. It returns neither a response nor an
// error if that was a redirect, which the trip has followed then, or if the server wants
// the login in another form.
func (c *Client) hop(ctx context.Context, cancel context.CancelCauseFunc, t *trip) (*Response, *Error) {
	leave, aside, err := c.gate.admit(ctx, hostKey(t.at), t.lane())
	if err != nil {
		return nil, err
	}
	defer leave()

	start := time.Now()
	clock := newClock(t.left, func() { cancel(errLate) })
	defer func() { t.left = clock.stop() }()

	answer, err := c.send(ctx, t)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()

	switch {
	case isRedirect(answer.StatusCode):
		dismiss(answer.Body)
		return nil, t.follow(answer)
	case answer.StatusCode == http.StatusNotModified && t.conditional():
		c.answered(answer, t, time.Now())
		return t.response(answer, received{}, start), nil
	case answer.StatusCode < 200 || answer.StatusCode > 299 || answer.StatusCode == http.StatusPartialContent:
		dismiss(answer.Body)
		return nil, c.refused(answer, t, time.Now())
	}
	c.answered(answer, t, time.Now())
	space := &room{of: c.rooms, clock: clock, aside: aside}
	keeps := false
	defer func() {
		if !keeps {
			space.leave()
		}
	}()
	body, err := readBody(ctx, cancel, answer, t.maxBody, c.config.Idle, space)
	if err != nil {
		t.fail(err)
		err.HTTP2 = answer.ProtoMajor == 2 && (err.Class == Broken || err.Class == Protocol)
	}
	if err != nil && (t.accept != AcceptFeed || !body.cutOff(err)) {
		return nil, err
	}
	resp := t.response(answer, body, start)
	if keeps = t.asked.Hold; keeps {
		resp.room = space
	}
	return resp, nil
}
