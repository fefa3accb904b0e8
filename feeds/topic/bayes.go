package topic

import (
	"math"
	"slices"

	"tidings/feeds/language"
)

const (
	buckets   = 1 << 16 // words share a bucket by hash
	smoothing = 0.1
	// sharpness of the guess: with more, the classifier trusts single words.
	sharpness = 1.6
	// known is the number of articles from which on half of the final weight is
	// given to what was learned.
	known      = 50
	fullWeight = 1.0
	// enough articles are remembered; then all counts are halved, so that the
	// news of years ago fades.
	enough = 40_000
)

// bayes is a complement naive Bayes classifier (Rennie et al. 2003): it asks
// how badly a text fits into all topics but one, which works when some topics
// have few examples.
type bayes struct {
	counts [][topics]float32 // by bucket
	totals [topics]float64   // sums of counts
	seen   [topics]float64   // articles
	docs   []float32         // by bucket: articles that have the word, labelled or not
	read   float64           // all articles
}

func newBayes() *bayes {
	return &bayes{counts: make([][topics]float32, buckets), docs: make([]float32, buckets)}
}

// A feature is a word of an article by its bucket.
type feature struct {
	bucket uint32
	weight float64
}

// features are the words of an article that are not too common, with the
// logarithm of how often they occur; the squares of their weights sum to 1.
func (s *scratch) features(title, body []language.Token) []feature {
	list := s.buckets[:0]
	for i := range title {
		if w := &title[i]; !w.Stop {
			b := mixed(w.Hash) % buckets
			list = append(list, b, b) // as in the lists, the headline weighs twice
		}
	}
	for i := range body {
		if w := &body[i]; !w.Stop {
			list = append(list, mixed(w.Hash)%buckets)
		}
	}
	s.buckets = list
	slices.Sort(list)
	found := make([]feature, 0, different(list))
	var squares float64
	for i := 0; i < len(list); {
		n := i + 1
		for n < len(list) && list[n] == list[i] {
			n++
		}
		w := logs[n-i]
		squares += w * w
		found = append(found, feature{list[i], w})
		i = n
	}
	length := math.Sqrt(squares)
	for i := range found {
		found[i].weight /= length
	}
	return found
}

// different is how many different values a sorted list has.
func different(list []uint32) (n int) {
	for i, x := range list {
		if i == 0 || x != list[i-1] {
			n++
		}
	}
	return n
}

// bucket is where a word is counted.
func bucket(word string) uint32 { return hash(word) % buckets }

// hash is the FNV-1a hash of words, mixed.
func hash(words ...string) uint32 {
	h := uint32(2166136261)
	for n, word := range words {
		if n > 0 {
			h *= 16777619 // as of a zero byte between them
		}
		for i := range len(word) {
			h = (h ^ uint32(word[i])) * 16777619
		}
	}
	return mixed(h)
}

// mixed makes the low bits of a hash good.
func mixed(h uint32) uint32 {
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 12
	return h
}

// meet counts the words of an article, whatever it is about.
func (b *bayes) meet(fs []feature) {
	for _, f := range fs {
		b.docs[f.bucket]++
	}
	if b.read++; b.read > enough {
		for i := range b.docs {
			b.docs[i] /= 2
		}
		b.read /= 2
	}
}

// learn takes a share of an article for its topic.
func (b *bayes) learn(topic int, fs []feature, share float64) {
	for _, f := range fs {
		b.counts[f.bucket][topic] += float32(f.weight * share)
		b.totals[topic] += f.weight * share
	}
	b.seen[topic] += share
	if b.articles() > enough {
		b.fade()
	}
}

func (b *bayes) articles() (n float64) {
	for _, x := range b.seen {
		n += x
	}
	return n
}

func (b *bayes) fade() {
	for i := range b.counts {
		for t := range b.counts[i] {
			b.counts[i][t] /= 2
		}
	}
	for t := range b.totals {
		b.totals[t] /= 2
		b.seen[t] /= 2
	}
}

// A taught is what an article has taught the classifier itself.
type taught struct {
	topic    int
	share    float64   // of the article; 0: nothing
	features []feature // in the order of their buckets
}

// of is what it has added to the count of a bucket for its topic. Buckets are asked for
// in their order, and next begins at 0.
func (own *taught) of(bucket uint32, next *int) float32 {
	for ; *next < len(own.features); *next++ {
		switch f := own.features[*next]; {
		case f.bucket == bucket:
			return float32(f.weight * own.share)
		case f.bucket > bucket:
			return 0
		}
	}
	return 0
}

// guess is how likely each topic is, and how much that is worth: nothing while
// there is nothing to compare. What the article has taught itself does not count.
func (b *bayes) guess(fs []feature, own taught) (likely evidence, weight float64) {
	var all float64
	classes := 0
	for t, n := range b.seen {
		all += b.totals[t]
		if n > 0 {
			classes++
		}
	}
	if classes < 2 || len(fs) == 0 {
		return likely, 0
	}
	var rest evidence // logarithms of the sums over all other topics
	for t := range rest {
		rest[t] = math.Log(all - b.totals[t] + smoothing*buckets/8)
	}
	met, first, second := false, 0, 0
	for part := range slices.Chunk(fs, together) {
		var sums [together]float64
		for i, f := range part {
			sums[i] = sum(b.countsOf(f, own, &first))
		}
		for i, f := range part {
			if sums[i] == 0 {
				continue
			}
			met = true
			c := b.countsOf(f, own, &second)
			without := logarithm(sums[i] + smoothing) // of the topics that do not have the word
			for t := range likely {
				others := without
				if c[t] != 0 {
					others = logarithm(max(sums[i]-float64(c[t]), 0) + smoothing)
				}
				likely[t] += f.weight * (rest[t] - others)
			}
		}
	}
	if !met {
		return evidence{}, 0
	}
	b.softmax(&likely)
	n := b.articles()
	return likely, fullWeight * n / (n + known)
}

// together is how many words' counts are read one after the other before anything is
// reckoned with them: each lies in another piece of memory, and so these come side by side.
const together = 64

// countsOf is how often a word was met in each topic, without what the article taught.
// Words are asked for in the order of their buckets, and next begins at 0.
func (b *bayes) countsOf(f feature, own taught, next *int) *[topics]float32 {
	c := &b.counts[f.bucket]
	if own.share <= 0 {
		return c
	}
	rest := *c
	rest[own.topic] = max(0, rest[own.topic]-own.of(f.bucket, next))
	return &rest
}

func sum(counts *[topics]float32) (n float64) {
	for _, x := range counts {
		n += float64(x)
	}
	return n
}

// softmax turns logarithms into shares, over the topics that were seen.
func (b *bayes) softmax(s *evidence) {
	top := math.Inf(-1)
	for t := range s {
		if b.seen[t] > 0 {
			top = max(top, s[t])
		}
	}
	var sum float64
	for t := range s {
		if b.seen[t] == 0 {
			s[t] = 0
			continue
		}
		s[t] = math.Exp(sharpness * (s[t] - top))
		sum += s[t]
	}
	for t := range s {
		s[t] /= sum
	}
}
