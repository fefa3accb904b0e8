package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"tidings/feeds"
)

// A route is a way to send requests that needs a transport of its own.
type route struct {
	proxy    string // address with its login; feeds.DirectProxy: none; empty: as the system says
	http1    bool
	insecure string // the host whose certificate is not checked; empty: none
}

// manyRoutes is how many transports are kept beside the usual one. Few feeds have
// settings of their own; connections of the others are closed.
const manyRoutes = 16

// transports are made when a feed first needs them.
type transports struct {
	config Config
	usual  http.RoundTripper

	mu     sync.Mutex
	routes map[route]*http.Transport
}

func newTransports(config Config) *transports {
	t := &transports{config: config, usual: config.Transport, routes: map[route]*http.Transport{}}
	if t.usual == nil {
		t.usual = newTransport(config)
	}
	return t
}

// newTransport is net/http's own, set up for many hosts that are asked seldom.
func newTransport(config Config) *http.Transport {
	dialer := &net.Dialer{Timeout: min(config.Timeout, 15*time.Second), KeepAlive: -1, ControlContext: newShared().control}
	return newTransportOf(config, reaching(dialer.DialContext, hasWayOut))
}

func newTransportOf(config Config, dial dialFunc) *http.Transport {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		OnProxyConnectResponse: refusedByProxy,
		DialContext:            dial,
		ForceAttemptHTTP2:      true, // which a DialContext switches off otherwise
		TLSClientConfig:        &tls.Config{ClientSessionCache: tls.NewLRUClientSessionCache(512)},
		TLSHandshakeTimeout:    min(config.Timeout, 10*time.Second),
		DisableCompression:     true, // we decode, with a limit
		MaxIdleConns:           64,
		MaxIdleConnsPerHost:    config.PerHost + config.Beside,
		IdleConnTimeout:        10 * time.Second, // the next refresh is minutes away
		MaxResponseHeaderBytes: 256 << 10,
		ReadBufferSize:         16 << 10,
	}
}

// send sends the request of a trip's present hop its way.
func (c *Client) send(ctx context.Context, t *trip) (*http.Response, *Error) {
	by, err := c.transports.of(t.route())
	if err != nil {
		return nil, &Error{Class: Proxy, Err: err}
	}
	var h2, out atomic.Bool
	traced := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(got httptrace.GotConnInfo) {
		conn, ok := got.Conn.(*tls.Conn)
		h2.Store(ok && conn.ConnectionState().NegotiatedProtocol == "h2")
		out.Store(isOutside(got.Conn))
	}})
	request := t.request(traced, c.config.UserAgent)
	if t.outside {
		request = request.WithContext(fromOutside(traced, by, request))
	}
	answer, cause := by.RoundTrip(request)
	t.outside = t.outside || out.Load()
	if cause != nil {
		e := classify(ctx, cause, Timeout)
		e.HTTP2 = h2.Load() && (e.Class == Broken || e.Class == Protocol)
		return nil, e
	}
	return answer, nil
}

// of is the transport of a route.
func (t *transports) of(r route) (http.RoundTripper, error) {
	if r == (route{}) {
		return t.usual, nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if old := t.routes[r]; old != nil {
		return old, nil
	}
	base, ok := t.usual.(*http.Transport)
	if !ok {
		return t.usual, nil // of a test, which has no connections
	}
	fresh, err := r.transport(base)
	if err != nil {
		return nil, err
	}
	if len(t.routes) >= manyRoutes {
		for other, old := range t.routes { // any: it is made again when it is needed
			old.CloseIdleConnections()
			delete(t.routes, other)
			break
		}
	}
	t.routes[r] = fresh
	return fresh, nil
}

func (t *transports) closeIdle() {
	if usual, ok := t.usual.(interface{ CloseIdleConnections() }); ok {
		usual.CloseIdleConnections()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, other := range t.routes {
		other.CloseIdleConnections()
	}
}

// transport is base as the route wants it.
func (r route) transport(base *http.Transport) (*http.Transport, error) {
	t := base.Clone()
	if t.TLSClientConfig == nil {
		t.TLSClientConfig = &tls.Config{}
	}
	if r.http1 {
		t.ForceAttemptHTTP2, t.TLSNextProto = false, nil
		t.Protocols = new(http.Protocols)
		t.Protocols.SetHTTP1(true)
		t.TLSClientConfig.NextProtos = nil
	}
	if r.insecure != "" {
		trust(t.TLSClientConfig, r.insecure)
	}
	switch r.proxy {
	case "":
	case feeds.DirectProxy:
		t.Proxy = nil
	default:
		proxy, err := proxyAddress(r.proxy)
		if err != nil {
			return nil, err
		}
		t.Proxy = http.ProxyURL(proxy)
		t.DialContext = proxyDial(t.DialContext)
	}
	return t, nil
}

// trust accepts any certificate of one host, and checks those of others, such as a
// proxy, as always.
func trust(c *tls.Config, host string) {
	if net.ParseIP(host) != nil {
		host = "" // TLS names no address
	}
	roots := c.RootCAs
	c.InsecureSkipVerify = true // the check is below
	c.VerifyConnection = func(s tls.ConnectionState) error {
		if strings.EqualFold(s.ServerName, host) {
			return nil
		}
		between := x509.NewCertPool()
		for _, cert := range s.PeerCertificates[1:] {
			between.AddCert(cert)
		}
		_, err := s.PeerCertificates[0].Verify(x509.VerifyOptions{DNSName: s.ServerName, Roots: roots, Intermediates: between})
		return err
	}
	c.ClientSessionCache = nil // a session that was accepted is not to be resumed elsewhere
}
