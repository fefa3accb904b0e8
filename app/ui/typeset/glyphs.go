package typeset

import (
	"bytes"
	"image"
	"image/draw"
	_ "image/jpeg" // the formats of pictures in fonts
	"image/png"
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	scale "golang.org/x/image/draw"
	"golang.org/x/image/vector"
)

// glyphKey names the picture of a glyph at a size and a quarter of a pixel.
type glyphKey struct {
	font *font.Font
	id   font.GID
	size int32 // of the em, in 64ths of a pixel
	sub  uint8
	made made
}

// made is what is done to a glyph because the font has no such face.
type made struct{ bold, slanted bool }

// mask is a glyph ready to paint: coverage or, for emoji, a picture. off is
// where its corner stands from the place of the glyph on the baseline.
type mask struct {
	cover   *image.Alpha
	picture *image.RGBA
	off     image.Point
}

// glyphCache holds what was painted lately. When the young half is full it
// becomes the old half, and what was in the old half and not asked for again is gone.
type glyphCache struct {
	young, old map[glyphKey]mask
	bytes      int // of young
	raster     vector.Rasterizer
}

// cacheBytes bounds one half of the cache. A screen of text takes about a tenth.
const cacheBytes = 4 << 20

func newGlyphCache() glyphCache { return glyphCache{young: map[glyphKey]mask{}} }

// mask is a glyph's picture, from the cache or made.
func (e *Engine) mask(f *readyFont, id font.GID, size float32, sub uint8, how made) mask {
	key := glyphKey{f.font, id, int32(size * 64), min(sub, 3), how}
	c := &e.glyphs
	if m, ok := c.young[key]; ok {
		return m
	}
	m, ok := c.old[key]
	if !ok {
		var t transform
		t.dx = float32(key.sub) / 4
		if how.bold {
			t.smear = size * boldBy
		}
		if how.slanted {
			t.skew = slantBy
		}
		m = c.paint(f, id, size, t)
	}
	if c.bytes > cacheBytes {
		c.old, c.young, c.bytes = c.young, map[glyphKey]mask{}, 0
	}
	c.young[key] = m
	c.bytes += 64
	if m.cover != nil {
		c.bytes += len(m.cover.Pix)
	}
	if m.picture != nil {
		c.bytes += len(m.picture.Pix)
	}
	return m
}

// paint makes the picture of a glyph; damaged glyphs are empty.
func (c *glyphCache) paint(f *readyFont, id font.GID, size float32, t transform) (m mask) {
	defer func() {
		if recover() != nil { // glyphs of damaged fonts
			m = mask{}
		}
	}()
	t.scale = size / f.upem
	switch d := f.face.GlyphData(id).(type) {
	case font.GlyphOutline:
		return c.outline(d, t)
	case font.GlyphSVG:
		return c.outline(d.Outline, t)
	case font.GlyphBitmap:
		if m := bitmap(f, id, d, size); m.picture != nil {
			return m
		}
		if d.Outline != nil {
			return c.outline(*d.Outline, t)
		}
	}
	return mask{}
}

// maxGlyph bounds the side of a glyph's picture in pixels.
const maxGlyph = 2048

// boldBy is how much wider strokes become that a font does not have bold, by the
// size; upright strokes more than level ones, as in the bold faces themselves.
const boldBy = 0.034

// slantBy is how far letters lean that a font has upright only, by their height.
const slantBy = 0.19

// transform brings an outline to its place in a picture.
type transform struct {
	scale, dx float32
	skew      float32
	smear     float32 // pixels by which strokes become wider
}

// at is a point of the outline in pixels.
func (t *transform) at(p opentype.SegmentPoint) (x, y float32) {
	return (p.X+t.skew*p.Y)*t.scale + t.dx, -p.Y * t.scale
}

// outline fills the contours of a glyph. A smear of some pixels makes its strokes
// wider by as much: it is drawn at the corners of a small box, one over the other.
func (c *glyphCache) outline(d font.GlyphOutline, t transform) mask {
	box, ok := bounds(d, t)
	if !ok {
		return mask{}
	}
	if t.smear > 0 {
		by := int(math.Ceil(float64(t.smear)))
		box = image.Rect(box.Min.X-by, box.Min.Y-by, box.Max.X+by, box.Max.Y+by)
	}
	c.raster.Reset(box.Dx(), box.Dy())
	c.raster.DrawOp = draw.Src
	ox, oy := -float32(box.Min.X), -float32(box.Min.Y)
	if t.smear > 0 {
		h, v := t.smear/2, t.smear/4
		c.contours(d, t, ox-h, oy-v)
		c.contours(d, t, ox+h, oy-v)
		c.contours(d, t, ox-h, oy+v)
		c.contours(d, t, ox+h, oy+v)
	} else {
		c.contours(d, t, ox, oy)
	}
	m := image.NewAlpha(image.Rect(0, 0, box.Dx(), box.Dy()))
	c.raster.Draw(m, m.Rect, image.Opaque, image.Point{})
	return mask{cover: m, off: box.Min}
}

// contours adds the contours of a glyph to what is rasterised.
func (c *glyphCache) contours(d font.GlyphOutline, t transform, ox, oy float32) {
	at := func(p opentype.SegmentPoint) (float32, float32) {
		x, y := t.at(p)
		return x + ox, y + oy
	}
	for _, seg := range d.Segments {
		ax, ay := at(seg.Args[0])
		bx, by := at(seg.Args[1])
		cx, cy := at(seg.Args[2])
		switch seg.Op {
		case opentype.SegmentOpMoveTo:
			c.raster.ClosePath()
			c.raster.MoveTo(ax, ay)
		case opentype.SegmentOpLineTo:
			c.raster.LineTo(ax, ay)
		case opentype.SegmentOpQuadTo:
			c.raster.QuadTo(ax, ay, bx, by)
		case opentype.SegmentOpCubeTo:
			c.raster.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	c.raster.ClosePath()
}

// bounds is the box of whole pixels around an outline.
func bounds(d font.GlyphOutline, t transform) (image.Rectangle, bool) {
	least, most := float32(math.Inf(-1)), float32(math.Inf(1))
	x0, y0, x1, y1 := most, most, least, least
	for _, seg := range d.Segments {
		for _, p := range seg.ArgsSlice() {
			x, y := t.at(p)
			x0, x1 = min(x0, x), max(x1, x)
			y0, y1 = min(y0, y), max(y1, y)
		}
	}
	if !(x1-x0 < maxGlyph) || !(y1-y0 < maxGlyph) || x1 <= x0 || y1 <= y0 {
		return image.Rectangle{}, false
	}
	floor := func(v float32) int { return int(math.Floor(float64(v))) }
	ceil := func(v float32) int { return int(math.Ceil(float64(v))) }
	return image.Rect(floor(x0), floor(y0), ceil(x1)+1, ceil(y1)+1), true
}

// bitmap scales the picture of an emoji.
func bitmap(f *readyFont, id font.GID, d font.GlyphBitmap, size float32) mask {
	if d.Format != font.PNG && d.Format != font.JPG || len(d.Data) > 1<<20 {
		return mask{}
	}
	cfg, _, err := image.DecodeConfig(bytes.NewReader(d.Data))
	if err != nil || cfg.Width > 1024 || cfg.Height > 1024 {
		return mask{}
	}
	var src image.Image
	if d.Format == font.PNG {
		src, err = png.Decode(bytes.NewReader(d.Data))
	} else {
		src, _, err = image.Decode(bytes.NewReader(d.Data))
	}
	x, ok := f.face.GlyphExtents(id)
	if err != nil || !ok {
		return mask{}
	}
	s := size / f.upem
	round := func(v float32) int { return int(math.Round(float64(v * s))) }
	w, h := round(x.Width), round(-x.Height)
	if w <= 0 || h <= 0 || w > maxGlyph || h > maxGlyph {
		return mask{}
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	scale.CatmullRom.Scale(dst, dst.Rect, src, src.Bounds(), scale.Src, nil)
	return mask{picture: dst, off: image.Pt(round(x.XBearing), -round(x.YBearing))}
}
