package ui

import (
	"encoding/base64"
	"image"
	"slices"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"tidings/app/ui/typeset"
	"tidings/feeds/content"
)

// pagePictures gives pictures that are at most so many pixels wide: done runs on
// the main goroutine, and not after cancel. A height of zero keeps the shape.
type pagePictures interface {
	fetch(address string, w, h int, done func(image.Image, error)) (cancel func())
}

const (
	pictureRadius  = 6
	tallestPicture = 1100 // units
)

// pictureNode is a picture with its place. What is learned when it comes is
// kept for the next time that it is placed.
type pictureNode struct {
	from  content.Picture
	of    *content.Block
	alt   *typeset.Para // shown instead, if the picture cannot be
	zoom  float32
	after float32

	mu    sync.Mutex
	shape image.Point // pixels, as far as known
	state pictureState
}

type pictureState uint8

const (
	pictureAwaited pictureState = iota
	pictureShown
	pictureMissing
)

// figure is a picture and its caption.
func (s *pageShaper) figure(p *content.Picture) []pageNode {
	if p == nil {
		return nil
	}
	n := &pictureNode{from: *p, of: s.of, zoom: s.set.zoom, after: blockGap, shape: image.Pt(max(0, p.Width), max(0, p.Height))}
	if k, ok := s.known[p.URL]; ok {
		n.shape, n.state = k.shape, k.state
	}
	l := s.caption()
	if p.Alt != "" {
		n.alt = s.text([]content.Span{{Text: p.Alt}}, l).para
	}
	if len(p.Caption) == 0 {
		return []pageNode{n}
	}
	n.after = 9
	c := s.text(p.Caption, l)
	c.before, c.after = n.after, blockGap
	return []pageNode{n, c}
}

// known is what is known of the picture.
func (n *pictureNode) known() (image.Point, pictureState) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.shape, n.state
}

func (n *pictureNode) learn(shape image.Point, state pictureState) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.shape, n.state = shape, state
}

func (n *pictureNode) place(f *pageFlow) {
	shape, state := n.known()
	if state == pictureMissing && n.alt == nil {
		return
	}
	f.room(blockGap)
	b := &pageBox{picture: n, room: f.w}
	if state == pictureMissing {
		l := f.engine.Wrap(n.alt, f.w-28, typeset.WrapOptions{})
		b.texts = []boxText{{x: 14, y: 12, layout: l}}
		b.ground = f.p.chip
		f.add(b, l.Height+24)
	} else {
		w, h := n.size(shape, f.w)
		f.add(b, h)
		b.x += (b.w - w) / 2
		b.w = w
	}
	b.zones = []boxZone{{w: b.w, h: b.h, link: n.from.Link, hint: n.from.Title, picture: n.from.URL}}
	f.room(n.after)
}

// size is the room for a picture in a column. Of a picture whose shape is not
// known yet the usual one of news pictures is assumed.
func (n *pictureNode) size(shape image.Point, width float32) (w, h float32) {
	if shape.X <= 0 || shape.Y <= 0 {
		return width, width * 9 / 16
	}
	w = min(width, max(16, float32(shape.X)*n.zoom))
	h = w * float32(shape.Y) / float32(shape.X)
	if h > tallestPicture {
		w, h = max(16, w*tallestPicture/h), tallestPicture
	}
	return w, max(8, h)
}

// pictureView is a picture near the view.
type pictureView struct {
	ground *canvas.Rectangle
	im     *canvas.Image
	asked  int // pixels wide; zero: not yet
	cancel func()
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
	drop(v.im)
}

// picture brings a picture into the tree and asks for it, again if it is to be
// larger than it was asked for.
func (p *page) picture(b *pageBox, objects []fyne.CanvasObject) []fyne.CanvasObject {
	n := b.picture
	if _, state := n.known(); state == pictureMissing {
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
		v.asked = want
		v.cancel = p.load(n.from.URL, want, func(img image.Image, err error) { p.arrived(v, img, err) })
	}
	at, size := fyne.NewPos(p.left+b.x, b.y), fyne.NewSize(b.w, b.h)
	var o fyne.CanvasObject = v.im
	if v.im.Image == nil {
		o = v.ground
	}
	o.Move(at)
	o.Resize(size)
	return append(objects, o)
}

// load gets a picture from where it is: in the address itself, or elsewhere.
func (p *page) load(address string, width int, done func(image.Image, error)) (cancel func()) {
	if !strings.HasPrefix(address, "data:") {
		return p.pics.fetch(address, width, 0, done)
	}
	stopped := false
	p.jobs.do(func() {
		img, err := inlinePicture(address, width)
		p.worker.back(func() {
			if !stopped {
				done(img, err)
			}
		})
	})
	return func() { stopped = true }
}

// inlinePicture decodes a data: address (RFC 2397).
func inlinePicture(address string, width int) (image.Image, error) {
	_, data, _ := strings.Cut(address, ",")
	raw, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		return nil, err
	}
	return decode(raw, width, 0)
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
		if v.im.Image == nil {
			n.learn(image.Point{}, pictureMissing)
			p.relayout()
		}
		return
	}
	v.im.Image = img
	shape, _ := n.known()
	got := img.Bounds().Size()
	switch small := got.X < v.asked-1; {
	case small: // than it was said to be, or than the column
		shape = image.Pt(int(float32(got.X)/p.scale/n.zoom+0.5), int(float32(got.Y)/p.scale/n.zoom+0.5))
	case shape.X <= 0 || shape.Y <= 0: // as wide as this column, and perhaps than any
		shape = got.Mul(16)
	default: // what the publisher says of the shape may be wrong
		shape.Y = max(1, shape.X*got.Y/got.X)
	}
	n.learn(shape, pictureShown)
	p.fitPicture(b, shape)
	v.im.Refresh()
	p.sync()
}

// fitPicture gives a picture the room that it needs and moves what is below it.
func (p *page) fitPicture(b *pageBox, shape image.Point) {
	middle := b.x + b.w/2
	w, h := b.picture.size(shape, b.room)
	d := h - b.h
	b.x, b.w = middle-w/2, w
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
