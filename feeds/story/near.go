package story

import "tidings/feeds"

// near are the stories and articles that a search proposes, best first.
type near struct {
	stories []scored[*group]
	docs    []scored[*doc]
}

type scored[T any] struct {
	of    T
	score float32
}

// closest picks from the hits of a search the docs that look most like the query
// and the stories with the likest docs, in reach of its time: that is the window, and
// everything for a long text. The lists hold until the next search.
func (x *Index) closest(q *query) near {
	n := near{stories: x.near.stories[:0], docs: x.near.docs[:0]}
	window := x.reach(q)
	for _, seq := range x.hits {
		s := x.scores[seq] / x.lengths[seq]
		if full(n.docs, candidates, s) && full(n.stories, candidates, s) { // most, and so without a look at them
			continue
		}
		d := x.docs[seq]
		if d == nil || d.group.apart(q.at) > window {
			continue
		}
		n.docs = insert(n.docs, d, s, candidates)
		n.stories = insert(n.stories, d.group, s, candidates)
	}
	x.near = n
	return n
}

// insert keeps a list of the best so many, each of them once.
func insert[T comparable](list []scored[T], of T, score float32, most int) []scored[T] {
	if full(list, most, score) {
		return list
	}
	i := len(list)
	for j, s := range list {
		if s.of == of {
			if s.score >= score {
				return list
			}
			i = j
			break
		}
	}
	if i == len(list) {
		if len(list) < most {
			list = append(list, scored[T]{})
		} else {
			i--
		}
	}
	for ; i > 0 && list[i-1].score < score; i-- {
		list[i] = list[i-1]
	}
	list[i] = scored[T]{of, score}
	return list
}

// full reports whether a list of so many has no place for a score.
func full[T any](list []scored[T], most int, score float32) bool {
	return len(list) == most && list[most-1].score >= score
}

// member is the doc that is most like the query among those of a story; nil if
// none was proposed.
func (n near) member(g *group) *doc {
	for _, s := range n.docs {
		if s.of.group == g {
			return s.of
		}
	}
	return nil
}

// copied is the doc that has the same text as v; nil if there is none.
func (n near) copied(v *Vector) *doc {
	for _, s := range n.docs {
		if sameText(v, s.of.Vector) {
			return s.of
		}
	}
	return nil
}

// Of the values of two sketches so many are equal in what is nearly the same
// text, such as an agency's with a paragraph cut; fewer are enough if the title is
// the same.
const (
	copySame      = 7
	copySameTitle = 4
)

// sameText reports whether one article repeats another.
func sameText(a, b *Vector) bool {
	same := a.sketch.same(&b.sketch)
	if a.title == 0 || a.title != b.title {
		return same >= copySame
	}
	return same >= copySameTitle || a.feed == b.feed && (a.onlyTitle() || b.onlyTitle())
}

// original is the article that q repeats if it repeats d: d, or what d repeats; zero
// if q has its own words or was there first, and then d and what repeats it repeat q.
func (x *Index) original(q *query, d *doc) feeds.ArticleID {
	if d == nil || !sameText(q.Vector, d.Vector) {
		return 0
	}
	first := d
	if of := x.byID[d.copyOf]; of != nil && of.article != q.article {
		first = of
	}
	if d.copyOf == q.article || inOrder(q.Vector, first.Vector) < 0 {
		x.repeat(first.group, first.article, q.article)
		return 0
	}
	if d.copyOf != 0 {
		return d.copyOf
	}
	return d.article
}

// repeat says of an article in a story, and of those that repeat it, that they
// repeat an earlier one.
func (x *Index) repeat(g *group, later, earlier feeds.ArticleID) {
	for _, d := range g.members {
		for _, c := range append([]*doc{d}, d.copies...) {
			if c.article == later || c.copyOf == later {
				x.note(c)
				c.copyOf = earlier
			}
		}
	}
}
