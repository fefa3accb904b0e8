package topic

import (
	"math"
	"slices"

	"tidings/feeds"
)

const (
	// mostTold corrections are remembered; then the oldest are forgotten.
	mostTold = 2000
	// alike is the likeness from which on a correction says anything about another
	// article. Two reports of different events seldom have more.
	alike = 0.13
	// fully is how much likeness beyond that makes a correction count in full.
	fully = 0.15
	// doubt is what stands against the reader's word: half of the say is left to
	// all the rest where corrections add up to so much.
	doubt = 0.7
	// heaviest words of a corrected article are compared.
	heaviest = 64
)

// How much is in common by coming from the same place: the same section of a site,
// the same categories, and no more than the site.
const (
	likeSection  = 0.2
	likeCategory = 0.2
	likeSite     = 0.04
)

// A lesson is what the reader said about one article.
type lesson struct {
	words []feature // heaviest, by bucket; the squares of the weights sum to 1
	origin
	right uint16 // a bit for each topic; none: the article has no topic
}

// lessons are all corrections, oldest first.
type lessons struct {
	list  []lesson
	posts map[uint32][]post // by bucket
}

// A post says that a lesson has a word, with its weight.
type post struct {
	lesson int32
	weight float32
}

// Correct notes that an article has exactly these topics, perhaps none. From then
// on articles like it, by rare words, categories and the section of the site, are
// taken to have them as well. A later correction of the same article replaces it.
func (m *Model) Correct(r Reading, right []feeds.Topic) {
	m.mu.Lock()
	defer m.mu.Unlock()
	l := lesson{words: m.learned.rare(r.features), origin: r.origin}
	for _, t := range right {
		if i := slices.Index(feeds.Topics, t); i >= 0 {
			l.right |= 1 << i
		}
	}
	list := slices.DeleteFunc(m.told.list, l.same)
	if len(list) >= mostTold {
		list = list[1:]
	}
	m.told = newLessons(append(list, l))
}

// Uncorrect takes back what was said of an article.
func (m *Model) Uncorrect(r Reading) {
	m.mu.Lock()
	defer m.mu.Unlock()
	l := lesson{words: r.features, origin: r.origin}
	m.told = newLessons(slices.DeleteFunc(m.told.list, l.same))
}

// same reports whether two lessons are of the same article. The weights of words
// change with what else was read, so that only the words themselves count.
func (l lesson) same(other lesson) bool {
	return l.origin.same(other.origin)
}

func newLessons(list []lesson) lessons {
	s := lessons{list: list, posts: make(map[uint32][]post)}
	for i, l := range list {
		for _, w := range l.words {
			s.posts[w.bucket] = append(s.posts[w.bucket], post{int32(i), float32(w.weight)})
		}
	}
	return s
}

// opinion is what the corrections of like articles say: the share of each topic
// and, from 0 to 1, how much that counts.
func (s *lessons) opinion(words []feature, from origin) (likely evidence, weight float64) {
	if len(s.list) == 0 {
		return likely, 0
	}
	near, shared := make([]float64, len(s.list)), make([]int, len(s.list))
	for _, w := range words {
		for _, p := range s.posts[w.bucket] {
			near[p.lesson] += w.weight * float64(p.weight)
			shared[p.lesson]++
		}
	}
	var all float64
	for i, l := range s.list {
		if shared[i] < 2 {
			near[i] = 0 // in two headlines of four words one that is the same is a lot, and means nothing
		}
		x := math.Min((near[i]+l.origin.likeness(from)-alike)/fully, 1)
		if x <= 0 {
			continue
		}
		if l.origin.same(from) {
			x = 100 // it is that article
		}
		all += x
		for t := range likely {
			if l.right>>t&1 == 1 {
				likely[t] += x
			}
		}
	}
	for t := range likely {
		likely[t] /= max(all, 1e-9)
	}
	return likely, all / (all + doubt)
}

// rare are the words of an article that are rare in what was read, heaviest first
// kept and then in order of their buckets.
func (b *bayes) rare(fs []feature) []feature {
	list := slices.Clone(fs)
	for i := range list {
		list[i].weight *= b.rarity(list[i].bucket)
	}
	slices.SortFunc(list, func(a, b feature) int {
		switch {
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		default:
			return int(a.bucket) - int(b.bucket)
		}
	})
	list = list[:min(len(list), heaviest)]
	slices.SortFunc(list, func(a, b feature) int { return int(a.bucket) - int(b.bucket) })
	var squares float64
	for _, f := range list {
		squares += f.weight * f.weight
	}
	if squares > 0 {
		for i := range list {
			list[i].weight /= math.Sqrt(squares)
		}
	}
	return list
}

// rarity is the inverse document frequency of a word, from 0 to 1.
func (b *bayes) rarity(bucket uint32) float64 {
	const few = 50 // articles; before them hardly any word is known to be rare
	n := b.read + few
	return math.Max(0, math.Log(n/(float64(b.docs[bucket])+1))/math.Log(n))
}
