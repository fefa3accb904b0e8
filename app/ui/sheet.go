package ui

import (
	"cmp"
	"fmt"
	"image"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tidings/app/ui/typeset"
)

// sheet is a scrolling page of pieces that are laid out for its width: the front
// page and the story page. Only the pieces near the view are in the tree.
type sheet struct {
	widget.BaseWidget
	engine *typeset.Engine
	pics   *pictures
	// compose lays the page out for a width and returns its height. Pieces that
	// can be chosen by key have a tap.
	compose func(b *brush, width float32) (pieces []piece, height float32)
	onKey   func(*fyne.KeyEvent)
	onRune  func(rune)
	onHint  func(text string) // of the piece under the mouse or chosen; empty: none
	tabs    bool              // Tab goes from piece to piece too

	self    fyne.Focusable // what is in the window: the sheet, or what is made of it
	scroll  *container.Scroll
	body    *sheetBody
	pieces  []piece
	height  float32
	current int // index of the chosen piece; -1: none
	over    int // index of the piece under the mouse; -1: none

	held   map[string]image.Image // pictures that are shown again while the page is composed again
	broken map[string]bool        // addresses of pictures that cannot be had
}

// piece is a part of a sheet. Its place is in units of the sheet.
type piece struct {
	x, y, w, h float32
	paint      func(b *brush) // draws with its own corner as origin
	image      string         // address of a picture that fills the piece
	object     fyne.CanvasObject
	tap        func()
	menu       func(at fyne.Position)
	adjust     func(d int) // what the arrow keys to the sides do while it is chosen
	hint       string      // said while the mouse is over it, or while it is chosen
	tight      bool        // a button: the ground behind it when it is chosen is a ring
	round      float32     // of a tight piece, if its corners are not those of a button
	flat       bool        // a word: the ground behind it reaches no further
	minor      bool        // Tab goes to it, the arrow keys pass it by
	pale       bool        // its picture is of something that was read
	// name is what it stays chosen by when the page is composed again. Pieces of one
	// name are one thing: the ground behind them is behind them all.
	name string

	picture *canvas.Image
	had     image.Image // what was fetched for image
	cancel  func()
}

// imageKey is the same for the same picture in the same size.
func (p *piece) imageKey() string { return fmt.Sprintf("%s %.0fx%.0f", p.image, p.w, p.h) }

func newSheet(e *typeset.Engine, pics *pictures) *sheet {
	s := &sheet{engine: e, pics: pics, current: -1, over: -1, broken: map[string]bool{}}
	s.body = &sheetBody{sheet: s, frame: canvas.NewRectangle(color.Transparent)}
	s.body.frame.CornerRadius = 8
	s.body.ExtendBaseWidget(s.body)
	s.scroll = container.NewVScroll(s.body)
	s.scroll.OnScrolled = func(fyne.Position) { s.sync() }
	s.self = s
	s.ExtendBaseWidget(s)
	return s
}

// rebuild composes the page again, for another width or other content.
func (s *sheet) rebuild() {
	if s.compose == nil || s.Size().Width < 50 {
		return
	}
	s.held = map[string]image.Image{}
	for i := range s.pieces {
		p := &s.pieces[i]
		if p.had != nil {
			s.held[p.imageKey()] = p.had
		}
		p.drop()
	}
	b := newBrush(s.engine, 1, 1, pixelScale(s.scroll), colours())
	chosen := s.chosen()
	s.pieces, s.height = s.compose(b, s.Size().Width)
	if chosen != "" {
		if s.choose(chosen); s.current < 0 {
			s.say("") // what was said is of something that is gone
		}
	}
	if s.current >= len(s.pieces) {
		s.current = -1
	}
	if s.over >= 0 {
		s.over = -1
		s.say("")
	}
	s.scroll.Refresh()
	s.sync()
	s.held = nil
}

// choose chooses the piece of a name; none, if there is none.
func (s *sheet) choose(name string) {
	s.current = slices.IndexFunc(s.pieces, func(p piece) bool { return p.name == name && p.paint != nil })
}

// chosen is the name of the piece that is chosen; empty if none is, or it has none.
func (s *sheet) chosen() string {
	if s.current < 0 || s.current >= len(s.pieces) {
		return ""
	}
	return s.pieces[s.current].name
}

// top scrolls to the beginning and forgets the choice.
func (s *sheet) top() {
	s.current = -1
	s.scroll.Offset.Y = 0
}

func (p *piece) drop() {
	if p.cancel != nil {
		p.cancel()
		p.cancel = nil
	}
	if p.picture != nil {
		drop(p.picture)
		p.picture, p.had = nil, nil
	}
}

const around = 300 // units above and below the view that are ready to be seen

func (s *sheet) sync() {
	top, bottom := s.scroll.Offset.Y-around, s.scroll.Offset.Y+s.Size().Height+around
	s.body.objects = append(s.body.objects[:0], s.body.frame)
	s.placeFrame()
	for i := range s.pieces {
		p := &s.pieces[i]
		if p.y+p.h < top || p.y > bottom {
			p.drop()
			continue
		}
		o := p.object
		if o == nil {
			if p.picture == nil {
				s.draw(i)
			}
			o = p.picture
		}
		o.Move(fyne.NewPos(p.x, p.y))
		o.Resize(fyne.NewSize(p.w, p.h))
		s.body.objects = append(s.body.objects, o)
	}
	canvas.Refresh(s.body)
}

// draw makes the picture of a piece.
func (s *sheet) draw(i int) {
	p := &s.pieces[i]
	p.picture = newPicture()
	scale := pixelScale(s.scroll)
	if p.paint != nil {
		b := newBrush(s.engine, p.w, p.h, scale, colours())
		p.paint(b)
		p.picture.Image = b.img
	}
	if p.image == "" {
		return
	}
	p.picture.CornerRadius = 6
	if p.pale {
		p.picture.Translucency = 0.45
	}
	if p.had = s.held[p.imageKey()]; p.had != nil {
		p.picture.Image = p.had
		return
	}
	blank := image.NewRGBA(image.Rect(0, 0, 1, 1)) // until it is there
	blank.Set(0, 0, colours().chip)
	p.picture.Image = blank
	im, address := p.picture, p.image
	p.cancel = s.pics.fetch(p.image, int(p.w*scale), int(p.h*scale), func(img image.Image, err error) {
		if err != nil {
			s.without(address)
			return
		}
		im.Image = img
		im.Refresh()
		if i < len(s.pieces) && s.pieces[i].picture == im {
			s.pieces[i].had = img
		}
	})
}

// without composes the page without a picture that cannot be had: a hole says nothing.
func (s *sheet) without(address string) {
	if s.broken[address] {
		return
	}
	s.broken[address] = true
	s.pics.worker.after(0, s.rebuild) // it may be drawn just now
}

// picture is the address of a picture, unless it cannot be had.
func (s *sheet) picture(address string) string {
	if s.broken[address] {
		return ""
	}
	return address
}

// placeFrame puts the ground behind the chosen piece, or the one under the mouse.
func (s *sheet) placeFrame() {
	f := s.body.frame
	i := s.current
	if s.over >= 0 {
		i = s.over
	}
	if i < 0 || i >= len(s.pieces) || !s.pieces[i].stop() {
		f.FillColor = color.Transparent
		f.Resize(fyne.Size{})
		return
	}
	p := s.pieces[i]
	f.CornerRadius = 8
	if p.tight {
		f.CornerRadius = cmp.Or(p.round, 8)
		f.FillColor = colours().soft
		f.Move(fyne.NewPos(p.x-1.5, p.y-1.5))
		f.Resize(fyne.NewSize(p.w+3, p.h+3))
		return
	}
	c := colours().choice
	c.A = 0xa0
	f.FillColor = c
	if p.flat {
		f.CornerRadius = 6
		f.FillColor = colours().chip
		f.Move(fyne.NewPos(p.x, p.y))
		f.Resize(fyne.NewSize(p.w, p.h))
		return
	}
	x, y, w, h := s.extent(p)
	f.Move(fyne.NewPos(x-8, y-4))
	f.Resize(fyne.NewSize(w+16, h+8))
}

// extent is what a piece takes up together with the others of its name.
func (s *sheet) extent(p piece) (x, y, w, h float32) {
	left, top, right, bottom := p.x, p.y, p.x+p.w, p.y+p.h
	for _, o := range s.pieces {
		if p.name != "" && o.name == p.name && !o.minor {
			left, top = min(left, o.x), min(top, o.y)
			right, bottom = max(right, o.x+o.w), max(bottom, o.y+o.h)
		}
	}
	return left, top, right - left, bottom - top
}

// stop reports whether keys can choose the piece.
func (p *piece) stop() bool { return p.tap != nil || p.adjust != nil }

// openCurrent taps the chosen piece.
func (s *sheet) openCurrent() {
	if s.current >= 0 && s.current < len(s.pieces) && s.pieces[s.current].tap != nil {
		s.pieces[s.current].tap()
	}
}

// turn scrolls by most of what is in view; it is false at the end.
func (s *sheet) turn(d float32) bool {
	was := s.scroll.Offset.Y
	s.scroll.ScrollToOffset(fyne.NewPos(0, max(0, was+d*s.Size().Height*0.85)))
	s.sync()
	return s.scroll.Offset.Y != was
}

func (s *sheet) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.scroll) }
func (s *sheet) MinSize() fyne.Size                  { return fyne.NewSize(300, 100) }
func (s *sheet) Resize(size fyne.Size) {
	old := s.Size()
	s.BaseWidget.Resize(size)
	s.scroll.Resize(size)
	switch {
	case old.Width != size.Width:
		s.rebuild()
	case old != size:
		s.sync()
	}
}
