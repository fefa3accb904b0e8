package newsroom

import (
	"hash/fnv"
	"image/color"
	"math/rand/v2"
)

// A palette colours a picture: sky, ground, and what stands against the light.
type palette struct{ light, deep, ink color.RGBA }

func newPalette(light, deep, ink string) palette {
	return palette{rgb(light), rgb(deep), rgb(ink)}
}

var (
	palettes = []palette{
		newPalette("#C9D9E3", "#2F6690", "#173A55"),
		newPalette("#EBD2C3", "#8A4426", "#4E2413"),
		newPalette("#E3D5B2", "#98661A", "#54380C"),
		newPalette("#E8B9A8", "#B03645", "#611A26"),
		newPalette("#CFC2E3", "#7A4FA3", "#412659"),
		newPalette("#BFD1A6", "#4F6F28", "#2A3D13"),
		newPalette("#BFDCD6", "#2A7F74", "#134741"),
		newPalette("#D7D9DC", "#57626F", "#2A323B"),
	}
	night = newPalette("#27324F", "#0E1220", "#05070D")
)

// A scene is what a picture shows: how it is drawn and in which palettes; no
// palettes means any.
type scene struct {
	draw     func(*canvas, palette)
	palettes []palette
}

var scenes = map[string]scene{
	"plain":   {draw: func(*canvas, palette) {}},
	"sea":     {seaScene, []palette{palettes[0], palettes[6], palettes[7], palettes[2]}},
	"port":    {portScene, []palette{palettes[0], palettes[1], palettes[4], palettes[7]}},
	"city":    {draw: cityScene},
	"hills":   {hillsScene, []palette{palettes[0], palettes[2], palettes[5], palettes[6]}},
	"field":   {fieldScene, []palette{palettes[2], palettes[5], palettes[6]}},
	"pitch":   {pitchScene, []palette{palettes[5]}},
	"night":   {nightScene, []palette{night}},
	"paper":   {draw: paperScene},
	"screen":  {draw: screenScene},
	"chart":   {draw: chartScene},
	"arches":  {draw: archesScene},
	"rain":    {rainScene, []palette{palettes[0], palettes[6], palettes[7]}},
	"kitchen": {draw: kitchenScene},
}

// drawPicture draws a scene as JPEG. The same scene and name give the same
// bytes; a scene that is unknown is drawn plain.
func drawPicture(name, id string) []byte {
	hash := fnv.New64a()
	hash.Write([]byte(id))
	dice := rand.New(rand.NewPCG(hash.Sum64(), 1))
	s, ok := scenes[name]
	if !ok {
		s = scenes["plain"]
	}
	from := s.palettes
	if len(from) == 0 {
		from = palettes
	}
	colours := from[dice.IntN(len(from))]
	c := newCanvas(pictureWidth, pictureHeight, dice)
	c.gradient(colours.light, colours.deep)
	s.draw(c, colours)
	c.grain()
	return c.jpeg()
}

// markSize of a favicon, in pixels.
const markSize = 64

// drawMark draws a source's favicon as PNG: a white shape on its colour.
func drawMark(mark, colour string) []byte {
	c := newCanvas(markSize, markSize, rand.New(rand.NewPCG(1, 1)))
	ground, white := rgb(colour), rgb("#FFFFFF")
	c.gradient(ground, ground)
	switch mark {
	case "wave":
		for _, y := range []float64{24, 36, 48} {
			c.line(white, point{10, y}, point{32, y - 8}, 5)
			c.line(white, point{32, y - 8}, point{54, y}, 5)
		}
	case "ring":
		c.ellipse(white, 32, 32, 20, 20)
		c.ellipse(ground, 32, 32, 13, 13)
		c.ellipse(white, 50, 20, 6, 6)
	case "bars":
		for i, h := range []float64{16, 28, 40} {
			c.rect(white, 12+float64(i)*15, 52-h, 10, h)
		}
	case "sun":
		c.ellipse(white, 32, 40, 16, 16)
		c.rect(ground, 0, 40, 64, 24)
		c.rect(white, 10, 44, 44, 5)
	case "gate":
		c.rect(white, 12, 16, 40, 6)
		c.rect(white, 17, 16, 6, 36)
		c.rect(white, 41, 16, 6, 36)
		c.rect(white, 16, 28, 32, 5)
	case "leaf":
		c.polygon(white, point{32, 8}, point{50, 32}, point{32, 56}, point{14, 32})
		c.line(ground, point{32, 18}, point{32, 56}, 4)
	case "lamp":
		c.polygon(white, point{28, 12}, point{36, 12}, point{46, 52}, point{18, 52})
		c.rect(ground, 18, 28, 28, 5)
	case "peak":
		c.polygon(white, point{8, 50}, point{28, 16}, point{40, 36}, point{46, 28}, point{58, 50})
	case "square":
		c.rect(white, 14, 14, 36, 36)
		c.rect(ground, 23, 23, 18, 18)
	default: // a page
		for _, y := range []float64{18, 29, 40} {
			c.rect(white, 14, y, 36, 5)
		}
	}
	return c.png()
}
