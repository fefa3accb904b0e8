package story

import (
	"slices"

	"tidings/feeds"
)

// A group is a story in the index.
type group struct {
	id      feeds.StoryID
	members []*doc
	first   int64 // Unix milliseconds; they only ever move apart
	last    int64
	size    int // sum of the members' numbers of terms

	// sum is the sum of the members' vectors, each made as long as the others.
	// It is nil while there is one member, and while nobody asks.
	sum []part
}

// A part of a sum is a term with its weight.
type part struct {
	hash   uint32
	weight float32
}

// A sum keeps its heaviest terms: it is cut to the lower number when it grows
// above the higher one.
const (
	maxParts  = 256
	keepParts = 192
)

func (g *group) join(d *doc) {
	if len(g.members) == 0 {
		g.first, g.last = d.at, d.at
	}
	g.members = append(g.members, d)
	g.first, g.last = min(g.first, d.at), max(g.last, d.at)
	g.size += len(d.terms)
	if g.sum != nil {
		g.sum = add(g.sum, d.Vector, 1)
	}
}

func (g *group) leave(d *doc) {
	i := slices.Index(g.members, d)
	g.members = slices.Delete(g.members, i, i+1)
	g.size -= len(d.terms)
	if g.sum != nil {
		g.sum = add(g.sum, d.Vector, -1)
	}
}

// centre is the sum of the members of a story of several.
func (g *group) centre() []part {
	if g.sum == nil {
		for _, d := range g.members {
			g.sum = add(g.sum, d.Vector, 1)
		}
	}
	return g.sum
}

// apart is the time between a moment and the story, in milliseconds; zero if it
// lies within.
func (g *group) apart(at int64) int64 {
	return max(0, at-g.last, g.first-at)
}

// add changes a sum: it is one with a vector added or, with a negative sign, taken away.
func add(sum []part, v *Vector, sign float32) []part {
	scale := sign / v.length()
	// The old parts move back, so that there is room for the new ones before them.
	n := len(sum)
	sum = slices.Grow(sum, len(v.terms))[:n+len(v.terms)]
	old, out := sum[len(v.terms):], sum[:0]
	copy(old, sum[:n])
	i := 0
	for j, t := range v.terms {
		for i < len(old) && old[i].hash < t {
			out = append(out, old[i])
			i++
		}
		w := scale * v.marks[j].weight()
		if i < len(old) && old[i].hash == t {
			w += old[i].weight
			i++
		}
		if w > 1e-4 {
			out = append(out, part{t, w})
		}
	}
	out = append(out, old[i:]...)
	if len(out) > maxParts {
		return heaviest(out)
	}
	return out
}

func heaviest(sum []part) []part {
	slices.SortFunc(sum, func(a, b part) int {
		if d := compare(b.weight, a.weight); d != 0 {
			return d
		}
		return compare(a.hash, b.hash)
	})
	sum = sum[:keepParts]
	slices.SortFunc(sum, func(a, b part) int { return compare(a.hash, b.hash) })
	return sum
}
