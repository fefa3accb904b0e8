package story

import (
	"cmp"
	"slices"

	"tidings/feeds"
)

// Placed is an article with the story that it is in now.
type Placed struct {
	Article feeds.ArticleID
	Placement
	Vector *Vector // as it is to be stored
}

// Add places articles that came together, whatever the order in which they came,
// and returns every placement that is new or has changed, those of earlier articles
// included: all of them are to be stored.
func (x *Index) Add(batch []*Vector) []Placed {
	batch = slices.Clone(batch)
	slices.SortStableFunc(batch, inOrder)
	out := make([]Placed, 0, len(batch))
	for _, v := range batch {
		out = append(out, Placed{v.article, x.Place(v), v})
	}
	return out
}

// inOrder is the order in which articles are placed: that of their dates, and of
// their texts where these are equal. IDs come last, because they tell which feed
// answered first.
func inOrder(a, b *Vector) int {
	return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.print(), b.print()), cmp.Compare(a.article, b.article))
}

// print is a number that only the same text has.
func (v *Vector) print() uint64 {
	h := uint64(v.title)<<32 | uint64(v.words)
	for i, t := range v.terms {
		h = (h ^ uint64(t)<<8 ^ uint64(v.marks[i])) * 0x9E3779B97F4A7C15
		h ^= h >> 29
	}
	return h
}
