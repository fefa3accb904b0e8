package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// A proxyError is a failure of the proxy, not of the host that was to be asked.
type proxyError struct {
	status int // of its answer; zero: it gave none
	err    error
}

func (e *proxyError) Error() string { return "proxy: " + e.err.Error() }
func (e *proxyError) Unwrap() error { return e.err }

// proxyAddress reads the address of a proxy. Its errors do not repeat it, because it
// may hold a login.
func proxyAddress(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" {
		return nil, &proxyError{err: errors.New("its address cannot be read")}
	}
	switch u.Scheme {
	case "http", "https", "socks5", "socks5h":
		return u, nil
	}
	return nil, &proxyError{err: fmt.Errorf("of an unknown kind: %s", u.Scheme)}
}

// proxyDial marks what fails: a transport with a proxy connects to nothing else.
func proxyDial(dial dialFunc) dialFunc {
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, &proxyError{err: err}
		}
		return conn, nil
	}
}

func refusedByProxy(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode == http.StatusOK {
		return nil
	}
	return &proxyError{status: answer.StatusCode, err: errors.New(answer.Status)}
}

// toProxy is what net/http calls the failure to connect with a proxy.
const toProxy = "proxyconnect"

// blameProxy tells failures of a proxy from those of the host behind it. That of the system
// being gone keeps its Class: without it there is no network for any feed.
func (e *Error) blameProxy(err error) {
	var proxy *proxyError
	var op *net.OpError
	switch {
	case errors.As(err, &proxy):
		e.Class, e.Status, e.Flaw = Proxy, proxy.status, ""
		switch proxy.status {
		case 0:
		case http.StatusProxyAuthRequired:
			e.Flaw = ProxyLogin
		default:
			e.Flaw = ProxyRefuses
		}
	case errors.As(err, &op) && op.Op == toProxy:
		e.Flaw = SystemProxy
	case errors.As(err, &op) && strings.HasPrefix(op.Op, "socks"):
		e.Class, e.Flaw = Proxy, ProxyRefuses
		if strings.Contains(op.Err.Error(), "authentication") {
			e.Flaw = ProxyLogin
		}
	}
}
