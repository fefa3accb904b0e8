package story

import "tidings/feeds"

// A text that is there word by word already, such as of a feed that was added
// twice, changes nothing for the others: it is in the story of the one that it
// repeats, and counts neither for how common its words are nor for what the story is
// about.

// repeated is the doc that has the very text of v, not further away than a window;
// nil if there is none, for headlines that are too short to tell, and for what
// founded a story that others are in.
func (x *Index) repeated(v *Vector) *doc {
	if v.title == 0 || x.stories[feeds.StoryID(v.article)] != nil {
		return nil
	}
	d := x.byText[v.print()]
	if d == nil || max(d.at-v.at, v.at-d.at) > x.opt.Window.Milliseconds() {
		return nil
	}
	return d
}

// addRepeat remembers an article that repeats another one.
func (x *Index) addRepeat(v *Vector, of *doc) Placement {
	x.count(v, 0) // if it counted before it was taken up
	d := x.enter(&doc{Vector: v, group: of.group, of: of})
	of.copies = append(of.copies, d)
	d.home, d.copyOf = of.group.id, of.article
	if of.copyOf != 0 {
		d.copyOf = of.copyOf
	}
	p := Placement{Story: d.home, Score: 1, Why: x.whyAlike(x.weigh(v), of), CopyOf: d.copyOf}
	x.evict()
	return p
}
