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

// Events of the same kind come again. A likeness counts in full for the hours of
// fresh, and then falls to 1/e in those of fade. Where both texts are long it never
// falls below farShare, also beyond the window: dates are wrong at times, and two
// long texts are alike for a reason. Half of that is at farTerms, all at twice as
// many. Without dates a likeness is worth undatedShare.
const (
	fresh        = 18
	fade         = 60
	farShare     = 0.6
	farTerms     = 40
	undatedShare = 0.75
	hour         = 60 * 60 * 1000 // milliseconds
)

// candidates are how many stories and how many articles are compared in full.
const candidates = 8

// place finds the story of an article: it joins one or founds one. The index keeps
// v and notes in it what it is a copy of.
func (x *Index) place(v *Vector) Placement {
	x.Remove(v.article)
	if d := x.repeated(v); d != nil {
		return x.addRepeat(v, d)
	}
	q := x.weigh(v)
	x.find(q, x.gone)
	n := x.closest(q)
	p := Placement{Story: feeds.StoryID(v.article), New: true, Score: 1}
	g, like, score := x.choose(q, n)
	if g == nil {
		g = x.group(p.Story)
	} else {
		p = Placement{Story: g.id, Score: score, CopyOf: x.original(q, like)}
		p.Why = x.whyJoined(q, g, like)
	}
	v.copyOf = p.CopyOf
	x.add(q, g)
	x.settle(g, n)
	x.evict()
	return p
}

// choose is the story that an article joins, with the member that is most like
// it, and its own likeness to the story; nil if it joins none.
func (x *Index) choose(q *query, n near) (in *group, like *doc, score float64) {
	if g := x.stories[feeds.StoryID(q.article)]; g != nil { // its own, with others in it
		return g, n.member(g), x.likeness(q, g, bar{})
	}
	if d := n.copied(q.Vector); d != nil && d.group.apart(q.at) <= x.opt.Window.Milliseconds() {
		return d.group, d, x.likeness(q, d.group, bar{})
	}
	var most float64
	for _, s := range n.stories {
		terms := math.Sqrt(float64(len(q.terms)) * s.of.terms())
		least := max(most, x.threshold(terms))
		faded := x.faded(s.of.apart(q.at), terms, q.undated())
		if float64(s.score) < farGlance*least/faded && s.of.apart(q.at) > x.opt.Window.Milliseconds() {
			continue
		}
		cosine := x.likeness(q, s.of, bar{x.enough(s.of), least / faded})
		if cosine*faded > most && cosine*faded >= least {
			in, score, most = s.of, cosine, cosine*faded
		}
	}
	return in, n.member(in), score
}

// farGlance is the share of the likeness asked for that an article must have to a
// member of a story beyond the window, before it is compared with the whole.
const farGlance = 0.5

// reach is how far from the query in time, in milliseconds, a story can be joined.
func (x *Index) reach(q *query) int64 {
	if len(q.terms) > farTerms {
		return math.MaxInt64
	}
	return x.opt.Window.Milliseconds()
}

// faded is what a likeness is worth so many milliseconds apart between texts of so
// many terms.
func (x *Index) faded(apart int64, terms float64, undated bool) float64 {
	if undated && apart == 0 {
		return undatedShare
	}
	share := farShare * min(max(terms/farTerms-1, 0), 1)
	if apart <= x.opt.Window.Milliseconds() {
		share = max(share, math.Exp(-max(float64(apart)/hour-fresh, 0)/fade))
	}
	return max(share, 1e-9)
}

// Restore puts an article back into its story, as after a start, without
// looking for one. Restored in the order in which they were placed, articles
// leave the index as it was.
func (x *Index) Restore(v *Vector, id feeds.StoryID) {
	x.Remove(v.article)
	home := v.home
	if home == 0 {
		home = id
	}
	if d := x.repeated(v); d != nil && d.group.id == home {
		x.addRepeat(v, d)
	} else {
		x.add(x.weigh(v), x.group(home))
	}
	if home != id {
		x.shown[v.article] = id
	}
	x.evict()
}

// group is the story with an ID, made if there is none.
func (x *Index) group(id feeds.StoryID) *group {
	g := x.stories[id]
	if g == nil {
		g = &group{id: id}
		x.stories[id] = g
	}
	return g
}

// likeness compares the query with a story.
func (x *Index) likeness(q *query, g *group, least bar) (cosine float64) {
	switch {
	case len(g.members) == 0:
	case len(g.members) == 1:
		cosine, _ = x.cosine(q, g.members[0].Vector, least)
	case g.sum == nil && g.apart(q.at) > x.opt.Window.Milliseconds():
		sum, _ := g.latest() // not kept: hardly anybody asks
		cosine = x.toCentre(q, sum, least)
	default:
		cosine = x.toCentre(q, g.centre(), least)
	}
	return cosine
}

// threshold is the least likeness between texts of so many terms.
func (x *Index) threshold(terms float64) float64 { return x.opt.Threshold * shortness(terms) }

// shortness is the share of a threshold that counts between texts with so many
// terms.
func shortness(terms float64) float64 {
	return shortShare + (1-shortShare)*longness(terms)
}

// longness is 0 for headlines, 1 for texts.
func longness(terms float64) float64 {
	return min(max((terms-shortTerms)/(longTerms-shortTerms), 0), 1)
}

// enough is the least evidence for the same event: one word that both texts have
// is never enough between two of them, two are if they are rare.
func (x *Index) enough(g *group) float64 {
	least := firstEvidence + (leastEvidence-firstEvidence)*x.settled
	return least * x.rare() / (1 + largeStory*math.Log(float64(len(g.members))))
}
