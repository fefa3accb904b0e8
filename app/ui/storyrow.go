package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"tidings/app/viewmodel"
	"tidings/feeds"
)

// chooseTopics gives the keys to the chips above the list.
func (w *window) chooseTopics() {
	if w.at.mode == showList {
		w.focus(w.timeline.chips)
	}
}

// groupByStory changes between lists of stories and of articles.
func (w *window) groupByStory() {
	w.timeline.toggleStory()
	said := "One row for each article."
	if w.timeline.byStory {
		said = "One row for each story. → unfolds it, ← folds it up."
	}
	w.notices.say(said, "", nil)
}

// storyItems are the entries of a row's menu that are about its whole story.
func (w *window) storyItems(a feeds.Article) []*fyne.MenuItem {
	i := w.timeline.place(a.ID)
	if i < 0 || w.timeline.rows[i].Fold == viewmodel.NoFold {
		return nil
	}
	r := w.timeline.rows[i]
	name := "Unfold the story"
	if r.Fold == viewmodel.Unfolded {
		name = "Fold the story up"
	}
	items := []*fyne.MenuItem{fyne.NewMenuItem(name, func() { w.timeline.toggleFold(w.timeline.place(a.ID)) })}
	if n := w.timeline.stories[a.Story].Unread; n > 0 {
		items = append(items, fyne.NewMenuItem("Mark the story as read: "+plural(n, "article", "articles"), func() { w.markStory(a) }))
	}
	return append(items, fyne.NewMenuItemSeparator())
}

// markName names the entry that marks an article: where there is one for its story
// too, it says that it is about the article alone.
func markName(read, ofStory bool) string {
	switch {
	case read && ofStory:
		return "Mark only this article as unread"
	case read:
		return "Mark as unread"
	case ofStory:
		return "Mark only this article as read"
	}
	return "Mark as read"
}

// readStory marks what is unread of the story of a folded row as read; it is false
// where the key is about the article alone.
func (w *window) readStory(a feeds.Article) bool {
	r, folded := w.timeline.folded(a.ID)
	if w.at.mode != showList || !folded || r.Behind == 0 {
		return false
	}
	w.markStory(a)
	return true
}

// mostMarked bounds how many articles one key marks: no story has more.
const mostMarked = 10_000

// markStory marks the articles of a story that the list is about as read, as one step
// to take back.
func (w *window) markStory(a feeds.Article) {
	in := w.timeline.scope
	in.Story, in.UnreadOnly, in.Order = a.Story, true, feeds.Newest
	n := 0
	w.timeline.storyRead(a.Story)
	w.do(func(ctx context.Context) error {
		page, err := w.core.Articles(ctx, in, feeds.Cursor{}, mostMarked)
		if n = len(page.Articles); err != nil || n == 0 {
			return err
		}
		return w.core.SetRead(ctx, true, ids(page.Articles)...)
	}, func() {
		w.notices.say("Marked "+plural(n, "article", "articles")+" of the story as read.", "Undo", w.undo)
	})
}
