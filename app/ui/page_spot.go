package ui

import (
	"fyne.io/fyne/v2"

	"tidings/feeds/content"
)

// pageSpot is what is at a point of the page.
type pageSpot struct {
	link    string
	where   pageRect // of the text of the link
	hint    string
	picture string
	tap     func()
	text    bool
	box     *pageBox
	zone    *boxZone
}

// spot finds what is at a point.
func (p *page) spot(pos fyne.Position) pageSpot {
	var s pageSpot
	for _, b := range p.boxes {
		if pos.Y < b.y || pos.Y >= b.y+b.h {
			continue
		}
		x, y := pos.X-p.left-b.x, pos.Y-b.y
		for _, t := range b.texts {
			_, link := t.layout.Hit(x+b.pan-t.x, y-t.y)
			inside := x+b.pan >= t.x && x+b.pan < t.x+t.layout.Width && y >= t.y && y < t.y+t.layout.Height
			s.text = s.text || inside && !t.mute
			if inside && link > 0 && link <= len(t.links) {
				l := t.links[link-1]
				s.link, s.hint = l.address, l.title
				s.where = pageRect{pos.X, b.y + t.y + t.layout.CaretRect(t.layout.CaretAt(x+b.pan-t.x, y-t.y)).Y, 0, t.layout.Lines[0].Height}
			}
		}
		for i := range b.zones {
			z := &b.zones[i]
			if x < z.x || x >= z.x+z.w || y < z.y || y >= z.y+z.h {
				continue
			}
			s.box, s.zone, s.tap, s.picture = b, z, z.tap, z.picture
			if z.link != "" {
				s.link = z.link
			}
			if s.hint == "" || z.button && z.hint != "" {
				s.hint = z.hint // a button may stand on a row
			}
		}
	}
	switch {
	case s.picture == "" || s.link != "" || s.tap != nil:
	case s.box.view != nil && s.box.view.player != nil && s.box.view.player.waits():
		s.tap = s.box.view.player.start
	case p.onPicture != nil:
		s.tap = func() { p.onPicture(s.picture) }
	}
	return s
}

// active reports whether a tap does something.
func (s pageSpot) active() bool { return s.link != "" || s.tap != nil }

// says is what the spot is in words: the honest address, whatever a title claims,
// else what it means.
func (s pageSpot) says() string {
	shown := content.ShownAddress(s.link)
	switch {
	case shown == "":
		return s.hint
	case s.hint == "" || s.hint == s.link:
		return shown
	}
	return shown + " · " + s.hint
}

// follow does what a tap does.
func (p *page) follow(s pageSpot) {
	switch {
	case s.tap != nil:
		s.tap()
	case s.link != "" && s.link[0] == '#':
		p.jump(s.link[1:])
	case s.link != "" && p.onLink != nil:
		p.onLink(s.link)
	}
}
