package storage

import (
	"testing"

	"tidings/feeds"
)

func TestTheNumberOfCommentsFollowsTheFeedAndChangesNothingElse(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "a", 0)
	entry := feeds.Entry{Article: feeds.Article{GUID: "1", Title: "Dam", CommentCount: 3}}
	save := func() Saved {
		t.Helper()
		matches, err := db.Known(t.Context(), feed, []feeds.Entry{entry})
		check(t, err)
		saved, err := db.SaveFetch(t.Context(), Fetched{Feed: feed, Articles: []Incoming{{Entry: entry, Match: matches[0]}}})
		check(t, err)
		return saved
	}
	id := save().New[0]
	comments := func() int {
		t.Helper()
		a, err := db.Article(t.Context(), id)
		check(t, err)
		return a.CommentCount
	}
	if n := comments(); n != 3 {
		t.Errorf("%d comments at first", n)
	}
	entry.CommentCount = 12
	if saved := save(); len(saved.New)+len(saved.Changed) != 0 || comments() != 12 {
		t.Errorf("saved %+v, %d comments", saved, comments())
	}
	entry.CommentCount = 0 // the feed says nothing this time
	if save(); comments() != 12 {
		t.Errorf("%d comments when the feed says nothing", comments())
	}
}
