package fetch

import (
	"context"
	"net"
	"net/netip"
	"os"
	"syscall"
	"testing"
)

// noWay is what the system says of an address to which it knows no way.
func noWay(address string) error {
	at := net.TCPAddrFromAddrPort(netip.MustParseAddrPort(address))
	return &net.OpError{Op: "dial", Net: "tcp", Addr: at, Err: os.NewSyscallError("connect", syscall.ENETUNREACH)}
}

func TestAHostWithoutAWayToItIsToldFromAMachineWithoutNetwork(t *testing.T) {
	for name, test := range map[string]struct {
		err    error
		hasWay bool
		class  Class
		flaw   Flaw
	}{
		"a host of IPv6 alone":      {noWay("[2001:db8::7]:80"), true, Refused, NoWay},
		"no network":                {noWay("[2001:db8::7]:80"), false, Offline, ""},
		"name servers are silent":   {&net.DNSError{IsTemporary: true}, true, DNS, NoAnswer},
		"no network to ask them in": {&net.DNSError{IsTemporary: true}, false, Offline, ""},
		"a name that nobody has":    {&net.DNSError{IsNotFound: true}, false, DNS, ""},
	} {
		c := newClient(t, Config{})
		c.transports.usual = newTransportOf(c.config, reaching(func(context.Context, string, string) (net.Conn, error) {
			return nil, test.err
		}, func() bool { return test.hasWay }))
		_, err := c.Get(t.Context(), Request{URL: "http://six.example/feed"})
		if e, ok := err.(*Error); !ok || e.Class != test.class || e.Flaw != test.flaw {
			t.Errorf("%s: %v", name, err)
		}
	}
}
