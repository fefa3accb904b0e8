package terminal

import (
	"fmt"

	"tidings/app"
)

// showOpening writes to standard error what keeps the profile from opening, if that
// takes long and a person watches.
func (s *session) showOpening(c *app.Config) (stop func()) {
	if !isTerminal(s.err) {
		return func() {}
	}
	line, shown := &progressLine{to: s.err}, false
	c.Progress = func(w app.Work) {
		line.mu.Lock()
		defer line.mu.Unlock()
		shown = true
		fmt.Fprint(line.to, "\r"+pad(openingText(w), progressWidth))
	}
	return func() {
		if shown {
			line.clear()
		}
	}
}

// openingText is how far it is, in a line.
func openingText(w app.Work) string {
	if w.Total <= 0 {
		return w.Doing
	}
	return fmt.Sprintf("%s %d %%", w.Doing, w.Done*100/w.Total)
}
