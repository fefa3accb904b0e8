package terminal

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

func TestAStoryIsPrintedByDay(t *testing.T) {
	d := fullDesk(t)
	first := one[frontRecord](t, d.fine("front", "--json")).Stories[0]
	st := one[storyPageRecord](t, d.fine("story", "--json", "--summary", fmt.Sprint(first.ID)))
	var inDays []feeds.ArticleID
	for i, day := range st.Days {
		inDays = append(inDays, day.Articles...)
		if i == 0 && len(day.Added) > 0 {
			t.Errorf("the first day added %q", day.Added)
		}
	}
	var own []feeds.ArticleID
	for _, a := range st.Articles {
		if a.CopyOf == 0 {
			own = append(own, a.ID)
		}
	}
	if !slices.Equal(inDays, own) || len(st.Days) == 0 || len(st.Summary) != 3 || st.Following {
		t.Errorf("in days %v, own words %v; summary %+v", inDays, own, st.Summary)
	}
	last, err := time.ParseInLocation(time.DateOnly, st.Days[len(st.Days)-1].Date, time.Local)
	if err != nil {
		t.Fatal(err)
	}
	var printed bytes.Buffer
	s := d.session("", &printed, &printed)
	s.now = func() time.Time { return last.Add(36 * time.Hour) } // noon of the day after
	if code := s.run(t.Context(), []string{"story", fmt.Sprint(first.ID), "--summary"}); code != fine {
		t.Fatalf("exit %d, %s", code, printed.String())
	}
	out := printed.String()
	says := []string{"first report", st.Summary[0].Source}
	if several := len(st.Days) > 1; several != strings.Contains(out, "\nYesterday") { // one day has no heading
		t.Errorf("%d days, but\n%s", len(st.Days), out)
	}
	if len(own) < len(st.Articles) {
		says = append(says, "same text: ")
	}
	for _, want := range says {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
}

func TestStoriesAreSplitMergedAndTakenBack(t *testing.T) {
	d := fullDesk(t)
	stories := one[frontRecord](t, d.fine("front", "--json")).Stories
	story := func(id feeds.ArticleID) storyPageRecord {
		return one[storyPageRecord](t, d.fine("story", "--json", fmt.Sprint(id)))
	}
	first := story(feeds.ArticleID(stories[0].ID))
	out := first.Articles[len(first.Articles)-1]
	made := one[map[string]feeds.StoryID](t, d.fine("story", "split", fmt.Sprint(first.ID), fmt.Sprint(out.ID), "--json"))["story"]
	split := story(out.ID)
	if made == first.ID || split.ID != made || len(split.Articles) != 1 || len(split.Corrections) == 0 {
		t.Errorf("split off %d: %+v", made, split)
	}
	if text := d.fine("story", fmt.Sprint(out.ID)); !strings.Contains(text, "You said:") {
		t.Errorf("it does not say what the reader said:\n%s", text)
	}
	if list := lines[correctionRecord](t, d.fine("story", "corrections", "--json")); len(list) != 1 || list[0].Kind != feeds.Apart {
		t.Errorf("%+v", list)
	}
	d.fine("undo")
	if again := story(out.ID); again.Count != first.Count || len(again.Corrections) != 0 {
		t.Errorf("taken back, it has %d articles, had %d", again.Count, first.Count)
	}
	d.fine("story", "not", fmt.Sprint(out.ID))
	list := lines[correctionRecord](t, d.fine("story", "corrections", "--json"))
	d.fine("story", "corrections", "--drop", fmt.Sprint(list[0].ID))
	if got := d.run("story", "corrections"); got.code != nothing {
		t.Errorf("still said: %s", got.out)
	}
	second := stories[1]
	merged := one[map[string]feeds.StoryID](t, d.fine("story", "merge", fmt.Sprint(first.ID), fmt.Sprint(second.ID), "--json"))["story"]
	if st := story(feeds.ArticleID(merged)); st.Count < second.Count+1 || !slices.ContainsFunc(st.Articles, func(a articleRecord) bool { return a.ID == second.Lead.ID }) {
		t.Errorf("merged it has %d articles", st.Count)
	}
	fits(t, d.fine("story", "corrections"), 80)
	alone := slices.IndexFunc(stories, func(s storyRecord) bool { return s.Count == 1 })
	if got := d.run("story", "not", fmt.Sprint(stories[alone].Lead.ID)); got.code != misuse || strings.Contains(got.err, "went wrong") {
		t.Errorf("out of a story of its own: exit %d, %s", got.code, got.err)
	}
}

func TestFeedsAreKeptApart(t *testing.T) {
	d := fullDesk(t)
	st := one[storyPageRecord](t, d.fine("story", "--json", fmt.Sprint(one[frontRecord](t, d.fine("front", "--json")).Stories[0].ID)))
	a := st.Articles[0]
	i := slices.IndexFunc(st.Articles, func(x articleRecord) bool { return x.Feed != a.Feed })
	b := st.Articles[i]
	if out := d.fine("story", "apart", fmt.Sprint(a.Feed), b.Source); !strings.Contains(out, b.Source) {
		t.Errorf("%q", out)
	}
	list := lines[correctionRecord](t, d.fine("story", "corrections", "--json"))
	if len(list) != 1 || list[0].Kind != feeds.FeedsApart {
		t.Errorf("%+v", list)
	}
	fits(t, d.fine("--width", "44", "story", "corrections"), 44)
}

func TestAStoryIsFollowed(t *testing.T) {
	d := fullDesk(t)
	id := fmt.Sprint(one[frontRecord](t, d.fine("front", "--json")).Stories[0].ID)
	d.fine("story", "follow", id)
	list := lines[followedRecord](t, d.fine("story", "followed", "--json"))
	if len(list) != 1 || fmt.Sprint(list[0].ID) != id || list[0].Title == "" || list[0].Quiet {
		t.Errorf("%+v", list)
	}
	if st := one[storyPageRecord](t, d.fine("story", id, "--json")); !st.Following {
		t.Error("its page does not say that it is followed")
	}
	fits(t, d.fine("--width", "44", "story", "followed"), 44)
	d.fine("story", "unfollow", id)
	if got := d.run("story", "followed"); got.code != nothing {
		t.Errorf("still followed: %s", got.out)
	}
}

func TestASummaryStandsInTheArticle(t *testing.T) {
	d := fullDesk(t)
	for _, a := range lines[articleRecord](t, d.fine("list", "--limit", "40", "--json")) {
		got := d.run("summary", fmt.Sprint(a.ID), "--json")
		if got.code == nothing {
			continue
		}
		text := one[articleRecord](t, d.fine("show", fmt.Sprint(a.ID), "--json")).Text
		for _, s := range one[summaryRecord](t, got.out).Summary {
			if !strings.Contains(text, s) {
				t.Errorf("%q is not in article %d", s, a.ID)
			}
		}
	}
}

func TestTheFrontPageKnowsWhatIsNew(t *testing.T) {
	d := fullDesk(t)
	if page := one[frontRecord](t, d.fine("front", "--json")); page.Since != "" || page.New != 0 || len(page.Names) == 0 {
		t.Errorf("nobody looked, yet %d are new since %q; names %v", page.New, page.Since, page.Names)
	}
	byTime := one[frontRecord](t, d.fine("front", "--by-time", "--json")).Stories
	if !slices.IsSortedFunc(byTime, func(a, b storyRecord) int { return strings.Compare(b.Last[:13], a.Last[:13]) }) {
		t.Error("by time, it is not in the order of time")
	}
	without := one[frontRecord](t, d.fine("front", "--without", "sport", "--json")).Stories
	for _, st := range without {
		if slices.ContainsFunc(st.Topics, func(s feeds.TopicScore) bool { return s.Topic == feeds.Sport }) {
			t.Errorf("story %d is about %v", st.ID, st.Topics)
		}
	}
	if out := d.fine("front", "--new"); !strings.Contains(out, "Talked about now") {
		t.Errorf("at the first look everything may be new:\n%s", out)
	}
}
