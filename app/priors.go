package app

import "tidings/feeds"

// priors count what each feed usually writes about.
type priors map[feeds.FeedID]*prior

type prior struct {
	n      float64
	topics map[feeds.Topic]float64
}

// enough articles before a feed's habit says anything about its next one.
const enough = 12

func (p priors) add(feed feeds.FeedID, topics []feeds.TopicScore) {
	x := p[feed]
	if x == nil {
		x = &prior{topics: map[feeds.Topic]float64{}}
		p[feed] = x
	}
	x.n++
	for _, t := range topics {
		x.topics[t.Topic] += t.Score
	}
}

// shares are nil until there is enough to go by.
func (x *prior) shares() map[feeds.Topic]float64 {
	if x == nil || x.n < enough {
		return nil
	}
	out := make(map[feeds.Topic]float64, len(x.topics))
	for t, s := range x.topics {
		out[t] = s / x.n
	}
	return out
}
