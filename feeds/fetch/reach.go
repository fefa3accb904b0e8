package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"syscall"
)

// A noWayError says that there is no way to one host, although this machine has a network:
// the host may have addresses of IPv6 alone, and the network none.
type noWayError struct{ err error }

func (e *noWayError) Error() string { return "no way from here: " + e.err.Error() }
func (e *noWayError) Unwrap() error { return e.err }

// dialFunc is the DialContext of a net.Dialer.
type dialFunc = func(ctx context.Context, network, address string) (net.Conn, error)

// reaching is dial, which tells a host to which there is no way from a machine that has
// no network: the system says the same of both, and the second says nothing about a feed.
func reaching(dial dialFunc, hasWay func() bool) dialFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		switch {
		case isNoNetwork(err) && hasWay():
			err = &noWayError{err}
		case isUnanswered(err) && !hasWay(): // the error of a lookup does not tell why
			err = fmt.Errorf("%w (%w)", err, syscall.ENETUNREACH)
		}
		return conn, err
	}
}

// isUnanswered reports whether a name could not be looked up.
func isUnanswered(err error) bool {
	var dns *net.DNSError
	return errors.As(err, &dns) && !dns.IsNotFound
}

func isNoNetwork(err error) bool {
	var system syscall.Errno
	return errors.As(err, &system) && slices.Contains(noNetwork, system)
}

// somewhere are addresses of the internet that belong to nobody (RFC 5737, RFC 3849).
var somewhere = map[string]string{"udp4": "192.0.2.1:9", "udp6": "[2001:db8::1]:9"}

// hasWayOut reports whether the system knows a way into the internet. To connect a socket
// of UDP asks it for one and sends nothing.
func hasWayOut() bool {
	for network, address := range somewhere {
		if conn, err := net.Dial(network, address); err == nil {
			_ = conn.Close()
			return true
		}
	}
	return false
}
