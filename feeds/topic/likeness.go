package topic

import (
	"cmp"
	"math"
	"slices"

	"tidings/feeds/language"
)

const (
	// likeWords of a text are compared.
	likeWords = 300
	// mostLike examples are compared one by one.
	mostLike = 40
	// near is the likeness from which on an article belongs to the examples.
	near = 0.2
	// sharedWords are had in common with the examples at least.
	sharedWords = 3
	// unlikeWeight is how much what only seems to be like them takes away.
	unlikeWeight = 0.7
)

// A profile is what examples have in common.
type profile struct {
	likeDocs, unlikeDocs []Doc
	background           *bayes
	like, unlike         []terms
	middle               terms
}

// terms are the words of an article by their hash; the squares of the weights sum to 1.
type terms []term

type term struct {
	hash   uint32
	weight float64
	word   string
}

func newProfile(like, unlike []Doc, background *bayes) profile {
	p := profile{likeDocs: like[:min(len(like), mostLike)], unlikeDocs: unlike[:min(len(unlike), mostLike)], background: background}
	for _, d := range p.likeDocs {
		p.like = append(p.like, p.termsOf(LookAt(d)))
	}
	for _, d := range p.unlikeDocs {
		p.unlike = append(p.unlike, p.termsOf(LookAt(d)))
	}
	p.middle = p.mean()
	return p
}

func (p *profile) empty() bool { return len(p.like) == 0 }

// mean is what the examples have in common: words that several of them have weigh
// more, those of what is unlike less.
func (p *profile) mean() terms {
	var all terms
	for _, v := range p.like {
		all = append(all, v...)
	}
	n := float64(len(p.like))
	all = all.merged(func(sum float64, in int) float64 { return sum * math.Sqrt(float64(in)/n) / n })
	for i, t := range all {
		for _, v := range p.unlike {
			t.weight -= unlikeWeight * v.weight(t.hash) / float64(len(p.unlike))
		}
		all[i].weight = max(0, t.weight)
	}
	return all.normal()
}

// merged makes one term of those that are the same word, of the sum of their weights
// and how many they are.
func (v terms) merged(weight func(sum float64, n int) float64) terms {
	slices.SortStableFunc(v, func(a, b term) int { return cmp.Compare(a.hash, b.hash) })
	out := v[:0]
	for i := 0; i < len(v); {
		t, n := v[i], 1
		for i++; i < len(v) && v[i].hash == t.hash; i++ {
			t.weight += v[i].weight
			n++
		}
		t.weight = weight(t.weight, n)
		out = append(out, t)
	}
	return out
}

func (v terms) normal() terms {
	var squares float64
	for _, t := range v {
		squares += t.weight * t.weight
	}
	if squares > 0 {
		for i := range v {
			v[i].weight /= math.Sqrt(squares)
		}
	}
	return v
}

// weight is that of a word; 0: it is not there.
func (v terms) weight(hash uint32) float64 {
	if i, ok := slices.BinarySearchFunc(v, hash, func(t term, h uint32) int { return cmp.Compare(t.hash, h) }); ok {
		return v[i].weight
	}
	return 0
}

// common are the words of two articles with the products of their weights.
func (v terms) common(other terms) (list terms) {
	for i, j := 0, 0; i < len(v) && j < len(other); {
		switch a, b := v[i], other[j]; {
		case a.hash < b.hash:
			i++
		case a.hash > b.hash:
			j++
		default:
			list = append(list, term{a.hash, a.weight * b.weight, a.word})
			i, j = i+1, j+1
		}
	}
	return list
}

func (v terms) cosine(other terms) (x float64) {
	for i, j := 0, 0; i < len(v) && j < len(other); {
		switch a, b := v[i], other[j]; {
		case a.hash < b.hash:
			i++
		case a.hash > b.hash:
			j++
		default:
			x += a.weight * b.weight
			i, j = i+1, j+1
		}
	}
	return x
}

// termsOf are the words of an article, rare ones with more weight.
func (p *profile) termsOf(l *Look) terms {
	l.once.Do(l.count)
	v := slices.Clone(l.terms)
	for i := range v {
		v[i].weight *= p.rarity(v[i].hash)
	}
	return v.normal()
}

// count weighs the words of an article that are not too common: by how often they
// stand there, more in the headline, and names more than others.
func (l *Look) count() {
	stop := language.StopWordsOf(l.doc.Lang)
	for i, w := range l.words[:min(len(l.words), l.headline+likeWords)] {
		if len(w.text) < 2 || stop.Has(w.text) {
			continue
		}
		x := 1.0
		if i < l.headline {
			x = 2.5
		}
		if w.capital && !w.first {
			x *= 1.6
		}
		l.terms = append(l.terms, term{hash(w.text), x, w.text})
	}
	l.terms = l.terms.merged(func(sum float64, _ int) float64 { return math.Log1p(sum) })
}

func (p *profile) rarity(h uint32) float64 {
	if p.background == nil {
		return 1
	}
	x := p.background.rarity(h % buckets)
	return x * x
}

// in tells whether an article is like the examples.
func (p *profile) in(l *Look) (score float64, why string) {
	v := p.termsOf(l)
	x := p.likeness(v)
	if x < near {
		return 0, ""
	}
	for _, e := range p.unlike {
		if e.cosine(v) >= x {
			return 0, ""
		}
	}
	shared := p.shared(v)
	if len(shared) < sharedWords {
		return 0, ""
	}
	return math.Min(1, x), "like your examples: " + quoted(shared[:min(len(shared), quotes)])
}

// likeness is how near an article is to what the examples have in common, or to
// one of them.
func (p *profile) likeness(v terms) float64 {
	x := p.middle.cosine(v)
	for _, e := range p.like {
		x = math.Max(x, 0.8*e.cosine(v))
	}
	return x
}

// shared are the words that an article has in common with the examples, heaviest
// first.
func (p *profile) shared(v terms) (words []string) {
	list := v.common(p.middle)
	slices.SortFunc(list, func(a, b term) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.word, b.word))
	})
	for _, t := range list {
		if t.weight > 0 {
			words = append(words, t.word)
		}
	}
	return words
}
