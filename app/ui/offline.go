package ui

import (
	"context"
	"time"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// standing is what the window knows of reading without a network.
type standing struct {
	there  bool // now was read
	now    app.Offline
	ready  feeds.Ready  // where nothing nearer says it
	remote feeds.Remote // the same
	back   time.Time    // when the network was found again
}

// backFor is how long the top bar says that the network is back.
const backFor = 10 * time.Second

// reloadOffline reads whether there is a network, and what is ready.
func (w *window) reloadOffline() {
	w.rereads.ask(func(done func()) {
		var s standing
		var err error
		w.worker.load(func(ctx context.Context) { s, err = readStanding(ctx, w.core) }, func() {
			if err != nil {
				w.fail(err)
			} else {
				w.stands(s)
			}
			done()
		})
	})
}

func readStanding(ctx context.Context, core *app.Core) (s standing, err error) {
	if s.now, err = core.Offline(ctx); err != nil {
		return s, err
	}
	if s.ready, err = core.Ready(ctx); err != nil {
		return s, err
	}
	s.remote, err = core.Remote(ctx)
	return s, err
}

// stands shows how things stand now.
func (w *window) stands(s standing) {
	was := w.network
	s.there, s.back = true, was.back
	if was.away() && !s.away() {
		s.back = time.Now()
		w.worker.after(backFor, w.tell)
		w.article.page.retryPictures()
	}
	w.network = s
	w.tell()
	if w.timeline.offline != s.away() {
		w.timeline.offline = s.away()
		w.timeline.fill(false)
	}
}

// away reports whether there is no network.
func (s standing) away() bool { return s.there && !s.now.Online }

// standing is what the top bar tells.
func (w *window) standing(now time.Time) viewmodel.Standing {
	p, o := w.core.Progress(), w.network.now
	return viewmodel.Standing{
		Refreshing: p.Running, Done: p.Done, Total: p.Total, New: p.New,
		Offline: w.network.away(), Captive: o.Captive != "", Since: o.Since, Back: now.Sub(w.network.back) < backFor,
		Waiting:   o.Waiting + o.Working,
		Preparing: preparing(o.Pack), Tried: o.Pack.Done + o.Pack.Failed, Wanted: o.Pack.Articles,
		Last: lastRefresh(w.feeds),
	}
}

// preparing reports whether a preparation goes on.
func preparing(p app.Pack) bool { return p.ID != 0 && p.Ended.IsZero() }
