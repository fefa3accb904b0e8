package ui

import (
	"hash/fnv"
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"golang.org/x/image/vector"

	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// brush draws the rows of lists and the cards of pages: text by the typesetter,
// and the few flat shapes around it. It belongs to the main goroutine. All
// measures are units; scale is pixels per unit.
type brush struct {
	engine *typeset.Engine
	img    *image.RGBA
	scale  float32
	p      *palette
}

// newBrush has a transparent picture of w by h units to draw on.
func newBrush(e *typeset.Engine, w, h, scale float32, p *palette) *brush {
	return &brush{e, image.NewRGBA(image.Rect(0, 0, int(w*scale+0.5), int(h*scale+0.5))), scale, p}
}

// label is text of one style.
type label struct {
	family typeset.Family
	weight int
	size   float32
	height float32 // of a line
	color  color.NRGBA
	lang   string
	track  float32
	right  bool // aligned to the far edge
	ltr    bool // a line of the interface, whatever its first letter is
}

func (l label) style() typeset.Style {
	return typeset.Style{Family: l.family, Weight: l.weight, Size: l.size, Color: l.color, Tracking: l.track}
}

// lay breaks a text into at most so many lines (zero: as many as it takes).
func (b *brush) lay(text string, l label, width float32, lines int) *typeset.Layout {
	o := typeset.ParaOptions{Lang: l.lang, LineHeight: l.height}
	if l.right {
		o.Align = typeset.End
	}
	if l.ltr {
		o.Dir = typeset.LeftToRight
	}
	para := b.engine.Shape([]typeset.Span{{Text: text, Style: l.style()}}, o)
	return b.engine.Wrap(para, width, typeset.WrapOptions{MaxLines: lines, Ellipsis: lines > 0})
}

func (b *brush) put(l *typeset.Layout, x, y float32) { b.engine.Draw(b.img, l, x, y, b.scale) }

// edge is where the first line of a layout begins: a text from right to left
// stands at the far side.
func edge(l *typeset.Layout) float32 {
	if len(l.Lines) == 0 {
		return 0
	}
	return l.Lines[0].X
}

// name draws one line that stands at x whatever the direction of its script.
func (b *brush) name(text string, l label, x, y, width float32) {
	lay := b.lay(text, l, width, 1)
	b.put(lay, x-edge(lay), y)
}

// text lays and draws; it returns the width and height that it took.
func (b *brush) text(text string, l label, x, y, width float32, lines int) (w, h float32) {
	lay := b.lay(text, l, width, lines)
	b.put(lay, x, y)
	return lay.Used, lay.Height
}

// box fills a rectangle with round corners.
func (b *brush) box(x, y, w, h, radius float32, c color.NRGBA) {
	s := b.scale
	fillRound(b.img, x*s, y*s, w*s, h*s, radius*s, c)
}

// fillRound fills a rectangle given in pixels, with smooth edges.
func fillRound(dst *image.RGBA, x, y, w, h, r float32, c color.NRGBA) {
	if r <= 0 {
		square := image.Rect(int(x+0.5), int(y+0.5), int(x+w+0.5), int(y+h+0.5))
		draw.Draw(dst, square, image.NewUniform(c), image.Point{}, draw.Over)
		return
	}
	x0, y0 := int(x), int(y)
	bounds := image.Rect(x0, y0, int(x+w)+2, int(y+h)+2)
	v := vector.NewRasterizer(bounds.Dx(), bounds.Dy())
	x -= float32(x0)
	y -= float32(y0)
	const k = 0.5523 // a quarter of a circle as a cubic curve
	r = min(r, w/2, h/2)
	v.MoveTo(x+r, y)
	v.LineTo(x+w-r, y)
	v.CubeTo(x+w-r+r*k, y, x+w, y+r-r*k, x+w, y+r)
	v.LineTo(x+w, y+h-r)
	v.CubeTo(x+w, y+h-r+r*k, x+w-r+r*k, y+h, x+w-r, y+h)
	v.LineTo(x+r, y+h)
	v.CubeTo(x+r-r*k, y+h, x, y+h-r+r*k, x, y+h-r)
	v.LineTo(x, y+r)
	v.CubeTo(x, y+r-r*k, x+r-r*k, y, x+r, y)
	v.ClosePath()
	paint(dst, v, bounds, c)
}

// paint fills what a rasterizer holds. The detour over a mask is for shapes that
// reach over the picture's edge, which the rasterizer itself does not clip.
func paint(dst *image.RGBA, v *vector.Rasterizer, at image.Rectangle, c color.NRGBA) {
	mask := image.NewAlpha(image.Rect(0, 0, at.Dx(), at.Dy()))
	v.DrawOp = draw.Src
	v.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	draw.DrawMask(dst, at, image.NewUniform(c), image.Point{}, mask, image.Point{}, draw.Over)
}

// shape fills a polygon given by its corners.
func (b *brush) shape(c color.NRGBA, xy ...float32) {
	v := vector.NewRasterizer(b.img.Rect.Dx(), b.img.Rect.Dy())
	for i := 0; i+1 < len(xy); i += 2 {
		x, y := xy[i]*b.scale, xy[i+1]*b.scale
		if i == 0 {
			v.MoveTo(x, y)
		} else {
			v.LineTo(x, y)
		}
	}
	v.ClosePath()
	paint(b.img, v, b.img.Rect, c)
}

// hairline is one pixel high at any scale.
func (b *brush) hairline(x, y, w float32, c color.NRGBA) {
	px := int(y * b.scale)
	r := image.Rect(int(x*b.scale), px, int((x+w)*b.scale), px+1)
	draw.Draw(b.img, r, image.NewUniform(c), image.Point{}, draw.Over)
}

// source draws the square with the first letter of a source's name.
func (b *brush) source(name string, x, y, size float32) {
	b.box(x, y, size, size, size*0.18, sourceColour(name))
	l := label{family: typeset.Sans, weight: 600, size: size * 0.66, height: size, color: color.NRGBA{0xff, 0xff, 0xff, 0xff}}
	initial := viewmodel.Initial(name)
	if initial >= "\u2E80" {
		l.weight = 400 // dense enough, and a bold face of these scripts takes 20 MB
	}
	lay := b.lay(initial, l, size*4, 1)
	b.put(lay, x+(size-lay.Used)/2-edge(lay), y)
}

// sourceColour is always the same for the same name.
func sourceColour(name string) color.NRGBA {
	h := fnv.New32a()
	h.Write([]byte(name))
	return sourceColours[h.Sum32()%uint32(len(sourceColours))]
}

// badge is a short text on a coloured ground; it returns its width.
func (b *brush) badge(text string, x, y float32, ink, ground color.NRGBA, right bool) float32 {
	l := label{family: typeset.Sans, size: 10.5, height: 18, color: ink}
	lay := b.lay(text, l, 300, 1)
	w := lay.Used + 14
	if right {
		x -= w
	}
	b.box(x, y, w, 18, 7, ground)
	b.put(lay, x+7, y)
	return w
}

// picture shows what a brush has drawn: a canvas image with exact pixels, whose
// texture is freed when it is dropped.
func newPicture() *canvas.Image {
	return &canvas.Image{ScaleMode: canvas.ImageScaleFastest, FillMode: canvas.ImageFillStretch}
}

// drop frees pixels and texture of a picture that leaves the tree.
func drop(im *canvas.Image) {
	if im.Image == nil {
		return
	}
	im.Image = nil
	canvas.Refresh(im)
}

// pixelScale is how many pixels a unit of an object has; fractions happen.
func pixelScale(o fyne.CanvasObject) float32 {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return 1
	}
	x, _ := c.PixelCoordinateForPosition(fyne.NewPos(1000, 0))
	return float32(x) / 1000
}
