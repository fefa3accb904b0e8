package topic

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"tidings/feeds"
)

// quotes is how many words a reason names.
const quotes = 3

// Why says in a few words what speaks for a topic of an article, strongest first,
// as it is shown to the reader:
//
//	“league”, “striker” in the headline; section /sport/
//
// It is empty where nothing does.
func (m *Model) Why(d Doc, t feeds.Topic) string {
	topic := slices.Index(feeds.Topics, t)
	if topic < 0 {
		return ""
	}
	r := Read(d)
	m.mu.RLock()
	told, say := m.opinion(r)
	m.mu.RUnlock()
	var why []string
	if say > 0.3 && told[topic] > 0.5 {
		why = append(why, "like articles that you put there")
	}
	why = append(why, spoken(d, topic)...)
	if len(why) == 0 && d.FeedPrior[t] >= 0.3 {
		why = append(why, "what this source usually writes about")
	}
	if len(why) == 0 {
		if words := m.telling(d, topic); len(words) > 0 {
			why = append(why, quoted(words)+" as in other articles about it")
		}
	}
	return strings.Join(why[:min(len(why), 3)], "; ")
}

// spoken are the reasons that stand in the article, its address and its categories.
func spoken(d Doc, topic int) (why []string) {
	s := scratches.Get().(*scratch)
	defer s.release()
	s.traced = true
	defer func() { s.traced = false }()
	lists := lexiconsFor(d.Lang)
	title := s.find(d, d.Title, lists, topic)
	if len(title) > 0 {
		why = append(why, quoted(title)+" in the headline")
	}
	if name, ok := sectionOf(d.Link, topic); ok {
		why = append(why, "section "+name)
	}
	for _, c := range d.Categories {
		if t, ok := sections()[sectionName(c)]; ok && t == topic {
			why = append(why, fmt.Sprintf("category “%s”", strings.TrimSpace(c)))
			break
		}
	}
	text := s.find(d, d.Text, lists, topic)
	text = slices.DeleteFunc(text, func(w string) bool { return slices.Contains(title, w) })
	if len(text) > 0 && len(title) < quotes {
		why = append(why, quoted(text)+" in the text")
	}
	return why
}

// find tells which words of a text the lists have under a topic, those that weigh
// most first.
func (s *scratch) find(d Doc, text string, lists []*lexicon, topic int) []string {
	if topic == world {
		return s.findAny(d, text, lists, world, abroad)
	}
	return s.findAny(d, text, lists, topic)
}

func (s *scratch) findAny(d Doc, text string, lists []*lexicon, of ...int) []string {
	weights := map[string]float64{}
	var order []string
	for _, l := range lists {
		s.trace = s.trace[:0]
		s.words = appendWords(s.words[:0], text, bodyWords)
		var found [topics + 1]float64
		l.count(s, d.Lang, text, s.words, 1, &found)
		for _, at := range s.trace {
			e := &l.entries[at.entry]
			if !slices.ContainsFunc(of, func(t int) bool { return slices.Contains(e.topics, t) }) {
				continue
			}
			word := l.piece(text, s.words, at)
			if weights[word] == 0 {
				order = append(order, word)
			}
			weights[word] += e.weight / float64(len(e.topics))
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(weights[b], weights[a]) })
	return order[:min(len(order), quotes)]
}

// piece is what stands at a place.
func (l *lexicon) piece(text string, words []string, at span) string {
	if l.anywhere {
		return strings.ToLower(text)[at.from:at.to]
	}
	return strings.Join(words[at.from:at.to], " ")
}

// telling are the words of an article that the classifier takes most for a topic.
func (m *Model) telling(d Doc, topic int) []string {
	m.mu.RLock()
	defer m.mu.RUnlock()
	weights := map[string]float64{}
	for _, w := range appendWords(appendWords(nil, d.Title, bodyWords), d.Text, bodyWords) {
		c := &m.learned.counts[bucket(w)]
		var sum float64
		for _, x := range c {
			sum += float64(x)
		}
		if mine := float64(c[topic]); mine > 1 && mine > sum/2 {
			weights[w] = mine / sum * math.Log1p(mine) * m.learned.rarity(bucket(w))
		}
	}
	words := make([]string, 0, len(weights))
	for w := range weights {
		words = append(words, w)
	}
	slices.SortFunc(words, func(a, b string) int {
		return cmp.Or(cmp.Compare(weights[b], weights[a]), cmp.Compare(a, b))
	})
	return words[:min(len(words), quotes)]
}

// quoted lists words for the reader.
func quoted(words []string) string { return "“" + strings.Join(words, "”, “") + "”" }
