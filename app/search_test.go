package app

import (
	"slices"
	"testing"

	"tidings/feeds"
)

func TestTheSearchBoxProposesWhatTheReaderHas(t *testing.T) {
	core, _, a := lamp(t)
	if _, err := core.AddFolder(t.Context(), 0, "Coast"); err != nil {
		t.Fatal(err)
	}
	names, err := core.Names(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(names.Feeds, []string{"Harbour"}) || !slices.Equal(names.Folders, []string{"Coast"}) {
		t.Errorf("%+v", names)
	}
	list := Complete("from:har", 8, names)
	if len(list) != 1 || list[0].Text != "from:Harbour " {
		t.Errorf("%+v", list)
	}
	page, err := core.Articles(t.Context(), feeds.Scope{Text: list[0].Text}, feeds.Cursor{}, 10)
	if err != nil || len(page.Articles) != 1 {
		t.Errorf("%d articles, %v", len(page.Articles), err)
	}
	if got := core.InTitle(a.Title, "lamp -the"); len(got) != 1 || a.Title[got[0][0]:got[0][1]] != "lamp" {
		t.Errorf("%v", got)
	}
	if got := core.InTitle(a.Title, "is:nonsense lamp"); got != nil {
		t.Errorf("%v", got)
	}
}
