package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
)

// farAway is a connection that seems to lead into the internet.
type farAway struct{ net.Conn }

func (farAway) RemoteAddr() net.Addr {
	return net.TCPAddrFromAddrPort(netip.MustParseAddrPort("198.51.100.7:80"))
}

func TestARedirectOfTheInternetDoesNotLeadIntoThisNetwork(t *testing.T) {
	asked := 0
	inside := serve(t, func(http.ResponseWriter, *http.Request) { asked++ })
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inside.URL+"/reboot", http.StatusFound)
	})
	dialer := &net.Dialer{ControlContext: newShared().control}
	c := newClient(t, Config{})
	c.transports.usual = newTransportOf(c.config, func(ctx context.Context, network, address string) (net.Conn, error) {
		if !strings.HasPrefix(address, "site.example") {
			return dialer.DialContext(ctx, network, address)
		}
		conn, err := net.Dial(network, server.Listener.Addr().String())
		return farAway{conn}, err
	})
	_, err := c.Get(t.Context(), Request{URL: "http://site.example/feed"})
	var e *Error
	if !errors.As(err, &e) || e.Class != Redirects || e.Flaw != Inside || asked > 0 {
		t.Errorf("%v, asked inside %d times", err, asked)
	}
	if _, err := c.Get(t.Context(), Request{URL: server.URL}); err != nil || asked != 1 {
		t.Errorf("from inside: %v, asked %d times", err, asked)
	}
}

func TestAddressesInsideAreTold(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1": true, "::1": true, "10.1.2.3": true, "192.168.1.1": true, "172.16.0.1": true, "169.254.169.254": true, "fe80::1": true,
		"fd00::1": true, "0.0.0.0": true, "100.100.1.1": true, "::ffff:10.0.0.1": true,
		"198.51.100.7": false, "2001:db8::1": false, "198.18.0.5": false, "172.32.0.1": false,
	} {
		if isInside(netip.MustParseAddr(address)) != want {
			t.Errorf("%s: want %v", address, want)
		}
	}
}
