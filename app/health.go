package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"tidings/feeds"
)

// A Verdict says how a feed is. The words are those of tidingsctl --json.
type Verdict string

const (
	Fine    Verdict = "fine"
	Unasked Verdict = "new"     // not asked yet
	Moving  Verdict = "moving"  // fine, and its server names another address for good
	Quiet   Verdict = "quiet"   // answers, and has been silent for much longer than its rhythm
	Failing Verdict = "failing" // cannot be fetched
	Dead    Verdict = "dead"    // nothing has been there for weeks
	Retired Verdict = "gone"    // its server said that it is gone for good
	Paused  Verdict = "paused"  // by the reader
	Local   Verdict = "local"   // filled by the reader, not by a server
)

// Health is how a feed is: what was tried, what came of it, and what to do about it.
type Health struct {
	Feed    feeds.Feed
	Verdict Verdict
	Since   time.Time // since when it is so, where that says something; else zero
	Advice  Advice

	Newest time.Time     // date of the newest article; zero: none
	Usual  time.Duration // between articles; zero: not known
	Weeks  []int         // articles of each of the last weeks, the present one last
	Bytes  int64         // that its articles take in the file

	Barred    bool // it is a command that is not allowed on this computer
	Publisher string
	Tries     []feeds.Try // newest first
	Requests  Requests
}

// Requests is how often a feed was asked lately.
type Requests struct {
	Since       time.Time `json:"since,omitzero"`
	Asked       int       `json:"asked"`
	NotModified int       `json:"not_modified"` // answered with 304
	Failed      int       `json:"failed"`
	PerDay      float64   `json:"per_day"`
}

const (
	// healthWeeks is how many weeks are counted.
	healthWeeks = 12
	// healthTries is how many tries are shown.
	healthTries = 40
	// healthDates is by how many articles the rhythm of a feed is known.
	healthDates = 40
)

// Health returns how a feed is, with everything that is known of it.
func (c *Core) Health(ctx context.Context, id feeds.FeedID) (Health, error) {
	h, err := c.health(ctx, id)
	if err != nil {
		return h, fmt.Errorf("look at feed %d: %w", id, err)
	}
	return h, nil
}

func (c *Core) health(ctx context.Context, id feeds.FeedID) (h Health, err error) {
	now := c.now()
	f, err := c.db.Feed(ctx, id)
	if err != nil {
		return h, err
	}
	h = Health{Feed: f, Publisher: c.Publisher(f), Barred: !c.MayRun(f)}
	if h.Tries, err = c.db.Tries(ctx, id, healthTries); err != nil {
		return h, err
	}
	if h.Weeks, err = c.db.Weeks(ctx, id, healthWeeks); err != nil {
		return h, err
	}
	if h.Bytes, err = c.db.FeedSize(ctx, id); err != nil {
		return h, err
	}
	dates, err := c.datesOf(ctx, f)
	if err != nil {
		return h, err
	}
	h.Requests = requests(h.Tries, now)
	h.judge(dates, now)
	return h, nil
}

// datesOf are those of a feed's newest articles: of its last document and, where that
// has none, of what is stored.
func (c *Core) datesOf(ctx context.Context, f feeds.Feed) ([]time.Time, error) {
	limit := 1
	if len(f.Fetch.Dates) == 0 {
		limit = healthDates
	}
	p, err := c.db.Articles(ctx, feeds.Scope{Feed: f.ID}, feeds.Cursor{}, limit)
	list := slices.Clone(f.Fetch.Dates)
	for _, a := range p.Articles {
		list = append(list, a.Date())
	}
	return list, err
}

// Troubled are the feeds that are not fine, the worst first: silent, failing, dead,
// retired and paused ones. Tries, Weeks and Bytes are left out.
func (c *Core) Troubled(ctx context.Context) ([]Health, error) {
	list, err := c.db.Feeds(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for troubled feeds: %w", err)
	}
	out, err := c.troubled(ctx, list)
	if err != nil {
		return nil, fmt.Errorf("look for troubled feeds: %w", err)
	}
	return out, nil
}

// NeedLook counts those of a list of feeds that the reader should do something about.
func (c *Core) NeedLook(ctx context.Context, list []feeds.Feed) (int, error) {
	troubled, err := c.troubled(ctx, list)
	if err != nil {
		return 0, fmt.Errorf("count troubled feeds: %w", err)
	}
	n := 0
	for _, h := range troubled {
		if h.NeedsLook() {
			n++
		}
	}
	return n, nil
}

func (c *Core) troubled(ctx context.Context, list []feeds.Feed) (out []Health, err error) {
	now := c.now()
	list = slices.DeleteFunc(slices.Clone(list), func(f feeds.Feed) bool { return lively(f, now) })
	if len(list) == 0 {
		return nil, nil
	}
	newest, err := c.db.NewestDates(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range list {
		h := Health{Feed: f, Barred: !c.MayRun(f)}
		dates := append(slices.Clone(f.Fetch.Dates), newest[f.ID])
		if len(f.Fetch.Dates) == 0 && mayBeQuiet(f, newest[f.ID], now) {
			if dates, err = c.datesOf(ctx, f); err != nil {
				return nil, err
			}
		}
		if h.judge(dates, now); h.Troubled() {
			out = append(out, h)
		}
	}
	slices.SortStableFunc(out, func(a, b Health) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), b.Since.Compare(a.Since))
	})
	return out, nil
}

// lively reports whether a feed is fine at a glance: most are, and need no closer look
// each time the sidebar is counted.
func lively(f feeds.Feed, now time.Time) bool {
	return f.Fetch.Error == "" && !f.Fetch.Gone && !f.Paused && slices.ContainsFunc(f.Fetch.Dates, func(t time.Time) bool {
		return !t.After(now) && now.Sub(t) <= quietLeast
	})
}

// Troubled reports whether a feed belongs on the list of those that are not fine.
func (h Health) Troubled() bool { return h.rank() > 0 }

// NeedsLook reports whether the reader should do something about a feed: what passes
// by itself is left out, and what they did themselves.
func (h Health) NeedsLook() bool {
	switch h.Verdict {
	case Dead, Retired, Quiet:
		return true
	case Failing:
		return !causeOf(h.Feed.Fetch).passes() || h.Feed.Fetch.Failures >= lasting
	}
	return false
}

// lasting is after how many tries in row a trouble that passes by itself is one to
// look at. The waits between them double: it is about half a day.
const lasting = 6

// rank is the order of verdicts on the list; zero: not on it.
func (h Health) rank() int {
	return map[Verdict]int{Retired: 1, Dead: 2, Failing: 3, Quiet: 4, Paused: 5}[h.Verdict]
}

// requests counts what was asked lately.
func requests(tries []feeds.Try, now time.Time) Requests {
	var r Requests
	for _, t := range tries {
		r.Asked += t.Times
		switch {
		case t.Class != "":
			r.Failed += t.Times
		case t.Status == 304:
			r.NotModified += t.Times
		}
		r.Since = t.First
	}
	if r.Asked > 0 {
		r.PerDay = float64(r.Asked) / max(1, now.Sub(r.Since).Hours()/24)
	}
	return r
}

// PerWeek is how many articles a week a feed had, over the weeks since its first one
// among those that are counted; zero: none.
func (h Health) PerWeek() float64 {
	sum, first := 0, -1
	for i, n := range h.Weeks {
		if sum += n; n > 0 && first < 0 {
			first = i
		}
	}
	if first < 0 {
		return 0
	}
	return float64(sum) / float64(len(h.Weeks)-first)
}

// RetryFailing asks all feeds of a list again that cannot be fetched.
func (c *Core) RetryFailing(ctx context.Context, list []Health) (Report, error) {
	var sum Report
	var mu sync.Mutex
	var asking errgroup.Group
	asking.SetLimit(retriesAtOnce)
	for _, h := range list {
		if h.Verdict != Failing && h.Verdict != Dead {
			continue
		}
		asking.Go(func() error {
			r, err := c.Refresh(ctx, Selection{Feed: h.Feed.ID})
			mu.Lock()
			defer mu.Unlock()
			sum.Join(r)
			return err
		})
	}
	err := asking.Wait()
	return sum, err
}

// retriesAtOnce is how many servers are asked at once; sick ones are slow.
const retriesAtOnce = 32
