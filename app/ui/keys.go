package ui

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tidings/app/viewmodel"
	"tidings/feeds"
)

// A shortcut is a key with what it does, as the list of shortcuts shows it.
type shortcut struct {
	keys string
	what string
	do   func(*window)
}

// shortcuts are the single keys, as other readers have them.
func shortcuts() []shortcut {
	return []shortcut{
		{"j", "Next article", func(w *window) { w.step(1) }},
		{"k", "Previous article", func(w *window) { w.step(-1) }},
		{"n", "Next unread article", func(w *window) { w.nextUnread() }},
		{"o", "Open in the browser", func(w *window) { w.browse() }},
		{"v", "Open in the browser", func(w *window) { w.browse() }},
		{"m", "Read or unread", func(w *window) { w.toggleRead() }},
		{"s", "Star", func(w *window) { w.toggleStar() }},
		{"l", "Read later", func(w *window) { w.toggleLater() }},
		{"f", "Full text, or the feed's own", func(w *window) { w.fullText() }},
		{"e", "Write a note", func(w *window) { w.editNote() }},
		{"D", "What the publisher changed", func(w *window) { w.article.toggleChanges() }},
		{"[", "Older change", func(w *window) { w.article.stepChanges(1) }},
		{"]", "Newer change", func(w *window) { w.article.stepChanges(-1) }},
		{"c", "Full coverage: the story of the article", func(w *window) { w.coverage() }},
		{"w", "Follow the story, or stop following", func(w *window) { w.followKey() }},
		{"i", "In three sentences: the article, or the story", func(w *window) { w.summaryKey() }},
		{"d", "Front page: by weight or by time; a story: by day or side by side", func(w *window) { w.otherOrder() }},
		{"W", "What counts on the front page", func(w *window) { w.openBalance() }},
		{"C", "Split the story: tick what is another event, then C again", func(w *window) { w.correctKey() }},
		{"M", "Merge the story with another", func(w *window) { w.mergeKey() }},
		{"z", "How articles are set: font, size, width", func(w *window) { w.article.toggleReading() }},
		{"F", "Find in the article", func(w *window) { w.article.finder.open() }},
		{"A", "Mark all as read", func(w *window) { w.markAllRead() }},
		{"/", "Search", func(w *window) { w.focus(w.bar.search) }},
		{"R", "Rules for what arrives", func(w *window) { w.openRules() }},
		{"t", "Next topic", func(w *window) { w.nextTopic(1) }},
		{"T", "Previous topic", func(w *window) { w.nextTopic(-1) }},
		{"y", "Choose among the topics above the list: space in, out, off; - leaves out", func(w *window) { w.chooseTopics() }},
		{"#", "What the article is about: correct its topics", func(w *window) { w.openTopics() }},
		{"N", "New own topic", func(w *window) { w.editOwnTopic(feeds.OwnTopic{}) }},
		{"G", "By story: one row for all articles of a story", func(w *window) { w.groupByStory() }},
		{"h", "Hide articles with words, for a time or for ever", func(w *window) { w.muteWords() }},
		{"H", "Hidden topics and mutes", func(w *window) { w.openMutes() }},
		{"r", "Refresh what is shown", func(w *window) { w.refresh(w.selection()) }},
		{"I", "About this feed: how it is, when it is asked, what went wrong", func(w *window) { w.aboutFeedKey() }},
		{"E", "Feeds that need a look: failing, silent, gone, paused", func(w *window) { w.openTroubled() }},
		{"a", "Add a subscription", func(w *window) { w.add() }},
		{"p", "Listen, or pause", func(w *window) { w.playKey() }},
		{",", "15 seconds back", func(w *window) { w.player.skip(-skipBack) }},
		{".", "30 seconds on", func(w *window) { w.player.skip(skipForward) }},
		{"<", "Listen slower", func(w *window) { w.player.stepSpeed(false) }},
		{">", "Listen faster", func(w *window) { w.player.stepSpeed(true) }},
		{"P", "Stop listening", func(w *window) { w.player.close() }},
		{"x", "Put the notice at the top away", func(w *window) { w.bulletin.read() }},
		{"X", "Empty the bin", func(w *window) { w.emptyBin() }},
		{"u", "Undo", func(w *window) { w.undo() }},
		{"U", "What you did, to take it back", func(w *window) { w.openHistory() }},
		{"L", "Your library: size, limits, backups", func(w *window) { w.openLibrary() }},
		{"O", "Offline: what is ready, what waits, prepare for the next days", func(w *window) { w.openOffline() }},
		{"b", "Back", func(w *window) { w.back() }},
		{"B", "Forward", func(w *window) { w.forward() }},
		{"?", "All shortcuts", func(w *window) { w.showShortcuts() }},
	}
}

// places are the letters after g.
var places = map[rune]string{
	'f': "front", 't': "today", 'u': "unread", 's': "starred", 'l': "later", 'a': "all", 'k': "kept", 'b': "bin",
}

// keys makes single keys work wherever the focus is, except where one types.
func (w *window) keys() {
	c := w.win.Canvas()
	c.SetOnTypedRune(func(r rune) {
		if !w.stray(func(f fyne.Focusable) { f.TypedRune(r) }) {
			w.typedRune(r)
		}
	})
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		if !w.stray(func(f fyne.Focusable) { f.TypedKey(e) }) {
			w.typedKey(e)
		}
	})
	w.sidebar.list.onRune, w.timeline.list.onRune = w.typedRune, w.typedRune
	w.sidebar.list.onKey = func(e *fyne.KeyEvent) {
		if !w.sidebar.foldKey(e) {
			w.typedKey(e)
		}
	}
	w.timeline.list.onKey = func(e *fyne.KeyEvent) {
		if !w.timeline.foldKey(e) {
			w.typedKey(e)
		}
	}
	w.timeline.chips.onRune, w.timeline.chips.onKey = w.typedRune, w.typedKey
	w.front.onRune, w.front.onKey = w.typedRune, w.typedKey
	w.story.onRune, w.story.onKey = w.typedRune, w.typedKey
	w.wayKeys()
}

// stray gives a key that nobody has to what lies over the window, which lost the keys to
// a click on its ground; false: nothing lies there.
func (w *window) stray(give func(fyne.Focusable)) bool {
	if !w.covered() {
		return false
	}
	c := w.win.Canvas()
	if n := len(w.boards); n > 0 && w.boards[n-1].pop == c.Overlays().Top() {
		c.Focus(w.boards[n-1].sheet)
	} else {
		c.FocusNext() // the first there
	}
	if f := c.Focused(); f != nil {
		give(f)
	}
	return true
}

func (w *window) typedRune(r rune) {
	if w.article.holdForNote(func(e *noteEditor) { e.TypedRune(r) }) {
		return
	}
	if w.chord {
		w.chord = false
		if key, ok := places[r]; ok {
			w.openKey(key)
		} else if r == 'e' && w.at.mode != showWelcome {
			w.openTroubled()
		}
		return
	}
	if r == 'g' {
		w.chord = true
		return
	}
	if w.at.mode == showWelcome && r != 'a' && r != '?' {
		return
	}
	for _, s := range shortcuts() {
		if s.keys == string(r) {
			s.do(w)
			return
		}
	}
}

func (w *window) typedKey(e *fyne.KeyEvent) {
	if w.article.holdForNote(func(note *noteEditor) { note.TypedKey(e) }) {
		return
	}
	switch e.Name {
	case fyne.KeySpace:
		w.space()
	case fyne.KeyReturn, fyne.KeyEnter:
		w.enter()
	case fyne.KeyEscape, fyne.KeyBackspace:
		w.back()
	case fyne.KeyF1:
		w.showLanguage()
	case fyne.KeyDelete:
		w.toBin()
	case fyne.KeyF3:
		w.article.finder.step(int(keyDirection()))
	case fyne.KeyF5:
		w.refresh(w.selection())
	case fyne.KeyDown, fyne.KeyUp, fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyHome, fyne.KeyEnd:
		switch w.at.mode {
		case showFront:
			w.front.TypedKey(e)
		case showStory:
			w.story.TypedKey(e)
		case showList:
			w.timeline.TypedKey(e)
		}
	case fyne.KeyLeft:
		if w.at.mode == showList {
			w.focus(w.sidebar.list)
		}
	case fyne.KeyRight:
		if w.at.mode == showList {
			w.focus(w.timeline.list)
		}
	}
}

// step goes to the next or previous article, story or card.
func (w *window) step(d int) {
	switch w.at.mode {
	case showFront:
		w.front.step(d)
	case showStory:
		w.story.step(d)
	case showList:
		w.timeline.advance(d)
	case showArticle:
		w.article.scrollBy(float32(d) * 0.3)
	}
}

// space reads on: a page down, and from the end to the next unread article.
func (w *window) space() {
	switch w.at.mode {
	case showFront:
		w.front.turn(1)
	case showStory:
		if w.story.fixing {
			w.story.openCurrent()
			return
		}
		w.story.turn(1)
	case showArticle:
		if !w.article.pageDown() {
			w.back()
		}
	case showList:
		if w.article.shown().ID == 0 || !w.article.pageDown() {
			w.nextUnread()
		}
	}
}

func (w *window) enter() {
	switch w.at.mode {
	case showFront:
		w.front.openCurrent()
	case showStory:
		w.story.openCurrent()
	case showList:
		if w.finding.wider() {
			return
		}
		if w.article.shown().ID == 0 {
			w.timeline.advance(1)
			return
		}
		w.focus(w.article.page)
	}
}

func (w *window) nextUnread() {
	switch w.at.mode {
	case showFront:
		w.front.nextUnread()
		return
	case showStory:
		w.story.nextUnread()
		return
	}
	if w.at.mode == showArticle {
		w.back()
		return
	}
	if !w.timeline.nextUnread() {
		w.notices.say("No more unread articles here.", "", nil)
	}
}

// nextTopic filters the list, or the front page, by the next topic of its chips.
func (w *window) nextTopic(d int) {
	switch w.at.mode {
	case showFront:
		w.front.only(viewmodel.NextTopic(w.front.chips.chips, d))
	case showList:
		in := w.timeline.scope
		in.Topics, in.Without = nil, nil
		if t := viewmodel.NextTopic(w.timeline.chips.chips, d); t != "" {
			in.Topics = append(in.Topics, t)
		}
		w.setScope(in)
		w.timeline.chips.revealOn()
	}
}

// showShortcuts lists all keys.
func (w *window) showShortcuts() {
	var list []pair
	for _, s := range shortcuts() {
		if n := len(list); n > 0 && list[n-1].text == s.what {
			list[n-1].name += "  " + s.keys
			continue
		}
		list = append(list, pair{s.keys, s.what})
	}
	list = append(list,
		pair{"→  ←", "Unfold the story of the row, fold it up; the same for a folder"},
		pair{"space", "Read on, then the next unread article"},
		pair{"g, then f t u s l a k b", "Go to front page, today, unread, starred, read later, all articles, kept, bin"},
		pair{"g, then e", "Feeds that need a look"},
		pair{"Delete", "Into the bin; in the bin, restore"},
		pair{"Esc  Alt+←", "Back"},
		pair{"Alt+→", "Forward"},
		pair{"Ctrl+N  Ctrl+O", "Add a subscription, import a list of them"},
		pair{"Ctrl+S  Ctrl+P", "Save the article as PDF, print it"},
		pair{"Ctrl+F  Ctrl+R", "Search, refresh"},
		pair{"Ctrl+D  Ctrl+E", "Save or change the search, make a rule of it"},
		pair{"Ctrl+Shift+F", "Search everywhere"},
		pair{"Ctrl+=  Ctrl+-  Ctrl+0", "Larger, smaller, usual text; also the wheel with Ctrl"},
		pair{"F3  Shift+F3", "Next and previous place found in the article"},
		pair{"F7", "A caret in the article, moved by the arrow keys; Shift selects"},
		pair{"F1", "The search language"},
		pair{"Ctrl+K", "All commands, by their name"},
		pair{"Menu  Shift+F10", "What can be done with the selected article or item"},
		pair{"Ctrl+Z  Ctrl+Q", "Undo, quit"})
	w.openPanel("Keys", 150, list, fyne.NewSize(560, 720))
}

// menus make the menu behind the button at the upper right, which has
// everything that has a Ctrl or Cmd shortcut.
func (w *window) menus() {
	item := func(name string, key fyne.KeyName, f func()) *fyne.MenuItem {
		it := fyne.NewMenuItem(name, f)
		if key != "" {
			it.Shortcut = &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
		}
		return it
	}
	everywhere := fyne.NewMenuItem("Search everywhere", w.searchEverywhere)
	everywhere.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
	quit := item("Quit", fyne.KeyQ, w.close)
	quit.IsQuit = true
	w.menu = fyne.NewMenu("Tidings",
		item("Add a subscription…", fyne.KeyN, w.add),
		item("Import OPML…", fyne.KeyO, w.importFile),
		item("Export OPML…", "", w.exportFile),
		fyne.NewMenuItemSeparator(),
		item("Save the article as PDF…", fyne.KeyS, w.saveChosen),
		item("Print the article…", fyne.KeyP, w.printChosen),
		item("Save the list…", "", w.saveList),
		fyne.NewMenuItemSeparator(),
		item("Refresh what is shown", fyne.KeyR, func() { w.refresh(w.selection()) }),
		item("Mark all as read", "", w.markAllRead),
		item("Undo", fyne.KeyZ, w.undo),
		item("What you did…", "", w.openHistory),
		fyne.NewMenuItemSeparator(),
		item("Search", fyne.KeyF, func() { w.focus(w.bar.search) }),
		everywhere,
		item("Save this search…", fyne.KeyD, w.saveSearch),
		item("Make a rule of this search…", fyne.KeyE, w.ruleOfSearch),
		item("Rules for what arrives…", "", func() { w.openRules() }),
		w.topicsMenu(),
		item("The search language", "", w.showLanguage),
		fyne.NewMenuItemSeparator(),
		item("Feeds that need a look…", "", func() { w.openTroubled() }),
		item("Your library…", "", w.openLibrary),
		item("Offline…", "", w.openOffline),
		item("What counts on the front page…", "", w.openBalance),
		item("What you said about stories…", "", w.openCorrections),
		item("Let commands be feeds on this computer, or not", "", w.toggleCommands),
		item("Tell me of stories I follow", "", w.following.toggleNotify),
		item("Light, dark, or as the system", "", w.nextAppearance),
		item("Larger text", fyne.KeyEqual, func() { w.article.zoom(1) }),
		item("Smaller text", fyne.KeyMinus, func() { w.article.zoom(-1) }),
		item("Usual size of text", fyne.Key0, func() { w.article.zoom(0) }),
		item("Keys", "", w.showShortcuts),
		item("All commands…", fyne.KeyK, func() { w.openCommands() }),
		fyne.NewMenuItemSeparator(),
		quit,
	)
	for _, it := range w.menu.Items {
		if it.Shortcut != nil {
			w.win.Canvas().AddShortcut(it.Shortcut, func(fyne.Shortcut) { it.Action() })
		}
	}
	if runtime.GOOS == "darwin" { // elsewhere the toolkit would draw a bar of its own
		w.win.SetMainMenu(fyne.NewMainMenu(w.menu))
	}
}

// mainMenu opens below a button.
func (w *window) mainMenu(under fyne.CanvasObject) {
	pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(under)
	widget.ShowPopUpMenuAtPosition(w.menu, w.win.Canvas(), pos.AddXY(-160, under.Size().Height+4))
}

// nextAppearance goes from system to light to dark.
func (w *window) nextAppearance() {
	next := map[appearance]appearance{followSystem: alwaysLight, alwaysLight: alwaysDark, alwaysDark: followSystem}
	t := w.app.Settings().Theme().(*paperTheme)
	chosen := next[t.chosen]
	if chosen == alwaysLight && w.app.Settings().ThemeVariant() == theme.VariantLight && t.chosen == followSystem {
		chosen = alwaysDark // the light one is what they see already
	}
	w.app.Preferences().SetString(appearanceKey, string(chosen))
	w.app.Settings().SetTheme(newTheme(chosen))
	w.notices.say(map[appearance]string{followSystem: "Appearance: as the system.", alwaysLight: "Appearance: light.", alwaysDark: "Appearance: dark."}[chosen], "", nil)
}
