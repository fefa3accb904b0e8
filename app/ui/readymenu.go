package ui

import (
	"context"

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
	var f feeds.Folder
	for _, x := range w.folders {
		if x.ID == id {
			f = x
		}
	}
	return w.readyMenu(f.Name, f.Ready, f.Parent, func(ctx context.Context, r feeds.Ready) error {
		return w.core.SetFolderReady(ctx, id, r)
	})
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
