package ui

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tidings/app/ui/typeset"
	"tidings/feeds/content"
)

// viewer shows the pictures of an article over the window, one at a time: the wheel
// and + - 0 zoom, dragging and the arrow keys of a zoomed picture move it, else the
// arrow keys go to the next and previous; Escape or a click beside it closes it.
type viewer struct {
	widget.BaseWidget
	w       *window
	list    []content.Picture
	at      int
	ground  *canvas.Rectangle
	picture *canvas.Image
	words   *canvas.Image // the caption
	bar     *fyne.Container
	count   *canvas.Text
	close   func()

	shape  image.Point // pixels of what has come
	asked  int         // pixels wide
	zoom   float32     // 1: as large as fits
	middle fyne.Position
	cancel func()
	player *filmPlayer
	turns  latest
}

// showPicture opens a picture of the article over the window.
func (w *window) showPicture(address string) {
	v := newViewer(w, w.article.page.pictureList(), address)
	c := w.win.Canvas()
	layer := container.NewStack(v)
	layer.Resize(c.Size())
	v.close = func() {
		v.leave()
		c.Overlays().Remove(layer)
		w.focusStage()
	}
	c.Overlays().Add(layer)
	c.Focus(v)
	v.open(v.at)
}

func newViewer(w *window, list []content.Picture, address string) *viewer {
	v := &viewer{w: w, list: list, ground: canvas.NewRectangle(color.NRGBA{0, 0, 0, 0xf4}), picture: newPicture(), words: newPicture(), count: canvas.NewText("", viewerInk)}
	v.count.TextSize = 12.5
	for i := range list {
		if list[i].URL == address {
			v.at = i
		}
	}
	if len(list) == 0 {
		v.list = []content.Picture{{URL: address}}
	}
	v.bar = container.NewHBox(container.NewCenter(v.count))
	for _, a := range []struct {
		sign string
		do   func()
	}{
		{"‹", func() { v.step(-1) }}, {"›", func() { v.step(1) }}, {"−", func() { v.zoomBy(1/zoomStep, v.centre()) }}, {"+", func() { v.zoomBy(zoomStep, v.centre()) }},
		{"Save…", v.save}, {"Browser", v.browse}, {"×", func() { v.close() }},
	} {
		if len(v.list) > 1 || a.sign != "‹" && a.sign != "›" {
			v.bar.Add(newViewerButton(a.sign, a.do))
		}
	}
	v.ExtendBaseWidget(v)
	return v
}

var viewerInk = color.NRGBA{0xE9, 0xE5, 0xDC, 0xff}

func newViewerButton(sign string, do func()) *button {
	b := newButton("", sign, do)
	b.light = true
	b.paint(false)
	return b
}

const (
	zoomStep  = 1.3
	mostZoom  = 8
	viewerTop = 48 // for the bar
	viewerGap = 24
)

// open shows picture i of the list.
func (v *viewer) open(i int) {
	v.leave()
	v.at, v.zoom, v.middle, v.asked, v.shape = i, 1, fyne.Position{}, 0, image.Point{}
	v.count.Text = ""
	if len(v.list) > 1 {
		v.count.Text = plainCount(i+1, len(v.list))
	}
	v.caption()
	v.load()
	v.Refresh()
}

// leave lets go of the picture in view.
func (v *viewer) leave() {
	v.turns.next()
	if v.cancel != nil {
		v.cancel()
		v.cancel = nil
	}
	if v.player != nil {
		v.player.stop()
		v.player = nil
	}
	drop(v.picture)
	drop(v.words)
}

// load asks for the picture as large as it is shown, again when it is zoomed.
func (v *viewer) load() {
	room, scale := v.room(), pixelScale(v.w.stage)
	want := int(room.Width * scale * max(1, v.zoom))
	if want <= v.asked {
		return
	}
	first := v.asked == 0
	v.asked = want
	p := v.list[v.at]
	current := v.turns.next()
	done := func(img image.Image, err error) {
		switch {
		case !current():
		case err == nil:
			v.take(img)
		case first:
			v.count.Text = "This picture cannot be shown."
			v.Refresh()
		}
	}
	v.cancel = v.w.article.page.load(p.Best(want), want, 0, func(img image.Image, err error) {
		if err != nil && p.Best(want) != p.URL && current() {
			v.cancel = v.w.article.page.load(p.URL, want, 0, done)
			return
		}
		done(img, err)
	})
}

// take shows what has come.
func (v *viewer) take(img image.Image) {
	show := func(img image.Image) {
		v.picture.Image = img
		v.picture.Refresh()
	}
	if m, ok := img.(*moving); ok {
		img = m.Image
		if v.player != nil {
			v.player.stop()
		}
		v.player = &filmPlayer{worker: v.w.worker, reel: projector{film: m.film}, width: img.Bounds().Dx(), show: show,
			seen: func() bool { return true }, changed: func() {}}
		v.player.resume()
	}
	v.shape = img.Bounds().Size()
	show(img)
	v.Refresh()
}

// room is where a picture can stand.
func (v *viewer) room() fyne.Size {
	s := v.Size()
	if s.Width < 50 {
		s = v.w.win.Canvas().Size()
	}
	return fyne.NewSize(max(50, s.Width-2*viewerGap), max(50, s.Height-viewerTop-viewerGap-v.words.Size().Height))
}

// fitted is the size of the picture at zoom 1: never larger than it is.
func (v *viewer) fitted() fyne.Size {
	if v.shape.X == 0 {
		return fyne.Size{}
	}
	room, scale := v.room(), pixelScale(v.w.stage)
	w, h := float32(v.shape.X)/scale, float32(v.shape.Y)/scale
	part := min(1, room.Width/w, room.Height/h)
	return fyne.NewSize(w*part, h*part)
}

// caption draws what is said of the picture.
func (v *viewer) caption() {
	p := v.list[v.at]
	text := content.PlainText([]content.Block{{Spans: p.Caption}})
	if text == "" {
		text = p.Title
	}
	if text == "" {
		text = p.Alt
	}
	if text == "" {
		v.words.Resize(fyne.Size{})
		return
	}
	pal := *colours()
	width := min(v.w.win.Canvas().Size().Width-2*viewerGap, 760)
	l := label{family: typeset.Sans, size: 13.5, height: 20, color: viewerInk}
	lay := newBrush(v.w.front.engine, 1, 1, 1, &pal).lay(text, l, width, 4)
	b := newBrush(v.w.front.engine, lay.Used+2, lay.Height, pixelScale(v.w.stage), &pal)
	b.put(lay, 0, 0)
	v.words.Image = b.img
	v.words.Resize(fyne.NewSize(lay.Used+2, lay.Height))
	v.words.Refresh()
}

// step goes to the next picture, or the one before.
func (v *viewer) step(d int) {
	if to := v.at + d; to >= 0 && to < len(v.list) {
		v.open(to)
	}
}

func (v *viewer) centre() fyne.Position {
	return fyne.NewPos(v.Size().Width/2, viewerTop+v.room().Height/2)
}

// zoomBy enlarges so that the point given stays where it is.
func (v *viewer) zoomBy(by float32, at fyne.Position) {
	to := min(mostZoom, max(1, v.zoom*by))
	if math.Abs(float64(to-1)) < 0.05 {
		to = 1
	}
	d := at.Subtract(v.centre()).Subtract(v.middle)
	k := to/v.zoom - 1
	v.middle = v.middle.SubtractXY(d.X*k, d.Y*k)
	v.zoom = to
	v.bound()
	v.load()
	v.Refresh()
}

// bound keeps the picture from being moved out of view.
func (v *viewer) bound() {
	s, room := v.fitted(), v.room()
	x, y := max(0, (s.Width*v.zoom-room.Width)/2), max(0, (s.Height*v.zoom-room.Height)/2)
	v.middle = fyne.NewPos(min(x, max(-x, v.middle.X)), min(y, max(-y, v.middle.Y)))
}

func (v *viewer) moveBy(dx, dy float32) {
	v.middle = v.middle.AddXY(dx, dy)
	v.bound()
	v.Refresh()
}

func (v *viewer) save() { v.w.keepPicture(v.list[v.at].URL) }

func (v *viewer) browse() {
	if address := httpOnly(v.list[v.at].URL); address != "" {
		v.w.follow(address)
	}
}

var (
	_ desktop.Cursorable = (*viewer)(nil)
	_ fyne.Draggable     = (*viewer)(nil)
	_ fyne.Scrollable    = (*viewer)(nil)
	_ fyne.Focusable     = (*viewer)(nil)
)
