package story

import (
	"maps"
	"testing"

	"tidings/feeds"
)

// corrected is an index with the news and what the reader said of it.
func corrected(list ...feeds.StoryCorrection) *Index {
	x := NewIndex(Options{})
	place(x, news)
	x.Constrain(list)
	return x
}

func storiesOf(x *Index) map[feeds.ArticleID]feeds.StoryID {
	out := map[feeds.ArticleID]feeds.StoryID{}
	for id := range x.byID {
		out[id] = x.Story(id)
	}
	return out
}

var (
	merged   = feeds.StoryCorrection{ID: 1, Kind: feeds.Together, A: 3, B: 5}           // ferry and budget
	parted   = feeds.StoryCorrection{ID: 2, Kind: feeds.Apart, A: 1, B: 9}              // two of the ferry
	noFeeds  = feeds.StoryCorrection{ID: 3, Kind: feeds.FeedsApart, FeedA: 2, FeedB: 1} // ferry, match
	rejoined = feeds.StoryCorrection{ID: 4, Kind: feeds.Together, A: 9, B: 1}
)

func TestWhatTheReaderSaysHolds(t *testing.T) {
	for name, test := range map[string]struct {
		said []feeds.StoryCorrection
		same [][2]feeds.ArticleID
		not  [][2]feeds.ArticleID
	}{
		"stories brought together":                 {[]feeds.StoryCorrection{merged}, [][2]feeds.ArticleID{{1, 2}, {3, 5}, {9, 1}}, [][2]feeds.ArticleID{{1, 4}}},
		"an article that does not belong":          {[]feeds.StoryCorrection{parted}, [][2]feeds.ArticleID{{1, 3}}, [][2]feeds.ArticleID{{1, 9}}},
		"feeds that are never one story":           {[]feeds.StoryCorrection{noFeeds}, [][2]feeds.ArticleID{{1, 9}}, [][2]feeds.ArticleID{{1, 3}, {6, 10}}},
		"parted, then brought together":            {[]feeds.StoryCorrection{parted, rejoined}, [][2]feeds.ArticleID{{1, 9}, {1, 3}}, nil},
		"brought together, then parted":            {[]feeds.StoryCorrection{rejoined, parted}, nil, [][2]feeds.ArticleID{{1, 9}}},
		"two stories parted that were one by word": {[]feeds.StoryCorrection{merged, {ID: 5, Kind: feeds.Apart, A: 1, B: 2}}, [][2]feeds.ArticleID{{1, 3}, {2, 5}}, [][2]feeds.ArticleID{{1, 2}, {3, 5}}},
		"articles that nobody knows":               {[]feeds.StoryCorrection{{ID: 6, Kind: feeds.Together, A: 1, B: 77}, {ID: 7, Kind: feeds.Apart, A: 78, B: 1}}, [][2]feeds.ArticleID{{1, 3}}, nil},
	} {
		x := corrected(test.said...)
		for _, p := range test.same {
			if x.Story(p[0]) != x.Story(p[1]) {
				t.Errorf("%s: %d and %d are in %d and %d", name, p[0], p[1], x.Story(p[0]), x.Story(p[1]))
			}
		}
		for _, p := range test.not {
			if x.Story(p[0]) == x.Story(p[1]) {
				t.Errorf("%s: %d and %d are both in %d", name, p[0], p[1], x.Story(p[0]))
			}
		}
	}
}

func TestWhatTheReaderSaysHoldsForWhatComes(t *testing.T) {
	x := corrected(merged)
	ferry, budget := news[8], news[1]
	ferry.hours, ferry.feed, budget.hours, budget.feed = 30, 7, 30, 8
	ferry.title, budget.title = "Captain of Marigold ferry tells police of fog off Brannoch", "Hauliers call on Kroll to drop fuel duty rise"
	got := x.Add([]*Vector{Make(ferry.doc(50)), Make(budget.doc(51))})
	if got[0].Story != x.Story(1) || x.Story(50) != x.Story(51) {
		t.Errorf("got %+v", got)
	}
	x = corrected(noFeeds)
	second := news[2]
	second.hours, second.feed, second.title = 31, 2, "Marigold: all safe"
	if x.Add([]*Vector{Make(second.doc(52))}); x.Story(52) == x.Story(1) || x.Story(52) != x.Story(3) {
		t.Errorf("the report of a feed that is kept apart is in %d", x.Story(52))
	}
}

func TestEveryWordOfTheReaderCanBeTakenBack(t *testing.T) {
	plain := storiesOf(corrected())
	all := []feeds.StoryCorrection{merged, parted, noFeeds}
	for i := range all {
		x := corrected(all...)
		told := storiesOf(x)
		rest := append(append([]feeds.StoryCorrection{}, all[:i]...), all[i+1:]...)
		for _, p := range x.Constrain(rest) {
			told[p.Article] = p.Story
		}
		if want := storiesOf(corrected(rest...)); !maps.Equal(told, want) || !maps.Equal(storiesOf(x), want) {
			t.Errorf("without %s: told %v, want %v", all[i].Kind, told, want)
		}
		for _, p := range x.Constrain(nil) {
			told[p.Article] = p.Story
		}
		if !maps.Equal(told, plain) {
			t.Errorf("after all was taken back: told %v, want %v", told, plain)
		}
	}
}

func TestCorrectionsSurviveAStart(t *testing.T) {
	x := corrected(merged, parted)
	want := storiesOf(x)
	y := NewIndex(Options{})
	for i := range news {
		id := feeds.ArticleID(i + 1)
		b, _ := x.Vector(id).MarshalBinary()
		v, err := Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		y.Restore(v, x.Story(id))
	}
	if got := storiesOf(y); !maps.Equal(got, want) {
		t.Errorf("restored: %v, want %v", got, want)
	}
	if changed := y.Constrain([]feeds.StoryCorrection{merged, parted}); len(changed) != 0 {
		t.Errorf("told again, it changes %+v", changed)
	}
	y.Constrain(nil)
	if got, want := storiesOf(y), storiesOf(corrected()); !maps.Equal(got, want) {
		t.Errorf("taken back after a start: %v, want %v", got, want)
	}
}

func TestAPlacementSaysThatTheReaderMadeIt(t *testing.T) {
	x := NewIndex(Options{})
	place(x, news)
	for _, p := range x.Constrain([]feeds.StoryCorrection{merged}) {
		if p.Why != "you merged these" || p.Story != 1 {
			t.Errorf("got %+v", p)
		}
	}
	for _, p := range x.Constrain([]feeds.StoryCorrection{parted}) {
		if p.Article == 9 && (!p.New || p.Why != "") {
			t.Errorf("the one that was parted: %+v", p)
		}
	}
}

func TestTheTypicalArticleIsOneOfTheStoryAsItIsShown(t *testing.T) {
	x := corrected(parted)
	if got := x.Typical(9); got != 9 {
		t.Errorf("of what was parted: %d", got)
	}
	x = corrected(merged)
	if got := x.Typical(1); x.Story(got) != 1 {
		t.Errorf("of what was merged: %d", got)
	}
}
