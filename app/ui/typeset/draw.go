package typeset

import (
	"image"
	"image/color"
	"math"
)

// Draw paints a layout. x and y are where its top left corner stands, in units
// from the image's point 0, 0; scale is pixels per unit. What lies outside of
// the image is not drawn.
func (e *Engine) Draw(dst *image.RGBA, l *Layout, x, y, scale float32) {
	if !(scale > 0) || scale > 64 || l == nil {
		return
	}
	bleed := 2 * l.para.lineHeight // what may reach over the line's own box
	top, bottom := float32(dst.Rect.Min.Y)/scale, float32(dst.Rect.Max.Y)/scale
	b := brush{e: e, dst: dst, scale: scale}
	for i := range l.Lines {
		ln := &l.Lines[i]
		if y+ln.Y+ln.Height+bleed < top || y+ln.Y-bleed > bottom {
			continue
		}
		base := y + ln.Y + ln.Baseline
		for j := range ln.pieces {
			b.behind(&ln.pieces[j], x, base)
		}
		for j := range ln.pieces {
			b.piece(&ln.pieces[j], x, base)
		}
	}
}

// brush is the state of drawing into an image.
type brush struct {
	e     *Engine
	dst   *image.RGBA
	scale float32
}

// px rounds units to a pixel.
func (b *brush) px(v float32) int { return int(math.Round(float64(v * b.scale))) }

// behind draws the background of a piece.
func (b *brush) behind(p *piece, x, base float32) {
	st := p.style
	if st.Background.A == 0 {
		return
	}
	x += p.x
	fill(b.dst, image.Rect(b.px(x-st.Size*0.1), b.px(base-st.Rise-st.Size*0.95), b.px(x+p.width+st.Size*0.1), b.px(base-st.Rise+st.Size*0.3)), st.Background)
}

// piece draws glyphs and the lines under and through them.
func (b *brush) piece(p *piece, x, base float32) {
	st := p.style
	base -= st.Rise
	x += p.x
	f := b.e.prepare(p.face)
	size := st.Size * b.scale
	thick := max(1, int(size/15))
	left, right := b.px(x), b.px(x+p.width)
	row := b.px(base)
	under := underline{top: row + max(2, int(size*0.14)), thick: thick, at: left}
	weight := contrast(st.Color)
	how := made{bold: st.Weight >= bold && !f.heavy, slanted: p.leans && !f.slanted}
	for i := range p.glyphs {
		g := &p.glyphs[i]
		gx := (x + g.dx) * b.scale
		whole := float32(math.Floor(float64(gx)))
		m := b.e.mask(f, g.id, p.size*b.scale, uint8((gx-whole)*4), how)
		at := image.Pt(int(whole), row-b.px(g.dy))
		if st.Underline && m.cover != nil {
			under.pass(b, st, m.cover, at.Add(m.off))
		}
		switch {
		case m.cover != nil:
			blend(b.dst, m.cover, at.Add(m.off), st.Color, weight)
		case m.picture != nil:
			overlay(b.dst, m.picture, at.Add(m.off), st.Color.A)
		}
		x += g.advance
	}
	if st.Underline {
		under.draw(b, st, right)
	}
	if st.Strike {
		at := b.px(base - st.Size*0.28)
		fill(b.dst, image.Rect(left, at, right, at+thick), st.Color)
	}
}

// fill paints a rectangle over what is there.
func fill(dst *image.RGBA, r image.Rectangle, c color.NRGBA) {
	r = r.Intersect(dst.Rect)
	a := uint32(c.A)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := dst.Pix[dst.PixOffset(r.Min.X, y):]
		for i := 0; i < 4*r.Dx(); i += 4 {
			over(row[i:i+4:i+4], c, a)
		}
	}
}

// over composes a colour of alpha a over a premultiplied pixel.
func over(d []uint8, c color.NRGBA, a uint32) {
	rest := 255 - a
	d[0] = uint8((uint32(c.R)*a + uint32(d[0])*rest + 127) / 255)
	d[1] = uint8((uint32(c.G)*a + uint32(d[1])*rest + 127) / 255)
	d[2] = uint8((uint32(c.B)*a + uint32(d[2])*rest + 127) / 255)
	d[3] = uint8(a + (uint32(d[3])*rest+127)/255)
}

// blend paints a colour through a mask.
func blend(dst *image.RGBA, m *image.Alpha, at image.Point, c color.NRGBA, weight *[256]uint8) {
	r := m.Rect.Add(at).Intersect(dst.Rect)
	alpha := uint32(c.A)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		from := m.PixOffset(r.Min.X-at.X, y-at.Y)
		mask := m.Pix[from : from+r.Dx()]
		row := dst.Pix[dst.PixOffset(r.Min.X, y):]
		for i, v := range mask {
			if v == 0 {
				continue
			}
			a := uint32(weight[v])
			if alpha != 255 {
				a = a * alpha / 255
			}
			over(row[4*i:4*i+4:4*i+4], c, a)
		}
	}
}

// overlay paints a picture, as transparent as the text would be.
func overlay(dst *image.RGBA, m *image.RGBA, at image.Point, alpha uint8) {
	r := m.Rect.Add(at).Intersect(dst.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		src := m.Pix[m.PixOffset(r.Min.X-at.X, y-at.Y):]
		row := dst.Pix[dst.PixOffset(r.Min.X, y):]
		for i := 0; i < 4*r.Dx(); i += 4 {
			a := uint32(src[i+3]) * uint32(alpha) / 255
			if a == 0 {
				continue
			}
			rest := 255 - a
			for k := range 4 {
				row[i+k] = uint8(uint32(src[i+k])*uint32(alpha)/255 + (uint32(row[i+k])*rest+127)/255)
			}
		}
	}
}

// The coverage of a pixel is blended with its ground as colour values, which
// are not amounts of light: light text on dark comes out thinner than the same
// text dark on light. Coverage is therefore raised the more the lighter the
// text is, and a little for dark text, which the eye sees thin on bright paper.
const (
	darkGamma  = 0.92
	lightGamma = 0.76
	steps      = 8
)

var weights = func() (t [steps + 1][256]uint8) {
	for i := range t {
		gamma := darkGamma + (lightGamma-darkGamma)*float64(i)/steps
		for v := range t[i] {
			t[i][v] = uint8(math.Round(255 * math.Pow(float64(v)/255, gamma)))
		}
	}
	return t
}()

// contrast is how coverage is to be read for a colour of text.
func contrast(c color.NRGBA) *[256]uint8 {
	luma := (299*int(c.R) + 587*int(c.G) + 114*int(c.B)) / 1000
	return &weights[luma*steps/255]
}
