package ui

import (
	"strings"
	"testing"
)

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

func TestAnArticleIsOpenedWhereItWasLeft(t *testing.T) {
	f := newLibraryFixture(t)
	f.site.say(strings.Repeat("<![CDATA[<p>The dam held, though the water stood a hand below its crown, and nobody slept.</p>]]>", 80))
	f.fetch()
	f.openKey("all")
	f.timeline.advance(1)
	page := f.article.page
	page.scrollTo(900)
	y := page.scroll.Offset.Y
	f.timeline.advance(1)
	if page.scroll.Offset.Y != 0 {
		t.Errorf("the next article begins at %v", page.scroll.Offset.Y)
	}
	f.timeline.advance(-1)
	if got := page.scroll.Offset.Y; got < y-1 || got > y+1 || y == 0 {
		t.Errorf("it is opened at %v, was left at %v", got, y)
	}
	page.scrollTo(page.height)
	f.timeline.advance(1)
	f.timeline.advance(-1)
	if got := page.scroll.Offset.Y; got != 0 {
		t.Errorf("read to its end, it is opened at %v", got)
	}
}
