package ui

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// Preferences of following stories.
const (
	notifyKey = "following.notify" // the system tells when a followed story develops
	quietKey  = "following.quiet"  // the stories whose quiet end was told
)

// following knows which stories the reader follows, and tells what becomes of them.
type following struct {
	w     *window
	list  []feeds.FollowedStory
	loads latest
}

// reload reads the list, and tells which stories have come to an end.
func (f *following) reload() {
	current := f.loads.next()
	var list []feeds.FollowedStory
	var err error
	f.w.worker.load(func(ctx context.Context) { list, err = f.w.core.Followed(ctx) }, func() {
		switch {
		case !current():
		case err != nil:
			f.w.fail(err)
		default:
			same := slices.EqualFunc(f.list, list, func(a, b feeds.FollowedStory) bool { return a.ID == b.ID })
			f.list = list
			if !same {
				f.show()
			}
			f.tellQuiet()
		}
	})
}

// show brings what is in view up to date with what is followed.
func (f *following) show() {
	f.w.story.rebuild()
	if f.w.article.shown().ID != 0 {
		f.w.article.again()
	}
}

// has reports whether the reader follows a story.
func (f *following) has(id feeds.StoryID) bool {
	return slices.ContainsFunc(f.list, func(s feeds.FollowedStory) bool { return s.ID == id })
}

// turn begins to follow a story, or ends it.
func (f *following) turn(id feeds.StoryID, title string) {
	on := !f.has(id)
	f.w.do(func(ctx context.Context) error {
		if on {
			return f.w.core.Follow(ctx, id)
		}
		return f.w.core.Unfollow(ctx, id)
	}, func() {
		f.reload()
		f.w.notices.say(viewmodel.FollowSaid(title, on), "Undo", f.w.undo)
	})
}

// item follows a story from a menu, or ends it.
func (f *following) item(id feeds.StoryID, title string) *fyne.MenuItem {
	return fyne.NewMenuItem(viewmodel.FollowName(f.has(id)), func() { f.turn(id, title) })
}

// tellQuiet says once of each story that nothing more comes.
func (f *following) tellQuiet() {
	told := f.w.app.Preferences().StringList(quietKey)
	still := make([]string, 0, len(f.list))
	var fresh *feeds.FollowedStory
	for i, s := range f.list {
		if !s.Quiet {
			continue
		}
		key := strconv.FormatInt(int64(s.ID), 10)
		if slices.Contains(told, key) {
			still = append(still, key)
		} else if fresh == nil { // one at a time; the next one the next time
			fresh = &f.list[i]
			still = append(still, key)
		}
	}
	if !slices.Equal(told, still) {
		f.w.app.Preferences().SetStringList(quietKey, still)
	}
	if fresh != nil {
		s := *fresh
		f.w.notices.say(viewmodel.QuietSaid(s.Lead.Title), "Stop following", func() { f.turn(s.ID, s.Lead.Title) })
	}
}

// notifies reports whether the system tells of developments.
func (f *following) notifies() bool { return f.w.app.Preferences().BoolWithFallback(notifyKey, true) }

// toggleNotify turns that on or off.
func (f *following) toggleNotify() {
	on := !f.notifies()
	f.w.app.Preferences().SetBool(notifyKey, on)
	f.w.notices.say(viewmodel.NotifySaid(on), "", nil)
}

// mostNotices are how many stories are told of one by one.
const mostNotices = 3

// tell lets the system tell what became of followed stories. It is asked also while
// nothing is told, so that what is old is not told later.
func (f *following) tell() {
	var news []app.Development
	f.w.worker.load(func(context.Context) { news = f.w.core.News() }, func() {
		if !f.notifies() {
			return
		}
		for _, n := range news[:min(len(news), mostNotices)] {
			if f.w.at.mode == showStory && f.w.at.story == n.ID {
				continue // they look at it
			}
			f.w.app.SendNotification(fyne.NewNotification(viewmodel.NewsTitle(n.Lead.Title), viewmodel.NewsText(n.Articles, f.w.names)))
		}
		if rest := len(news) - mostNotices; rest > 0 {
			f.w.app.SendNotification(fyne.NewNotification("Tidings", viewmodel.MoreNews(rest)))
		}
	})
}
