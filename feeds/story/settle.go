package story

import "math"

// Two stories turn out to be one when their centres are as alike as this: headlines,
// which found many stories about an event before one has words of all, and texts.
// The larger the smaller one of them is, the surer its centre, and the more is asked
// for with the logarithm of its articles.
const (
	settleShort = 0.15
	settleLong  = 0.35
	settleLarge = 0.1
)

// settle joins a story that has grown with those that are as good as the same. Only
// those are asked that the article is like that it has grown by: it is the bridge.
func (x *Index) settle(g *group, n near) {
	for _, s := range n.stories {
		o := s.of
		if o == g || len(o.members) == 0 || !x.same(g, o) {
			continue
		}
		if o.older(g) {
			g, o = o, g
		}
		x.merge(g, o)
	}
}

// merge moves everything of a story into an older one.
func (x *Index) merge(into, from *group) {
	for _, d := range from.members {
		x.note(d)
		for _, c := range d.copies {
			x.note(c)
			c.group, c.home = into, into.id
		}
		into.join(d)
	}
	delete(x.stories, from.id)
	from.members = nil
}

// same reports whether two stories are one.
func (x *Index) same(a, b *group) bool {
	terms := math.Sqrt(a.terms() * b.terms())
	least := settleShort + (settleLong-settleShort)*longness(terms)
	least *= 1 + settleLarge*math.Log(float64(min(len(a.members), len(b.members))))
	apart := max(0, a.first-b.last, b.first-a.last)
	cosine, evidence := x.between(a.parts(), b.parts())
	return evidence >= x.enough(a) && cosine*x.faded(apart, terms, a.first <= never) >= least
}

// between compares two centres; see cosine.
func (x *Index) between(a, b []part) (cosine, evidence float64) {
	var dot, sum, aa, bb float32
	i := 0
	for _, p := range a {
		idf := x.idf(p.hash)
		aa += p.weight * p.weight * idf * idf
		for i < len(b) && b[i].hash < p.hash {
			i++
		}
		if i < len(b) && b[i].hash == p.hash {
			dot += p.weight * b[i].weight * idf * idf
			sum += idf
		}
	}
	bb, _ = x.square(b, math.MaxFloat32)
	return unit(dot, float32(math.Sqrt(float64(aa))), bb), float64(sum)
}
