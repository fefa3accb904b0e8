package viewmodel

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tidings/feeds"
)

// View is what the window shows beside the sidebar.
type View int

const (
	FrontPage View = iota
	List           // the timeline of an item's scope
	OneStory       // the page of an item's story
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
	OwnItem   // a topic of the reader's own
	StoryItem // a followed story
	ActItem   // opens a dialog
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
	Folder feeds.FolderID // of a feed: in which this row of it stands
	Home   string         // of a row that is not a feed's own place: where that is
	Also   bool           // such a row
	Marked string         // the name with marks around what was looked for; empty: nothing in it
	Search feeds.SearchID
	Story  feeds.StoryID
	Own    feeds.OwnTopicID
	Topic  feeds.Topic
	Folds  bool   // a group that can be folded
	Open   bool   // a folder or group that shows what is in it
	Accent bool   // the count calls
	Quiet  bool   // nothing happens there any more
	Error  string // a feed that could not be fetched: the reason
	Paused bool   // a feed that is not asked
	Busy   bool
}

// Sidebar lists the views, the folders and the feeds. WithInterests and WithSearches
// add the rest.
func Sidebar(list []feeds.Feed, folders []feeds.Folder, n feeds.Counts, today time.Time) []Item {
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
		if f.Folder == in {
			items = append(items, feedItem(f, in, indent))
		}
	}
	if in == 0 {
		return items
	}
	for _, f := range list {
		if f.Folder != in && f.In(in) {
			item := feedItem(f, in, indent)
			item.Key += alsoIn + strconv.FormatInt(int64(in), 10)
			item.Also, item.Home = true, FolderPath(f.Folder, folders)
			items = append(items, item)
		}
	}
	return items
}

// alsoIn parts the key of a feed from the folder of a row that is not its own place.
const alsoIn = "@"

func feedItem(f feeds.Feed, in feeds.FolderID, indent int) Item {
	item := Item{
		Kind: FeedItem, Key: "feed:" + strconv.FormatInt(int64(f.ID), 10), Name: f.Name(), View: List,
		Count: count(f.Unread), Indent: indent, Scope: feeds.Scope{Feed: f.ID}, Feed: f.ID, Folder: in, Error: f.Fetch.Error,
	}
	if f.Paused {
		item.Paused, item.Error = true, ""
	}
	return item
}

// Tip is what there is to say of an item below the mouse; empty: nothing.
func (i Item) Tip() string {
	sign := i.Sign()
	if !i.Also {
		return sign
	}
	home := "Stands here too; its own place is in " + Isolate(i.Home) + "."
	if i.Home == "" {
		home = "Stands here too; its own place is outside all folders."
	}
	return strings.TrimSpace(sign + " " + home)
}

// Sign is what the sign of a feed says; empty: it has none.
func (i Item) Sign() string {
	if i.Paused {
		return "Paused: not asked until you resume it."
	}
	return i.Error
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

// Place is the index of the item with a key, or -1. Of a feed that does not stand in a
// folder any more it is the row of its own place.
func Place(items []Item, key string) int {
	i := slices.IndexFunc(items, func(i Item) bool { return i.Key == key })
	if feed, _, also := strings.Cut(key, alsoIn); i < 0 && also && strings.HasPrefix(key, "feed:") {
		return Place(items, feed)
	}
	return i
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
		if i < 0 || !slices.Contains(items[i].Scope.Topics, t) {
			name += " · " + t.Name()
		}
	}
	for _, t := range in.Without {
		name += " · not " + t.Name()
	}
	return cmp.Or(name, "Tidings")
}
