package viewmodel

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"tidings/feeds"
)

// View is what the window shows beside the sidebar.
type View int

const (
	FrontPage View = iota
	List           // the timeline of an item's scope
)

// ItemKind says what an item of the sidebar is.
type ItemKind int

const (
	ViewItem ItemKind = iota
	GroupItem
	FolderItem
	FeedItem
	TopicItem
	SearchItem
)

// An Item of the sidebar.
type Item struct {
	Kind   ItemKind
	Key    string // stays the same while counts change
	View   View
	Name   string
	Count  string
	Indent int
	Scope  feeds.Scope
	Feed   feeds.FeedID
	Folder feeds.FolderID
	Search feeds.SearchID
	Open   bool   // a folder that shows what is in it
	Error  string // a feed that could not be fetched: the reason
	Busy   bool
}

// Sidebar lists everything in the sidebar. Topics have the number of unread
// articles; those without any are left out.
func Sidebar(list []feeds.Feed, folders []feeds.Folder, n feeds.Counts, topics map[feeds.Topic]int, today time.Time) []Item {
	items := []Item{
		{Kind: ViewItem, Key: "front", Name: "Front page", View: FrontPage},
		{Kind: ViewItem, Key: "today", Name: "Today", View: List, Count: count(n.Today), Scope: feeds.Scope{Since: today}},
		{Kind: ViewItem, Key: "unread", Name: "Unread", View: List, Count: count(n.Unread), Scope: feeds.Scope{UnreadOnly: true}},
		{Kind: ViewItem, Key: "starred", Name: "Starred", View: List, Count: count(n.Starred), Scope: feeds.Scope{StarredOnly: true}},
		{Kind: ViewItem, Key: "later", Name: "Read later", View: List, Count: count(n.Later), Scope: feeds.Scope{LaterOnly: true}},
		{Kind: ViewItem, Key: "all", Name: "All articles", View: List},
	}
	items = append(items, leftovers(n)...)
	if len(list)+len(folders) > 0 {
		items = append(items, Item{Kind: GroupItem, Key: "sources", Name: "Sources"})
		items = inFolder(items, 0, 0, list, folders)
	}
	if len(topics) > 0 {
		items = append(items, Item{Kind: GroupItem, Key: "topics", Name: "Topics"})
		for _, t := range feeds.Topics {
			if topics[t] > 0 {
				items = append(items, Item{
					Kind: TopicItem, Key: "topic:" + string(t), Name: t.Name(), View: List,
					Count: count(topics[t]), Scope: feeds.Scope{Topics: []feeds.Topic{t}},
				})
			}
		}
	}
	return items
}

func inFolder(items []Item, in feeds.FolderID, indent int, list []feeds.Feed, folders []feeds.Folder) []Item {
	for _, f := range folders {
		if f.Parent != in {
			continue
		}
		items = append(items, Item{
			Kind: FolderItem, Key: "folder:" + strconv.FormatInt(int64(f.ID), 10), Name: f.Name, View: List,
			Count: count(f.Unread), Indent: indent, Scope: feeds.Scope{Folder: f.ID}, Folder: f.ID, Open: !f.Closed,
		})
		if !f.Closed {
			items = inFolder(items, f.ID, indent+1, list, folders)
		}
	}
	for _, f := range list {
		if f.Folder != in {
			continue
		}
		items = append(items, Item{
			Kind: FeedItem, Key: "feed:" + strconv.FormatInt(int64(f.ID), 10), Name: f.Name(), View: List,
			Count: count(f.Unread), Indent: indent, Scope: feeds.Scope{Feed: f.ID}, Feed: f.ID, Error: f.Fetch.Error,
		})
	}
	return items
}

// count is empty for zero: a quiet sidebar says nothing where nothing is.
func count(n int) string {
	switch {
	case n == 0:
		return ""
	case n >= 100_000:
		return strconv.Itoa(n/1000) + "k"
	}
	return strconv.Itoa(n)
}

// A Chip above the timeline.
type Chip struct {
	Topic feeds.Topic // empty: all
	Name  string
	State ChipState
	Count int
}

// ChipState says what a chip does to the list.
type ChipState int

const (
	ChipOff ChipState = iota
	ChipOn
	ChipOut // articles of the topic are left out
)

// Chips are those of a scope: All, the topics that the scope names, then the
// others by number of articles.
func Chips(in feeds.Scope, counts map[feeds.Topic]int) []Chip {
	all := Chip{Name: "All"}
	if len(in.Topics)+len(in.Without) == 0 {
		all.State = ChipOn
	}
	chips := []Chip{all}
	for _, t := range feeds.Topics {
		c := Chip{Topic: t, Name: t.Name(), Count: counts[t]}
		switch {
		case slices.Contains(in.Topics, t):
			c.State = ChipOn
		case slices.Contains(in.Without, t):
			c.State = ChipOut
		case c.Count == 0:
			continue
		}
		chips = append(chips, c)
	}
	return chips
}

// Toggle is the scope after a click on a chip: first in, then out, then off.
func Toggle(in feeds.Scope, t feeds.Topic) feeds.Scope {
	in.Topics, in.Without = slices.Clone(in.Topics), slices.Clone(in.Without)
	if t == "" {
		in.Topics, in.Without = nil, nil
		return in
	}
	is := func(x feeds.Topic) bool { return x == t }
	switch {
	case slices.Contains(in.Topics, t):
		in.Topics = slices.DeleteFunc(in.Topics, is)
		in.Without = append(in.Without, t)
	case slices.Contains(in.Without, t):
		in.Without = slices.DeleteFunc(in.Without, is)
	default:
		in.Topics = append(in.Topics, t)
	}
	if len(in.Topics) == 0 {
		in.Topics = nil
	}
	if len(in.Without) == 0 {
		in.Without = nil
	}
	return in
}

// Place is the index of the item with a key, or -1.
func Place(items []Item, key string) int {
	return slices.IndexFunc(items, func(i Item) bool { return i.Key == key })
}

// Title names a scope in the window's title.
func Title(items []Item, key string, in feeds.Scope) string {
	name := "Articles"
	i := Place(items, key)
	if i >= 0 {
		name = items[i].Name
	}
	if in.Text != "" && (i < 0 || items[i].Scope.Text != in.Text) {
		name = "Search: " + in.Text
	}
	for _, t := range in.Topics {
		name += " · " + t.Name()
	}
	for _, t := range in.Without {
		name += " · not " + t.Name()
	}
	return cmp.Or(name, "Tidings")
}

// NextTopic is the topic of the chip that follows the one that is on, all (the
// empty topic) after the last.
func NextTopic(chips []Chip, d int) feeds.Topic {
	if len(chips) == 0 {
		return ""
	}
	on := max(0, slices.IndexFunc(chips, func(c Chip) bool { return c.State == ChipOn }))
	return chips[(on+d+len(chips))%len(chips)].Topic
}
