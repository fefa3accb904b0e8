package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"tidings/feeds"
)

// moreHint names the action whose menu openMore shows.
const moreHint = "More: save, print, send, copy (Menu)"

// menu are the entries of the context menu that are about the article.
func (p *articlePane) menu() []*fyne.MenuItem {
	a := p.a
	if a.ID == 0 {
		return nil
	}
	var g menuGroups
	if httpOnly(a.Link) != "" {
		g.add(fyne.NewMenuItem("Open in the browser", p.w.browse))
	}
	g.add(p.w.aboutMenu(a)...)
	g.add(p.w.copyMenu(a)...)
	g.add(p.w.saveMenu(a)...)
	g.add(p.pictureItem())
	return g.items
}

// aboutMenu are the entries about what an article is about.
func (w *window) aboutMenu(a feeds.Article) []*fyne.MenuItem {
	return []*fyne.MenuItem{
		fyne.NewMenuItem("What it is about…", func() { w.correctTopics(a) }),
		w.likeMenu(a),
		w.muteMenu(a),
	}
}

// pictureItem changes whether the pictures of the source are fetched.
func (p *articlePane) pictureItem() *fyne.MenuItem {
	id, source := p.a.Feed, p.w.names[p.a.Feed]
	if p.remote {
		return fyne.NewMenuItem("Do not fetch pictures of "+source, func() { p.setRemote(id, feeds.RemoteBlocked) })
	}
	return fyne.NewMenuItem("Always fetch pictures of "+source, func() { p.setRemote(id, feeds.RemoteShown) })
}

func (p *articlePane) setRemote(id feeds.FeedID, r feeds.Remote) {
	p.w.do(func(ctx context.Context) error { return p.w.core.SetFeedRemote(ctx, id, r) }, func() {
		if p.a.Feed != id {
			return
		}
		p.remote = r == feeds.RemoteShown
		p.page.holdPictures(!p.remote)
		p.again()
		if !p.remote {
			p.w.notices.say("Pictures of "+p.w.names[id]+" are fetched only when you ask for them.", "Undo", p.w.undo)
		}
	})
}

// openMore shows the article's menu below its action.
func (p *articlePane) openMore() {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.page)
	if r, ok := p.page.hinted(moreHint); ok {
		at = at.AddXY(r.x, r.y+r.h-p.page.scroll.Offset.Y)
	}
	p.w.popUp(at, p.menu()...)
}
