package storage

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"tidings/feeds"
)

func TestStoriesAreCountedAndOrdered(t *testing.T) {
	db := openNew(t)
	a, b, c := addFeed(t, db, "a", 0), addFeed(t, db, "b", 0), addFeed(t, db, "c", 0)
	strike := slices.Concat(fetch(t, db, a, entry("strike 1", 300)).New, fetch(t, db, b, entry("strike 2", 200)).New,
		fetch(t, db, c, entry("strike 3", 100)).New)
	flood := slices.Concat(fetch(t, db, a, entry("flood 1", 60)).New, fetch(t, db, b, entry("flood 2", 50)).New)
	alone := fetch(t, db, c, entry("alone", 10)).New
	fetch(t, db, c, entry("not derived", 5))
	old := fetch(t, db, a, entry("old 1", 9000), entry("old 2", 9001)).New
	derive(t, db, feeds.StoryID(strike[0]), []feeds.Topic{feeds.Business, feeds.Politics}, strike...)
	derive(t, db, feeds.StoryID(flood[0]), []feeds.Topic{feeds.Environment}, flood...)
	derive(t, db, 0, nil, alone...)
	derive(t, db, feeds.StoryID(old[0]), nil, old...)
	yes := true
	check(t, db.SetStatus(t.Context(), strike[:1], Change{Read: &yes}))

	list, err := db.Stories(t.Context(), noon.Add(-24*time.Hour), 10)
	check(t, err)
	var got []string
	for _, st := range list {
		got = append(got, fmt.Sprint(st.Lead.Title, " ", st.Articles, st.Sources, st.Unread))
	}
	is(t, got, "Title strike 1 3 3 2", "Title flood 1 2 2 2", "Title alone 1 1 1")
	first := list[0]
	if !first.First.Equal(noon.Add(-300*time.Minute)) || !first.Last.Equal(noon.Add(-100*time.Minute)) ||
		len(first.Topics) != 2 || first.Topics[0].Topic != feeds.Business {
		t.Errorf("%+v", first)
	}
	if list, err := db.Stories(t.Context(), noon.Add(-24*time.Hour), 1); err != nil || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	}

	check(t, db.SetLeads(t.Context(), map[feeds.StoryID]feeds.ArticleID{first.ID: strike[1], 99: 1, feeds.StoryID(flood[0]): alone[0]}))
	st, members, err := db.Story(t.Context(), first.ID)
	check(t, err)
	if st.Lead.ID != strike[1] || st.Articles != 3 || len(members) != 3 || !members[0].First || members[1].First ||
		members[2].ID != strike[2] || members[2].Why != "harbour" || members[2].Sources != 3 {
		t.Errorf("%+v\n%+v", st, members)
	}
	check(t, db.DeleteArticles(t.Context(), strike[1:2]))
	if st, _, err := db.Story(t.Context(), first.ID); err != nil || st.Articles != 2 || st.Lead.ID != strike[0] {
		t.Errorf("%+v, %v", st, err)
	}
	check(t, db.DeleteArticles(t.Context(), strike[:1]))
	if st, members, err := db.Story(t.Context(), first.ID); err != nil || st.Articles != 1 || st.Lead.ID != strike[2] || len(members) != 1 {
		t.Errorf("%+v, %v", st, err)
	}
	if _, _, err := db.Story(t.Context(), 99); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	countsAreTrue(t, db)
}

func TestAnArticleChangesItsStory(t *testing.T) {
	db := openNew(t)
	a, b := addFeed(t, db, "a", 0), addFeed(t, db, "b", 0)
	ids := slices.Concat(fetch(t, db, a, entry("1", 3)).New, fetch(t, db, b, entry("2", 2)).New)
	derive(t, db, feeds.StoryID(ids[0]), nil, ids...)
	article, err := db.Article(t.Context(), ids[1])
	if err != nil || article.Sources != 2 {
		t.Errorf("%+v, %v", article, err)
	}
	derive(t, db, 0, nil, ids[1])
	article, err = db.Article(t.Context(), ids[0])
	if err != nil || article.Sources != 1 {
		t.Errorf("%+v, %v", article, err)
	}
	countsAreTrue(t, db)
}

func TestWorkIsFoundUntilItIsDone(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, feed, entry("1", 1), entry("2", 2), entry("3", 30), entry("4", 4)).New
	pending := func(version, limit int) []string {
		t.Helper()
		work, err := db.Pending(t.Context(), version, limit, Reach{Since: noon.AddDate(1, 0, 0)})
		check(t, err)
		var out []string
		for _, w := range work {
			if w.Body.Text == "" {
				t.Error("no text")
			}
			out = append(out, w.GUID[len("guid-"):])
		}
		return out
	}
	is(t, pending(1, 10), "3", "4", "2", "1")
	is(t, pending(1, 2), "2", "1") // the first of the document, in the order of their dates
	derive(t, db, 0, nil, ids[:3]...)
	is(t, pending(1, 10), "4")
	is(t, pending(2, 10), "3", "4", "2", "1") // a better algorithm
	is(t, pending(2, 1), "4")                 // what has nothing first
	check(t, db.DeleteArticles(t.Context(), ids[3:]))
	is(t, pending(1, 10))
	check(t, db.SaveDerived(t.Context(), []feeds.Derived{{Article: ids[3], Version: 1}})) // deleted meanwhile
	is(t, titles(t, db, feeds.Scope{}, 9), "Title 1", "Title 2", "Title 3")
	countsAreTrue(t, db)
}

func TestVectorsComeInTheOrderOfTime(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, feed, entry("1", 10), entry("2", 99), entry("3", 50), entry("4", 9000), entry("5", 1)).New
	derive(t, db, feeds.StoryID(ids[0]), nil, ids[:4]...)
	check(t, db.SaveDerived(t.Context(), []feeds.Derived{{Article: ids[4], Version: 1}})) // no vector
	var got []feeds.ArticleID
	check(t, db.Vectors(t.Context(), noon.Add(-time.Hour*24), 1, func(id feeds.ArticleID, in feeds.FeedID, date time.Time, story feeds.StoryID, vector []byte) error {
		if in != feed || story != feeds.StoryID(ids[0]) || len(vector) != 1 || vector[0] != byte(id) || !date.Before(noon) {
			t.Errorf("%v %v %v %v %v", id, in, date, story, vector)
		}
		got = append(got, id)
		return nil
	}))
	if !slices.Equal(got, []feeds.ArticleID{ids[1], ids[2], ids[0]}) {
		t.Errorf("%v", got)
	}
	enough := errors.New("enough")
	if err := db.Vectors(t.Context(), time.Time{}, 1, func(feeds.ArticleID, feeds.FeedID, time.Time, feeds.StoryID, []byte) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("got %v", err)
	}
}

func TestOldVectorsAreForgottenInPieces(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	f := Fetched{Feed: feed, Received: noon}
	for i := range 2 * forgotten { // more of a date than are looked at together
		f.Articles = append(f.Articles, Incoming{Entry: entry(fmt.Sprint(i), []int{200, 200, 200, 180, 60}[i%5])})
	}
	saved, err := db.SaveFetch(t.Context(), f)
	check(t, err)
	var list []feeds.Derived
	for _, id := range saved.New {
		list = append(list, feeds.Derived{Article: id, Version: 1, Vector: []byte{1, 2, 3}})
	}
	check(t, db.SaveDerived(t.Context(), list))
	before := noon.Add(-150 * time.Minute)
	want, all := 0, 0
	for _, in := range f.Articles {
		if all++; !in.Entry.Published.Before(before) {
			want++
		}
	}
	left := func() int {
		n := 0
		check(t, db.Vectors(t.Context(), time.Time{}, 1, func(feeds.ArticleID, feeds.FeedID, time.Time, feeds.StoryID, []byte) error {
			n++
			return nil
		}))
		return n
	}
	check(t, db.ForgetVectors(t.Context(), before))
	for range 3 {
		check(t, db.ForgetVectors(t.Context(), before))
	}
	if got := left(); got != want || want == 0 || want == all {
		t.Errorf("%d vectors are left, want %d of %d", got, want, all)
	}
	check(t, db.ForgetVectors(t.Context(), noon.Add(time.Hour)))
	check(t, db.ForgetVectors(t.Context(), noon.Add(time.Hour)))
	if got := left(); got != 0 {
		t.Errorf("%d vectors are left of articles that are old now", got)
	}
	check(t, db.Check(t.Context()))
}
