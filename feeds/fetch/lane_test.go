package fetch

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// atOnce counts what is under way.
type atOnce struct {
	mu        sync.Mutex
	now, most map[string]int
}

func (a *atOnce) transport(d time.Duration) roundTrip {
	a.now, a.most = map[string]int{}, map[string]int{}
	add := func(r *http.Request, n int) {
		a.mu.Lock()
		defer a.mu.Unlock()
		kind, _, _ := strings.Cut(r.Header.Get("Accept"), "/")
		a.now[kind] += n
		a.most[kind] = max(a.most[kind], a.now[kind])
	}
	return taking(d, func(r *http.Request) { add(r, 1) }, func(r *http.Request) { add(r, -1) })
}

// of is how many requests there were at a time at most, of a kind.
func (a *atOnce) of(kind string) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.most[kind]
}

func TestAHostOfManyFeedsIsAskedForTwoAtATime(t *testing.T) {
	for n, want := range map[int]int{20: 1, 21: 2, 500: 2} {
		synctest.Test(t, func(t *testing.T) {
			var a atOnce
			c := New(Config{Transport: a.transport(time.Second)})
			defer c.Close()
			c.Expect(map[string]int{HostOf("https://example.org/"): n, "other.example": 100})
			getAll(t, c, addresses(30, "https://example.org/%d"))
			if got := a.of("application"); got != want {
				t.Errorf("%d feeds: %d at a time, want %d", n, got, want)
			}
		})
	}
}

func TestWhatIsExpectedCountsForThoseWhoWaitAlready(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var a atOnce
		c := New(Config{Transport: a.transport(time.Second)})
		defer c.Close()
		go func() {
			time.Sleep(4500 * time.Millisecond)
			c.Expect(map[string]int{"example.org": 30})
			time.Sleep(4 * time.Second)
			c.Expect(nil)
		}()
		if took := getAll(t, c, addresses(16, "http://example.org/%d")); took < 10*time.Second || took > 13*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestPicturesAndRecordingsDoNotWaitForFeeds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var a atOnce
		c := New(Config{Transport: a.transport(time.Second)})
		defer c.Close()
		for _, url := range addresses(50, "http://example.org/%d") {
			go func() { _, _ = c.Get(t.Context(), Request{URL: url}) }()
		}
		synctest.Wait()
		begin := time.Now()
		var all sync.WaitGroup
		for _, url := range addresses(8, "http://example.org/%d.png") {
			all.Go(func() { _, _ = c.Get(t.Context(), Request{URL: url, Accept: AcceptPicture}) })
		}
		all.Wait()
		if took := time.Since(begin); took != 2*time.Second {
			t.Errorf("eight pictures took %v", took)
		}
		if pictures, feeds := a.of("image"), a.of("application"); pictures != 4 || feeds != 1 {
			t.Errorf("%d pictures and %d feeds at a time", pictures, feeds)
		}
	})
}

func TestWhoGivesUpInTheLineLeavesItToTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var a atOnce
		c := New(Config{Transport: a.transport(time.Second)})
		defer c.Close()
		ctx, cancel := context.WithTimeout(t.Context(), 2500*time.Millisecond)
		defer cancel()
		var all sync.WaitGroup
		for _, url := range addresses(10, "http://example.org/%d") {
			all.Go(func() { _, _ = c.Get(ctx, Request{URL: url}) })
		}
		all.Wait()
		if took := getAll(t, c, addresses(3, "http://example.org/%d")); took != 3*time.Second {
			t.Errorf("then three took %v", took)
		}
		if h := c.gate.hosts["example.org"]; h.users != 0 || h.lanes[asking].used != 0 || len(h.lanes[asking].line) != 0 {
			t.Errorf("left: %+v", h)
		}
	})
}
