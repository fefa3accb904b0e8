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

	"tidings/app/ui/typeset"
	"tidings/feeds"
)

// fakeArticles is a store of articles, newest first.
type fakeArticles struct {
	list  []feeds.Article
	err   error
	asked []feeds.Scope

	counted int
}

func (f *fakeArticles) Articles(_ context.Context, in feeds.Scope, after feeds.Cursor, limit int) (feeds.Page, error) {
	f.asked = append(f.asked, in)
	page := feeds.Page{Stories: map[feeds.StoryID]feeds.StoryCount{}}
	for _, a := range f.list {
		switch n := page.Stories[a.Story]; {
		case in.UnreadOnly && a.Status.Read, in.Story != 0 && a.Story != in.Story:
			continue
		case in.ByStory && a.Story != 0:
			n.Articles, n.Sources = n.Articles+1, n.Sources+1
			if !a.Status.Read {
				n.Unread++
			}
			if page.Stories[a.Story] = n; n.Articles > 1 {
				continue
			}
		}
		switch {
		case after.ID != 0 && a.ID >= after.ID:
			continue
		case len(page.Articles) == limit:
			page.More = true
			return page, f.err
		}
		page.Articles = append(page.Articles, a)
		page.Next.ID = a.ID
	}
	return page, f.err
}

func (f *fakeArticles) Snippets(context.Context, []feeds.ArticleID, string) (map[feeds.ArticleID]string, error) {
	return nil, nil
}

func (f *fakeArticles) TopicCounts(context.Context, feeds.Scope) (map[feeds.Topic]int, error) {
	return map[feeds.Topic]int{feeds.Sport: 2}, nil
}

func (f *fakeArticles) CountArticles(_ context.Context, in feeds.Scope, most int) (int, error) {
	f.counted++
	return min(len(f.list), most+1), f.err
}

func (f *fakeArticles) Story(_ context.Context, id feeds.StoryID) (feeds.Story, []feeds.Member, error) {
	var out []feeds.Member
	for _, a := range slices.Backward(f.list) {
		if a.Story == id {
			out = append(out, feeds.Member{Article: a, First: len(out) == 0})
		}
	}
	return feeds.Story{ID: id}, out, f.err
}

func (f *fakeArticles) InTitle(title, text string) [][2]int {
	if i := strings.Index(title, text); i >= 0 {
		return [][2]int{{i, i + len(text)}}
	}
	return nil
}

// stock is n unread articles, an hour apart, the highest number newest.
func stock(n int, now time.Time) *fakeArticles {
	f := &fakeArticles{}
	for i := n; i >= 1; i-- {
		at := now.Add(-time.Duration(n-i) * time.Hour)
		f.list = append(f.list, feeds.Article{ID: feeds.ArticleID(i), Title: fmt.Sprintf("Article %d", i), Published: at, Received: at})
	}
	return f
}

type timelineFixture struct {
	*timeline
	store  *fakeArticles
	opened []feeds.ArticleID
	errs   []error
}

func newTimelineFixture(t *testing.T, n int) *timelineFixture {
	t.Helper()
	test.NewTempApp(t)
	fonts, err := faces()
	if err != nil {
		t.Fatal(err)
	}
	w := pageWorker()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	f := &timelineFixture{store: stock(n, now)}
	f.timeline = newTimeline(f.store, w, typeset.NewEngine(fonts), newPictures(nil, w))
	f.timeline.now = func() time.Time { return now }
	f.onArticle = func(a feeds.Article) { f.opened = append(f.opened, a.ID) }
	f.onScope = f.setScope
	f.onError = func(err error) { f.errs = append(f.errs, err) }
	f.isEmpty = func(feeds.Scope) string { return "nothing here" }
	window := test.NewTempWindow(t, f.pane)
	window.Resize(fyne.NewSize(420, 700))
	f.setScope(feeds.Scope{})
	return f
}

func (f *timelineFixture) key(name fyne.KeyName) { f.list.TypedKey(&fyne.KeyEvent{Name: name}) }

func TestTheArrowKeysGoFromArticleToArticle(t *testing.T) {
	f := newTimelineFixture(t, 30)
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyEnd, fyne.KeyDown, fyne.KeyHome} {
		f.key(k)
	}
	want := []feeds.ArticleID{30, 29, 30, 1, 30}
	if fmt.Sprint(f.opened) != fmt.Sprint(want) {
		t.Errorf("opened %v, want %v", f.opened, want)
	}
}

func TestMoreIsLoadedWhenTheEndComesIntoView(t *testing.T) {
	f := newTimelineFixture(t, 400)
	if len(f.articles) != firstPage {
		t.Fatalf("%d articles at first, want %d", len(f.articles), firstPage)
	}
	for range 3 {
		f.key(fyne.KeyEnd)
	}
	if len(f.articles) != 400 {
		t.Errorf("%d articles at the end", len(f.articles))
	}
	if n := len(f.live); n > 12 {
		t.Errorf("%d rows are in the tree, far more than are in view", n)
	}
}

func TestWhatIsReadStaysUntilAnotherListIsShown(t *testing.T) {
	f := newTimelineFixture(t, 5)
	f.setScope(feeds.Scope{UnreadOnly: true})
	f.key(fyne.KeyDown)
	f.store.list[0].Status.Read = true
	f.refresh()
	if len(f.articles) != 5 || f.selected() != 5 {
		t.Errorf("%d articles, selected %d, after one was read", len(f.articles), f.selected())
	}
	f.setScope(feeds.Scope{UnreadOnly: true, Since: time.Unix(1, 0)})
	if len(f.articles) != 4 {
		t.Errorf("%d articles in a new list", len(f.articles))
	}
}

func TestWhatNewArticlesPushBehindTheEndOfThePageIsNotShownAsRead(t *testing.T) {
	f := newTimelineFixture(t, firstPage+5)
	f.setScope(feeds.Scope{UnreadOnly: true})
	f.store.list = append([]feeds.Article{{ID: 900, Title: "New", Published: f.now(), Received: f.now()}}, f.store.list...)
	f.refresh()
	for _, a := range f.articles {
		if a.Status.Read {
			t.Errorf("article %d is shown as read", a.ID)
		}
	}
}

func TestTheViewStaysWhenNewArticlesArrive(t *testing.T) {
	f := newTimelineFixture(t, 60)
	f.list.scrollTo(2000)
	first, within := f.anchor()
	for i := range 3 {
		id := feeds.ArticleID(61 + i)
		f.store.list = append([]feeds.Article{{ID: id, Title: "New", Published: f.now(), Received: f.now()}}, f.store.list...)
	}
	f.refresh()
	if now, in := f.anchor(); now != first || in != within {
		t.Errorf("the view begins with %d at %v, was %d at %v", now, in, first, within)
	}
	if !f.fresh.Visible() || f.fresh.text.Text != "3 new ↑" {
		t.Errorf("the button says %q", f.fresh.text.Text)
	}
}

func TestAKeyBeforeTheListIsThereIsNotLost(t *testing.T) {
	f := newTimelineFixture(t, 3)
	var waiting []func()
	f.worker.start = func(job func()) { waiting = append(waiting, job) }
	f.setScope(feeds.Scope{StarredOnly: true})
	f.advance(1)
	if len(f.opened) != 0 {
		t.Fatalf("opened %v of the list before", f.opened)
	}
	for _, job := range waiting {
		job()
	}
	if fmt.Sprint(f.opened) != "[3]" {
		t.Errorf("opened %v once it was there", f.opened)
	}
}

func TestTheNextUnreadMayBeAbove(t *testing.T) {
	f := newTimelineFixture(t, 4)
	for i := range f.store.list[1:] {
		f.store.list[i+1].Status.Read = true
	}
	f.setScope(feeds.Scope{Since: time.Unix(1, 0)})
	f.key(fyne.KeyEnd)
	if !f.nextUnread() || f.selected() != 4 {
		t.Errorf("next unread is %d", f.selected())
	}
	f.setStatus(4, feeds.Status{Read: true})
	if f.nextUnread() {
		t.Error("there is an unread one where all are read")
	}
}

func TestAnEmptyListSaysWhy(t *testing.T) {
	f := newTimelineFixture(t, 0)
	if !f.empty.Visible() || f.empty.Text != "nothing here" {
		t.Errorf("an empty list says %q", f.empty.Text)
	}
	f.store.err = errors.New("broken")
	f.refresh()
	if len(f.errs) != 1 || f.empty.Text != "The list could not be loaded." {
		t.Errorf("errors %v, the list says %q", f.errs, f.empty.Text)
	}
}

func TestChipsAndButtonsChangeTheScope(t *testing.T) {
	f := newTimelineFixture(t, 3)
	test.TapAt(f.chips, fyne.NewPos(f.chips.ends[0]+chipGap+10, 20))
	if got := f.scope.Topics; len(got) != 1 || got[0] != feeds.Sport {
		t.Errorf("topics are %v", got)
	}
	test.Tap(f.unread)
	test.Tap(f.order)
	if !f.scope.UnreadOnly || f.scope.Order != feeds.Oldest {
		t.Errorf("scope is %+v", f.scope)
	}
}

func BenchmarkTimelinePage(b *testing.B) {
	test.NewTempApp(b)
	fonts, err := faces()
	if err != nil {
		b.Fatal(err)
	}
	now := time.Now()
	w := pageWorker()
	store := stock(100_000, now)
	t := newTimeline(store, w, typeset.NewEngine(fonts), newPictures(nil, w))
	t.onError, t.isEmpty = func(error) {}, func(feeds.Scope) string { return "" }
	window := test.NewTempWindow(b, t.pane)
	window.Resize(fyne.NewSize(420, 900))
	t.articles = store.list
	t.fill(true)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		t.list.scrollTo(float32(i%1000) * 900)
	}
}

func TestBackReturnsToThePlaceInTheListAlsoWhenArticlesArrived(t *testing.T) {
	f := newTimelineFixture(t, 200)
	for range 70 {
		f.key(fyne.KeyDown)
	}
	f.list.scrollTo(f.list.scroll.Offset.Y - 130)
	at := f.where()
	top, within := f.anchor()
	f.setScope(feeds.Scope{StarredOnly: true})
	for i := range 3 {
		id := feeds.ArticleID(201 + i)
		f.store.list = append([]feeds.Article{{ID: id, Title: "New", Published: f.now(), Received: f.now()}}, f.store.list...)
	}
	f.returnTo(feeds.Scope{}, at)
	if got := f.selected(); got != at.chosen {
		t.Errorf("article %d is selected, want %d", got, at.chosen)
	}
	if got, in := f.anchor(); got != top || in != within {
		t.Errorf("at the top is %d, scrolled out by %v; want %d, %v", got, in, top, within)
	}
}

func TestBackFindsWhatWasReadInAnUnreadList(t *testing.T) {
	f := newTimelineFixture(t, 5)
	f.setScope(feeds.Scope{UnreadOnly: true})
	f.key(fyne.KeyDown)
	read := f.selected()
	f.setStatus(read, feeds.Status{Read: true})
	f.store.list[0].Status.Read = true
	at := f.where()
	f.setScope(feeds.Scope{})
	f.returnTo(feeds.Scope{UnreadOnly: true}, at)
	if f.selected() != read {
		t.Errorf("article %d is selected, want %d, which was read there", f.selected(), read)
	}
}
