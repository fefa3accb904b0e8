package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
)

// What a site of the internet says is not to make us ask this machine, a router or a
// printer of the house: a request can do something there, and nobody is asked. So a
// redirect is not followed from a host that was reached outside to an address inside.
// Who subscribes to a feed inside gives its own address.

var errInside = errors.New("redirect from the internet into this network")

// outside is the key of a request that follows from an answer of the internet.
type outside struct{}

// shared100 are addresses that providers and private networks of several places use
// (RFC 6598).
var shared100 = netip.MustParsePrefix("100.64.0.0/10")

// isInside reports whether an address is of this machine or of a network around it.
func isInside(at netip.Addr) bool {
	at = at.Unmap()
	return at.IsLoopback() || at.IsPrivate() || at.IsLinkLocalUnicast() || at.IsUnspecified() || shared100.Contains(at)
}

// isOutside reports whether a connection leads into the internet. That to a proxy says
// nothing of what is behind it.
func isOutside(conn net.Conn) bool {
	at, ok := conn.RemoteAddr().(*net.TCPAddr)
	return ok && at.AddrPort().IsValid() && !isInside(at.AddrPort().Addr())
}

// fromOutside marks what follows from an answer of the internet, unless a proxy leads there:
// its own address may well be inside.
func fromOutside(ctx context.Context, by http.RoundTripper, r *http.Request) context.Context {
	if t, ok := by.(*http.Transport); ok && t.Proxy != nil {
		if proxy, err := t.Proxy(r); proxy != nil || err != nil {
			return ctx
		}
	}
	return context.WithValue(ctx, outside{}, true)
}

// mayConnect is errInside where a request must not go.
func mayConnect(ctx context.Context, to netip.Addr) error {
	if ctx.Value(outside{}) != nil && isInside(to) {
		return errInside
	}
	return nil
}
