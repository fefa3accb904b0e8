package story

import (
	"slices"

	"tidings/feeds"
)

// A group is a story in the index.
type group struct {
	id      feeds.StoryID
	members []*doc // without those that repeat another word by word
	first   int64  // Unix milliseconds
	last    int64
	size    int // sum of the members' numbers of terms

	// sum is the sum of the latest members' vectors, each made as long as the
	// others. It is nil while there is one member, and while nobody asks.
	sum   []part
	since int64 // the first time that the sum was asked for reaches back to
}

// A part of a sum is a term with its weight.
type part struct {
	hash   uint32
	weight float32
}

// A sum keeps its heaviest terms: it is cut to the lower number when it grows
// above the higher one.
const (
	maxParts  = 160
	keepParts = 112
)

// A story that lives for weeks is what was written in its latest days: its sum is
// made anew of the last drift milliseconds when it reaches back twice as far, and of
// no fewer members than leastLatest. So it follows events without swallowing what it
// began with.
const (
	drift       = 4 * 24 * 60 * 60 * 1000
	leastLatest = 12
)

func (g *group) join(d *doc) {
	if len(g.members) == 0 {
		g.first, g.last = d.at, d.at
	}
	g.members = append(g.members, d)
	g.first, g.last = min(g.first, d.at), max(g.last, d.at)
	g.size += len(d.terms)
	d.group, d.home = g, g.id
	if g.sum != nil {
		g.sum = tight(add(g.sum, d.Vector))
		if g.last-g.since > 2*drift {
			g.sum = nil
		}
	}
}

func (g *group) leave(d *doc) {
	i := slices.Index(g.members, d)
	g.members = slices.Delete(g.members, i, i+1)
	g.size -= len(d.terms)
	g.sum = nil
	if d.at > g.first && d.at < g.last || len(g.members) == 0 {
		return
	}
	g.first, g.last = g.members[0].at, g.members[0].at
	for _, m := range g.members {
		g.first, g.last = min(g.first, m.at), max(g.last, m.at)
	}
}

// centre is the sum of the latest members of a story of several.
func (g *group) centre() []part {
	if g.sum == nil {
		g.sum, g.since = g.latest()
		g.sum = tight(g.sum)
	}
	return g.sum
}

func (g *group) latest() (sum []part, since int64) {
	since = g.last
	for i := len(g.members) - 1; i >= 0; i-- {
		d := g.members[i]
		if len(g.members)-i > leastLatest && d.at < g.last-drift {
			continue // the members are not quite in the order of their dates
		}
		sum, since = add(sum, d.Vector), min(since, d.at)
	}
	return sum, max(since, g.last-drift)
}

// parts is what the story is about: its centre, or its only article, which is
// written into the room given.
func (g *group) parts(room *[]part) []part {
	if len(g.members) > 1 {
		return g.centre()
	}
	*room = add((*room)[:0], g.members[0].Vector)
	return *room
}

// terms is how many terms an article of the story has on average.
func (g *group) terms() float64 { return float64(g.size) / float64(len(g.members)) }

// apart is the time between a moment and the story, in milliseconds; zero if it
// lies within.
func (g *group) apart(at int64) int64 {
	return max(0, at-g.last, g.first-at)
}

// older reports whether a story began before another one.
func (g *group) older(o *group) bool {
	return g.first < o.first || g.first == o.first && g.id < o.id
}

// add adds a vector to a sum.
func add(sum []part, v *Vector) []part {
	scale := 1 / v.length()
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
		out = append(out, part{t, w})
	}
	out = append(out, old[i:]...)
	if len(out) > maxParts {
		return heaviest(out)
	}
	return out
}

// tight is a sum without the room that it grew in: thousands are kept.
func tight(sum []part) []part { return append(make([]part, 0, len(sum)), sum...) }

// heaviest are the parts that weigh most, in the order in which they were.
func heaviest(sum []part) []part {
	var room [maxParts + maxTerms]uint64
	keys := room[:0]
	for _, p := range sum {
		keys = append(keys, p.key())
	}
	slices.Sort(keys) // numbers are sorted much faster than parts
	last := keys[keepParts-1]
	return slices.DeleteFunc(sum, func(p part) bool { return p.key() > last })
}

// key is by what parts are sorted, the heaviest first, of equal ones by their hash.
func (p part) key() uint64 { return uint64(heavyFirst(p.weight))<<32 | uint64(p.hash) }
