package ui

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// fakeStories are stories by their ID.
type fakeStories struct {
	pages map[feeds.StoryID]app.StoryPage
	at    map[feeds.ArticleID]feeds.StoryID // where an article is now
	short []feeds.Sentence
	seen  []feeds.StoryID
}

func (f *fakeStories) StoryPage(_ context.Context, id feeds.StoryID) (app.StoryPage, error) {
	p, ok := f.pages[id]
	if !ok {
		return p, fmt.Errorf("story: %w", feeds.ErrNotFound)
	}
	return p, nil
}

func (f *fakeStories) StorySummary(context.Context, feeds.StoryID) ([]feeds.Sentence, error) {
	return f.short, nil
}

func (f *fakeStories) StorySeen(_ context.Context, id feeds.StoryID) error {
	f.seen = append(f.seen, id)
	return nil
}

func (f *fakeStories) Article(_ context.Context, id feeds.ArticleID) (feeds.Article, error) {
	return feeds.Article{ID: id, Title: fmt.Sprintf("Report %d", id), Story: f.at[id]}, nil
}

// aStory has reports of yesterday (1 and its copy 2) and today (3 and 4).
func aStory() app.StoryPage {
	report := func(id feeds.ArticleID, feed feeds.FeedID, ago time.Duration, copyOf feeds.ArticleID) feeds.Member {
		at := frontNow.Add(-ago)
		return feeds.Member{Article: feeds.Article{ID: id, Feed: feed, Title: fmt.Sprintf("Report %d", id), Lead: "It is said.", Language: "en", Published: at, Received: at, Words: 400}, CopyOf: copyOf, First: id == 1, Why: "harbour"}
	}
	p := app.StoryPage{Members: []feeds.Member{report(1, 1, 30*time.Hour, 0), report(2, 2, 29*time.Hour, 1), report(3, 3, 3*time.Hour, 0), report(4, 1, time.Hour, 0)}}
	p.ID, p.Articles, p.Sources, p.Unread = 1, 4, 3, 4
	p.Lead, p.First, p.Last = p.Members[2].Article, p.Members[0].Date(), p.Members[3].Date()
	p.Days = []app.StoryDay{
		{Date: app.Today(p.First), Members: p.Members[:1], Copies: map[feeds.ArticleID][]feeds.Member{1: p.Members[1:2]}},
		{Date: app.Today(p.Last), Members: []feeds.Member{p.Members[3], p.Members[2]}, Added: []string{"mediator"}},
	}
	return p
}

type storyPageFixture struct {
	*storyPage
	store  *fakeStories
	opened []feeds.ArticleID
	out    []feeds.ArticleID // made a story of their own
	backs  int
	moved  feeds.StoryID
}

func newStoryPageFixture(t *testing.T, width float32) *storyPageFixture {
	t.Helper()
	test.NewTempApp(t)
	fonts, err := faces()
	if err != nil {
		t.Fatal(err)
	}
	w := pageWorker()
	f := &storyPageFixture{store: &fakeStories{pages: map[feeds.StoryID]app.StoryPage{1: aStory()}, at: map[feeds.ArticleID]feeds.StoryID{}}}
	f.storyPage = newStoryPage(f.store, w, typeset.NewEngine(fonts), newPictures(nil, w))
	f.now = func() time.Time { return frontNow }
	f.names = viewmodel.Names{1: "Harbour Post", 2: "Orbit Wire", 3: "Delta Courier"}
	f.acts = storyActs{
		back: func() { f.backs++ }, article: func(a feeds.Article) { f.opened = append(f.opened, a.ID) },
		feed: func(feeds.FeedID) {}, story: func(feeds.StoryID) {}, follows: func(feeds.StoryID) bool { return false }, follow: func(feeds.StoryID, string) {},
		split: func(out []feeds.ArticleID) { f.out = out }, merge: func(feeds.Story) {},
		moved: func(id feeds.StoryID) { f.moved = id }, fail: func(err error) { t.Error(err) },
	}
	window := test.NewTempWindow(t, f.storyPage)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(width, 700))
	f.open(1, "Front page")
	return f
}

// rows are the articles in their order on the page.
func (f *storyPageFixture) rows() []feeds.ArticleID {
	var out []feeds.ArticleID
	for _, p := range f.pieces {
		for _, m := range f.page.Members {
			if p.name == rowName(m.ID) {
				out = append(out, m.ID)
			}
		}
	}
	return out
}

func (f *storyPageFixture) tap(t *testing.T, name string) {
	t.Helper()
	i := slices.IndexFunc(f.pieces, func(p piece) bool { return p.name == name })
	if i < 0 {
		t.Fatalf("there is no %q on the page", name)
	}
	f.pieces[i].tap()
}

func (f *storyPageFixture) wantRows(t *testing.T, want ...feeds.ArticleID) {
	t.Helper()
	if got := f.rows(); !slices.Equal(got, want) {
		t.Errorf("the rows are %v, want %v", got, want)
	}
}

func TestAStoryIsListedByDayWithTheLatestFirst(t *testing.T) {
	f := newStoryPageFixture(t, 1200)
	f.wantRows(t, 4, 3, 1)
	f.tap(t, "copies "+rowName(1))
	f.wantRows(t, 4, 3, 1, 2)
	f.step(1)
	f.openCurrent()
	f.step(1)
	f.step(1)
	f.step(1)
	f.openCurrent()
	if fmt.Sprint(f.opened) != "[4 2]" {
		t.Errorf("opened %v; the copy is read as well", f.opened)
	}
}

func TestSourcesStandSideBySideInTheOrderInWhichTheyCame(t *testing.T) {
	f := newStoryPageFixture(t, 1200)
	f.setBeside(true)
	f.wantRows(t, 1, 4, 2, 3)
	f.setBeside(false)
	f.wantRows(t, 4, 3, 1)
}

func TestTickedReportsBecomeAStoryOfTheirOwnWithTheCopiesOfTheirText(t *testing.T) {
	f := newStoryPageFixture(t, 1200)
	f.fix(true)
	f.tap(t, rowName(1))
	f.tap(t, rowName(3))
	f.tap(t, rowName(3))
	f.tap(t, "pill "+viewmodel.SplitName(1))
	if !slices.Equal(f.out, []feeds.ArticleID{1, 2}) {
		t.Errorf("made %v a story of their own, want the report and its copy", f.out)
	}
	if len(f.opened) > 0 {
		t.Errorf("ticking opened %v", f.opened)
	}
	if !f.leave() || f.leave() {
		t.Error("Escape ends the correcting, and then goes back")
	}
}

func TestAllOfAStoryIsNotSplitFromIt(t *testing.T) {
	f := newStoryPageFixture(t, 1200)
	f.fix(true)
	for _, id := range []feeds.ArticleID{1, 3, 4} {
		f.tick(id)
	}
	if slices.ContainsFunc(f.pieces, func(p piece) bool { return p.name == "pill "+viewmodel.SplitName(3) }) {
		t.Error("all of the story could be made a story of its own")
	}
}

func TestAStoryIsFoundAgainByItsArticlesWhenItsIDWent(t *testing.T) {
	f := newStoryPageFixture(t, 1200)
	rest := aStory()
	rest.ID, rest.Members, rest.Articles = 3, rest.Members[2:], 2
	rest.Days = rest.Days[1:]
	f.store.pages = map[feeds.StoryID]app.StoryPage{3: rest}
	f.store.at[3], f.store.at[4] = 3, 3
	f.refresh()
	if f.id != 3 || f.moved != 3 || f.backs != 0 {
		t.Errorf("the page shows story %d and the window %d, after going back %d times", f.id, f.moved, f.backs)
	}
	f.wantRows(t, 4, 3)
	f.store.pages = nil
	f.refresh()
	if f.backs != 1 {
		t.Errorf("went back %d times from a story that is gone", f.backs)
	}
}

func TestWhatIsNewStaysMarkedWhileItIsLookedAt(t *testing.T) {
	f := newStoryPageFixture(t, 1200)
	if len(f.fresh) != 0 || len(f.store.seen) != 1 {
		t.Fatalf("%v is new, seen %v times", f.fresh, f.store.seen)
	}
	p := aStory()
	p.New = 1
	f.storyPage.id = 0
	f.store.pages[1] = p
	f.open(1, "Front page")
	p.New = 0
	f.store.pages[1] = p
	f.refresh()
	if !f.fresh[4] || len(f.fresh) != 1 {
		t.Errorf("new is %v, want the latest report", f.fresh)
	}
	if len(f.store.seen) != 2 {
		t.Errorf("told %d times that it was seen; a load that brings nothing tells nothing", len(f.store.seen))
	}
}

func TestAStoryInThreeSentencesLeadsToTheirArticles(t *testing.T) {
	f := newStoryPageFixture(t, 1200)
	f.store.short = []feeds.Sentence{{Text: "Talks began.", Article: 3}, {Text: "They ended.", Article: 4}}
	f.summarise()
	f.tap(t, "sentence They ended.")
	if fmt.Sprint(f.opened) != "[4]" {
		t.Errorf("the sentence leads to %v", f.opened)
	}
	f.summarise()
	if f.short != nil {
		t.Error("asked again, the sentences go")
	}
	f.store.short = nil
	f.summarise()
	if f.shorted == "" {
		t.Error("nothing is said where there are no sentences")
	}
}

func TestNothingOfAStoryStandsOverSomethingElse(t *testing.T) {
	for _, width := range []float32{420, 700, 1000, 1500} {
		f := newStoryPageFixture(t, width)
		p := aStory()
		p.Missing = []feeds.Feed{{ID: 7, Title: "Donaudampfschifffahrtsnachrichten"}, {ID: 8, Title: "قلم اليومية"}, {ID: 9, Title: "港口日报"}}
		p.Only = []app.OnlyOne{{Sentence: feeds.Sentence{Text: "Only here.", Article: 3}, Feed: 3}}
		p.Joined = []feeds.StoryCorrection{{ID: 1, Kind: feeds.Apart, A: 1, B: 9}, {ID: 2, Kind: feeds.FeedsApart, FeedA: 1, FeedB: 3}}
		f.store.pages[1] = p
		f.refresh()
		checkApart(t, f.sheet, width)
		f.fix(true)
		f.unfold(1)
		checkApart(t, f.sheet, width)
		f.setBeside(true)
		checkApart(t, f.sheet, width)
	}
}
