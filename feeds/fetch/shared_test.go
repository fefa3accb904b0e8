package fetch

import (
	"context"
	"fmt"
	"net/netip"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestHostsThatShareAnAddressAreNotConnectedToInABurst(t *testing.T) {
	for address, want := range map[string]time.Duration{
		"192.0.2.1:443":          31 * addressPace,
		"[::ffff:192.0.2.1]:443": 31 * addressPace,
		"[2001:db8::1]:443":      31 * addressPace,
		"127.0.0.1:8080":         0,
		"192.168.1.4:80":         0,
		"no address":             0,
	} {
		synctest.Test(t, func(t *testing.T) {
			s := newShared()
			begin := time.Now()
			var all sync.WaitGroup
			for i := range 32 {
				all.Go(func() {
					if err := s.control(t.Context(), "tcp", address, nil); err != nil {
						t.Error(err)
					}
				})
				all.Go(func() { _ = s.control(t.Context(), "tcp", fmt.Sprintf("198.51.100.%d:443", i), nil) })
			}
			all.Wait()
			if took := time.Since(begin); took != want {
				t.Errorf("%s: 32 connections took %v, want %v", address, took, want)
			}
		})
	}
}

func TestAConnectionThatIsGivenUpDoesNotWaitForItsTurn(t *testing.T) {
	s := newShared()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_ = s.control(ctx, "tcp", "192.0.2.1:443", nil)
	if err := s.control(ctx, "tcp", "192.0.2.1:443", nil); err == nil {
		t.Error("no error")
	}
}

func TestAddressesThatAreQuietAreForgotten(t *testing.T) {
	s := newShared()
	now := time.Now()
	for i := range 3 * manyHosts {
		s.turn(netip.AddrFrom4([4]byte{192, 0, byte(i >> 8), byte(i)}), now)
		now = now.Add(addressPace + time.Millisecond)
	}
	if len(s.next) > manyHosts {
		t.Errorf("%d kept", len(s.next))
	}
}
