package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// pageStop is something that the Tab key goes to: a link, or what can be tapped.
type pageStop struct {
	spot  pageSpot
	wide  *pageBox // that the arrow keys pan; nil: nothing
	rects func() []pageRect
}

// pageRect is a rectangle of the page.
type pageRect struct{ x, y, w, h float32 }

// tabStops are the stops of the page from top to bottom.
func (p *page) tabStops() []pageStop {
	if p.stops != nil {
		return p.stops
	}
	p.stops = []pageStop{}
	for _, b := range p.boxes {
		for _, t := range b.texts {
			for i, l := range t.links {
				if l.address == "" {
					continue // an abbreviation
				}
				p.stops = append(p.stops, pageStop{spot: pageSpot{link: l.address, hint: l.title}, rects: func() []pageRect { return p.linkRects(placedText{b, t}, i+1) }})
			}
		}
		if b.wide() {
			p.stops = append(p.stops, pageStop{spot: pageSpot{hint: "← and → show the rest"}, wide: b, rects: func() []pageRect {
				return []pageRect{{p.left + b.x, b.y, b.w, b.h}}
			}})
		}
		for i := range b.zones {
			z := &b.zones[i]
			s := pageSpot{link: z.link, hint: z.hint, tap: z.tap, picture: z.picture, box: b, zone: z}
			if s.picture != "" && !s.active() && p.onPicture != nil {
				s.tap = func() { p.onPicture(s.picture) }
			}
			if s.active() {
				p.stops = append(p.stops, pageStop{spot: s, rects: func() []pageRect {
					return []pageRect{{p.left + b.x + z.x, b.y + z.y, z.w, z.h}}
				}})
			}
		}
	}
	return p.stops
}

// linkRects are the boxes of a link, one for each line that it is on.
func (p *page) linkRects(t placedText, link int) []pageRect {
	var out []pageRect
	x, y := p.cornerOf(t)
	for _, r := range t.layout.LinkRects(link) {
		out = append(out, pageRect{x + r.X, y + r.Y, r.W, r.H})
	}
	return out
}

// AcceptsTab makes the Tab key go from link to link.
func (p *page) AcceptsTab() bool { return true }

// tab goes to the next stop, or the one before; from the last it leaves the page.
func (p *page) tab(d int) {
	stops := p.tabStops()
	from := p.stop
	if from < 0 { // begin with what is in view
		from = -1
		for i, s := range stops {
			if r := s.rects(); len(r) > 0 && r[0].y+r[0].h > p.scroll.Offset.Y {
				from = i - 1
				if d < 0 {
					from = i
				}
				break
			}
		}
	}
	to := from + d
	if to < 0 || to >= len(stops) {
		p.stop = -1
		p.sync()
		p.leave(d)
		return
	}
	p.stop = to
	if r := stops[to].rects(); len(r) > 0 {
		y, h := p.scroll.Offset.Y, p.Size().Height
		if r[0].y < y || r[0].y+r[0].h > y+h {
			p.scrollTo(r[0].y - h/3)
		}
	}
	p.sync()
	if p.onHover != nil {
		p.onHover(stops[to].spot.says())
	}
}

// leave gives the focus to what is behind or before the page.
func (p *page) leave(d int) {
	c := fyne.CurrentApp().Driver().CanvasForObject(p)
	switch {
	case c == nil:
	case d > 0:
		c.FocusNext()
	default:
		c.FocusPrevious()
	}
}

// enter follows the stop that the Tab key went to; it is false if there is none.
func (p *page) enter() bool {
	if p.stop < 0 || p.stop >= len(p.tabStops()) {
		return false
	}
	p.follow(p.tabStops()[p.stop].spot)
	return true
}

// grounds adds what is behind the button under the mouse.
func (p *page) grounds(objects []fyne.CanvasObject) []fyne.CanvasObject {
	if o := p.body.over; o.zone != nil && o.zone.button && o.active() {
		r := canvas.NewRectangle(colours().chip)
		r.CornerRadius = 6
		r.Move(fyne.NewPos(p.left+o.box.x+o.zone.x, o.box.y+o.zone.y))
		r.Resize(fyne.NewSize(o.zone.w, o.zone.h))
		objects = append(objects, r)
	}
	return objects
}

// frames adds what is around the stop of the Tab key, in front of what it frames.
func (p *page) frames(objects []fyne.CanvasObject) []fyne.CanvasObject {
	if p.stop < 0 || p.stop >= len(p.stops) {
		return objects
	}
	for _, at := range p.stops[p.stop].rects() {
		r := canvas.NewRectangle(color.Transparent)
		r.StrokeColor, r.StrokeWidth, r.CornerRadius = colours().accent, 1.5, 4
		r.Move(fyne.NewPos(at.x-3, at.y))
		r.Resize(fyne.NewSize(at.w+6, at.h))
		objects = append(objects, r)
	}
	return objects
}
