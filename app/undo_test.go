package app

import (
	"errors"
	"slices"
	"testing"

	"tidings/feeds"
	"tidings/storage"
)

// reader is a core with a feed of three articles.
func reader(t *testing.T) (*Core, *pages, feeds.FeedID) {
	site := newPages(t)
	site.feed("/feed", "Paper", item("a", "First", "One.", 3), item("b", "Second", "Two.", 2), item("c", "Third", "Three.", 1))
	core := openCore(t, Config{})
	id := subscribe(t, core, site.URL+"/feed")
	refresh(t, core, Selection{})
	return core, site, id
}

func undo(t *testing.T, core *Core) string {
	t.Helper()
	what, err := core.Undo(t.Context())
	if err != nil || what == "" {
		t.Fatalf("undo says %q, %v", what, err)
	}
	return what
}

func TestUndoTakesBackOneStepAfterTheOther(t *testing.T) {
	ctx := t.Context()
	core, _, id := reader(t)
	second := articleCalled(t, core, "Second").ID
	if err := core.SetStarred(ctx, true, second); err != nil {
		t.Fatal(err)
	}
	if n, err := core.MarkAllRead(ctx, feeds.Scope{}, 0); n != 3 || err != nil {
		t.Fatalf("%d were marked as read, %v", n, err)
	}
	if err := core.Unsubscribe(ctx, id); err != nil {
		t.Fatal(err)
	}
	if got := titles(t, core, feeds.Scope{}); !slices.Equal(got, []string{"Second"}) {
		t.Errorf("after the feed was removed there are %q, want the starred one", got)
	}

	undo(t, core) // the feed
	if got := titles(t, core, feeds.Scope{UnreadOnly: true}); len(got) != 0 || len(listed(t, core, feeds.Scope{})) != 3 {
		t.Errorf("the feed came back with %q unread", got)
	}
	undo(t, core) // all read
	if got := titles(t, core, feeds.Scope{UnreadOnly: true}); len(got) != 3 {
		t.Errorf("unread are %q, want three", got)
	}
	undo(t, core) // the star
	if got := titles(t, core, feeds.Scope{StarredOnly: true}); len(got) != 0 {
		t.Errorf("starred are %q", got)
	}
	undo(t, core) // the subscription
	if _, err := core.Undo(ctx); !errors.Is(err, storage.ErrNothingToUndo) {
		t.Errorf("there is something left to undo: %v", err)
	}
}

func TestUndoWorksAfterARestart(t *testing.T) {
	core, _, id := reader(t)
	if err := core.SetLater(t.Context(), true, articleCalled(t, core, "Third").ID); err != nil {
		t.Fatal(err)
	}
	if err := core.Unsubscribe(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	dir := core.Dir()
	if err := core.Close(); err != nil {
		t.Fatal(err)
	}
	core = openCore(t, Config{Dir: dir})
	undo(t, core)
	if got := titles(t, core, feeds.Scope{LaterOnly: true}); !slices.Equal(got, []string{"Third"}) {
		t.Errorf("to read later are %q", got)
	}
	undo(t, core)
	if got := titles(t, core, feeds.Scope{LaterOnly: true}); len(got) != 0 {
		t.Errorf("to read later are %q", got)
	}
}

func TestMarkAllReadLeavesWhatArrivedLater(t *testing.T) {
	core, site, _ := reader(t)
	p, err := core.Articles(t.Context(), feeds.Scope{}, feeds.Cursor{}, 10)
	if err != nil {
		t.Fatal(err)
	}
	site.feed("/feed", "Paper", item("a", "First", "One.", 3), item("old", "Found late", "An old one.", 48), item("d", "Fourth", "Four.", 0))
	if sum := refresh(t, core, Selection{}); sum.New != 2 {
		t.Fatalf("the refresh was %+v", sum)
	}
	if n, err := core.MarkAllRead(t.Context(), feeds.Scope{}, p.Newest); n != 3 || err != nil {
		t.Errorf("%d were marked as read, %v", n, err)
	}
	if got := titles(t, core, feeds.Scope{UnreadOnly: true}); !slices.Equal(got, []string{"Fourth", "Found late"}) {
		t.Errorf("unread are %q, want what came while the reader looked", got)
	}
}

func TestAnOpenedArticleIsReadAndNoStepToUndo(t *testing.T) {
	core, _, _ := reader(t)
	first := articleCalled(t, core, "First").ID
	if err := core.SetStarred(t.Context(), true, first); err != nil {
		t.Fatal(err)
	}
	if err := core.Opened(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	undo(t, core)
	a, err := core.Article(t.Context(), first)
	if err != nil || a.Status != (feeds.Status{Read: true}) {
		t.Errorf("it is %+v, %v; want read, and no star", a.Status, err)
	}
}

func TestAPublishersNewVersionKeepsWhatTheReaderDid(t *testing.T) {
	core, site, _ := reader(t)
	a := articleCalled(t, core, "First")
	if err := errors.Join(core.SetRead(t.Context(), true, a.ID), core.SetStarred(t.Context(), true, a.ID)); err != nil {
		t.Fatal(err)
	}
	site.feed("/feed", "Paper", item("a", "First, corrected", "One and a half.", 3))
	if sum := refresh(t, core, Selection{}); sum.Changed != 1 || sum.New != 0 {
		t.Errorf("the refresh was %+v", sum)
	}
	b, err := core.Article(t.Context(), a.ID)
	if err != nil || b.Title != "First, corrected" || !b.Status.Read || !b.Status.Starred {
		t.Errorf("it is %+v, %v", b, err)
	}
	if got := titles(t, core, feeds.Scope{Text: "half"}); len(got) != 1 {
		t.Errorf("its new words find %q", got)
	}
}
