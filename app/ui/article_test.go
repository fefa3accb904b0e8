package ui

import "testing"

func TestWhatChangesWhileAnArticleIsOnItsWayDoesNotKeepItAway(t *testing.T) {
	f := newLibraryFixture(t)
	f.timeline.advance(1)
	first := f.article.shown().ID
	var waiting []func()
	start := f.worker.start
	f.worker.start = func(work func()) { waiting = append(waiting, work) }
	f.timeline.advance(1) // its text is being read
	f.article.refreshFoot()
	f.worker.start = start
	for _, work := range waiting {
		work()
	}
	if got := f.article.shown().ID; got == first || got != f.timeline.selected() {
		t.Errorf("article %d is shown, but %d is selected", got, f.timeline.selected())
	}
}
