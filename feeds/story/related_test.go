package story

import (
	"testing"

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
