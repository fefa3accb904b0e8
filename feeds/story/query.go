package story

import (
	"math"
	"math/bits"
	"slices"
)

const (
	// searched is how many of an article's heaviest terms are looked up, and
	// posted how many it is found by.
	searched = 30
	posted   = 40

	// A term in more than a fifth of the docs says nothing, once there are some.
	commonShare = 0.2
	commonFrom  = 50

	// The index begins as if it had seen so many docs of a language already, in
	// which every term occurs now and then: a term is not rare only because little
	// was read. But what several stories have of the few there are is common indeed,
	// as function words are in a language that has no list of stop words: chanced of
	// them may have a term by chance.
	priorDocs  = 100
	priorCount = 0.3
	chanced    = 2
	fewDocs    = 2

	// Logarithms of counts below commonCounts are looked up.
	commonBits   = 12
	commonCounts = 1 << commonBits
)

// A query is a vector weighed by how rare its terms are.
type query struct {
	*Vector
	weights []float32 // tf-idf of each term
	idf     []float32
	norm    float32
	heavy   []uint8 // places of the terms, heaviest first, at most posted
	keys    []uint64
	counts  []uint32 // of each term
	lists   [searched][]posting

	// some has a bit for each term by the lower bits of its hash: most terms of
	// others are known by it not to be among them.
	some [32]uint64
}

// mayHave reports false only for what is no term of the query.
func (q *query) mayHave(term uint32) bool { return q.some[term>>6%32]>>(term%64)&1 != 0 }

// weigh makes v the query.
func (x *Index) weigh(v *Vector) *query {
	q := x.weighLightly(v)
	q.keys = q.keys[:0]
	for i, w := range q.weights {
		if w > 0 {
			q.keys = append(q.keys, uint64(heavyFirst(w))<<32|uint64(i))
		}
	}
	slices.Sort(q.keys)
	for _, k := range q.keys[:min(len(q.keys), posted)] {
		q.heavy = append(q.heavy, uint8(k))
	}
	return q
}

// weighLightly makes v a query that is compared but not looked up.
func (x *Index) weighLightly(v *Vector) *query {
	x.inLang = x.totals[v.lang]
	docs := float64(x.inLang) / wholeShare
	x.logDocs = float32(math.Log(docs + 1 + priorDocs))
	x.logFew = float32(math.Log(docs + fewDocs))
	x.settled = docs / (docs + priorDocs)
	q := &x.query
	q.Vector, q.weights, q.idf, q.heavy = v, q.weights[:0], q.idf[:0], q.heavy[:0]
	q.some, q.counts = [32]uint64{}, q.counts[:0]
	// Each count is in another piece of memory: fetched one after the other they come
	// side by side, where what is reckoned with each would have the next one wait.
	for _, t := range v.terms {
		q.counts = append(q.counts, x.countOf(t))
	}
	var square float32
	for i, t := range v.terms {
		q.some[t>>6%32] |= 1 << (t % 64)
		idf := x.rarity(q.counts[i])
		w := v.marks[i].weight() * idf
		q.idf = append(q.idf, idf)
		q.weights = append(q.weights, w)
		square += w * w
	}
	q.norm = float32(math.Sqrt(float64(square)))
	return q
}

// idf is how rare a term is in the language of the query, as a logarithm; zero if it
// is too common to count. Each language is counted alone: in a stream of many, the
// words of those that little is written in would all be rare.
func (x *Index) idf(term uint32) float32 { return x.rarity(x.countOf(term)) }

func (x *Index) countOf(term uint32) uint32 { return x.counts[term>>(32-countBits)] }

// rarity is the idf of what counts so much.
func (x *Index) rarity(df uint32) float32 {
	if x.inLang > commonFrom*wholeShare && float32(df) > commonShare*float32(x.inLang) {
		return 0
	}
	l := logsOf(df)
	return max(min(x.logDocs-l.smooth, x.logFew-l.sure), 0)
}

// A logs is what a count is as logarithms: with the prior, and without what may be
// there by chance.
type logs struct{ smooth, sure float32 }

// commonLogs are those of the commonest counts.
var commonLogs = func() (t [commonCounts]logs) {
	for i := range t {
		t[i] = slowLogs(i)
	}
	return t
}()

// logsOf are the logarithms of a count. Of a large one the highest bits are enough.
func logsOf(df uint32) logs {
	if df < commonCounts {
		return commonLogs[df]
	}
	more := bits.Len32(df) - commonBits
	l, halves := commonLogs[df>>more], float32(more)*math.Ln2
	return logs{l.smooth + halves, l.sure + halves}
}

func slowLogs(df int) logs {
	stories := float64(df) / wholeShare
	l := logs{smooth: float32(math.Log(stories + 0.5 + priorCount)), sure: float32(math.Inf(-1))}
	if stories > chanced+0.5 {
		l.sure = float32(math.Log(stories - chanced))
	}
	return l
}

// find adds up the likeness of all docs from a sequence number on, as far as the
// heaviest terms tell it. What it found stays in x.hits and x.scores.
func (x *Index) find(q *query, from int) {
	for _, seq := range x.hits {
		x.scores[seq] = 0
	}
	x.hits = x.hits[:0]
	heavy := q.heavy[:min(len(q.heavy), searched)]
	for n, i := range heavy { // together, as counts
		q.lists[n] = x.postings.of(q.terms[i])
	}
	for n, i := range heavy {
		list := q.lists[n]
		w := q.weights[i] * q.idf[i]
		for j := len(list) - 1; j >= 0; j-- {
			seq := list[j].seq()
			if int(seq) < from {
				break
			}
			if x.scores[seq] == 0 {
				x.hits = append(x.hits, seq)
			}
			x.scores[seq] += w * list[j].weight()
		}
	}
}

// A bar is what a likeness has to reach; one that does not is given as zero as
// soon as that is clear. The evidence for it is the sum of idf over the terms
// that both sides have.
type bar struct{ evidence, cosine float64 }

// longest is the square of the length that a text with so much in common with
// the query can have at most, if it reaches the bar. Rounding does not matter:
// what is near the bar passes.
func (b bar) longest(q *query, dot float32) float32 {
	length := float64(dot) / float64(q.norm) / b.cosine
	return float32(min(length*length*1.001, math.MaxFloat32))
}

// cosine compares the query with an article.
func (x *Index) cosine(q *query, v *Vector, least bar) (cosine, evidence float64) {
	var dot, sum float32
	i := 0
	for j, t := range v.terms {
		if !q.mayHave(t) {
			continue
		}
		for i < len(q.terms) && q.terms[i] < t {
			i++
		}
		if i == len(q.terms) {
			break
		}
		if q.terms[i] == t {
			dot += q.weights[i] * q.idf[i] * v.marks[j].weight()
			sum += q.idf[i]
		}
	}
	if evidence = float64(sum); evidence < least.evidence || dot == 0 {
		return 0, evidence
	}
	longest := least.longest(q, dot)
	var square float32
	for j, t := range v.terms {
		w := v.marks[j].weight() * x.idf(t)
		if square += w * w; square > longest {
			return 0, evidence
		}
	}
	return unit(dot, q.norm, square), evidence
}

// toCentre compares the query with the centre of a story, as cosine does.
func (x *Index) toCentre(q *query, centre []part, least bar) (cosine float64) {
	dot, evidence := q.common(centre)
	if float64(evidence) < least.evidence || dot == 0 {
		return 0
	}
	square, ok := x.square(centre, least.longest(q, dot))
	if !ok {
		return 0
	}
	return unit(dot, q.norm, square)
}

// square is the square of the length of a centre; not ok if it is above most.
func (x *Index) square(centre []part, most float32) (square float32, ok bool) {
	for _, p := range centre {
		w := p.weight * x.idf(p.hash)
		if square += w * w; square > most {
			return 0, false
		}
	}
	return square, true
}

// common is the product of the query and a centre, and the evidence in it.
func (q *query) common(centre []part) (dot, evidence float32) {
	i := 0
	for _, p := range centre {
		if !q.mayHave(p.hash) {
			continue
		}
		for i < len(q.terms) && q.terms[i] < p.hash {
			i++
		}
		if i == len(q.terms) {
			break
		}
		if q.terms[i] == p.hash {
			dot += q.weights[i] * q.idf[i] * p.weight
			evidence += q.idf[i]
		}
	}
	return dot, evidence
}

// rare is the idf of a term that nobody has.
func (x *Index) rare() float64 { return float64(x.logDocs - logsOf(0).smooth) }

func unit(dot, norm, square float32) float64 {
	if dot == 0 { // and perhaps the lengths, too
		return 0
	}
	return min(float64(dot)/float64(norm)/math.Sqrt(float64(square)), 1)
}
