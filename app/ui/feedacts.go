package ui

import (
	"context"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// What can be done about a feed, on its page and on the list of troubled ones.

// actNames are what the buttons say.
var actNames = map[app.Action]string{
	app.FindAddress: "Find its new address", app.Retry: "Try again", app.Pause: "Pause", app.Resume: "Resume",
	app.Unsubscribe: "Unsubscribe", app.GiveLogin: "Give a login…", app.AllowCert: "Accept its certificate…",
	app.LetRun: "Let its command run…", app.UseHTTP1: "Use HTTP/1.1…", app.HowAsked: "How it is asked…", app.LookAgain: "Look again for its articles…",
}

// actText is what the button of an action says.
func actText(h app.Health, a app.Action) string {
	if a == app.Retry && h.Feed.Source().Here() {
		return "Look now"
	}
	if a == app.Retry && h.Feed.Fetch.Error == "" {
		return "Ask now"
	}
	return actNames[a]
}

// feedAct does something about a feed; then is told what came of it, and whether it can
// be taken back. What wants a form or a search is not for it.
func (w *window) feedAct(f feeds.Feed, a app.Action, then func(said string, undo bool)) {
	name := short(f.Name())
	switch a {
	case app.Retry:
		w.askAgain(f, then)
	case app.Pause, app.Resume:
		f.Paused = a == app.Pause
		said := map[bool]string{true: "Paused ", false: "Resumed "}[f.Paused] + name + "."
		w.do(func(ctx context.Context) error { return w.core.ChangeFeed(ctx, f) }, func() { then(said, true) })
	case app.LetRun:
		w.letRun(f, then)
	case app.Unsubscribe:
		w.do(func(ctx context.Context) error { return w.core.Unsubscribe(ctx, f.ID) }, func() { then("Unsubscribed from "+name+".", true) })
	}
}

// askAgain asks a feed's server now.
func (w *window) askAgain(f feeds.Feed, then func(said string, undo bool)) {
	var r app.Report
	w.do(func(ctx context.Context) (err error) {
		r, err = w.core.Refresh(ctx, app.Selection{Feed: f.ID})
		return err
	}, func() { then(retried(r), false) })
}

// retried says what came of asking feeds once more.
func retried(r app.Report) string {
	switch {
	case r.Feeds == 0 && r.Why != "":
		return "Not asked: " + r.Why
	case r.Feeds == 0:
		return "It is being asked already."
	case r.Feeds == 1 && r.Failed == 1:
		return "It failed again."
	case r.Failed == r.Feeds:
		return "All of them failed again."
	case r.Failed > 0:
		return plural(r.Failed, "feed failed again", "feeds failed again") + ", " + plural(r.Feeds-r.Failed, "answered", "answered") + "."
	case r.New > 0:
		return "It answered: " + plural(r.New, "new article", "new articles") + "."
	case r.Feeds > 1:
		return "All of them answered."
	}
	return "It answered, with nothing new."
}

// feedOfView is the feed that the keys are about: of the list in view, else of the
// article; ok is false if there is none.
func (w *window) feedOfView() (feeds.Feed, bool) {
	if f, ok := w.feed(w.at.scope.Feed); ok && w.at.mode == showList {
		return f, true
	}
	a, ok := w.chosen()
	if !ok {
		return feeds.Feed{}, false
	}
	return w.feed(a.Feed)
}

// aboutFeedKey opens the page of the feed in view.
func (w *window) aboutFeedKey() {
	f, ok := w.feedOfView()
	switch {
	case w.covered():
	case !ok:
		w.notices.say("Choose a source or an article first.", "", nil)
	default:
		w.openFeedPage(f.ID, "")
	}
}

// offerHelp offers below an empty list what can be done about its feed, if that cannot
// be fetched.
func (w *window) offerHelp() {
	f, ok := w.feed(w.at.scope.Feed)
	if !ok || f.Local() || !f.Paused && f.Fetch.Error == "" {
		return
	}
	page := func(a app.Action) func() { return func() { w.openFeedPage(f.ID, a) } }
	acts := []boardAct{{text: "Try again  (r)", tap: func() { w.refresh(w.selection()) }}}
	if f.Paused {
		acts = []boardAct{{text: actNames[app.Resume], tap: page(app.Resume)}}
	} else if app.LooksElsewhere(f) {
		acts = append(acts, boardAct{text: actNames[app.FindAddress], tap: page(app.FindAddress)})
	}
	w.timeline.offerActs(append(acts, boardAct{text: "About this feed  (I)", tap: page("")}))
}

// folderName is the name of a folder; empty: of none.
func (w *window) folderName(id feeds.FolderID) string {
	if id == 0 {
		return ""
	}
	return viewmodel.Isolate(w.folder(id).Name)
}
