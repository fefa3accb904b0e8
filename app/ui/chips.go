package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// chipBar is a row of topic chips: a click takes a topic in, the next leaves it
// out, the third forgets it. What does not fit is reached by the wheel.
type chipBar struct {
	widget.BaseWidget
	engine  *typeset.Engine
	picture *canvas.Image
	chips   []viewmodel.Chip
	ends    []float32 // right edge of each chip, with its left at the end before plus the gap
	offset  float32
	left    float32
	ring    bool // shows that the keys choose among the chips
	onTopic func(feeds.Topic)
	onChip  func(i int) // instead of onTopic, where chips are no topics
}

const (
	chipHeight = 24
	chipGap    = 6
	chipInset  = 11
)

func newChipBar(e *typeset.Engine, left float32, onTopic func(feeds.Topic)) *chipBar {
	c := &chipBar{engine: e, picture: newPicture(), left: left, onTopic: onTopic}
	c.ExtendBaseWidget(c)
	return c
}

func (c *chipBar) show(chips []viewmodel.Chip) {
	c.chips = chips
	c.paint()
}

func (c *chipBar) paint() {
	size := c.Size()
	if size.Width < 10 {
		return
	}
	b := newBrush(c.engine, size.Width, size.Height, pixelScale(c), colours())
	c.ends = c.ends[:0]
	x := c.left - c.offset
	y := (size.Height - chipHeight) / 2
	for _, chip := range c.chips {
		w := b.chip(chip, x, y)
		if c.ring && chip.State == viewmodel.ChipOn {
			b.box(x+chipInset-4, y+chipHeight+2, w-2*chipInset+8, 2, 1, b.p.accent)
		}
		x += w
		c.ends = append(c.ends, x)
		x += chipGap
	}
	c.picture.Image = b.img
	c.picture.Refresh()
	canvas.Refresh(c)
}

// chip draws one chip and returns its width.
func (b *brush) chip(c viewmodel.Chip, x, y float32) float32 {
	p := b.p
	ink, ground := p.soft, p.chip
	if c.State == viewmodel.ChipOn {
		ink, ground = p.paper, p.ink
	}
	st := label{family: typeset.Sans, weight: 500, size: 12, height: chipHeight, color: ink}.style()
	st.Strike = c.State == viewmodel.ChipOut
	lay := b.engine.Wrap(b.engine.Shape([]typeset.Span{{Text: c.Name, Style: st}}, typeset.ParaOptions{LineHeight: chipHeight}), 400, typeset.WrapOptions{MaxLines: 1})
	w := lay.Used + 2*chipInset
	b.box(x, y, w, chipHeight, chipHeight/2, ground)
	b.put(lay, x+chipInset, y)
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
	if len(c.ends) == 0 {
		return
	}
	d := e.Scrolled.DX
	if d == 0 {
		d = e.Scrolled.DY
	}
	beyond := c.ends[len(c.ends)-1] + c.offset + c.left - c.Size().Width
	c.offset = max(0, min(c.offset-d, beyond))
	c.paint()
}

// Tapped toggles the chip under the mouse.
func (c *chipBar) Tapped(e *fyne.PointEvent) {
	from := c.left - c.offset
	for i, end := range c.ends {
		if e.Position.X >= from && e.Position.X <= end {
			if c.onChip != nil {
				c.onChip(i)
			} else {
				c.onTopic(c.chips[i].Topic)
			}
			return
		}
		from = end + chipGap
	}
}

func (c *chipBar) Cursor() desktop.Cursor { return desktop.PointerCursor }
