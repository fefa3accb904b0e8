package storage

import (
	"testing"

	"tidings/feeds"
)

func TestTheNewestDateOfEachFeedIsKnown(t *testing.T) {
	db := openNew(t)
	a, empty := addFeed(t, db, "harbour", 0), addFeed(t, db, "empty", 0)
	fetch(t, db, a, entry("one", 60), entry("two", 0), entry("three", 2880))
	got, err := db.NewestDates(t.Context())
	if err != nil || len(got) != 1 || !got[a].Equal(noon) {
		t.Errorf("%v, %v", got, err)
	}
	if _, ok := got[empty]; ok {
		t.Error("a feed without articles has a date")
	}
}

func TestAFeedThatWasGoneIsAskedAtItsNewAddress(t *testing.T) {
	db := openNew(t)
	ctx := t.Context()
	id := addFeed(t, db, "harbour", 0)
	_, err := db.SaveFetches(ctx, []Fetched{{Feed: id, Received: noon, State: feeds.FetchState{Checked: noon, Status: 410, Gone: true, Error: "Gone.", Why: "Gone."}}})
	check(t, err)
	f, err := db.Feed(ctx, id)
	check(t, err)
	f.URL = "https://river.example/feed"
	check(t, db.UpdateFeed(ctx, f))
	if due, err := db.DueFeeds(ctx, noon); err != nil || len(due) != 1 || due[0].URL != f.URL {
		t.Errorf("due are %+v, %v", due, err)
	}
}
