package ui

import (
	"encoding/base64"
	"image"
	"image/color"
	"net/url"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// pagePictures gives pictures that are at most so many pixels wide: done runs on
// the main goroutine, and not after cancel. A height of zero keeps the shape.
type pagePictures interface {
	fetch(address string, w, h int, done func(image.Image, error)) (cancel func())
	again(address string) // lets it be asked for that could not be had
}

// pictureView is a picture near the view.
type pictureView struct {
	ground *canvas.Rectangle
	im     *canvas.Image
	asked  int // pixels wide; zero: not yet
	since  time.Time
	source string // the address that was asked for
	cancel func()
	player *filmPlayer // of a film
	badge  *canvas.Image
	fading bool
}

func newPictureView() *pictureView {
	v := &pictureView{ground: canvas.NewRectangle(colours().chip), im: newPicture()}
	v.ground.CornerRadius, v.im.CornerRadius = pictureRadius, pictureRadius
	return v
}

func (v *pictureView) drop() {
	if v.cancel != nil {
		v.cancel()
		v.cancel = nil
	}
	if v.player != nil {
		v.player.stop()
		v.player = nil
	}
	drop(v.im)
	if v.badge != nil {
		drop(v.badge)
		v.badge = nil
	}
}

// picture brings a picture into the tree and asks for it, again if it is to be
// larger than it was asked for.
func (p *page) picture(b *pageBox, objects []fyne.CanvasObject) []fyne.CanvasObject {
	n := b.picture
	if b.held {
		return objects
	}
	if b.view == nil {
		b.view = newPictureView()
	}
	v := b.view
	if want := int(b.w*p.scale + 0.5); want > v.asked && (v.im.Image == nil || v.im.Image.Bounds().Dx() >= v.asked-1) {
		if v.cancel != nil {
			v.cancel()
		}
		v.asked, v.since = want, time.Now()
		p.ask(b, v, n.from.Best(want))
	}
	at, size := fyne.NewPos(p.left+b.x, b.y), fyne.NewSize(b.w, b.h)
	if v.im.Image == nil || v.fading {
		v.ground.Move(at)
		v.ground.Resize(size)
		objects = append(objects, v.ground)
	}
	if v.im.Image == nil {
		return objects
	}
	v.im.Move(at)
	v.im.Resize(size)
	objects = append(objects, v.im)
	if v.player != nil && b.y+b.h > p.scroll.Offset.Y && b.y < p.scroll.Offset.Y+p.Size().Height {
		v.player.resume()
	}
	return p.badges(b, objects)
}

// ask has a picture fetched from one of its addresses.
func (p *page) ask(b *pageBox, v *pictureView, address string) {
	v.source = address
	height := 0
	if b.picture.thumb {
		height = int(b.h*p.scale + 0.5)
	}
	v.cancel = p.load(address, v.asked, height, func(img image.Image, err error) { p.arrived(v, img, err) })
}

// load gets a picture from where it is: in the address itself, or elsewhere.
func (p *page) load(address string, w, h int, done func(image.Image, error)) (cancel func()) {
	if !inline(address) {
		return p.pics.fetch(address, w, h, done)
	}
	stopped := false
	p.jobs.do(func() {
		img, err := inlinePicture(address, w, h)
		p.worker.back(func() {
			if !stopped {
				done(img, err)
			}
		})
	})
	return func() { stopped = true }
}

// inlinePicture decodes a data: address (RFC 2397).
func inlinePicture(address string, w, h int) (image.Image, error) {
	raw, err := inlineBytes(address)
	if err != nil {
		return nil, err
	}
	return decode(raw, w, h)
}

// inlineBytes are what a data: address holds.
func inlineBytes(address string) ([]byte, error) {
	head, data, _ := strings.Cut(address, ",")
	if strings.HasSuffix(head, ";base64") {
		return base64.StdEncoding.DecodeString(data)
	}
	text, err := url.PathUnescape(data)
	return []byte(text), err
}

// arrived shows a picture, or that there is none. Where that changes the height
// above the view, the view moves with its text.
func (p *page) arrived(v *pictureView, img image.Image, err error) {
	i := slices.IndexFunc(p.boxes, func(b *pageBox) bool { return b.view == v })
	if i < 0 {
		return // left the view meanwhile
	}
	b := p.boxes[i]
	n := b.picture
	if err != nil || img == nil {
		switch {
		case v.im.Image != nil: // a smaller one is there
		case v.source != n.from.URL:
			p.ask(b, v, n.from.URL)
		default:
			n.learn(image.Point{}, pictureMissing)
			v.drop()
			b.view = nil
			p.relayout()
		}
		return
	}
	if m, ok := img.(*moving); ok {
		img = m.Image
		p.play(v, m.film, img.Bounds().Dx())
	}
	first := v.im.Image == nil
	v.im.Image = img
	if !n.thumb {
		p.fitPicture(b, p.shapeOf(b, v, img.Bounds().Size()))
	} else {
		n.learn(image.Point{}, pictureShown)
	}
	v.im.Refresh()
	if first && time.Since(v.since) > fadeAfter {
		p.fade(v)
	}
	p.sync()
}

// shapeOf is what is known of a picture's shape now that it has come.
func (p *page) shapeOf(b *pageBox, v *pictureView, got image.Point) image.Point {
	n := b.picture
	shape, _ := n.known()
	switch small := got.X < v.asked-1; {
	case small: // than it was said to be, or than the column
		shape = image.Pt(int(float32(got.X)/p.scale/n.zoom+0.5), int(float32(got.Y)/p.scale/n.zoom+0.5))
	case shape.X <= 0 || shape.Y <= 0: // as wide as this column, and perhaps than any
		shape = got.Mul(16)
	default: // what the publisher says of the shape may be wrong
		shape.Y = max(1, shape.X*got.Y/got.X)
	}
	n.learn(shape, pictureShown)
	p.remember(n.from.URL, knownPicture{shape: shape})
	return shape
}

// A picture that was not there at once appears softly.
const (
	fadeAfter = 80 * time.Millisecond
	fadeFor   = 160 * time.Millisecond
)

func (p *page) fade(v *pictureView) {
	v.fading = true
	fyne.NewAnimation(fadeFor, func(done float32) {
		v.im.Translucency = float64(1 - done)
		if v.fading = done < 1; !v.fading {
			p.sync()
			return
		}
		canvas.Refresh(p.body)
	}).Start()
}

// fitPicture gives a picture the room that it needs and moves what is below it.
func (p *page) fitPicture(b *pageBox, shape image.Point) {
	w, h := b.picture.size(shape, b.room)
	d := h - b.h
	b.x, b.w = b.x+(b.w-w)*b.picture.side, w
	b.zones[0].w, b.zones[0].h = w, h
	if d > -0.5 && d < 0.5 {
		return
	}
	above := b.y+b.h <= p.scroll.Offset.Y
	b.h = h
	below := false
	for _, o := range p.boxes {
		if below {
			o.y += d
		}
		below = below || o == b
	}
	for i := range p.bars {
		bar := &p.bars[i]
		switch {
		case bar.y > b.y:
			bar.y += d
		case bar.y+bar.h > b.y:
			bar.h += d
		}
	}
	for id, y := range p.ids {
		if y > b.y {
			p.ids[id] = y + d
		}
	}
	p.height += d
	if above {
		p.scroll.Offset.Y = max(0, p.scroll.Offset.Y+d)
	}
	p.scroll.Refresh()
}

// badges adds the sign for a film that waits for the reader, or that is elsewhere.
func (p *page) badges(b *pageBox, objects []fyne.CanvasObject) []fyne.CanvasObject {
	v := b.view
	if !b.picture.film && (v.player == nil || !v.player.waits()) {
		return objects
	}
	const size = 56
	if b.w < size || b.h < size {
		return objects
	}
	if v.badge == nil {
		v.badge = newPicture()
		br := &brush{img: image.NewRGBA(image.Rect(0, 0, int(size*p.scale), int(size*p.scale))), scale: p.scale, p: colours()}
		br.box(0, 0, size, size, size/2, color.NRGBA{0, 0, 0, 0xA0})
		br.shape(color.NRGBA{0xff, 0xff, 0xff, 0xff}, 22, 17, 41, 28, 22, 39)
		v.badge.Image = br.img
	}
	v.badge.Resize(fyne.NewSquareSize(size))
	v.badge.Move(fyne.NewPos(p.left+b.x+(b.w-size)/2, b.y+(b.h-size)/2))
	return append(objects, v.badge)
}
