package viewmodel

import (
	"slices"
	"strconv"
	"strings"

	"tidings/feeds"
)

// SearchKey is the key of a saved search in the sidebar.
func SearchKey(id feeds.SearchID) string { return "search:" + strconv.FormatInt(int64(id), 10) }

// WithSearches adds the saved searches to the sidebar, with how many unread articles
// each has, counted up to most. Without any there is no group for them.
func WithSearches(items []Item, list []feeds.Search, counts map[feeds.SearchID]int, most int) []Item {
	if len(list) == 0 {
		return items
	}
	items = append(slices.Clip(items), Item{Kind: GroupItem, Key: "searches", Name: "Searches"})
	for _, x := range list {
		n := count(counts[x.ID])
		if counts[x.ID] >= most {
			n = strconv.Itoa(most) + "+"
		}
		items = append(items, Item{Kind: SearchItem, Key: SearchKey(x.ID), Name: x.Name, View: List, Count: n, Scope: x.Scope, Search: x.ID})
	}
	return items
}

// KeyOf is the key of the item that shows a scope when its text, topics and order
// are left aside: what the sidebar marks when a limit was taken away. A topic, a
// story and nothing else are items of their own.
func KeyOf(items []Item, in feeds.Scope) string {
	for _, it := range items {
		if it.Kind == TopicItem || it.Kind == OwnItem || it.Kind == StoryItem {
			if it.Scope.Equal(in) {
				return it.Key
			}
		}
	}
	bare := func(s feeds.Scope) feeds.Scope {
		s.Text, s.Topics, s.Without, s.Order = "", nil, nil, feeds.Newest
		return s
	}
	for _, it := range items {
		if !it.Also && it.View == List && (it.Kind == ViewItem || it.Kind == FolderItem || it.Kind == FeedItem) && bare(it.Scope).Equal(bare(in)) {
			return it.Key
		}
	}
	return "all"
}

// Saved is the saved search that is this scope, whatever the order of the list.
func Saved(list []feeds.Search, in feeds.Scope) (feeds.Search, bool) {
	in.Order = feeds.Newest
	for _, x := range list {
		s := x.Scope
		s.Order = feeds.Newest
		if s.Equal(in) {
			return x, true
		}
	}
	return feeds.Search{}, false
}

// Does says what a rule does, as a choice and as the beginning of a sentence.
func Does(a feeds.Action) string {
	switch a {
	case feeds.MarkRead:
		return "Mark as read"
	case feeds.AddStar:
		return "Star"
	case feeds.AddLater:
		return "Read later"
	case feeds.Discard:
		return "Delete"
	}
	return string(a)
}

// RuleLine says in a line what a rule is about.
func RuleLine(r feeds.Rule, known Known) string {
	what := strings.TrimSpace(r.Scope.Text)
	if where := Where(r.Scope, known); what == "" || where != "Everywhere" {
		what = strings.TrimPrefix(what+" · "+where, " · ")
	}
	return Does(r.Do) + " · " + what
}
