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
	least /= x.faded(apart, terms, a.first <= never)
	return least <= 1 && x.centresAlike(a.parts(&x.room[0]), b.parts(&x.room[1]), bar{x.enough(a), least})
}

// centresAlike reports whether two centres reach a bar. Most of those that do not are known
// by the terms that both have, before the others are looked up.
func (x *Index) centresAlike(a, b []part, least bar) bool {
	var dot, evidence, inBoth float32
	i := 0
	for _, p := range a {
		for i < len(b) && b[i].hash < p.hash {
			i++
		}
		if i == len(b) {
			break
		}
		if b[i].hash == p.hash {
			idf := x.idf(p.hash)
			w := b[i].weight * idf
			dot += p.weight * idf * w
			evidence += idf
			inBoth += w * w
		}
	}
	if float64(evidence) < least.evidence || dot == 0 {
		return false
	}
	// The product of the squares of both lengths is at most this.
	most := float32(float64(dot) * float64(dot) / (least.cosine * least.cosine))
	square, ok := x.square(a, most/inBoth)
	if ok {
		_, ok = x.square(b, most/square)
	}
	return ok
}
