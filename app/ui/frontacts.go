package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// What the window does for the front page.

// byTimeKey is the preference that the front page is in plain order of time.
const byTimeKey = "front.bytime"

func (w *window) frontActs() {
	f := w.front
	f.onStory, f.onArticle, f.onError = w.openStory, w.openArticle, w.fail
	f.onMenu, f.onBalance = w.frontMenu, w.openBalance
	f.onName, f.onLink = w.searchWords, w.openTrend
	f.onHint = func(text string) { w.notices.status(text) }
	f.wishes.ByTime = w.app.Preferences().Bool(byTimeKey)
	f.onOrder = func(byTime bool) { w.app.Preferences().SetBool(byTimeKey, byTime) }
}

// openTrend opens a page that many link to: the article, if it is stored here, else
// outside.
func (w *window) openTrend(t app.Trend) {
	if t.Page != 0 {
		w.openArticle(feeds.Article{ID: t.Page})
		return
	}
	w.follow(t.Link)
}

// frontMenu is the context menu of a story of the front page.
func (w *window) frontMenu(s app.FrontStory, at fyne.Position) {
	var g menuGroups
	if s.Articles > 1 {
		g.add(fyne.NewMenuItem("The whole story", func() { w.openStory(s.ID) }))
	}
	g.add(fyne.NewMenuItem("The article alone", func() { w.openArticle(s.Lead) }))
	if httpOnly(s.Lead.Link) != "" {
		g.add(fyne.NewMenuItem("Open in the browser", func() { w.follow(s.Lead.Link) }))
	}
	g.add(w.following.item(s.ID, s.Lead.Title), w.storyReadItem(s))
	g.add(w.correctItems(s.Story)...)
	w.popUp(at, g.items...)
}

// storyReadItem marks all of a story.
func (w *window) storyReadItem(s app.FrontStory) *fyne.MenuItem {
	return fyne.NewMenuItem(viewmodel.ReadStory(s.Unread > 0), func() { w.markWhole(s.ID, s.Unread > 0) })
}

// markWhole marks all articles of a story as read, or as unread.
func (w *window) markWhole(id feeds.StoryID, read bool) {
	n := 0
	w.do(func(ctx context.Context) error {
		_, members, err := w.core.Story(ctx, id)
		if err != nil {
			return err
		}
		var ids []feeds.ArticleID
		for _, m := range members {
			if m.Status.Read != read {
				ids = append(ids, m.ID)
			}
		}
		n = len(ids)
		return w.core.SetRead(ctx, read, ids...)
	}, func() {
		if n > 0 {
			w.notices.say(viewmodel.StoryWasRead(n, read), "Undo", w.undo)
		}
	})
}
