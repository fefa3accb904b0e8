package app

import (
	"context"
	"math"
	"slices"
	"sync"
	"time"

	"tidings/feeds"
	"tidings/storage"
)

// A taste is what the reader reads more of than is written, each from 0 to 1. Their
// own topics are 1.
type taste struct {
	topics map[feeds.Topic]float64
	feeds  map[feeds.FeedID]float64
}

const (
	// openedDays is how far back what the reader opened tells of them, and halfDays
	// how old it is when it tells half as much.
	openedDays = 60
	halfDays   = 14
	mostOpened = 2000
	// doubt is how many openings the reader has of whom nothing is known, spread as
	// articles are: a few openings say little.
	doubt = 10
	// topicLift and feedLift are how many doublings over what is written make a
	// topic or a source as near to the reader as can be. A source needs more: there
	// are more of them, so chance has them further apart.
	topicLift = 2
	feedLift  = 3
	// leastOpened is how many articles of a source or topic the reader must have
	// opened lately.
	leastOpened = 3
	// tasteFor is how long a taste is used before what is written is looked at again.
	tasteFor = 10 * time.Minute
)

// tasting keeps the taste until the reader opens something else or it is old.
type tasting struct {
	mu    sync.Mutex
	of    time.Time // the last opening
	at    time.Time // when it was made
	own   []feeds.Topic
	taste taste
}

// taste tells what the reader likes to read by what they opened in the last weeks,
// the latest most.
func (c *Core) taste(ctx context.Context) (taste, error) {
	t := &c.tasting
	t.mu.Lock()
	defer t.mu.Unlock()
	now := c.now()
	last, own, err := c.db.LastOpening(ctx)
	if err != nil {
		return taste{}, err
	}
	if t.taste.topics == nil || !last.Equal(t.of) || !slices.Equal(own, t.own) || now.Sub(t.at).Abs() > tasteFor {
		opened, err := c.db.Openings(ctx, now.AddDate(0, 0, -openedDays), mostOpened)
		if err != nil {
			return taste{}, err
		}
		written := map[feeds.FeedID]storage.Habit{}
		if len(opened) >= leastOpened {
			if written, err = c.db.Habits(ctx, now.AddDate(0, 0, -habitDays)); err != nil {
				return taste{}, err
			}
		}
		t.of, t.at, t.own, t.taste = last, now, own, tasteOf(opened, written, now)
		for _, name := range own {
			t.taste.topics[name] = 1
		}
	}
	return t.taste, nil
}

// tasteOf compares the share that a topic or source has of what was opened with the
// share that it has of what was written.
func tasteOf(opened []storage.Opening, written map[feeds.FeedID]storage.Habit, now time.Time) taste {
	t := taste{map[feeds.Topic]float64{}, map[feeds.FeedID]float64{}}
	topics, sources, all := map[feeds.Topic]tally{}, map[feeds.FeedID]tally{}, 0.0
	for _, o := range opened {
		w := worth(o, now)
		all += w
		sources[o.Feed] = sources[o.Feed].plus(w)
		for _, x := range o.Topics {
			topics[x.Topic] = topics[x.Topic].plus(w)
		}
	}
	wrote, about := 0, map[feeds.Topic]int{}
	for _, h := range written {
		wrote += h.Articles
		for topic, n := range h.Topics {
			about[topic] += n
		}
	}
	if wrote == 0 {
		return t
	}
	lift := func(opened tally, written int) float64 {
		if opened.n < leastOpened {
			return 0
		}
		usual := max(1, float64(written)) / float64(wrote)
		return math.Log2((opened.worth + doubt*usual) / (all + doubt) / usual)
	}
	for topic, x := range topics {
		t.topics[topic] = clamp(lift(x, about[topic]) / topicLift)
	}
	for feed, x := range sources {
		t.feeds[feed] = clamp(lift(x, written[feed].Articles) / feedLift)
	}
	return t
}

// A tally is a number of openings and what they are worth.
type tally struct {
	n     int
	worth float64
}

func (t tally) plus(w float64) tally { return tally{t.n + 1, t.worth + w} }

// worth is what an opening tells: a star twice as much, an article left before its
// middle half as much.
func worth(o storage.Opening, now time.Time) float64 {
	w := math.Exp2(-max(0, now.Sub(o.At).Hours()) / 24 / halfDays)
	if o.Starred {
		w *= 2
	}
	if o.Left {
		w /= 2
	}
	return w
}

func clamp(x float64) float64 { return max(0, min(1, x)) }
