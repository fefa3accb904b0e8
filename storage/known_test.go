package storage

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"tidings/feeds"
)

// with is an entry with something changed.
func with(e feeds.Entry, change func(*feeds.Entry)) feeds.Entry {
	change(&e)
	return e
}

func TestEntriesAreKnownAgain(t *testing.T) {
	one, two := entry("one", 10), entry("two", 20)
	bare := with(one, func(e *feeds.Entry) { e.GUID, e.Link = "", "" })
	linked := with(one, func(e *feeds.Entry) { e.GUID = "" })
	episode := with(one, func(e *feeds.Entry) { e.Enclosures = []feeds.Enclosure{{URL: "https://a.example/1.mp3"}} })
	for name, test := range map[string]struct {
		stored []feeds.Entry
		come   []feeds.Entry
		want   []Kind
	}{
		"an empty store":      {nil, []feeds.Entry{one, two}, []Kind{New, New}},
		"the same again":      {[]feeds.Entry{one, two}, []feeds.Entry{one, two}, []Kind{Unchanged, Unchanged}},
		"one more":            {[]feeds.Entry{one}, []feeds.Entry{two, one}, []Kind{New, Unchanged}},
		"another title":       {[]feeds.Entry{one}, []feeds.Entry{with(one, func(e *feeds.Entry) { e.Title = "Mended" })}, []Kind{Changed}},
		"another text":        {[]feeds.Entry{one}, []feeds.Entry{with(one, func(e *feeds.Entry) { e.Content = "Mended" })}, []Kind{Changed}},
		"twice in a document": {nil, []feeds.Entry{one, one}, []Kind{New, Duplicate}},
		"twice with different GUIDs": {nil,
			[]feeds.Entry{one, with(one, func(e *feeds.Entry) { e.GUID = "other" })}, []Kind{New, Duplicate}},
		"by link without GUID": {[]feeds.Entry{linked},
			[]feeds.Entry{with(linked, func(e *feeds.Entry) { e.Title = "Mended" })}, []Kind{Changed}},
		"by link with another campaign": {[]feeds.Entry{linked},
			[]feeds.Entry{with(linked, func(e *feeds.Entry) { e.Link += "?utm_source=x" })}, []Kind{Changed}},
		"by text without either": {[]feeds.Entry{bare}, []feeds.Entry{bare, two}, []Kind{Unchanged, New}},
		"a new GUID, same link": {[]feeds.Entry{one},
			[]feeds.Entry{with(one, func(e *feeds.Entry) { e.GUID, e.Title = "v2", "Mended" })}, []Kind{Changed}},
		"a new GUID and link, same title and text": {[]feeds.Entry{one},
			[]feeds.Entry{with(one, func(e *feeds.Entry) { e.GUID, e.Link = "v2", "https://cdn.example/x" })}, []Kind{Changed}},
		"a new GUID, same link, but the old one is still there": {[]feeds.Entry{one},
			[]feeds.Entry{one, with(one, func(e *feeds.Entry) { e.GUID, e.Title = "v2", "Live: day two" })}, []Kind{Unchanged, New}},
		"every day another article under the same link": {[]feeds.Entry{one},
			[]feeds.Entry{with(one, func(e *feeds.Entry) { e.GUID, e.Published = "day 2", e.Published.Add(24*time.Hour) })}, []Kind{New}},
		"every hour another file under the same title": {[]feeds.Entry{episode},
			[]feeds.Entry{with(episode, func(e *feeds.Entry) {
				e.GUID, e.Enclosures = "hour 2", []feeds.Enclosure{{URL: "https://a.example/2.mp3"}}
			})}, []Kind{New}},
		"one GUID for different entries": {nil,
			[]feeds.Entry{with(one, func(e *feeds.Entry) { e.GUID = "0" }), with(two, func(e *feeds.Entry) { e.GUID = "0" })},
			[]Kind{New, New}},
		"one link for different entries": {nil,
			[]feeds.Entry{linked, with(two, func(e *feeds.Entry) { e.GUID, e.Link = "", one.Link })}, []Kind{New, New}},
		"the front page as link": {[]feeds.Entry{with(one, func(e *feeds.Entry) { e.Link = "https://news.example/" })},
			[]feeds.Entry{with(two, func(e *feeds.Entry) { e.Link = "https://news.example/" })}, []Kind{New}},
	} {
		t.Run(name, func(t *testing.T) {
			db := openNew(t)
			feed, other := addFeed(t, db, "harbour", 0), addFeed(t, db, "other", 0)
			fetch(t, db, other, one, two) // another feed's articles are others
			fetch(t, db, feed, test.stored...)
			matches, err := db.Known(t.Context(), feed, test.come)
			check(t, err)
			var got []Kind
			for _, m := range matches {
				got = append(got, m.Kind)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
			// Whatever it was, once stored it is unchanged.
			fetch(t, db, feed, test.come...)
			matches, err = db.Known(t.Context(), feed, test.come)
			check(t, err)
			for i, m := range matches {
				if m.Kind != Unchanged && m.Kind != Duplicate {
					t.Errorf("entry %d is %v the second time", i, m.Kind)
				}
			}
		})
	}
}

func TestTheSameEntriesFromTwoProgramsAreStoredOnce(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	first, second := fetched(t, db, feed, entry("one", 1)), fetched(t, db, feed, entry("one", 1))
	saved, err := db.SaveFetches(t.Context(), []Fetched{first, second})
	check(t, err)
	if len(saved[0].New) != 1 || len(saved[1].New) != 0 {
		t.Errorf("%v", saved)
	}
	countsAreTrue(t, db)
}

func TestWhatWasDeletedStaysDeleted(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	one := entry("one", 1)
	ids := fetch(t, db, feed, one).New
	check(t, db.DeleteArticles(t.Context(), ids))
	again := func(when string) {
		t.Helper()
		changed := with(one, func(e *feeds.Entry) { e.Title = "Mended" })
		newGUID := with(one, func(e *feeds.Entry) { e.GUID = "v2" })
		for _, e := range []feeds.Entry{one, changed, newGUID} {
			matches, err := db.Known(t.Context(), feed, []feeds.Entry{e})
			check(t, err)
			if matches[0].Kind != Deleted {
				t.Errorf("%s: %v", when, matches[0].Kind)
			}
			fetch(t, db, feed, e)
		}
		if got := titles(t, db, feeds.Scope{}, 10); len(got) != 0 {
			t.Errorf("%s: %v", when, got)
		}
	}
	again("in the bin")
	n, err := db.EmptyBin(t.Context(), noon.Add(time.Hour))
	check(t, err)
	if n != 1 {
		t.Errorf("%d destroyed", n)
	}
	again("destroyed")
	if _, err := db.Undo(t.Context()); err != ErrNothingToUndo {
		t.Errorf("undo of what was destroyed: %v", err)
	}
	check(t, db.Check(t.Context()))
}

func TestAChangedArticleKeepsItsStatusAndItsPast(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	one := entry("one", 60)
	id := fetch(t, db, feed, one).New[0]
	derive(t, db, 0, []feeds.Topic{feeds.World}, id)
	yes := true
	check(t, db.SetStatus(t.Context(), []feeds.ArticleID{id}, Change{Read: &yes, Starred: &yes}))

	mended := with(one, func(e *feeds.Entry) {
		e.Title, e.Content, e.Published = "Mended", "<p>new</p>", noon.Add(time.Hour)
	})
	f := fetched(t, db, feed, mended)
	f.Received = noon.Add(2 * time.Hour)
	saved, err := db.SaveFetch(t.Context(), f)
	check(t, err)
	if !slices.Equal(saved.Changed, []feeds.ArticleID{id}) || len(saved.New) != 0 {
		t.Errorf("%v", saved)
	}
	a, err := db.Article(t.Context(), id)
	check(t, err)
	if a.Title != "Mended" || !a.Status.Read || !a.Status.Starred || !a.Received.Equal(noon) || !a.Date().Equal(noon.Add(-time.Hour)) {
		t.Errorf("%+v", a)
	}
	b, err := db.Body(t.Context(), id)
	check(t, err)
	if b.HTML != "<p>new</p>" {
		t.Errorf("%+v", b)
	}
	past, err := db.Revisions(t.Context(), id)
	check(t, err)
	if len(past) != 1 || past[0].Title != "Title one" || past[0].Body.HTML != "<p>Text of one</p>" {
		t.Errorf("%+v", past)
	}
	work, err := db.Pending(t.Context(), 1, 10, Reach{})
	check(t, err)
	if len(work) != 1 || work[0].ID != id || work[0].Body.HTML != "<p>new</p>" {
		t.Errorf("%+v", work)
	}
	countsAreTrue(t, db)
}

func TestRevisionsAreNotWithoutEnd(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	id := fetch(t, db, feed, entry("one", 1)).New[0]
	for i := range maxRevisions + 7 {
		fetch(t, db, feed, with(entry("one", 1), func(e *feeds.Entry) { e.Title = "Version " + string(rune('A'+i)) }))
	}
	past, err := db.Revisions(t.Context(), id)
	check(t, err)
	if len(past) != maxRevisions || past[0].Title != "Version "+string(rune('A'+maxRevisions+5)) {
		t.Errorf("%d, latest %q", len(past), past[0].Title)
	}
}

func TestFullTextStaysWhenTheFeedChanges(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	id := fetch(t, db, feed, entry("one", 1)).New[0]
	derive(t, db, 0, nil, id)
	check(t, db.SaveFullText(t.Context(), id, "<p>all of it</p>", "all of it", 900, "https://a.example/p.jpg"))
	if work, err := db.Pending(t.Context(), 1, 10, Reach{}); err != nil || len(work) != 1 || work[0].Body.Text != "all of it" {
		t.Errorf("%+v, %v", work, err)
	}
	fetch(t, db, feed, with(entry("one", 1), func(e *feeds.Entry) { e.Title = "Mended" }))
	a, err := db.Article(t.Context(), id)
	check(t, err)
	b, err := db.Body(t.Context(), id)
	check(t, err)
	if !a.FullText || a.Words != 900 || a.Title != "Mended" || a.Image != "https://a.example/p.jpg" ||
		b.Best() != "<p>all of it</p>" || b.HTML != "<p>Text of one</p>" || b.Text != "all of it" {
		t.Errorf("%+v\n%+v", a, b)
	}
	if err := db.SaveFullText(t.Context(), 99, "", "", 0, ""); err == nil {
		t.Error("an article that does not exist has a full text")
	}
}

func TestArticlesComeBackAsTheyWereStored(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	e := with(entry("one", 30), func(e *feeds.Entry) {
		e.Authors = []feeds.Author{{Name: "Thanh Hà", Email: "t@a.example"}, {Name: "李"}}
		e.Enclosures = []feeds.Enclosure{{URL: "https://a.example/1.mp3", Type: "audio/mpeg", Length: 7}}
		e.Image, e.Comments, e.Updated = "https://a.example/i.jpg", "https://a.example/c", noon
	})
	id := fetch(t, db, feed, e).New[0]
	a, err := db.Article(t.Context(), id)
	check(t, err)
	if a.GUID != e.GUID || a.Link != e.Link || a.Title != e.Title || !slices.Equal(a.Authors, e.Authors) ||
		!slices.Equal(a.Categories, e.Categories) || !slices.Equal(a.Enclosures, e.Enclosures) || a.Image != e.Image ||
		a.Comments != e.Comments || !a.Updated.Equal(e.Updated) || !a.Published.Equal(e.Published) ||
		!a.Received.Equal(noon) || a.Words != e.Words || a.Lead != e.Lead || a.Language != "en" || a.Feed != feed {
		t.Errorf("%+v", a)
	}
	if _, err := db.Article(t.Context(), 99); err != feeds.ErrNotFound {
		t.Errorf("got %v", err)
	}
	if _, err := db.Body(t.Context(), 99); err != feeds.ErrNotFound {
		t.Errorf("got %v", err)
	}
}

func TestAFetchOfARemovedFeedIsPassedOver(t *testing.T) {
	db := openNew(t)
	feed, other := addFeed(t, db, "harbour", 0), addFeed(t, db, "other", 0)
	late, fine := fetched(t, db, feed, entry("one", 1)), fetched(t, db, other, entry("two", 1))
	check(t, db.RemoveFeed(t.Context(), feed))
	saved, err := db.SaveFetches(t.Context(), []Fetched{late, fine})
	check(t, err)
	if len(saved[0].New) != 0 || len(saved[1].New) != 1 {
		t.Errorf("%v", saved)
	}
}

func TestTheFeedsOwnWordsAreStoredUnlessEmpty(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	f := fetched(t, db, feed)
	f.State = feeds.FetchState{ETag: `"7"`, LastModified: "yesterday", BodyHash: "h", Checked: noon, Changed: noon,
		Next: noon.Add(time.Hour), Why: "hourly", Status: 200, Failures: 2, Error: "e", MovedTo: "m", MovedTimes: 1}
	f.Meta = &feeds.Document{Site: "https://harbour.example/", Language: "vi"}
	_, err := db.SaveFetch(t.Context(), f)
	check(t, err)
	got, err := db.Feed(t.Context(), feed)
	check(t, err)
	if !reflect.DeepEqual(got.Fetch, f.State) || got.Title != "harbour" || got.Site != f.Meta.Site || got.Language != "vi" {
		t.Errorf("%+v", got)
	}
}
