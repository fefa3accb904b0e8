package ui

import (
	"context"
	"slices"

	"tidings/app"
	"tidings/feeds"
)

// What the keys do that are about stories.

// storyInView is the story that the keys are about, with its headline; its ID is zero
// if there is none.
func (w *window) storyInView() (feeds.StoryID, string) {
	switch w.at.mode {
	case showFront:
		s, _ := w.front.currentStory()
		return s.ID, s.Lead.Title
	case showStory:
		return w.story.id, w.story.page.Lead.Title
	}
	a, ok := w.chosen()
	if !ok {
		return 0, ""
	}
	return a.Story, a.Title
}

// followKey follows the story in view, or stops following it.
func (w *window) followKey() {
	if id, title := w.storyInView(); id != 0 {
		w.following.turn(id, title)
		return
	}
	w.notices.say("Choose a story first.", "", nil)
}

// summaryKey says the article or the story in three sentences.
func (w *window) summaryKey() {
	switch w.at.mode {
	case showStory:
		w.story.summarise()
	case showList, showArticle:
		w.article.summarise()
	}
}

// otherOrder shows the front page or the story in the other of its two orders.
func (w *window) otherOrder() {
	switch w.at.mode {
	case showFront:
		w.front.order(!w.front.wishes.ByTime)
	case showStory:
		w.story.setBeside(!w.story.beside)
	}
}

// correctKey lets the reader say what belongs to the story in view, and then does it.
func (w *window) correctKey() {
	id, _ := w.storyInView()
	switch {
	case w.at.mode == showStory && w.story.splits():
		w.story.split()
	case w.at.mode == showStory:
		w.story.fix(!w.story.fixing)
	case id != 0:
		w.openStory(id)
		w.story.fix(true)
	}
}

// mergeKey merges the story in view with another one.
func (w *window) mergeKey() {
	id, _ := w.storyInView()
	switch {
	case w.covered() || id == 0:
	case w.at.mode == showStory:
		w.openMerge(w.story.page.Story)
	default:
		var s feeds.Story
		w.do(func(ctx context.Context) (err error) {
			s, _, err = w.core.Story(ctx, id)
			return err
		}, func() { w.openMerge(s) })
	}
}

// nextUnread goes to the next story that the reader has not read.
func (f *frontPage) nextUnread() {
	f.stepTo(func(name string) bool {
		return slices.ContainsFunc(f.page.Stories, func(s app.FrontStory) bool { return s.Unread > 0 && storyName(s.ID) == name })
	})
}

// nextUnread goes to the next report that the reader has not read.
func (s *storyPage) nextUnread() {
	s.stepTo(func(name string) bool {
		return slices.ContainsFunc(s.page.Members, func(m feeds.Member) bool { return !m.Status.Read && rowName(m.ID) == name })
	})
}
