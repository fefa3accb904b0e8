package ui

import (
	"context"
	"net/url"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// chosen is the article that the single keys are about: the one in the pane,
// else the one selected in the timeline.
func (w *window) chosen() (feeds.Article, bool) {
	if id := w.timeline.selected(); w.at.mode == showList && id != 0 && id == w.at.article && id != w.article.shown().ID {
		return w.timeline.article(id) // on its way into the pane
	}
	if a := w.article.shown(); a.ID != 0 && (w.at.mode == showList || w.at.mode == showArticle) {
		return a, true
	}
	switch w.at.mode {
	case showList:
		return w.timeline.article(w.timeline.selected())
	case showFront:
		s, ok := w.front.currentStory()
		return s.Lead, ok
	case showStory:
		m, ok := w.story.currentMember()
		return m.Article, ok
	}
	return feeds.Article{}, false
}

// status changes what the reader did with an article: on the screen at once, in
// the file right after.
func (w *window) status(a feeds.Article, s feeds.Status, save func(context.Context) error) {
	w.timeline.setStatus(a.ID, s)
	if w.article.a.ID == a.ID {
		redraw := w.article.a.Status.Starred != s.Starred || w.article.a.Status.Later != s.Later
		w.article.a.Status = s
		if redraw {
			w.article.again()
		}
	}
	w.do(save, nil)
}

func (w *window) setRead(a feeds.Article, read bool) {
	s := a.Status
	s.Read = read
	w.status(a, s, func(ctx context.Context) error { return w.core.SetRead(ctx, read, a.ID) })
}

func (w *window) toggleRead() {
	if s, ok := w.front.currentStory(); ok && w.at.mode == showFront { // all of it is one thing there
		w.markWhole(s.ID, s.Unread > 0)
		return
	}
	if a, ok := w.chosen(); ok && !w.readStory(a) {
		w.setRead(a, !a.Status.Read)
	}
}

func (w *window) toggleStar() {
	if a, ok := w.chosen(); ok {
		s := a.Status
		s.Starred = !s.Starred
		w.status(a, s, func(ctx context.Context) error { return w.core.SetStarred(ctx, s.Starred, a.ID) })
	}
}

func (w *window) toggleLater() {
	if a, ok := w.chosen(); ok {
		s := a.Status
		s.Later = !s.Later
		w.status(a, s, func(ctx context.Context) error { return w.core.SetLater(ctx, s.Later, a.ID) })
	}
}

// browse opens the article's page in the browser.
func (w *window) browse() {
	if a, ok := w.chosen(); ok {
		w.follow(a.Link)
	}
}

// follow opens an address outside: only web and mail.
func (w *window) follow(address string) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
		w.notices.say("This link cannot be opened.", "", nil)
		return
	}
	w.worker.start(func() { // the system's opener may take its time
		if err := w.app.OpenURL(u); err != nil {
			w.worker.back(func() { w.fail(err) })
		}
	})
}

func (w *window) fullText() { w.article.toggleFull() }

// coverage opens the story of the article.
func (w *window) coverage() {
	a, ok := w.chosen()
	switch {
	case !ok:
	case w.at.mode == showFront:
		w.front.openCurrent()
	case a.Sources < 2 && w.article.beside.Story.Sources < 2:
		w.notices.say("No other source writes about this.", "", nil)
	default:
		w.openStory(a.Story)
	}
}

// openFeed shows the articles of a feed.
func (w *window) openFeed(id feeds.FeedID) {
	for _, it := range w.sidebar.items {
		if it.Kind == viewmodel.FeedItem && it.Feed == id && !it.Also {
			w.openKey(it.Key)
			return
		}
	}
	w.past, w.ahead = nil, nil
	w.goTo(place{mode: showList, scope: feeds.Scope{Feed: id}})
}

// openTopic shows the articles about a topic; Back returns.
func (w *window) openTopic(t feeds.Topic) { w.openList(feeds.Scope{Topics: []feeds.Topic{t}}) }

// openAuthor shows what an author wrote; Back returns.
func (w *window) openAuthor(name string) { w.openList(feeds.Scope{Text: app.WrittenBy(name)}) }

// openList shows the articles of a scope; Back returns.
func (w *window) openList(in feeds.Scope) {
	w.push()
	w.goTo(place{mode: showList, key: viewmodel.KeyOf(w.sidebar.items, in), scope: in})
}

// fold closes or opens a folder or the group of topics in the sidebar.
func (w *window) fold(it viewmodel.Item) {
	switch {
	case it.Key == viewmodel.TopicsKey:
		w.foldTopics()
		return
	case w.filter.on(): // all are open there
		return
	}
	w.do(func(ctx context.Context) error { return w.core.CloseFolder(ctx, it.Folder, it.Open) }, nil)
}

// articleMenu is the context menu of a row of the timeline.
func (w *window) articleMenu(a feeds.Article, at fyne.Position) {
	word := func(on bool, yes, no string) string {
		if on {
			return yes
		}
		return no
	}
	set := func(change func(*feeds.Status), save func(context.Context, feeds.Status) error) func() {
		return func() {
			s := a.Status
			change(&s)
			w.status(a, s, func(ctx context.Context) error { return save(ctx, s) })
		}
	}
	items := w.storyItems(a)
	items = append(items,
		fyne.NewMenuItem(markName(a.Status.Read, len(items) > 0), func() { w.setRead(a, !a.Status.Read) }),
		fyne.NewMenuItem(word(a.Status.Starred, "Take the star away", "Star"), set(
			func(s *feeds.Status) { s.Starred = !s.Starred },
			func(ctx context.Context, s feeds.Status) error { return w.core.SetStarred(ctx, s.Starred, a.ID) })),
		fyne.NewMenuItem(word(a.Status.Later, "Not to be read later", "Read later"), set(
			func(s *feeds.Status) { s.Later = !s.Later },
			func(ctx context.Context, s feeds.Status) error { return w.core.SetLater(ctx, s.Later, a.ID) })),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Note…", func() { w.openArticle(a); w.article.noteNext = true }),
		fyne.NewMenuItem("Full coverage", func() { w.openStory(a.Story) }),
		fyne.NewMenuItem("Open in the browser", func() { w.follow(a.Link) }),
		fyne.NewMenuItem("Show this source", func() { w.openFeed(a.Feed) }))
	g := menuGroups{items}
	g.add(w.aboutStory(a)...)
	g.add(w.aboutMenu(a)...)
	g.add(w.copyMenu(a)...)
	g.add(w.saveMenu(a)...)
	g.add(w.binItem(a))
	w.popUp(at, g.items...)
}

func (w *window) popUp(at fyne.Position, items ...*fyne.MenuItem) {
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), w.win.Canvas(), at)
}

// itemMenu is the context menu of the sidebar.
func (w *window) itemMenu(it viewmodel.Item, at fyne.Position) {
	if it.Scope.Bin {
		w.binMenu(at)
		return
	}
	switch it.Kind {
	case viewmodel.FeedItem:
		w.feedMenu(it, at)
	case viewmodel.SearchItem:
		w.searchMenu(it, at)
	case viewmodel.TopicItem:
		w.topicMenu(it, at)
	case viewmodel.OwnItem:
		w.ownMenu(it, at)
	case viewmodel.StoryItem:
		w.storyMenu(it, at)
	case viewmodel.FolderItem:
		w.popUp(at,
			fyne.NewMenuItem("Refresh", func() { w.refresh(app.Selection{Folder: it.Folder}) }),
			fyne.NewMenuItem("Mark all as read", func() { w.readAll(it.Scope) }),
			fyne.NewMenuItemSeparator(),
			fyne.NewMenuItem("Rename…", func() { w.renameFolder(it) }),
			fyne.NewMenuItem("Keep…", func() { w.keepFolder(it.Folder) }),
			w.folderReadyMenu(it.Folder),
			w.folderEveryMenu(it.Folder),
			fyne.NewMenuItem("Remove the folder, keep its feeds", func() {
				w.removeFolder(it)
			}))
	default:
		w.popUp(at,
			fyne.NewMenuItem("Refresh all", func() { w.refresh(app.Selection{}) }),
			fyne.NewMenuItem("Mark all as read", func() { w.readAll(it.Scope) }),
			fyne.NewMenuItem("Add a subscription…", w.add))
	}
}

func (w *window) feed(id feeds.FeedID) (feeds.Feed, bool) {
	for _, f := range w.feeds {
		if f.ID == id {
			return f, true
		}
	}
	return feeds.Feed{}, false
}

func (w *window) feedMenu(it viewmodel.Item, at fyne.Position) {
	f, ok := w.feed(it.Feed)
	if !ok {
		return
	}
	if f.Local() {
		w.popUp(at,
			fyne.NewMenuItem("Mark all as read", func() { w.readAll(it.Scope) }),
			fyne.NewMenuItem("Rename…", func() { w.renameFeed(f) }),
			w.moveMenu(f),
			w.alsoItem(f),
			w.leaveItem(f, it.Folder),
			fyne.NewMenuItem("Keep…", func() { w.keepFeed(f) }),
			fyne.NewMenuItem("About this feed…", func() { w.aboutFeed(f) }))
		return
	}
	change := func(name string, edit func(*feeds.Feed)) *fyne.MenuItem {
		return fyne.NewMenuItem(name, func() {
			g := f
			edit(&g)
			w.do(func(ctx context.Context) error { return w.core.ChangeFeed(ctx, g) }, nil)
		})
	}
	pause, full := "Pause", "Always fetch the full text"
	if f.Paused {
		pause = "Resume"
	}
	if f.FullText {
		full = "Use the feed's own text"
	}
	items := []*fyne.MenuItem{
		fyne.NewMenuItem("Refresh", func() { w.refresh(app.Selection{Feed: f.ID}) }),
		fyne.NewMenuItem("Mark all as read", func() { w.readAll(it.Scope) }),
		fyne.NewMenuItem("About this feed…", func() { w.aboutFeed(f) }),
		fyne.NewMenuItemSeparator(),
		change(full, func(f *feeds.Feed) { f.FullText = !f.FullText }),
		change(pause, func(f *feeds.Feed) { f.Paused = !f.Paused }),
		fyne.NewMenuItem("Rename…", func() { w.renameFeed(f) }),
		w.moveMenu(f),
		w.alsoItem(f),
		w.leaveItem(f, it.Folder),
		fyne.NewMenuItem("How it is asked…", func() { w.accessOf(f) }),
		fyne.NewMenuItem("Keep…", func() { w.keepFeed(f) }),
		w.feedReadyMenu(f),
		w.remoteMenu(f),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Unsubscribe", func() {
			w.do(func(ctx context.Context) error { return w.core.Unsubscribe(ctx, f.ID) },
				func() { w.notices.say("Unsubscribed from "+f.Name()+".", "Undo", w.undo) })
		}),
	}
	w.popUp(at, items...)
}

// readAll marks a scope as read without showing it.
func (w *window) readAll(in feeds.Scope) {
	n := 0
	w.do(func(ctx context.Context) (err error) {
		n, err = w.core.MarkAllRead(ctx, in, 0)
		return err
	}, func() { w.notices.say("Marked "+plural(n, "article", "articles")+" as read.", "Undo", w.undo) })
}

func (w *window) renameFeed(f feeds.Feed) {
	w.ask("Rename "+f.Name(), f.Name(), func(name string) {
		f.OwnTitle = name
		if name == f.Title {
			f.OwnTitle = ""
		}
		w.do(func(ctx context.Context) error { return w.core.ChangeFeed(ctx, f) }, nil)
	})
}

func (w *window) renameFolder(it viewmodel.Item) {
	w.ask("Rename "+it.Name, it.Name, func(name string) {
		w.do(func(ctx context.Context) error { return w.core.RenameFolder(ctx, it.Folder, name) }, nil)
	})
}

// ask lets the reader type a line: Enter takes it, Escape leaves it.
func (w *window) ask(title, text string, then func(string)) {
	var pop *widget.PopUp
	shut := func() { w.closeSheet(pop) }
	var entry *formEntry
	take := func() {
		if name := strings.TrimSpace(entry.Text); name != "" {
			shut()
			then(name)
		}
	}
	entry = newFormEntry(take, shut)
	entry.SetText(text)
	pop = w.openSheet(container.NewVBox(serifTitle(title, 18), gap(4), entry, gap(4),
		container.NewHBox(layout.NewSpacer(), newButton("", "Cancel", shut), strongButton("Rename", take))), 420)
	w.win.Canvas().Focus(entry)
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}
