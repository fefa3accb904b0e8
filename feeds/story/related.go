package story

import (
	"math"
	"slices"

	"tidings/feeds"
)

const (
	// relatedLeast is the least likeness of two texts that share a subject, and
	// relatedEvidence the least evidence, in terms that nobody else has. Both are
	// less while there is little to choose from, down to relatedFirst of it.
	relatedLeast    = 0.12
	relatedEvidence = 1.1
	relatedFirst    = 0.2
	// sameFeed is what each article of a feed costs the next one of it.
	sameFeed = 0.85
)

// Similar are the k articles that are most like v by their words alone, best
// first, of its own story or not.
func (x *Index) Similar(v *Vector, k int) []Relation {
	q := x.weigh(v)
	var out []Relation
	for _, s := range x.alike(q, 2*k+20) {
		out = append(out, Relation{Article: s.of.article, Score: float64(s.score), Why: x.whyAlike(q, s.of)})
	}
	return out[:min(len(out), k)]
}

// Related are at most k articles about the subject of v that do not report its
// event, best first: never of its story, never two of one story, never the same
// text again. An article counts for less with every better one of its feed.
func (x *Index) Related(v *Vector, k int) []Relation {
	q := x.weigh(v)
	own := x.Story(v.article)
	var list []scored[*doc]
	for _, s := range x.alike(q, 8*k+40) {
		if x.storyOf(s.of) != own && x.sharesSubject(q, s) && !repeats(list, s.of) && !sameText(v, s.of.Vector) {
			list = append(list, s)
		}
	}
	var out []Relation
	for _, s := range diverse(list, k) {
		out = append(out, Relation{Article: s.of.article, Score: float64(s.score), Why: x.whyAlike(q, s.of)})
	}
	return out
}

// alike are the docs that are most like the query, compared in full, best first.
func (x *Index) alike(q *query, most int) []scored[*doc] {
	x.find(q, x.gone)
	var list []scored[*doc]
	var floor float32 // what is below it is not among the most
	for _, seq := range x.hits {
		d := x.docs[seq]
		if d == nil || d.article == q.article {
			continue
		}
		if s := x.scores[seq] / x.lengths[seq]; s >= floor {
			list = append(list, scored[*doc]{d, s})
		}
		if len(list) == 4*most {
			list = mostAlike(list, most)
			floor = list[most-1].score
		}
	}
	list = mostAlike(list, most)
	for i := range list {
		like, _ := x.cosine(q, list[i].of.Vector, bar{})
		list[i].score = float32(like)
	}
	return mostAlike(list, most)
}

func mostAlike(list []scored[*doc], most int) []scored[*doc] {
	slices.SortFunc(list, func(a, b scored[*doc]) int {
		if c := compare(b.score, a.score); c != 0 {
			return c
		}
		return int(a.of.seq) - int(b.of.seq)
	})
	return list[:min(len(list), most)]
}

// sharesSubject reports whether a doc is near enough to the query, and not only
// by words that either mentions in passing.
func (x *Index) sharesSubject(q *query, s scored[*doc]) bool {
	few := max(x.settled, relatedFirst)
	if float64(s.score) < few*relatedLeast || !shareTitle(q.Vector, s.of.Vector) {
		return false
	}
	_, evidence := x.cosine(q, s.of.Vector, bar{evidence: math.Inf(1)})
	return evidence >= few*relatedEvidence*x.rare()
}

// shareTitle reports whether a word of one title is in the other's, or a name
// in the other's text.
func shareTitle(a, b *Vector) bool {
	i := 0
	for j, t := range b.terms {
		for i < len(a.terms) && a.terms[i] < t {
			i++
		}
		if i == len(a.terms) {
			break
		}
		if a.terms[i] != t {
			continue
		}
		m, o := a.marks[i]&^weightMask, b.marks[j]&^weightMask
		if m != 0 && o != 0 && (m|o)&inTitle != 0 {
			return true
		}
	}
	return false
}

// repeats reports whether a doc tells of a story that the list has already.
func repeats(list []scored[*doc], d *doc) bool {
	return slices.ContainsFunc(list, func(s scored[*doc]) bool {
		return s.of.group == d.group || sameText(s.of.Vector, d.Vector)
	})
}

// diverse picks k of a list, the best first after what each feed has already.
func diverse(list []scored[*doc], k int) []scored[*doc] {
	var out []scored[*doc]
	had := map[feeds.FeedID]int{}
	for len(out) < k && len(list) > 0 {
		best, most := 0, -1.0
		for i, s := range list {
			if w := float64(s.score) * math.Pow(sameFeed, float64(had[s.of.feed])); w > most {
				best, most = i, w
			}
		}
		had[list[best].of.feed]++
		out = append(out, list[best])
		list = slices.Delete(list, best, best+1)
	}
	return out
}

// Typical is the member of a story that is nearest to its centre, the earlier
// one of two; of a large story only the latest members are asked. It is zero for
// a story that is not remembered.
func (x *Index) Typical(id feeds.StoryID) feeds.ArticleID {
	members := x.members(id)
	if len(members) == 0 {
		return 0
	}
	if len(members) < 3 {
		return members[0].article
	}
	var centre []part
	for _, d := range members[max(0, len(members)-typicalOf):] {
		centre = add(centre, d.Vector)
	}
	var best *doc
	var most float64
	x.weighLightly(members[0].Vector) // idf is of this moment, whatever is weighed
	square, _ := x.square(centre, math.MaxFloat32)
	for _, d := range members[max(0, len(members)-typicalOf):] {
		q := x.weighLightly(d.Vector)
		dot, _ := q.common(centre)
		if l := unit(dot, q.norm, square); best == nil || l > most {
			best, most = d, l
		}
	}
	return best.article
}

// typicalOf is how many members of a story are asked.
const typicalOf = 100
