package ui

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// openItem shows what an item of the sidebar stands for.
func (w *window) openItem(it viewmodel.Item) {
	w.past, w.ahead = nil, nil
	switch it.View {
	case viewmodel.FrontPage:
		w.goTo(place{mode: showFront, key: it.Key})
		return
	case viewmodel.OneStory:
		w.goTo(place{mode: showStory, key: it.Key, story: it.Story})
		return
	}
	w.goTo(place{mode: showList, key: it.Key, scope: it.Scope})
}

// openKey shows the sidebar's item of a key.
func (w *window) openKey(key string) {
	if i := viewmodel.Place(w.sidebar.items, key); i >= 0 {
		w.sidebar.mark(key)
		w.openItem(w.sidebar.items[i])
	}
}

// goTo shows a place from its beginning.
func (w *window) goTo(p place) {
	was := w.at
	w.at = p
	w.bar.search.forget()
	w.notices.status("")
	if p.key != "" && p.key != w.sidebar.key {
		w.sidebar.mark(p.key)
	}
	switch p.mode {
	case showFront:
		w.article.clear()
		w.front.refresh()
	case showList:
		if was.mode != showList || !was.scope.Equal(p.scope) {
			w.article.clear()
			w.timeline.returnTo(p.scope, p.list)
		} else {
			w.timeline.choose(w.timeline.place(p.list.chosen))
		}
	case showStory:
		w.story.open(p.story, w.nameOfPast())
	}
	if p.article != 0 {
		w.showArticle(p.article)
	}
	w.stand()
	w.focusStage()
	w.looksAtFront()
}

// focusStage gives the keys to what is in view.
func (w *window) focusStage() {
	switch w.at.mode {
	case showFront:
		w.focus(w.front)
	case showList:
		w.focus(w.timeline.list)
	case showStory:
		w.focus(w.story)
	case showArticle:
		w.focus(w.article.page)
	}
}

// setScope shows the same place with other chips, order or filter.
func (w *window) setScope(in feeds.Scope) {
	if in.Text != "" && in.Text == w.at.scope.Text && in.Order != w.at.scope.Order {
		w.rememberOrder(in.Order)
	}
	w.at.scope = in
	w.leaveTopic()
	w.article.clear()
	w.timeline.setScope(in)
	w.title()
	w.aboutSearch()
}

// leaveTopic marks another item of the sidebar when the list of a topic is not one of
// that topic any more.
func (w *window) leaveTopic() {
	i := viewmodel.Place(w.sidebar.items, w.at.key)
	if i < 0 || w.sidebar.items[i].Topic == "" || slices.Equal(w.sidebar.items[i].Scope.Topics, w.at.scope.Topics) {
		return
	}
	w.at.key = viewmodel.KeyOf(w.sidebar.items, w.at.scope)
	w.sidebar.mark(w.at.key)
}

// searched is the text that the list in view was searched for.
func (w *window) searched() string {
	if w.at.mode != showList {
		return ""
	}
	return w.at.scope.Text
}

// openStory shows the page of a story.
func (w *window) openStory(id feeds.StoryID) {
	w.push()
	w.goTo(place{mode: showStory, key: w.at.key, story: id})
}

// openArticle shows an article and marks it as read: beside the timeline if
// there is one, else alone.
func (w *window) openArticle(a feeds.Article) {
	if w.at.mode == showList {
		w.at.article = a.ID
		w.showArticle(a.ID)
		w.stand()
		return
	}
	w.push()
	w.goTo(place{mode: showArticle, key: w.at.key, article: a.ID})
}

// openBeside shows an article that stands below another; Back returns.
func (w *window) openBeside(id feeds.ArticleID) {
	w.push()
	w.at.article = id
	w.showArticle(id)
	if w.at.mode == showList {
		w.timeline.choose(w.timeline.place(id))
	}
	w.stand()
}

func (w *window) showArticle(id feeds.ArticleID) {
	w.article.open(id, len(w.past) > 0 || w.at.mode == showArticle)
}

func (w *window) focus(f fyne.Focusable) { w.win.Canvas().Focus(f) }

// emptiness says why a list is empty and what to do about it.
func (w *window) emptiness(in feeds.Scope) string {
	if in.Feed != 0 {
		for _, f := range w.feeds {
			if f.ID != in.Feed {
				continue
			}
			switch {
			case f.Paused:
				return "This feed is paused, so it is not asked."
			case f.Fetch.Error != "":
				return f.Fetch.Error
			case f.Fetch.Checked.IsZero():
				return "This feed has not been fetched yet. Press r to fetch it."
			}
		}
	}
	switch {
	case in.Text != "":
		text, _ := viewmodel.Nothing(in, w.known(), 0)
		return text
	case len(in.Topics)+len(in.Without) > 0:
		return "No articles about this here.\n\nPress the first chip to see all."
	case in.Bin:
		return "The bin is empty.\n\nWhat you delete lies here for 30 days."
	case in.KeptOnly:
		return "Nothing kept.\n\nWhat you marked stays here when you unsubscribe from its source."
	case in.StarredOnly:
		return "Nothing starred yet.\n\nPress s on an article that you want to keep."
	case in.LaterOnly:
		return "Nothing to read later.\n\nPress l on an article to put it here."
	case in.UnreadOnly:
		return "All read.\n\nPress r to ask your sources for more."
	case !in.Since.IsZero():
		return "Nothing new today so far."
	}
	return "No articles yet.\n\nPress r to ask your sources."
}

// refresh asks the servers, of the feed or folder that is shown or of all.
func (w *window) refresh(sel app.Selection) {
	if w.core.Progress().ByHand {
		w.core.CancelRefresh()
		return
	}
	sel.Spare = sel.Feed == 0
	var report app.Report
	var err error
	w.worker.load(func(ctx context.Context) { report, err = w.core.Refresh(ctx, sel) }, func() {
		if err != nil {
			w.fail(err)
			return
		}
		if w.core.Progress().Offline {
			w.notices.say("This computer has no network. What is stored can be read.", "", nil)
			return
		}
		w.notices.say(refreshed(report), "", nil)
	})
}

func refreshed(r app.Report) string {
	if r.Feeds == 0 {
		return cmp.Or(r.Why, "No feed had to be asked.")
	}
	text := "Nothing new"
	if r.New > 0 {
		text = plural(r.New, "new article", "new articles")
	}
	text += " from " + plural(r.Feeds, "source", "sources")
	if r.Failed > 0 {
		text += ", " + plural(r.Failed, "could not be fetched", "could not be fetched")
	}
	return text + "."
}

// selection is what r refreshes: the feed or folder that is shown, else all.
func (w *window) selection() app.Selection {
	if w.at.mode == showList {
		return app.Selection{Feed: w.at.scope.Feed, Folder: w.at.scope.Folder}
	}
	return app.Selection{}
}

// markAllRead marks the list as read that the reader sees.
func (w *window) markAllRead() {
	if w.at.mode != showList {
		return
	}
	scope, seen := w.timeline.scope, w.timeline.seen
	n := 0
	w.do(func(ctx context.Context) (err error) {
		n, err = w.core.MarkAllRead(ctx, scope, seen)
		return err
	}, func() {
		if n > 0 {
			w.notices.say("Marked "+plural(n, "article", "articles")+" as read.", "Undo", w.undo)
		}
	})
}

func (w *window) undo() {
	what := ""
	w.do(func(ctx context.Context) (err error) {
		what, err = w.core.Undo(ctx)
		return err
	}, func() { w.notices.say("Undone: "+what, "", nil) })
}

// do changes something elsewhere and then goes on here, or tells what failed.
func (w *window) do(work func(context.Context) error, then func()) {
	var err error
	w.worker.load(func(ctx context.Context) { err = work(ctx) }, func() {
		switch {
		case err != nil:
			w.fail(err)
		case then != nil:
			then()
		}
	})
}

// lastRefresh is when a feed was asked last.
func lastRefresh(list []feeds.Feed) time.Time {
	var last time.Time
	for _, f := range list {
		if f.Fetch.Checked.After(last) {
			last = f.Fetch.Checked
		}
	}
	return last
}
