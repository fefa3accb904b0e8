package ui

import (
	"context"
	"strings"
	"time"

	"tidings/app"
	"tidings/feeds"
)

// A runsOnce is the feed whose command was named by a first press, and until when a second
// one lets it run.
type runsOnce struct {
	feed  feeds.FeedID
	until time.Time
}

// letRun lets the command of a feed run on this computer: the first press says what would
// run, the second does it.
func (w *window) letRun(f feeds.Feed, then func(said string, undo bool)) {
	if w.running.feed != f.ID || time.Now().After(w.running.until) {
		w.running = runsOnce{f.ID, time.Now().Add(2 * sureFor)}
		then("This runs “"+strings.TrimPrefix(f.URL, feeds.CommandScheme)+"” on this computer each time that the feed is asked. Press once more to let it.", false)
		return
	}
	w.running = runsOnce{}
	var r app.Report
	w.do(func(ctx context.Context) error {
		if err := w.core.SetCommands(true); err != nil {
			return err
		}
		err := w.core.AllowCommand(ctx, f.ID)
		if err == nil {
			r, err = w.core.Refresh(ctx, app.Selection{Feed: f.ID})
		}
		return err
	}, func() { then("It may run from now on. "+retried(r), false) })
}

// toggleCommands switches feeds from commands on or off on this computer.
func (w *window) toggleCommands() {
	on := !w.core.Commands()
	var err error
	w.worker.load(func(context.Context) { err = w.core.SetCommands(on) }, func() {
		switch {
		case err != nil:
			w.fail(err)
		case on:
			w.notices.say("What a command prints may be a feed on this computer: add “exec:” and the command. One that came with a list waits until you let it run.", "", nil)
		default:
			w.notices.say("No command runs any more to be a feed.", "", nil)
		}
	})
}
