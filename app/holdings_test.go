package app

import (
	"slices"
	"testing"
	"time"

	"tidings/feeds"
)

func TestTheLibraryTellsWhatItHoldsAndHowSafeThatIs(t *testing.T) {
	ctx := t.Context()
	core, _, _ := reader(t)
	if err := core.DeleteArticles(ctx, articleCalled(t, core, "First").ID); err != nil {
		t.Fatal(err)
	}
	if err := core.SetKeep(ctx, feeds.Keep{Days: 30}); err != nil {
		t.Fatal(err)
	}
	l, err := core.Library(ctx)
	if err != nil || l.Articles != 2 || l.Bin != 1 || l.Sources != 1 || l.Bytes == 0 || l.Dir != core.Dir() || l.Keep.Days != 30 || len(l.Backups) != 0 || !l.Examined.IsZero() {
		t.Errorf("%+v, %v", l, err)
	}
	if err := core.Check(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := core.BackUp(ctx); err != nil {
		t.Fatal(err)
	}
	l, err = core.Library(ctx)
	if err != nil || len(l.Backups) != 1 || l.Backups[0].Why != Wanted || time.Since(l.Examined) > time.Hour {
		t.Errorf("%+v, %v", l, err)
	}
	if w, busy := core.Doing(); busy {
		t.Errorf("it still does %+v", w)
	}
}

func TestABackupTellsHowFarItIs(t *testing.T) {
	core, _, _ := reader(t)
	told := make(chan Change, 99)
	stop := core.Listen(func(ch Change) { told <- ch })
	defer stop()
	if _, err := core.BackUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	for ch := range told {
		if ch.Progress {
			return
		}
	}
}

func TestEverythingSinceCanBeTakenBackAtOnce(t *testing.T) {
	ctx := t.Context()
	core, _, _ := reader(t)
	for _, title := range []string{"First", "Second", "Third"} {
		if err := core.SetStarred(ctx, true, articleCalled(t, core, title).ID); err != nil {
			t.Fatal(err)
		}
	}
	list, err := core.History(ctx, 9)
	if err != nil || len(list) < 3 {
		t.Fatalf("%v, %v", list, err)
	}
	if n, err := core.UndoTo(ctx, list[1]); err != nil || n < 2 {
		t.Errorf("took back %d, %v", n, err)
	}
	if got := titles(t, core, feeds.Scope{StarredOnly: true}); !slices.Equal(got, []string{"First"}) {
		t.Errorf("starred are %q", got)
	}
	if n, err := core.UndoTo(ctx, list[0]); err != nil || n != 0 {
		t.Errorf("what was taken back was taken back again: %d, %v", n, err)
	}
}

func TestWhatAPublisherChangedIsToldPieceByPiece(t *testing.T) {
	core, site, _ := reader(t)
	for _, text := range []string{"One and two.", "One and three."} {
		site.feed("/feed", "Paper", item("a", "First", text, 3))
		refresh(t, core, Selection{})
	}
	a := articleCalled(t, core, "First")
	list, err := core.Changes(t.Context(), a.ID)
	if err != nil || len(list) != 2 || !a.Changed {
		t.Fatalf("%+v, %v", list, err)
	}
	want := []Piece{{Kind: Same, Text: "One and "}, {Kind: Removed, Text: "two"}, {Kind: Added, Text: "three"}, {Kind: Same, Text: "."}}
	if !slices.Equal(list[0].Text, want) || list[0].At.IsZero() {
		t.Errorf("%+v", list[0])
	}
	if got := list[0].Title; !slices.Equal(got, []Piece{{Kind: Same, Text: "First"}}) {
		t.Errorf("%+v", got)
	}
	if list, err := core.Changes(t.Context(), articleCalled(t, core, "Second").ID); err != nil || len(list) != 0 {
		t.Errorf("%+v, %v", list, err)
	}
}
