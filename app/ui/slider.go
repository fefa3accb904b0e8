package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tidings/app/ui/typeset"
)

// slider is a line with a knob that is dragged, or goes where the mouse taps. It does
// not take the focus: the piece beside it is changed by keys.
type slider struct {
	widget.BaseWidget
	engine  *typeset.Engine
	picture *canvas.Image
	at      float64 // from 0 to 1
	usual   float64 // where a mark shows how it was made
	onAt    func(at float64)
}

func newSlider(e *typeset.Engine, usual float64, onAt func(float64)) *slider {
	s := &slider{engine: e, picture: newPicture(), usual: usual, onAt: onAt}
	s.ExtendBaseWidget(s)
	return s
}

const knob = 16 // across

// show moves the knob.
func (s *slider) show(at float64) {
	s.at = min(max(at, 0), 1)
	s.paint()
}

func (s *slider) paint() {
	size := s.Size()
	if size.Width < 2*knob {
		return
	}
	b := newBrush(s.engine, size.Width, size.Height, pixelScale(s), colours())
	mid, run := size.Height/2, size.Width-knob
	b.box(knob/2, mid-2, run, 4, 2, b.p.line)
	b.box(knob/2, mid-2, run*float32(s.at), 4, 2, b.p.accent)
	b.box(knob/2+run*float32(s.usual)-0.75, mid-7, 1.5, 14, 0, b.p.faint)
	x := run * float32(s.at)
	b.box(x, mid-knob/2, knob, knob, knob/2, b.p.accent)
	b.box(x+5, mid-3, 6, 6, 3, b.p.paper)
	s.picture.Image = b.img
	s.picture.Refresh()
	canvas.Refresh(s)
}

func (s *slider) goTo(x float32) {
	if run := s.Size().Width - knob; run > 0 {
		s.onAt(float64(min(max((x-knob/2)/run, 0), 1)))
	}
}

// Tapped and Dragged move the knob to the mouse.
func (s *slider) Tapped(e *fyne.PointEvent) { s.goTo(e.Position.X) }
func (s *slider) Dragged(e *fyne.DragEvent) { s.goTo(e.Position.X) }
func (s *slider) DragEnd()                  {}
func (s *slider) Cursor() desktop.Cursor    { return desktop.PointerCursor }
func (s *slider) MinSize() fyne.Size        { return fyne.NewSize(80, 26) }
func (s *slider) CreateRenderer() fyne.WidgetRenderer {
	return objectsRenderer{[]fyne.CanvasObject{s.picture}}
}
func (s *slider) Resize(size fyne.Size) {
	if size == s.Size() {
		return
	}
	s.BaseWidget.Resize(size)
	s.picture.Resize(size)
	s.paint()
}
