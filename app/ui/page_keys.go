package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// FocusGained and FocusLost make the page take keys.
func (p *page) FocusGained() {}
func (p *page) FocusLost()   {}

// TypedRune passes letters on to the window; b first leads back to where a link
// within the article was followed.
func (p *page) TypedRune(r rune) {
	if r == 'b' && p.comeBack() {
		return
	}
	if p.onRune != nil {
		p.onRune(r)
	}
}

// lineStep is how far an arrow key scrolls.
const lineStep = 58

// TypedKey scrolls; what the page does not use, such as the space bar at the
// end of the article, goes on to the window.
func (p *page) TypedKey(e *fyne.KeyEvent) {
	if p.caretKey(e.Name, keyDirection() < 0) {
		return
	}
	y := p.scroll.Offset.Y
	switch e.Name {
	case fyne.KeyDown:
		p.scrollTo(y + lineStep)
	case fyne.KeyUp:
		p.scrollTo(y - lineStep)
	case fyne.KeyPageDown:
		p.turn(1)
	case fyne.KeyPageUp:
		p.turn(-1)
	case fyne.KeyHome:
		p.scrollTo(0)
	case fyne.KeyEnd:
		p.scrollTo(p.height)
	case fyne.KeySpace:
		if !p.turn(keyDirection()) {
			p.pass(e)
		}
	case desktop.KeyMenu, fyne.KeyF10:
		if e.Name == fyne.KeyF10 && keyDirection() > 0 {
			p.pass(e)
			return
		}
		p.keyMenu()
	case fyne.KeyLeft, fyne.KeyRight:
		if !p.panStop(e.Name) {
			p.pass(e)
		}
	case fyne.KeyF7:
		p.toggleCaret()
	case fyne.KeyTab:
		p.tab(int(keyDirection()))
	case fyne.KeyReturn, fyne.KeyEnter:
		if !p.enter() {
			p.pass(e)
		}
	case fyne.KeyEscape:
		if p.sel.empty() && len(p.found.places) == 0 && p.stop < 0 && !p.carets {
			p.pass(e)
			return
		}
		p.found = pageFinding{}
		p.sel, p.stop, p.carets = pageSelection{}, -1, false
		p.sync()
	default:
		p.pass(e)
	}
}

func (p *page) pass(e *fyne.KeyEvent) {
	if p.onKey != nil {
		p.onKey(e)
	}
}

// held are the modifier keys that are held.
func held() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// keyDirection is backwards while Shift is held.
func keyDirection() float32 {
	if held()&fyne.KeyModifierShift != 0 {
		return -1
	}
	return 1
}

// TypedShortcut copies and selects; all others are the window's, which does not
// get them by itself while the page has the focus.
func (p *page) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *desktop.CustomShortcut:
		if !p.caretShortcut(s) {
			passOn(fyne.CurrentApp().Driver().CanvasForObject(p), s)
		}
	case *fyne.ShortcutCopy:
		p.copySelected()
	case *fyne.ShortcutSelectAll:
		p.selectAll()
	default:
		passOn(fyne.CurrentApp().Driver().CanvasForObject(p), s)
	}
}
