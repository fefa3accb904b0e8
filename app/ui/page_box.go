package ui

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"tidings/app/ui/typeset"
	"tidings/feeds/content"
)

// pageBox is a placed part of a page. x is from the left of the column, y from
// the top of the page.
type pageBox struct {
	x, y, w, h float32
	room       float32     // width of the column where a picture stands
	texts      []boxText   // in reading order
	ground     color.NRGBA // behind everything; zero: none
	inner      float32     // width of what can be panned; zero: nothing is hidden
	paint      func(b *brush, x, y float32)
	zones      []boxZone
	icons      []boxIcon
	picture    *pictureNode
	held       bool              // words stand in place of the picture
	object     fyne.CanvasObject // a part of the window that stands here
	root       *content.Block    // the block that it is a part of, itself in no other; nil: of none

	pan    float32
	strips []*strip // while near the view
	look   *panLook // of a wide box
	view   *pictureView
}

// boxText is a text of a box.
type boxText struct {
	x, y   float32 // from the box's corner
	layout *typeset.Layout
	links  []pageLink
	of     *content.Block // that it is the text of; nil: of none
	mute   bool           // cannot be selected
	marker bool           // of a list's item
	close  bool           // to the text below it, as paragraphs in lists are
}

// boxZone is a part of a box that can be tapped.
type boxZone struct {
	x, y, w, h float32
	tap        func()
	link       string
	picture    string // address
	hint       string
	button     bool                    // shows that the mouse is over it
	items      func() []*fyne.MenuItem // of its own menu; nil: none
}

// strip is a piece of a box's picture: long boxes are shown in several, so that
// no picture grows larger than a few screens.
type strip struct {
	im       *canvas.Image
	from, to float32 // from the box's top
	asked    bool    // a job is under way
	again    bool    // what it paints is out of date already
}

const (
	stripHeight = 900
	bleed       = 10 // what letters and grounds reach over their box

	groundRadius = 6
)

func (b *pageBox) drop() {
	for _, s := range b.strips {
		if s.im != nil {
			drop(s.im)
		}
	}
	b.strips, b.look = nil, nil
	if b.view != nil {
		b.view.drop()
		b.view = nil
	}
}

// empty reports whether there is nothing to paint.
func (b *pageBox) empty() bool { return len(b.texts) == 0 && b.paint == nil && b.ground.A == 0 }

// wide reports whether the box hides a part of its width.
func (b *pageBox) wide() bool { return b.inner > b.w+0.5 }

// panBy moves what a wide box shows; it is false if it cannot move.
func (b *pageBox) panBy(d float32) bool {
	to := min(max(0, b.pan+d), max(0, b.inner-b.w))
	if to == b.pan {
		return false
	}
	b.pan = to
	return true
}

// edges are how far the picture of a box reaches to both sides of it.
func (b *pageBox) edges() (left, right float32) {
	if b.wide() {
		return 0, b.w
	}
	left, right = 0, b.w
	for _, t := range b.texts {
		left, right = min(left, t.x), max(right, t.x+t.layout.Used)
	}
	return left - bleed, right + bleed
}

// live shows a box, in strips near the view.
func (p *page) live(b *pageBox, objects []fyne.CanvasObject, top, bottom float32) []fyne.CanvasObject {
	if b.picture != nil {
		objects = p.picture(b, objects)
	}
	objects = p.icons(b, objects)
	if b.object != nil {
		b.object.Move(fyne.NewPos(p.left+b.x, b.y))
		b.object.Resize(fyne.NewSize(b.w, b.h))
		objects = append(objects, b.object)
	}
	if b.empty() {
		return objects
	}
	if b.strips == nil {
		b.cut()
	}
	for _, s := range b.strips {
		if b.y+s.to < top || b.y+s.from > bottom {
			if s.im != nil {
				drop(s.im)
				s.im, s.asked = nil, false
			}
			continue
		}
		if s.im == nil {
			s.im = newPicture()
			p.draw(b, s)
		}
		x, y, w, h := b.area(s)
		px := func(v float32) float32 { return float32(int(v*p.scale+0.5)) / p.scale } // on whole pixels
		s.im.Move(fyne.NewPos(px(p.left+b.x+x), px(b.y+y)))
		s.im.Resize(fyne.NewSize(float32(pixels(w, p.scale))/p.scale, float32(pixels(h, p.scale))/p.scale))
		objects = append(objects, s.im)
	}
	if b.wide() {
		objects = p.panShade(b, objects)
	}
	return objects
}

// cut makes the strips of a box.
func (b *pageBox) cut() {
	for y := float32(0); len(b.strips) == 0 || y < b.h; {
		to := y + stripHeight
		if b.h-to < stripHeight/3 {
			to = b.h
		}
		b.strips = append(b.strips, &strip{from: y, to: to})
		y = to
		if to >= b.h {
			break
		}
	}
}

// prepare paints what will be in view, so that a page appears with its text. It
// runs in a job, before the boxes are shown.
func (p *page) prepare(f *pageFlow, view pageView) {
	for _, b := range f.boxes {
		if b.empty() || b.y+b.h < view.y || b.y > view.y+view.h {
			continue
		}
		b.cut()
		for _, s := range b.strips {
			if b.y+s.to >= view.y && b.y+s.from <= view.y+view.h {
				s.im = newPicture()
				s.im.Image = p.paint(b, s, view.scale, 0, view.p)
			}
		}
	}
}

// area is the place of a strip's picture, from the box's corner. Only the first
// and the last strip reach over the box.
func (b *pageBox) area(s *strip) (x, y, w, h float32) {
	left, right := b.edges()
	top, bottom := s.from, s.to
	if s.from == 0 {
		top -= bleed
	}
	if s.to == b.h {
		bottom += bleed
	}
	return left, top, right - left, bottom - top
}

func pixels(v, scale float32) int { return max(1, int(v*scale+0.999)) }

// draw has a strip painted. While a job is under way no other is begun; the
// last state is painted when it is done.
func (p *page) draw(b *pageBox, s *strip) {
	if s.asked {
		s.again = true
		return
	}
	s.asked = true
	im, scale, pan, pal := s.im, p.scale, b.pan, colours()
	p.jobs.do(func() {
		img := p.paint(b, s, scale, pan, pal)
		p.worker.back(func() {
			if s.im != im {
				return // left the view meanwhile
			}
			s.asked = false
			im.Image = img
			im.Refresh()
			canvas.Refresh(p.body)
			if s.again {
				s.again = false
				p.draw(b, s)
			}
		})
	})
}

// paint makes the picture of a strip; it runs in a job.
func (p *page) paint(b *pageBox, s *strip, scale, pan float32, pal *palette) *image.RGBA {
	x, y, w, h := b.area(s)
	br := &brush{p.engine, image.NewRGBA(image.Rect(0, 0, pixels(w, scale), pixels(h, scale))), scale, pal}
	ox, oy := -x-pan, -y
	if b.ground.A != 0 {
		from, to := max(oy, -2*groundRadius), min(oy+b.h, h+2*groundRadius) // as much of it as is seen
		br.box(-x, from, b.w, to-from, groundRadius, b.ground)
	}
	if b.paint != nil {
		b.paint(br, ox, oy)
	}
	for _, t := range b.texts {
		br.put(t.layout, ox+t.x, oy+t.y)
	}
	return br.img
}
