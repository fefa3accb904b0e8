package viewmodel

import (
	"cmp"
	"slices"

	"tidings/feeds"
)

// Keep is the list that a reader goes on with when it was loaded again: what is
// new comes in at its place, and what the reader has read meanwhile stays where
// it was instead of vanishing under the hand.
func Keep(old, fresh []feeds.Article, order feeds.Order) []feeds.Article {
	has := make(map[feeds.ArticleID]bool, len(fresh))
	for _, a := range fresh {
		has[a.ID] = true
	}
	out := slices.Clone(fresh)
	for _, a := range old {
		if !has[a.ID] {
			a.Status.Read = true
			out = append(out, a)
		}
	}
	if len(out) == len(fresh) {
		return out
	}
	slices.SortStableFunc(out, func(a, b feeds.Article) int {
		d := cmp.Or(b.Date().Compare(a.Date()), cmp.Compare(b.ID, a.ID))
		if order == feeds.Oldest {
			return -d
		}
		return d
	})
	return out
}
