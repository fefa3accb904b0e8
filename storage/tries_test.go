package storage

import (
	"path/filepath"
	"testing"
	"time"

	"tidings/feeds"
)

// asked stores a try of a feed that brought nothing new.
func asked(t testing.TB, db *DB, feed feeds.FeedID, at time.Time, status int, class string) {
	t.Helper()
	_, err := db.SaveFetch(t.Context(), Fetched{Feed: feed, Received: at,
		Try: feeds.Try{At: at, Status: status, Class: class, Took: 80 * time.Millisecond}})
	check(t, err)
}

func TestTriesWithTheSameResultInARowAreOne(t *testing.T) {
	db := openNew(t)
	feed, other := addFeed(t, db, "harbour", 0), addFeed(t, db, "river", 0)
	for i, status := range []int{200, 304, 304, 304, 503, 503, 304} {
		class := ""
		if status == 503 {
			class = "status"
		}
		asked(t, db, feed, noon.Add(time.Duration(i)*time.Hour), status, class)
		asked(t, db, other, noon, 404, "status")
	}
	list, err := db.Tries(t.Context(), feed, 10)
	check(t, err)
	want := []feeds.Try{
		{Status: 304, Times: 1, First: noon.Add(6 * time.Hour), At: noon.Add(6 * time.Hour)},
		{Status: 503, Times: 2, First: noon.Add(4 * time.Hour), At: noon.Add(5 * time.Hour), Class: "status"},
		{Status: 304, Times: 3, First: noon.Add(1 * time.Hour), At: noon.Add(3 * time.Hour)},
		{Status: 200, Times: 1, First: noon, At: noon},
	}
	if len(list) != len(want) {
		t.Fatalf("%+v", list)
	}
	for i, w := range want {
		w.Feed, w.Took = feed, 80*time.Millisecond
		if list[i] != w {
			t.Errorf("%d: %+v, want %+v", i, list[i], w)
		}
	}
}

func TestTriesThatBroughtArticlesStandAlone(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	for i := range 3 {
		f := fetched(t, db, feed, entry(string(rune('a'+i)), i))
		f.Try = feeds.Try{At: noon.Add(time.Duration(i) * time.Hour), Status: 200, Bytes: 900}
		_, err := db.SaveFetch(t.Context(), f)
		check(t, err)
	}
	list, err := db.Tries(t.Context(), feed, 10)
	check(t, err)
	if len(list) != 3 || list[0].New != 1 || list[0].Times != 1 || list[0].Bytes != 900 {
		t.Errorf("%+v", list)
	}
}

func TestOnlyTheNewestTriesOfAFeedAreKept(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	for i := range 2*keptTries + 7 {
		asked(t, db, feed, noon.Add(time.Duration(i)*time.Hour), 500+i%2, "status")
	}
	list, err := db.Tries(t.Context(), feed, 1000)
	check(t, err)
	if len(list) != keptTries || !list[0].At.Equal(noon.Add(time.Duration(2*keptTries+6)*time.Hour)) {
		t.Errorf("%d tries, the newest of %v", len(list), list[0].At)
	}
}

func TestAFeedKnowsHowItIsAskedAndWhatWasFound(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	f, err := db.Feed(t.Context(), feed)
	check(t, err)
	f.Access = feeds.Access{UserAgent: "Paper/1", Proxy: "socks5://127.0.0.1:9", HTTP1: true, Insecure: true, Secret: true}
	check(t, db.UpdateFeed(t.Context(), f))
	state := feeds.FetchState{Class: "status", Failing: noon, Size: 7000, Took: 1200 * time.Millisecond,
		Answer: []feeds.Header{{Name: "Server", Value: "harbour"}}, Dates: []time.Time{noon, noon.Add(-time.Hour)}}
	_, err = db.SaveFetch(t.Context(), Fetched{Feed: feed, State: state})
	check(t, err)
	got, err := db.Feed(t.Context(), feed)
	check(t, err)
	if got.Access != f.Access {
		t.Errorf("asked as %+v", got.Access)
	}
	s := got.Fetch
	if s.Class != state.Class || !s.Failing.Equal(noon) || s.Size != 7000 || s.Took != state.Took ||
		len(s.Answer) != 1 || s.Answer[0] != state.Answer[0] || len(s.Dates) != 2 || !s.Dates[1].Equal(state.Dates[1]) {
		t.Errorf("found %+v", s)
	}
	what, err := db.Undo(t.Context())
	check(t, err)
	if got, err = db.Feed(t.Context(), feed); err != nil || got.Access != (feeds.Access{}) {
		t.Errorf("after undoing %q: %+v, %v", what, got.Access, err)
	}
}

func TestLinksAndRightsOfAnArticleAreKept(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	e := entry("a", 1)
	e.Links = []feeds.Link{{Rel: feeds.RelChapters, URL: "https://harbour.example/1.json", Type: "application/json+chapters"}}
	e.Rights = "The harbour's own"
	saved := fetch(t, db, feed, e)
	a, err := db.Article(t.Context(), saved.New[0])
	check(t, err)
	if len(a.Links) != 1 || a.Links[0] != e.Links[0] || a.Rights != e.Rights {
		t.Errorf("%+v, %q", a.Links, a.Rights)
	}
}

// openAt is a new database whose clock the test moves.
func openAt(t testing.TB, now *time.Time) *DB {
	t.Helper()
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "tidings.db"), Options{Log: discard, Now: func() time.Time { return *now }})
	check(t, err)
	t.Cleanup(func() { check(t, db.Close()) })
	return db
}

func TestHostsThatAskToBeLeftAloneAreRememberedUntilTheyOpen(t *testing.T) {
	now := noon
	db := openAt(t, &now)
	check(t, db.SaveHost(t.Context(), feeds.Host{Name: "a.example", Closed: noon.Add(time.Hour), Why: "Busy."}))
	check(t, db.SaveHost(t.Context(), feeds.Host{Name: "b.example:81", Closed: noon.Add(3 * time.Hour)}))
	check(t, db.SaveHost(t.Context(), feeds.Host{Name: "a.example", Closed: noon.Add(2 * time.Hour), Why: "Busy."}))
	list, err := db.Hosts(t.Context())
	check(t, err)
	if len(list) != 2 || list[0] != (feeds.Host{Name: "a.example", Closed: noon.Add(2 * time.Hour), Why: "Busy."}) {
		t.Errorf("%+v", list)
	}
	now = noon.Add(150 * time.Minute)
	if list, err = db.Hosts(t.Context()); err != nil || len(list) != 1 || list[0].Name != "b.example:81" {
		t.Errorf("later: %+v, %v", list, err)
	}
}

func TestSizeAndWeeksOfAFeedAreMeasured(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	var list []feeds.Entry
	for i, ago := range []int{1, 2, 3, 8, 20, 90} {
		e := entry(string(rune('a'+i)), i)
		e.Published = noon.AddDate(0, 0, -ago)
		list = append(list, e)
	}
	fetch(t, db, feed, list...)
	weeks, err := db.Weeks(t.Context(), feed, 4)
	check(t, err)
	if len(weeks) != 4 || weeks[3] != 3 || weeks[2] != 1 || weeks[1] != 1 || weeks[0] != 0 {
		t.Errorf("weeks %v", weeks)
	}
	if n, err := db.FeedSize(t.Context(), feed); err != nil || n < 100 {
		t.Errorf("%d bytes, %v", n, err)
	}
}
