package app

import "tidings/feeds"

// priors count what each feed usually writes about. They are kept as JSON.
type priors map[feeds.FeedID]*prior

type prior struct {
	Articles float64                 `json:"n"`
	Topics   map[feeds.Topic]float64 `json:"topics"` // sums of confidences
}

const (
	// enough articles before a feed's habit says anything about its next one.
	enough = 12
	// habit is after how many articles what came before counts half.
	habit = 2000
)

func (p priors) add(feed feeds.FeedID, topics []feeds.TopicScore) {
	x := p[feed]
	if x == nil || x.Topics == nil {
		x = &prior{Topics: map[feeds.Topic]float64{}}
		p[feed] = x
	}
	x.Articles++
	for _, t := range topics {
		x.Topics[t.Topic] += t.Score
	}
	if x.Articles >= habit {
		x.Articles /= 2
		for t := range x.Topics {
			x.Topics[t] /= 2
		}
	}
}

// shares are nil until there is enough to go by.
func (x *prior) shares() map[feeds.Topic]float64 {
	if x == nil || x.Articles < enough {
		return nil
	}
	out := make(map[feeds.Topic]float64, len(x.Topics))
	for t, s := range x.Topics {
		out[t] = s / x.Articles
	}
	return out
}
