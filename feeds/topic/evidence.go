package topic

import (
	"math"

	"tidings/feeds"
	"tidings/feeds/language"
)

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

// bodyWords of the text tell the topic as well as all of it.
const bodyWords = 250

// A reading is what was found in an article.
type reading struct {
	evidence evidence
	features []feature
}

func read(d Doc) reading {
	title := wordsOf(d.Title, bodyWords)
	body := wordsOf(d.Text, bodyWords)
	var e evidence
	var foreign float64
	for _, l := range lexiconsFor(d.Lang) {
		var found [topics + 1]float64
		l.count(d.Lang, d.Title, title, titleWeight, &found)
		l.count(d.Lang, d.Text, body, 1, &found)
		for t := range e {
			e[t] += found[t]
		}
		foreign += found[abroad]
	}
	e.goAbroad(foreign)
	e.addSections(d.Link)
	e.addCategories(d.Categories, d.Lang)
	for t, topic := range feeds.Topics {
		e[t] += priorWeight * d.FeedPrior[topic]
	}
	return reading{e, features(d.Lang, title, body)}
}

// wordsOf is the first words of a text.
func wordsOf(text string, most int) []string {
	list := make([]string, 0, min(most, len(text)/4+1))
	for w := range language.Words(text) {
		if len(list) == most {
			break
		}
		list = append(list, w.Text)
	}
	return list
}

// goAbroad makes world news of what mentions foreign countries: a little by
// themselves, more where the rest is politics.
func (e *evidence) goAbroad(foreign float64) {
	if foreign == 0 {
		return
	}
	share := foreign / (foreign + 4)
	e[world] += share * (4 + math.Min(e[politics], 6))
	e[politics] *= 1 - 0.5*share
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
