package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
)

// worker leaves the main goroutine and comes back. This file alone knows
// fyne.Do. Tests replace it with one that runs in line.
type worker struct {
	ctx   context.Context // ends with the window
	start func(func())    // runs elsewhere
	back  func(func())    // runs on the main goroutine
	timer func(time.Duration, func())
}

func newWorker(ctx context.Context) *worker {
	return &worker{ctx: ctx, start: func(f func()) { go f() }, back: fyne.Do,
		timer: func(d time.Duration, f func()) { time.AfterFunc(d, f) }}
}

// load runs work elsewhere, where no widget may be touched, and then then on the
// main goroutine.
func (w *worker) load(work func(context.Context), then func()) {
	w.start(func() {
		work(w.ctx)
		if w.ctx.Err() == nil {
			w.back(then)
		}
	})
}

// after does something on the main goroutine in a while, unless the window is gone
// by then.
func (w *worker) after(d time.Duration, f func()) {
	w.timer(d, func() {
		w.back(func() {
			if w.ctx.Err() == nil {
				f()
			}
		})
	})
}

// A latest keeps late answers from replacing newer ones: each request takes a
// number, and an answer counts only while its number is the last.
type latest struct{ n int }

func (l *latest) next() (current func() bool) {
	l.n++
	mine := l.n
	return func() bool { return mine == l.n }
}

// turns let one request go at a time, for what changes faster than it is read: what is
// asked for meanwhile is asked once more after it.
type turns struct{ busy, again bool }

// ask makes a request now or later; it must call done on the main goroutine.
func (t *turns) ask(request func(done func())) {
	if t.busy {
		t.again = true
		return
	}
	t.busy, t.again = true, false
	request(func() {
		t.busy = false
		if t.again {
			t.ask(request)
		}
	})
}
