package fetch

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
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
		const size, feeds = largeBody + 128<<10, 18
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
		if most.Load() != hugeBodies {
			t.Errorf("%d large bodies at a time", most.Load())
		}
		if took := time.Since(start); took < 35*time.Second {
			t.Errorf("it took %v: nobody waited longer than a request may take", took)
		}
		if n := len(c.rooms.large) + len(c.rooms.huge); n != 0 {
			t.Errorf("%d places are not given back", n)
		}
	})
}

// Bodies of three sizes whose parser takes a minute for each: what is in memory at a time
// is bounded, and small ones wait for none of it.
func TestLargeBodiesThatWaitForTheParserAreBounded(t *testing.T) {
	for _, coding := range []string{"", "gzip"} {
		synctest.Test(t, func(t *testing.T) {
			const each = 16
			sizes := []int{smallBody / 2, largeBody / 2, 2 * largeBody}
			answers := make([][]byte, len(sizes))
			r := rand.New(rand.NewPCG(51, 52))
			for i, size := range sizes {
				answers[i] = packedAs(coding, random(r, size))
			}
			c := newClient(t, Config{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
				size, err := strconv.Atoi(r.URL.Query().Get("size"))
				if err != nil {
					return nil, err
				}
				return &http.Response{
					StatusCode: 200, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{"Content-Encoding": {coding}},
					ContentLength: -1, Body: io.NopCloser(bytes.NewReader(answers[size])), Request: r,
				}, nil
			})})
			var held, most [3]atomic.Int32
			var group sync.WaitGroup
			start := time.Now()
			for i := range each * len(sizes) {
				group.Go(func() {
					size := i % len(sizes)
					resp, err := c.Get(t.Context(), Request{URL: fmt.Sprintf("http://host%d.example/?size=%d", i, size), Hold: true})
					if err != nil || len(resp.Body) != sizes[size] {
						t.Errorf("%d: %v", i, err)
						return
					}
					if size == 0 && time.Since(start) > time.Second {
						t.Errorf("a small one waited %v", time.Since(start))
					}
					if resp.Holds() != (size > 0) {
						t.Errorf("one of %d bytes holds a place: %v", sizes[size], resp.Holds())
					}
					now := held[size].Add(1)
					most[size].Store(max(most[size].Load(), now))
					time.Sleep(time.Minute) // takes no time in here
					held[size].Add(-1)
					if resp.Release(); resp.Holds() {
						t.Error("a place is held that was given back")
					}
				})
			}
			group.Wait()
			if small, large, huge := most[0].Load(), most[1].Load(), most[2].Load(); small != each || large > largeBodies || huge != hugeBodies {
				t.Errorf("at a time there were %d small, %d large, %d huge ones", small, large, huge)
			}
			if n := len(c.rooms.large) + len(c.rooms.huge) + len(c.rooms.unpacking); n != 0 {
				t.Errorf("%d places are not given back", n)
			}
		})
	}
}

func random(r *rand.Rand, n int) []byte {
	out := make([]byte, n)
	for i := range out {
		out[i] = ' ' + byte(r.IntN(95))
	}
	return out
}

func packedAs(coding string, text []byte) []byte {
	if coding == "" {
		return text
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(text)
	_ = w.Close()
	return b.Bytes()
}
