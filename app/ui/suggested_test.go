package ui

import (
	"testing"

	"tidings/app"
)

func TestSuggestedSitesAreListedAndLeadToTheirFeeds(t *testing.T) {
	f := newWindowFixture(t)
	d := f.openSuggested()
	if !d.there || d.trouble != "" {
		t.Fatalf("not read: %s", d.trouble)
	}
	d.list = []app.SuggestedSite{{Name: "tower.example", URL: "https://tower.example/", Articles: 3, Sources: f.anyFeeds(2),
		Examples: []app.SuggestedBy{{Title: "A look at the tower", Feed: f.anyFeeds(1)[0]}}}}
	d.rebuild()
	d.sheet.choose(suggestedRow(0))
	if d.sheet.chosen() != suggestedRow(0) {
		t.Fatal("its row is not there")
	}
	d.close()
	if f.covered() {
		t.Error("the board stays")
	}
}
