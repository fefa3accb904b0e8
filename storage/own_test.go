package storage

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

func TestFiftyOwnTopicsAreEnough(t *testing.T) {
	db := openNew(t)
	var last feeds.OwnTopicID
	for i := range maxOwn {
		id, err := db.SaveOwnTopic(t.Context(), feeds.OwnTopic{Name: fmt.Sprint("topic ", i)}, nil)
		check(t, err)
		last = id
	}
	if _, err := db.SaveOwnTopic(t.Context(), feeds.OwnTopic{Name: "one more"}, nil); !errors.Is(err, ErrTooManyTopics) {
		t.Error(err)
	}
	check(t, db.DeleteOwnTopic(t.Context(), last-7))
	if _, err := db.SaveOwnTopic(t.Context(), feeds.OwnTopic{Name: "one more"}, nil); err != nil {
		t.Error(err)
	}
}

// A bit that another topic had brings none of its articles along.
func TestABitIsUsedAgainWithoutItsArticles(t *testing.T) {
	db, ids, _ := newShelf(t)
	first, err := db.SaveOwnTopic(t.Context(), feeds.OwnTopic{Name: "First"}, ids[:3])
	check(t, err)
	check(t, db.DeleteArticles(t.Context(), ids[:1]))
	check(t, db.DeleteOwnTopic(t.Context(), first))
	_, err = db.SaveOwnTopic(t.Context(), feeds.OwnTopic{Name: "Second"}, ids[3:])
	check(t, err)
	check(t, db.RestoreArticles(t.Context(), ids[:1]))
	is(t, titles(t, db, feeds.Scope{Topics: []feeds.Topic{"Second"}}, 9), "Title four")
	is(t, titles(t, db, feeds.Scope{Topics: []feeds.Topic{"First"}}, 9))
}

// Lists of own topics walk indexes as those of the built-in ones do.
func TestListsOfOwnTopicsWalkAnIndex(t *testing.T) {
	l := newLibrary(t)
	_, err := l.db.SaveOwnTopic(t.Context(), feeds.OwnTopic{Name: "Own"}, []feeds.ArticleID{l.articles[3].ID, l.articles[9].ID})
	check(t, err)
	for _, in := range []feeds.Scope{{}, {Feed: l.feeds[2]}, {Folder: l.folder}} {
		in.Topics = []feeds.Topic{"Own"}
		lines := strings.Join(l.explain(t, in), "\n")
		if !strings.Contains(lines, "INDEX articles_topic_") || strings.Contains(lines, "TEMP B-TREE") {
			t.Errorf("%+v: %s", in, lines)
		}
	}
}

func TestRenamingRenamesWhereverATopicIsAskedFor(t *testing.T) {
	db, ids, _ := newShelf(t)
	id, err := db.SaveOwnTopic(t.Context(), feeds.OwnTopic{Name: "Rail"}, ids[:1])
	check(t, err)
	in := feeds.Scope{Topics: []feeds.Topic{"Rail", feeds.Sport}, Text: "-topic:rail"}
	_, err = db.SaveSearch(t.Context(), feeds.Search{Name: "s", Scope: in})
	check(t, err)
	_, _, err = db.SaveRule(t.Context(), feeds.Rule{Name: "r", Scope: in, Do: feeds.AddStar}, false)
	check(t, err)
	_, _, err = db.SaveMute(t.Context(), feeds.Mute{Name: "m", Scope: in, Unless: "topic:rail"})
	check(t, err)
	before := dump(t, db)
	_, err = db.SaveOwnTopic(t.Context(), feeds.OwnTopic{ID: id, Name: "Night trains"}, nil)
	check(t, err)
	want := feeds.Scope{Topics: []feeds.Topic{"Night trains", feeds.Sport}, Text: `-topic:"Night trains"`}
	searches, err := db.Searches(t.Context())
	check(t, err)
	rules, err := db.Rules(t.Context())
	check(t, err)
	mutes, err := db.Mutes(t.Context())
	check(t, err)
	for _, got := range []feeds.Scope{searches[0].Scope, rules[0].Scope, mutes[0].Scope} {
		if !got.Equal(want) {
			t.Errorf("%+v", got)
		}
	}
	if mutes[0].Unless != `topic:"Night trains"` {
		t.Error(mutes[0].Unless)
	}
	undo(t, db, "Renamed the topic “Rail” to “Night trains”")
	if got := dump(t, db); got != before {
		t.Error(difference(before, got))
	}
}

// What the reader said about topics and stories is in a file that was rebuilt, and the
// lists of own topics walk their indexes there.
func TestARebuiltFileKeepsWhatTheReaderSaid(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tidings.db")
	db := openFile(t, path)
	feed := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, feed, entry("one", 1), entry("two", 2), entry("three", 3)).New
	derive(t, db, feeds.StoryID(ids[0]), []feeds.Topic{feeds.Sport}, ids...)
	_, err := db.SaveOwnTopic(t.Context(), feeds.OwnTopic{Name: "Own", Spellings: []string{"own"}, Examples: ids[:1]}, ids[:2])
	check(t, err)
	check(t, db.CorrectTopics(t.Context(), ids[2], []feeds.Topic{feeds.World, "Own"}))
	_, _, err = db.SaveMute(t.Context(), feeds.Mute{Name: "m", Scope: feeds.Scope{Text: "title:one"}})
	check(t, err)
	check(t, db.Follow(t.Context(), feeds.StoryID(ids[0])))
	check(t, db.CorrectStories(t.Context(), "Said", []feeds.StoryCorrection{{ID: 1, Kind: feeds.Apart, A: ids[0], B: ids[1]}}, nil,
		[]Moved{{Article: ids[1], Story: feeds.StoryID(ids[1])}}))
	check(t, db.NoteOpened(t.Context(), ids[1]))
	before := dump(t, db)
	_, err = db.Mend(t.Context(), errors.New("to see"))
	check(t, err)
	unindexed := func(s string) string { // only the search index is made anew
		return strings.Join(slices.DeleteFunc(strings.Split(s, "\n"), func(l string) bool { return strings.HasPrefix(l, "counter unindexed") }), "\n")
	}
	if got := dump(t, db); unindexed(got) != unindexed(before) {
		t.Error(difference(before, got))
	}
	countsAreTrue(t, db)
	is(t, titles(t, db, feeds.Scope{Topics: []feeds.Topic{"Own"}}, 9), "Title two", "Title three")
	if list, err := db.Openings(t.Context(), noon.Add(-time.Hour), 9); err != nil || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	}
	if f, err := db.Followed(t.Context()); err != nil || len(f) != 1 {
		t.Errorf("%v, %v", f, err)
	}
}

// Feeds of one publisher are one voice, and so is a text that several have.
func TestAStoryCountsIndependentSources(t *testing.T) {
	db := openNew(t)
	db.publisher = func(f feeds.Feed) string { return strings.SplitN(f.Title, " ", 2)[0] }
	var ids []feeds.ArticleID
	for i, name := range []string{"harbour news", "harbour sport", "delta", "gull", "lantern"} {
		feed, err := db.AddFeed(t.Context(), feeds.Feed{URL: fmt.Sprint("https://", i, ".example/feed"), Title: name})
		check(t, err)
		ids = append(ids, fetch(t, db, feed, entry(fmt.Sprint(i), i)).New...)
	}
	var list []feeds.Derived
	for i, id := range ids {
		d := feeds.Derived{Article: id, Version: 1, Story: feeds.StoryID(ids[0])}
		if i == 3 { // gull has the text of delta
			d.CopyOf = ids[2]
		}
		list = append(list, d)
	}
	check(t, db.SaveDerived(t.Context(), list))
	independent := func(want int) {
		t.Helper()
		st, _, err := db.Story(t.Context(), feeds.StoryID(ids[0]))
		if err != nil || st.Independent != want {
			t.Errorf("%+v, %v", st, err)
		}
		countsAreTrue(t, db)
	}
	independent(3) // harbour, delta, lantern
	check(t, db.DeleteArticles(t.Context(), ids[2:3]))
	independent(3) // the text is gull's now
	check(t, db.RestoreArticles(t.Context(), ids[2:3]))
	independent(3)
	f, err := db.Feed(t.Context(), 5)
	check(t, err)
	f.Title = "delta weekly"
	check(t, db.UpdateFeed(t.Context(), f))
	independent(2)
	f.Title = "lantern"
	check(t, db.UpdateFeed(t.Context(), f))
	independent(3)
}
