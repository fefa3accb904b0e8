package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// offlineBoard shows whether there is a network, prepares articles for a time without
// one, says what is kept ready by itself, and lists what waits.
type offlineBoard struct {
	*board
	now      offlineState
	there    bool // now was read
	loads    turns
	lists    []viewmodel.PackList
	list     int // of lists, that would be prepared
	most     int // of mostChoices, how many of it
	pictures bool
	unfolded bool   // shows all that could not be prepared
	trouble  string // what went wrong last
	foot     *boardFoot
}

// offlineState is what the board shows, as it was read at once.
type offlineState struct {
	app.Offline
	ready, marked feeds.Ready
	remote        feeds.Remote
	count         int      // articles of the chosen list
	failed        int      // articles of the preparation
	failures      []queued // the first of them
	queue         []queued // the first of the others
}

// queued is an article that waits, or was given up.
type queued struct {
	app.Job
	article feeds.Article
}

// openOffline shows the board.
func (w *window) openOffline() {
	d := newOfflineBoard(w)
	d.load()
}

func newOfflineBoard(w *window) *offlineBoard {
	d := &offlineBoard{most: 1, pictures: true}
	name := ""
	if w.at.mode == showList {
		name = viewmodel.Title(w.sidebar.items, w.at.key, w.timeline.scope)
	}
	d.lists = viewmodel.PackLists(name, w.timeline.scope)
	d.board = w.openBoard("Offline", fyne.NewSize(700, 780), d.layOut)
	d.foot = d.board.addFoot(d.load)
	d.board.stale = func(ch app.Change) {
		if ch.Offline || ch.Feeds || ch.Articles {
			d.load()
		}
	}
	d.sheet.tabs = true
	d.sheet.onRune = d.foot.typed
	return d
}

// load reads everything.
func (d *offlineBoard) load() {
	d.loads.ask(func(done func()) {
		var s offlineState
		var err error
		scope, most := d.lists[d.list].Scope, mostChoices[d.most]
		d.w.worker.load(func(ctx context.Context) { s, err = readOffline(ctx, d.w.core, scope, most) }, func() {
			if err != nil {
				d.fail(err)
			} else {
				d.show(s)
			}
			done()
		})
	})
}

// show lays out what was read. At first Enter prepares.
func (d *offlineBoard) show(s offlineState) {
	first := !d.there
	d.now, d.there = s, true
	d.rebuild()
	if first {
		d.sheet.choose(prepareName)
		d.sheet.sync()
	}
}

// queueShown is how much of the queue is listed.
const queueShown = 60

func readOffline(ctx context.Context, core *app.Core, in feeds.Scope, most int) (s offlineState, err error) {
	if s.Offline, err = core.Offline(ctx); err != nil {
		return s, err
	}
	if s.ready, err = core.Ready(ctx); err != nil {
		return s, err
	}
	if s.marked, err = core.MarkedReady(ctx); err != nil {
		return s, err
	}
	if s.remote, err = core.Remote(ctx); err != nil {
		return s, err
	}
	if s.count, err = core.CountArticles(ctx, in, most); err != nil {
		return s, err
	}
	var failed []app.Job
	if s.Pack.ID != 0 {
		if failed, err = core.PackFailures(ctx, s.Pack.ID); err != nil {
			return s, err
		}
	}
	s.failed = len(failed)
	if s.failures, err = withArticles(ctx, core, failed); err != nil {
		return s, err
	}
	jobs, err := core.Queue(ctx, queueShown+len(failed))
	if err != nil {
		return s, err
	}
	jobs = slices.DeleteFunc(jobs, func(j app.Job) bool { return j.Failed && j.Pack != 0 && j.Pack == s.Pack.ID })
	s.queue, err = withArticles(ctx, core, jobs)
	return s, err
}

// withArticles are the first of the jobs with their articles.
func withArticles(ctx context.Context, core *app.Core, jobs []app.Job) ([]queued, error) {
	var out []queued
	for _, j := range jobs[:min(len(jobs), queueShown)] {
		a, err := core.Article(ctx, j.Article)
		if errors.Is(err, feeds.ErrNotFound) { // since the queue was read
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, queued{j, a})
	}
	return out, nil
}

// fail says at the top what went wrong.
func (d *offlineBoard) fail(err error) {
	d.trouble = app.Explain(err)
	d.sheet.top()
	d.rebuild()
}

// do changes something elsewhere, says what came of it, and shows how things are then.
func (d *offlineBoard) do(work func(context.Context) error, said func() string, undo bool) {
	var err error
	d.w.worker.load(func(ctx context.Context) { err = work(ctx) }, func() {
		if err != nil {
			d.foot.tell("", false)
			d.fail(err)
			return
		}
		d.trouble = ""
		d.foot.tell(said(), undo)
		d.load()
	})
}

// set is do for what can be taken back.
func (d *offlineBoard) set(work func(context.Context) error, said string) {
	d.do(work, func() string { return said }, true)
}

func (d *offlineBoard) layOut(f *boardFlow) {
	if !f.begins(d.there, d.trouble) {
		return
	}
	now := time.Now()
	d.network(f, now)
	f.heading("PREPARE FOR THE NEXT DAYS", "", nil)
	d.prepare(f, now)
	f.heading("KEPT READY BY ITSELF", "", nil)
	d.keptReady(f)
	f.heading("PICTURES ON THIS COMPUTER", "", nil)
	d.room(f)
	d.waiting(f, now)
}

// network says whether there is one.
func (d *offlineBoard) network(f *boardFlow, now time.Time) {
	f.styled(viewmodel.Network(d.now.Online, d.now.Since, now),
		label{family: typeset.Sans, weight: 600, size: 13, height: 19, color: f.brush.p.ink, ltr: true})
	if d.now.Online {
		f.para("What your sources sent can be read without a network. Say here what more is to be ready.", true)
		return
	}
	if d.now.Captive != "" {
		f.para(d.now.Captive, true)
	}
	f.para("You can read as always; articles that are here with all their pictures have a sign in the list. What is missing is fetched when the network is back.", true)
	f.gap(2)
	f.gap(f.buttons(boardButton{"Look for it now", d.lookForNetwork}))
}

// lookForNetwork asks the servers, which tells.
func (d *offlineBoard) lookForNetwork() {
	d.foot.tell("Looking for the network…", false)
	var o app.Offline
	d.do(func(ctx context.Context) error {
		if err := d.w.core.RetryQueue(ctx); err != nil {
			return err
		}
		if _, err := d.w.core.Refresh(ctx, app.Selection{}); err != nil {
			return err
		}
		var err error
		o, err = d.w.core.Offline(ctx)
		return err
	}, func() string {
		if o.Online {
			return "The network is back."
		}
		return "There is none yet."
	}, false)
}

// readyNames are the choices of what is kept ready, from feeds.ReadyOff on.
var readyNames = []string{"Off", "Whole texts", "Texts and pictures"}

// keptReady says what is fetched ahead without being asked.
func (d *offlineBoard) keptReady(f *boardFlow) {
	core := d.w.core
	f.pick("New articles", readyNames, int(d.now.ready-feeds.ReadyOff), func(i int) {
		r := feeds.ReadyOff + feeds.Ready(i)
		d.set(func(ctx context.Context) error { return core.SetReady(ctx, r) }, "Of new articles is kept ready: "+viewmodel.ReadyName(r, "")+".")
	})
	f.pick("What you marked", readyNames, int(d.now.marked-feeds.ReadyOff), func(i int) {
		r := feeds.ReadyOff + feeds.Ready(i)
		d.set(func(ctx context.Context) error { return core.SetMarkedReady(ctx, r) }, "Of marked articles is kept ready: "+viewmodel.ReadyName(r, "")+".")
	})
	text := "Marked is what you star, put aside to read later, or write a note about. Folders and sources can say otherwise, in their menu."
	if own := viewmodel.OwnReady(d.w.feeds, d.w.folders); own != "" {
		text += " " + own
	}
	f.para(text, true)
}

// room says how much pictures take, and how much they may.
func (d *offlineBoard) room(f *boardFlow) {
	core := d.w.core
	f.progress(app.Size(d.now.Bytes)+" of "+budgetName(d.now.Budget)+".", d.now.Bytes, max(d.now.Budget, d.now.Bytes))
	if d.now.Full {
		f.para("The room is used up: no more pictures are fetched ahead until there is some.", false)
		f.gap(4)
	}
	budgets := viewmodel.Budgets(d.now.Budget)
	var names []string
	at := -1
	for i, bytes := range budgets {
		names = append(names, budgetName(bytes))
		if bytes == d.now.Budget {
			at = i
		}
	}
	f.pick("At most", names, at, func(i int) {
		d.do(func(ctx context.Context) error { return core.SetBudget(ctx, budgets[i]) },
			func() string { return "Pictures may take " + names[i] + "." }, false)
	})
	f.pick("In articles", []string{"Show pictures", "Do not"}, int(d.now.remote-feeds.RemoteShown), func(i int) {
		r := feeds.RemoteShown + feeds.Remote(i)
		d.set(func(ctx context.Context) error { return core.SetRemote(ctx, r) }, "Pictures are "+viewmodel.RemoteName(r)+" where a source does not say otherwise.")
	})
	f.gap(2)
	x := f.x + f.button("Clean up", f.x, f.y, false, d.clean) + 12
	l := f.textLabel()
	l.color = f.brush.p.soft
	f.add(piece{x: x, y: f.y, w: f.x + f.w - x, h: 26, paint: func(b *brush) {
		b.text("Takes away what nothing needs that you marked or prepared.", l, 0, 4, f.w-x, 1)
	}})
	f.gap(30)
}

// budgetName is a size in few characters.
func budgetName(bytes int64) string {
	if bytes >= 1<<30 && bytes%(1<<30) == 0 {
		return fmt.Sprintf("%d GB", bytes>>30)
	}
	return app.Size(bytes)
}

func (d *offlineBoard) clean() {
	var c app.Cleaned
	d.foot.tell("Cleaning up…", false)
	d.do(func(ctx context.Context) (err error) {
		c, err = d.w.core.CleanPictures(ctx)
		return err
	}, func() string {
		if c.Files == 0 {
			return "There is nothing to clean up."
		}
		return "Removed " + plural(c.Files, "picture", "pictures") + ", " + app.Size(c.Bytes) + "."
	}, false)
}
