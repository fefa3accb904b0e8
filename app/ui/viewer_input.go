package ui

import (
	"context"
	"io"
	"path"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

func plainCount(i, n int) string { return strconv.Itoa(i) + " of " + strconv.Itoa(n) }

// FocusGained and FocusLost make the viewer take keys.
func (v *viewer) FocusGained() {}
func (v *viewer) FocusLost()   {}

// TypedRune zooms, and takes the keys that other programs have for this.
func (v *viewer) TypedRune(r rune) {
	switch r {
	case '+', '=':
		v.zoomBy(zoomStep, v.centre())
	case '-':
		v.zoomBy(1/zoomStep, v.centre())
	case '0':
		v.zoomBy(1/v.zoom, v.centre())
	case 'j', 'n':
		v.step(1)
	case 'k', 'p':
		v.step(-1)
	case 's':
		v.save()
	case 'o', 'v':
		v.browse()
	case 'q', 'b':
		v.close()
	}
}

// viewerStep is how far an arrow key moves a zoomed picture.
const viewerStep = 80

// TypedKey goes from picture to picture, or moves a zoomed one.
func (v *viewer) TypedKey(e *fyne.KeyEvent) {
	zoomed := v.zoom > 1
	switch e.Name {
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyBackspace:
		v.close()
	case fyne.KeyPageDown, fyne.KeySpace:
		v.step(1)
	case fyne.KeyPageUp:
		v.step(-1)
	case fyne.KeyHome:
		v.open(0)
	case fyne.KeyEnd:
		v.open(len(v.list) - 1)
	case fyne.KeyLeft, fyne.KeyUp:
		if !zoomed {
			v.step(-1)
			return
		}
		v.moveBy(arrow(e.Name == fyne.KeyLeft), arrow(e.Name == fyne.KeyUp))
	case fyne.KeyRight, fyne.KeyDown:
		if !zoomed {
			v.step(1)
			return
		}
		v.moveBy(-arrow(e.Name == fyne.KeyRight), -arrow(e.Name == fyne.KeyDown))
	}
}

func arrow(yes bool) float32 {
	if yes {
		return viewerStep
	}
	return 0
}

// Scrolled zooms at the mouse.
func (v *viewer) Scrolled(e *fyne.ScrollEvent) {
	switch {
	case e.Scrolled.DY > 0:
		v.zoomBy(zoomStep, e.Position)
	case e.Scrolled.DY < 0:
		v.zoomBy(1/zoomStep, e.Position)
	}
}

// Dragged moves the picture.
func (v *viewer) Dragged(e *fyne.DragEvent) { v.moveBy(e.Dragged.DX, e.Dragged.DY) }

// DragEnd belongs to Dragged.
func (v *viewer) DragEnd() {}

// Tapped closes the viewer beside the picture, and zooms on it.
func (v *viewer) Tapped(e *fyne.PointEvent) {
	at, size := v.picture.Position(), v.picture.Size()
	if e.Position.X < at.X || e.Position.Y < at.Y || e.Position.X > at.X+size.Width || e.Position.Y > at.Y+size.Height {
		v.close()
		return
	}
	if v.zoom > 1 {
		v.zoomBy(1/v.zoom, e.Position)
	} else {
		v.zoomBy(2, e.Position)
	}
}

// Cursor says what a click does.
func (v *viewer) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer belongs to the toolkit.
func (v *viewer) CreateRenderer() fyne.WidgetRenderer { return &viewerRenderer{v} }

// viewerRenderer lays the viewer out.
type viewerRenderer struct{ v *viewer }

func (r *viewerRenderer) Layout(s fyne.Size) {
	v := r.v
	v.ground.Resize(s)
	bar := v.bar.MinSize()
	v.bar.Resize(bar)
	v.bar.Move(fyne.NewPos(s.Width-bar.Width-12, 10))
	fit := v.fitted()
	size := fyne.NewSize(fit.Width*v.zoom, fit.Height*v.zoom)
	at := v.centre().Add(v.middle)
	v.picture.Resize(size)
	v.picture.Move(at.SubtractXY(size.Width/2, size.Height/2))
	words := v.words.Size()
	v.words.Move(fyne.NewPos((s.Width-words.Width)/2, s.Height-words.Height-14))
}

func (r *viewerRenderer) MinSize() fyne.Size { return fyne.NewSize(100, 100) }
func (r *viewerRenderer) Destroy()           {}

func (r *viewerRenderer) Refresh() {
	r.Layout(r.v.Size())
	r.v.count.Refresh()
	canvas.Refresh(r.v)
}

func (r *viewerRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.v.ground, r.v.picture, r.v.words, r.v.bar}
}

// keepPicture asks where to save a picture, as its server sends it.
func (w *window) keepPicture(address string) {
	w.writeFile(pictureName(address), func(ctx context.Context, to io.Writer) error {
		data, err := w.pictureBytes(ctx, address)
		if err == nil {
			_, err = to.Write(data)
		}
		return err
	})
}

func (w *window) pictureBytes(ctx context.Context, address string) ([]byte, error) {
	if inline(address) {
		return inlineBytes(address)
	}
	return w.core.Picture(ctx, address)
}

// pictureName is a name for the file of a picture.
func pictureName(address string) string {
	if inline(address) {
		kind, _, _ := strings.Cut(strings.TrimPrefix(address, "data:image/"), ";")
		kind, _, _ = strings.Cut(kind, "+")
		return "picture." + kind
	}
	name, _, _ := strings.Cut(address, "?")
	name = path.Base(name)
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '_'
		}
		return r
	}, name)
	if clean == "" || clean == "." || clean == "_" {
		return "picture"
	}
	return clean
}
