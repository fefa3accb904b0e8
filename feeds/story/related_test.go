package story

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

// background are articles about the ferry's line and island before and after
// the event, and two that only have a common word with it.
var background = []report{
	{"inquiry", 1, -900, "", "Nordsund Line fined over lifeboat drills", "A court in Kessel fined the ferry operator Nordsund Line after inspectors found that crews of three ferries had skipped lifeboat drills for months."},
	{"inquiry", 2, -898, "", "Court fines ferry operator Nordsund Line for skipped drills", "Nordsund Line must pay a fine because lifeboat drills on three ferries were skipped for months, a court in Kessel ruled after inspectors reported it."},
	{"channel", 2, -400, "", "Brannoch asks for lights in ferry channel", "Islanders on Brannoch want the channel that ferries take past the rocks to be marked with lights after two near misses in fog this winter."},
	{"cooking", 5, -30, "", "How to cook mussels", "Wash the mussels in cold water, throw away those that stay open and steam the rest with leeks and cider for five minutes."},
	{"chess", 6, -20, "", "Teenager wins chess open in Halm", "A girl of fifteen won the open tournament in Halm with seven wins and two draws and becomes a grandmaster."},
}

// newsroom has the background and the news; the first ferry report is article 6.
func newsroom() *Index {
	x := NewIndex(Options{})
	place(x, append(append([]report{}, background...), news...))
	return x
}

const ferry = feeds.ArticleID(6)

func TestRelatedArticlesShareTheSubjectButNotTheEvent(t *testing.T) {
	x := newsroom()
	got := x.Related(x.Vector(ferry), 5)
	stories := map[feeds.StoryID]int{}
	for _, r := range got {
		stories[x.Story(r.Article)]++
		if r.Why == "" || r.Score <= 0 || r.Score > 1 {
			t.Errorf("got %+v", r)
		}
	}
	if len(got) != 2 || stories[1] != 1 || stories[3] != 1 {
		t.Errorf("got %+v, want one of the inquiry and one of the channel", got)
	}
}

func TestNothingIsRelatedToWhatStandsAlone(t *testing.T) {
	x := newsroom()
	for _, id := range []feeds.ArticleID{4, 5} {
		if got := x.Related(x.Vector(id), 5); len(got) != 0 {
			t.Errorf("article %d: got %+v", id, got)
		}
	}
}

func TestACopyIsNotRelated(t *testing.T) {
	x := newsroom()
	x.Restore(Make(wire.doc(50)), 50) // in a story of its own, as after a correction
	for _, r := range x.Related(x.Vector(ferry), 5) {
		if r.Article == 50 {
			t.Errorf("got %+v", r)
		}
	}
}

func TestRelatedArticlesOfOtherFeedsComeFirst(t *testing.T) {
	list := []scored[*doc]{
		{&doc{Vector: &Vector{article: 1, feed: 1}}, 0.40},
		{&doc{Vector: &Vector{article: 2, feed: 1}}, 0.38},
		{&doc{Vector: &Vector{article: 3, feed: 2}}, 0.35},
		{&doc{Vector: &Vector{article: 4, feed: 1}}, 0.10},
	}
	var got []feeds.ArticleID
	for _, s := range diverse(list, 3) {
		got = append(got, s.of.article)
	}
	if len(got) != 3 || got[0] != 1 || got[1] != 3 || got[2] != 2 {
		t.Errorf("got %v, want 1 3 2", got)
	}
}

func TestSimilarArticlesAreRankedByTheirWords(t *testing.T) {
	x := newsroom()
	got := x.Similar(x.Vector(ferry), 4)
	if len(got) != 4 || x.Story(got[0].Article) != feeds.StoryID(ferry) || x.Story(got[1].Article) != feeds.StoryID(ferry) {
		t.Fatalf("got %+v, want the story first", got)
	}
	for i, r := range got {
		if r.Article == ferry || i > 0 && r.Score > got[i-1].Score {
			t.Errorf("place %d: %+v", i, r)
		}
	}
}

func TestSimilarFindsForAnArticleThatIsNotInTheIndex(t *testing.T) {
	got := newsroom().Similar(Make(wire.doc(0)), 1)
	if len(got) != 1 || got[0].Article != ferry {
		t.Errorf("got %+v", got)
	}
}

func TestTheTypicalArticleIsTheMostCentral(t *testing.T) {
	x := newsroom()
	x.Restore(Make(background[3].doc(60)), feeds.StoryID(ferry)) // an odd member
	if got := x.Typical(feeds.StoryID(ferry)); got == 60 || x.Story(got) != feeds.StoryID(ferry) {
		t.Errorf("got %d", got)
	}
	if got := x.Typical(4); got != 4 {
		t.Errorf("alone: got %d", got)
	}
	if got := x.Typical(999); got != 0 {
		t.Errorf("no such story: got %d", got)
	}
}

func TestNamesAreWrittenAsInTheText(t *testing.T) {
	for name, want := range map[string]string{
		"halm":    "Halm",
		"wota":    "WOTA",
		"mps":     "MPs",
		"o'brae":  "O'Brae",
		"ésteban": "Ésteban",
		"un":      "UN",
		"elsinor": "Elsinor",
	} {
		if got := asWritten(name, "Under O'Brae the MPs of WOTA met Ésteban.", "UN in Halm"); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func TestOlderArticlesAreRankedWithTheRest(t *testing.T) {
	x := newsroom()
	old := report{"inquiry", 7, -9000, "", "Nordsund Line ferries were unsafe, says inspector", "An inspector from Kessel says ferries of Nordsund Line left the channel near Brannoch in fog and crews did not know their lifeboats."}
	again := report{"inquiry", 8, -8990, "", "Inspector warns of Nordsund Line ferries", "Ferries of Nordsund Line often leave the channel near Brannoch in fog, an inspector from Kessel warns, and lifeboats were old."}
	other := report{"cooking", 7, -8000, "", "Leeks in cider", "Steam leeks in cider for five minutes."}
	v := x.Vector(ferry)
	older := []Stored{{Make(old.doc(90)), 90}, {Make(again.doc(91)), 90}, {Make(other.doc(92)), 92}, {Make(news[2].doc(93)), feeds.StoryID(ferry)}, {v, 94}}
	var got []feeds.ArticleID
	for _, r := range x.Rank(Stored{v, x.Story(ferry)}, older, 5) {
		got = append(got, r.Article)
	}
	if len(got) != 3 || slices.Contains(got, 90) == slices.Contains(got, 91) {
		t.Errorf("got %v, want one of 90 and 91, the inquiry and the channel", got)
	}
}

func TestALargeStoryLeavesPlaceForWhatIsRelatedToIt(t *testing.T) {
	x := newsroom()
	for i := range 60 {
		r := news[2]
		r.feed = feeds.FeedID(100 + i)
		x.Restore(Make(r.doc(feeds.ArticleID(1000+i))), feeds.StoryID(ferry))
	}
	q := x.weigh(x.Vector(ferry))
	if list := x.alike(q, 20, nil); slices.ContainsFunc(list, func(s scored[*doc]) bool { return s.of.group.id == 1 }) {
		t.Fatal("the story is not large enough")
	}
	list := x.alike(q, 20, x.stories[feeds.StoryID(ferry)])
	if !slices.ContainsFunc(list, func(s scored[*doc]) bool { return s.of.group.id == 1 }) {
		t.Error("the inquiry found no place")
	}
}

func TestARelationSaysWhetherItCameBefore(t *testing.T) {
	x := newsroom()
	for _, r := range x.Related(x.Vector(ferry), 5) {
		if !strings.Contains(r.Why, " days before · ") {
			t.Errorf("got %q", r.Why)
		}
	}
	for d, want := range map[time.Duration]string{
		0: "", 20 * time.Minute: "20 min later", -3 * time.Hour: "3 h before", -50 * 24 * time.Hour: "50 days before",
	} {
		if got := whenText(d); got != want {
			t.Errorf("%v: got %q", d, got)
		}
	}
}

func TestWhatIsLikeAStoryIsSimilarToItsMembers(t *testing.T) {
	x := newsroom()
	got := x.Similar(x.Vector(ferry), 4)
	for _, r := range got[:2] {
		if x.Story(r.Article) != feeds.StoryID(ferry) {
			t.Errorf("got %+v first", r)
		}
	}
	if x.stories[feeds.StoryID(ferry)].sum = nil; len(x.Similar(x.Vector(ferry), 4)) != 4 || x.stories[feeds.StoryID(ferry)].sum != nil {
		t.Error("a centre is kept that nobody needs")
	}
}

func TestKeyTermsTellAnArticleFromOthers(t *testing.T) {
	x := newsroom()
	var got []string
	for _, k := range x.KeyTerms(news[0].doc(6), 6) {
		got = append(got, k.Text)
		if k.Weight <= 0 {
			t.Errorf("%+v", k)
		}
	}
	if len(got) != 6 || !slices.Contains(got, "aground") || slices.Contains(got, "the") {
		t.Errorf("got %q", got)
	}
	chinese := x.KeyTerms(Doc{Lang: "zh", Title: "青河大桥通车", Text: "青河大桥今日通车。"}, 3)
	if len(chinese) != 3 {
		t.Errorf("got %v", chinese)
	}
	if got := NewIndex(Options{}).KeyTerms(Doc{}, 3); len(got) != 0 {
		t.Errorf("of nothing: %v", got)
	}
}

func TestTheReachIsTheOldestThatIsRemembered(t *testing.T) {
	x := NewIndex(Options{})
	if id, _ := x.Reach(); id != 0 {
		t.Errorf("an empty index reaches to %d", id)
	}
	place(x, news)
	x.Remove(1)
	if id, at := x.Reach(); id != 2 || !at.Equal(noon.Add(time.Hour)) {
		t.Errorf("it reaches to %d at %v", id, at)
	}
}
