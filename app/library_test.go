package app

import (
	"errors"
	"slices"
	"testing"

	"tidings/feeds"
	"tidings/storage"
)

func TestRulesAreAppliedToWhatArrivesAlsoFromNewFeeds(t *testing.T) {
	ctx := t.Context()
	core, site, _ := reader(t)
	if _, _, err := core.SaveRule(ctx, feeds.Rule{Scope: feeds.Scope{Text: "football"}, Do: feeds.MarkRead}, false); err != nil {
		t.Fatal(err)
	}
	if _, n, err := core.SaveRule(ctx, feeds.Rule{Name: "Two", Scope: feeds.Scope{Text: "two"}, Do: feeds.Discard}, true); err != nil || n != 1 {
		t.Fatalf("it changed %d, %v", n, err)
	}
	site.feed("/other", "Other", item("x", "Match", "Football again.", 2), item("y", "Two again", "Two.", 1), item("z", "Weather", "Rain.", 0))
	refresh(t, core, Selection{Feed: subscribe(t, core, site.URL+"/other")})
	if got := titles(t, core, feeds.Scope{UnreadOnly: true}); !slices.Equal(got, []string{"Weather", "Third", "First"}) {
		t.Errorf("unread are %q", got)
	}
	if got := titles(t, core, feeds.Scope{Bin: true}); !slices.Equal(got, []string{"Two again", "Second"}) {
		t.Errorf("deleted are %q", got)
	}
	rules, err := core.Rules(ctx)
	if err != nil || len(rules) != 2 || rules[0].Name != "football" {
		t.Errorf("%+v, %v", rules, err)
	}
	if err := errors.Join(core.RestoreArticles(ctx, articleIDs(listed(t, core, feeds.Scope{Bin: true}))...), core.DeriveAll(ctx)); err != nil {
		t.Fatal(err)
	}
	if got := titles(t, core, feeds.Scope{Bin: true}); len(got) != 0 {
		t.Errorf("a rule deleted again what the reader restored: %q", got)
	}
}

func articleIDs(list []feeds.Article) []feeds.ArticleID {
	var ids []feeds.ArticleID
	for _, a := range list {
		ids = append(ids, a.ID)
	}
	return ids
}

func TestASavedSearchHasANameAndACount(t *testing.T) {
	core, _, _ := reader(t)
	id, err := core.SaveSearch(t.Context(), feeds.Search{Name: " ", Scope: feeds.Scope{Text: " two "}})
	if err != nil {
		t.Fatal(err)
	}
	list, err := core.Searches(t.Context())
	if err != nil || len(list) != 1 || list[0].Name != "two" {
		t.Errorf("%+v, %v", list, err)
	}
	if n, err := core.SearchCounts(t.Context()); err != nil || n[id] != 1 {
		t.Errorf("%v, %v", n, err)
	}
	if n, err := core.CountArticles(t.Context(), feeds.Scope{}, 2); err != nil || n != 3 {
		t.Errorf("%d, %v", n, err)
	}
	if err := core.DeleteSearch(t.Context(), id); err != nil {
		t.Error(err)
	}
}

func TestEverythingDoneWithTheLibraryIsToldAndTakenBack(t *testing.T) {
	ctx := t.Context()
	core, _, feed := reader(t)
	first := articleCalled(t, core, "First").ID
	folder, err := core.AddFolder(ctx, 0, "Asia")
	if err != nil {
		t.Fatal(err)
	}
	for what, do := range map[string]func() error{
		"note":         func() error { return core.SetNote(ctx, first, "mine") },
		"delete":       func() error { return core.DeleteArticles(ctx, first) },
		"keep":         func() error { return core.SetKeep(ctx, feeds.Keep{Days: 9}) },
		"feed's keep":  func() error { return core.SetFeedKeep(ctx, feed, feeds.Keep{Articles: 9}) },
		"folder's":     func() error { return core.SetFolderKeep(ctx, folder, feeds.Keep{Days: feeds.KeepAll}) },
		"saved search": func() error { _, err := core.SaveSearch(ctx, feeds.Search{Scope: feeds.Scope{Text: "x"}}); return err },
		"rule": func() error {
			_, _, err := core.SaveRule(ctx, feeds.Rule{Scope: feeds.Scope{Text: "x"}, Do: feeds.AddStar}, false)
			return err
		},
	} {
		told := make(chan Change, 9)
		stop := core.Listen(func(ch Change) { told <- ch })
		if err := do(); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		<-told
		stop()
		before, err := core.History(ctx, 1)
		if err != nil || len(before) != 1 {
			t.Errorf("%s: %v, %v", what, before, err)
		}
		if got := undo(t, core); got != before[0].What {
			t.Errorf("%s: undo says %q, and said before %q", what, got, before[0].What)
		}
	}
	if k, err := core.Keep(ctx); err != nil || k != (feeds.Keep{}) {
		t.Errorf("%+v, %v", k, err)
	}
	if note, err := core.Note(ctx, first); err != nil || note != "" {
		t.Errorf("%q, %v", note, err)
	}
}

func TestTidyingTakesWhatThePreviewTold(t *testing.T) {
	ctx := t.Context()
	core, _, feed := reader(t)
	if _, err := core.MarkAllRead(ctx, feeds.Scope{}, 0); err != nil {
		t.Fatal(err)
	}
	p, err := core.TidyPreview(ctx, &Limit{Feed: feed, Keep: feeds.Keep{Articles: 1}})
	if err != nil || p.Articles != 2 || len(p.Feeds) != 1 || p.Feeds[0].Feed.Name() != "Paper" {
		t.Errorf("%+v, %v", p, err)
	}
	if err := core.SetKeep(ctx, feeds.Keep{Articles: 1}); err != nil {
		t.Fatal(err)
	}
	core.settle() // as the scheduler does
	if got := titles(t, core, feeds.Scope{}); !slices.Equal(got, []string{"Third"}) {
		t.Errorf("there are %q", got)
	}
	if c, err := core.Counts(ctx); err != nil || c.Bin != 2 || c.Total != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	if n, err := core.EmptyBin(ctx); err != nil || n != 2 {
		t.Errorf("%d destroyed, %v", n, err)
	}
}

func TestCoverageOfADeletedArticleIsNoError(t *testing.T) {
	core, _, _ := reader(t)
	first := articleCalled(t, core, "First").ID
	if err := core.DeleteArticles(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if _, err := core.Coverage(t.Context(), first); err != nil {
		t.Error(err)
	}
	third, err := core.Coverage(t.Context(), articleCalled(t, core, "Third").ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range third.Related {
		if r.ID == first {
			t.Error("a deleted article is related")
		}
	}
}

func TestNamesAreThoseInUse(t *testing.T) {
	core, _, _ := reader(t)
	if _, err := core.AddFolder(t.Context(), 0, "Asia"); err != nil {
		t.Fatal(err)
	}
	n, err := core.Names(t.Context())
	if err != nil || !slices.Equal(n.Feeds, []string{"Paper"}) || !slices.Equal(n.Folders, []string{"Asia"}) ||
		!slices.Contains(n.Languages, "en") || len(n.Topics) != len(feeds.Topics) {
		t.Errorf("%+v, %v", n, err)
	}
}

func TestNewErrorsHaveSentences(t *testing.T) {
	core, _, _ := reader(t)
	_, _, wrong := core.SaveRule(t.Context(), feeds.Rule{Do: "burn"}, false)
	for _, err := range []error{wrong, storage.ErrGone} {
		if got := Explain(err); got == "" || len(got) > 120 || slices.Contains([]string{"Something"}, got[:9]) {
			t.Errorf("%v: %q", err, got)
		}
	}
}
