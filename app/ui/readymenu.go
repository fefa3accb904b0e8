package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"tidings/app/viewmodel"
	"tidings/feeds"
)

// feedReadyMenu offers what of a feed is kept ready to be read without a network.
func (w *window) feedReadyMenu(f feeds.Feed) *fyne.MenuItem {
	return w.readyMenu(f.Name(), f.Ready, f.Folder, func(ctx context.Context, r feeds.Ready) error {
		return w.core.SetFeedReady(ctx, f.ID, r)
	})
}

// folderReadyMenu offers the same of the feeds in a folder.
func (w *window) folderReadyMenu(id feeds.FolderID) *fyne.MenuItem {
	f := w.folder(id)
	return w.readyMenu(f.Name, f.Ready, f.Parent, func(ctx context.Context, r feeds.Ready) error {
		return w.core.SetFolderReady(ctx, id, r)
	})
}

// folder is the one of an ID.
func (w *window) folder(id feeds.FolderID) feeds.Folder {
	for _, f := range w.folders {
		if f.ID == id {
			return f
		}
	}
	return feeds.Folder{}
}

// folderEveryMenu offers how often the feeds in a folder are asked that have no
// interval of their own.
func (w *window) folderEveryMenu(id feeds.FolderID) *fyne.MenuItem {
	f := w.folder(id)
	var sub []*fyne.MenuItem
	for _, c := range viewmodel.FolderSpans(f, w.folders) {
		item := fyne.NewMenuItem(c.Name, func() {
			w.do(func(ctx context.Context) error { return w.core.SetFolderEvery(ctx, id, c.Every) },
				func() {
					w.notices.say(strings.TrimSpace("Feeds in "+viewmodel.Quoted(f.Name)+" are asked: "+viewmodel.Uncapital(c.Name)+". "+w.guests(id)), "Undo", w.undo)
				})
		})
		item.Checked = c.Every == f.Every
		sub = append(sub, item)
	}
	return subMenu("Ask its feeds", sub)
}

func (w *window) readyMenu(name string, now feeds.Ready, around feeds.FolderID, set func(context.Context, feeds.Ready) error) *fyne.MenuItem {
	var sub []*fyne.MenuItem
	for _, c := range viewmodel.ReadyChoices(around, w.folders, w.network.ready) {
		item := fyne.NewMenuItem(c.Name, func() {
			w.do(func(ctx context.Context) error { return set(ctx, c.Ready) },
				func() {
					w.notices.say("Kept ready of "+viewmodel.Quoted(name)+": "+viewmodel.Uncapital(c.Name)+".", "Undo", w.undo)
				})
		})
		item.Checked = c.Ready == now
		sub = append(sub, item)
	}
	return subMenu("Keep ready offline", sub)
}

// remoteMenu offers whether the pictures of a feed are fetched from their servers.
func (w *window) remoteMenu(f feeds.Feed) *fyne.MenuItem {
	var sub []*fyne.MenuItem
	for _, c := range viewmodel.RemoteChoices(w.network.remote) {
		item := fyne.NewMenuItem(c.Name, func() {
			w.do(func(ctx context.Context) error { return w.core.SetFeedRemote(ctx, f.ID, c.Remote) },
				func() {
					w.notices.say("Pictures of "+viewmodel.Quoted(f.Name())+": "+viewmodel.Uncapital(c.Name)+".", "Undo", w.undo)
				})
		})
		item.Checked = c.Remote == f.Remote
		sub = append(sub, item)
	}
	return subMenu("Show pictures", sub)
}

func subMenu(name string, items []*fyne.MenuItem) *fyne.MenuItem {
	item := fyne.NewMenuItem(name, nil)
	item.ChildMenu = fyne.NewMenu("", items...)
	return item
}
