// Package ui is the window: sidebar, timeline, article pane, front page, story
// page and dialogs.
//
// Everything here runs on the toolkit's main goroutine, except what a worker
// runs (background.go, the only file that knows fyne.Do). Panes report what the
// reader wants through their on… functions; the window does it. What is shown is
// decided in app/viewmodel; text is drawn by app/ui/typeset.
package ui

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// Options of a window.
type Options struct {
	// Demo opens the demo newsroom on a profile of its own; nil: not offered.
	Demo func()
	// Title stands in the window's title behind what is shown; empty: Tidings.
	Title string
	// Window to take over; nil: a new one.
	Window fyne.Window
	// Closing hears that the reader closes the window; nil: nobody does.
	Closing func()
}

// window is the main window. It connects the panes with the core.
type window struct {
	core     *app.Core
	win      fyne.Window
	app      fyne.App
	opts     Options
	worker   *worker
	pics     *pictures
	stop     context.CancelFunc
	unhear   func()
	finished bool // what the reader was at is kept

	bar       *topBar
	sidebar   *sidebar
	timeline  *timeline
	article   *articlePane
	front     *frontPage
	story     *storyPage
	welcome   *welcome
	side      *canvas.Rectangle // ground of the sidebar
	paper     *canvas.Rectangle // ground of the stage
	stage     *fyne.Container   // what stands right of sidebar and timeline
	panes     *panes
	notices   *notices
	finding   *finding
	following *following
	interests *interests
	bulletin  *bulletin
	player    *player
	filter    *feedFilter
	sideBox   *fyne.Container // the sidebar, with the filter at its head
	boards    []*board        // that are open, the uppermost last
	menu      *fyne.Menu

	feeds    []feeds.Feed
	folders  []feeds.Folder
	names    viewmodel.Names
	items    []viewmodel.Item // of the sidebar, without topics and saved searches
	counts   feeds.Counts
	network  standing
	rereads  turns // of network
	troubled troubled
	at       place
	past     []place // where Back leads
	ahead    []place // where Forward leads, after Back
	loads    latest
	calm     latest
	chord    bool // g was typed, a letter follows
	resting  bool // another program has the keys
	now      func() time.Time
	today    time.Time   // when the day began that the window is about
	running  runsOnce    // the command that a second press lets run
	sure     func() bool // the bin was to be emptied a moment ago; nil: not
}

// place is what the window shows, to come back to.
type place struct {
	mode    mode
	key     string // of the sidebar's item
	scope   feeds.Scope
	story   feeds.StoryID
	article feeds.ArticleID
	list    listPlace // in the timeline
}

type mode int

const (
	showFront mode = iota
	showList
	showStory
	showArticle // without a timeline, opened from the front page or a story
	showWelcome
)

// Open makes the main window and shows it. The core must be started; the window
// does not close it. finish is for when the loop has ended: if it was not the reader who
// closed the window but the system that ends its programs, it keeps what they were at.
func Open(a fyne.App, core *app.Core, o Options) (win fyne.Window, finish func(), err error) {
	fontCache = app.CacheDir()
	fonts, err := faces()
	if err != nil {
		return nil, nil, fmt.Errorf("open window: %w", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	w := &window{core: core, app: a, opts: o, stop: stop, worker: newWorker(ctx)}
	a.Settings().SetTheme(newTheme(appearance(a.Preferences().String(appearanceKey))))
	w.win = o.Window
	if w.win == nil {
		w.win = a.NewWindow("Tidings")
	}
	w.win.SetPadded(false)
	w.pics = newPictures(core, w.worker)
	w.build(fonts)
	w.win.Resize(windowSize(a.Preferences()))
	w.win.SetCloseIntercept(w.close)
	w.win.SetOnDropped(w.dropped)
	a.Settings().AddListener(func(fyne.Settings) { w.repaint() })
	a.Lifecycle().SetOnExitedForeground(func() { w.rests(true) })
	a.Lifecycle().SetOnEnteredForeground(func() { w.rests(false) })
	w.unhear = core.Listen(func(ch app.Change) { w.worker.back(func() { w.changed(ch) }) })
	w.worker.start(fonts.Scan) // before a text first needs a font of the system
	w.win.Show()
	w.at = place{mode: showFront, key: "front"}
	w.reload()
	w.reloadOffline()
	w.finding.reload()
	w.following.reload()
	w.interests.reload()
	w.every(30*time.Second, w.tick)
	return w.win, w.finish, nil
}

func (w *window) build(fonts *typeset.Fonts) {
	w.now = time.Now
	w.today = app.Today(w.now())
	e := typeset.NewEngine(fonts) // of the main goroutine
	w.finding = newFinding(w, e)
	w.following = &following{w: w}
	w.interests = &interests{w: w}
	w.sidebar = newSidebar(e)
	w.sidebar.onItem, w.sidebar.onFold, w.sidebar.onMenu, w.sidebar.onAct = w.openItem, w.fold, w.itemMenu, w.act
	w.sidebar.onTip, w.sidebar.onMark = w.tip, func(it viewmodel.Item) { w.openFeedPage(it.Feed, "") }

	w.timeline = newTimeline(w.core, w.worker, e, w.pics)
	w.timeline.onArticle, w.timeline.onScope, w.timeline.onMenu = w.openArticle, w.setScope, w.articleMenu
	w.timeline.onEmptyBin = w.emptyBin
	w.timeline.byStory = w.app.Preferences().Bool(storyKey)
	w.timeline.onGroup = func(yes bool) { w.app.Preferences().SetBool(storyKey, yes) }
	w.timeline.chips.onMenu = w.chipMenu
	w.timeline.chips.onLeave = func() { w.focus(w.timeline.list) }
	w.timeline.onAllRead, w.timeline.onError, w.timeline.isEmpty = w.markAllRead, w.fail, w.emptiness
	w.timeline.widen, w.timeline.known, w.timeline.help = w.widen, w.known, w.offerHelp
	w.timeline.strip.acts = w.stripActs()
	w.timeline.strip.onLimit, w.timeline.strip.onTip = w.giveUp, w.tip

	w.front = newFrontPage(w.core, w.worker, e, w.pics)
	w.frontActs()
	w.story = newStoryPage(w.core, w.worker, e, w.pics)
	w.storyActs()
	w.article = newArticlePane(w, fonts)
	w.welcome = newWelcome(w)
	w.bar = newTopBar(w)
	w.notices = newNotices(w.worker)
	w.newBulletin(e)
	w.player = newPlayer(w)

	w.filter = newFeedFilter(w)
	w.sideBox = container.NewBorder(w.filter.box, nil, nil, nil, w.sidebar.list)
	w.stage = container.NewStack()
	w.paper = canvas.NewRectangle(colours().paper)
	w.panes = newPanes(w.widths(), []float32{170, 300, 360}, w.grounded(w.sideBox), w.timeline.pane, container.NewStack(w.paper, w.stage))
	w.panes.onMoved = w.remember
	body := container.New(belowBar{w.bulletin, w.player.bar}, w.bar.box, w.panes.box, w.bulletin.box, w.player.bar.box)
	w.win.SetContent(container.NewStack(body, w.finding.list.layer, w.notices.layer))
	w.keys()
	w.menus()
	w.tellNotices()
}

func (w *window) close() {
	if w.opts.Closing != nil {
		w.opts.Closing()
	}
	w.remember()
	w.finish()
	w.win.Close()
}

// finish keeps what the reader was at, once: a note, their place in the article and in a
// recording. Nothing is loaded any more.
func (w *window) finish() {
	if w.finished {
		return
	}
	w.finished = true
	w.article.keepNote()
	if save := w.article.leaving(); save != nil {
		if err := save(); err != nil {
			fyne.LogError("place in the article not kept", err)
		}
	}
	w.player.shut()
	w.unhear()
	w.stop()
}

// every does something on the main goroutine again and again.
func (w *window) every(d time.Duration, f func()) {
	w.worker.start(func() {
		tick := time.NewTicker(d)
		defer tick.Stop()
		for {
			select {
			case <-w.worker.ctx.Done():
				return
			case <-tick.C:
				w.worker.back(f)
			}
		}
	})
}

// changed loads what is stale.
func (w *window) changed(ch app.Change) {
	if ch.Progress {
		w.tell()
	}
	w.staleBoards(ch)
	if ch.Notices {
		w.tellNotices()
	}
	if ch.Offline || ch.Feeds {
		w.reloadOffline()
	}
	if ch.Followed {
		w.following.tell()
	}
	if ch.Feeds || ch.Articles || ch.Derived || ch.Followed {
		w.reload()
		w.finding.reload()
		w.following.reload()
		w.interests.reload()
		w.rest()
	}
}

// quiet is how long nothing must have changed before memory is given back.
const quiet = 5 * time.Second

// rest gives memory back to the system once things are quiet: a refresh leaves
// much garbage, and a window that shows articles makes none that would have it
// collected.
func (w *window) rest() {
	current := w.calm.next()
	w.worker.after(quiet, func() {
		if current() {
			w.worker.start(debug.FreeOSMemory)
		}
	})
}

// tick is what happens by the clock.
func (w *window) tick() {
	w.tell()
	w.looksAtFront()
	if today := app.Today(w.now()); !today.Equal(w.today) {
		w.newDay(today)
	}
}

// newDay makes the window one of another day: the one before has ended while it was
// open, perhaps while the machine slept. An article that is open stays.
func (w *window) newDay(today time.Time) {
	moveOn := func(in *feeds.Scope) {
		if in.Since.Equal(w.today) {
			in.Since = today
		}
	}
	moveOn(&w.at.scope)
	moveOn(&w.timeline.scope)
	for _, way := range [][]place{w.past, w.ahead} {
		for i := range way {
			moveOn(&way[i].scope)
		}
	}
	w.today = today
	if w.article.a.ID != 0 {
		w.article.show(keepPlace) // its head says when it appeared
	}
	for _, d := range w.boards {
		d.rebuild()
	}
	w.reload()
}

// rests is told when the reader goes to another program, and comes back.
func (w *window) rests(yes bool) {
	w.resting = yes
	w.article.page.rest(yes)
	w.looksAtFront()
}

// looksAtFront notes that the reader looks at the front page, if they do: what comes
// from now on is new the next time.
func (w *window) looksAtFront() {
	if w.at.mode == showFront && !w.resting {
		w.front.seen()
	}
}

// tell shows how things stand: what a refresh is doing, or when the last one was.
func (w *window) tell() { w.bar.tell(w.standing(time.Now()), time.Now()) }

// reload reads what the sidebar shows and what every pane needs of it, then the
// pane in view.
func (w *window) reload() {
	current := w.loads.next()
	var list []feeds.Feed
	var folders []feeds.Folder
	var counts feeds.Counts
	var topics map[feeds.Topic]int
	var err error
	w.worker.load(func(ctx context.Context) {
		if list, err = w.core.Feeds(ctx); err != nil {
			return
		}
		if folders, err = w.core.Folders(ctx); err != nil {
			return
		}
		if counts, err = w.core.Counts(ctx); err != nil {
			return
		}
		topics, err = w.core.TopicCounts(ctx, feeds.Scope{UnreadOnly: true})
	}, func() {
		if !current() {
			return
		}
		if err != nil {
			w.fail(err)
			return
		}
		w.feeds, w.folders, w.counts, w.interests.topics = list, folders, counts, topics
		w.filter.index = nil
		w.names = make(viewmodel.Names, len(list))
		for _, f := range list {
			w.names[f.ID] = f.Name()
		}
		w.timeline.names, w.front.names, w.story.names = w.names, w.names, w.names
		w.items = viewmodel.Sidebar(list, folders, counts, app.Today(w.now()))
		w.showItems()
		w.countTroubled()
		w.tell()
		w.settle()
	})
}

// fail tells the reader what went wrong.
func (w *window) fail(err error) {
	if w.worker.ctx.Err() == nil {
		w.notices.say(app.Explain(err), "", nil)
	}
}
