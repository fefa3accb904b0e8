package ui

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tidings/app/viewmodel"
	"tidings/feeds"
)

// newStoryFixture lists n articles by story; every fourth, beginning with the newest,
// is of the same story.
func newStoryFixture(t *testing.T, n int) *timelineFixture {
	t.Helper()
	f := newTimelineFixture(t, n)
	for i := range f.store.list {
		f.store.list[i].Story = feeds.StoryID(1000 + i)
		if i%4 == 0 {
			f.store.list[i].Story = 1
		}
	}
	f.toggleStory()
	return f
}

// shown are the articles of the rows, with those below a row in brackets.
func (f *timelineFixture) shown() string {
	var out []string
	for _, r := range f.rows {
		switch {
		case r.Heading != "":
		case r.Inside:
			out = append(out, fmt.Sprintf("(%d)", r.ID))
		default:
			out = append(out, fmt.Sprint(r.ID))
		}
	}
	return fmt.Sprint(out)
}

func TestTheKeysUnfoldAStoryAndWalkThroughIt(t *testing.T) {
	f := newStoryFixture(t, 12)
	f.list.onKey = func(e *fyne.KeyEvent) { f.foldKey(e) }
	if got := f.shown(); got != "[12 11 10 9 7 6 5 3 2 1]" {
		t.Fatalf("folded: %s", got)
	}
	f.key(fyne.KeyDown)
	f.key(fyne.KeyRight)
	if got := f.shown(); got != "[12 (8) (4) 11 10 9 7 6 5 3 2 1]" {
		t.Fatalf("unfolded: %s", got)
	}
	f.key(fyne.KeyRight) // into it
	f.key(fyne.KeyDown)
	if fmt.Sprint(f.opened) != "[12 8 4]" || !f.rows[f.list.current].First {
		t.Errorf("opened %v, the last is %+v", f.opened, f.rows[f.list.current])
	}
	f.key(fyne.KeyLeft)
	if got := f.shown(); got != "[12 11 10 9 7 6 5 3 2 1]" || f.selected() != 12 {
		t.Errorf("folded up: %s, selected is %d", got, f.selected())
	}
	if f.foldKey(&fyne.KeyEvent{Name: fyne.KeyLeft}) {
		t.Error("the arrow key has nothing left to do")
	}
}

func TestAClickOnTheNumberOfSourcesUnfolds(t *testing.T) {
	f := newStoryFixture(t, 12)
	var row *timelineRow
	for _, l := range f.live {
		if f.rows[l.i].ID == 12 {
			row = l.row.(*timelineRow)
		}
	}
	if row == nil || row.fold[1] <= row.fold[0] {
		t.Fatal("nothing to click on")
	}
	at := row.Position().AddXY(row.fold[0]+10, rowHeight-18)
	f.body.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
	if len(f.open[1]) != 3 || len(f.opened) != 0 {
		t.Errorf("unfolded are %v, opened %v", f.open, f.opened)
	}
}

func TestTheRowStaysWhereItIsWhenItsStoryUnfolds(t *testing.T) {
	f := newStoryFixture(t, 60)
	f.list.scrollTo(900)
	top, within := f.anchor()
	f.unfold(1) // above the view
	if now, in := f.anchor(); now != top || in != within {
		t.Errorf("the view begins with %d at %v, was %d at %v", now, in, top, within)
	}
	f.refresh()
	if now, in := f.anchor(); now != top || in != within || len(f.open[1]) != 15 {
		t.Errorf("after a refresh it begins with %d at %v; %d are unfolded", now, in, len(f.open[1]))
	}
}

func TestWhatIsReadOfAnUnfoldedStoryStaysInAListOfUnread(t *testing.T) {
	f := newStoryFixture(t, 12)
	f.setScope(feeds.Scope{UnreadOnly: true})
	f.unfold(1)
	for _, id := range []feeds.ArticleID{12, 4} {
		f.setStatus(id, feeds.Status{Read: true})
		for i := range f.store.list {
			if f.store.list[i].ID == id {
				f.store.list[i].Status.Read = true
			}
		}
	}
	f.refresh()
	if got := f.shown(); got != "[12 (8) (4) 11 10 9 7 6 5 3 2 1]" {
		t.Errorf("listed are %s", got)
	}
	r := f.rows[f.place(12)]
	if r.Sources != "3 sources" || f.stories[1].Unread != 1 {
		t.Errorf("the row is %+v, unread are %d", r, f.stories[1].Unread)
	}
}

func TestAFoldedStoryTellsThatOthersAreUnread(t *testing.T) {
	f := newStoryFixture(t, 12)
	f.setStatus(12, feeds.Status{Read: true})
	f.fill(false)
	if r, ok := f.folded(12); !ok || r.Unread || r.Behind != 2 {
		t.Errorf("the row is %+v", r)
	}
	f.storyRead(1)
	if r, ok := f.folded(12); !ok || r.Behind != 0 {
		t.Errorf("after the story was read it is %+v", r)
	}
}

func TestTheSelectedArticleIsItsStoryWhenTheListIsGrouped(t *testing.T) {
	f := newStoryFixture(t, 12)
	f.toggleStory()
	f.list.open(f.place(4))
	f.toggleStory()
	if f.selected() != 12 {
		t.Errorf("selected is %d, want the row of the story", f.selected())
	}
	f.unfold(1)
	at := f.where()
	f.setScope(feeds.Scope{StarredOnly: true})
	f.returnTo(feeds.Scope{}, at)
	if !slices.Equal(f.unfolded(), []feeds.StoryID{1}) {
		t.Errorf("after coming back %v are unfolded", f.unfolded())
	}
}

func TestDeletingFromAnUnfoldedStoryLeavesASelection(t *testing.T) {
	f := newStoryFixture(t, 12)
	f.unfold(1)
	f.list.choose(f.place(8))
	f.remove(8)
	if got := f.shown(); got != "[12 (4) 11 10 9 7 6 5 3 2 1]" || f.selected() != 4 {
		t.Errorf("listed are %s, selected is %d", got, f.selected())
	}
	f.list.choose(f.place(12)) // with which its story leaves, until the list is read again
	f.remove(12)
	if got := f.shown(); got != "[11 10 9 7 6 5 3 2 1]" || f.selected() != 11 {
		t.Errorf("listed are %s, selected is %d", got, f.selected())
	}
}

func TestTheBinAndTheListOfAStoryAreNotGrouped(t *testing.T) {
	f := newStoryFixture(t, 12)
	for _, in := range []feeds.Scope{{Bin: true}, {Story: 1}} {
		if f.setScope(in); f.grouped() || f.store.asked[len(f.store.asked)-1].ByStory {
			t.Errorf("%+v is grouped", in)
		}
	}
}

func TestChipsDoNotMoveUnderTheMouse(t *testing.T) {
	f := newTimelineFixture(t, 3)
	f.chips.show([]viewmodel.Chip{{Name: "All"}, {Topic: feeds.World, Name: "World", Count: 9}, {Topic: feeds.Sport, Name: "Sport", Count: 9}})
	before := slices.Clone(f.chips.ends)
	f.chips.MouseIn(nil)
	f.chips.show([]viewmodel.Chip{{Name: "All"}, {Topic: feeds.Sport, Name: "Sport", Count: 1234}, {Topic: feeds.Crime, Name: "Crime", Count: 1}})
	if got := f.chips.ends; !slices.Equal(got[:3], before) || len(got) != 4 {
		t.Errorf("the chips end at %v, want %v and one more", got, before)
	}
	f.chips.MouseOut()
	if len(f.chips.chips) != 3 || f.chips.chips[1].Topic != feeds.Sport || f.chips.ends[1] == before[1] {
		t.Errorf("after the mouse has left they are %+v", f.chips.chips)
	}
}

func TestTheKeysChooseAmongTheChips(t *testing.T) {
	f := newTimelineFixture(t, 3)
	left := false
	f.chips.onLeave = func() { left = true }
	f.chips.FocusGained()
	press := func(names ...fyne.KeyName) {
		for _, n := range names {
			f.chips.TypedKey(&fyne.KeyEvent{Name: n})
		}
	}
	press(fyne.KeyEnd, fyne.KeySpace)
	if got := f.scope.Topics; len(got) != 1 || got[0] != feeds.Sport {
		t.Errorf("topics are %v", got)
	}
	f.chips.TypedRune('-')
	if got := f.scope; len(got.Topics) != 0 || len(got.Without) != 1 {
		t.Errorf("scope is %+v", got)
	}
	press(fyne.KeyHome, fyne.KeyReturn, fyne.KeyEscape)
	if !f.scope.Equal(feeds.Scope{}) || !left {
		t.Errorf("scope is %+v; the keys went back to the list: %v", f.scope, left)
	}
}

func TestChipsBeyondTheEndAreReached(t *testing.T) {
	f := newTimelineFixture(t, 3)
	var chips []viewmodel.Chip
	for i := range 20 {
		chips = append(chips, viewmodel.Chip{Topic: feeds.Topic(fmt.Sprint(i)), Name: fmt.Sprintf("Topic %d", i), Count: i})
	}
	f.chips.show(chips)
	f.chips.FocusGained()
	f.chips.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if end := f.chips.ends[19]; end > f.chips.Size().Width {
		t.Errorf("the last chip ends at %v, the bar at %v", end, f.chips.Size().Width)
	}
	f.chips.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 5000)})
	if f.chips.offset != 0 {
		t.Errorf("the bar is moved by %v", f.chips.offset)
	}
	test.TapSecondaryAt(f.chips, fyne.NewPos(20, 20)) // without a menu nothing happens
}
