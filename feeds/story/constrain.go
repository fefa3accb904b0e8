package story

import (
	"maps"
	"slices"

	"tidings/feeds"
)

// What the reader says changes nothing of where an article belongs by its words, its
// home. The stories that are shown are made of homes: parts of them, and several
// together. So whatever is taken back leaves no trace.

// Constrain sets everything that the reader said about stories, in the order in
// which it was said; of two that contradict each other the later one wins. It
// holds for what is placed and for all that comes. The placements that change
// are returned and to be stored. Where an article that a correction names is not
// remembered any more, the correction holds as long as the index lives for what it
// parted already, and for what comes to it.
func (x *Index) Constrain(list []feeds.StoryCorrection) []Placed {
	x.before = map[feeds.ArticleID]was{}
	x.said = slices.Clone(list)
	maps.DeleteFunc(x.sides, func(id feeds.CorrectionID, _ map[feeds.ArticleID]bool) bool {
		return !slices.ContainsFunc(list, func(c feeds.StoryCorrection) bool { return c.ID == id })
	})
	x.divide()
	return x.changes(nil, nil)
}

// storyOf is the story that a doc is shown in.
func (x *Index) storyOf(d *doc) feeds.StoryID {
	if s, ok := x.shown[d.article]; ok {
		return s
	}
	return d.home
}

// divide makes the stories that are shown.
func (x *Index) divide() {
	if len(x.said) == 0 && len(x.shown) == 0 {
		return
	}
	shown := map[feeds.ArticleID]feeds.StoryID{}
	p := pieces{of: map[*doc]*piece{}, by: map[*group][]*piece{}}
	for _, c := range x.said {
		switch a, b := x.byID[c.A], x.byID[c.B]; {
		case c.Kind == feeds.FeedsApart:
			x.partFeeds(&p, c)
		case c.Kind == feeds.Together && a != nil && b != nil:
			p.join(p.piece(a), p.piece(b))
		case c.Kind == feeds.Apart:
			x.part(&p, c, a, b)
		}
	}
	for _, list := range p.by {
		for _, one := range list {
			id := p.story(one)
			for _, d := range one.docs {
				if id != d.home {
					shown[d.article] = id
				}
			}
		}
	}
	for _, m := range []map[feeds.ArticleID]feeds.StoryID{x.shown, shown} {
		for id := range m {
			if d := x.byID[id]; d != nil {
				x.note(d)
			}
		}
	}
	x.shown = shown
}

// clearly is how many times as like B as A an article must be to go with B.
const clearly = 1.2

// part does what Apart asks: B, and what is clearly likelier there, leaves the story
// of A.
func (x *Index) part(p *pieces, c feeds.StoryCorrection, a, b *doc) {
	side := x.sides[c.ID]
	if a != nil && b != nil {
		if pa := p.piece(a); pa == p.piece(b) {
			if side == nil {
				side = map[feeds.ArticleID]bool{}
				x.sides[c.ID] = side
			}
			side[a.article], side[b.article] = false, true
			p.split(pa, x.decide(side, pa.docs))
		}
		p.unjoin(p.piece(a), p.piece(b))
		return
	}
	var parted []*piece
	for id, with := range side {
		if d := x.byID[id]; d != nil && with && !slices.Contains(parted, p.piece(d)) {
			parted = append(parted, p.piece(d))
		}
	}
	for _, one := range parted {
		p.split(one, x.decide(side, one.docs))
	}
}

// decide says of each doc whether it goes with B. What was decided once stays so.
func (x *Index) decide(side map[feeds.ArticleID]bool, docs []*doc) func(*doc) bool {
	var with [2][]*doc // A and B
	for _, d := range docs {
		if b, ok := side[d.article]; ok && b {
			with[1] = append(with[1], d)
		} else if ok {
			with[0] = append(with[0], d)
		}
	}
	for _, d := range docs {
		if _, ok := side[d.article]; ok {
			continue
		}
		q := x.weigh(d.Vector)
		var most [2]float64
		for i, list := range with {
			for _, o := range list[:min(len(list), compared)] {
				c, _ := x.cosine(q, o.Vector, bar{})
				most[i] = max(most[i], c)
			}
		}
		side[d.article] = most[1] > clearly*most[0]
	}
	return func(d *doc) bool { return side[d.article] }
}

// partFeeds does what FeedsApart asks: where a story has articles of both feeds, those
// of the feed that came later leave it.
func (x *Index) partFeeds(p *pieces, c feeds.StoryCorrection) {
	for _, g := range x.stories {
		if !hasBoth(g, c.FeedA, c.FeedB) {
			continue
		}
		for _, one := range slices.Clone(p.all(g)) {
			var first feeds.FeedID
			for _, d := range one.docs {
				if first == 0 && (d.feed == c.FeedA || d.feed == c.FeedB) {
					first = d.feed
				}
			}
			p.split(one, func(d *doc) bool { return d.feed != first && (d.feed == c.FeedA || d.feed == c.FeedB) })
		}
	}
	p.links = slices.DeleteFunc(p.links, func(l [2]*piece) bool {
		return l[0].has(c.FeedA) && l[1].has(c.FeedB) || l[0].has(c.FeedB) && l[1].has(c.FeedA)
	})
}

// hasBoth reports whether two feeds have articles that are at home in a story.
func hasBoth(g *group, a, b feeds.FeedID) bool {
	var hasA, hasB bool
	for _, d := range g.members {
		hasA, hasB = hasA || d.feed == a, hasB || d.feed == b
		for _, c := range d.copies {
			hasA, hasB = hasA || c.feed == a, hasB || c.feed == b
		}
	}
	return hasA && hasB
}

// whySaid is the reason why a doc is not shown at home.
func (x *Index) whySaid(d *doc) string {
	for _, m := range d.group.members {
		if x.storyOf(m) != x.storyOf(d) {
			return "you parted these"
		}
	}
	return "you merged these"
}

// members are the docs that are shown in a story, without those that repeat others
// word by word, in order.
func (x *Index) members(id feeds.StoryID) []*doc {
	var out []*doc
	if g := x.stories[id]; g != nil {
		for _, d := range g.members {
			if x.storyOf(d) == id {
				out = append(out, d)
			}
		}
	}
	for article, s := range x.shown {
		if d := x.byID[article]; s == id && d != nil && d.of == nil && d.home != id {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b *doc) int { return inOrder(a.Vector, b.Vector) })
	return out
}
