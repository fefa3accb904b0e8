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
	mouse    fyne.Position    // while dragging
	creeping bool             // the view follows the mouse beyond its edge
	sliding  *pageBox         // whose bar is dragged
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
	b.page.explain(s)
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
	if b.sliding = p.barAt(e.Position); b.sliding != nil {
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
func (b *pageBody) MouseUp(*desktop.MouseEvent) { b.sliding = nil }

// Dragged extends the selection; beyond the edges of the view that follows.
func (b *pageBody) Dragged(e *fyne.DragEvent) {
	p := b.page
	if box := b.sliding; box != nil {
		p.panBox(box, e.Dragged.DX*box.inner/box.w)
		return
	}
	b.dragging, b.mouse = true, e.Position
	p.setSelection(pageSelection{p.sel.from, p.placeAt(e.Position)})
	if !b.creeping && b.beyond() != 0 {
		b.creeping = true
		b.creep()
	}
}

// beyond is how far above or below the view the mouse is.
func (b *pageBody) beyond() float32 {
	const edge = 12
	top := b.page.scroll.Offset.Y
	bottom := top + b.page.Size().Height
	switch {
	case b.mouse.Y < top+edge:
		return b.mouse.Y - top - edge
	case b.mouse.Y > bottom-edge:
		return b.mouse.Y - bottom + edge
	}
	return 0
}

// creepEvery is how often the view moves on while the mouse stays beyond its edge.
const creepEvery = 30 * time.Millisecond

// creep moves the view after the mouse, the faster the further away that is.
func (b *pageBody) creep() {
	p, d := b.page, b.beyond()
	if !b.dragging || d == 0 {
		b.creeping = false
		return
	}
	was := p.scroll.Offset.Y
	p.scrollTo(was + min(60, max(-60, d)))
	moved := p.scroll.Offset.Y - was
	b.mouse.Y += moved // it stands still on the screen
	p.setSelection(pageSelection{p.sel.from, p.placeAt(b.mouse)})
	if moved == 0 {
		b.creeping = false
		return
	}
	p.worker.after(creepEvery, b.creep)
}

// DragEnd ends the selection.
func (b *pageBody) DragEnd() { b.dragging, b.creeping, b.sliding = false, false, nil }

// Tapped follows what was tapped.
func (b *pageBody) Tapped(e *fyne.PointEvent) {
	if b.presses < 2 && b.page.barAt(e.Position) == nil {
		b.page.follow(b.page.spot(e.Position))
	}
}

// Scrolled pans a wide table or code sideways and leaves the rest to the page.
func (b *pageBody) Scrolled(e *fyne.ScrollEvent) {
	p := b.page
	dx, dy := e.Scrolled.DX, e.Scrolled.DY
	if dy != 0 && held()&fyne.KeyModifierShortcutDefault != 0 && p.onZoom != nil {
		p.onZoom(int(dy / max(dy, -dy)))
		return
	}
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
