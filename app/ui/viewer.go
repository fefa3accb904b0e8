package ui

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// viewer shows one picture of an article as large as the window; any key or
// click closes it.
type viewer struct {
	widget.BaseWidget
	ground  *canvas.Rectangle
	picture *canvas.Image
	close   func()
}

// showPicture opens a picture over the window.
func (w *window) showPicture(address string) {
	c := w.win.Canvas()
	v := &viewer{ground: canvas.NewRectangle(color.NRGBA{0, 0, 0, 0xd8}), picture: newPicture()}
	v.picture.FillMode = canvas.ImageFillContain
	v.ExtendBaseWidget(v)
	layer := container.NewStack(v)
	layer.Resize(c.Size())
	cancel := w.pics.fetch(address, int(c.Size().Width*pixelScale(w.stage)), 0, func(img image.Image, err error) {
		if err != nil {
			v.close()
			w.notices.say("The picture cannot be shown.", "", nil)
			return
		}
		v.picture.Image = img
		v.picture.Refresh()
	})
	v.close = func() {
		cancel()
		drop(v.picture)
		c.Overlays().Remove(layer)
		w.focusStage()
	}
	c.Overlays().Add(layer)
	c.Focus(v)
}

func (v *viewer) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(v.ground, container.NewPadded(v.picture)))
}

// FocusGained, FocusLost, TypedRune and TypedKey make every key close it.
func (v *viewer) FocusGained()            {}
func (v *viewer) FocusLost()              {}
func (v *viewer) TypedRune(rune)          { v.close() }
func (v *viewer) TypedKey(*fyne.KeyEvent) { v.close() }
func (v *viewer) Tapped(*fyne.PointEvent) { v.close() }
