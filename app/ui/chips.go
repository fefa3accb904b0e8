package ui

import (
	"image"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// chipBar is a row of topic chips: a click takes a topic in, the next leaves it
// out, the third forgets it. What does not fit is reached by the wheel. Nothing moves
// under the mouse: while it is over the bar, chips keep their place and width.
type chipBar struct {
	widget.BaseWidget
	whole   fyne.Widget // what is in the window: the bar, or what is made of it
	engine  *typeset.Engine
	picture *canvas.Image
	chips   []viewmodel.Chip
	later   []viewmodel.Chip // to be shown when the mouse has left; nil: the same
	ends    []float32        // right edge of each chip, with its left at the end before plus the gap
	widths  []float32        // that are kept while the mouse is over the bar; nil: as wide as the text
	offset  float32
	left    float32
	under   int // chip with the line below it that the keys choose by; -1: none
	onTopic func(feeds.Topic)
	onChip  func(i int)                         // instead of onTopic, where chips are no topics
	onMenu  func(viewmodel.Chip, fyne.Position) // nil: there is none
}

const (
	chipHeight = 24
	chipGap    = 6
	chipInset  = 11
	chipWidest = 200
	chipFade   = 26 // at an end with further chips behind it
)

func newChipBar(e *typeset.Engine, left float32, onTopic func(feeds.Topic)) *chipBar {
	c := &chipBar{}
	c.be(c, e, left, onTopic)
	return c
}

// be makes the bar part of a widget; it must be called once.
func (c *chipBar) be(whole fyne.Widget, e *typeset.Engine, left float32, onTopic func(feeds.Topic)) {
	c.whole, c.engine, c.picture, c.left, c.under, c.onTopic = whole, e, newPicture(), left, -1, onTopic
	c.ExtendBaseWidget(whole)
}

func (c *chipBar) show(chips []viewmodel.Chip) {
	if c.widths != nil && c.onTopic != nil {
		c.later = chips
		chips = viewmodel.Steady(c.chips, chips)
	}
	c.chips = chips
	c.paint()
}

func (c *chipBar) paint() {
	size := c.Size()
	if size.Width < 10 {
		return
	}
	b := newBrush(c.engine, size.Width, size.Height, pixelScale(c.whole), colours())
	c.ends = c.ends[:0]
	x := c.left - c.offset
	y := (size.Height - chipHeight) / 2
	for i, chip := range c.chips {
		width := float32(0)
		if i < len(c.widths) {
			width = c.widths[i]
		}
		w := b.chipOf(chip, x, y, width)
		if i == c.under {
			b.box(x+chipInset-4, y+chipHeight+2, w-2*chipInset+8, 2, 1, b.p.accent)
		}
		x += w
		c.ends = append(c.ends, x)
		x += chipGap
	}
	if c.offset > 0 {
		fade(b.img, 0, int(chipFade*b.scale))
	}
	if c.beyond() > c.offset {
		fade(b.img, b.img.Rect.Dx(), b.img.Rect.Dx()-int(chipFade*b.scale))
	}
	c.picture.Image = b.img
	c.picture.Refresh()
	canvas.Refresh(c.whole)
}

// beyond is how far the bar can be moved.
func (c *chipBar) beyond() float32 {
	if len(c.ends) == 0 {
		return 0
	}
	return max(0, c.ends[len(c.ends)-1]+c.offset+c.left-c.Size().Width)
}

// fade lets a picture vanish towards a column, from another one on.
func fade(img *image.RGBA, gone, whole int) {
	width := max(gone-whole, whole-gone)
	for d := range width {
		x, keep := gone+d, d*256/width
		if whole < gone {
			x = gone - 1 - d
		}
		for y := range img.Rect.Dy() {
			i := img.PixOffset(x, y)
			for k := i; k < i+4; k++ { // premultiplied
				img.Pix[k] = uint8(int(img.Pix[k]) * keep >> 8)
			}
		}
	}
}

// chip draws one chip and returns its width.
func (b *brush) chip(c viewmodel.Chip, x, y float32) float32 { return b.chipOf(c, x, y, 0) }

// chipOf draws one chip of a width (zero: as wide as its text) and returns the width.
// Where there is no room for the count, it is left out.
func (b *brush) chipOf(c viewmodel.Chip, x, y, w float32) float32 {
	p := b.p
	ink, quiet, ground := p.soft, p.faint, p.chip
	if c.State == viewmodel.ChipOn {
		ink, quiet, ground = p.paper, p.paper, p.ink
		quiet.A = 0xb0
	}
	l := label{family: typeset.Sans, weight: 500, size: 12, height: chipHeight, color: ink}
	st := l.style()
	st.Strike = c.State == viewmodel.ChipOut
	name := b.engine.Wrap(b.engine.Shape([]typeset.Span{{Text: c.Name, Style: st}}, typeset.ParaOptions{LineHeight: chipHeight}), chipWidest, typeset.WrapOptions{MaxLines: 1, Ellipsis: true})
	var count *typeset.Layout
	need := name.Used + 2*chipInset
	if c.Count > 0 {
		count = b.lay(strconv.Itoa(c.Count), label{family: typeset.Sans, size: 10.5, height: chipHeight, color: quiet}, 60, 1)
		need += count.Used + 5
	}
	if w == 0 {
		w = need
	}
	b.box(x, y, w, chipHeight, chipHeight/2, ground)
	b.put(name, x+chipInset-edge(name), y)
	if count != nil && need <= w+1 {
		b.put(count, x+chipInset+name.Used+5, y+0.5)
	}
	return w
}

func (c *chipBar) CreateRenderer() fyne.WidgetRenderer {
	return objectsRenderer{[]fyne.CanvasObject{c.picture}}
}
func (c *chipBar) MinSize() fyne.Size { return fyne.NewSize(100, 42) }
func (c *chipBar) Resize(s fyne.Size) {
	if s == c.Size() {
		return
	}
	c.BaseWidget.Resize(s)
	c.picture.Resize(s)
	c.paint()
}

// Scrolled moves the chips sideways.
func (c *chipBar) Scrolled(e *fyne.ScrollEvent) {
	d := e.Scrolled.DX
	if d == 0 {
		d = e.Scrolled.DY
	}
	c.offset = max(0, min(c.offset-d, c.beyond()))
	c.paint()
}

// reveal moves a chip into view.
func (c *chipBar) reveal(i int) {
	if i < 0 || i >= len(c.ends) {
		return
	}
	from := c.left - c.offset
	if i > 0 {
		from = c.ends[i-1] + chipGap
	}
	if hidden := c.ends[i] + chipFade + 4 - c.Size().Width; hidden > 0 {
		c.offset += hidden
	} else if from < chipFade {
		c.offset -= chipFade + 4 - from
	}
	c.offset = max(0, min(c.offset, c.beyond()))
	c.paint()
}

// at is the chip at a place of the bar; -1: there is none.
func (c *chipBar) at(x float32) int {
	from := c.left - c.offset
	for i, end := range c.ends {
		if x >= from && x <= end {
			return i
		}
		from = end + chipGap
	}
	return -1
}

// Tapped toggles the chip under the mouse.
func (c *chipBar) Tapped(e *fyne.PointEvent) { c.toggle(c.at(e.Position.X)) }

func (c *chipBar) toggle(i int) {
	switch {
	case i < 0 || i >= len(c.chips):
	case c.onChip != nil:
		c.onChip(i)
	default:
		c.onTopic(c.chips[i].Topic)
	}
}

// TappedSecondary opens the menu of the chip under the mouse.
func (c *chipBar) TappedSecondary(e *fyne.PointEvent) {
	if i := c.at(e.Position.X); i >= 0 && c.onMenu != nil {
		c.onMenu(c.chips[i], e.AbsolutePosition)
	}
}

// MouseIn and MouseMoved keep the chips where they are.
func (c *chipBar) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

func (c *chipBar) MouseMoved(*desktop.MouseEvent) {
	if c.widths != nil {
		return
	}
	c.widths = make([]float32, 0, len(c.ends))
	from := c.left - c.offset
	for _, end := range c.ends {
		c.widths = append(c.widths, end-from)
		from = end + chipGap
	}
}

// MouseOut lets them move to where they belong by now.
func (c *chipBar) MouseOut() {
	c.release()
	c.paint()
}

// release lets the chips move also below the mouse: they are of another list.
func (c *chipBar) release() {
	c.widths = nil
	if c.later != nil {
		c.chips, c.later = c.later, nil
	}
}

// revealOn moves the first chip that is on into view.
func (c *chipBar) revealOn() {
	c.reveal(slices.IndexFunc(c.chips, func(x viewmodel.Chip) bool { return x.State == viewmodel.ChipOn }))
}

func (c *chipBar) Cursor() desktop.Cursor { return desktop.PointerCursor }
