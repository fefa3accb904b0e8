package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// sheetBody is what scrolls; it takes the mouse.
type sheetBody struct {
	widget.BaseWidget
	sheet   *sheet
	frame   *canvas.Rectangle
	objects []fyne.CanvasObject
}

func (b *sheetBody) MinSize() fyne.Size                  { return fyne.NewSize(100, b.sheet.height) }
func (b *sheetBody) CreateRenderer() fyne.WidgetRenderer { return &sheetRenderer{b} }

// at is the smallest piece at a place that can be tapped or has something to say: a
// button may stand on a row.
func (b *sheetBody) at(pos fyne.Position) int {
	found, least := -1, float32(0)
	for i, p := range b.sheet.pieces {
		if p.tap == nil && p.hint == "" || pos.X < p.x || pos.X >= p.x+p.w || pos.Y < p.y || pos.Y >= p.y+p.h {
			continue
		}
		if size := p.w * p.h; found < 0 || size < least {
			found, least = i, size
		}
	}
	return found
}

// Tapped opens the piece under the mouse.
func (b *sheetBody) Tapped(e *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(b.sheet.scroll); c != nil {
		c.Focus(b.sheet.self)
	}
	if i := b.at(e.Position); i >= 0 && b.sheet.pieces[i].tap != nil {
		b.sheet.current = i
		b.sheet.pieces[i].tap()
	}
}

// TappedSecondary opens the menu of the piece under the mouse.
func (b *sheetBody) TappedSecondary(e *fyne.PointEvent) {
	if i := b.at(e.Position); i >= 0 && b.sheet.pieces[i].menu != nil {
		b.sheet.pieces[i].menu(e.AbsolutePosition)
	}
}
func (b *sheetBody) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }
func (b *sheetBody) MouseMoved(e *desktop.MouseEvent) {
	if i := b.at(e.Position); i != b.sheet.over {
		b.sheet.over = i
		b.sheet.placeFrame()
		canvas.Refresh(b.frame)
		text := ""
		if i >= 0 {
			text = b.sheet.pieces[i].hint
		}
		b.sheet.say(text)
	}
}
func (b *sheetBody) MouseOut() {
	if b.sheet.over >= 0 {
		b.sheet.say("")
	}
	b.sheet.over = -1
	b.sheet.placeFrame()
	canvas.Refresh(b.frame)
}
func (b *sheetBody) Cursor() desktop.Cursor {
	if i := b.sheet.over; i >= 0 && i < len(b.sheet.pieces) && b.sheet.pieces[i].tap != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

type sheetRenderer struct{ body *sheetBody }

func (r *sheetRenderer) Layout(fyne.Size)             {}
func (r *sheetRenderer) MinSize() fyne.Size           { return r.body.MinSize() }
func (r *sheetRenderer) Refresh()                     {}
func (r *sheetRenderer) Destroy()                     {}
func (r *sheetRenderer) Objects() []fyne.CanvasObject { return r.body.objects }
