package viewmodel

import (
	"fmt"
	"slices"
	"strings"

	"tidings/feeds"
)

// Looked is what was looked for among the feeds, and what was found.
type Looked struct {
	Typed   string
	Marked  map[feeds.FeedID]string   // the names of what was found, with marks
	Folders map[feeds.FolderID]string // names of folders with marks
}

// FilteredKey is of the line that says how many feeds were found.
const FilteredKey = "found"

// Filtered is the sidebar with only the feeds that were found, in their folders, which are
// all open. What it counts stays what the whole sidebar counts.
func Filtered(list []feeds.Feed, folders []feeds.Folder, l Looked) []Item {
	some := slices.DeleteFunc(slices.Clone(list), func(f feeds.Feed) bool { _, ok := l.Marked[f.ID]; return !ok })
	head := Item{Kind: GroupItem, Key: FilteredKey, Name: fmt.Sprintf("%d of %s", len(some), plural(len(list), "feed", "feeds"))}
	if len(some) == 0 {
		return []Item{head, {Kind: ActItem, Key: FilteredKey + " nothing", Name: "No feed has “" + Isolate(strings.TrimSpace(l.Typed)) + "”."}}
	}
	open := slices.Clone(folders)
	for i := range open {
		open[i].Closed = false
	}
	items := inFolder([]Item{head}, 0, 0, some, open)
	out := items[:0:0]
	for i := len(items) - 1; i >= 0; i-- { // what is in a folder before the folder
		it := items[i]
		switch it.Kind {
		case FeedItem:
			it.Marked = l.Marked[it.Feed]
		case FolderItem:
			if len(out) == 0 || out[len(out)-1].Indent <= it.Indent {
				continue // nothing in it was found
			}
			it.Marked = l.Folders[it.Folder]
		}
		out = append(out, it)
	}
	slices.Reverse(out)
	return out
}
