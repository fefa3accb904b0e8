package app

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"tidings/feeds"
)

// internet is many hosts without a network between, so that its time can be made up.
type internet struct {
	mu    sync.Mutex
	down  bool
	asked []knock
}

type knock struct {
	host string
	at   time.Time
}

func (n *internet) RoundTrip(r *http.Request) (*http.Response, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.asked = append(n.asked, knock{r.URL.Host, time.Now()})
	if n.down {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: r.URL.Host, IsNotFound: true}}
	}
	w := httptest.NewRecorder()
	w.Header().Set("Content-Type", "application/rss+xml")
	_, _ = w.WriteString(rssOf("Paper"))
	resp := w.Result()
	resp.Request = r
	return resp, nil
}

func (n *internet) set(down bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.down, n.asked = down, nil
}

func (n *internet) visits() []knock {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.asked
}

// subscribeMany subscribes to feeds on hosts of their own.
func subscribeMany(t *testing.T, core *Core, n int) []feeds.FeedID {
	t.Helper()
	var ids []feeds.FeedID
	for i := range n {
		ids = append(ids, subscribe(t, core, fmt.Sprintf("http://h%d.example/feed", i)))
	}
	return ids
}

// After a night's sleep all feeds are due. They are asked over minutes and not at once,
// and who asks for one of them by hand does not wait.
func TestManyFeedsThatAreDueAreAskedOverMinutes(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		n := &internet{}
		core := openCore(t, Config{Fetch: fetchWith(n)})
		ids := subscribeMany(t, core, 300)
		core.Start()
		began := time.Now()
		time.Sleep(15 * time.Second) // takes no time in here
		if got := len(n.visits()); got > 2*dueAtOnce {
			t.Errorf("after 15 seconds %d feeds were asked", got)
		}
		if sum, err := core.Refresh(t.Context(), Selection{Feed: ids[299]}); err != nil || time.Since(began) > 20*time.Second {
			t.Errorf("%+v, %v, after %v", sum, err, time.Since(began))
		}
		time.Sleep(3 * time.Minute) // nor does this
		seen := map[string]int{}
		for _, v := range n.visits() {
			seen[v.host]++
		}
		if len(seen) != 300 {
			t.Errorf("%d feeds were asked in three minutes", len(seen))
		}
		for host, times := range seen {
			if times > 1 && host != "h299.example" {
				t.Errorf("%s was asked %d times", host, times)
			}
		}
		if err := core.Close(); err != nil {
			t.Error(err)
		}
	})
}

// Without a network feeds are left alone but for one try a minute, none of them is
// blamed, and all go on when it is back.
func TestWithoutANetworkFeedsAreLeftAlone(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		n := &internet{}
		core := openCore(t, Config{Fetch: fetchWith(n)})
		ids := subscribeMany(t, core, 40)
		core.Start()
		time.Sleep(time.Minute) // takes no time in here
		n.set(true)
		time.Sleep(3 * time.Hour) // all are due in that time
		if got := len(n.visits()); got > 3*60+dueAtOnce {
			t.Errorf("%d requests in three hours without a network", got)
		}
		blamed := 0
		for _, id := range ids {
			if f := feedBy(t, core, id); f.Fetch.Failures > 0 {
				blamed++
			}
		}
		if blamed > 0 {
			t.Errorf("%d feeds are blamed for the network", blamed)
		}
		n.set(false)
		time.Sleep(2 * time.Minute) // takes no time in here
		if got := len(n.visits()); got < 40 {
			t.Errorf("two minutes after it came back %d feeds were asked", got)
		}
		if err := core.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestWhoAsksForAllWithoutANetworkIsToldSo(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		n := &internet{down: true}
		core := openCore(t, Config{Fetch: fetchWith(n)})
		ids := subscribeMany(t, core, 40)
		for range 2 {
			time.Sleep(time.Minute) // takes no time in here
			sum, err := core.Refresh(t.Context(), Selection{})
			if err != nil || sum.Skipped != 40 || sum.Failed != 0 || sum.Why != "This computer has no network. What is stored can be read." {
				t.Errorf("%+v, %v", sum, err)
			}
		}
		if f := feedBy(t, core, ids[0]); f.Fetch.Failures > 0 || f.Fetch.Error != "" {
			t.Errorf("%+v", f.Fetch)
		}
		if got := len(n.visits()); got > 40+goneHosts {
			t.Errorf("%d requests, although it was known that there is no network", got)
		}
		if err := core.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestWhatWaitsLongestForItsRhythmIsAskedFirst(t *testing.T) {
	now := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	due := func(id feeds.FeedID, interval, late time.Duration) feeds.Feed {
		next := now.Add(-late)
		return feeds.Feed{ID: id, Fetch: feeds.FetchState{Next: next, Checked: next.Add(-interval)}}
	}
	dead := due(5, 15*time.Minute, 5*time.Hour)
	dead.Fetch.Failing = now.AddDate(0, 0, -3)
	list := []feeds.Feed{dead, due(1, 24*time.Hour, 8*time.Hour), due(2, 15*time.Minute, 8*time.Hour), due(3, 15*time.Minute, time.Minute), {ID: 4}}
	inOrder(list, now)
	for i, want := range []feeds.FeedID{4, 2, 1, 3, 5} {
		if list[i].ID != want {
			t.Errorf("place %d: feed %d, want %d", i+1, list[i].ID, want)
		}
	}
}

// Another interval holds at once, of a feed as of the folder around it.
func TestAnotherIntervalHoldsAtOnce(t *testing.T) {
	site := newPages(t)
	site.feed("/feed", "Paper", item("a", "One", "Text.", 5))
	core := openCore(t, Config{})
	folder, err := core.AddFolder(t.Context(), 0, "Asia")
	if err != nil {
		t.Fatal(err)
	}
	id, err := core.Subscribe(t.Context(), Found{URL: site.URL + "/feed"}, folder)
	if err != nil {
		t.Fatal(err)
	}
	refresh(t, core, Selection{})
	wait := func() time.Duration {
		f := feedBy(t, core, id)
		return f.Fetch.Next.Sub(f.Fetch.Checked).Round(time.Hour)
	}
	if err := core.SetFolderEvery(t.Context(), folder, 12*time.Hour); err != nil || wait() < 12*time.Hour {
		t.Errorf("by the folder after %v, %v", wait(), err)
	}
	f := feedBy(t, core, id)
	f.Every = 5 * time.Hour
	if err := core.ChangeFeed(t.Context(), f); err != nil || wait() < 5*time.Hour || wait() > 6*time.Hour {
		t.Errorf("by itself after %v, %v", wait(), err)
	}
	refresh(t, core, Selection{})
	if f := feedBy(t, core, id); f.Every != 5*time.Hour || f.Fetch.Why != "You set it to every 5 hours." {
		t.Errorf("%v, %q", f.Every, f.Fetch.Why)
	}
}
