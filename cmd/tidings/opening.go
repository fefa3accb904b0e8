package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"tidings/app"
	"tidings/app/ui"
)

// soon is how long opening the profile may take before the window says why.
const soon = 300 * time.Millisecond

// errTold is an error whose sentence the reader has seen.
var errTold = errors.New("the profile could not be opened")

// profile is what is open.
type profile struct {
	core *app.Core
	end  func() error
	err  error
}

// openProfile opens the profile elsewhere while the toolkit starts.
func openProfile(ctx context.Context, c app.Config, demo bool) <-chan profile {
	done := make(chan profile, 1)
	go func() {
		core, end, err := open(ctx, c, demo)
		done <- profile{core, end, err}
	}()
	return done
}

// discard closes a profile that nobody waits for any more.
func (p profile) discard() {
	if p.err == nil {
		_ = p.end()
	}
}

// whenOpen goes on with the profile on the main goroutine: at once if it opens fast,
// else from within the loop, while the window tells how far it is. over says
// that nothing is being opened any more.
func whenOpen(ctx context.Context, small *ui.Opening, done <-chan profile, then func(profile)) (over chan struct{}) {
	over = make(chan struct{})
	select {
	case p := <-done:
		then(p)
		close(over)
		return over
	case <-time.After(soon):
		small.Show()
	}
	go func() {
		defer close(over)
		p := <-done
		if ctx.Err() != nil { // the window was closed
			p.discard()
			return
		}
		small.Then(func() { then(p) })
	}()
	return over
}

// tellFailure says why the profile cannot be opened, in the window and to whoever
// started the program from a terminal.
func tellFailure(small *ui.Opening, err error) error {
	fmt.Fprintln(os.Stderr, app.Explain(err))
	slog.Error("tidings", "err", err)
	small.Fail(app.Explain(err))
	return errTold
}
