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
	world       = 0
	politics    = 1
	environment = 5
	lifestyle   = 9
	crime       = 10
	education   = 11
	religion    = 12
)

// settings are topics whose words are the setting of much other news: courts, schools,
// storms, kitchens and churches stand in reports of business, politics and culture.
var settings = [...]int{environment, lifestyle, crime, education, religion}

// doubted is what is left of a slight confidence in such a topic.
const doubted = 0.5

// Weights of what speaks for a topic. A word of the lists weighs 1 in the text.
const (
	titleWeight    = 2.0 // of a word in the headline
	phraseWeight   = 1.5 // of several words together, which hardly mean anything else
	sectionWeight  = 3.0
	categoryWeight = 4.0
	priorWeight    = 1.5
)

// How foreign countries make world news.
const (
	fewCountries = 5.0  // mentions of which half of the rest depends
	homely       = 0.7  // of words of war and diplomacy, where no other country is named
	foreignNews  = 4.0  // what mentions of other countries weigh at most by themselves
	mostForeign  = 6.0  // what politics abroad adds at most
	lostAtHome   = 0.45 // of politics, where all of it is abroad
)

// goAbroad makes world news of what mentions foreign countries: a little by
// themselves, more where the rest is politics. Soldiers and rebels in an article that
// names no other country are often news from home.
func (e *evidence) goAbroad(foreign float64) {
	share := foreign / (foreign + fewCountries)
	e[world] *= homely + (1-homely)*share
	e[world] += share * (foreignNews + math.Min(e[politics], mostForeign))
	e[politics] *= 1 - lostAtHome*share
}

// doubtSettings takes confidences down where a topic may be no more than the setting:
// slight ones by half, full ones not at all.
func (e *evidence) doubtSettings() {
	for _, t := range settings {
		e[t] *= doubted + (1-doubted)*e[t]
	}
}

// clear tells the topic that leads clearly, if one does.
func (e *evidence) clear() (topic int, ok bool) {
	topic, lead := e.first()
	return topic, lead >= 2 || lead >= 1 && lead == e[topic]
}

// first is the topic that weighs most, and by how much more than the second.
func (e *evidence) first() (topic int, lead float64) {
	var best, second float64
	for t, x := range e {
		switch {
		case x > best:
			topic, best, second = t, x, best
		case x > second:
			second = x
		}
	}
	return topic, best - second
}
