package newsroom

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"strconv"

	"golang.org/x/image/vector"
)

// A canvas is a picture being drawn, with the dice for its details. Lengths
// are in pixels.
type canvas struct {
	*image.RGBA
	dice *rand.Rand
	pen  vector.Rasterizer
	w, h float64
}

func newCanvas(w, h int, dice *rand.Rand) *canvas {
	return &canvas{RGBA: image.NewRGBA(image.Rect(0, 0, w, h)), dice: dice, w: float64(w), h: float64(h)}
}

// between is a number drawn from a to b.
func (c *canvas) between(a, b float64) float64 { return a + c.dice.Float64()*(b-a) }

// gradient fills the canvas from the upper left to the lower right.
func (c *canvas) gradient(from, to color.RGBA) {
	var steps [1024]color.RGBA
	for i := range steps {
		steps[i] = mix(from, to, float64(i)/float64(len(steps)))
	}
	across, down := 0.35*float64(len(steps))/c.w, 0.65*float64(len(steps))/c.h
	for y := range int(c.h) {
		row := c.Pix[y*c.Stride : (y+1)*c.Stride]
		for x := 0; 4*x < len(row); x++ {
			m := steps[int(across*float64(x)+down*float64(y))]
			row[4*x], row[4*x+1], row[4*x+2], row[4*x+3] = m.R, m.G, m.B, 255
		}
	}
}

// grain gives the flat areas the unevenness of paper: every pixel becomes up to
// four steps lighter or darker. One throw of the dice is enough for 16 pixels.
func (c *canvas) grain() {
	var throw uint64
	for i := 0; i < len(c.Pix); i += 4 {
		if i%64 == 0 {
			throw = c.dice.Uint64()
		}
		d := int(throw&7) - 4
		throw >>= 4
		for k := i; k < i+3; k++ {
			c.Pix[k] = uint8(max(0, min(255, int(c.Pix[k])+d)))
		}
	}
}

type point struct{ x, y float64 }

// polygon fills what the points surround, touching only the pixels around it.
func (c *canvas) polygon(col color.Color, pts ...point) {
	box := around(pts).Intersect(c.Bounds())
	if box.Empty() {
		return
	}
	c.pen.Reset(box.Dx(), box.Dy())
	for i, p := range pts {
		x, y := float32(p.x)-float32(box.Min.X), float32(p.y)-float32(box.Min.Y)
		if i == 0 {
			c.pen.MoveTo(x, y)
		} else {
			c.pen.LineTo(x, y)
		}
	}
	c.pen.ClosePath()
	c.pen.Draw(c.RGBA, box, image.NewUniform(col), image.Point{})
}

// around is the smallest rectangle of whole pixels that holds the points.
func around(pts []point) image.Rectangle {
	low, high := pts[0], pts[0]
	for _, p := range pts {
		low = point{min(low.x, p.x), min(low.y, p.y)}
		high = point{max(high.x, p.x), max(high.y, p.y)}
	}
	return image.Rect(int(math.Floor(low.x)), int(math.Floor(low.y)), int(math.Ceil(high.x)), int(math.Ceil(high.y)))
}

func (c *canvas) rect(col color.Color, x, y, w, h float64) {
	c.polygon(col, point{x, y}, point{x + w, y}, point{x + w, y + h}, point{x, y + h})
}

func (c *canvas) ellipse(col color.Color, x, y, rx, ry float64) {
	const corners = 72
	var pts []point
	for i := range corners {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / corners)
		pts = append(pts, point{x + rx*cos, y + ry*sin})
	}
	c.polygon(col, pts...)
}

func (c *canvas) line(col color.Color, a, b point, width float64) {
	length := math.Hypot(b.x-a.x, b.y-a.y)
	dx, dy := (b.y-a.y)/length*width/2, (a.x-b.x)/length*width/2
	c.polygon(col, point{a.x + dx, a.y + dy}, point{b.x + dx, b.y + dy},
		point{b.x - dx, b.y - dy}, point{a.x - dx, a.y - dy})
}

// under fills everything below a curve y(x).
func (c *canvas) under(col color.Color, y func(x float64) float64) {
	pts := []point{{0, c.h}}
	for x := 0.0; x <= c.w; x += 8 {
		pts = append(pts, point{x, y(x)})
	}
	c.polygon(col, append(pts, point{c.w, c.h})...)
}

// wave is a gentle line around y: two sines with phases drawn at random.
func (c *canvas) wave(y, height, length float64) func(float64) float64 {
	a, b := c.between(0, 7), c.between(0, 7)
	return func(x float64) float64 {
		return y + height*(math.Sin(x/length+a)+0.5*math.Sin(2.3*x/length+b))
	}
}

func (c *canvas) jpeg() []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, c.RGBA, &jpeg.Options{Quality: 80}); err != nil {
		panic(err) // only a picture too large for the format cannot be encoded
	}
	return b.Bytes()
}

func (c *canvas) png() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, c.RGBA); err != nil {
		panic(err) // only an empty picture cannot be encoded
	}
	return b.Bytes()
}

// mix is the colour between two, 0 being the first.
func mix(a, b color.RGBA, t float64) color.RGBA {
	part := func(x, y uint8) uint8 { return clamp(float64(x)*(1-t) + float64(y)*t) }
	return color.RGBA{part(a.R, b.R), part(a.G, b.G), part(a.B, b.B), 255}
}

func clamp(v float64) uint8 { return uint8(max(0, min(255, v))) }

// alpha is the colour, seen through; 1 is opaque.
func alpha(c color.RGBA, a float64) color.NRGBA {
	return color.NRGBA{c.R, c.G, c.B, uint8(a * 255)}
}

// rgb reads "#RRGGBB".
func rgb(s string) color.RGBA {
	v, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		panic(err) // colours are written in this package
	}
	return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}
