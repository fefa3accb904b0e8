package story

import (
	"math"

	"tidings/feeds"
)

// Headlines share fewer words than texts. The threshold falls with the number of
// terms that both sides have on average, from Threshold at longTerms to
// shortShare of it at shortTerms.
const (
	longTerms  = 30
	shortTerms = 5
	shortShare = 0.3
)

// Evidence for the same event is counted in terms that nobody else has. A large
// story needs less: what its many members share is not there by chance. While
// there are few articles, nobody can say which terms are rare, and more is needed.
const (
	leastEvidence = 1.1
	firstEvidence = 2.6
	largeStory    = 0.2 // of the natural logarithm of its members
)

// fade is the time in which a likeness falls to 1/e, in milliseconds: events of
// the same kind come again.
const fade = 300 * 60 * 60 * 1000

// candidates are how many stories and how many articles are compared in full.
const candidates = 8

// Place finds the story of an article: it joins one or founds one. An article
// that was placed before is placed again; it stays in the story that it founded
// as long as others are in it. The index keeps v and notes in it what it is a
// copy of, so it is to be marshalled afterwards.
func (x *Index) Place(v *Vector) Placement {
	x.Remove(v.article)
	q := x.weigh(v)
	x.find(q, x.recent)
	n := x.closest(q)
	p := Placement{Story: feeds.StoryID(v.article), New: true, Score: 1}
	g, like, score := x.choose(q, n)
	if g == nil {
		g = x.story(p.Story)
	} else {
		p = Placement{Story: g.id, Score: score, CopyOf: like.original(q)}
		p.Why = x.whyJoined(q, g, like)
	}
	v.copyOf = p.CopyOf
	x.add(q, g)
	return p
}

// choose is the story that an article joins, with the member that is most like
// it, and its own likeness to the story; nil if it joins none.
func (x *Index) choose(q *query, n near) (in *group, like *doc, score float64) {
	if g := x.stories[feeds.StoryID(q.article)]; g != nil { // its own, with others in it
		return g, n.member(g), x.likeness(q, g, bar{})
	}
	if d := n.copied(q.Vector); d != nil {
		return d.group, d, x.likeness(q, d.group, bar{})
	}
	var most float64
	for _, s := range n.stories {
		least := max(most, x.threshold(len(q.terms), s.of))
		faded := math.Exp(-float64(s.of.apart(q.at)) / fade)
		cosine := x.likeness(q, s.of, bar{x.enough(s.of), least / faded})
		if cosine*faded > most && cosine*faded >= least {
			in, score, most = s.of, cosine, cosine*faded
		}
	}
	return in, n.member(in), score
}

// Restore puts an article back into its story, as after a start, without
// looking for one. Restored in the order in which they were placed, articles
// leave the index as it was.
func (x *Index) Restore(v *Vector, id feeds.StoryID) {
	x.Remove(v.article)
	x.add(x.weigh(v), x.story(id))
}

// story is the story with an ID, made if there is none.
func (x *Index) story(id feeds.StoryID) *group {
	g := x.stories[id]
	if g == nil {
		g = &group{id: id}
		x.stories[id] = g
	}
	return g
}

// likeness compares the query with a story.
func (x *Index) likeness(q *query, g *group, least bar) (cosine float64) {
	switch len(g.members) {
	case 0:
	case 1:
		cosine, _ = x.cosine(q, g.members[0].Vector, least)
	default:
		cosine = x.toCentre(q, g.centre(), least)
	}
	return cosine
}

// threshold is the least likeness of an article with so many terms to a story.
func (x *Index) threshold(terms int, g *group) float64 {
	return x.opt.Threshold * shortness(math.Sqrt(float64(terms)*float64(g.size)/float64(len(g.members))))
}

// shortness is the share of a threshold that counts between texts with so many
// terms.
func shortness(terms float64) float64 {
	long := min(max((terms-shortTerms)/(longTerms-shortTerms), 0), 1)
	return shortShare + (1-shortShare)*long
}

// enough is the least evidence for the same event: one word that both texts have
// is never enough between two of them, two are if they are rare.
func (x *Index) enough(g *group) float64 {
	least := firstEvidence + (leastEvidence-firstEvidence)*x.settled
	return least * x.rare() / (1 + largeStory*math.Log(float64(len(g.members))))
}
