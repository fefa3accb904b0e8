package topic

import (
	"math"
	"sync"

	"tidings/feeds"
	"tidings/feeds/language"
)

// bodyWords of the text tell the topic as well as all of it.
const bodyWords = 250

// A Reading is what was found in an article: what says openly which topic it
// has, and the words that a Model compares.
type Reading struct {
	evidence evidence
	features []feature
	origin   origin
}

// Read reads an article once, for Judge and Absorb of any Model. It may be called
// on any goroutine.
func Read(d Doc) Reading {
	s := scratches.Get().(*scratch)
	defer s.release()
	cut := d.Cut
	if cut == nil {
		cut = &s.cut
		cut.Take(d.Title, d.Text, d.Lang)
	}
	title, body := beginning(cut.Title), beginning(cut.Text)
	s.title, s.body = appendTexts(s.title[:0], title), appendTexts(s.body[:0], body)
	lists := lexiconsFor(d.Lang)
	var e evidence
	var foreign float64
	for _, l := range lists {
		var found [topics + 1]float64
		l.count(s, d.Lang, d.Title, s.title, titleWeight, &found)
		l.count(s, d.Lang, d.Text, s.body, 1, &found)
		for t := range e {
			e[t] += found[t]
		}
		foreign += found[abroad]
	}
	e.goAbroad(foreign)
	e.addSections(d.Link)
	e.addCategories(s, d.Categories, d.Lang, lists)
	for t, topic := range feeds.Topics {
		e[t] += priorWeight * d.FeedPrior[topic]
	}
	return Reading{e, s.features(title, body), originOf(d)}
}

// A scratch is the memory that reading takes, used again and again.
type scratch struct {
	cut                language.Cut
	title, body, words []string // of headline, text and category
	folded             []string
	buckets            []uint32 // of all words
	counts             []uint8  // by entry of a lexicon; all zero between two texts
	entries            []int32  // those with a count
	traced             bool     // places are wanted, for Why
	trace              []span
}

// A span is where an entry stands: words, or bytes of a text that is not parted
// into words.
type span struct {
	entry    int32
	from, to int
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// release gives the memory back without holding on to the text.
func (s *scratch) release() {
	for _, list := range [][]string{s.title, s.body, s.words, s.folded} {
		clear(list[:cap(list)])
	}
	s.cut.Release()
	scratches.Put(s)
}

// hit counts an entry, unless it is 0, which is none, and notes where it stands if
// that is wanted.
func (s *scratch) hit(entry int32, from, to int) {
	if entry > 0 && s.traced {
		s.trace = append(s.trace, span{entry, from, to})
	}
	switch {
	case entry == 0 || s.counts[entry] == math.MaxUint8:
		return
	case s.counts[entry] == 0:
		s.entries = append(s.entries, entry)
	}
	s.counts[entry]++
}

// beginning is so much of a text as tells its topic.
func beginning(of []language.Token) []language.Token { return of[:min(len(of), bodyWords)] }

func appendTexts(list []string, words []language.Token) []string {
	for i := range words {
		list = append(list, words[i].Text)
	}
	return list
}

// appendWords appends the first words of a text to an empty list.
func appendWords(list []string, text string, most int) []string {
	for w := range language.Words(text) {
		if len(list) == most {
			break
		}
		list = append(list, w.Text)
	}
	return list
}
