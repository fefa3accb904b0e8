package viewmodel

import (
	"cmp"
	"slices"

	"tidings/feeds"
)

// Keep is the list that a reader goes on with when its page was loaded again: what
// is new comes in at its place, and what the reader has read meanwhile stays where
// it was instead of vanishing under the hand. What stood behind the end of the
// page may still be unread, and is left to the next page.
func Keep(old []feeds.Article, page feeds.Page, order feeds.Order) []feeds.Article {
	compare := func(a, b feeds.Article) int {
		d := cmp.Or(b.Date().Compare(a.Date()), cmp.Compare(b.ID, a.ID))
		if order == feeds.Oldest {
			return -d
		}
		return d
	}
	fresh := page.Articles
	has := make(map[feeds.ArticleID]bool, len(fresh))
	for _, a := range fresh {
		has[a.ID] = true
	}
	out := slices.Clone(fresh)
	for _, a := range old {
		behind := page.More && (len(fresh) == 0 || compare(a, fresh[len(fresh)-1]) > 0)
		if !has[a.ID] && !behind {
			a.Status.Read = true
			out = append(out, a)
		}
	}
	if len(out) > len(fresh) {
		slices.SortStableFunc(out, compare)
	}
	return out
}
