package viewmodel

import (
	"fmt"
	"slices"
	"strings"

	"tidings/feeds"
)

// FolderPath is the name of a folder with those around it, as "Asia/South"; empty: there
// is none.
func FolderPath(id feeds.FolderID, folders []feeds.Folder) string {
	for _, f := range folders {
		if f.ID == id && f.Parent != 0 {
			return FolderPath(f.Parent, folders) + "/" + f.Name
		} else if f.ID == id {
			return f.Name
		}
	}
	return ""
}

// AlsoIn are the further folders of a feed.
func AlsoIn(f feeds.Feed, folders []feeds.Folder) string {
	var names []string
	for _, id := range f.Also {
		names = append(names, Isolate(FolderPath(id, folders)))
	}
	return strings.Join(names, ", ")
}

// A FolderChoice is a folder in which a feed may stand too.
type FolderChoice struct {
	ID     feeds.FolderID
	Name   string
	Indent int
	In     bool // the feed stands there
	Own    bool // by its own place
}

// FolderChoices are all folders in the order of the sidebar.
func FolderChoices(f feeds.Feed, folders []feeds.Folder) []FolderChoice {
	var list []FolderChoice
	depth := map[feeds.FolderID]int{}
	for _, x := range folders { // parents come before their children
		if x.Parent != 0 {
			depth[x.ID] = depth[x.Parent] + 1
		}
		list = append(list, FolderChoice{ID: x.ID, Name: x.Name, Indent: depth[x.ID], In: f.In(x.ID), Own: f.Folder == x.ID})
	}
	return list
}

// LeftFolder says where a feed is after it was taken out of a folder.
func LeftFolder(f feeds.Feed, from feeds.FolderID, folders []feeds.Folder) string {
	text := fmt.Sprintf("Took %s out of %s.", Quoted(f.Name()), Quoted(FolderPath(from, folders)))
	switch was := f; {
	case f.Folder != from:
		return text
	default:
		was.Leave(from)
		if was.Folder == 0 {
			return text + " It is in no folder now."
		}
		return text + " Its place is in " + Quoted(FolderPath(was.Folder, folders)) + " now."
	}
}

// RemovedFolder says what became of the feeds of a folder that was removed.
func RemovedFolder(id feeds.FolderID, list []feeds.Feed, folders []feeds.Folder) string {
	up, elsewhere := 0, 0
	around := ""
	for _, f := range folders {
		if f.ID == id {
			around = FolderPath(f.Parent, folders)
		}
	}
	for _, f := range list {
		switch {
		case !f.In(id):
		case len(f.Also) > 0:
			elsewhere++
		default:
			up++
		}
	}
	parts := []string{"Removed the folder " + Quoted(FolderPath(id, folders)) + "."}
	if up > 0 {
		to := "outside all folders now."
		if around != "" {
			to = "in " + Quoted(around) + " now."
		}
		parts = append(parts, feedsAre(up)+" "+to)
	}
	if elsewhere > 0 {
		parts = append(parts, feedsAre(elsewhere)+" in other folders as before.")
	}
	return strings.Join(parts, " ")
}

func feedsAre(n int) string {
	if n == 1 {
		return "1 feed is"
	}
	return fmt.Sprintf("%d feeds are", n)
}

// Guests says of a folder, for which something is set, that this is not for feeds which
// only stand in it too; empty: there are none.
func Guests(id feeds.FolderID, list []feeds.Feed, folders []feeds.Folder) string {
	inside := map[feeds.FolderID]bool{id: true}
	for _, f := range folders { // parents come before their children
		inside[f.ID] = inside[f.ID] || inside[f.Parent] && f.Parent != 0
	}
	n := 0
	for _, f := range list {
		if !inside[f.Folder] && slices.ContainsFunc(f.Also, func(id feeds.FolderID) bool { return inside[id] }) {
			n++
		}
	}
	switch n {
	case 0:
		return ""
	case 1:
		return "1 feed only stands here too: for it holds what is set at its own place."
	}
	return fmt.Sprintf("%d feeds only stand here too: for them holds what is set at their own places.", n)
}
