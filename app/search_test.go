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

func TestWhatIsWrongWithASearchIsSaidWithItsPlace(t *testing.T) {
	core, _, _ := lamp(t)
	text := "lamp is:nonsense"
	_, err := core.Articles(t.Context(), feeds.Scope{Text: text}, feeds.Cursor{}, 10)
	for name, err := range map[string]error{"asked for": err, "checked": core.CheckSearch(text)} {
		message, from, to, ok := SearchError(err)
		if !ok || message == "" || text[from:to] != "nonsense" {
			t.Errorf("%s: %q, %d to %d, %v", name, message, from, to, ok)
		}
	}
	if err := core.CheckSearch("lamp is:unread"); err != nil {
		t.Error(err)
	}
	if _, _, _, ok := SearchError(feeds.ErrNotFound); ok {
		t.Error("something else is taken for a mistake in a search")
	}
	if n, err := core.Unindexed(t.Context()); err != nil || n != 0 {
		t.Errorf("%d articles are not indexed, %v", n, err)
	}
}
