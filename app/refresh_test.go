package app

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"tidings/feeds"
)

// gates is a server whose feeds answer when a test says so.
type gates struct {
	*httptest.Server
	mu    sync.Mutex
	open  map[string]chan struct{}
	asked chan string
	times map[string]int
}

func newGates(t *testing.T) *gates {
	g := &gates{open: map[string]chan struct{}{}, asked: make(chan string, 100), times: map[string]int{}}
	g.Server = httptest.NewServer(g)
	t.Cleanup(g.Close)
	return g
}

// shut lets a feed wait until the channel is closed.
func (g *gates) shut(path string) chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.open[path] = make(chan struct{})
	return g.open[path]
}

func (g *gates) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	gate := g.open[r.URL.Path]
	g.times[r.URL.Path]++
	g.mu.Unlock()
	g.asked <- r.URL.Path
	if gate != nil {
		select {
		case <-gate:
		case <-r.Context().Done():
			return
		}
	}
	w.Header().Set("Content-Type", "application/rss+xml")
	_, _ = fmt.Fprint(w, strings.ReplaceAll(rssOf(r.URL.Path, item("a", "News of "+r.URL.Path, "Text.", 1)), "{site}", g.URL+r.URL.Path))
}

// stored waits until so many articles are stored.
func stored(t *testing.T, core *Core, n int) {
	t.Helper()
	enough := make(chan struct{})
	var once sync.Once
	look := func() {
		if c, err := core.Counts(t.Context()); err == nil && c.Total >= n {
			once.Do(func() { close(enough) })
		}
	}
	stop := core.Listen(func(Change) { look() })
	defer stop()
	look()
	<-enough
}

func TestARefreshAsksWhatIsSelected(t *testing.T) {
	ctx := t.Context()
	g := newGates(t)
	core := openCore(t, Config{})
	outer, err := core.AddFolder(ctx, 0, "Outer")
	if err != nil {
		t.Fatal(err)
	}
	inner, err := core.AddFolder(ctx, outer, "Inner")
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]feeds.FeedID{}
	for path, folder := range map[string]feeds.FolderID{"/top": 0, "/outer": outer, "/inner": inner, "/paused": outer} {
		if ids[path], err = core.Subscribe(ctx, Found{URL: g.URL + path}, folder); err != nil {
			t.Fatal(err)
		}
	}
	paused := feedBy(t, core, ids["/paused"])
	paused.Paused = true
	if err := core.ChangeFeed(ctx, paused); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		sel  Selection
		want int
	}{
		"everything but what is paused": {Selection{}, 3},
		"a folder with those inside":    {Selection{Folder: outer}, 2},
		"an inner folder":               {Selection{Folder: inner}, 1},
		"a feed":                        {Selection{Feed: ids["/top"]}, 1},
		"a paused feed by its name":     {Selection{Feed: ids["/paused"]}, 1},
	} {
		if sum := refresh(t, core, test.sel); sum.Feeds != test.want {
			t.Errorf("%s: %d feeds were asked, want %d", name, sum.Feeds, test.want)
		}
	}
	if sum := refresh(t, core, Selection{Due: true}); sum.Feeds != 0 {
		t.Errorf("%d feeds are due right after they were asked", sum.Feeds)
	}
	if _, err := core.Refresh(ctx, Selection{Feed: 999}); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("a feed that is not there gives %v", err)
	}
}

func TestLargePagesInPlaceOfFeedsHoldUpNoneBehindThem(t *testing.T) {
	page := "<!DOCTYPE html><title>Moved</title>" + strings.Repeat("<p>There is no feed here any more.", 100_000)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = fmt.Fprint(w, page)
	}))
	t.Cleanup(server.Close)
	core := openCore(t, Config{})
	for i := range 5 {
		subscribe(t, core, fmt.Sprintf("%s/%d", server.URL, i))
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute) // which takes seconds
	defer cancel()
	sum, err := core.Refresh(ctx, Selection{})
	if err != nil || sum.Failed != 5 {
		t.Errorf("%+v, %v", sum, err)
	}
}

func TestFeedsAreAskedWhenTheyAreDue(t *testing.T) {
	g := newGates(t)
	var passed atomic.Int64 // what is derived in the background asks for the time, too
	core := openCore(t, Config{Now: func() time.Time { return time.Now().Add(time.Duration(passed.Load())) }})
	subscribe(t, core, g.URL+"/feed")
	if sum := refresh(t, core, Selection{Due: true}); sum.Feeds != 1 {
		t.Errorf("a new feed is not due: %+v", sum)
	}
	passed.Store(int64(25 * time.Hour))
	if sum := refresh(t, core, Selection{Due: true}); sum.Feeds != 1 {
		t.Errorf("after a day it is not due: %+v", sum)
	}
	passed.Store(int64(-25 * time.Hour))
	if sum := refresh(t, core, Selection{Due: true}); sum.Feeds != 1 {
		t.Errorf("it is not due when a clock that was wrong has been set: %+v", sum)
	}
	if sum := refresh(t, core, Selection{Due: true}); sum.Feeds != 0 {
		t.Errorf("it is due again at once: %+v", sum)
	}
}

func TestAFeedsRhythmIsKnownWhenNothingIsNew(t *testing.T) {
	site := newPages(t)
	var items []string
	for i := range 8 {
		items = append(items, item(fmt.Sprint(i), fmt.Sprint("Number ", i), "Text.", 4*i+1))
	}
	site.set("/feed", page{kind: "application/rss+xml", text: rssOf("Paper", items...)})
	core := openCore(t, Config{})
	id := subscribe(t, core, site.URL+"/feed")
	refresh(t, core, Selection{})
	first := feedBy(t, core, id).Fetch
	refresh(t, core, Selection{})
	second := feedBy(t, core, id).Fetch
	if !strings.HasPrefix(first.Why, "It has something new about") || second.Why != first.Why {
		t.Errorf("at first it says %q, then %q", first.Why, second.Why)
	}
	if a, b := first.Next.Sub(first.Checked), second.Next.Sub(second.Checked); (a - b).Abs() > time.Minute {
		t.Errorf("at first it is asked again after %v, then after %v", a, b)
	}
}

func TestWhatArrivedBeforeACancelStays(t *testing.T) {
	g := newGates(t)
	core := openCore(t, Config{})
	defer close(g.shut("/never"))
	subscribe(t, core, g.URL+"/soon")
	never := subscribe(t, core, g.URL+"/never")
	var asking errgroup.Group
	asking.Go(func() error {
		_, err := core.Refresh(t.Context(), Selection{})
		return err
	})
	stored(t, core, 1)
	if p := core.Progress(); !p.Running || p.Done != 1 || p.Total != 2 || p.New != 1 {
		t.Errorf("the progress is %+v", p)
	}
	core.CancelRefresh()
	if err := asking.Wait(); !errors.Is(err, context.Canceled) {
		t.Errorf("the refresh ended with %v", err)
	}
	if core.Progress().Running {
		t.Error("it still runs")
	}
	if got := titles(t, core, feeds.Scope{}); len(got) != 1 {
		t.Errorf("stored are %q", got)
	}
	if f := feedBy(t, core, never); f.Fetch.Error != "" || f.Fetch.Failures != 0 || !f.Fetch.Checked.IsZero() {
		t.Errorf("the one that did not answer is blamed: %+v", f.Fetch)
	}
}

func TestTwoRefreshesAtOnceAskEachFeedOnce(t *testing.T) {
	g := newGates(t)
	core := openCore(t, Config{})
	gate := g.shut("/a")
	subscribe(t, core, g.URL+"/a")
	subscribe(t, core, g.URL+"/b")
	var asking errgroup.Group
	asking.Go(func() error {
		sum, err := core.Refresh(t.Context(), Selection{})
		if sum.Feeds != 2 {
			t.Errorf("the first asked %d feeds", sum.Feeds)
		}
		return err
	})
	stored(t, core, 1) // so that b is done, and a is being asked
	for path := range g.asked {
		if path == "/a" {
			break
		}
	}
	sum, err := core.Refresh(t.Context(), Selection{})
	if err != nil || sum.Feeds > 1 {
		t.Errorf("the second was %+v, %v", sum, err)
	}
	close(gate)
	if err := asking.Wait(); err != nil {
		t.Error(err)
	}
	if g.times["/a"] != 1 {
		t.Errorf("a was asked %d times", g.times["/a"])
	}
}

func TestCloseEndsARefresh(t *testing.T) {
	g := newGates(t)
	defer close(g.shut("/never"))
	core, err := Open(t.Context(), Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	subscribe(t, core, g.URL+"/never")
	var asking errgroup.Group
	asking.Go(func() error {
		_, err := core.Refresh(context.Background(), Selection{})
		return err
	})
	<-g.asked
	if err := core.Close(); err != nil {
		t.Error(err)
	}
	if err := asking.Wait(); !errors.Is(err, context.Canceled) {
		t.Errorf("the refresh ended with %v", err)
	}
}

// answered is a server without a network, so that its time can be made up.
type answered struct {
	mu sync.Mutex
	at []time.Time
}

func (a *answered) RoundTrip(r *http.Request) (*http.Response, error) {
	a.mu.Lock()
	a.at = append(a.at, time.Now())
	a.mu.Unlock()
	w := httptest.NewRecorder()
	w.Header().Set("Content-Type", "application/rss+xml")
	_, _ = w.WriteString(rssOf("Paper"))
	resp := w.Result()
	resp.Request = r
	return resp, nil
}

func TestTheSchedulerAsksByItself(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		server := &answered{}
		core := openCore(t, Config{Fetch: fetchWith(server)})
		id := subscribe(t, core, "http://paper.example/feed")
		f := feedBy(t, core, id)
		f.Every = 2 * time.Hour
		if err := core.ChangeFeed(t.Context(), f); err != nil {
			t.Fatal(err)
		}
		core.Start()
		time.Sleep(9 * time.Hour) // takes no time in here
		if err := core.Close(); err != nil {
			t.Error(err)
		}
		if n := len(server.at); n < 4 || n > 5 {
			t.Errorf("in nine hours it was asked %d times, want every two hours", n)
		}
		for i := range max(0, len(server.at)-1) {
			if gap := server.at[i+1].Sub(server.at[i]); gap < 2*time.Hour || gap > 2*time.Hour+15*time.Minute {
				t.Errorf("between two requests there are %v", gap)
			}
		}
	})
}
