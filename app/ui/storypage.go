package ui

import (
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// storyTeller is what the story page asks of the core.
type storyTeller interface {
	StoryPage(ctx context.Context, id feeds.StoryID) (app.StoryPage, error)
	StorySummary(ctx context.Context, id feeds.StoryID) ([]feeds.Sentence, error)
	StorySeen(ctx context.Context, id feeds.StoryID) error
	Article(ctx context.Context, id feeds.ArticleID) (feeds.Article, error)
}

// storyPage shows a story: its reports by day or its sources side by side, who came
// first, what is the same agency text, what only one says, and why they belong
// together. There the reader corrects what belongs together.
type storyPage struct {
	*sheet
	core   storyTeller
	worker *worker
	now    func() time.Time
	names  viewmodel.Names

	id    feeds.StoryID
	from  string // where Back leads
	page  app.StoryPage
	fresh map[feeds.ArticleID]bool   // came since the reader looked at it before
	about map[feeds.ArticleID]string // titles of what the reader said something about
	loads latest

	beside   bool                     // sources stand side by side
	unfolded map[feeds.ArticleID]bool // whose copies are shown
	whole    map[feeds.FeedID]bool    // of which source all is shown
	missing  bool                     // all that have not covered it are named
	short    []feeds.Sentence         // the story in three sentences; nil: not asked for
	shorting bool                     // they are on their way
	shorted  string                   // why there are none
	fixing   bool                     // the rows have boxes to tick
	ticked   map[feeds.ArticleID]bool

	acts storyActs
}

// storyActs is what the window does for the page.
type storyActs struct {
	back    func()
	article func(feeds.Article)
	story   func(feeds.StoryID)
	feed    func(feeds.FeedID)
	follow  func(id feeds.StoryID, title string)
	follows func(id feeds.StoryID) bool
	export  func(s app.StoryPage, at fyne.Position)
	split   func(out []feeds.ArticleID)
	merge   func(feeds.Story)
	menu    func(m feeds.Member, at fyne.Position)
	take    func(feeds.StoryCorrection) // take back what the reader said
	moved   func(feeds.StoryID)         // the story has another ID now
	fail    func(error)
}

func newStoryPage(core storyTeller, w *worker, e *typeset.Engine, pics *pictures) *storyPage {
	s := &storyPage{sheet: newSheet(e, pics), core: core, worker: w, now: time.Now}
	s.sheet.compose = s.layOut
	s.sheet.tabs, s.sheet.self = true, s
	s.forget()
	return s
}

// forget makes the page as it is when it is opened.
func (s *storyPage) forget() {
	s.page, s.short, s.shorting, s.shorted = app.StoryPage{}, nil, false, ""
	s.fresh, s.unfolded, s.whole = map[feeds.ArticleID]bool{}, map[feeds.ArticleID]bool{}, map[feeds.FeedID]bool{}
	s.missing, s.fixing, s.ticked = false, false, map[feeds.ArticleID]bool{}
}

// open shows a story from its top, or where it was left. back names the place that
// Back leads to.
func (s *storyPage) open(id feeds.StoryID, back string) {
	if id != s.id {
		s.forget()
		s.top()
	}
	s.id, s.from = id, back
	s.refresh()
}

func (s *storyPage) refresh() {
	current := s.loads.next()
	id, was := s.id, s.page
	var r storyRead
	var err error
	s.worker.load(func(ctx context.Context) { r, err = s.read(ctx, id, was) }, func() {
		switch {
		case !current():
		case errors.Is(err, feeds.ErrNotFound):
			s.acts.back() // all of it was deleted
		case err != nil:
			s.acts.fail(err)
		default:
			if r.page.ID != s.id {
				s.id = r.page.ID
				s.acts.moved(s.id)
			}
			s.about = r.about
			s.take(r.page)
		}
	})
}

// storyRead is what the page reads of a story.
type storyRead struct {
	page  app.StoryPage
	about map[feeds.ArticleID]string
}

// read reads a story. One that was split, merged or put together again is found by the
// articles it had. It runs elsewhere.
func (s *storyPage) read(ctx context.Context, id feeds.StoryID, was app.StoryPage) (r storyRead, err error) {
	r.page, err = s.core.StoryPage(ctx, id)
	for _, m := range was.Members {
		if !errors.Is(err, feeds.ErrNotFound) {
			break
		}
		if a, lost := s.core.Article(ctx, m.ID); lost == nil && a.Story != 0 && a.Story != id {
			r.page, err = s.core.StoryPage(ctx, a.Story)
		}
	}
	if err != nil {
		return r, err
	}
	r.about = map[feeds.ArticleID]string{}
	for _, c := range r.page.Joined {
		for _, about := range []feeds.ArticleID{c.A, c.B} {
			if a, lost := s.core.Article(ctx, about); about != 0 && lost == nil {
				r.about[about] = a.Title
			}
		}
	}
	if r.page.Articles != was.Articles { // the reader sees something that they have not seen
		err = s.core.StorySeen(ctx, r.page.ID)
	}
	return r, err
}

// take shows what was read. What was new when the page was opened stays marked while
// it is looked at.
func (s *storyPage) take(page app.StoryPage) {
	for _, id := range newest(page.Members, page.New) {
		s.fresh[id] = true
	}
	if s.short != nil && page.Last.After(s.page.Last) {
		s.short = nil // there is more to say
	}
	s.page = page
	for id := range s.ticked {
		if !slices.ContainsFunc(page.Members, func(m feeds.Member) bool { return m.ID == id }) {
			delete(s.ticked, id)
		}
	}
	s.rebuild()
}

// newest are the articles that arrived last, copies of others left out.
func newest(members []feeds.Member, n int) []feeds.ArticleID {
	var own []feeds.Member
	for _, m := range members {
		if m.CopyOf == 0 {
			own = append(own, m)
		}
	}
	slices.SortStableFunc(own, func(a, b feeds.Member) int { return b.Received.Compare(a.Received) })
	var out []feeds.ArticleID
	for _, m := range own[:min(n, len(own))] {
		out = append(out, m.ID)
	}
	return out
}

// currentMember is the article that the keys are about.
func (s *storyPage) currentMember() (feeds.Member, bool) {
	name := s.chosen()
	for _, m := range s.page.Members {
		if name != "" && rowName(m.ID) == name {
			return m, true
		}
	}
	return feeds.Member{}, false
}

// setBeside shows the sources side by side, or the reports by day.
func (s *storyPage) setBeside(on bool) {
	if s.beside != on && len(s.page.Members) > 0 {
		s.beside, s.fixing = on, false
		s.top()
		s.rebuild()
	}
}

// summarise brings the story in three sentences, or takes them away.
func (s *storyPage) summarise() {
	if s.short != nil || s.shorting {
		s.short, s.shorting = nil, false
		s.rebuild()
		return
	}
	id := s.id
	s.shorting, s.shorted = true, ""
	s.rebuild()
	var list []feeds.Sentence
	var err error
	s.worker.load(func(ctx context.Context) { list, err = s.core.StorySummary(ctx, id) }, func() {
		if s.id != id || !s.shorting {
			return
		}
		s.shorting = false
		switch {
		case err != nil:
			s.shorted = app.Explain(err)
		case len(list) == 0:
			s.shorted = "The texts are too short to take sentences from."
		default:
			s.short = list
		}
		s.rebuild()
	})
}

// leave ends the correcting; it is false if the reader did not correct.
func (s *storyPage) leave() bool {
	if !s.fixing {
		return false
	}
	s.fix(false)
	return true
}

// fix begins or ends correcting.
func (s *storyPage) fix(on bool) {
	s.fixing, s.ticked = on, map[feeds.ArticleID]bool{}
	if on {
		s.beside = false
	}
	s.rebuild()
}

// tick chooses an article for a story of its own, or not.
func (s *storyPage) tick(id feeds.ArticleID) {
	if s.ticked[id] {
		delete(s.ticked, id)
	} else {
		s.ticked[id] = true
	}
	s.rebuild()
}

// picked are the ticked articles in time order, with the copies of their texts: a copy
// belongs where its text does.
func (s *storyPage) picked() []feeds.ArticleID {
	var out []feeds.ArticleID
	for _, m := range s.page.Members {
		if s.ticked[m.ID] || m.CopyOf != 0 && s.ticked[m.CopyOf] && !s.unfolded[m.CopyOf] {
			out = append(out, m.ID)
		}
	}
	return out
}
