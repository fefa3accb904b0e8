package story

import (
	"slices"

	"tidings/feeds"
)

// A piece of a home is what the reader left together there.
type piece struct {
	docs []*doc // in order
	id   feeds.StoryID
}

// pieces are those of the homes that the reader said something about. Homes that
// nobody asked for have none yet.
type pieces struct {
	of    map[*doc]*piece
	by    map[*group][]*piece
	links [][2]*piece // what is one story all the same
}

// all are the pieces of a home: one, until it is split.
func (p *pieces) all(g *group) []*piece {
	if p.by[g] == nil {
		one := &piece{id: g.id}
		for _, d := range g.members {
			one.docs = append(append(one.docs, d), d.copies...)
		}
		slices.SortFunc(one.docs, func(a, b *doc) int { return inOrder(a.Vector, b.Vector) })
		for _, d := range one.docs {
			p.of[d] = one
		}
		p.by[g] = []*piece{one}
	}
	return p.by[g]
}

func (p *pieces) piece(d *doc) *piece {
	p.all(d.group)
	return p.of[d]
}

// split moves what leaves into a piece of its own. The one that has the founder of
// the home keeps its ID; the other has that of its first article.
func (p *pieces) split(one *piece, leaves func(*doc) bool) {
	var stay, leave []*doc
	for _, d := range one.docs {
		if leaves(d) {
			leave = append(leave, d)
		} else {
			stay = append(stay, d)
		}
	}
	if len(stay) == 0 || len(leave) == 0 {
		return
	}
	other := &piece{docs: leave, id: feeds.StoryID(leave[0].article)}
	one.docs = stay
	if slices.ContainsFunc(leave, func(d *doc) bool { return feeds.StoryID(d.article) == one.id }) {
		other.id, one.id = one.id, feeds.StoryID(stay[0].article)
	}
	for _, d := range leave {
		p.of[d] = other
	}
	g := leave[0].group
	p.by[g] = append(p.by[g], other)
}

func (p *pieces) join(a, b *piece) {
	if !slices.Contains(p.joined(a), b) {
		p.links = append(p.links, [2]*piece{a, b})
	}
}

// unjoin parts b from a: it loses all that it was joined with.
func (p *pieces) unjoin(a, b *piece) {
	if a != b && slices.Contains(p.joined(a), b) {
		p.links = slices.DeleteFunc(p.links, func(l [2]*piece) bool { return l[0] == b || l[1] == b })
	}
}

// joined are the pieces of the story that a piece is in, itself first.
func (p *pieces) joined(one *piece) []*piece {
	list := []*piece{one}
	for i := 0; i < len(list); i++ {
		for _, l := range p.links {
			for j, end := range l {
				if other := l[1-j]; end == list[i] && !slices.Contains(list, other) {
					list = append(list, other)
				}
			}
		}
	}
	return list
}

// story is the ID of the story that a piece is in: that of the piece that began first.
func (p *pieces) story(one *piece) feeds.StoryID {
	first := slices.MinFunc(p.joined(one), func(a, b *piece) int { return inOrder(a.docs[0].Vector, b.docs[0].Vector) })
	return first.id
}

func (p *piece) has(feed feeds.FeedID) bool {
	return slices.ContainsFunc(p.docs, func(d *doc) bool { return d.feed == feed })
}
