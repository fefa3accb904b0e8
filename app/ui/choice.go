package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// formCheck is a switch in a form: space or a click turns it.
type formCheck struct {
	widget.BaseWidget
	engine         *typeset.Engine
	picture        *canvas.Image
	text           string
	on, focused    bool
	submit, escape func()
	onTurn         func(on bool)
	onFocus        func() // nil: nothing to do
}

func newFormCheck(e *typeset.Engine, text string, submit, escape func()) *formCheck {
	c := &formCheck{engine: e, picture: newPicture(), text: text, submit: submit, escape: escape}
	c.ExtendBaseWidget(c)
	return c
}

func (c *formCheck) paint() {
	size := c.Size()
	if size.Width < 50 {
		return
	}
	b := newBrush(c.engine, size.Width, size.Height, pixelScale(c), colours())
	b.toggle(8, 7, c.on)
	if c.focused {
		b.box(8, 26, 28, 2, 1, b.p.accent)
	}
	b.name(c.text, label{family: typeset.Sans, size: 13, height: 18, color: b.p.ink}, 46, 6, size.Width-50)
	c.picture.Image = b.img
	c.picture.Refresh()
	canvas.Refresh(c)
}

func (c *formCheck) turn() {
	c.on = !c.on
	c.paint()
	if c.onTurn != nil {
		c.onTurn(c.on)
	}
}

// FocusGained and the others make it work by keyboard.
func (c *formCheck) FocusGained() { c.focused = true; c.paint(); focused(c.onFocus) }

func (c *formCheck) FocusLost() { c.focused = false; c.paint() }

func (c *formCheck) TypedRune(rune) {}

func (c *formCheck) TypedKey(k *fyne.KeyEvent) {
	formKey(k, c.submit, c.escape, func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeySpace {
			c.turn()
		}
	})
}

// Tapped turns it.
func (c *formCheck) Tapped(*fyne.PointEvent) { c.turn() }

// Cursor says that it can be clicked.
func (c *formCheck) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (c *formCheck) MinSize() fyne.Size { return fyne.NewSize(200, 30) }

func (c *formCheck) Resize(s fyne.Size) {
	c.BaseWidget.Resize(s)
	c.picture.Resize(s)
	c.paint()
}

func (c *formCheck) CreateRenderer() fyne.WidgetRenderer {
	return objectsRenderer{[]fyne.CanvasObject{c.picture}}
}

// choiceBar offers a few words of which one holds: the arrow keys go from one to the
// next, a click takes one.
type choiceBar struct {
	widget.BaseWidget
	chips   *chipBar
	names   []string
	at      int
	focused bool
	submit  func()
	escape  func()
	onAt    func()
	onFocus func() // nil: nothing to do
}

func newChoiceBar(w *window, names []string, at int, submit, escape func()) *choiceBar {
	c := &choiceBar{names: names, at: at, submit: submit, escape: escape}
	c.chips = newChipBar(w.front.engine, 2, nil)
	c.chips.onChip = c.choose
	c.ExtendBaseWidget(c)
	c.show()
	return c
}

func (c *choiceBar) show() {
	var chips []viewmodel.Chip
	for i, name := range c.names {
		chip := viewmodel.Chip{Name: name}
		if i == c.at {
			chip.State = viewmodel.ChipOn
		}
		chips = append(chips, chip)
	}
	c.chips.under = -1
	if c.focused {
		c.chips.under = c.at
	}
	c.chips.show(chips)
}

func (c *choiceBar) choose(i int) {
	c.at = min(max(i, 0), len(c.names)-1)
	c.show()
	if c.onAt != nil {
		c.onAt()
	}
}

// FocusGained and the others make it work by keyboard.
func (c *choiceBar) FocusGained() { c.focused = true; c.show(); focused(c.onFocus) }

func (c *choiceBar) FocusLost() { c.focused = false; c.show() }

func (c *choiceBar) TypedRune(rune) {}

func (c *choiceBar) TypedKey(k *fyne.KeyEvent) {
	formKey(k, c.submit, c.escape, func(k *fyne.KeyEvent) {
		switch k.Name {
		case fyne.KeyRight, fyne.KeyDown:
			c.choose(c.at + 1)
		case fyne.KeyLeft, fyne.KeyUp:
			c.choose(c.at - 1)
		}
	})
}

// Cursor says that it can be clicked.
func (c *choiceBar) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (c *choiceBar) MinSize() fyne.Size { return fyne.NewSize(200, 34) }

func (c *choiceBar) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(c.chips)
}
