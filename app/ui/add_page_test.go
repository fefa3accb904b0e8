package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/feeds"
)

func TestASiteWithoutAFeedShowsItsPageAndIsAdjusted(t *testing.T) {
	f, site := newWindowFixture(t), addSite(t)
	d := adding(f, site.URL+"/press")
	d.enter()
	if len(d.found) != 1 || d.status.Text != onlyPage || !d.other.Visible() || d.other.text.Text != "Adjust…  (F4)" || d.yes.text.Text != "Subscribe" {
		t.Fatalf("found are %+v: %s", d.found, d.status.Text)
	}
	if line := describe(d.found[0], f.timeline.now()); !strings.Contains(line, "list of headlines") {
		t.Errorf("it is described as %q", line)
	}
	s := d.adjust()
	if s.fields[0].Text != d.found[0].Recipe.Items || !strings.Contains(s.state.Text, "4 articles") || len(s.list.pieces) != 4 {
		t.Errorf("the sheet begins with %q: %s", s.fields[0].Text, s.state.Text)
	}
	s.fields[1].SetText("b[")
	if !strings.Contains(s.state.Text, "“b[”") {
		t.Errorf("a wrong selector gives %q", s.state.Text)
	}
	if s.save(); !s.pop.Visible() {
		t.Error("what cannot be read is taken")
	}
	s.fields[1].SetText("b")
	s.fields[1].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.pop.Visible() || d.found[0].Samples[0].Title != "House 0" || f.win.Canvas().Focused() != fyne.Focusable(d.entry) {
		t.Errorf("after that it is %+v", d.found[0])
	}
	d.enter()
	list, err := f.core.Feeds(t.Context())
	if err != nil || list[len(list)-1].Recipe.Title != "b" || list[len(list)-1].Total != 4 {
		t.Errorf("subscribed to %+v, %v", list[len(list)-1], err)
	}
}

func TestAPageCanBeReadAlthoughThereIsAFeed(t *testing.T) {
	f, site := newWindowFixture(t), addSite(t)
	d := adding(f, site.URL+"/start")
	d.enter()
	if d.other.text.Text != "Or read the page itself…  (F4)" || !d.other.Visible() {
		t.Fatalf("the button says %q", d.other.text.Text)
	}
	press(d, otherKey)
	if len(d.found) != 0 || !strings.Contains(d.status.Text, "No list of articles") || d.other.Visible() {
		t.Errorf("a page without a list says %q", d.status.Text)
	}
	d = adding(f, site.URL+"/press "+site.URL+"/news")
	if d.enter(); d.ticked[site.URL+"/press"] || !d.ticked[site.URL+"/news"] || d.other.Visible() {
		t.Errorf("of several are ticked %+v", d.ticked)
	}
}

func TestThePageOfAFeedLetsLookAgain(t *testing.T) {
	f, site := newWindowFixture(t), addSite(t)
	id, err := f.core.Subscribe(t.Context(), app.Found{URL: site.URL + "/press", Recipe: feeds.Recipe{Kind: feeds.RecipeList, Items: ".gone"}}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.core.Refresh(t.Context(), app.Selection{Feed: id}); err != nil {
		t.Fatal(err)
	}
	d := f.openFeedPage(id, "")
	if d.health.Advice.Do != app.LookAgain || d.sheet.chosen() != actName(app.LookAgain) {
		t.Fatalf("advised is %+v", d.health.Advice)
	}
	feed, said := d.health.Feed, ""
	f.lookAgain(feed, func(text string, _ bool) { said += text })
	ways, err := f.core.PageOf(t.Context(), id)
	if err != nil || len(ways) != 2 {
		t.Fatalf("ways are %+v, %v", ways, err)
	}
	s := f.adjustPage(ways[1], "Save", func(app.Found) { said += "taken" }, func() {})
	if s.save(); said != "taken" {
		t.Errorf("said is %q: %s", said, s.state.Text)
	}
}
