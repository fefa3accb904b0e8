package storage

import (
	"testing"
	"time"

	"tidings/feeds"
)

func TestARecipeIsStoredChangedAndTakenBack(t *testing.T) {
	db := openNew(t)
	ctx := t.Context()
	first := feeds.Recipe{Kind: feeds.RecipeList, Items: "li.news", Title: "b"}
	id, err := db.AddFeed(ctx, feeds.Feed{URL: "https://paper.example/", Recipe: first})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	if _, err := db.SaveFetch(ctx, Fetched{Feed: id, State: feeds.FetchState{ETag: `"a"`, BodyHash: "b", Checked: now, Next: now.Add(time.Hour)}}); err != nil {
		t.Fatal(err)
	}
	f, err := db.Feed(ctx, id)
	if err != nil || f.Recipe != first || f.Fetch.ETag == "" {
		t.Fatalf("it is %+v, %v", f, err)
	}
	f.Recipe = feeds.Recipe{Kind: feeds.RecipeData}
	if err := db.UpdateFeed(ctx, f); err != nil {
		t.Fatal(err)
	}
	got, err := db.Feed(ctx, id)
	if err != nil || got.Recipe != f.Recipe || got.Fetch.ETag != "" || got.Fetch.BodyHash != "" || !got.Fetch.Next.IsZero() {
		t.Errorf("after the change it is %+v, %v; what was remembered is of another reading", got, err)
	}
	if _, err := db.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got, err = db.Feed(ctx, id); err != nil || got.Recipe != first {
		t.Errorf("after undo it is %+v, %v", got.Recipe, err)
	}
	if err := db.RemoveFeed(ctx, id); err != nil {
		t.Fatal(err)
	}
	again, err := db.AddFeed(ctx, feeds.Feed{URL: "https://paper.example/"})
	if got, _ = db.Feed(ctx, again); err != nil || again != id || !got.Recipe.Proper() {
		t.Errorf("added as a feed it is %+v, %v", got.Recipe, err)
	}
}

func TestWhatWasThereBeforeIsNotReceivedLater(t *testing.T) {
	db := openNew(t)
	ctx := t.Context()
	id, err := db.AddFeed(ctx, feeds.Feed{URL: "https://paper.example/"})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now().Truncate(time.Second)
	entries := []feeds.Entry{
		{Article: feeds.Article{Title: "A", Link: "https://paper.example/a", Received: now.Add(-24 * time.Hour)}},
		{Article: feeds.Article{Title: "B", Link: "https://paper.example/b"}},
	}
	matches, err := db.Known(ctx, id, entries)
	if err != nil {
		t.Fatal(err)
	}
	f := Fetched{Feed: id, Received: now, State: feeds.FetchState{Checked: now}}
	for i, e := range entries {
		f.Articles = append(f.Articles, Incoming{Entry: e, Match: matches[i]})
	}
	if _, err := db.SaveFetch(ctx, f); err != nil {
		t.Fatal(err)
	}
	p, err := db.Articles(ctx, feeds.Scope{Feed: id}, feeds.Cursor{}, 5)
	if err != nil || len(p.Articles) != 2 || !p.Articles[0].Date().Equal(now) || !p.Articles[1].Date().Equal(now.Add(-24*time.Hour)) {
		t.Errorf("they are %+v, %v", p.Articles, err)
	}
}
