package app

import (
	"io"
	"slices"
	"time"

	"tidings/feeds"
	"tidings/feeds/opml"
	"tidings/storage"
)

// subscriptions are the feeds of an OPML document with the folders they lie in, which
// are the last of path.
func subscriptions(list []opml.Outline, path []storage.PathFolder, now time.Time) []storage.Subscription {
	var out []storage.Subscription
	for _, o := range list {
		if o.Folder() {
			out = append(out, subscriptions(o.Children, append(slices.Clone(path), storage.PathFolder{Name: o.Title, Every: o.Every}), now)...)
			continue
		}
		out = append(out, storage.Subscription{Path: path, Feed: feeds.Feed{
			URL: o.URL, Site: o.Site, Title: o.Title, OwnTitle: o.OwnTitle, Description: o.Description,
			Language: o.Language, FullText: o.FullText, Every: o.Every, Paused: o.Paused, Access: o.Access, Recipe: o.Recipe, Added: now,
		}})
		out = append(out, subscriptions(o.Children, path, now)...)
	}
	return out
}

// outlines are the folders and feeds inside a folder, folders first.
func outlines(in feeds.FolderID, list []feeds.Feed, folders []feeds.Folder) []opml.Outline {
	var out []opml.Outline
	for _, f := range folders {
		if f.Parent == in {
			out = append(out, opml.Outline{Title: f.Name, Every: f.Every, Children: outlines(f.ID, list, folders)})
		}
	}
	for _, f := range list {
		if f.Folder == in && !f.Local() {
			out = append(out, opml.Outline{
				URL: f.URL, Site: f.Site, Title: f.Title, OwnTitle: f.OwnTitle, Description: f.Description,
				Language: f.Language, FullText: f.FullText, Every: f.Every, Paused: f.Paused, Access: f.Access, Recipe: f.Recipe,
			})
		}
	}
	return out
}

func writeOPML(w io.Writer, list []feeds.Feed, folders []feeds.Folder, now time.Time) error {
	return opml.Write(w, &opml.Document{Title: "Subscriptions of Tidings", Outlines: outlines(0, list, folders)}, now)
}
