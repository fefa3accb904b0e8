package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// A wide table or code hides a part of itself: it is panned by a wheel that goes
// sideways, by its bar, and by the arrow keys once the Tab key has gone to it.

const (
	panBar   = 4  // height of the bar below a wide box
	panReach = 12 // where the mouse takes it
	panKey   = 60 // units that an arrow key moves it
)

// panBox moves what a wide box shows.
func (p *page) panBox(b *pageBox, d float32) {
	if !b.panBy(d) {
		return
	}
	for _, s := range b.strips {
		if s.im != nil {
			p.draw(b, s)
		}
	}
	p.sync()
}

// bar is the place of the bar of a wide box, on the page.
func (p *page) bar(b *pageBox) pageRect {
	w := max(24, b.w*b.w/b.inner)
	x := (b.w - w) * b.pan / (b.inner - b.w)
	return pageRect{p.left + b.x + x, p.barTop(b), w, panBar}
}

// barTop is below the box, or at the lower edge of the view while the end of the
// box is further down: the bar of a long listing is never out of reach.
func (p *page) barTop(b *pageBox) float32 {
	below := b.y + b.h + 3
	return min(below, max(p.scroll.Offset.Y+p.Size().Height-panBar-3, b.y+3))
}

// barAt is the wide box whose bar is at a point; nil if there is none.
func (p *page) barAt(pos fyne.Position) *pageBox {
	for _, b := range p.boxes {
		if !b.wide() {
			continue
		}
		if top := p.barTop(b); pos.Y < top-5 || pos.Y > top-3+panReach {
			continue
		}
		if pos.X >= p.left+b.x && pos.X <= p.left+b.x+b.w {
			return b
		}
	}
	return nil
}

// panLook is what shows that a wide box goes on.
type panLook struct {
	left, right  *canvas.LinearGradient
	track, thumb *canvas.Rectangle
}

const panFade = 24 // width of the shade at an edge

func newPanLook(ground color.NRGBA) *panLook {
	c := colours()
	if ground.A == 0 {
		ground = c.paper
	}
	none := ground
	none.A = 0
	l := &panLook{
		left: canvas.NewHorizontalGradient(ground, none), right: canvas.NewHorizontalGradient(none, ground),
		track: canvas.NewRectangle(color.NRGBA{c.ink.R, c.ink.G, c.ink.B, 0x10}), thumb: canvas.NewRectangle(c.faint),
	}
	l.track.CornerRadius, l.thumb.CornerRadius = panBar/2, panBar/2
	return l
}

// panShade adds a bar below a wide box and a shade where it goes on.
func (p *page) panShade(b *pageBox, objects []fyne.CanvasObject) []fyne.CanvasObject {
	if b.look == nil {
		b.look = newPanLook(b.ground)
	}
	add := func(o fyne.CanvasObject, r pageRect) {
		o.Move(fyne.NewPos(r.x, r.y))
		o.Resize(fyne.NewSize(r.w, r.h))
		objects = append(objects, o)
	}
	left := p.left + b.x
	if b.pan+b.w < b.inner-1 {
		add(b.look.right, pageRect{left + b.w - panFade, b.y, panFade, b.h})
	}
	if b.pan > 1 {
		add(b.look.left, pageRect{left, b.y, panFade, b.h})
	}
	add(b.look.track, pageRect{left, p.barTop(b), b.w, panBar})
	add(b.look.thumb, p.bar(b))
	return objects
}

// panStop moves the wide box that the Tab key went to; it is false if that went
// elsewhere.
func (p *page) panStop(name fyne.KeyName) bool {
	if p.stop < 0 || p.stop >= len(p.tabStops()) || p.stops[p.stop].wide == nil {
		return false
	}
	switch name {
	case fyne.KeyLeft:
		p.panBox(p.stops[p.stop].wide, -panKey)
	case fyne.KeyRight:
		p.panBox(p.stops[p.stop].wide, panKey)
	default:
		return false
	}
	return true
}
