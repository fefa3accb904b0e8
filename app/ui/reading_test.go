package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"tidings/app/viewmodel"
)

func TestArticlesAreSetAsTheReaderLikes(t *testing.T) {
	f := newLibraryFixture(t)
	f.typedRune('j')
	p := f.article
	f.typedRune('z')
	if p.panel == nil || f.win.Canvas().Focused() != fyne.Focusable(p.panel.size) {
		t.Fatalf("the focus is on %T", f.win.Canvas().Focused())
	}
	key := func(name fyne.KeyName) { f.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name}) }
	key(fyne.KeyRight)
	key(fyne.KeyRight)
	if p.page.set.zoom != 20.0/18 || p.panel.size.value.Text != "20" {
		t.Errorf("the zoom is %v, the panel says %s", p.page.set.zoom, p.panel.size.value.Text)
	}
	p.panel.justify.turn()
	p.panel.feeds.choose(1)
	p.panel.fonts.choose(1)
	all, err := f.core.FeedSetting(t.Context(), 0, readingName)
	if err != nil {
		t.Fatal(err)
	}
	if r := viewmodel.ParseReading(all); r != (viewmodel.ReadingStyle{Size: 20, Justify: true}) {
		t.Errorf("for all feeds %+v is kept", r)
	}
	own, err := f.core.FeedSetting(t.Context(), p.a.Feed, readingName)
	if err != nil {
		t.Fatal(err)
	}
	if r := viewmodel.ParseReading(own); r != (viewmodel.ReadingStyle{Size: 20, Justify: true, Font: viewmodel.SansFont}) {
		t.Errorf("for the feed %+v is kept", r)
	}
	key(fyne.KeyEscape)
	if p.panel != nil || f.win.Canvas().Focused() != fyne.Focusable(p.page) {
		t.Error("Escape does not lead back to the article")
	}
	p.zoom(-1)
	f.typedRune('j') // the next article of the feed
	if p.page.set.zoom != 19.0/18 || !p.reading.own {
		t.Errorf("the next article has the zoom %v", p.page.set.zoom)
	}
	f.typedRune('z')
	p.panel.reset()
	if p.reading.own || p.page.set.zoom != 20.0/18 {
		t.Errorf("after giving up its own style the feed has the zoom %v", p.page.set.zoom)
	}
	p.panel.reset()
	if p.page.set != (pageSetting{}.withDefaults()) && p.page.set != settingOf(viewmodel.ReadingStyle{}, ownFamily) {
		t.Errorf("reset leads to %+v", p.page.set)
	}
}
