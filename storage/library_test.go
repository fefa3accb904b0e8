package storage

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/query"
)

func counts(t *testing.T, db *DB) feeds.Counts {
	t.Helper()
	c, err := db.Counts(t.Context(), noon)
	check(t, err)
	return c
}

func TestANoteIsFoundAndComesAndGoes(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, feed, entry("one", 1), entry("two", 2)).New
	derive(t, db, 0, nil, ids[0])
	for _, id := range ids { // the second is not derived yet
		check(t, db.SetNote(t.Context(), id, "  Ask the pilot about kelp \n"))
	}
	if note, err := db.Note(t.Context(), ids[0]); err != nil || note != "Ask the pilot about kelp" {
		t.Errorf("%q, %v", note, err)
	}
	is(t, titles(t, db, feeds.Scope{Text: "kelp"}, 9), "Title one")
	derive(t, db, 0, nil, ids[1])
	is(t, titles(t, db, feeds.Scope{Text: "kelp"}, 9), "Title one", "Title two")
	is(t, titles(t, db, feeds.Scope{Text: "one kelp"}, 9), "Title one")
	if a, err := db.Article(t.Context(), ids[0]); err != nil || !a.Noted {
		t.Errorf("%+v, %v", a, err)
	}
	check(t, db.SetNote(t.Context(), ids[0], "Done"))
	check(t, db.SetNote(t.Context(), ids[0], "Done")) // is no step
	check(t, db.SetNote(t.Context(), ids[0], ""))
	is(t, titles(t, db, feeds.Scope{Text: "kelp"}, 9), "Title two")
	if a, err := db.Article(t.Context(), ids[0]); err != nil || a.Noted {
		t.Errorf("%+v, %v", a, err)
	}
	undo(t, db, "Removed the note about “Title one”")
	is(t, titles(t, db, feeds.Scope{Text: "done"}, 9), "Title one")
	undo(t, db, "Changed the note about “Title one”")
	is(t, titles(t, db, feeds.Scope{Text: "kelp"}, 9), "Title one", "Title two")
	check(t, db.DeleteArticles(t.Context(), ids[:1]))
	for _, id := range []feeds.ArticleID{ids[0], 99} {
		if err := db.SetNote(t.Context(), id, "x"); !errors.Is(err, feeds.ErrNotFound) {
			t.Errorf("article %d: %v", id, err)
		}
	}
	countsAreTrue(t, db)
}

func TestANoteThatIsStoredWhileItIsWrittenIsOneThingToUndo(t *testing.T) {
	db := openNew(t)
	ids := fetch(t, db, addFeed(t, db, "harbour", 0), entry("one", 1), entry("two", 2)).New
	note := func(want string) {
		t.Helper()
		if got, err := db.Note(t.Context(), ids[0]); err != nil || got != want {
			t.Errorf("the note is %q, want %q; %v", got, want, err)
		}
	}
	write := func(before string, texts ...string) {
		t.Helper()
		for _, text := range texts {
			check(t, db.AmendNote(t.Context(), ids[0], before, text))
		}
	}
	write("", "Ask", "Ask the", "Ask the pilot ")
	write("Ask the pilot", "Ask the pilot about", "", "Ask nobody") // another time
	note("Ask nobody")
	undo(t, db, "Changed the note about “Title one”")
	note("Ask the pilot")
	write("Ask the pilot", "Ask", "Ask the pilot") // as it was: nothing to undo
	undo(t, db, "Wrote a note about “Title one”")
	note("")
	write("", "Ask")
	check(t, db.SetNote(t.Context(), ids[1], "Something else in between"))
	write("", "Ask them")
	for _, want := range []string{"Changed the note about “Title one”", "Wrote a note about “Title two”", "Wrote a note about “Title one”"} {
		undo(t, db, want)
	}
	note("")
	countsAreTrue(t, db)
}

func TestSearchesAreKeptInTheirOrder(t *testing.T) {
	db := openNew(t)
	for _, name := range []string{"a", "b", "c", "a"} { // names need not differ
		_, err := db.SaveSearch(t.Context(), feeds.Search{Name: name, Scope: feeds.Scope{Text: "tide", Since: noon}, Position: 9})
		check(t, err)
	}
	names := func() (out []string) {
		list, err := db.Searches(t.Context())
		check(t, err)
		for i, x := range list {
			if x.Position != i {
				t.Errorf("%+v is number %d", x, i)
			}
			out = append(out, x.Name)
		}
		return out
	}
	is(t, names(), "a", "b", "c", "a")
	list, err := db.Searches(t.Context())
	check(t, err)
	x := list[2]
	if !x.Scope.Equal(feeds.Scope{Text: "tide", Since: noon}) {
		t.Errorf("%+v", x)
	}
	x.Position, x.Name, x.Scope.Topics = 0, "C", []feeds.Topic{feeds.World}
	_, err = db.SaveSearch(t.Context(), x)
	check(t, err)
	is(t, names(), "C", "a", "b", "a")
	_, err = db.SaveSearch(t.Context(), x) // is no step
	check(t, err)
	check(t, db.DeleteSearch(t.Context(), list[1].ID))
	is(t, names(), "C", "a", "a")
	undo(t, db, "Removed the search “b”")
	is(t, names(), "C", "a", "b", "a")
	undo(t, db, "Changed the search “C”")
	is(t, names(), "a", "b", "c", "a")
	undo(t, db, "Saved the search “a”")
	is(t, names(), "a", "b", "c")

	var wrong *query.Error
	if _, err := db.SaveSearch(t.Context(), feeds.Search{Scope: feeds.Scope{Text: "tide )"}}); !errors.As(err, &wrong) {
		t.Errorf("got %v", err)
	}
	if _, err := db.SaveSearch(t.Context(), feeds.Search{ID: 99, Name: "x"}); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	if err := db.DeleteSearch(t.Context(), 99); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	is(t, names(), "a", "b", "c")
}

// The count of every scope is the number of articles that its list shows.
func TestEveryScopeIsCountedAsItIsListed(t *testing.T) {
	l := newLibrary(t)
	for _, in := range l.scopes() {
		want := len(l.want(in))
		for _, most := range []int{1000, 5} {
			n, err := l.db.CountArticles(t.Context(), in, most)
			check(t, err)
			if n != min(want, most+1) {
				t.Fatalf("%+v up to %d: counted %d of %d", in, most, n, want)
			}
		}
	}
}

// Both ways to count the unread articles of a search give the same.
func TestASearchIsCountedFromEitherSide(t *testing.T) {
	l := newLibrary(t)
	check(t, l.db.read(t.Context(), func(s *session) error {
		for _, in := range l.scopes() {
			if in.Text == "" || !in.UnreadOnly {
				continue
			}
			p, err := l.db.plan(t.Context(), s, in)
			if err != nil || p.match == "" || p.none {
				continue
			}
			unread, err := s.unread(t.Context(), p.feeds)
			check(t, err)
			n, err := s.amountOfUnread(t.Context(), p, unread, 1000)
			check(t, err)
			m, err := s.amountOfWords(t.Context(), p, 1000)
			check(t, err)
			if want := len(l.want(in)); n != want || m != want {
				t.Errorf("%+v: %d and %d of %d", in, n, m, want)
			}
		}
		return nil
	}))
}

func TestSearchesTellHowMuchIsUnread(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, feed, entry("one", 1), entry("two", 2), entry("three", 3)).New
	derive(t, db, 0, nil, ids...)
	all, err := db.SaveSearch(t.Context(), feeds.Search{Name: "all", Scope: feeds.Scope{Text: "title"}})
	check(t, err)
	two, err := db.SaveSearch(t.Context(), feeds.Search{Name: "two", Scope: feeds.Scope{Text: "two"}})
	check(t, err)
	broken, err := db.SaveSearch(t.Context(), feeds.Search{Name: "broken", Scope: feeds.Scope{Text: "x"}})
	check(t, err)
	later, err := db.SaveSearch(t.Context(), feeds.Search{Name: "later version"})
	check(t, err)
	check(t, db.write(t.Context(), func(s *session) error {
		return errors.Join(s.exec(`UPDATE searches SET scope = '{"text":"tide )"}' WHERE id = ?`, broken),
			s.exec(`UPDATE searches SET scope = '[1]' WHERE id = ?`, later))
	}))
	yes := true
	check(t, db.SetStatus(t.Context(), ids[1:2], Change{Read: &yes}))
	n, err := db.SearchCounts(t.Context(), 1)
	check(t, err)
	if fmt.Sprint(n) != fmt.Sprint(map[feeds.SearchID]int{all: 1, two: 0, broken: 0}) {
		t.Errorf("%v", n)
	}
}

func TestRulesAreAppliedInOrderToWhatArrives(t *testing.T) {
	db := openNew(t)
	harbour := addFeed(t, db, "harbour", 0)
	old := fetch(t, db, harbour, entry("kelp 1", 60)).New
	derive(t, db, 0, nil, old...)
	for _, r := range []feeds.Rule{
		{Name: "kelp", Scope: feeds.Scope{Text: "kelp"}, Do: feeds.AddStar},
		{Name: "read kelp", Scope: feeds.Scope{StarredOnly: true}, Do: feeds.MarkRead},
		{Name: "no sport", Scope: feeds.Scope{Topics: []feeds.Topic{feeds.Sport}, UnreadOnly: true}, Do: feeds.Discard},
		{Name: "paused", Scope: feeds.Scope{}, Do: feeds.Discard, Paused: true},
		{Name: "later", Scope: feeds.Scope{Text: `"lead of" (squid OR from:other)`}, Do: feeds.AddLater},
	} {
		_, n, err := db.SaveRule(t.Context(), r, false)
		check(t, err)
		if n != 0 {
			t.Errorf("%s changed %d", r.Name, n)
		}
	}
	check(t, db.write(t.Context(), func(s *session) error { // of a version that knows more, or less
		return s.exec(`INSERT INTO rules (position, name, scope, does) VALUES (-1, 'a', '{"text":"tide )"}', 'delete'), (-1, 'b', '[1]', 'delete'), (-1, 'c', '{}', 'burn')`)
	}))
	other := addFeed(t, db, "other", 0) // rules hold for new feeds too
	ids := append(fetch(t, db, harbour, entry("kelp 2", 5), entry("kelp 3", 4)).New,
		fetch(t, db, other, entry("squid", 3), entry("match", 2)).New...)
	derive(t, db, 0, []feeds.Topic{feeds.Sport}, ids[0], ids[2], ids[3])
	derive(t, db, 0, []feeds.Topic{feeds.World}, ids[1])

	is(t, titles(t, db, feeds.Scope{StarredOnly: true}, 9), "Title kelp 3", "Title kelp 2")
	is(t, titles(t, db, feeds.Scope{UnreadOnly: true}, 9), "Title kelp 1")
	is(t, titles(t, db, feeds.Scope{LaterOnly: true}, 9))
	is(t, titles(t, db, feeds.Scope{Bin: true}, 9), "Title squid", "Title match")
	derive(t, db, 0, []feeds.Topic{feeds.Sport}, old...) // not for the first time
	is(t, titles(t, db, feeds.Scope{UnreadOnly: true}, 9), "Title kelp 1")
	countsAreTrue(t, db)
}

func TestARuleIsAppliedToWhatIsStoredInOneStep(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, feed, entry("kelp 1", 1), entry("kelp 2", 2), entry("squid", 3)).New
	derive(t, db, 0, nil, ids...)
	before := dump(t, db)
	for do, want := range map[feeds.Action]feeds.Scope{
		feeds.MarkRead: {Text: "is:read"}, feeds.AddStar: {StarredOnly: true}, feeds.AddLater: {LaterOnly: true}, feeds.Discard: {Bin: true},
	} {
		r := feeds.Rule{Name: "kelp", Scope: feeds.Scope{Text: "kelp"}, Do: do, Paused: true}
		id, n, err := db.SaveRule(t.Context(), r, true)
		check(t, err)
		if n != 0 {
			t.Errorf("a paused rule changed %d", n)
		}
		r.ID, r.Paused = id, false
		_, n, err = db.SaveRule(t.Context(), r, true)
		check(t, err)
		if got := titles(t, db, want, 9); n != 2 || len(got) != 2 {
			t.Errorf("%s: %d, %v", do, n, got)
		}
		countsAreTrue(t, db)
		undo(t, db, "Changed the rule “kelp” and applied it to 2 articles")
		undo(t, db, "Made the rule “kelp”")
		if got := dump(t, db); got != before {
			t.Errorf("%s: %s", do, difference(before, got))
		}
	}
	var wrong *query.Error
	if _, _, err := db.SaveRule(t.Context(), feeds.Rule{Scope: feeds.Scope{Text: "tide )"}, Do: feeds.MarkRead}, false); !errors.As(err, &wrong) {
		t.Errorf("got %v", err)
	}
	if _, _, err := db.SaveRule(t.Context(), feeds.Rule{Do: "burn"}, true); !errors.Is(err, ErrAction) {
		t.Errorf("got %v", err)
	}
	if _, _, err := db.SaveRule(t.Context(), feeds.Rule{ID: 9, Do: feeds.MarkRead}, true); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

func TestTheBinListsTheLatestDeletedFirst(t *testing.T) {
	db := openNew(t)
	now := noon
	db.now = func() time.Time { return now }
	feed, other := addFeed(t, db, "harbour", 0), addFeed(t, db, "other", 0)
	var ids []feeds.ArticleID
	for i := range 7 {
		ids = append(ids, fetch(t, db, feed, entry(fmt.Sprint(i), i)).New...)
	}
	derive(t, db, feeds.StoryID(ids[0]), []feeds.Topic{feeds.World}, ids[:4]...)
	gone := fetch(t, db, other, entry("gone", 1)).New
	yes := true
	check(t, db.SetStatus(t.Context(), ids[3:4], Change{Read: &yes, Starred: &yes}))
	check(t, db.SetNote(t.Context(), ids[2], "mine"))
	for _, list := range [][]feeds.ArticleID{{ids[1], ids[5]}, {ids[6], ids[3]}, {ids[2]}} {
		now = now.Add(time.Minute)
		check(t, db.DeleteArticles(t.Context(), list))
	}
	check(t, db.RemoveFeed(t.Context(), other)) // what went with its feed is not listed
	want := []string{"Title 2", "Title 6", "Title 3", "Title 5", "Title 1"}
	for _, limit := range []int{1, 2, 9} {
		is(t, titles(t, db, feeds.Scope{Bin: true}, limit), want...)
	}
	slices.Reverse(want)
	is(t, titles(t, db, feeds.Scope{Bin: true, Order: feeds.Oldest}, 2), want...)
	is(t, titles(t, db, feeds.Scope{Bin: true, Feed: other}, 9))
	is(t, titles(t, db, feeds.Scope{Bin: true, StarredOnly: true}, 9), "Title 3")
	is(t, titles(t, db, feeds.Scope{Bin: true, Text: "title is:unread", Order: feeds.Relevance}, 9), "Title 2", "Title 1")
	if n, err := db.CountArticles(t.Context(), feeds.Scope{Bin: true}, 9); err != nil || n != 5 {
		t.Errorf("%d, %v", n, err)
	}
	if n, err := db.MarkAllRead(t.Context(), feeds.Scope{Bin: true}, 0); err != nil || n != 0 {
		t.Errorf("%d were marked, %v", n, err)
	}
	a, err := db.Article(t.Context(), ids[3])
	check(t, err)
	if a.Title != "Title 3" || !a.Status.Starred || a.Sources != 1 || len(a.Topics) != 1 || !a.Deleted.Equal(noon.Add(2*time.Minute)) {
		t.Errorf("%+v", a)
	}
	if b, err := db.Body(t.Context(), ids[3]); err != nil || b.Text != "Text of Title 3" {
		t.Errorf("%+v, %v", b, err)
	}
	list, err := db.ArticlesByID(t.Context(), []feeds.ArticleID{ids[3], ids[0], 99, gone[0], ids[2]})
	check(t, err)
	if len(list) != 4 || list[0].ID != ids[3] || list[1].ID != ids[0] || !list[1].Deleted.IsZero() || list[3].ID != ids[2] || !list[3].Noted {
		t.Errorf("%+v", list)
	}
	if c := counts(t, db); c.Bin != 5 || c.Total != 2 {
		t.Errorf("%+v", c)
	}
	check(t, db.RestoreArticles(t.Context(), []feeds.ArticleID{ids[3], ids[2], ids[1], 99, ids[0]}))
	is(t, titles(t, db, feeds.Scope{Bin: true}, 9), "Title 6", "Title 5")
	is(t, titles(t, db, feeds.Scope{Text: "mine"}, 9), "Title 2")
	undo(t, db, "Restored 3 articles")
	slices.Reverse(want)
	is(t, titles(t, db, feeds.Scope{Bin: true}, 9), want...)
	countsAreTrue(t, db)
}

func TestTheBinIsEmptiedForGood(t *testing.T) {
	db := openNew(t)
	feed, other := addFeed(t, db, "harbour", 0), addFeed(t, db, "other", 0)
	ids := fetch(t, db, feed, entry("one", 1), entry("two", 2)).New
	fetch(t, db, other, entry("three", 3))
	derive(t, db, 0, nil, ids...)
	check(t, db.SetNote(t.Context(), ids[0], "mine"))
	check(t, db.DeleteArticles(t.Context(), ids[:1]))
	check(t, db.RemoveFeed(t.Context(), other))
	check(t, db.DeleteArticles(t.Context(), ids[1:]))
	check(t, db.RestoreArticles(t.Context(), ids[1:]))
	n, err := db.ClearBin(t.Context())
	check(t, err)
	if n != 1 {
		t.Errorf("%d destroyed", n)
	}
	if _, err := db.Article(t.Context(), ids[0]); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	if note, err := db.Note(t.Context(), ids[0]); err != nil || note != "" {
		t.Errorf("%q, %v", note, err)
	}
	undo(t, db, "Restored 1 article")
	undo(t, db, "Deleted 1 article")
	undo(t, db, "Unsubscribed from “other”") // what went with a feed was not in the bin
	is(t, titles(t, db, feeds.Scope{}, 9), "Title two", "Title three")
	if _, err := db.Undo(t.Context()); !errors.Is(err, ErrGone) {
		t.Errorf("the note of what was destroyed: %v", err)
	}
	undo(t, db, "Subscribed to “other”")
	countsAreTrue(t, db)
	check(t, db.Check(t.Context()))
}

// A page that has another article every month under one address, the first of
// which was deleted, is not silent for ever.
func TestALaterArticleAtTheAddressOfADestroyedOneIsNew(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	column := entry("column", 60*24*40)
	check(t, db.DeleteArticles(t.Context(), fetch(t, db, feed, column).New))
	_, err := db.ClearBin(t.Context())
	check(t, err)
	again := with(column, func(e *feeds.Entry) { e.GUID, e.Title = "v2", "Mended" })
	next := with(column, func(e *feeds.Entry) { e.GUID, e.Title, e.Published = "next month", "Next", noon })
	for _, test := range []struct {
		entry feeds.Entry
		want  Kind
	}{{again, Deleted}, {next, New}} {
		matches, err := db.Known(t.Context(), feed, []feeds.Entry{test.entry})
		check(t, err)
		if matches[0].Kind != test.want {
			t.Errorf("%s: %v, want %v", test.entry.Title, matches[0].Kind, test.want)
		}
	}
}

func TestWhatIsMarkedStaysWhenItsFeedGoes(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, feed, entry("plain", 1), entry("starred", 2), entry("noted", 3), entry("later", 4)).New
	derive(t, db, 0, []feeds.Topic{feeds.World}, ids...)
	yes, no := true, false
	check(t, db.SetStatus(t.Context(), ids[1:2], Change{Starred: &yes}))
	check(t, db.SetNote(t.Context(), ids[2], "mine"))
	check(t, db.SetStatus(t.Context(), ids[3:], Change{Later: &yes}))
	check(t, db.RemoveFeed(t.Context(), feed))
	kept := []string{"Title starred", "Title noted", "Title later"}
	is(t, titles(t, db, feeds.Scope{KeptOnly: true}, 2), kept...)
	is(t, titles(t, db, feeds.Scope{KeptOnly: true, LaterOnly: true}, 2), "Title later")
	is(t, titles(t, db, feeds.Scope{KeptOnly: true, Text: "starred"}, 2), "Title starred")
	is(t, titles(t, db, feeds.Scope{KeptOnly: true, Topics: []feeds.Topic{feeds.Sport}}, 2))
	is(t, titles(t, db, feeds.Scope{}, 9), kept...)
	is(t, titles(t, db, feeds.Scope{Bin: true}, 9))
	a, err := db.Article(t.Context(), ids[2])
	check(t, err)
	f, err := db.Feed(t.Context(), a.Feed)
	if c := counts(t, db); err != nil || !a.Kept || f.Name() != "harbour" || c.Kept != 3 || c.Bin != 0 {
		t.Errorf("%+v, %+v, %+v, %v", a, f, c, err)
	}
	countsAreTrue(t, db)

	check(t, db.SetStatus(t.Context(), ids[1:2], Change{Starred: &no})) // it stays, because nobody deleted it
	check(t, db.DeleteArticles(t.Context(), ids[3:]))
	is(t, titles(t, db, feeds.Scope{KeptOnly: true}, 2), kept[:2]...)
	check(t, db.RestoreArticles(t.Context(), ids[3:]))
	before := dump(t, db)
	addFeed(t, db, "harbour", 0)
	is(t, titles(t, db, feeds.Scope{KeptOnly: true}, 2))
	is(t, titles(t, db, feeds.Scope{Feed: feed}, 9), append([]string{"Title plain"}, kept...)...)
	countsAreTrue(t, db)
	undo(t, db, "Subscribed to “harbour”")
	if got := dump(t, db); got != before {
		t.Error(difference(before, got))
	}
}

func TestLimitsTakeTheOldestAndSpareWhatIsWanted(t *testing.T) {
	db := openNew(t)
	outer, err := db.AddFolder(t.Context(), 0, "Asia")
	check(t, err)
	inner, err := db.AddFolder(t.Context(), outer, "Ports")
	check(t, err)
	const day = 60 * 24
	a, b, c := addFeed(t, db, "a", inner), addFeed(t, db, "b", outer), addFeed(t, db, "c", 0)
	yes := true
	for i, feed := range []feeds.FeedID{a, b, c} {
		var entries []feeds.Entry
		for j := range 10 { // one a day, the last of them is 9 days old
			entries = append(entries, entry(fmt.Sprintf("%c%d", 'a'+i, j), j*day+1))
		}
		ids := fetch(t, db, feed, entries...).New
		check(t, db.SetStatus(t.Context(), ids[:9], Change{Read: &yes})) // the oldest is unread
		check(t, db.SetStatus(t.Context(), ids[8:9], Change{Starred: &yes}))
		check(t, db.SetStatus(t.Context(), ids[7:8], Change{Later: &yes}))
		check(t, db.SetNote(t.Context(), ids[6], "mine"))
	}
	none := feeds.Keep{}
	all := feeds.Keep{Days: feeds.KeepAll, Articles: feeds.KeepAll}
	for name, test := range map[string]struct {
		general, outer, inner, feed feeds.Keep // feed: of a
		want                        map[feeds.FeedID]int
	}{
		"no limits":                      {none, none, none, none, nil},
		"days for all":                   {feeds.Keep{Days: 4}, none, none, none, map[feeds.FeedID]int{a: 2, b: 2, c: 2}},
		"a number for all":               {feeds.Keep{Articles: 3}, none, none, none, map[feeds.FeedID]int{a: 3, b: 3, c: 3}},
		"the harder of both":             {feeds.Keep{Articles: 5, Days: 4}, none, none, none, map[feeds.FeedID]int{a: 2, b: 2, c: 2}},
		"the folder instead":             {feeds.Keep{Days: 4}, feeds.Keep{Days: 2}, none, none, map[feeds.FeedID]int{a: 4, b: 4, c: 2}},
		"the nearest folder":             {feeds.Keep{Days: 4}, feeds.Keep{Days: 2}, feeds.Keep{Days: 5}, none, map[feeds.FeedID]int{a: 1, b: 4, c: 2}},
		"the feed itself":                {none, feeds.Keep{Days: 2}, none, feeds.Keep{Articles: 1}, map[feeds.FeedID]int{a: 5, b: 4}},
		"a folder that keeps all":        {feeds.Keep{Days: 1}, all, none, none, map[feeds.FeedID]int{c: 5}},
		"a feed that keeps all":          {feeds.Keep{Days: 1}, none, none, all, map[feeds.FeedID]int{b: 5, c: 5}},
		"a feed that keeps all its days": {feeds.Keep{Days: 1, Articles: 4}, none, none, feeds.Keep{Days: -7}, map[feeds.FeedID]int{a: 2, b: 5, c: 5}},
		"more than there is":             {feeds.Keep{Days: 400, Articles: 400}, none, none, none, nil},
	} {
		t.Run(name, func(t *testing.T) {
			before := dump(t, db)
			check(t, db.SetKeep(t.Context(), test.general))
			check(t, db.SetFolderKeep(t.Context(), outer, test.outer))
			check(t, db.SetFolderKeep(t.Context(), inner, test.inner))
			check(t, db.SetFeedKeep(t.Context(), a, test.feed))
			preview, err := db.TidyPreview(t.Context(), nil)
			check(t, err)
			got := map[feeds.FeedID]int{}
			for _, o := range preview.Feeds {
				got[o.Feed.ID] = o.Articles
				if o.Oldest.After(o.Newest) || o.Newest.After(noon.Add(-24*time.Hour)) || o.Oldest.Before(noon.Add(-6*24*time.Hour)) {
					t.Errorf("%+v", o)
				}
			}
			sum := 0
			for _, n := range test.want {
				sum += n
			}
			if fmt.Sprint(got) != fmt.Sprint(test.want) || preview.Articles != sum {
				t.Errorf("%v, want %v; in all %d", got, test.want, preview.Articles)
			}
			n, err := db.Tidy(t.Context())
			check(t, err)
			again, err := db.Tidy(t.Context())
			check(t, err)
			if list := titles(t, db, feeds.Scope{Bin: true}, 4); n != sum || len(list) != sum || again != 0 {
				t.Errorf("took %d, then %d; in the bin are %v", n, again, list)
			}
			countsAreTrue(t, db)
			page, err := db.Articles(t.Context(), feeds.Scope{Bin: true}, feeds.Cursor{}, 100)
			check(t, err)
			var ids []feeds.ArticleID
			for _, x := range page.Articles {
				ids = append(ids, x.ID)
			}
			check(t, db.RestoreArticles(t.Context(), ids))
			for history, err := db.History(t.Context(), 1); history[0].What != "Wrote a note about “Title c6”"; history, err = db.History(t.Context(), 1) {
				check(t, err)
				_, err := db.Undo(t.Context())
				check(t, err)
				if history[0].What[:8] == "Restored" { // Undo tidies again; here it is to be as before
					check(t, db.RestoreArticles(t.Context(), ids))
					check(t, db.write(t.Context(), func(s *session) error { return s.exec("DELETE FROM journal WHERE what LIKE 'Restored%'") }))
				}
			}
			if got := dump(t, db); got != before {
				t.Error(difference(before, got))
			}
		})
	}
}

func TestAPreviewTellsWhatAChangedLimitWouldTake(t *testing.T) {
	db := openNew(t)
	folder, err := db.AddFolder(t.Context(), 0, "Asia")
	check(t, err)
	a, b := addFeed(t, db, "a", folder), addFeed(t, db, "b", 0)
	yes := true
	for i, feed := range []feeds.FeedID{a, b} {
		var entries []feeds.Entry
		for j := range 5 {
			entries = append(entries, entry(fmt.Sprint(i, j), j))
		}
		check(t, db.SetStatus(t.Context(), fetch(t, db, feed, entries...).New, Change{Read: &yes}))
	}
	two := feeds.Keep{Articles: 2}
	for _, test := range []struct {
		change *Limit
		want   int
	}{
		{nil, 0}, {&Limit{Keep: two}, 6}, {&Limit{Feed: a, Keep: two}, 3}, {&Limit{Folder: folder, Keep: two}, 3}, {&Limit{Folder: 99, Keep: two}, 0},
	} {
		p, err := db.TidyPreview(t.Context(), test.change)
		check(t, err)
		if p.Articles != test.want {
			t.Errorf("%+v: %d, want %d", test.change, p.Articles, test.want)
		}
	}
	if n, err := db.Tidy(t.Context()); err != nil || n != 0 {
		t.Errorf("a preview changed the limits: %d, %v", n, err)
	}
}

// What a limit took away stays away, whatever its feed says.
func TestWhatWasTidiedAwayStaysAway(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	entries := []feeds.Entry{entry("one", 60*24*9), entry("two", 1)}
	yes := true
	check(t, db.SetStatus(t.Context(), fetch(t, db, feed, entries...).New, Change{Read: &yes}))
	check(t, db.SetKeep(t.Context(), feeds.Keep{Days: 3}))
	for _, look := range []func() (int, error){
		func() (int, error) { return db.Tidy(t.Context()) },
		func() (int, error) { return db.ClearBin(t.Context()) },
	} {
		n, err := look()
		check(t, err)
		if n != 1 {
			t.Errorf("%d articles", n)
		}
		for _, e := range []feeds.Entry{entries[0], with(entries[0], func(e *feeds.Entry) { e.Content = "Mended" }),
			with(entries[0], func(e *feeds.Entry) { e.GUID = "v2" })} {
			if saved := fetch(t, db, feed, e, entries[1]); len(saved.New)+len(saved.Changed) != 0 {
				t.Errorf("%+v came back", saved)
			}
		}
		is(t, titles(t, db, feeds.Scope{}, 9), "Title two")
	}
}

func TestFrequentNamesComeFirst(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	by := func(name string, authors ...string) feeds.Entry {
		return with(entry(name, 1), func(e *feeds.Entry) {
			e.Authors, e.Language = nil, authors[0][:2]
			for _, a := range authors {
				e.Authors = append(e.Authors, feeds.Author{Name: a})
			}
		})
	}
	fetch(t, db, feed, by("1", "vi Ha"), by("2", "en Ada", "vi Ha"), by("3", "en Bo", " "), by("4", "en Ada"), by("5", "vi Ha"))
	authors, languages, err := db.Frequent(t.Context())
	check(t, err)
	is(t, authors, "vi Ha", "en Ada", "en Bo")
	is(t, languages, "en", "vi")
}
