package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// formLabel is how wide the names in a form are.
const formLabel = 84

// formFirst is the height of a line to fill in.
const formFirst = 36

// formLine is a line of a form: a name and what can be filled in.
func formLine(name string, o fyne.CanvasObject) fyne.CanvasObject {
	l := widget.NewLabel(name)
	l.Importance = widget.LowImportance
	return container.New(formLayout{}, l, o)
}

type formLayout struct{}

func (formLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(formLabel, h))
	// Of several lines the name stands beside the first.
	o[0].Move(fyne.NewPos(-8, (min(s.Height, o[1].MinSize().Height, formFirst)-h)/2))
	o[1].Move(fyne.NewPos(formLabel, 0))
	o[1].Resize(fyne.NewSize(s.Width-formLabel, s.Height))
}

func (formLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[1].MinSize()
	return fyne.NewSize(m.Width+formLabel, max(m.Height, o[0].MinSize().Height))
}

// flush puts a label where its letters begin, as titles and boxes do.
func flush(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(0, 0, -8, -8), o)
}

// formEntry is a line to fill in: Enter submits the form, Escape leaves it.
type formEntry struct {
	field
	escape func()
	also   map[fyne.KeyName]func() // what other keys do; nil: nothing

	onFocus func() // nil: nothing to do
}

func newFormEntry(submit, escape func()) *formEntry {
	e := &formEntry{escape: escape}
	e.Scroll = fyne.ScrollHorizontalOnly
	e.be(e)
	e.OnSubmitted = func(string) { submit() }
	return e
}

// FocusGained tells who wants to know where the keys are.
func (e *formEntry) FocusGained() {
	e.field.FocusGained()
	focused(e.onFocus)
}

func focused(then func()) {
	if then != nil {
		then()
	}
}

// reveal scrolls to a part of a form that is higher than the window has room for.
func reveal(s *container.Scroll, o fyne.CanvasObject) {
	const margin = 8
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject
	top := at(o).Y - at(s.Content).Y - margin
	bottom := top + o.Size().Height + 2*margin
	switch {
	case top < s.Offset.Y:
		s.ScrollToOffset(fyne.NewPos(0, max(0, top)))
	case bottom > s.Offset.Y+s.Size().Height:
		s.ScrollToOffset(fyne.NewPos(0, bottom-s.Size().Height))
	}
}

// AcceptsTab lets Tab go on to the next field from one of several lines, too: the
// toolkit's would keep it, and the keys could not get out of it.
func (e *formEntry) AcceptsTab() bool { return false }

// TypedKey lets Escape leave the form.
func (e *formEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		e.escape()
		return
	}
	if do := e.also[k.Name]; do != nil {
		do()
		return
	}
	e.field.TypedKey(k)
}

// formSelect chooses from a list in a form: Enter submits, Escape leaves, the space bar
// and the arrow keys are the list's.
type formSelect struct {
	widget.Select
	submit, escape func()
}

func newFormSelect(options []string, changed func(string), submit, escape func()) *formSelect {
	s := &formSelect{submit: submit, escape: escape}
	s.Options, s.OnChanged = options, changed
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey lets Enter submit the form and Escape leave it.
func (s *formSelect) TypedKey(k *fyne.KeyEvent) { formKey(k, s.submit, s.escape, s.Select.TypedKey) }

// formKey is what Enter and Escape do wherever the focus is in a form.
func formKey(k *fyne.KeyEvent, submit, escape func(), other func(*fyne.KeyEvent)) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		submit()
	case fyne.KeyEscape:
		escape()
	default:
		other(k)
	}
}
