package topic

import "math"

// topics is how many there are, abroad the place behind them where mentions of
// foreign countries are counted.
const (
	topics = 13
	abroad = topics
)

// evidence has a number for each of feeds.Topics, in that order.
type evidence [topics]float64

// The places of topics that need care of their own.
const (
	world    = 0
	politics = 1
)

// Weights of what speaks for a topic. A word of the lists weighs 1 in the text.
const (
	titleWeight    = 2.0 // of a word in the headline
	phraseWeight   = 1.5 // of several words together, which hardly mean anything else
	sectionWeight  = 3.0
	categoryWeight = 4.0
	priorWeight    = 1.5
)

// goAbroad makes world news of what mentions foreign countries: a little by
// themselves, more where the rest is politics.
func (e *evidence) goAbroad(foreign float64) {
	share := foreign / (foreign + X[5])
	e[world] *= X[2] + (1-X[2])*share
	e[world] += share * (X[3] + math.Min(e[politics]*X[4], 6))
	e[politics] *= 1 - X[6]*share
}

// clear tells the topic that leads clearly, if one does.
func (e *evidence) clear() (topic int, ok bool) {
	var first, second float64
	for t, x := range e {
		switch {
		case x > first:
			topic, first, second = t, x, first
		case x > second:
			second = x
		}
	}
	return topic, first-second >= 2 || second == 0 && first >= 1
}
