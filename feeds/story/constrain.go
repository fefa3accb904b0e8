package story

import "tidings/feeds"

// Constrain sets everything that the reader said about stories, in the order in
// which it was said; of two that contradict each other the later one wins. It
// holds for what is placed and for all that comes. The placements that change
// are returned and to be stored.
func (x *Index) Constrain(list []feeds.StoryCorrection) []Placed {
	var out []Placed
	for _, c := range list {
		a, b := x.byID[c.A], x.byID[c.B]
		if a == nil || b == nil {
			continue
		}
		switch {
		case c.Kind == feeds.Together && a.group != b.group:
			for _, d := range append([]*doc(nil), b.group.members...) {
				out = append(out, x.put(d, a.group))
			}
		case c.Kind == feeds.Apart && a.group == b.group:
			out = append(out, x.put(b, x.story(feeds.StoryID(b.article))))
		}
	}
	return out
}

// put moves an article into another story.
func (x *Index) put(d *doc, g *group) Placed {
	if d.group.leave(d); len(d.group.members) == 0 {
		delete(x.stories, d.group.id)
	}
	d.group = g
	g.join(d)
	return Placed{d.article, Placement{Story: g.id, Score: 1, CopyOf: d.copyOf}, d.Vector}
}
