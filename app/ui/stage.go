package ui

import (
	"fyne.io/fyne/v2"

	"tidings/app/viewmodel"
)

// settle shows the pane that fits and loads it again.
func (w *window) settle() {
	switch {
	case len(w.feeds) == 0 && w.at.mode != showWelcome:
		w.at = place{mode: showWelcome}
	case len(w.feeds) > 0 && w.at.mode == showWelcome:
		w.at = place{mode: showFront, key: "front"}
		w.sidebar.mark("front")
	}
	w.stand()
	if w.win.Canvas().Focused() == nil && w.win.Canvas().Overlays().Top() == nil {
		w.focusStage()
	}
	switch w.at.mode {
	case showFront:
		w.front.refresh()
	case showList:
		w.timeline.refresh()
		w.article.refreshFoot()
	case showStory:
		w.story.refresh()
	case showArticle:
		w.article.refreshFoot()
	case showWelcome:
		w.welcome.focus()
	}
}

// stand puts the panes of the mode on the stage.
func (w *window) stand() {
	w.bar.welcomeOnly(w.at.mode == showWelcome)
	show := func(o fyne.CanvasObject, sidebar, timeline bool) {
		if len(w.stage.Objects) == 1 && w.stage.Objects[0] == o && w.panes.objects[0].Visible() == sidebar && w.timeline.pane.Visible() == timeline {
			return
		}
		w.stage.Objects = []fyne.CanvasObject{o}
		visible(w.panes.objects[0], sidebar)
		visible(w.timeline.pane, timeline)
		w.stage.Refresh()
		w.panes.arrange()
	}
	switch w.at.mode {
	case showFront:
		show(w.front, true, false)
	case showList:
		show(w.article.pane, true, true)
	case showStory:
		show(w.story, true, false)
	case showArticle:
		show(w.article.pane, true, false)
	case showWelcome:
		show(w.welcome.box, false, false)
	}
	w.bar.search.showText(w.searched())
	w.aboutSearch()
	w.timeline.trouble(w.reason())
	w.title()
}

func visible(o fyne.CanvasObject, yes bool) {
	if yes {
		o.Show()
	} else {
		o.Hide()
	}
}

// reason is why the feed in view could not be fetched, if it has articles; an
// empty list says it by itself.
func (w *window) reason() string {
	f, ok := w.feed(w.at.scope.Feed)
	if !ok || w.at.mode != showList || f.Fetch.Error == "" || f.Total == 0 {
		return ""
	}
	return f.Fetch.Error + " r tries again, I says more."
}

// title says in the system's title bar what is shown.
func (w *window) title() {
	name := "Tidings"
	if w.opts.Title != "" {
		name = w.opts.Title
	}
	what := ""
	switch w.at.mode {
	case showFront:
		what = "Front page"
	case showList:
		what = viewmodel.Title(w.sidebar.items, w.at.key, w.timeline.scope)
	case showStory:
		what = "Story"
	}
	if a := w.article.shown(); a.ID != 0 && (w.at.mode == showList || w.at.mode == showArticle) {
		if what != "" {
			what += " · "
		}
		what += a.Title
	}
	if what != "" {
		name = what + " — " + name
	}
	w.win.SetTitle(name)
}
