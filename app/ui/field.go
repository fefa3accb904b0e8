package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// field is a box to type into. The toolkit's own keeps the window's shortcuts
// from the window while it has the focus.
type field struct {
	widget.Entry
	whole fyne.Widget // what is in the window: the field, or what is made of it
}

func newField() *field {
	f := &field{}
	f.be(f)
	return f
}

// be makes the field part of a widget; it must be called once.
func (f *field) be(whole fyne.Widget) {
	f.whole = whole
	f.ExtendBaseWidget(whole)
}

// TypedShortcut edits; what is no edit is the window's.
func (f *field) TypedShortcut(s fyne.Shortcut) {
	if _, ours := s.(*desktop.CustomShortcut); !ours {
		f.Entry.TypedShortcut(s)
		return
	}
	passOn(fyne.CurrentApp().Driver().CanvasForObject(f.whole), s)
}

// passOn gives a shortcut to the window of a canvas.
func passOn(c fyne.Canvas, s fyne.Shortcut) {
	if w, ok := c.(fyne.Shortcutable); ok {
		w.TypedShortcut(s)
	}
}
