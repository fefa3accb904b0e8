package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"tidings/app/ui/typeset"
)

// caretStep is a way to move the end of the selection by a key.
type caretStep uint8

const (
	caretBack caretStep = iota // a letter
	caretOn
	caretWordBack
	caretWordOn
	caretUp // a line
	caretDown
	caretLineStart
	caretLineEnd
	caretViewUp // most of the view
	caretViewDown
	caretStart // of everything
	caretEnd
)

// plainSteps and wordSteps are the steps of keys, the latter with Ctrl or Option.
var (
	plainSteps = map[fyne.KeyName]caretStep{
		fyne.KeyLeft: caretBack, fyne.KeyRight: caretOn, fyne.KeyUp: caretUp, fyne.KeyDown: caretDown,
		fyne.KeyHome: caretLineStart, fyne.KeyEnd: caretLineEnd, fyne.KeyPageUp: caretViewUp, fyne.KeyPageDown: caretViewDown,
	}
	wordSteps = map[fyne.KeyName]caretStep{
		fyne.KeyLeft: caretWordBack, fyne.KeyRight: caretWordOn, fyne.KeyHome: caretStart, fyne.KeyEnd: caretEnd,
		fyne.KeyUp: caretUp, fyne.KeyDown: caretDown,
	}
)

// caretKey moves the end of the selection, if a key is for that: with Shift held,
// or in caret mode. It is false for other keys.
func (p *page) caretKey(name fyne.KeyName, shift bool) bool {
	step, ok := plainSteps[name]
	if !ok || !shift && !p.carets {
		return false
	}
	p.moveCaret(step, shift)
	return true
}

// caretShortcut is caretKey for keys that are pressed with Ctrl or Option.
func (p *page) caretShortcut(s *desktop.CustomShortcut) bool {
	step, ok := wordSteps[s.KeyName]
	shift := s.Modifier&fyne.KeyModifierShift != 0
	if !ok || s.Modifier&(fyne.KeyModifierControl|fyne.KeyModifierAlt|fyne.KeyModifierSuper) == 0 {
		return false
	}
	if !shift && !p.carets {
		switch step {
		case caretStart:
			p.scrollTo(0)
		case caretEnd:
			p.scrollTo(p.height)
		default:
			return false
		}
		return true
	}
	p.moveCaret(step, shift)
	return true
}

// moveCaret moves the end of the selection, and with it the beginning unless the
// selection is to grow.
func (p *page) moveCaret(step caretStep, extend bool) {
	texts := p.selectable()
	if len(texts) == 0 {
		return
	}
	s := p.sel
	if s == (pageSelection{}) { // nothing was chosen yet: begin with what is in view
		at := p.placeAt(fyne.NewPos(p.left, p.scroll.Offset.Y+4))
		s = pageSelection{at, at}
	}
	s.to.text = min(s.to.text, len(texts)-1)
	s.to = p.stepped(s.to, step)
	if !extend {
		s.from = s.to
	}
	p.setSelection(s)
	p.showPlace(s.to)
	p.sync()
}

// motions are the steps within a text.
var motions = map[caretStep]typeset.Motion{
	caretBack: typeset.Left, caretOn: typeset.Right, caretWordBack: typeset.WordLeft, caretWordOn: typeset.WordRight,
	caretUp: typeset.Up, caretDown: typeset.Down, caretLineStart: typeset.LineStart, caretLineEnd: typeset.LineEnd,
}

// stepped is the place that a step leads to.
func (p *page) stepped(at pagePlace, step caretStep) pagePlace {
	texts := p.selectable()
	last := len(texts) - 1
	switch step {
	case caretStart:
		return pagePlace{}
	case caretEnd:
		return pagePlace{last, texts[last].layout.Para().Len()}
	case caretViewUp:
		return p.lineFrom(at, -1, p.Size().Height-64)
	case caretViewDown:
		return p.lineFrom(at, 1, p.Size().Height-64)
	}
	l := texts[at.text].layout
	here := typeset.Caret{At: at.at}
	to, ok := l.Move(here, motions[step], l.CaretRect(here).X)
	switch {
	case ok:
		return pagePlace{at.text, to.At}
	case step == caretUp:
		return p.lineFrom(at, -1, 0)
	case step == caretDown:
		return p.lineFrom(at, 1, 0)
	case step == caretLineStart, step == caretLineEnd:
		return at
	}
	if on := step == caretOn || step == caretWordOn; on != l.Para().RTL() {
		if at.text < last {
			return pagePlace{at.text + 1, 0}
		}
	} else if at.text > 0 {
		return pagePlace{at.text - 1, texts[at.text-1].layout.Para().Len()}
	}
	return at
}

// lineFrom is the place above or below a place, at least so far away, in whatever
// text is there.
func (p *page) lineFrom(at pagePlace, d int, far float32) pagePlace {
	r := p.caretAt(at)
	for y := r.y + r.h/2 + float32(d)*max(far, r.h*0.7); y > -50 && y < p.height+50; y += float32(d) * 9 {
		to := p.placeAt(fyne.NewPos(r.x, y))
		if c := p.caretAt(to); d < 0 && c.y < r.y-1 || d > 0 && c.y > r.y+1 {
			return to
		}
	}
	if d < 0 {
		return pagePlace{at.text, 0}
	}
	return pagePlace{at.text, p.selectable()[at.text].layout.Para().Len()}
}

// caretAt is the stroke that shows a place, on the page.
func (p *page) caretAt(at pagePlace) pageRect {
	t := p.selectable()[at.text]
	x, y := p.cornerOf(t)
	r := t.layout.CaretRect(typeset.Caret{At: at.at})
	return pageRect{x + r.X, y + r.Y, 1.5, r.H}
}

// showPlace scrolls so that a place is in view.
func (p *page) showPlace(at pagePlace) {
	r, y, h := p.caretAt(at), p.scroll.Offset.Y, p.Size().Height
	switch {
	case r.y < y+8:
		p.scrollTo(r.y - 8)
	case r.y+r.h > y+h-8:
		p.scrollTo(r.y + r.h + 8 - h)
	}
}

// toggleCaret lets the arrow keys move a caret instead of the page, or ends that.
func (p *page) toggleCaret() {
	p.carets = !p.carets
	if texts := p.selectable(); p.carets && p.sel.empty() && len(texts) > 0 {
		at := p.placeAt(fyne.NewPos(p.left, p.scroll.Offset.Y+4))
		p.sel = pageSelection{at, at}
	}
	p.sync()
}

// caret adds the caret where there is one.
func (p *page) caret(objects []fyne.CanvasObject) []fyne.CanvasObject {
	if !p.carets || p.sel.to.text >= len(p.selectable()) {
		return objects
	}
	r := p.caretAt(p.sel.to)
	c := canvas.NewRectangle(colours().accent)
	c.Move(fyne.NewPos(r.x-0.5, r.y+2))
	c.Resize(fyne.NewSize(r.w, r.h-4))
	return append(objects, c)
}
