package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tidings/app/ui/typeset"
)

// welcome is what a person sees at the first start.
type welcome struct {
	w     *window
	box   fyne.CanvasObject
	entry *field
}

func newWelcome(w *window) *welcome {
	v := &welcome{w: w, entry: newField()}
	v.entry.SetPlaceHolder("Paste the address of a site or feed…")
	v.entry.OnSubmitted = func(text string) {
		if text != "" {
			w.addAddress(text)
			v.entry.SetText("")
		}
	}
	cards := []fyne.CanvasObject{
		newCard(w, "Choose sources", "Newspapers, agencies and magazines by language and subject.", func() { w.chooseStarters() }),
		newCard(w, "Bring your own", "From Liferea, RSS Guard, QuiteRSS, NetNewsWire or Newsboat with all that they kept, or an OPML file.", func() { w.openImport() }),
	}
	if w.opts.Demo != nil {
		cards = append(cards, newCard(w, "Look around first", "An invented newsroom with sources in ten languages. Nothing leaves this computer.", w.opts.Demo))
	}
	head := newSheet(w.front.engine, w.pics)
	head.compose = welcomeText
	column := container.NewVBox(
		container.NewGridWrap(fyne.NewSize(720, 150), head), gap(4), v.entry, gap(14),
		container.NewGridWithColumns(len(cards), cards...))
	v.box = container.New(&upperThird{}, column)
	return v
}

func welcomeText(b *brush, width float32) ([]piece, float32) {
	return []piece{{x: 0, y: 0, w: width, h: 140, paint: func(b *brush) {
		p := b.p
		b.text("A newspaper of your own.", label{family: typeset.Serif, weight: 700, size: 38, height: 48, color: p.ink}, 0, 0, width, 1)
		b.text("Subscribe to the sources you trust. Tidings brings together what they write about the same event, on this computer alone, and keeps it readable without a network.",
			label{family: typeset.Serif, size: 18, height: 27, color: p.soft}, 0, 62, width, 3)
	}}}, 140
}

func (v *welcome) focus() {
	v.w.win.Canvas().Focus(v.entry)
}

// upperThird puts its object in the middle, above the middle.
type upperThird struct{}

func (upperThird) Layout(o []fyne.CanvasObject, s fyne.Size) {
	m := o[0].MinSize()
	o[0].Resize(m)
	o[0].Move(fyne.NewPos(max(0, (s.Width-m.Width)/2), max(0, (s.Height-m.Height)/4)))
}
func (upperThird) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// card is a large button with a title and a few words.
type card struct {
	widget.BaseWidget
	w           *window
	title, text string
	ground      *canvas.Rectangle
	picture     *canvas.Image
	tap         func()
}

func newCard(w *window, title, text string, tap func()) *card {
	c := &card{w: w, title: title, text: text, tap: tap, ground: canvas.NewRectangle(colours().list), picture: newPicture()}
	c.ground.CornerRadius = 8
	c.ground.StrokeWidth = 1
	c.ExtendBaseWidget(c)
	return c
}

func (c *card) MinSize() fyne.Size { return fyne.NewSize(229, 148) }
func (c *card) Resize(s fyne.Size) {
	c.BaseWidget.Resize(s)
	c.ground.Resize(s)
	c.picture.Resize(s)
	c.paint(false)
}
func (c *card) paint(over bool) {
	p := colours()
	c.ground.FillColor, c.ground.StrokeColor = p.list, p.line
	if over {
		c.ground.FillColor = p.choice
	}
	s := c.Size()
	b := newBrush(c.w.front.engine, s.Width, s.Height, pixelScale(c), p)
	_, h := b.text(c.title, label{family: typeset.Serif, weight: 700, size: 17, height: 24, color: p.ink}, 19, 18, s.Width-38, 2)
	b.text(c.text, label{family: typeset.Sans, size: 12.5, height: 18, color: p.soft}, 19, 18+h+3, s.Width-38, 5)
	c.picture.Image = b.img
	c.picture.Refresh()
	c.ground.Refresh()
}
func (c *card) CreateRenderer() fyne.WidgetRenderer {
	return objectsRenderer{[]fyne.CanvasObject{c.ground, c.picture}}
}
func (c *card) Tapped(*fyne.PointEvent)        { c.tap() }
func (c *card) MouseIn(*desktop.MouseEvent)    { c.paint(true) }
func (c *card) MouseMoved(*desktop.MouseEvent) {}
func (c *card) MouseOut()                      { c.paint(false) }
func (c *card) Cursor() desktop.Cursor         { return desktop.PointerCursor }

// exportFile asks where to write the subscriptions.
func (w *window) exportFile() { w.writeFile("tidings.opml", w.core.Export) }
