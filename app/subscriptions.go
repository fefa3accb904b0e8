package app

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
	"tidings/feeds/opml"
	"tidings/storage"
)

// PutInFolders stores in which folders a feed stands (feeds.Feed.Also), and makes one of
// that name at the top level in which it stands too; empty: none.
func (c *Core) PutInFolders(ctx context.Context, f feeds.Feed, folder string) error {
	if strings.TrimSpace(folder) != "" {
		id, err := c.AddFolder(ctx, 0, folder)
		if err != nil {
			return err
		}
		f.Stand(id)
	}
	return c.ChangeFeed(ctx, f)
}

// Of the tags of a feed so many become folders, so deep at most: some lists have whole
// sentences there.
const (
	mostTags = 16
	deepTags = 8
)

// subscriptions are the feeds of an OPML document with the folders they lie in, which
// are the last of path. One that lies in several, or has tags, comes several times.
func subscriptions(list []opml.Outline, path []storage.PathFolder, now time.Time) []storage.Subscription {
	var out []storage.Subscription
	for _, o := range list {
		if o.Folder() {
			out = append(out, subscriptions(o.Children, append(slices.Clone(path), storage.PathFolder{Name: o.Title, Every: o.Every}), now)...)
			continue
		}
		out = append(out, storage.Subscription{Path: path, Again: o.Again, Feed: feeds.Feed{
			URL: o.URL, Site: o.Site, Title: o.Title, OwnTitle: o.OwnTitle, Description: o.Description,
			Language: o.Language, FullText: o.FullText, Every: o.Every, Paused: o.Paused, Access: o.Access, Recipe: o.Recipe, Added: now,
		}})
		for _, tag := range o.Categories[:min(len(o.Categories), mostTags)] {
			out = append(out, storage.Subscription{Path: tagPath(tag), Again: true, Feed: feeds.Feed{URL: o.URL, Title: o.Title, OwnTitle: o.OwnTitle}})
		}
		out = append(out, subscriptions(o.Children, path, now)...)
	}
	return out
}

// tagPath is the folder that a tag stands for, with those around it.
func tagPath(tag string) []storage.PathFolder {
	var path []storage.PathFolder
	for _, name := range strings.SplitN(tag, "/", deepTags) {
		path = append(path, storage.PathFolder{Name: name})
	}
	return path
}

// outlines are the folders and feeds inside a folder, folders first, then the feeds that
// have their place there, then those that stand there too.
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
	for _, f := range list {
		if f.Folder != in && f.In(in) && !f.Local() {
			out = append(out, opml.Outline{URL: f.URL, Title: f.Title, OwnTitle: f.OwnTitle, Again: true})
		}
	}
	return out
}

func writeOPML(w io.Writer, list []feeds.Feed, folders []feeds.Folder, now time.Time) error {
	return opml.Write(w, &opml.Document{Title: "Subscriptions of Tidings", Outlines: outlines(0, list, folders)}, now)
}
