package ui

import (
	"maps"
	"strings"

	"fyne.io/fyne/v2"

	"tidings/feeds"
)

// progress is the part of the article that is above the view, from 0 to 1.
func (p *page) progress() float32 {
	if room := p.height - p.Size().Height; room > 0 {
		return min(1, p.scroll.Offset.Y/room)
	}
	return 0
}

// pageAnchor is a place in the text that can be found again after what is
// around it has changed.
type pageAnchor struct {
	key  string // how the first box in view begins; empty: no place
	box  int
	into float32 // of the box's height
}

// anchor is what is at the top of the view.
func (p *page) anchor() pageAnchor {
	y := p.scroll.Offset.Y
	if y <= 0 {
		return pageAnchor{}
	}
	for i, b := range p.boxes {
		if b.y+b.h > y && b.h > 1 {
			return pageAnchor{b.key(), i, (y - b.y) / b.h}
		}
	}
	return pageAnchor{}
}

// place is where the reader is, to be kept until they come back.
func (p *page) place() feeds.Place {
	a := p.anchor()
	return feeds.Place{Block: a.box, Key: a.key, Into: float64(a.into), Whole: float64(p.progress())}
}

// returnTo shows a page at a place that was kept; the zero place is its beginning.
func (p *page) returnTo(elements []pageElement, at feeds.Place) {
	p.unfolded, p.returns = nil, nil
	p.showFrom(elements, pageAnchor{at.Key, at.Block, float32(at.Into)}, float32(at.Whole))
}

// key tells boxes apart by what they show.
func (b *pageBox) key() string {
	if b.picture != nil {
		return b.picture.from.URL
	}
	for _, t := range b.texts {
		if n := t.layout.Para().Len(); n > 0 && !t.mute {
			return t.layout.Text(0, min(n, 80))
		}
	}
	return "\x00"
}

// offset is how far down a view of a height begins: at the anchor if that is
// found, else at a part of the whole.
func (f *pageFlow) offset(from pageAnchor, at, h float32) float32 {
	best := -1
	for i, b := range f.boxes {
		if from.key != "" && strings.HasPrefix(b.key(), from.key) && (best < 0 || abs(i-from.box) < abs(best-from.box)) {
			best = i
		}
	}
	if best >= 0 {
		return f.boxes[best].y + from.into*f.boxes[best].h
	}
	return at * max(0, f.total()-h)
}

func abs(n int) int { return max(n, -n) }

// pageView is what a job must know of the view.
type pageView struct {
	y, h  float32
	scale float32
	p     *palette

	unfolded map[string]bool
	hold     bool // pictures are held back
}

func (p *page) view() pageView {
	return pageView{y: p.scroll.Offset.Y, h: p.Size().Height, scale: pixelScale(p), p: colours(), unfolded: maps.Clone(p.unfolded), hold: p.hold}
}

func (p *page) moved() {
	p.sync()
	if p.onScroll != nil {
		p.onScroll()
	}
}

func (p *page) scrollTo(y float32) {
	p.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y)))
	p.moved()
}

// hinted is the first of what can be tapped that has a hint.
func (p *page) hinted(hint string) (pageRect, bool) {
	for _, b := range p.boxes {
		for _, z := range b.zones {
			if z.hint == hint {
				return pageRect{p.left + b.x + z.x, b.y + z.y, z.w, z.h}, true
			}
		}
	}
	return pageRect{}, false
}

// turn scrolls by most of the view, down or up; it is false at the end.
func (p *page) turn(d float32) bool {
	was := p.scroll.Offset.Y
	p.scrollTo(was + d*max(60, p.Size().Height-64))
	return p.scroll.Offset.Y != was
}
