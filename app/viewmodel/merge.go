package viewmodel

import (
	"cmp"
	"maps"
	"slices"

	"tidings/feeds"
)

// Keep is the list that a reader goes on with when its page was loaded again: what
// is new comes in at its place, and what the reader has read meanwhile stays where
// it was instead of vanishing under the hand. What stood behind the end of the
// page may still be unread, and is left to the next page.
func Keep(old []feeds.Article, page feeds.Page, order feeds.Order) []feeds.Article {
	compare := inOrder(order)
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

// inOrder compares articles by their places in a list.
func inOrder(order feeds.Order) func(a, b feeds.Article) int {
	return func(a, b feeds.Article) int {
		d := cmp.Or(b.Date().Compare(a.Date()), cmp.Compare(b.ID, a.ID))
		if order == feeds.Oldest {
			return -d
		}
		return d
	}
}

// KeepBelow is the same as Keep for what stands below the row of a story.
func KeepBelow(old, fresh []feeds.Member, order feeds.Order) []feeds.Member {
	has := make(map[feeds.ArticleID]bool, len(fresh))
	for _, m := range fresh {
		has[m.ID] = true
	}
	out := slices.Clone(fresh)
	for _, m := range old {
		if !has[m.ID] {
			m.Status.Read = true
			out = append(out, m)
		}
	}
	compare := inOrder(order)
	slices.SortStableFunc(out, func(a, b feeds.Member) int { return compare(a.Article, b.Article) })
	return out
}

// KeepCounts are the counts of the stories of a list that was loaded again. In a list
// of what is unread, a story has as many articles and sources as before: what was read
// of it is still there.
func KeepCounts(old, fresh map[feeds.StoryID]feeds.StoryCount, unreadOnly bool) map[feeds.StoryID]feeds.StoryCount {
	out := make(map[feeds.StoryID]feeds.StoryCount, len(fresh))
	maps.Copy(out, fresh)
	if !unreadOnly {
		return out
	}
	for id, n := range old {
		now := out[id]
		out[id] = feeds.StoryCount{Articles: max(n.Articles, now.Articles), Sources: max(n.Sources, now.Sources), Unread: now.Unread}
	}
	return out
}
