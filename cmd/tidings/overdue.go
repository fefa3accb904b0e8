package main

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// patient is how long the toolkit's loop may take to end.
const patient = 10 * time.Second

// overdue does without the toolkit's loop if that has to end and does not. The toolkit
// (2.7.1) loses an event now and then that comes in the moment in which its loop ends,
// and waits for it for ever: a process without a window, which keeps the profile.
type overdue struct {
	once  sync.Once
	ended atomic.Bool // the loop
	then  func()
}

// begins says that the loop has to end now.
func (o *overdue) begins() {
	o.once.Do(func() {
		time.AfterFunc(patient, func() {
			if !o.ended.Load() {
				o.then()
			}
		})
	})
}

// onSignals begins when the system ends the program, which the toolkit hears for itself.
func (o *overdue) onSignals(ctx context.Context) {
	asked, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(asked, func() {
		stop()
		if ctx.Err() == nil {
			o.begins()
		}
	})
}
