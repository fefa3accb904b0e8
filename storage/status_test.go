package storage

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"tidings/feeds"
)

func TestStatusIsTakenBackStepByStepAlsoAfterARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tidings.db")
	db := openFile(t, path)
	feed := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, feed, entry("one", 1), entry("two", 2), entry("three", 3)).New
	yes, no := true, false
	set := func(c Change, ids ...feeds.ArticleID) {
		t.Helper()
		check(t, db.SetStatus(t.Context(), ids, c))
	}
	status := func() string {
		t.Helper()
		list, err := db.ArticlesByID(t.Context(), ids)
		check(t, err)
		var out string
		for _, a := range list {
			if !a.Deleted.IsZero() {
				continue
			}
			for _, c := range []struct {
				on bool
				as string
			}{{a.Status.Read, "r"}, {a.Status.Starred, "s"}, {a.Status.Later, "l"}} {
				if c.on {
					out += c.as
				}
			}
			out += ","
		}
		countsAreTrue(t, db)
		return out
	}
	var was []string
	for _, step := range []func(){
		func() { set(Change{Read: &yes}, ids[0]) },
		func() { set(Change{Read: &yes}, ids...) }, // the first one was read already
		func() { set(Change{Starred: &yes}, ids[1]) },
		func() { set(Change{Later: &yes}, ids[2], ids[2]) },
		func() { set(Change{Read: &no}, ids[0]) },
		func() { set(Change{Read: &yes, Later: &no}, ids[0], ids[2]) },
		func() { set(Change{Starred: &no}, ids[1]) },
		func() { check(t, db.DeleteArticles(t.Context(), ids[:2])) },
	} {
		was = append(was, status())
		step()
	}
	if got := status(); got != "r," {
		t.Errorf("in the end %q", got)
	}
	set(Change{Read: &yes}, ids...) // changes nothing and is no step
	set(Change{Starred: &yes}, 99)

	history, err := db.History(t.Context(), 3)
	check(t, err)
	if len(history) != 3 || history[0].What != "Deleted 2 articles" || !history[0].At.Equal(noon) {
		t.Errorf("%v", history)
	}
	check(t, db.Close())
	db = openFile(t, path)
	for i, what := range []string{
		"Deleted 2 articles", "Removed the star of “Title two”", "Changed the status of “Title one”",
		"Marked “Title one” as unread", "Put “Title three” aside to read later", "Starred “Title two”",
		"Marked 2 articles as read", "Marked “Title one” as read",
	} {
		undo(t, db, what)
		if got, want := status(), was[len(was)-1-i]; got != want {
			t.Errorf("after taking back %q: %q, want %q", what, got, want)
		}
	}
	undo(t, db, "Subscribed to “harbour”")
	if _, err := db.Undo(t.Context()); err != ErrNothingToUndo {
		t.Errorf("got %v", err)
	}
}

func TestAQuietChangeIsNoStep(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, feed, entry("one", 1)).New
	yes := true
	check(t, db.SetStatus(t.Context(), ids, Change{Read: &yes, Quiet: true}))
	a, err := db.Article(t.Context(), ids[0])
	if err != nil || !a.Status.Read {
		t.Errorf("%+v, %v", a, err)
	}
	undo(t, db, "Subscribed to “harbour”")
}

func TestTheJournalIsNotWithoutEnd(t *testing.T) {
	db := openNew(t)
	check(t, db.write(t.Context(), func(s *session) error {
		for i := range maxSteps + 5 {
			if err := db.record(s, fmt.Sprint("step ", i), step{Do: doUnread}); err != nil {
				return err
			}
		}
		return nil
	}))
	list, err := db.History(t.Context(), 2*maxSteps)
	check(t, err)
	if len(list) != maxSteps || list[0].What != fmt.Sprint("step ", maxSteps+4) {
		t.Errorf("%d, latest %q", len(list), list[0].What)
	}
}

func TestAStepThatIsNotKnownChangesNothing(t *testing.T) {
	db := openNew(t)
	check(t, db.write(t.Context(), func(s *session) error {
		return db.record(s, "Something new", step{Do: "of a later version"})
	}))
	if _, err := db.Undo(t.Context()); err == nil {
		t.Error("it was done")
	}
	if list, err := db.History(t.Context(), 9); err != nil || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	}
}

func TestSetsOfIDsAreSmallAndComeBack(t *testing.T) {
	var ids []int64
	for i := range int64(100_000) {
		ids = append(ids, 7+i*3)
	}
	set := packIDs(ids)
	got, err := set.ids()
	if err != nil || !slices.Equal(got, ids) {
		t.Error("not the same", err)
	}
	if len(set) > len(ids)+8 {
		t.Errorf("%d bytes", len(set))
	}
	if _, err := (idSet{0x80}).ids(); err == nil {
		t.Error("half a number is one")
	}
}
