package storage

import (
	"errors"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/query"
)

// A shelf has four unread articles: two of sport, one of them of a story of two sources.
func newShelf(t *testing.T) (db *DB, ids []feeds.ArticleID, now *time.Time) {
	t.Helper()
	db = openNew(t)
	at := noon
	db.now = func() time.Time { return at }
	a, b := addFeed(t, db, "harbour", 0), addFeed(t, db, "delta", 0)
	ids = append(fetch(t, db, a, entry("one", 1), entry("two", 2), entry("three", 3)).New, fetch(t, db, b, entry("four", 4)).New...)
	derive(t, db, 0, []feeds.Topic{feeds.Sport}, ids[0])
	derive(t, db, feeds.StoryID(ids[1]), []feeds.Topic{feeds.Sport}, ids[1])
	derive(t, db, feeds.StoryID(ids[1]), []feeds.Topic{feeds.World}, ids[3])
	derive(t, db, 0, []feeds.Topic{feeds.World}, ids[2])
	return db, ids, &at
}

var sport = feeds.Scope{Topics: []feeds.Topic{feeds.Sport}}

func unreadOf(t *testing.T, db *DB) int {
	t.Helper()
	c, err := db.Counts(t.Context(), noon.Add(-24*time.Hour))
	check(t, err)
	if c.Today != c.Unread {
		t.Errorf("%d unread today, %d in all", c.Today, c.Unread)
	}
	return c.Unread
}

func TestWhatIsMutedIsInNoListAndNoCountOfUnread(t *testing.T) {
	db, ids, _ := newShelf(t)
	id, hidden, err := db.SaveMute(t.Context(), feeds.Mute{Name: "Sport", Scope: sport})
	check(t, err)
	if hidden != 2 {
		t.Errorf("%d are hidden", hidden)
	}
	is(t, titles(t, db, feeds.Scope{}, 9), "Title three", "Title four")
	is(t, titles(t, db, sport, 9))
	is(t, titles(t, db, feeds.Scope{Text: "title"}, 9), "Title three", "Title four")
	is(t, titles(t, db, feeds.Scope{Text: "title is:muted"}, 9), "Title one", "Title two")
	is(t, titles(t, db, feeds.Scope{Text: "is:muted"}, 9), "Title one", "Title two")
	is(t, titles(t, db, feeds.Scope{Story: feeds.StoryID(ids[1])}, 9), "Title two", "Title four")
	if n := unreadOf(t, db); n != 2 {
		t.Errorf("%d are unread", n)
	}
	if counts, err := db.TopicCounts(t.Context(), feeds.Scope{}); err != nil || counts[feeds.Sport] != 0 || counts[feeds.World] != 2 {
		t.Errorf("%v, %v", counts, err)
	}
	if list, err := db.Mutes(t.Context()); err != nil || len(list) != 1 || list[0].Hidden != 2 || list[0].ID != id {
		t.Errorf("%+v, %v", list, err)
	}
	stories, err := db.Stories(t.Context(), noon.Add(-time.Hour), 9)
	check(t, err)
	for _, st := range stories {
		if st.Lead.ID == ids[0] {
			t.Error("a muted article is on the front page")
		}
	}
	countsAreTrue(t, db)
	check(t, db.DeleteMute(t.Context(), id))
	if n := unreadOf(t, db); n != 4 {
		t.Errorf("%d are unread again", n)
	}
	undo(t, db, "No longer muted “Sport”")
	undo(t, db, "Muted “Sport”")
	is(t, titles(t, db, sport, 9), "Title one", "Title two")
	countsAreTrue(t, db)
}

func TestAMuteHidesWhatArrivesLater(t *testing.T) {
	db, _, _ := newShelf(t)
	_, _, err := db.SaveMute(t.Context(), feeds.Mute{Name: "Sport", Scope: sport})
	check(t, err)
	feed := addFeed(t, db, "gull", 0)
	fresh := fetch(t, db, feed, entry("five", 0)).New
	derive(t, db, 0, []feeds.Topic{feeds.Sport}, fresh...)
	is(t, titles(t, db, feeds.Scope{Feed: feed}, 9))
	derive(t, db, 0, []feeds.Topic{feeds.World}, fresh...) // thought about again
	is(t, titles(t, db, feeds.Scope{Feed: feed, UnreadOnly: true}, 9), "Title five")
	countsAreTrue(t, db)
}

func TestExceptionsShowWhatAMuteCovers(t *testing.T) {
	db, ids, _ := newShelf(t)
	_, hidden, err := db.SaveMute(t.Context(), feeds.Mute{Name: "Sport", Scope: sport, Unless: "title:one", Sources: 3})
	check(t, err)
	if hidden != 1 {
		t.Errorf("%d are hidden", hidden)
	}
	is(t, titles(t, db, sport, 9), "Title one")
	feed := addFeed(t, db, "gull", 0)
	fresh := fetch(t, db, feed, entry("five", 0)).New
	derive(t, db, feeds.StoryID(ids[1]), []feeds.Topic{feeds.World}, fresh...)
	is(t, titles(t, db, feeds.Scope{Topics: sport.Topics, UnreadOnly: true}, 9), "Title one", "Title two") // a third source
	countsAreTrue(t, db)
}

func TestAMuteEnds(t *testing.T) {
	db, _, now := newShelf(t)
	until := noon.Add(48 * time.Hour)
	_, _, err := db.SaveMute(t.Context(), feeds.Mute{Name: "Sport", Scope: sport, Until: until})
	check(t, err)
	if n, err := db.EndMutes(t.Context()); n != 0 || err != nil {
		t.Errorf("%d ended, %v", n, err)
	}
	*now = until
	if n, err := db.EndMutes(t.Context()); n != 1 || err != nil {
		t.Errorf("%d ended, %v", n, err)
	}
	is(t, titles(t, db, feeds.Scope{Topics: sport.Topics, UnreadOnly: true}, 9), "Title one", "Title two")
	if what, err := db.Undo(t.Context()); !errors.Is(err, ErrGone) {
		t.Errorf("%q, %v", what, err)
	}
	countsAreTrue(t, db)
}

func TestTheJournalSaysUntilWhenSomethingIsMuted(t *testing.T) {
	db, _, _ := newShelf(t)
	for until, want := range map[time.Time]string{
		{}: "Muted “x”",
		time.Date(2026, 4, 3, 12, 0, 0, 0, time.UTC): "Muted “x” until 3 April",
		time.Date(2027, 1, 3, 12, 0, 0, 0, time.UTC): "Muted “x” until 3 January 2027",
	} {
		_, _, err := db.SaveMute(t.Context(), feeds.Mute{Name: "x", Scope: sport, Until: until})
		check(t, err)
		undo(t, db, want)
	}
}

// What the reader opens while it is muted is read when it is seen again.
func TestWhatIsReadWhileItIsMutedStaysRead(t *testing.T) {
	db, ids, _ := newShelf(t)
	id, _, err := db.SaveMute(t.Context(), feeds.Mute{Name: "Sport", Scope: sport})
	check(t, err)
	yes, no := true, false
	check(t, db.SetStatus(t.Context(), ids[:1], Change{Read: &yes}))
	countsAreTrue(t, db)
	check(t, db.DeleteMute(t.Context(), id))
	is(t, titles(t, db, feeds.Scope{Topics: sport.Topics, UnreadOnly: true}, 9), "Title two")
	undo(t, db, "No longer muted “Sport”")
	undo(t, db, "Marked “Title one” as read")
	check(t, db.SetStatus(t.Context(), ids[1:2], Change{Read: &no})) // it is unread, under its mute
	undo(t, db, "Muted “Sport”")
	is(t, titles(t, db, feeds.Scope{Topics: sport.Topics, UnreadOnly: true}, 9), "Title one", "Title two")
	countsAreTrue(t, db)
}

// What is starred or put aside is where the reader put it.
func TestMarkedArticlesStayOnTheirListsWhileTheyAreMuted(t *testing.T) {
	db, ids, _ := newShelf(t)
	yes := true
	check(t, db.SetStatus(t.Context(), ids[:1], Change{Starred: &yes, Later: &yes}))
	_, _, err := db.SaveMute(t.Context(), feeds.Mute{Name: "Sport", Scope: sport})
	check(t, err)
	is(t, titles(t, db, feeds.Scope{StarredOnly: true}, 9), "Title one")
	is(t, titles(t, db, feeds.Scope{LaterOnly: true}, 9), "Title one")
}

// What two mutes hide is seen when neither does.
func TestAnArticleIsHiddenAsLongAsAMuteHidesIt(t *testing.T) {
	db, ids, _ := newShelf(t)
	first, _, err := db.SaveMute(t.Context(), feeds.Mute{Name: "Sport", Scope: sport})
	check(t, err)
	second, _, err := db.SaveMute(t.Context(), feeds.Mute{Name: "one", Scope: feeds.Scope{Text: "title:one"}})
	check(t, err)
	check(t, db.DeleteMute(t.Context(), first))
	is(t, titles(t, db, sport, 9), "Title two")
	check(t, db.DeleteArticles(t.Context(), ids[:1]))
	check(t, db.DeleteMute(t.Context(), second))
	check(t, db.RestoreArticles(t.Context(), ids[:1]))
	is(t, titles(t, db, feeds.Scope{Topics: sport.Topics, UnreadOnly: true}, 9), "Title one", "Title two")
	countsAreTrue(t, db)
}

func TestAMuteThatSaysNothingIsRefused(t *testing.T) {
	db, _, _ := newShelf(t)
	if _, _, err := db.SaveMute(t.Context(), feeds.Mute{Scope: feeds.Scope{UnreadOnly: true}}); !errors.Is(err, ErrMutesAll) {
		t.Error(err)
	}
	var wrong *query.Error
	if _, _, err := db.SaveMute(t.Context(), feeds.Mute{Scope: sport, Unless: "is:nothing"}); !errors.As(err, &wrong) {
		t.Error(err)
	}
	if n, err := db.TryMute(t.Context(), feeds.Mute{Scope: sport}); n != 2 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
}

// What is muted and was not read is not tidied away.
func TestTidyLeavesWhatIsMutedAndWasNotRead(t *testing.T) {
	db, ids, _ := newShelf(t)
	yes := true
	check(t, db.SetStatus(t.Context(), ids[:1], Change{Read: &yes}))
	_, _, err := db.SaveMute(t.Context(), feeds.Mute{Name: "Sport", Scope: sport})
	check(t, err)
	check(t, db.SetKeep(t.Context(), feeds.Keep{Articles: 1}))
	_, err = db.Tidy(t.Context())
	check(t, err)
	is(t, titles(t, db, feeds.Scope{Text: "is:muted"}, 9), "Title one", "Title two")
	check(t, db.SetKeep(t.Context(), feeds.Keep{Days: 1, Articles: 1}))
}
