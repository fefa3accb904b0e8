package viewmodel

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"tidings/feeds"
)

// strike is a story of four articles, newest first: 9 and 8 unread, 7 a copy of 6, the
// first report.
func strike() []feeds.Article {
	var out []feeds.Article
	for i, id := range []feeds.ArticleID{9, 8, 7, 6} {
		at := now.Add(-time.Duration(i+1) * time.Hour)
		out = append(out, feeds.Article{ID: id, Feed: feeds.FeedID(id % 3), Story: 6, Title: fmt.Sprint(id), Published: at, Received: now, Image: "x",
			Status: feeds.Status{Read: id < 8}})
	}
	return out
}

func TestAStoryIsOneRowThatUnfolds(t *testing.T) {
	list := strike()
	l := Listing{Articles: []feeds.Article{list[0], {ID: 3, Title: "alone", Story: 3, Published: now.Add(-5 * time.Hour), Received: now}}, ByStory: true,
		Stories: map[feeds.StoryID]feeds.StoryCount{6: {Articles: 4, Sources: 3, Unread: 2}, 3: {Articles: 1, Sources: 1, Unread: 1}}}
	rows := Rows(l, now)
	if len(rows) != 3 || rows[1].Fold != Folded || rows[1].Sources != "3 sources" || rows[1].Behind != 1 || rows[2].Fold != NoFold {
		t.Fatalf("folded: %+v", rows)
	}
	known := []feeds.Member{{Article: list[3], First: true}, {Article: list[2], CopyOf: 6}}
	l.Open = map[feeds.StoryID][]feeds.Member{6: Below(list, known)}
	rows = Rows(l, now)
	if got, want := headings(rows), []string{"# Today", "9", "8", "7", "6", "alone"}; !slices.Equal(got, want) {
		t.Fatalf("unfolded: %q, want %q", got, want)
	}
	if rows[1].Fold != Unfolded || rows[1].Inside || rows[1].Behind != 0 {
		t.Errorf("the row of the story is %+v", rows[1])
	}
	if !rows[3].Inside || !rows[3].Copy || !rows[4].First || rows[4].Image != "" || rows[2].First {
		t.Errorf("below it stand %+v", rows[2:5])
	}
}

func TestWhatIsReadOfAStoryBehindItsRowIsNoMoreUnread(t *testing.T) {
	list := strike()
	list[0].Status.Read = true
	l := Listing{Articles: list[:1], ByStory: true, Stories: map[feeds.StoryID]feeds.StoryCount{6: {Articles: 4, Sources: 1, Unread: 1}}}
	r := Rows(l, now)[1]
	if r.Unread || r.Behind != 1 || r.Sources != "4 articles" {
		t.Errorf("the row is %+v", r)
	}
}

func TestWhatWasReadBelowARowStaysThere(t *testing.T) {
	var old []feeds.Member
	for _, a := range strike()[:2] {
		old = append(old, feeds.Member{Article: a})
	}
	fresh := []feeds.Member{{Article: feeds.Article{ID: 10, Published: now, Received: now}}, old[1]}
	got := KeepBelow(old, fresh, feeds.Newest)
	if len(got) != 3 || got[0].ID != 10 || got[1].ID != 9 || !got[1].Status.Read || got[2].Status.Read {
		t.Errorf("below the row stand %+v", got)
	}
}

func TestAStoryInAListOfUnreadKeepsItsSources(t *testing.T) {
	old := map[feeds.StoryID]feeds.StoryCount{6: {Articles: 4, Sources: 3, Unread: 2}, 7: {Articles: 2, Sources: 2, Unread: 1}}
	fresh := map[feeds.StoryID]feeds.StoryCount{6: {Articles: 1, Sources: 1, Unread: 1}, 8: {Articles: 5, Sources: 5, Unread: 5}}
	got := KeepCounts(old, fresh, true)
	if got[6] != (feeds.StoryCount{Articles: 4, Sources: 3, Unread: 1}) || got[7] != (feeds.StoryCount{Articles: 2, Sources: 2}) || got[8] != fresh[8] {
		t.Errorf("counts are %+v", got)
	}
	if got = KeepCounts(old, fresh, false); len(got) != 2 || got[6] != fresh[6] {
		t.Errorf("in a list of all they are %+v", got)
	}
}

func TestWhatIsMutedDoesNotUnfoldUnlessTheListAsksForIt(t *testing.T) {
	list := strike()
	list[1].Muted = true
	if got := Below(list, nil); len(got) != 3 {
		t.Errorf("%d articles unfold, want 3", len(got))
	}
	for i := range list {
		list[i].Muted = true
	}
	if got := Below(list, nil); len(got) != 4 {
		t.Errorf("%d articles unfold, want all that are muted", len(got))
	}
}
