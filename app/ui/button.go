package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tidings/assets"
)

// button is a quiet button: an icon, a word, or both, with a ground when the
// mouse is over it. It does not take the focus: each has a key of its own.
type button struct {
	widget.BaseWidget
	icon   *canvas.Image
	name   string
	text   *canvas.Text
	ground *canvas.Rectangle
	strong bool // reversed: ink as ground
	light  bool // on a dark ground, whatever the colours of the window
	tip    string
	onTap  func()
	onTip  func(text string, at fyne.Position) // empty text: hide
	onMenu func(at fyne.Position)
}

func newButton(icon, text string, onTap func()) *button {
	b := &button{name: icon, onTap: onTap, ground: canvas.NewRectangle(color.Transparent), text: canvas.NewText(text, color.Black)}
	b.ground.CornerRadius = 6
	b.text.TextSize = 12.5
	b.icon = canvas.NewImageFromResource(nil)
	b.icon.FillMode = canvas.ImageFillContain
	b.ExtendBaseWidget(b)
	b.paint(false)
	return b
}

// say changes the word.
func (b *button) say(text string) {
	if b.text.Text != text {
		b.text.Text = text
		b.Refresh()
	}
}

// draw changes the icon.
func (b *button) draw(icon string) {
	b.name = icon
	b.paint(false)
}

func (b *button) paint(over bool) {
	p := colours()
	ink, ground := p.soft, color.NRGBA{}
	switch {
	case b.strong:
		ink, ground = p.paper, p.ink
	case b.light:
		ink, ground = viewerInk, color.NRGBA{0xff, 0xff, 0xff, 0x18}
		if over {
			ground.A = 0x38
		}
	case over:
		ink, ground = p.ink, color.NRGBA{p.ink.R, p.ink.G, p.ink.B, 0x10}
	}
	b.text.Color, b.ground.FillColor = ink, ground
	if b.name != "" {
		b.icon.Resource = tinted(b.name, over || b.strong)
	}
	b.Refresh()
}

func (b *button) MouseIn(e *desktop.MouseEvent) {
	b.paint(true)
	if b.onTip != nil && b.tip != "" {
		b.onTip(b.tip, e.AbsolutePosition)
	}
}
func (b *button) MouseMoved(*desktop.MouseEvent) {}
func (b *button) MouseOut() {
	b.paint(false)
	if b.onTip != nil {
		b.onTip("", fyne.Position{})
	}
}
func (b *button) Cursor() desktop.Cursor { return desktop.PointerCursor }
func (b *button) Tapped(*fyne.PointEvent) {
	if b.onTap != nil {
		b.onTap()
	}
}

// TappedSecondary opens the menu of what the button chooses from, if it has one.
func (b *button) TappedSecondary(e *fyne.PointEvent) {
	if b.onMenu != nil {
		b.onMenu(e.AbsolutePosition)
	}
}

// inset is the room on either side: more where it shows, inside a ground.
func (b *button) inset() float32 {
	if b.strong {
		return 12
	}
	return 6
}

func (b *button) MinSize() fyne.Size {
	w := 2 * b.inset()
	if b.name != "" {
		w += 16
	}
	if b.text.Text != "" {
		w += fyne.MeasureText(b.text.Text, b.text.TextSize, b.text.TextStyle).Width
		if b.name != "" {
			w += 5
		}
	}
	return fyne.NewSize(w, 26)
}

// atEdge puts the word of a quiet button where the letters above it begin.
func atEdge(b *button) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(0, 0, -b.inset(), 0), b)
}

func (b *button) CreateRenderer() fyne.WidgetRenderer { return &buttonRenderer{b} }

type buttonRenderer struct{ b *button }

func (r *buttonRenderer) Layout(s fyne.Size) {
	b := r.b
	b.ground.Resize(s)
	x := b.inset()
	if b.name != "" {
		b.icon.Resize(fyne.NewSquareSize(16))
		b.icon.Move(fyne.NewPos(x, (s.Height-16)/2))
		x += 21
	}
	h := b.text.MinSize().Height
	b.text.Move(fyne.NewPos(x, (s.Height-h)/2))
}
func (r *buttonRenderer) MinSize() fyne.Size { return r.b.MinSize() }
func (r *buttonRenderer) Refresh() {
	r.Layout(r.b.Size())
	canvas.Refresh(r.b.ground)
	canvas.Refresh(r.b.text)
	if r.b.icon.Resource != nil {
		r.b.icon.Refresh() // canvas.Refresh would draw the icon of before
	}
}
func (r *buttonRenderer) Destroy() {}
func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.b.ground, r.b.icon, r.b.text}
}

// tinted is an icon in a colour of the theme.
func tinted(name string, strong bool) fyne.Resource {
	res := fyne.NewStaticResource("icon-"+name+".svg", assets.Icon(name))
	if strong {
		return theme.NewThemedResource(res)
	}
	return theme.NewColoredResource(res, theme.ColorNamePlaceHolder)
}
