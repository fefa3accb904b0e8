package ui

import (
	"context"
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app"
)

// Opening is what the window shows while a profile takes long to open, or when it
// cannot be opened: a small box in a window of the size that it will have. It is made when it is shown: a start is fast otherwise.
type Opening struct {
	app    fyne.App
	worker *worker

	mu   sync.Mutex
	work app.Work // the last that was told
	told bool     // it is on its way to the window

	win  fyne.Window
	text *widget.Label
	bar  *openingBar
	quit *button
}

// NewOpening makes nothing yet.
func NewOpening(a fyne.App) *Opening {
	return &Opening{app: a, worker: newWorker(context.Background())}
}

// Tell says what keeps the profile from opening. It may be called on any goroutine,
// often, and returns at once.
func (o *Opening) Tell(w app.Work) {
	o.mu.Lock()
	o.work = w
	first := !o.told
	o.told = true
	o.mu.Unlock()
	if first {
		o.worker.back(o.show)
	}
}

// show brings what was told last to the window, if there is one.
func (o *Opening) show() {
	o.mu.Lock()
	work := o.work
	o.told = false
	o.mu.Unlock()
	if o.win != nil && !o.quit.Visible() && work.Doing != "" {
		o.text.SetText(work.Doing)
		o.bar.set(work.Done, work.Total)
	}
}

// Then runs f on the main goroutine.
func (o *Opening) Then(f func()) { o.worker.back(f) }

// Show opens the window.
func (o *Opening) Show() {
	if o.win != nil {
		return
	}
	o.app.Settings().SetTheme(newTheme(appearance(o.app.Preferences().String(appearanceKey))))
	o.text = widget.NewLabel("Opening your articles…")
	o.text.Wrapping = fyne.TextWrapWord
	o.bar = newOpeningBar()
	o.quit = newButton("", "Quit", o.app.Quit)
	o.quit.strong = true
	o.quit.paint(false)
	o.quit.Hide()
	o.win = o.app.NewWindow("Tidings")
	o.win.SetPadded(false)
	foot := container.NewHBox(layout.NewSpacer(), o.quit)
	body := container.NewBorder(serifTitle("Tidings", 20), container.NewVBox(o.bar, foot), nil, nil, container.New(layout.NewCustomPaddedLayout(2, 0, -8, 0), o.text))
	box := canvas.NewRectangle(colours().paper)
	box.CornerRadius = 8
	card := container.NewStack(box, dialogBox(body))
	o.win.SetContent(container.NewStack(canvas.NewRectangle(colours().side),
		container.NewCenter(container.NewGridWrap(fyne.NewSize(460, 210), card))))
	o.win.Resize(windowSize(o.app.Preferences()))
	o.win.Show()
	o.show()
}

// Fail says why the profile cannot be opened; the reader can only quit.
func (o *Opening) Fail(sentence string) {
	o.Show()
	o.text.SetText(sentence)
	o.bar.Hide()
	o.quit.Show()
	o.win.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) {
		switch e.Name {
		case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter:
			o.app.Quit()
		}
	})
	o.win.Content().Refresh()
}

// Window is the window, for the articles to be shown in; nil if it was not opened. To
// open another one and close this one is not safe: the toolkit (2.7.1) fails when the
// mouse moves over a window between its closing and its end.
func (o *Opening) Window() fyne.Window { return o.win }

// openingBar shows how far something is.
type openingBar struct {
	widget.BaseWidget
	ground, done *canvas.Rectangle
	share        float32
}

func newOpeningBar() *openingBar {
	b := &openingBar{ground: canvas.NewRectangle(colours().chip), done: canvas.NewRectangle(color.Transparent)}
	b.ground.CornerRadius, b.done.CornerRadius = 3, 3
	b.ExtendBaseWidget(b)
	return b
}

func (b *openingBar) set(done, total int64) {
	b.share = 0
	if total > 0 {
		b.share = float32(done) / float32(total)
	}
	b.done.FillColor = colours().accent
	b.Resize(b.Size())
	b.Refresh()
	canvas.Refresh(b.done)
}

func (b *openingBar) CreateRenderer() fyne.WidgetRenderer {
	return objectsRenderer{[]fyne.CanvasObject{b.ground, b.done}}
}
func (b *openingBar) MinSize() fyne.Size { return fyne.NewSize(100, 6) }
func (b *openingBar) Resize(s fyne.Size) {
	b.BaseWidget.Resize(s)
	b.ground.Resize(s)
	b.done.Resize(fyne.NewSize(s.Width*b.share, s.Height))
}
