package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

const (
	searchStripHeight = 34
	stripGap          = 10
	stripName         = 150 // the longest name of a place
)

// searchStrip stands above what a search found: where it was looked for, with a way
// to look elsewhere, how many there are, and what can be made of the search.
type searchStrip struct {
	widget.BaseWidget
	engine *typeset.Engine
	text   *canvas.Image
	limits []viewmodel.Limit
	where  string // without limits
	count  string
	acts   []stripAct
	spots  []stripSpot
	over   int // spot under the mouse; -1: none

	onLimit func(viewmodel.Limit)
	onTip   func(text string, at fyne.Position)
}

// stripAct is a word at the right.
type stripAct struct {
	name, tip string
	do        func()
}

// stripSpot is a part that takes the mouse.
type stripSpot struct {
	from, to float32
	tip      string
	do       func()
}

func newSearchStrip(e *typeset.Engine) *searchStrip {
	s := &searchStrip{engine: e, text: newPicture(), over: -1}
	s.ExtendBaseWidget(s)
	return s
}

// show says where is searched.
func (s *searchStrip) show(limits []viewmodel.Limit, where string) {
	s.limits, s.where = limits, where
	s.paint()
}

// say changes the number of articles.
func (s *searchStrip) say(count string) {
	if s.count != count {
		s.count = count
		s.paint()
	}
}

// paint draws the words at the right first; the number becomes short, or goes, where
// there is no room for it.
func (s *searchStrip) paint() {
	size := s.Size()
	if size.Width < 50 || !s.Visible() {
		return
	}
	b := newBrush(s.engine, size.Width, size.Height, pixelScale(s), colours())
	s.spots = s.spots[:0]
	right := s.paintActs(b, size.Width-14)
	x := float32(12)
	soft := label{family: typeset.Sans, size: 12, height: 18, color: b.p.soft, ltr: true}
	if len(s.limits) == 0 {
		used, _ := b.text(s.where, soft, x, 8, right-x, 1)
		x += used + stripGap
	} else {
		used, _ := b.text("In", soft, x, 8, 40, 1)
		x += used + 6
		for _, l := range s.limits {
			if x > right-60 {
				break
			}
			x += s.paintLimit(b, l, x, min(stripName, right-x-30)) + 6
		}
		x += 4
	}
	b.hairline(0, size.Height-1, size.Width, b.p.line)
	for _, text := range []string{s.count, strings.TrimSuffix(s.count, " articles")} {
		if lay := b.lay(text, soft, 400, 1); text != "" && x+lay.Used <= right {
			b.put(lay, x, 8)
			break
		}
	}
	s.text.Image = b.img
	s.text.Refresh()
	canvas.Refresh(s)
}

// paintActs draws the words from right to left and returns where they begin.
func (s *searchStrip) paintActs(b *brush, right float32) float32 {
	for i := len(s.acts) - 1; i >= 0; i-- {
		a := s.acts[i]
		l := label{family: typeset.Sans, weight: 500, size: 12, height: 18, color: b.p.soft, ltr: true}
		if s.over == len(s.spots) {
			l.color = b.p.ink
		}
		lay := b.lay(a.name, l, 120, 1)
		b.put(lay, right-lay.Used, 8)
		s.spots = append(s.spots, stripSpot{right - lay.Used - 4, right + 4, a.tip, a.do})
		right -= lay.Used + 14
	}
	return right
}

// paintLimit draws a place that a click gives up, and returns its width.
func (s *searchStrip) paintLimit(b *brush, l viewmodel.Limit, x, most float32) float32 {
	st := label{family: typeset.Sans, weight: 500, size: 12, height: 22, color: b.p.ink}
	ground := b.p.chip
	if s.over == len(s.spots) {
		ground = b.p.choice
	}
	lay := b.lay(l.Name, st, most, 1)
	w := lay.Used + 2*chipInset + 13
	b.box(x, 6, w, 22, 11, ground)
	b.put(lay, x+chipInset-edge(lay), 6)
	cross := label{family: typeset.Sans, size: 13, height: 22, color: b.p.soft}
	b.text("×", cross, x+w-chipInset-8, 5.5, 12, 1)
	s.spots = append(s.spots, stripSpot{x, x + w, "Search not only in " + l.Name, func() { s.onLimit(l) }})
	return w
}

func (s *searchStrip) at(x float32) int {
	for i, p := range s.spots {
		if x >= p.from && x < p.to {
			return i
		}
	}
	return -1
}

// Tapped does what stands under the mouse.
func (s *searchStrip) Tapped(e *fyne.PointEvent) {
	if i := s.at(e.Position.X); i >= 0 {
		s.onTip("", fyne.Position{})
		s.spots[i].do()
	}
}

func (s *searchStrip) MouseIn(e *desktop.MouseEvent) { s.MouseMoved(e) }
func (s *searchStrip) MouseMoved(e *desktop.MouseEvent) {
	i := s.at(e.Position.X)
	if i == s.over {
		return
	}
	s.over = i
	s.paint()
	if i < 0 {
		s.onTip("", fyne.Position{})
		return
	}
	s.onTip(s.spots[i].tip, e.AbsolutePosition)
}
func (s *searchStrip) MouseOut() {
	s.over = -1
	s.onTip("", fyne.Position{})
	s.paint()
}

// Cursor says what can be clicked.
func (s *searchStrip) Cursor() desktop.Cursor {
	if s.over >= 0 {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

func (s *searchStrip) MinSize() fyne.Size { return fyne.NewSize(100, searchStripHeight) }
func (s *searchStrip) CreateRenderer() fyne.WidgetRenderer {
	return objectsRenderer{[]fyne.CanvasObject{s.text}}
}
func (s *searchStrip) Resize(size fyne.Size) {
	if size == s.Size() {
		return
	}
	s.BaseWidget.Resize(size)
	s.text.Resize(size)
	s.paint()
}
