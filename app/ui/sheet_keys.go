package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// step chooses the next piece that is not minor; it is false if there is none.
func (s *sheet) step(d int) bool { return s.stepOver(d, func(p *piece) bool { return p.minor }) }

// stepAny chooses the next piece, also one that is minor.
func (s *sheet) stepAny(d int) bool { return s.stepOver(d, func(*piece) bool { return false }) }

// stepOver chooses the next piece that is not to be passed by.
func (s *sheet) stepOver(d int, pass func(*piece) bool) bool {
	for i := s.current + d; i >= 0 && i < len(s.pieces); i += d {
		p := &s.pieces[i]
		if !p.stop() || p.paint == nil || pass(p) || p.name != "" && p.name == s.chosen() {
			continue
		}
		s.current, s.over = i, -1
		s.showCurrent()
		return true
	}
	return false
}

// stepTo goes to the next piece with a name that is looked for, if there is one.
func (s *sheet) stepTo(wanted func(name string) bool) {
	for i := s.current + 1; i < len(s.pieces); i++ {
		if p := s.pieces[i]; p.paint != nil && !p.minor && p.name != s.chosen() && wanted(p.name) {
			s.current, s.over = i, -1
			s.showCurrent()
			return
		}
	}
}

// showCurrent scrolls to the chosen piece, if it is not in view.
func (s *sheet) showCurrent() {
	p := s.pieces[s.current]
	_, top, _, tall := s.extent(p)
	if y, h := s.scroll.Offset.Y, s.Size().Height; top < y || top+tall > y+h {
		s.scroll.ScrollToOffset(fyne.NewPos(0, max(0, top-h/3)))
	}
	s.sync()
	s.say(p.hint)
}

// say tells what the mouse or the keys came to.
func (s *sheet) say(text string) {
	if s.onHint != nil {
		s.onHint(text)
	}
}

// FocusGained and FocusLost make the sheet take keys.
func (s *sheet) FocusGained()     {}
func (s *sheet) FocusLost()       {}
func (s *sheet) AcceptsTab() bool { return s.tabs }
func (s *sheet) TypedRune(r rune) {
	if s.onRune != nil {
		s.onRune(r)
	}
}

// TypedKey moves through the pieces; what it does not use goes on to the window.
func (s *sheet) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDown:
		s.step(1)
	case fyne.KeyUp:
		s.step(-1)
	case fyne.KeyRight:
		s.aside(1)
	case fyne.KeyLeft:
		s.aside(-1)
	case fyne.KeyTab:
		s.tab(int(keyDirection()))
	case fyne.KeyPageDown:
		s.turn(1)
	case fyne.KeyPageUp:
		s.turn(-1)
	case fyne.KeyHome:
		s.top()
		s.scroll.Refresh()
		s.sync()
	case fyne.KeyEnd:
		s.scroll.ScrollToBottom()
		s.sync()
	case fyne.KeyReturn, fyne.KeyEnter:
		s.openCurrent()
	case desktop.KeyMenu, fyne.KeyF10:
		if (e.Name == desktop.KeyMenu || keyDirection() < 0) && s.keyMenu() {
			return
		}
		s.pass(e)
	default:
		s.pass(e)
	}
}

// tab goes from piece to piece, and from the last to what is behind the sheet.
func (s *sheet) tab(d int) {
	c := fyne.CurrentApp().Driver().CanvasForObject(s.scroll)
	switch {
	case s.stepAny(d) || c == nil:
	case d > 0:
		c.FocusNext()
	default:
		c.FocusPrevious()
	}
}

func (s *sheet) pass(e *fyne.KeyEvent) {
	if s.onKey != nil {
		s.onKey(e)
	}
}

// aside is what the arrow keys to the sides do: they change the chosen piece, if it
// can be, or go to the next one.
func (s *sheet) aside(d int) {
	if s.current >= 0 && s.current < len(s.pieces) && s.pieces[s.current].adjust != nil {
		s.pieces[s.current].adjust(d)
		return
	}
	s.stepAny(d)
}

// keyMenu opens the menu of the chosen piece; it is false if there is none.
func (s *sheet) keyMenu() bool {
	if s.current < 0 || s.current >= len(s.pieces) || s.pieces[s.current].menu == nil {
		return false
	}
	p := s.pieces[s.current]
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.scroll)
	p.menu(at.AddXY(p.x+24, p.y+p.h-s.scroll.Offset.Y))
	return true
}
