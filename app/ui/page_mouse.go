package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// pageBody is what scrolls; it takes the mouse.
type pageBody struct {
	widget.BaseWidget
	page    *page
	objects []fyne.CanvasObject
	over    pageSpot
	hovered string

	pressed  time.Time // of the last press
	at       fyne.Position
	presses  int // in a row, at the same place
	dragging bool
	now      func() time.Time // nil: the clock
}

var (
	_ desktop.Hoverable      = (*pageBody)(nil)
	_ desktop.Cursorable     = (*pageBody)(nil)
	_ desktop.Mouseable      = (*pageBody)(nil)
	_ fyne.Draggable         = (*pageBody)(nil)
	_ fyne.Tappable          = (*pageBody)(nil)
	_ fyne.SecondaryTappable = (*pageBody)(nil)
	_ fyne.Scrollable        = (*pageBody)(nil)
	_ fyne.Focusable         = (*page)(nil)
	_ fyne.Shortcutable      = (*page)(nil)
	_ fyne.Tabbable          = (*page)(nil)
)

// pageSpot is what is at a point of the page.
type pageSpot struct {
	link    string
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
			if s.hint == "" {
				s.hint = z.hint
			}
		}
	}
	if s.picture != "" && s.link == "" && s.tap == nil && p.onPicture != nil {
		s.tap = func() { p.onPicture(s.picture) }
	}
	return s
}

// active reports whether a tap does something.
func (s pageSpot) active() bool { return s.link != "" || s.tap != nil }

// says is what the spot is in words: where it leads, else what it means.
func (s pageSpot) says() string {
	if s.hint == "" && s.link != "" && s.link[0] != '#' {
		return s.link
	}
	return s.hint
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

// CreateRenderer belongs to the toolkit.
func (b *pageBody) CreateRenderer() fyne.WidgetRenderer { return &pageRenderer{b} }

// MinSize is the height of the whole page.
func (b *pageBody) MinSize() fyne.Size { return fyne.NewSize(100, b.page.height) }

// pageRenderer shows what the page has brought near the view.
type pageRenderer struct{ body *pageBody }

func (r *pageRenderer) Layout(fyne.Size)             {}
func (r *pageRenderer) MinSize() fyne.Size           { return r.body.MinSize() }
func (r *pageRenderer) Refresh()                     {}
func (r *pageRenderer) Destroy()                     {}
func (r *pageRenderer) Objects() []fyne.CanvasObject { return r.body.objects }

// MouseIn, MouseMoved and MouseOut tell what the mouse is over.
func (b *pageBody) MouseIn(e *desktop.MouseEvent)    { b.MouseMoved(e) }
func (b *pageBody) MouseMoved(e *desktop.MouseEvent) { b.hover(b.page.spot(e.Position)) }
func (b *pageBody) MouseOut()                        { b.hover(pageSpot{}) }

func (b *pageBody) hover(s pageSpot) {
	changed := s.zone != b.over.zone
	b.over = s
	if changed {
		b.page.sync()
	}
	if text := s.says(); text != b.hovered {
		b.hovered = text
		if b.page.onHover != nil {
			b.page.onHover(text)
		}
	}
}

// Cursor is asked for at each move of the mouse.
func (b *pageBody) Cursor() desktop.Cursor {
	switch {
	case b.dragging:
		return desktop.TextCursor
	case b.over.active():
		return desktop.PointerCursor
	case b.over.text:
		return desktop.TextCursor
	}
	return desktop.DefaultCursor
}

const (
	pressApart = 400 * time.Millisecond // presses of a double or triple click
	pressNear  = 4                      // units
)

// MouseDown begins a selection; the second press in a row takes the word, the
// third the paragraph.
func (b *pageBody) MouseDown(e *desktop.MouseEvent) {
	p := b.page
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p)
	}
	p.stop = -1
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	now := time.Now
	if b.now != nil {
		now = b.now
	}
	d := e.Position.Subtract(b.at)
	if now().Sub(b.pressed) < pressApart && d.X*d.X+d.Y*d.Y < pressNear*pressNear {
		b.presses++
	} else {
		b.presses = 1
	}
	b.pressed, b.at = now(), e.Position
	at := p.placeAt(e.Position)
	switch {
	case b.presses == 2:
		p.selectWord(at)
	case b.presses > 2:
		p.selectParagraph(at)
	case e.Modifier&fyne.KeyModifierShift != 0:
		p.setSelection(pageSelection{p.sel.from, at})
	default:
		p.setSelection(pageSelection{at, at})
	}
}

// MouseUp belongs to MouseDown.
func (b *pageBody) MouseUp(*desktop.MouseEvent) {}

// Dragged extends the selection, and scrolls at the edges of the view.
func (b *pageBody) Dragged(e *fyne.DragEvent) {
	p := b.page
	b.dragging = true
	p.setSelection(pageSelection{p.sel.from, p.placeAt(e.Position)})
	top, h := p.scroll.Offset.Y, p.Size().Height
	switch {
	case e.Position.Y < top+12:
		p.scrollTo(top - 24)
	case e.Position.Y > top+h-12:
		p.scrollTo(top + 24)
	}
}

// DragEnd ends the selection.
func (b *pageBody) DragEnd() { b.dragging = false }

// Tapped follows what was tapped.
func (b *pageBody) Tapped(e *fyne.PointEvent) {
	if b.presses < 2 {
		b.page.follow(b.page.spot(e.Position))
	}
}

// TappedSecondary shows the context menu.
func (b *pageBody) TappedSecondary(e *fyne.PointEvent) {
	p := b.page
	c := fyne.CurrentApp().Driver().CanvasForObject(p)
	if c == nil {
		return
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", p.menu(p.spot(e.Position))...), c, e.AbsolutePosition)
}

// menu are the entries for a spot.
func (p *page) menu(s pageSpot) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	copyText := func(text string) func() {
		return func() { fyne.CurrentApp().Clipboard().SetContent(text) }
	}
	if s.link != "" && s.link[0] != '#' {
		items = append(items, fyne.NewMenuItem("Open link", func() { p.follow(pageSpot{link: s.link}) }),
			fyne.NewMenuItem("Copy link", copyText(s.link)), fyne.NewMenuItemSeparator())
	}
	if s.picture != "" && len(s.picture) < 2048 {
		items = append(items, fyne.NewMenuItem("Copy address of picture", copyText(s.picture)), fyne.NewMenuItemSeparator())
	}
	if !p.sel.empty() {
		items = append(items, fyne.NewMenuItem("Copy", p.copySelected))
	}
	items = append(items, fyne.NewMenuItem("Select all", p.selectAll))
	if p.onMenu != nil {
		if more := p.onMenu(); len(more) > 0 {
			items = append(append(items, fyne.NewMenuItemSeparator()), more...)
		}
	}
	return items
}

// Scrolled pans a wide table or code sideways and leaves the rest to the page.
func (b *pageBody) Scrolled(e *fyne.ScrollEvent) {
	p := b.page
	dx, dy := e.Scrolled.DX, e.Scrolled.DY
	if dx*dx > dy*dy {
		for _, box := range p.boxes {
			if box.wide() && e.Position.Y >= box.y && e.Position.Y < box.y+box.h {
				p.panBox(box, -dx)
				return
			}
		}
	}
	p.scroll.Scrolled(e)
}

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
