package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// notifyKey is the preference that the system tells when a followed story develops.
const notifyKey = "following.notify"

// following knows which stories the reader follows, and tells what becomes of them.
type following struct {
	w     *window
	list  []feeds.FollowedStory
	loads latest
}

// reload reads the list.
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
			f.w.showItems()
			if !same {
				f.show()
			}
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

// tell lets the system tell what became of followed stories, and the window which of
// them have come to an end. It is asked also while nothing is told, so that what is
// old is not told later.
func (f *following) tell() {
	var news []app.Development
	f.w.worker.load(func(context.Context) { news = f.w.core.News() }, func() {
		told := 0
		for _, n := range news {
			switch {
			case f.w.at.mode == showStory && f.w.story.id == n.Story.ID: // they look at it
			case len(n.Articles) == 0:
				f.quiet(n)
			case f.notifies():
				if told++; told <= mostNotices {
					f.w.app.SendNotification(fyne.NewNotification(n.Title, n.Text))
				}
			}
		}
		if told > mostNotices {
			f.w.app.SendNotification(fyne.NewNotification("Tidings", viewmodel.MoreNews(told-mostNotices)))
		}
	})
}

// quiet says that nothing more comes of a story.
func (f *following) quiet(n app.Development) {
	f.w.notices.say(viewmodel.QuietSaid(n.Title), "Stop following", func() {
		if f.has(n.Story.ID) {
			f.turn(n.Story.ID, n.Title)
		}
	})
}
