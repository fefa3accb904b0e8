package storage

import (
	"errors"
	"testing"
	"time"

	"tidings/feeds"
)

func TestAMovedFeedIsFoundAtBothAddresses(t *testing.T) {
	db := openNew(t)
	ctx := t.Context()
	feed, other := addFeed(t, db, "harbour", 0), addFeed(t, db, "other", 0)
	before := dump(t, db)
	if moved, err := db.MoveFeed(ctx, feed, "https://river.example/feed"); err != nil || !moved {
		t.Fatal(moved, err)
	}
	for _, url := range []string{"https://harbour.example/feed", "https://river.example/feed/"} {
		if f, err := db.FeedByURL(ctx, url); err != nil || f.ID != feed {
			t.Errorf("%s: %d, %v", url, f.ID, err)
		}
		if id, err := db.AddFeed(ctx, feeds.Feed{URL: url}); !errors.Is(err, feeds.ErrExists) || id != feed {
			t.Errorf("subscribing to %s: %d, %v", url, id, err)
		}
	}
	if moved, err := db.MoveFeed(ctx, other, "https://river.example/feed"); !errors.Is(err, feeds.ErrExists) || moved {
		t.Errorf("onto another subscription: %v, %v", moved, err)
	}
	undo(t, db, "“harbour” has moved to https://river.example/feed")
	if got := dump(t, db); got != before {
		t.Error(difference(before, got))
	}
	if moved, err := db.MoveFeed(ctx, feed, "https://river.example/feed"); err != nil || moved {
		t.Errorf("what the reader took back is done again: %v, %v", moved, err)
	}
	check(t, db.RemoveFeed(ctx, feed))
	if _, err := db.FeedByURL(ctx, "https://harbour.example/feed"); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("after it was removed: %v", err)
	}
}

func TestAFolderHasAnIntervalThatCanBeUndone(t *testing.T) {
	db := openNew(t)
	folder, err := db.AddFolder(t.Context(), 0, "Asia")
	check(t, err)
	check(t, db.SetFolderEvery(t.Context(), folder, 2*time.Hour))
	if list, err := db.Folders(t.Context()); err != nil || list[0].Every != 2*time.Hour {
		t.Errorf("%+v, %v", list, err)
	}
	check(t, db.RemoveFolder(t.Context(), folder))
	undo(t, db, "Removed the folder “Asia”")
	if list, err := db.Folders(t.Context()); err != nil || list[0].Every != 2*time.Hour {
		t.Errorf("brought back: %+v, %v", list, err)
	}
	undo(t, db, "Changed how often the folder “Asia” is asked")
	if list, err := db.Folders(t.Context()); err != nil || list[0].Every != 0 {
		t.Errorf("undone: %+v, %v", list, err)
	}
}
