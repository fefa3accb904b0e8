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
	loads  latest
}

// backFor is how long the top bar says that the network is back.
const backFor = 10 * time.Second

// reloadOffline reads whether there is a network, and what is ready.
func (w *window) reloadOffline() {
	current := w.offline.loads.next()
	var s standing
	var err error
	w.worker.load(func(ctx context.Context) {
		if s.now, err = w.core.Offline(ctx); err != nil {
			return
		}
		if s.ready, err = w.core.Ready(ctx); err != nil {
			return
		}
		s.remote, err = w.core.Remote(ctx)
	}, func() {
		switch {
		case !current():
		case err != nil:
			w.fail(err)
		default:
			w.stands(s)
		}
	})
}

// stands shows how things stand now.
func (w *window) stands(s standing) {
	was := w.offline
	s.there, s.back, s.loads = true, was.back, was.loads
	if was.away() && !s.away() {
		s.back = time.Now()
		w.worker.after(backFor, w.tell)
	}
	w.offline = s
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
	p, o := w.core.Progress(), w.offline.now
	return viewmodel.Standing{
		Refreshing: p.Running, Done: p.Done, Total: p.Total, New: p.New,
		Offline: w.offline.away(), Since: o.Since, Back: now.Sub(w.offline.back) < backFor,
		Waiting:   o.Waiting + o.Working,
		Preparing: preparing(o.Pack), Tried: o.Pack.Done + o.Pack.Failed, Wanted: o.Pack.Articles,
		Last: lastRefresh(w.feeds),
	}
}

// preparing reports whether a preparation goes on.
func preparing(p app.Pack) bool { return p.ID != 0 && p.Ended.IsZero() }
