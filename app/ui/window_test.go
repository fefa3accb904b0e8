package ui

import (
	"strings"
	"testing"
	"time"

	"tidings/app"
	"tidings/app/viewmodel"
)

func TestTodayMovesOnWhenTheDayEndsWhileTheWindowIsOpen(t *testing.T) {
	f := newWindowFixture(t)
	f.openKey("today")
	f.push()
	f.openKey("all")
	f.openKey("today")
	f.past = append(f.past, f.at)
	board := f.openTroubled()
	tomorrow := f.now().AddDate(0, 0, 1)
	f.window.now = func() time.Time { return tomorrow }
	f.timeline.now = f.window.now
	f.tick()
	midnight := app.Today(tomorrow)
	item := f.sidebar.items[viewmodel.Place(f.sidebar.items, "today")]
	for name, since := range map[string]time.Time{
		"the sidebar": item.Scope.Since, "the list": f.timeline.scope.Since, "the place": f.at.scope.Since, "the way back": f.past[0].scope.Since,
	} {
		if !since.Equal(midnight) {
			t.Errorf("%s is of the day that began at %v", name, since)
		}
	}
	if len(f.timeline.articles) != 0 || f.timeline.empty.Text != "Nothing new today so far." {
		t.Errorf("the list has %d articles of yesterday and says %q", len(f.timeline.articles), f.timeline.empty.Text)
	}
	if !board.pop.Visible() || f.sidebar.key != "today" {
		t.Error("something else is in view than before")
	}
	board.close()
	f.openKey("all")
	for _, r := range f.timeline.rows {
		if r.Heading == "Today" {
			t.Error("yesterday is still called today in the list of all")
		}
	}
}

func TestTheHeadOfAnOpenArticleMovesOnAtMidnight(t *testing.T) {
	f := newWindowFixture(t)
	f.openKey("all")
	f.step(1)
	day := f.article.shown().Date().Local()
	f.window.now = func() time.Time { return day }
	f.today = app.Today(day)
	f.article.again()
	head := func() (text string) {
		for _, e := range f.article.page.elements {
			if line, ok := e.(pageFacts); ok {
				for _, x := range line.facts {
					text += x.text + "; "
				}
			}
		}
		return text
	}
	if !strings.Contains(head(), "Today") {
		t.Fatalf("the head of an article of today says %q", head())
	}
	next := day.AddDate(0, 0, 1)
	f.window.now = func() time.Time { return next }
	f.tick()
	if got := head(); strings.Contains(got, "Today") || !strings.Contains(got, "Yesterday") {
		t.Errorf("the day after it says %q", got)
	}
}
