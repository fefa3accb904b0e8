package fetch

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"tidings/feeds"
)

// roundTrip is a Transport.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// answers is a Transport that knows a few addresses.
type answers map[string]*http.Response

func (a answers) RoundTrip(r *http.Request) (*http.Response, error) {
	resp := *a[r.URL.String()]
	resp.Body = http.NoBody
	return &resp, nil
}

// taking is a Transport whose answers take a while. It calls start and end.
func taking(d time.Duration, start, end func(r *http.Request)) roundTrip {
	return func(r *http.Request) (*http.Response, error) {
		start(r)
		defer end(r)
		select {
		case <-time.After(d):
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: http.NoBody}, nil
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
}

// getAll asks for all at once and is the time that it took.
func getAll(t *testing.T, c *Client, urls []string) time.Duration {
	begin := time.Now()
	var all sync.WaitGroup
	for _, url := range urls {
		all.Go(func() {
			if _, err := c.Get(t.Context(), Request{URL: url}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	return time.Since(begin)
}

func addresses(n int, format string) []string {
	var urls []string
	for i := range n {
		urls = append(urls, fmt.Sprintf(format, i))
	}
	return urls
}

func TestRequestsAreBoundedOverallAndPerHost(t *testing.T) {
	for name, test := range map[string]struct {
		urls []string
		most int64
		took time.Duration
	}{
		"500 ports of one machine": {addresses(500, "http://127.0.0.1:%d/"), 32, 16 * time.Second},
		"one host":                 {addresses(20, "http://example.org/%d"), 1, 20 * time.Second},
		"one host, TLS and not":    {append(addresses(5, "http://example.org/%d"), addresses(5, "https://Example.org:443/%d")...), 1, 10 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var now, most atomic.Int64
				c := New(Config{Pace: 100 * time.Millisecond, Transport: taking(time.Second,
					func(*http.Request) {
						if n := now.Add(1); n > most.Load() {
							most.Store(n)
						}
					},
					func(*http.Request) { now.Add(-1) })})
				defer c.Close()
				took := getAll(t, c, test.urls)
				if most.Load() != test.most || took.Round(time.Second) != test.took {
					t.Errorf("%d at a time, %v; want %d, %v", most.Load(), took, test.most, test.took)
				}
			})
		})
	}
}

func TestAHostIsNotAskedInABurst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var starts []time.Time
		c := New(Config{Transport: taking(time.Millisecond, func(*http.Request) {
			mu.Lock()
			defer mu.Unlock()
			starts = append(starts, time.Now())
		}, func(*http.Request) {})})
		defer c.Close()
		getAll(t, c, addresses(10, "http://example.org/%d"))
		for i := range starts[1:] {
			if gap := starts[i+1].Sub(starts[i]); gap < 200*time.Millisecond {
				t.Errorf("%v between two", gap)
			}
		}
	})
}

func TestALongQueueForOneHostDoesNotHoldUpOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(Config{Parallel: 4, Transport: taking(time.Second, func(*http.Request) {}, func(*http.Request) {})})
		defer c.Close()
		for _, url := range addresses(50, "http://busy.example/%d") {
			go func() { _, _ = c.Get(t.Context(), Request{URL: url}) }()
		}
		synctest.Wait()
		if took := getAll(t, c, []string{"http://quiet.example/"}); took != time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestATrickleEndsWithTheTimeForTheWhole(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(Config{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: trickle{r}, ContentLength: -1}, nil
		})})
		defer c.Close()
		begin := time.Now()
		_, err := c.Get(t.Context(), Request{URL: "http://example.org/", Accept: AcceptPage})
		if took := time.Since(begin); ClassOf(err) != Slow || took != 30*time.Second {
			t.Errorf("%v after %v", err, took)
		}
	})
}

// trickle is a body of a byte a second.
type trickle struct{ r *http.Request }

func (trickle) Close() error { return nil }

func (b trickle) Read(p []byte) (int, error) {
	select {
	case <-time.After(time.Second):
		return copy(p, "x"), nil
	case <-b.r.Context().Done():
		return 0, b.r.Context().Err()
	}
}

func TestWaitingForATurnDoesNotUseUpTheTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(Config{PerHost: 1, Timeout: 2 * time.Second,
			Transport: taking(time.Second, func(*http.Request) {}, func(*http.Request) {})})
		defer c.Close()
		getAll(t, c, addresses(9, "http://example.org/%d"))
	})
}

func TestRedirectsShareTheTimeForTheWhole(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(Config{Timeout: 5 * time.Second, Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			select {
			case <-time.After(2 * time.Second):
			case <-r.Context().Done():
				return nil, r.Context().Err()
			}
			h := http.Header{"Location": {r.URL.Path + "x"}}
			return &http.Response{StatusCode: 302, Header: h, Body: io.NopCloser(strings.NewReader(""))}, nil
		})})
		defer c.Close()
		begin := time.Now()
		_, err := c.Get(t.Context(), Request{URL: "http://example.org/"})
		if ClassOf(err) != Timeout || time.Since(begin) < 5*time.Second || time.Since(begin) > 6*time.Second {
			t.Errorf("%v after %v", err, time.Since(begin))
		}
	})
}

func TestRetryAfterKeepsAllRequestsFromTheHost(t *testing.T) {
	in := func(d time.Duration) string { return time.Now().Add(d).UTC().Format(http.TimeFormat) }
	for name, test := range map[string]struct {
		status int
		header func() string
		quiet  time.Duration // how long the host is left alone
	}{
		"seconds":               {429, func() string { return "120" }, 2 * time.Minute},
		"date":                  {429, func() string { return in(time.Hour) }, time.Hour},
		"unavailable, seconds":  {503, func() string { return "90" }, 90 * time.Second},
		"more than a day":       {429, func() string { return "99999999999999999999999" }, 24 * time.Hour},
		"not said, 429":         {429, func() string { return "" }, time.Minute},
		"not said, 503":         {503, func() string { return "" }, 0},
		"in the past":           {503, func() string { return in(-time.Hour) }, 0},
		"neither form":          {503, func() string { return "soon" }, 0},
		"forbidden for a while": {403, func() string { return "120" }, 2 * time.Minute},
		"any server error":      {500, func() string { return "120" }, 2 * time.Minute},
		"about one address":     {404, func() string { return "120" }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				asked := 0
				c := New(Config{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
					asked++
					resp := &http.Response{StatusCode: 200, Header: http.Header{}, Body: http.NoBody}
					if asked == 1 {
						resp.StatusCode = test.status
						resp.Header.Set("Retry-After", test.header())
					}
					return resp, nil
				})})
				defer c.Close()
				_, err := c.Get(t.Context(), Request{URL: "http://example.org/one"})
				if ClassOf(err) != Status {
					t.Fatal(err)
				}
				if _, err = c.Get(t.Context(), Request{URL: "http://other.example/"}); err != nil {
					t.Errorf("another host: %v", err)
				}
				if test.quiet > 0 {
					time.Sleep(test.quiet - time.Second)
					if _, err = c.Get(t.Context(), Request{URL: "http://example.org/two"}); ClassOf(err) != Busy {
						t.Errorf("before the time: %v", err)
					}
					if left := err.(*Error).RetryAfter; left > time.Second || left <= 0 {
						t.Errorf("%v left of a second", left)
					}
					time.Sleep(time.Second)
				}
				if _, err = c.Get(t.Context(), Request{URL: "http://example.org/two"}); err != nil {
					t.Errorf("after it: %v", err)
				}
			})
		})
	}
}

func TestTheGateForgetsQuietHosts(t *testing.T) {
	g := newGate(Config{Parallel: 4, PerHost: 2, Pace: -1})
	g.closeHost(feeds.Host{Name: "closed.example", Closed: time.Now().Add(time.Hour)})
	for i := range 3 * manyHosts {
		leave, err := g.enter(t.Context(), fmt.Sprint(i), asking)
		if err != nil {
			t.Fatal(err)
		}
		leave()
	}
	if len(g.hosts) > manyHosts+1 {
		t.Errorf("%d hosts kept", len(g.hosts))
	}
	if _, err := g.enter(t.Context(), "closed.example", asking); err == nil || err.Class != Busy {
		t.Errorf("a closed host was forgotten: %v", err)
	}
}

func TestRequestsThatAreSlowGiveWayToOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var now, most int
		count := func(n int) func(*http.Request) {
			return func(*http.Request) {
				mu.Lock()
				defer mu.Unlock()
				now += n
				most = max(most, now)
			}
		}
		c := New(Config{Parallel: 4, Transport: taking(20*time.Second, count(1), count(-1))})
		defer c.Close()
		if took := getAll(t, c, addresses(16, "http://h%d.example/")); took > 30*time.Second {
			t.Errorf("sixteen that take twenty seconds each took %v, four at a time", took)
		}
		if took := getAll(t, c, addresses(32, "http://h%d.example/")); took < 40*time.Second || most != 16 {
			t.Errorf("%d were under way at a time, want 16 at most; all took %v", most, took)
		}
	})
}
