package app

import (
	"context"
	"fmt"
	"sync"
	"time"

	"tidings/feeds"
	"tidings/feeds/digest"
	"tidings/storage"
)

// A Trend is a name that is talked about now and was not before, or a page that
// several sources link to.
type Trend struct {
	Text     string          // the name; the title of the page, or its host and path
	Link     string          // address of the page; empty for a name
	Page     feeds.ArticleID // the page, if it is stored here as an article; else zero
	Sources  int             // independent ones
	Articles []feeds.ArticleID
	Growth   float64 // of a name: how many times as often it is mentioned as before
	Why      string  // a line
}

const (
	// trendsFor is how long trends are shown as they are, and trendsOld from when on
	// they are not shown any more.
	trendsFor = 10 * time.Minute
	trendsOld = time.Hour
	// headlines is how many articles are searched for names, of the day and of each
	// of the days before it.
	headlinesNow    = 1100
	headlinesBefore = 150
	daysBefore      = 6
	trendsShown     = 8
	// severalSources is how many make a trend.
	severalSources = 3
	linkDays       = 7
)

// trending keeps what was found.
type trending struct {
	mu           sync.Mutex
	at           time.Time
	names, links []Trend
	busy         bool
}

// trends are the names and pages of the day. They are looked for once in ten
// minutes, which takes longer than a front page may: in the background, if there is
// one or if there are some from the last hour to be shown. A Change says that others
// are there.
func (c *Core) trends(ctx context.Context) (names, links []Trend, err error) {
	t := &c.trending
	t.mu.Lock()
	defer t.mu.Unlock()
	now := c.now()
	age := now.Sub(t.at)
	old := t.at.IsZero() || age > trendsOld || age < 0
	switch {
	case old && !c.started.Load():
		names, links, err := c.findTrends(ctx, now)
		if err != nil {
			return nil, nil, err
		}
		t.at, t.names, t.links = now, names, links
	case (old || age > trendsFor) && !t.busy:
		t.busy = true
		c.spawn(func() { c.findTrendsAgain(now) })
	}
	if old && c.started.Load() {
		return nil, nil, nil
	}
	return t.names, t.links, nil
}

func (c *Core) findTrendsAgain(now time.Time) {
	names, links, err := c.findTrends(c.ctx, now)
	t := &c.trending
	t.mu.Lock()
	defer t.mu.Unlock()
	t.busy = false
	switch {
	case err == nil:
		t.at, t.names, t.links = now, names, links
		c.notify(Change{Derived: true})
	case c.ctx.Err() == nil:
		c.log.Warn("find trends", "err", err)
	}
}

func (c *Core) findTrends(ctx context.Context, now time.Time) (names, links []Trend, err error) {
	publishers, err := c.db.Publishers(ctx)
	if err != nil {
		return nil, nil, err
	}
	by := newSources(publishers)
	if names, err = c.findNames(ctx, now, by); err != nil {
		return nil, nil, err
	}
	links, err = c.findLinks(ctx, now, by)
	return names, links, err
}

// findNames compares the headlines of the last day with some of each day before it.
func (c *Core) findNames(ctx context.Context, now time.Time, by sources) ([]Trend, error) {
	since := now.Add(-frontDay)
	recent, err := c.db.Headlines(ctx, since, now.Add(time.Hour), headlinesNow)
	if err != nil {
		return nil, err
	}
	var earlier []storage.Headline
	for day := range daysBefore {
		to := since.AddDate(0, 0, -day)
		list, err := c.db.Headlines(ctx, to.AddDate(0, 0, -1), to, headlinesBefore)
		if err != nil {
			return nil, err
		}
		earlier = append(earlier, list...)
	}
	var out []Trend
	for _, n := range digest.Names(by.texts(recent), by.texts(earlier), trendsShown) {
		t := Trend{Text: n.Text, Sources: n.Feeds, Articles: n.Articles, Growth: n.Growth}
		t.Why = fmt.Sprintf("%d sources name it today, %s", n.Feeds, moreThan(n.Growth))
		out = append(out, t)
	}
	return out, nil
}

// moreThan says how much more something is than before.
func moreThan(growth float64) string {
	if growth < 10 {
		return fmt.Sprintf("%.0f times as often as in the week before", growth)
	}
	return "hardly any in the week before"
}

// sources tell feeds of one publisher as one source: by the first of them.
type sources struct {
	publisher map[feeds.FeedID]string
	first     map[string]feeds.FeedID
}

func newSources(publisher map[feeds.FeedID]string) sources {
	s := sources{publisher, map[string]feeds.FeedID{}}
	for feed, p := range publisher {
		if have, ok := s.first[p]; !ok || feed < have {
			s.first[p] = feed
		}
	}
	return s
}

func (s sources) of(feed feeds.FeedID) feeds.FeedID {
	if p := s.publisher[feed]; p != "" {
		return s.first[p]
	}
	return feed
}

func (s sources) texts(list []storage.Headline) []digest.Text {
	out := make([]digest.Text, len(list))
	for i, h := range list {
		out[i] = digest.Text{Article: h.Article, Feed: s.of(h.Feed), Time: h.Date, Lang: h.Language,
			Title: h.Title, Text: h.Lead, CopyOf: h.CopyOf}
	}
	return out
}
