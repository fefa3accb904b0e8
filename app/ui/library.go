package ui

import (
	"context"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// libraryBoard shows where the profile lies, what it holds, how much of it is kept,
// and its backups.
type libraryBoard struct {
	*board
	now    app.Library
	there  bool   // now was read
	chosen string // path of the backup that is open; empty: none
	busy   string // what goes on, as a sentence; empty: nothing
	said   string // what came of it
	loads  latest
}

// openLibrary shows the library.
func (w *window) openLibrary() {
	d := &libraryBoard{}
	d.board = w.openBoard("Your library", fyne.NewSize(680, 760), d.layOut)
	d.board.stale = d.changed
	d.load()
}

func (d *libraryBoard) changed(ch app.Change) {
	if ch.Progress {
		d.rebuild()
	}
	if ch.Feeds || ch.Articles {
		d.load()
	}
}

func (d *libraryBoard) load() {
	current := d.loads.next()
	var l app.Library
	var err error
	d.w.worker.load(func(ctx context.Context) { l, err = d.w.core.Library(ctx) }, func() {
		switch {
		case !current():
		case err != nil:
			d.say(app.Explain(err))
		default:
			d.now, d.there = l, true
			d.rebuild()
		}
	})
}

// say shows what came of something.
func (d *libraryBoard) say(text string) {
	d.said = text
	d.rebuild()
}

// work does something that takes long; said is what came of it.
func (d *libraryBoard) work(doing string, f func(context.Context) error, said func() string) {
	if d.busy != "" {
		return
	}
	d.busy, d.said = doing, ""
	d.rebuild()
	var err error
	d.w.worker.load(func(ctx context.Context) { err = f(ctx) }, func() {
		d.busy = ""
		if err != nil {
			d.say(app.Explain(err))
			return
		}
		d.said = said()
		d.rebuild()
		d.load()
	})
}

func (d *libraryBoard) layOut(f *boardFlow) {
	if !d.there {
		f.moment()
		return
	}
	l, now := d.now, time.Now()
	f.styled(viewmodel.Holdings(l.Articles, l.Sources, l.Starred, l.Kept, l.Bin, l.Bytes),
		label{family: typeset.Sans, weight: 600, size: 13, height: 19, color: f.brush.p.ink, ltr: true})
	f.para(viewmodel.Isolate(l.Dir), true)
	f.gap(2)
	f.gap(f.buttons(
		boardButton{"Open the folder", d.openFolder},
		boardButton{"Check for damage", d.check},
		boardButton{"Back up now", d.backUp}))
	d.progress(f, now)

	f.heading("KEEP", "Change…", func() { d.w.keepEverything() })
	f.para("Articles are kept "+viewmodel.KeepName(l.Keep, "for ever")+", as far as a folder or source does not say otherwise. "+viewmodel.NeverGoes, true)

	f.heading("BACKUPS", "", nil)
	if len(l.Backups) == 0 {
		f.para("None yet. Tidings makes the first one soon, then one an hour while something changes.", true)
	} else {
		f.para("Made by themselves and verified: hourly for a day, daily for a week, weekly for two months. Choose one to restore it.", true)
		f.gap(4)
	}
	for _, b := range l.Backups {
		d.backup(f, b, now)
	}
}

// progress tells what goes on, or what came of it.
func (d *libraryBoard) progress(f *boardFlow, now time.Time) {
	f.gap(6)
	switch work, working := d.w.core.Doing(); {
	case working && work.Total > 0:
		f.progress("Copying: "+viewmodel.Share(work.Done, work.Total)+".", work.Done, work.Total)
	case d.busy != "":
		f.progress(d.busy, 0, 0)
	case d.said != "":
		f.para(d.said, false)
	default:
		f.para(viewmodel.Examined(d.now.Examined, now), true)
	}
}

// backup is a line of the list, and below the chosen one what restoring does.
func (d *libraryBoard) backup(f *boardFlow, x app.Backup, now time.Time) {
	open := d.chosen == x.Path
	f.add(piece{x: f.x, y: f.y, w: f.w, h: 30, tap: func() { d.choose(x.Path) }, paint: func(b *brush) {
		p := b.p
		l := label{family: typeset.Sans, weight: 500, size: 13, height: 18, color: p.ink}
		b.triangle(2, 11, open, p.soft)
		b.text(viewmodel.When(x.Made, now), l, 18, 6, 200, 1)
		l.weight, l.color = 400, p.soft
		b.text(viewmodel.BackupWhy(string(x.Why)), l, 222, 6, f.w-320, 1)
		size := b.lay(viewmodel.Bytes(x.Bytes), l, 100, 1)
		b.put(size, f.w-size.Used, 6)
	}})
	f.gap(34)
	if !open {
		return
	}
	was := f.x
	f.x, f.w = f.x+18, f.w-18
	if x.Why == app.Damaged {
		f.para("This is the file as damage was found in it, for those who can make more of it. It cannot be restored.", true)
	} else {
		f.para("Everything becomes as it was then. What is now joins this list as “before a restore”, so you can come back to it the same way.", true)
		f.gap(2)
		f.gap(f.buttons(boardButton{"Restore it", func() { d.restore(x) }}))
	}
	f.gap(6)
	f.w += f.x - was
	f.x = was
}

func (d *libraryBoard) choose(path string) {
	if d.chosen == path {
		path = ""
	}
	d.chosen = path
	d.rebuild()
}

func (d *libraryBoard) openFolder() {
	path := filepath.ToSlash(d.now.Dir)
	if !strings.HasPrefix(path, "/") { // a drive
		path = "/" + path
	}
	w := d.w
	w.worker.start(func() { // the system's opener may take its time
		if err := w.app.OpenURL(&url.URL{Scheme: "file", Path: path}); err != nil {
			w.worker.back(func() { d.say(app.Explain(err)) })
		}
	})
}

func (d *libraryBoard) check() {
	d.work("Looking through the whole file…", d.w.core.Check,
		func() string { return "Looked through the whole file just now: no damage." })
}

func (d *libraryBoard) backUp() {
	var made app.Backup
	d.work("Making a backup…", func(ctx context.Context) (err error) {
		made, err = d.w.core.BackUp(ctx)
		return err
	}, func() string { return "Made and verified a backup of " + viewmodel.Bytes(made.Bytes) + "." })
}

// restore puts a backup in the place of the file and shows the window anew.
func (d *libraryBoard) restore(x app.Backup) {
	d.work("Restoring…", func(ctx context.Context) error { return d.w.core.Restore(ctx, x.Path) }, func() string {
		d.close()
		d.w.anew()
		d.w.notices.say("Restored the backup: "+viewmodel.When(x.Made, time.Now())+". What was there before is among the backups.", "", nil)
		return ""
	})
}

// anew forgets everything on the screen, because the file is another one.
func (w *window) anew() {
	w.past, w.ahead = nil, nil
	w.goTo(place{mode: showFront, key: "front"})
	w.timeline.setScope(w.timeline.scope)
	w.reload()
}

// boardButton is a button of a row of them.
type boardButton struct {
	name string
	tap  func()
}

// buttons stand side by side; it returns how much room they took.
func (f *boardFlow) buttons(list ...boardButton) float32 {
	x := f.x
	for _, b := range list {
		x += f.button(b.name, x, f.y, false, b.tap) + 10
	}
	return 32
}
