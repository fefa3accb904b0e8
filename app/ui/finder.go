package ui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// finder looks for words in the article: Enter, F3 and the arrow keys go on to the
// next place and with Shift to the one before, Escape closes it.
type finder struct {
	pane   *articlePane
	box    *fyne.Container
	ground *canvas.Rectangle
	entry  *finderEntry
	count  *widget.Label
	found  int
}

func newFinder(p *articlePane) *finder {
	f := &finder{pane: p, entry: &finderEntry{}, count: widget.NewLabel("")}
	f.entry.finder = f
	f.entry.be(f.entry)
	f.entry.SetPlaceHolder("Find in the article")
	f.entry.OnChanged = f.look
	f.entry.OnSubmitted = func(string) { f.step(int(keyDirection())) }
	f.ground = canvas.NewRectangle(colours().side)
	f.ground.CornerRadius = 8
	buttons := container.NewHBox(f.count,
		f.button("‹", "Previous (Shift+Enter)", func() { f.step(-1) }),
		f.button("›", "Next (Enter)", func() { f.step(1) }),
		f.button("×", "Close (Esc)", f.close))
	row := container.NewBorder(nil, nil, nil, container.NewCenter(buttons), container.NewGridWrap(fyne.NewSize(220, 36), f.entry))
	f.box = container.NewStack(f.ground, container.NewPadded(row))
	f.box.Hide()
	return f
}

func (f *finder) button(sign, tip string, do func()) *button {
	b := newButton("", sign, do)
	b.text.TextSize = 16
	b.tip, b.onTip = tip, f.pane.w.tip
	return b
}

func (f *finder) open() {
	if f.pane.a.ID == 0 {
		return
	}
	f.ground.FillColor = colours().side
	f.box.Show()
	f.pane.w.focus(f.entry)
	if text := f.pane.page.selected(); text != "" && len(text) < 80 {
		f.entry.SetText(text) // what is selected is what is looked for
	}
	f.look(f.entry.Text)
}

func (f *finder) close() {
	if !f.box.Visible() {
		return
	}
	f.box.Hide()
	f.pane.page.find("")
	f.pane.w.focusStage()
}

func (f *finder) look(text string) {
	f.found = f.pane.page.find(text)
	switch {
	case text == "":
		f.count.SetText("")
	case f.found == 0:
		f.count.SetText("none")
	default:
		f.step(0)
	}
}

// step goes on to another place; it opens the finder if that is closed.
func (f *finder) step(d int) {
	switch {
	case !f.box.Visible():
		f.open()
	case f.found > 0:
		at := f.pane.page.findStep(d)
		f.found = len(f.pane.page.found.places) // the article may have changed
		f.count.SetText(strconv.Itoa(at) + " of " + strconv.Itoa(f.found))
	}
}

// finderEntry is the box for the words.
type finderEntry struct {
	field
	finder *finder
}

// TypedKey goes to the next and previous place.
func (e *finderEntry) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		e.finder.close()
	case fyne.KeyDown:
		e.finder.step(1)
	case fyne.KeyUp:
		e.finder.step(-1)
	case fyne.KeyF3:
		e.finder.step(int(keyDirection()))
	default:
		e.Entry.TypedKey(k)
	}
}

// upperRight puts its objects into the upper right corner, below each other.
type upperRight struct{}

func (upperRight) Layout(o []fyne.CanvasObject, s fyne.Size) {
	y := float32(10)
	for _, x := range o {
		m := x.MinSize()
		x.Resize(m)
		x.Move(fyne.NewPos(s.Width-m.Width-16, y))
		if x.Visible() {
			y += m.Height + 8
		}
	}
}
func (upperRight) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
