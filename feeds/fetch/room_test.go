package fetch

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// A slowEnd is a large body whose end takes a while. It counts how many are being read
// beyond what needs no room.
type slowEnd struct {
	left, read int
	large      *atomic.Int32
	most       *atomic.Int32
}

func (s *slowEnd) Read(p []byte) (int, error) {
	if s.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), s.left)
	before := s.read
	s.left, s.read = s.left-n, s.read+n
	const room = largeBody + 64<<10 // with what is read ahead
	if before <= room && s.read > room {
		now := s.large.Add(1)
		for most := s.most.Load(); now > most && !s.most.CompareAndSwap(most, now); most = s.most.Load() {
		}
		time.Sleep(8 * time.Second)
	}
	if s.left == 0 {
		s.large.Add(-1)
	}
	copy(p[:n], bytes.Repeat([]byte("a"), n))
	return n, nil
}

func (s *slowEnd) Close() error { return nil }

// Those that wait for room lose no time by it: the last of them begins after longer than
// a request may take.
func TestOnlyAFewBodiesAreLargeAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const size, feeds = largeBody + 128<<10, 30
		var large, most atomic.Int32
		c := newClient(t, Config{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			return &http.Response{
				StatusCode: 200, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{}, ContentLength: -1,
				Body: &slowEnd{left: size, large: &large, most: &most}, Request: r,
			}, nil
		})})
		start := time.Now()
		var group sync.WaitGroup
		for i := range feeds {
			group.Go(func() {
				resp, err := c.Get(t.Context(), Request{URL: fmt.Sprintf("http://host%d.example/", i)})
				if err != nil || len(resp.Body) != size || resp.Cut {
					t.Errorf("feed %d: %v", i, err)
				}
			})
		}
		group.Wait()
		if most.Load() != largeBodies {
			t.Errorf("%d large bodies at a time", most.Load())
		}
		if took := time.Since(start); took < 35*time.Second {
			t.Errorf("it took %v: nobody waited longer than a request may take", took)
		}
		if len(c.large) != 0 {
			t.Errorf("%d places are not given back", len(c.large))
		}
	})
}
