package fetch

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"net"
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
	config    Config
	transport http.RoundTripper
	gate      *gate
	open      context.Context // until Close
	close     context.CancelFunc
}

// New makes a Client. Close it in the end.
func New(config Config) *Client {
	config.UserAgent = cmp.Or(config.UserAgent, "Tidings (desktop news reader)")
	config.Parallel = cmp.Or(max(config.Parallel, 0), 32)
	config.PerHost = cmp.Or(max(config.PerHost, 0), 2)
	config.Pace = cmp.Or(config.Pace, 200*time.Millisecond)
	config.Timeout = cmp.Or(max(config.Timeout, 0), 30*time.Second)
	config.Idle = cmp.Or(max(config.Idle, 0), 10*time.Second)
	config.MaxBody = cmp.Or(max(config.MaxBody, 0), 16<<20)
	config.MaxRedirects = cmp.Or(config.MaxRedirects, 10)

	c := &Client{config: config, transport: config.Transport}
	if c.transport == nil {
		c.transport = newTransport(config)
	}
	c.gate = newGate(config.Parallel, config.PerHost, config.Pace)
	c.open, c.close = context.WithCancel(context.Background())
	return c
}

// newTransport is net/http's own, set up for many hosts that are asked seldom.
func newTransport(config Config) *http.Transport {
	dialer := &net.Dialer{Timeout: min(config.Timeout, 15*time.Second), KeepAlive: -1}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true, // which a DialContext switches off otherwise
		TLSClientConfig:        &tls.Config{ClientSessionCache: tls.NewLRUClientSessionCache(512)},
		TLSHandshakeTimeout:    min(config.Timeout, 10*time.Second),
		DisableCompression:     true, // we decode, with a limit
		MaxIdleConns:           64,
		MaxIdleConnsPerHost:    config.PerHost,
		IdleConnTimeout:        10 * time.Second, // the next refresh is minutes away
		MaxResponseHeaderBytes: 256 << 10,
		ReadBufferSize:         16 << 10,
	}
}

// Close ends what is under way; those Gets return an error of Class Canceled.
func (c *Client) Close() {
	c.close()
	if t, ok := c.transport.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

// Get asks for r.URL and follows redirects. Any error is an *Error.
func (c *Client) Get(ctx context.Context, r Request) (*Response, error) {
	t, err := newTrip(r, c.config)
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
// error if that was a redirect, which the trip has followed then.
func (c *Client) hop(ctx context.Context, cancel context.CancelCauseFunc, t *trip) (*Response, *Error) {
	leave, err := c.gate.enter(ctx, hostKey(t.at), t.accept != AcceptPicture)
	if err != nil {
		return nil, err
	}
	defer leave()

	start := time.Now()
	ctx, done := context.WithTimeoutCause(ctx, t.left, errLate)
	defer done()
	defer func() { t.left -= time.Since(start) }()

	answer, cause := c.transport.RoundTrip(t.request(ctx, c.config.UserAgent))
	if cause != nil {
		return nil, classify(ctx, cause, Timeout)
	}
	defer answer.Body.Close()

	switch {
	case isRedirect(answer.StatusCode):
		drain(answer.Body) // so that the connection can be used again
		return nil, t.follow(answer)
	case answer.StatusCode == http.StatusNotModified && t.conditional():
		return t.response(answer, nil, start), nil
	case answer.StatusCode < 200 || answer.StatusCode > 299 || answer.StatusCode == http.StatusPartialContent:
		drain(answer.Body)
		return nil, c.refused(answer, t, time.Now())
	}
	body, err := readBody(ctx, cancel, answer, t.maxBody, c.config.Idle)
	if err != nil {
		return nil, err
	}
	return t.response(answer, body, start), nil
}

// refused makes the error of a status that is not what we want, and leaves the
// host alone if it asks for that.
func (c *Client) refused(answer *http.Response, t *trip, now time.Time) *Error {
	status := answer.StatusCode
	e := &Error{Class: Status, Status: status}
	if status != http.StatusTooManyRequests && status != http.StatusServiceUnavailable {
		return e
	}
	e.RetryAfter = retryAfter(answer.Header, now)
	quiet := e.RetryAfter
	if status == http.StatusTooManyRequests {
		quiet = cmp.Or(quiet, time.Minute) // it did not say how long; going on at once is not an answer
	}
	c.gate.closeHost(hostKey(t.at), now.Add(quiet))
	return e
}
