package ui

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// frontPager is what the front page asks of the core.
type frontPager interface {
	FrontPage(ctx context.Context, w app.FrontWishes) (app.FrontPage, error)
	FrontSeen(ctx context.Context) error
}

// frontPage shows the stories of the day by weight, or in plain order of time.
type frontPage struct {
	*sheet
	core   frontPager
	worker *worker
	now    func() time.Time
	names  viewmodel.Names
	wishes app.FrontWishes
	page   app.FrontPage
	counts map[feeds.Topic]int // stories of each topic, whatever the chips say
	loads  latest
	chips  *chipBar
	ready  bool
	drawn  frontDrawn

	onStory   func(feeds.StoryID)
	onArticle func(feeds.Article)
	onMenu    func(app.FrontStory, fyne.Position)
	onName    func(name string) // that is talked about
	onLink    func(app.Trend)   // that many link to
	onBalance func()
	onOrder   func(byTime bool)
	onError   func(error)
}

func newFrontPage(core frontPager, w *worker, e *typeset.Engine, pics *pictures) *frontPage {
	f := &frontPage{sheet: newSheet(e, pics), core: core, worker: w, now: time.Now}
	f.sheet.compose = f.layOut
	f.sheet.tabs, f.sheet.self = true, f
	f.chips = newChipBar(e, 0, f.toggle)
	return f
}

// toggle changes what a chip does: its topic is wanted, then left out, then neither.
func (f *frontPage) toggle(t feeds.Topic) {
	in := viewmodel.Toggle(feeds.Scope{Topics: f.wishes.Topics, Without: f.wishes.Without}, t)
	f.wish(in.Topics, in.Without)
}

// only shows the stories of one topic; of all, if it is empty.
func (f *frontPage) only(t feeds.Topic) {
	if t == "" {
		f.wish(nil, nil)
		return
	}
	f.wish([]feeds.Topic{t}, nil)
}

func (f *frontPage) wish(topics, without []feeds.Topic) {
	f.wishes.Topics, f.wishes.Without = topics, without
	f.drawn = frontDrawn{} // the chips change even where the stories do not
	f.top()
	f.refresh()
}

// order shows the page by weight or in plain order of time.
func (f *frontPage) order(byTime bool) {
	if f.wishes.ByTime == byTime {
		return
	}
	f.wishes.ByTime = byTime
	f.drawn = frontDrawn{}
	f.onOrder(byTime)
	f.top()
	f.refresh()
}

// refresh loads the page again.
func (f *frontPage) refresh() {
	current := f.loads.next()
	wishes := f.wishes
	var page app.FrontPage
	var err error
	f.worker.load(func(ctx context.Context) { page, err = f.core.FrontPage(ctx, wishes) }, func() {
		if !current() {
			return
		}
		if err != nil {
			f.onError(err)
			return
		}
		f.take(page)
	})
}

// take shows what was read. Where it is what is shown already the page stays as it is:
// a refresh of many feeds tells of changes again and again.
func (f *frontPage) take(page app.FrontPage) {
	drawn := frontDrawn{f.now().Format(time.DateOnly), f.names, page}
	same := f.ready && drawn.day == f.drawn.day && maps.Equal(drawn.names, f.drawn.names) && reflect.DeepEqual(page, f.drawn.page)
	first := !f.ready
	f.page, f.ready, f.drawn = page, true, drawn
	if !f.filtered() {
		f.counts = page.Topics
	}
	if !same {
		f.rebuild()
	}
	if first {
		f.seen()
	}
}

// frontDrawn is what the page in view was made of.
type frontDrawn struct {
	day   string
	names viewmodel.Names
	page  app.FrontPage
}

func (f *frontPage) filtered() bool { return len(f.wishes.Topics)+len(f.wishes.Without) > 0 }

// seen notes that the reader looked at the page, from which "new" is counted the next
// time.
func (f *frontPage) seen() {
	if !f.ready {
		return
	}
	var err error
	f.worker.load(func(ctx context.Context) { err = f.core.FrontSeen(ctx) }, func() {
		if err != nil {
			f.onError(err)
		}
	})
}

// storyName is the name of the pieces of a story.
func storyName(id feeds.StoryID) string { return fmt.Sprintf("story %d", id) }

// currentStory is the story that the keys are about.
func (f *frontPage) currentStory() (app.FrontStory, bool) {
	name := f.chosen()
	for _, s := range f.page.Stories {
		if name != "" && storyName(s.ID) == name {
			return s, true
		}
	}
	return app.FrontStory{}, false
}

func (f *frontPage) open(s app.FrontStory) {
	if s.Articles > 1 {
		f.onStory(s.ID)
		return
	}
	f.onArticle(s.Lead)
}

// sources are the names of those who cover a story, the lead's first.
func (f *frontPage) sources(s app.FrontStory) []string {
	out := []string{f.names[s.Lead.Feed]}
	for _, m := range s.Others {
		out = append(out, f.names[m.Feed])
	}
	return out
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
