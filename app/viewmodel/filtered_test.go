package viewmodel

import (
	"strings"
	"testing"

	"tidings/feeds"
)

func TestOnlyWhatWasFoundIsInTheSidebar(t *testing.T) {
	folders := []feeds.Folder{{ID: 1, Name: "Asia", Closed: true, Unread: 9}, {ID: 2, Parent: 1, Name: "South", Unread: 4}, {ID: 3, Name: "Daily"}, {ID: 4, Name: "Empty"}}
	list := []feeds.Feed{
		{ID: 1, Title: "Harbour", Folder: 2, Also: []feeds.FolderID{3}, Unread: 4}, {ID: 2, Title: "Gazette", Folder: 1},
		{ID: 3, Title: "Lighthouse"}, {ID: 4, Title: "Tower"},
	}
	draw := func(items []Item) string {
		var out []string
		for _, it := range items {
			name := it.Name
			if it.Marked != "" {
				name = it.Marked
			}
			out = append(out, strings.Repeat(">", it.Indent)+name+strings.TrimSuffix(" "+it.Count, " "))
		}
		return strings.Join(out, " | ")
	}
	items := Filtered(list, folders, Looked{Typed: "x", Marked: map[feeds.FeedID]string{1: "[Harb]our", 3: "Lighthouse"}, Folders: map[feeds.FolderID]string{2: "[S]outh"}})
	if got, want := draw(items), "2 of 4 feeds | Asia 9 | >[S]outh 4 | >>[Harb]our 4 | Daily | >[Harb]our 4 | Lighthouse"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if !folders[0].Closed {
		t.Error("a folder was opened for good")
	}
	items = Filtered(list, folders, Looked{Typed: " zzz ", Marked: map[feeds.FeedID]string{}})
	if len(items) != 2 || !strings.Contains(items[1].Name, "zzz") || items[1].Kind != ActItem {
		t.Errorf("nothing: %+v", items)
	}
}
