package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// fakeFront is a front page that remembers what was wished.
type fakeFront struct {
	page  app.FrontPage
	asked []app.FrontWishes
	seen  int
}

func (f *fakeFront) FrontPage(_ context.Context, w app.FrontWishes) (app.FrontPage, error) {
	f.asked = append(f.asked, w)
	return f.page, nil
}

func (f *fakeFront) FrontSeen(context.Context) error {
	f.seen++
	return nil
}

// noPictures has none.
type noPictures struct{}

func (noPictures) Picture(context.Context, string) ([]byte, error) {
	return nil, errors.New("no such picture")
}

var frontNow = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// frontStory is a story of so many sources; their IDs count up from the story's.
func frontStory(id feeds.StoryID, sources int, topics ...feeds.Topic) app.FrontStory {
	s := app.FrontStory{Why: "growing"}
	s.ID, s.Sources, s.Articles, s.Unread = id, sources, sources, sources
	s.First, s.Last = frontNow.Add(-3*time.Hour), frontNow.Add(-time.Hour)
	s.Lead = feeds.Article{ID: feeds.ArticleID(id), Feed: 1, Title: fmt.Sprintf("Story %d", id), Language: "en", Story: id}
	for i := 1; i < sources; i++ {
		s.Others = append(s.Others, feeds.Member{Article: feeds.Article{ID: feeds.ArticleID(int(id) + i), Feed: feeds.FeedID(i + 1), Title: fmt.Sprintf("Another %d", i), Language: "vi"}})
	}
	for _, t := range topics {
		s.Topics = append(s.Topics, feeds.TopicScore{Topic: t, Score: 1})
	}
	return s
}

type frontFixture struct {
	*frontPage
	store    *fakeFront
	stories  []feeds.StoryID
	articles []feeds.ArticleID
	names    []string
}

func newFrontFixture(t *testing.T, width float32, page app.FrontPage) *frontFixture {
	t.Helper()
	test.NewTempApp(t)
	fonts, err := faces()
	if err != nil {
		t.Fatal(err)
	}
	w := pageWorker()
	f := &frontFixture{store: &fakeFront{page: page}}
	f.frontPage = newFrontPage(f.store, w, typeset.NewEngine(fonts), newPictures(noPictures{}, w))
	f.now = func() time.Time { return frontNow }
	f.frontPage.names = viewmodel.Names{1: "Harbour Post", 2: "Báo Phương Nam", 3: "Orbit Wire"}
	f.onStory = func(id feeds.StoryID) { f.stories = append(f.stories, id) }
	f.onArticle = func(a feeds.Article) { f.articles = append(f.articles, a.ID) }
	f.onName = func(name string) { f.names = append(f.names, name) }
	f.onOrder = func(bool) {}
	f.onError = func(err error) { t.Error(err) }
	window := test.NewTempWindow(t, f.frontPage)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(width, 800))
	f.refresh()
	return f
}

func TestTheFrontPageIsReadByKeysAlone(t *testing.T) {
	f := newFrontFixture(t, 1200, app.FrontPage{Stories: []app.FrontStory{frontStory(10, 3), frontStory(20, 1), frontStory(30, 2)}})
	for range 3 {
		f.step(1)
		f.openCurrent()
	}
	if fmt.Sprint(f.stories) != "[10 30]" || fmt.Sprint(f.articles) != "[20]" {
		t.Errorf("opened stories %v and articles %v; a story of one source is its article", f.stories, f.articles)
	}
	if s, ok := f.currentStory(); !ok || s.ID != 30 {
		t.Errorf("the keys are about story %d, want the one that was chosen last", s.ID)
	}
}

func TestOtherHeadlinesOfTheLeadStoryLeadToTheirArticles(t *testing.T) {
	f := newFrontFixture(t, 1200, app.FrontPage{Stories: []app.FrontStory{frontStory(10, 3)}})
	i := slices.IndexFunc(f.pieces, func(p piece) bool { return p.name == rowName(11) })
	if i < 0 {
		t.Fatal("the headline in another language is not shown")
	}
	f.pieces[i].tap()
	if fmt.Sprint(f.articles) != "[11]" {
		t.Errorf("it leads to %v", f.articles)
	}
}

func TestATopicIsWantedThenLeftOutThenNeither(t *testing.T) {
	f := newFrontFixture(t, 1200, app.FrontPage{Stories: []app.FrontStory{frontStory(10, 3)}, Topics: map[feeds.Topic]int{feeds.Sport: 2, feeds.World: 1}})
	f.store.page.Topics = map[feeds.Topic]int{feeds.Sport: 1}
	f.toggle(feeds.Sport)
	f.toggle(feeds.World)
	f.toggle(feeds.Sport)
	f.toggle(feeds.Sport)
	var got []string
	for _, w := range f.store.asked {
		got = append(got, fmt.Sprint(w.Topics, w.Without))
	}
	want := []string{"[] []", "[sport] []", "[sport world] []", "[world] [sport]", "[world] []"}
	if !slices.Equal(got, want) {
		t.Errorf("asked for %v, want %v", got, want)
	}
	if f.counts[feeds.Sport] != 2 || f.counts[feeds.World] != 1 {
		t.Errorf("the chips count %v; they say what there is without chips", f.counts)
	}
}

func TestTheFrontPageGoesToTimeAndBack(t *testing.T) {
	f := newFrontFixture(t, 1200, app.FrontPage{Stories: []app.FrontStory{frontStory(10, 3), frontStory(20, 1)}})
	f.order(true)
	f.order(true)
	f.order(false)
	var got []bool
	for _, w := range f.store.asked {
		got = append(got, w.ByTime)
	}
	if !slices.Equal(got, []bool{false, true, false}) {
		t.Errorf("asked by time: %v", got)
	}
}

func TestTheFirstLookIsNoted(t *testing.T) {
	f := newFrontFixture(t, 1200, app.FrontPage{Stories: []app.FrontStory{frontStory(10, 3)}})
	f.refresh()
	if f.store.seen != 1 {
		t.Errorf("noted %d looks after two loads, want the first", f.store.seen)
	}
}

func TestAnEmptyFrontPageSaysWhy(t *testing.T) {
	for want, filtered := range map[string]bool{"A quiet day: nothing new": false, "A quiet day for this.": true} {
		f := newFrontFixture(t, 900, app.FrontPage{})
		if filtered {
			f.toggle(feeds.Sport)
		}
		if text := viewmodel.FrontNothing(f.filtered(), f.page.Total); !strings.HasPrefix(text, want) {
			t.Errorf("it says %q, want %q", text, want)
		}
	}
}

func TestWhatIsTalkedAboutIsSearched(t *testing.T) {
	for _, byTime := range []bool{false, true} {
		f := newFrontFixture(t, 1200, app.FrontPage{
			Stories: []app.FrontStory{frontStory(10, 3)},
			Names:   []app.Trend{{Text: "Vantia", Sources: 6}},
			Links:   []app.Trend{{Text: "A report", Link: "https://paper.example/report", Sources: 4}},
		})
		f.order(byTime)
		i := slices.IndexFunc(f.pieces, func(p piece) bool { return p.name == "trend Vantia" })
		if i < 0 {
			t.Fatalf("the name is not shown (by time: %v)", byTime)
		}
		f.pieces[i].tap()
		if !slices.Equal(f.names, []string{"Vantia"}) {
			t.Errorf("searched for %q", f.names)
		}
	}
}

func TestNothingOnTheFrontPageStandsOverSomethingElse(t *testing.T) {
	page := app.FrontPage{Since: frontNow.Add(-4 * time.Hour), New: 3, Total: 9, Sources: 3, Names: []app.Trend{{Text: "Vantia", Sources: 6}}}
	for i := range 9 {
		s := frontStory(feeds.StoryID(i*10+10), i%3+1, feeds.Sport)
		if i%2 == 0 {
			s.Lead.Image = "https://paper.example/p.png"
		}
		s.Lead.Lead = strings.Repeat("Ein langer Vorspann über Donaudampfschifffahrtsgesellschaften. ", 5)
		page.Stories = append(page.Stories, s)
	}
	for _, width := range []float32{360, 640, 900, 1440} {
		f := newFrontFixture(t, width, page)
		for _, byTime := range []bool{false, true} {
			f.order(byTime)
			checkApart(t, f.sheet, width)
		}
	}
}

// checkApart fails where two things that can be chosen overlap, or one reaches over
// the edge.
func checkApart(t *testing.T, s *sheet, width float32) {
	t.Helper()
	for i, p := range s.pieces {
		if p.x < 0 || p.x+p.w > width+0.5 {
			t.Errorf("at %v: %q reaches from %v to %v", width, p.name, p.x, p.x+p.w)
		}
		for _, q := range s.pieces[:i] {
			apart := p.x+p.w <= q.x+0.5 || q.x+q.w <= p.x+0.5 || p.y+p.h <= q.y+0.5 || q.y+q.h <= p.y+0.5
			if !apart && p.tap != nil && q.tap != nil && !p.tight && !q.tight {
				t.Errorf("at %v: %q and %q stand over each other", width, p.name, q.name)
			}
		}
	}
}

func TestThePageStaysAsItIsWhereNothingChanged(t *testing.T) {
	f := newFrontFixture(t, 1200, app.FrontPage{Stories: []app.FrontStory{frontStory(10, 3), frontStory(20, 1)}})
	composed := 0
	f.compose = func(b *brush, width float32) ([]piece, float32) {
		composed++
		return f.layOut(b, width)
	}
	f.refresh()
	if composed != 0 {
		t.Errorf("composed %d times although nothing changed", composed)
	}
	f.store.page.Stories = f.store.page.Stories[:1]
	f.refresh()
	f.frontPage.names = viewmodel.Names{1: "Harbour Herald"}
	f.refresh()
	f.toggle(feeds.Sport)
	f.order(true)
	if composed != 4 {
		t.Errorf("composed %d times; other stories, a name, a chip and the order are changes", composed)
	}
}

// BenchmarkFrontPage composes a page of 24 stories in a window of usual size, as each
// change does while it is in view.
func BenchmarkFrontPage(b *testing.B) {
	test.NewTempApp(b)
	fonts, err := faces()
	if err != nil {
		b.Fatal(err)
	}
	w := pageWorker()
	f := newFrontPage(&fakeFront{}, w, typeset.NewEngine(fonts), newPictures(noPictures{}, w))
	f.now = func() time.Time { return frontNow }
	for i := range 24 {
		s := frontStory(feeds.StoryID(i*10+10), i%5+1, feeds.Sport)
		s.Lead.Title = fmt.Sprintf("Story %d of a day on which the dam of Aruna held for the %dth night", i, i)
		s.Lead.Lead = strings.Repeat("Engineers counted the water again and found it lower than before. ", 3)
		f.page.Stories = append(f.page.Stories, s)
	}
	f.ready = true
	window := test.NewTempWindow(b, f)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(1220, 856))
	for b.Loop() {
		f.rebuild()
	}
}
