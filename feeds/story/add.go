package story

import (
	"cmp"
	"math"
	"slices"

	"tidings/feeds"
)

// Placed is an article with the story that it is in now.
type Placed struct {
	Article feeds.ArticleID
	Placement
	Vector *Vector // as it is to be stored
}

// An article that comes after later ones takes these up, and all are placed again in
// order: those of the last two hours, or while the index is learning all of them, at
// most so many. What is later still finds its place among what is there.
const (
	upTo   = 2 * hour
	mostUp = 2000
)

// Until the index knows so many stories, what comes is placed twice: the first time
// tells how common its words are.
const learns = 1000

// Add places articles that came together, whatever the order in which they came,
// and returns every placement that is new or has changed, those of earlier articles
// included: all of them are to be stored. An article that was placed before is
// placed again; it stays in the story that it founded as long as others are in it.
func (x *Index) Add(batch []*Vector) []Placed {
	x.before = map[feeds.ArticleID]was{}
	queue := slices.Clone(batch)
	for _, d := range x.disturbed(batch) {
		queue = append(queue, d.Vector)
	}
	for _, v := range batch {
		if d := x.byID[v.article]; d != nil {
			x.note(d)
			x.forget(d)
		}
	}
	slices.SortFunc(queue, inOrder)
	learning := x.learning()
	x.take(queue)
	got := x.placeAll(queue)
	if learning {
		x.take(queue)
		got = x.placeAll(queue)
	}
	x.divide()
	return x.changes(batch, got)
}

// learning reports whether too little is known to tell how common words are.
func (x *Index) learning() bool { return x.total < learns*wholeShare }

// Place is Add for one article, where nobody keeps what changes for others.
func (x *Index) Place(v *Vector) Placement {
	for _, p := range x.Add([]*Vector{v}) {
		if p.Article == v.article {
			return p.Placement
		}
	}
	return Placement{}
}

// inOrder is the order in which articles are placed: that of their dates, and of
// their texts where these are equal. IDs come last, because they tell which feed
// answered first.
func inOrder(a, b *Vector) int {
	if a.at != b.at {
		return cmp.Compare(a.at, b.at)
	}
	return cmp.Or(cmp.Compare(a.print(), b.print()), cmp.Compare(a.article, b.article))
}

// disturbed are the articles that some of a batch should have come before.
func (x *Index) disturbed(batch []*Vector) []*doc {
	if len(batch) == 0 {
		return nil
	}
	earliest := slices.MinFunc(batch, inOrder)
	known := map[feeds.ArticleID]bool{}
	for _, v := range batch {
		known[v.article] = true
	}
	from := x.newest - upTo
	if x.learning() { // the first answers of feeds bring weeks at once, in any order
		from = math.MinInt64
	}
	var list []*doc
	last := max(x.gone, len(x.docs)-2*mostUp)
	for i := len(x.docs) - 1; i >= last && len(list) < mostUp; i-- {
		d := x.docs[i]
		if d != nil && d.at >= from && inOrder(d.Vector, earliest) > 0 && !known[d.article] {
			list = append(list, d)
		}
	}
	return list
}

// take takes articles up, the latest first, so that what repeats another one goes
// before it.
func (x *Index) take(queue []*Vector) {
	for _, v := range slices.Backward(queue) {
		if d := x.byID[v.article]; d != nil {
			x.note(d)
			x.lift(d)
		}
	}
}

func (x *Index) placeAll(queue []*Vector) map[feeds.ArticleID]Placement {
	got := make(map[feeds.ArticleID]Placement, len(queue))
	for _, v := range queue {
		got[v.article] = x.place(v)
	}
	return got
}

// was is what was true of an article before something changed.
type was struct {
	story, home feeds.StoryID
	copyOf      feeds.ArticleID
}

// note remembers what is true of an article that may change.
func (x *Index) note(d *doc) {
	if _, ok := x.before[d.article]; !ok && x.before != nil {
		x.before[d.article] = was{x.storyOf(d), d.home, d.copyOf}
	}
}

// changes are the placements of a batch, and of all that was noted and has changed.
func (x *Index) changes(batch []*Vector, got map[feeds.ArticleID]Placement) []Placed {
	out := make([]Placed, 0, len(batch))
	for _, v := range batch {
		p := got[v.article]
		if d := x.byID[v.article]; d != nil {
			p = x.placement(d, p)
		}
		out = append(out, Placed{v.article, p, v})
		delete(x.before, v.article)
	}
	for id, b := range x.before {
		if d := x.byID[id]; d != nil && b != (was{x.storyOf(d), d.home, d.copyOf}) {
			out = append(out, Placed{id, x.placement(d, got[id]), d.Vector})
		}
	}
	x.before = nil
	slices.SortStableFunc(out[len(batch):], func(a, b Placed) int { return inOrder(a.Vector, b.Vector) })
	return out
}

// placement is where a doc is now. It is what was found when the doc was placed,
// unless its story or what it repeats is another one since.
func (x *Index) placement(d *doc, found Placement) Placement {
	p := found
	if p.Story != d.home || p.CopyOf != d.copyOf {
		p = x.explain(d)
	}
	if s := x.storyOf(d); s != d.home {
		p.Story, p.New, p.Why = s, s == feeds.StoryID(d.article), x.whySaid(d)
		if p.New {
			p.Score, p.Why = 1, ""
		}
	}
	return p
}

// explain is the placement of a doc, as its own story tells it now.
func (x *Index) explain(d *doc) Placement {
	p := Placement{Story: d.home, CopyOf: d.copyOf, Score: 1}
	if p.New = d.home == feeds.StoryID(d.article); p.New {
		return p
	}
	q := x.weigh(d.Vector)
	var like *doc
	var most float64
	for _, m := range d.group.members[max(0, len(d.group.members)-compared):] {
		if c, _ := x.cosine(q, m.Vector, bar{}); m != d && (like == nil || c > most) {
			like, most = m, c
		}
	}
	if like != nil {
		p.Score, p.Why = most, x.whyAlike(q, like)
	}
	return p
}

// compared is how many members of a large story are looked at, the latest ones.
const compared = 40
