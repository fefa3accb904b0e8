package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// topicBar is a chipBar of topics that the keys choose among, too: the arrow keys go
// from chip to chip, space takes in, leaves out and forgets, minus leaves out at once.
type topicBar struct {
	chipBar
	onOut   func(feeds.Topic)    // it is to be left out
	onLeave func()               // the keys are to go back to the list
	onKey   func(*fyne.KeyEvent) // keys that the bar does not use
	onRune  func(rune)
}

func newTopicBar(e *typeset.Engine, left float32, onTopic func(feeds.Topic)) *topicBar {
	t := &topicBar{}
	t.be(t, e, left, onTopic)
	return t
}

// FocusGained begins at the first topic that is on.
func (t *topicBar) FocusGained() {
	t.under = 0
	for i, c := range t.chips {
		if c.State != viewmodel.ChipOff {
			t.under = i
			break
		}
	}
	t.goTo(t.under)
}

// FocusLost takes the line away.
func (t *topicBar) FocusLost() {
	t.under = -1
	t.paint()
}

func (t *topicBar) goTo(i int) {
	t.under = max(0, min(i, len(t.chips)-1))
	t.paint()
	t.reveal(t.under)
}

// TypedRune leaves a topic out by a minus; the rest is the window's.
func (t *topicBar) TypedRune(r rune) {
	switch {
	case r == '-' && t.under >= 0 && t.under < len(t.chips):
		t.onOut(t.chips[t.under].Topic)
	case r == ' ':
	case t.onRune != nil:
		t.onRune(r)
	}
}

// TypedKey goes from chip to chip.
func (t *topicBar) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyRight:
		t.goTo(t.under + 1)
	case fyne.KeyLeft:
		t.goTo(t.under - 1)
	case fyne.KeyHome:
		t.goTo(0)
	case fyne.KeyEnd:
		t.goTo(len(t.chips) - 1)
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		t.toggle(t.under)
	case fyne.KeyEscape, fyne.KeyDown:
		t.onLeave()
	case desktop.KeyMenu:
		t.keyMenu()
	case fyne.KeyF10:
		if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && d.CurrentKeyModifiers() == fyne.KeyModifierShift {
			t.keyMenu()
		}
	default:
		if t.onKey != nil {
			t.onKey(e)
		}
	}
}

// keyMenu opens the menu of the chip that the keys are at.
func (t *topicBar) keyMenu() {
	if t.onMenu == nil || t.under < 0 || t.under >= len(t.ends) {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(t)
	t.onMenu(t.chips[t.under], at.AddXY(t.ends[t.under]-20, t.Size().Height-6))
}
