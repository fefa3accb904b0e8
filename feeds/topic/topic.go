// Package topic tells what an article is about: none to three of the thirteen
// built-in topics, each with a confidence, and better none than a wrong one.
//
// Four things are weighed. Word lists of our own, one file a language in the
// folder lexicon, count what is said in the headline and the first words of the
// text. The publisher's categories and the section in the article's address
// (/sport/, /wirtschaft/) are strong hints, but not the last word. What the feed
// usually writes about is a weak one. And a classifier, complement naive Bayes
// over hashed words, learns on this machine from the articles that the first
// three label with a clear lead, so that it knows the names of this year and the
// words of languages for which there is no list. No trained model is shipped.
//
// "World" is abroad: names of countries and capitals other than those where the
// article's language is at home, together with the words of war and diplomacy.
package topic

import (
	"cmp"
	"slices"
	"sync"

	"tidings/feeds"
	"tidings/feeds/language"
)

// Version counts the changes that make other topics of the same article. It is
// raised with every one of them, so that what was derived before is made again.
const Version = 3

// A Doc is an article as far as its topics need it.
type Doc struct {
	Title      string
	Text       string // plain text; the first words are enough
	Lang       string // of feeds/language; empty: unknown
	Link       string
	Categories []string
	FeedPrior  map[feeds.Topic]float64 // share of each topic in what the feed wrote before; may be nil
	Cut        *language.Cut           // of title and text, where others want it too; nil: Read cuts them
}

// A Model tells topics. It may be used by several goroutines.
type Model struct {
	mu      sync.RWMutex
	learned *bayes
	told    lessons
}

// New is a model that has learned nothing yet.
func New() *Model { return &Model{learned: newBayes()} }

// How sure Of has to be of the best topic, and how close to it another one has to
// come. A lower bar costs more errors than it gives answers. On labelled news in
// English, German, Portuguese, Vietnamese and Chinese the first topic shown is right
// nine times in ten so, and six to nine articles of ten get one; in French and in
// African languages it is right about eight times in ten, most others being politics
// of a country at war, which are shown as world news.
const (
	atLeast = 0.36
	beside  = 0.5
	most    = 3
)

// How an article without a clear lead is learned: by a quarter, if the best topic
// leads by so much once what was learned has its say, and the lists know a word for it.
const (
	partly = 0.25
	agreed = 0.15
	said   = 0.5
)

// about is how much of what the lead says for a topic the whole text has to say. Less keeps
// more that is wrong, more lets go what is right (docs/quality.md).
const about = 0.65

// Of tells the topics of an article, best first, none to three. The confidence
// is from 0 to 1. Equal articles have equal topics as long as nothing is learned.
func (m *Model) Of(d Doc) []feeds.TopicScore { return m.Judge(Read(d)) }

// Judge is Of for an article that was read.
func (m *Model) Judge(r Reading) []feeds.TopicScore { return shown(m.scores(r, nil)) }

// Again is Judge for an article that was absorbed before. What it taught itself does
// not count: an error would confirm itself.
func (m *Model) Again(r Reading) []feeds.TopicScore { return shown(m.scores(r, &r)) }

// Whole is Again for an article whose whole text has come since it was absorbed by its
// lead and judged. The same model judges both texts now: a topic that the whole text says
// about as much as the lead keeps the confidence that it had. So an article does not lose
// its topic by being opened, because the model has learned meanwhile or is less sure of
// long texts, but only if its text is about something else.
func (m *Model) Whole(r, lead Reading, had []feeds.TopicScore) []feeds.TopicScore {
	now, was := m.scores(r, &lead), m.scores(lead, &lead)
	for _, h := range had {
		t := slices.Index(feeds.Topics, h.Topic) // -1: one of the reader's own
		if t >= 0 && was[t] > 0 && now[t] >= was[t]*about {
			now[t] = max(now[t], h.Score)
		}
	}
	return shown(now)
}

// shown are the topics that are sure enough.
func shown(s evidence) []feeds.TopicScore {
	best := slices.Max(s[:])
	if best < atLeast {
		return nil
	}
	found := make([]feeds.TopicScore, 0, most)
	for t, x := range s {
		if x >= best*beside {
			found = append(found, feeds.TopicScore{Topic: feeds.Topics[t], Score: x})
		}
	}
	slices.SortStableFunc(found, func(a, b feeds.TopicScore) int { return cmp.Compare(b.Score, a.Score) })
	return found[:min(len(found), most)]
}

// Scores is the confidence in each topic for which there is any evidence.
func (m *Model) Scores(d Doc) map[feeds.Topic]float64 { return named(m.scores(Read(d), nil)) }

// ScoresAgain is Scores for an article that was absorbed before.
func (m *Model) ScoresAgain(r Reading) map[feeds.Topic]float64 { return named(m.scores(r, &r)) }

func named(s evidence) map[feeds.Topic]float64 {
	all := make(map[feeds.Topic]float64)
	for t, x := range s {
		if x > 0 {
			all[feeds.Topics[t]] = x
		}
	}
	return all
}

// Learn takes the words of an article for its topic, if lists, categories and
// section say clearly which one that is, or say it less clearly and what was learned
// agrees. What the classifier alone thinks does not count, so that its errors do not
// feed on themselves.
func (m *Model) Learn(d Doc) { m.Absorb(Read(d)) }

// Absorb is Learn for an article that was read.
func (m *Model) Absorb(r Reading) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.learned.meet(r.features)
	if l := m.lesson(r); l.share > 0 {
		m.learned.learn(l.topic, l.features, l.share)
	}
}

// lesson is what an article teaches.
func (m *Model) lesson(r Reading) taught {
	if t, ok := r.evidence.clear(); ok {
		return taught{t, 1, r.features}
	}
	s := m.join(r, taught{})
	if t, lead := s.first(); lead >= agreed && r.evidence[t] >= said {
		return taught{t, partly, r.features}
	}
	return taught{}
}

// scores joins all that is known of an article, without what it taught itself if it was
// absorbed before.
func (m *Model) scores(r Reading, absorbed *Reading) evidence {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var own taught
	if absorbed != nil {
		own = m.lesson(*absorbed)
	}
	s := m.join(r, own)
	if told, say := m.opinion(r); say > 0 {
		for t := range s {
			s[t] += say * (told[t] - s[t])
		}
	}
	return s
}

// join joins what is said openly with what was learned.
func (m *Model) join(r Reading, own taught) (s evidence) {
	guess, weight := m.learned.guess(r.features, own)
	all := 1.0
	for _, x := range r.evidence {
		all += x
	}
	for t := range s {
		s[t] = (r.evidence[t]/all + weight*guess[t]) / (1 + weight)
	}
	s.doubtSettings()
	return s
}

// opinion is what the reader said of articles like one.
func (m *Model) opinion(r Reading) (likely evidence, weight float64) {
	if len(m.told.list) == 0 {
		return likely, 0
	}
	return m.told.opinion(m.learned.rare(r.features), r.origin)
}

// Average gives each topic the mean of its confidences in several articles, for
// example of one story, most confident first.
func Average(of ...[]feeds.TopicScore) []feeds.TopicScore {
	var sum evidence
	for _, list := range of {
		for _, x := range list {
			if t := slices.Index(feeds.Topics, x.Topic); t >= 0 {
				sum[t] += x.Score
			}
		}
	}
	var mean []feeds.TopicScore
	for t, x := range sum {
		if x > 0 {
			mean = append(mean, feeds.TopicScore{Topic: feeds.Topics[t], Score: x / float64(len(of))})
		}
	}
	slices.SortStableFunc(mean, func(a, b feeds.TopicScore) int { return cmp.Compare(b.Score, a.Score) })
	return mean
}
