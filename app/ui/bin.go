package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app/viewmodel"
	"tidings/feeds"
)

// toBin deletes the article that the keys are about, or brings it back where the
// list is the bin.
func (w *window) toBin() {
	if a, ok := w.chosen(); ok {
		w.deleteOrRestore(a)
	}
}

// deleteOrRestore puts an article into the bin, or takes it out.
func (w *window) deleteOrRestore(a feeds.Article) {
	w.leave(a.ID)
	if !a.Deleted.IsZero() {
		w.do(func(ctx context.Context) error { return w.core.RestoreArticles(ctx, a.ID) },
			func() { w.notices.say("Restored "+viewmodel.Quoted(a.Title)+".", "Undo", w.undo) })
		return
	}
	w.do(func(ctx context.Context) error { return w.core.DeleteArticles(ctx, a.ID) },
		func() { w.notices.say("Moved "+viewmodel.Quoted(a.Title)+" to the bin.", "Undo", w.undo) })
}

// leave takes an article off the screen at once, before the file knows. The keys
// are then about the one below it, which is not opened: that would mark it as read.
func (w *window) leave(id feeds.ArticleID) {
	shown := w.article.shown().ID == id
	if shown {
		w.article.clear()
	}
	switch {
	case w.at.mode == showList:
		w.at.article = 0
		w.timeline.remove(id)
		w.title()
	case shown && w.at.mode == showArticle:
		w.back()
	}
}

// remove takes an article out of the list; the selection goes on to the next one.
func (t *timeline) remove(id feeds.ArticleID) {
	at := t.place(id)
	if at < 0 {
		return
	}
	was := t.list.current == at
	next := t.list.step(at, 1)
	if next < 0 {
		next = t.list.step(at, -1)
	}
	var follows feeds.ArticleID
	if next >= 0 {
		follows = t.rows[next].ID
	}
	kept := make([]feeds.Article, 0, len(t.articles))
	for _, a := range t.articles {
		if a.ID != id {
			kept = append(kept, a)
		}
	}
	t.articles = kept
	t.drop(id)
	t.fill(false)
	if was {
		if next = t.place(follows); next < 0 { // it stood below the row of its story
			next = t.list.step(min(at, len(t.rows))-1, 1)
		}
		t.list.choose(next)
	}
	t.say(nil)
}

// sureFor is how long the second press may take that empties the bin.
const sureFor = 6 * time.Second

// emptyBin destroys what is in the bin. That is the one thing that cannot be taken
// back, so the first press says what the second will do.
func (w *window) emptyBin() {
	if w.sure != nil && w.sure() {
		w.sure = nil
		w.destroyBin()
		return
	}
	n := w.counts.Bin
	if n == 0 {
		w.notices.say("The bin is empty.", "", nil)
		return
	}
	until := time.Now().Add(sureFor)
	w.sure = func() bool { return time.Now().Before(until) }
	w.notices.say("This destroys "+plural(n, "article", "articles")+" for good. Press X again, or:", "Empty the bin", w.emptyBin)
}

func (w *window) destroyBin() {
	n := 0
	if w.at.scope.Bin {
		w.article.clear()
	}
	w.do(func(ctx context.Context) (err error) {
		n, err = w.core.EmptyBin(ctx)
		return err
	}, func() { w.notices.say("Destroyed "+plural(n, "article", "articles")+".", "", nil) })
}

// binMenu is the context menu of the bin in the sidebar.
func (w *window) binMenu(at fyne.Position) {
	w.popUp(at, fyne.NewMenuItem("Empty the bin…", w.emptyBin))
}

// binItem is the entry of an article's menu that deletes or restores it.
func (w *window) binItem(a feeds.Article) *fyne.MenuItem {
	name := "Delete"
	if !a.Deleted.IsZero() {
		name = "Restore"
	}
	return fyne.NewMenuItem(name, func() { w.deleteOrRestore(a) })
}
