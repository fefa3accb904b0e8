package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// stepper is a value that goes up and down by steps: by its two buttons, or the
// arrow keys, + and -.
type stepper struct {
	widget.BaseWidget
	by      func(steps int)
	leave   func()
	value   *canvas.Text
	line    *canvas.Rectangle // shows the focus
	content fyne.CanvasObject
}

func newStepper(by func(steps int), leave func()) *stepper {
	s := &stepper{by: by, leave: leave, value: canvas.NewText("", colours().ink), line: canvas.NewRectangle(colours().accent)}
	s.value.TextSize = 13
	s.value.Alignment = fyne.TextAlignCenter
	s.line.Hide()
	less, more := newButton("", "−", func() { by(-1) }), newButton("", "+", func() { by(1) })
	for _, b := range []*button{less, more} {
		b.text.TextSize = 16
	}
	middle := container.New(stepperLayout{}, s.value, s.line)
	s.content = container.NewHBox(container.NewCenter(less), middle, container.NewCenter(more))
	s.ExtendBaseWidget(s)
	return s
}

// say shows a value.
func (s *stepper) say(text string) {
	s.value.Text = text
	s.value.Refresh()
}

// stepperLayout has the value above the line that shows the focus.
type stepperLayout struct{}

func (stepperLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(s.Width, h))
	o[0].Move(fyne.NewPos(0, (s.Height-h)/2))
	o[1].Resize(fyne.NewSize(s.Width, 2))
	o[1].Move(fyne.NewPos(0, s.Height-4))
}

func (stepperLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(84, 30) }

// FocusGained and the others make it work by keyboard.
func (s *stepper) FocusGained() { s.line.Show(); s.line.Refresh() }

func (s *stepper) FocusLost() { s.line.Hide(); s.line.Refresh() }

func (s *stepper) TypedRune(r rune) {
	switch r {
	case '+', '=':
		s.by(1)
	case '-':
		s.by(-1)
	}
}

func (s *stepper) TypedKey(k *fyne.KeyEvent) {
	formKey(k, s.leave, s.leave, func(k *fyne.KeyEvent) {
		switch k.Name {
		case fyne.KeyRight, fyne.KeyUp:
			s.by(1)
		case fyne.KeyLeft, fyne.KeyDown:
			s.by(-1)
		}
	})
}

// CreateRenderer belongs to the toolkit.
func (s *stepper) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }
