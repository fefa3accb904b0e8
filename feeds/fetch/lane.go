package fetch

import "slices"

// A lane lets a number of requests run at a time; the others wait in the order in
// which they came. The number may change in between. The gate guards it.
type lane struct {
	used int
	line []chan struct{} // who waits; closed when the turn has come
}

// enter takes a place. It returns nil if there is one, else what ends the wait.
func (l *lane) enter(width int) <-chan struct{} {
	if l.used < width && len(l.line) == 0 {
		l.used++
		return nil
	}
	turn := make(chan struct{})
	l.line = append(l.line, turn)
	return turn
}

func (l *lane) leave(width int) {
	l.used--
	l.wake(width)
}

// wake lets in who waits, as far as there is room.
func (l *lane) wake(width int) {
	for l.used < width && len(l.line) > 0 {
		l.used++
		close(l.line[0])
		l.line = l.line[1:]
	}
}

// giveUp leaves the line, or the place if the turn has come meanwhile.
func (l *lane) giveUp(turn <-chan struct{}, width int) {
	at := slices.IndexFunc(l.line, func(c chan struct{}) bool { return c == turn })
	if at < 0 {
		l.leave(width)
		return
	}
	l.line = slices.Delete(l.line, at, at+1)
}
