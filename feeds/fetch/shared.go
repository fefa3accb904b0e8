package fetch

import (
	"context"
	"net/netip"
	"sync"
	"syscall"
	"time"
)

// addressPace is the time between two connections to one address of the network. Many
// hosts may share one: a refresh is not to hit the machine behind it in one burst. It
// is short, because at a large provider hundreds do, and their machines are many.
const addressPace = 25 * time.Millisecond

// shared paces connections by the address that they go to.
type shared struct {
	mu   sync.Mutex
	next map[netip.Addr]time.Time // the next connection does not start before
}

func newShared() *shared { return &shared{next: map[netip.Addr]time.Time{}} }

// control is called by a net.Dialer when it knows the address and before it connects. It
// waits for the address's turn, and refuses one that must not be asked.
func (s *shared) control(ctx context.Context, _, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err == nil {
		if err := mayConnect(ctx, at.Addr()); err != nil {
			return err
		}
	}
	if err != nil || at.Addr().IsLoopback() || at.Addr().IsPrivate() {
		return nil // this machine, or one of the house
	}
	if e := wait(ctx, s.turn(at.Addr().Unmap(), time.Now())); e != nil {
		return e.Err
	}
	return nil
}

// turn takes the next place at an address and is the time until then.
func (s *shared) turn(at netip.Addr, now time.Time) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.next) >= manyHosts {
		for other, next := range s.next {
			if next.Before(now) {
				delete(s.next, other)
			}
		}
	}
	start := now
	if next := s.next[at]; next.After(now) {
		start = next
	}
	s.next[at] = start.Add(addressPace)
	return start.Sub(now)
}
