package digest

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"

	"tidings/feeds/language"
)

// A term of a sentence with its weight.
type term struct {
	hash   uint64
	weight float64
}

// termsOf are the words of a sentence that say something, ascending, and how many
// words it has; a pair of characters of a spaceless script counts half.
func termsOf(text, lang string) (terms []term, words int) {
	stop := language.StopWordsOf(lang)
	halves := 0
	for w := range language.Words(text) {
		r, _ := utf8.DecodeRuneInString(w.Text)
		if language.Spaceless(r) {
			halves++
		} else {
			halves += 2
		}
		if stop.Has(w.Text) || !w.Number && len(w.Text) < 3 && r < utf8.RuneSelf {
			continue
		}
		terms = append(terms, term{hash(w.Text), 1})
	}
	slices.SortFunc(terms, func(a, b term) int { return cmp.Compare(a.hash, b.hash) })
	return merged(terms), (halves + 1) / 2
}

// merged adds up terms that are equal.
func merged(terms []term) []term {
	out := terms[:0]
	for _, t := range terms {
		if n := len(out); n > 0 && out[n-1].hash == t.hash {
			out[n-1].weight += t.weight
			continue
		}
		out = append(out, t)
	}
	return out
}

// hash is FNV-1a in 64 bits.
func hash(word string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * 1099511628211
	}
	return h
}

// weigh multiplies the terms of sentences by how rare they are among them.
func weigh(list []candidate) map[uint64]float64 {
	idf := map[uint64]float64{}
	for _, c := range list {
		for _, t := range c.terms {
			idf[t.hash]++
		}
	}
	for h, df := range idf {
		idf[h] = math.Log(1 + float64(len(list))/df)
	}
	for i := range list {
		c := &list[i]
		for j := range c.terms {
			c.terms[j].weight *= idf[c.terms[j].hash]
		}
		c.norm = length(c.terms)
	}
	return idf
}

func length(terms []term) float64 {
	var square float64
	for _, t := range terms {
		square += t.weight * t.weight
	}
	return math.Sqrt(square)
}

// cosine compares two sentences, 0 to 1.
func cosine(a, b *candidate) float64 { return dot(a.terms, b.terms) / max(a.norm*b.norm, 1e-9) }

func dot(a, b []term) (sum float64) {
	i := 0
	for _, t := range b {
		for i < len(a) && a[i].hash < t.hash {
			i++
		}
		if i == len(a) {
			break
		}
		if a[i].hash == t.hash {
			sum += a[i].weight * t.weight
		}
	}
	return sum
}

const (
	// biased is the share of the walk that begins anew where the bias is.
	biased = 0.5
	// rounds of the walk; it has settled long before.
	rounds = 20
)

// central walks from sentence to sentence, to each as often as it is like the last
// one, and now and then to one that the bias prefers. How often it comes by is the
// score (LexRank, Erkan & Radev 2004, with the bias of Otterbacher, Erkan & Radev
// 2009). like is a square of likenesses.
func central(like [][]float64, bias []float64) []float64 {
	n := len(bias)
	sums := make([]float64, n)
	var all float64
	for i := range like {
		for _, x := range like[i] {
			sums[i] += x
		}
		all += bias[i]
	}
	at := make([]float64, n)
	for i := range at {
		at[i] = bias[i] / all
	}
	next := make([]float64, n)
	for range rounds {
		lost := 0.0 // by sentences that are like none
		clear(next)
		for i, row := range like {
			if sums[i] == 0 {
				lost += at[i]
				continue
			}
			share := at[i] / sums[i]
			for j, x := range row {
				next[j] += share * x
			}
		}
		for i := range next {
			next[i] = biased*bias[i]/all + (1-biased)*(next[i]+lost*bias[i]/all)
		}
		at, next = next, at
	}
	return at
}
