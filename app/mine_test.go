package app

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/storage"
)

// A desk stores reports of invented sources, without servers.
type desk struct {
	*testing.T
	core  *Core
	now   time.Time
	feeds map[string]feeds.FeedID
}

// deskTime is when a desk begins.
var deskTime = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{T: t, now: deskTime, feeds: map[string]feeds.FeedID{}}
	d.core = openCore(t, Config{Now: func() time.Time { return d.now }})
	return d
}

func (d *desk) check(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

// store stores a report of a source without deriving anything.
func (d *desk) store(source, title, text string, minutes int) feeds.ArticleID {
	d.Helper()
	feed := d.feeds[source]
	if feed == 0 {
		var err error
		feed, err = d.core.db.AddFeed(d.Context(), feeds.Feed{URL: "https://" + source + ".example/feed", Site: "https://www." + source + ".example", Title: source})
		d.check(err)
		d.feeds[source] = feed
	}
	e := prepare(feeds.Entry{Article: feeds.Article{GUID: source + title, Title: title, Link: "https://" + source + ".example/" + strings.ReplaceAll(title, " ", "-"),
		Published: d.now.Add(-time.Duration(minutes) * time.Minute), Language: "en"}, Content: "<p>" + text + "</p>"}, storage.Match{}, "", "en", d.now)
	saved, err := d.core.db.SaveFetch(d.Context(), storage.Fetched{Feed: feed, Received: d.now, Articles: []storage.Incoming{e}})
	d.check(err)
	return saved.New[0]
}

// report is store and derives.
func (d *desk) report(source, title, text string, minutes int) feeds.ArticleID {
	d.Helper()
	id := d.store(source, title, text, minutes)
	d.check(d.core.DeriveAll(d.Context()))
	return id
}

func (d *desk) article(id feeds.ArticleID) feeds.Article {
	d.Helper()
	a, err := d.core.Article(d.Context(), id)
	d.check(err)
	return a
}

// together reports whether articles are of one story.
func (d *desk) together(ids ...feeds.ArticleID) bool {
	d.Helper()
	for _, id := range ids {
		if d.article(id).Story != d.article(ids[0]).Story {
			return false
		}
	}
	return true
}

func (d *desk) undo() string {
	d.Helper()
	what, err := d.core.Undo(d.Context())
	d.check(err)
	d.check(d.core.DeriveAll(d.Context()))
	return what
}

// ferry is three reports of one event, by sources of their own.
func (d *desk) ferry() []feeds.ArticleID {
	return []feeds.ArticleID{
		d.report("harbour", "Ferry Aurelia runs aground off Quellport", "The ferry Aurelia ran aground on a sandbank off Quellport on Wednesday with 212 passengers aboard. Captain Ondrej Vask said nobody was hurt.", 300),
		d.report("delta", "212 passengers rescued from ferry Aurelia at Quellport", "Lifeboats took 212 passengers off the ferry Aurelia, which had run aground off Quellport. Captain Ondrej Vask praised the crews.", 240),
		d.report("gull", "Quellport: tugs fail to free grounded ferry Aurelia", "Two tugs failed to free the ferry Aurelia from a sandbank off Quellport. All 212 passengers are ashore, captain Ondrej Vask said.", 200),
	}
}

func TestAnArticleIsTakenOutOfItsStoryAndNeverComesBack(t *testing.T) {
	d := newDesk(t)
	ids := d.ferry()
	if !d.together(ids...) {
		t.Fatal("three reports of one event are not one story")
	}
	d.check(d.core.NotThisStory(t.Context(), ids[2]))
	if d.together(ids[0], ids[2]) || !d.together(ids[0], ids[1]) {
		t.Error("it was not taken out, or more was")
	}
	d.core.derive.version++ // everything is thought about again
	d.check(d.core.DeriveAll(t.Context()))
	if d.together(ids[0], ids[2]) || !d.together(ids[0], ids[1]) {
		t.Error("it came back")
	}
	if list, err := d.core.StoryCorrections(t.Context()); err != nil || len(list) != 1 || list[0].Kind != feeds.Apart {
		t.Errorf("%+v, %v", list, err)
	}
	if what := d.undo(); !strings.HasPrefix(what, "Took “Quellport: tugs") || !d.together(ids...) {
		t.Errorf("%q did not bring it back", what)
	}
	d.core.derive.version++
	d.check(d.core.DeriveAll(t.Context()))
	if !d.together(ids...) {
		t.Error("what was taken back is done again")
	}
}

func TestStoriesAreSplitAndMerged(t *testing.T) {
	d := newDesk(t)
	ids := d.ferry()
	story := d.article(ids[0]).Story
	fresh, err := d.core.SplitStory(t.Context(), story, ids[1:])
	d.check(err)
	if fresh == story || !d.together(ids[1], ids[2]) || d.together(ids[0], ids[1]) || d.article(ids[1]).Story != fresh {
		t.Errorf("story %d, split from %d", fresh, story)
	}
	merged, err := d.core.MergeStories(t.Context(), story, fresh)
	d.check(err)
	if !d.together(ids...) || d.article(ids[0]).Story != merged {
		t.Error("they are not together again")
	}
	d.undo()
	if d.together(ids[0], ids[1]) {
		t.Error("the merge was not taken back")
	}
	d.undo()
	if !d.together(ids...) {
		t.Error("the split was not taken back")
	}
}

func TestFeedsThatAreKeptApartAreNeverInOneStory(t *testing.T) {
	d := newDesk(t)
	d.report("harbour", "Weather today", "Sunny.", 900)
	d.report("delta", "Recipes of the week", "Soup.", 800)
	d.check(d.core.NeverJoin(t.Context(), d.feeds["harbour"], d.feeds["delta"]))
	ids := d.ferry()
	if d.together(ids[0], ids[1]) {
		t.Error("they are in one story")
	}
	list, err := d.core.StoryCorrections(t.Context())
	d.check(err)
	d.check(d.core.DropStoryCorrection(t.Context(), list[0].ID))
	if !d.together(ids...) {
		t.Error("they are still apart")
	}
	if what := d.undo(); what != "Took back what was said about a story" || d.together(ids[0], ids[1]) {
		t.Errorf("%q is not taken back", what)
	}
}

func TestAnArticleAloneCannotBeTakenOut(t *testing.T) {
	d := newDesk(t)
	id := d.report("harbour", "A quiet day", "Nothing happened in the harbour.", 10)
	if err := d.core.NotThisStory(t.Context(), id); Explain(err) != "This article is alone in its story." {
		t.Error(err)
	}
	if _, err := d.core.SplitStory(t.Context(), d.article(id).Story, []feeds.ArticleID{id}); Explain(err) != Explain(ErrWhole) {
		t.Error(err)
	}
}

func topicsOf(a feeds.Article) (out []feeds.Topic) {
	for _, t := range a.Topics {
		out = append(out, t.Topic)
	}
	return out
}

func TestAnOwnTopicHoldsWhatIsStoredAndWhatArrives(t *testing.T) {
	d := newDesk(t)
	ids := d.ferry()
	other := d.report("harbour", "Council votes on parking", "The council voted on parking fees.", 100)
	o := feeds.OwnTopic{Name: "The Aurelia", Spellings: []string{"Aurelia", "  "}}
	tried, err := d.core.TryOwnTopic(t.Context(), o, 2)
	d.check(err)
	if len(tried) != 2 || tried[0].ID != ids[2] || tried[1].ID != ids[1] {
		t.Errorf("%v", tried)
	}
	id, err := d.core.SaveOwnTopic(t.Context(), o)
	d.check(err)
	late := d.report("lantern", "Aurelia afloat again", "The ferry is afloat.", 5)
	in := feeds.Scope{Topics: []feeds.Topic{"The Aurelia"}}
	if got := listed(t, d.core, in); len(got) != 4 || got[0].ID != late || slices.Contains(topicsOf(d.article(other)), "The Aurelia") {
		t.Errorf("%d articles", len(got))
	}
	if got := listed(t, d.core, feeds.Scope{Text: `topic:"the aurelia" -title:afloat`}); len(got) != 3 {
		t.Errorf("%d articles are found", len(got))
	}
	if counts, err := d.core.OwnTopicCounts(t.Context()); err != nil || counts[id] != 4 {
		t.Errorf("%v, %v", counts, err)
	}
	_, err = d.core.SaveSearch(t.Context(), feeds.Search{Name: "afloat", Scope: feeds.Scope{Text: `topic:"the aurelia" title:afloat`}})
	d.check(err)
	o.ID, o.Name = id, "Ferry"
	_, err = d.core.SaveOwnTopic(t.Context(), o)
	d.check(err)
	searches, err := d.core.Searches(t.Context())
	d.check(err)
	if searches[0].Scope.Text != "topic:Ferry title:afloat" || len(listed(t, d.core, searches[0].Scope)) != 1 {
		t.Errorf("the search is %q", searches[0].Scope.Text)
	}
	if got := topicsOf(d.article(late)); len(got) == 0 || got[0] != "Ferry" {
		t.Errorf("%v", got)
	}
	if what := d.undo(); what != "Renamed the topic “The Aurelia” to “Ferry”" {
		t.Error(what)
	}
	if got := listed(t, d.core, in); len(got) != 4 {
		t.Errorf("%d articles under the old name", len(got))
	}
	if _, err := d.core.SaveOwnTopic(t.Context(), feeds.OwnTopic{Name: "culture"}); Explain(err) != "There is a topic of this name already." {
		t.Error(err)
	}
}

func TestAnOwnTopicBySearchHoldsWhatItFinds(t *testing.T) {
	d := newDesk(t)
	ids := d.ferry()
	_, err := d.core.SaveOwnTopic(t.Context(), feeds.OwnTopic{Name: "Rescues", Search: "passengers title:rescued"})
	d.check(err)
	late := d.report("lantern", "Miners rescued at Tolva", "All miners and passengers of the lift are safe.", 5)
	got := listed(t, d.core, feeds.Scope{Topics: []feeds.Topic{"Rescues"}})
	if len(got) != 2 || got[0].ID != late || got[1].ID != ids[1] {
		t.Errorf("%v", got)
	}
	why, err := d.core.TopicReasons(t.Context(), late)
	d.check(err)
	if len(why) == 0 || why[0].Topic != "Rescues" || why[0].Why != "found by passengers title:rescued" {
		t.Errorf("%+v", why)
	}
	if _, err := d.core.SaveOwnTopic(t.Context(), feeds.OwnTopic{Name: "Wrong", Search: "is:nonsense"}); err == nil {
		t.Error("a search that nobody understands is taken")
	}
}

func TestACorrectionOfTopicsStandsWhateverIsDerivedLater(t *testing.T) {
	d := newDesk(t)
	id := d.report("harbour", "League match ends in a draw", "The league match between two football clubs ended in a draw; the striker scored a late goal.", 10)
	before := topicsOf(d.article(id))
	if !slices.Contains(before, feeds.Sport) {
		t.Fatalf("topics are %v", before)
	}
	_, err := d.core.SaveOwnTopic(t.Context(), feeds.OwnTopic{Name: "Local"})
	d.check(err)
	d.check(d.core.CorrectTopics(t.Context(), id, []feeds.Topic{feeds.Business, "Local"}))
	want := []feeds.Topic{"Local", feeds.Business}
	d.core.derive.version++
	d.check(d.core.DeriveAll(t.Context()))
	if got := topicsOf(d.article(id)); !slices.Equal(got, want) {
		t.Errorf("topics are %v", got)
	}
	why, err := d.core.TopicReasons(t.Context(), id)
	d.check(err)
	if len(why) != 2 || why[0].Why != "you said so" || why[1].Why != "you said so" {
		t.Errorf("%+v", why)
	}
	if n := len(d.core.derive.said.taught); n != 1 {
		t.Errorf("the model was taught of %d articles", n)
	}
	if what := d.undo(); what != "Corrected the topics of “League match ends in a draw”" || !slices.Equal(topicsOf(d.article(id)), before) {
		t.Errorf("%q leaves %v", what, topicsOf(d.article(id)))
	}
	d.report("harbour", "Another day", "Nothing.", 1)
	if n := len(d.core.derive.said.taught); n != 0 {
		t.Errorf("the model still knows %d", n)
	}
	d.check(d.core.CorrectTopics(t.Context(), id, nil))
	if got := topicsOf(d.article(id)); len(got) != 0 {
		t.Errorf("topics are %v", got)
	}
}

// What came of everything is the same when it is derived again from the start, and what
// a restart reads is what was stored.
func TestStoriesComeOutTheSameWhenAllIsDerivedAgain(t *testing.T) {
	d, _ := room(t)
	stories := func() map[feeds.ArticleID]feeds.StoryID {
		out := map[feeds.ArticleID]feeds.StoryID{}
		for _, a := range listed(t, d.Core, feeds.Scope{}) {
			out[a.ID] = a.Story
		}
		return out
	}
	before := stories()
	d.derive.forget()
	d.derive.mu.Lock()
	err := d.derive.load(t.Context())
	for id, story := range before {
		if got := d.derive.index.Story(id); got != story {
			t.Errorf("article %d is read back into story %d, not %d", id, got, story)
		}
	}
	d.derive.mu.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	d.derive.version++
	d.derive.forget()
	if err := d.DeriveAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	var moved []string
	for id, story := range stories() {
		if before[id] != story {
			moved = append(moved, fmt.Sprint(id, ": ", before[id], " → ", story))
		}
	}
	if len(moved) > 0 {
		t.Errorf("%d of %d articles are in other stories: %v", len(moved), len(before), moved)
	}
}
