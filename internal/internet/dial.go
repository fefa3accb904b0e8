package internet

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"os"
	"sync"
	"syscall"
	"time"
)

// patience is how long Transport waits for a connection, as a program would say it
// to net.Dialer.
const patience = 15 * time.Second

// Transport is net/http's own, whose every connection leads into this world.
func (w *World) Transport() *http.Transport {
	return w.Join(&http.Transport{
		ForceAttemptHTTP2:   true,
		TLSHandshakeTimeout: 10 * time.Second,
		DisableCompression:  true,
		MaxIdleConns:        64,
		MaxIdleConnsPerHost: 5,
		IdleConnTimeout:     10 * time.Second,
	})
}

// Join leads the connections of a transport into this world, and makes it trust the
// authority of its certificates.
func (w *World) Join(t *http.Transport) *http.Transport {
	t.Proxy = nil
	t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		return w.Dial(ctx, network, address)
	}
	if t.TLSClientConfig == nil {
		t.TLSClientConfig = &tls.Config{}
	}
	t.TLSClientConfig.RootCAs = w.paths.roots
	return t
}

// Dial connects with a host, or fails as the fault that is on has it.
func (w *World) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	name, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	w.dials = append(w.dials, Dial{w.now(), name})
	w.mu.Unlock()
	host := w.find(name)
	failed := func(err error) error {
		return &net.OpError{Op: "dial", Net: network, Addr: place(address), Err: err}
	}
	switch kind := w.wayTo(host); {
	case kind == NoNetwork:
		return nil, failed(os.NewSyscallError("connect", syscall.ENETUNREACH))
	case kind == NoSuchHost || host == nil:
		return nil, failed(&net.DNSError{Err: "no such host", Name: name, IsNotFound: true})
	case kind == NameServerSilent:
		pause(ctx, 10*time.Second)
		return nil, failed(&net.DNSError{Err: "i/o timeout", Name: name, IsTimeout: true, IsTemporary: true})
	case kind == Refused || port != "80" && port != "443":
		return nil, failed(os.NewSyscallError("connect", syscall.ECONNREFUSED))
	case kind == Unreachable:
		<-ctx.Done()
		return nil, failed(os.ErrDeadlineExceeded)
	}
	c, err := w.connect(ctx, address)
	if err != nil {
		return nil, failed(err)
	}
	host.connected(1)
	return &counted{Conn: c, host: host}, nil
}

// wayTo is the fault of the way to a host; empty: there is none.
func (w *World) wayTo(h *Host) Kind {
	now := w.now()
	if f := active(w.Faults, now); f != nil && f.Kind.onTheWay() {
		return f.Kind
	}
	if h != nil {
		if f := active(h.Faults, now); f != nil && f.Kind.onTheWay() {
			return f.Kind
		}
	}
	return ""
}

func (w *World) connect(ctx context.Context, address string) (net.Conn, error) {
	if w.loopback != nil {
		c, err := new(net.Dialer).DialContext(ctx, "tcp", w.loopback.String())
		if err != nil {
			return nil, err
		}
		return c, greet(c, address)
	}
	client, server := connected(place("reader"), place(address))
	if s := w.accept(caller{server, address}); s != nil && !w.door.knock(s) {
		return nil, os.NewSyscallError("connect", syscall.ECONNREFUSED)
	}
	return client, nil
}

// counted is a client's end, which the host counts until it is closed.
type counted struct {
	net.Conn
	host *Host
	once sync.Once
}

func (c *counted) Close() error {
	c.once.Do(func() { c.host.connected(-1) })
	return c.Conn.Close()
}

func (h *Host) connected(n int) {
	h.world.mu.Lock()
	defer h.world.mu.Unlock()
	h.count.Open += n
	h.count.Dialed += max(n, 0)
	h.count.MostOpen = max(h.count.MostOpen, h.count.Open)
}

// pause waits, and is false if ctx ended before.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
