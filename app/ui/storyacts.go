package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/export"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// What the window does for the story page.

func (w *window) storyActs() {
	s := w.story
	s.onHint = func(text string) { w.notices.status(text) }
	s.acts = storyActs{
		back: w.back, article: w.openArticle, story: w.openStory, feed: w.openSource, fail: w.fail,
		follow: w.following.turn, follows: w.following.has,
		export: w.exportStory, split: w.splitStory, merge: w.openMerge,
		menu: w.reportMenu, take: w.takeBack, moved: func(id feeds.StoryID) { w.at.story = id },
	}
}

// openSource shows the articles of a feed; Back returns.
func (w *window) openSource(id feeds.FeedID) { w.openList(feeds.Scope{Feed: id}) }

// exportStory offers the formats in which a story is saved.
func (w *window) exportStory(p app.StoryPage, at fyne.Position) {
	var items []*fyne.MenuItem
	for _, f := range export.Formats {
		items = append(items, fyne.NewMenuItem("As "+formatNames[f]+"…", func() { w.saveStory(p, f) }))
	}
	w.popUp(at, items...)
}

// saveStory saves the reports of a story in time order in one file, those that are
// copies left out.
func (w *window) saveStory(p app.StoryPage, f export.Format) {
	var list []feeds.Article
	for _, m := range p.Members {
		if m.CopyOf == 0 && len(list) < mostSaved {
			list = append(list, m.Article)
		}
	}
	w.askFile(export.FileName(p.Lead.Title)+f.Extension(), func(path string) {
		w.saveTo(path, f, func(context.Context) ([]feeds.Article, error) { return list, nil })
	})
}

// splitStory makes articles a story of their own.
func (w *window) splitStory(out []feeds.ArticleID) {
	id := w.story.id
	w.do(func(ctx context.Context) error {
		_, err := w.core.SplitStory(ctx, id, out)
		return err
	}, func() {
		w.story.fix(false)
		w.notices.say(viewmodel.SplitSaid(len(out)), "Undo", w.undo)
	})
}

// notAbout takes an article out of its story.
func (w *window) notAbout(a feeds.Article) {
	w.do(func(ctx context.Context) error { return w.core.NotThisStory(ctx, a.ID) },
		func() { w.notices.say(viewmodel.NotSaid(a.Title), "Undo", w.undo) })
}

// neverJoin keeps the articles of two sources apart.
func (w *window) neverJoin(a, b feeds.FeedID) {
	w.do(func(ctx context.Context) error { return w.core.NeverJoin(ctx, a, b) },
		func() { w.notices.say(viewmodel.NeverSaid(w.names[a], w.names[b]), "Undo", w.undo) })
}

// takeBack forgets what the reader said about stories.
func (w *window) takeBack(c feeds.StoryCorrection) {
	w.do(func(ctx context.Context) error { return w.core.DropStoryCorrection(ctx, c.ID) },
		func() { w.notices.say("It is no longer kept in mind.", "Undo", w.undo) })
}

// reportMenu is the context menu of a report on the story page.
func (w *window) reportMenu(m feeds.Member, at fyne.Position) {
	a := m.Article
	var g menuGroups
	g.add(fyne.NewMenuItem("Open", func() { w.openArticle(a) }))
	if httpOnly(a.Link) != "" {
		g.items = append(g.items, fyne.NewMenuItem("Open in the browser", func() { w.follow(a.Link) }))
	}
	g.items = append(g.items, fyne.NewMenuItem(readName(a), func() { w.setRead(a, !a.Status.Read) }))
	g.add(w.apartItems(a, w.story.page.Members)...)
	g.add(w.copyMenu(a)...)
	w.popUp(at, g.items...)
}

func readName(a feeds.Article) string {
	if a.Status.Read {
		return "Mark as unread"
	}
	return "Mark as read"
}

// apartItems correct that an article is in its story: it alone, or whatever its source
// and another one write.
func (w *window) apartItems(a feeds.Article, members []feeds.Member) []*fyne.MenuItem {
	var never []*fyne.MenuItem
	seen := map[feeds.FeedID]bool{a.Feed: true}
	for _, m := range members {
		if id := m.Feed; !seen[id] {
			seen[id] = true
			never = append(never, fyne.NewMenuItem(w.names[id], func() { w.neverJoin(a.Feed, id) }))
		}
	}
	if len(members) < 2 {
		return nil
	}
	out := []*fyne.MenuItem{fyne.NewMenuItem("This is not about it", func() { w.notAbout(a) })}
	if len(never) > 0 {
		out = append(out, subMenu("Never join articles of "+w.names[a.Feed]+" with", never))
	}
	return out
}

// aboutStory is what can be done with the story of an article in a list.
func (w *window) aboutStory(a feeds.Article) []*fyne.MenuItem {
	if a.Story == 0 {
		return nil
	}
	out := []*fyne.MenuItem{w.following.item(a.Story, a.Title)}
	if a.Sources > 1 {
		out = append(out, fyne.NewMenuItem("This is not about it", func() { w.notAbout(a) }))
	}
	return append(out, w.correctItems(feeds.Story{ID: a.Story, Lead: a, Articles: a.Sources})...)
}

// correctItems correct a story from a list.
func (w *window) correctItems(s feeds.Story) []*fyne.MenuItem {
	out := []*fyne.MenuItem{fyne.NewMenuItem("Merge with…", func() { w.openMerge(s) })}
	if s.Articles > 1 {
		out = append([]*fyne.MenuItem{fyne.NewMenuItem("Split…", func() {
			w.openStory(s.ID)
			w.story.fix(true)
		})}, out...)
	}
	return out
}
