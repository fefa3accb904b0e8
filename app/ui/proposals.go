package ui

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// Measures of the list below the search box.
const (
	proposalHeight  = 27
	proposalHeading = 26
	proposalInset   = 12
	proposalWidth   = 460
)

// proposalList is what hangs below the search box: how a search may go on, and what
// is wrong with it. It lies in the content of the window and not over it, so that it
// takes neither the keys nor a click elsewhere.
type proposalList struct {
	widget.BaseWidget
	engine *typeset.Engine
	layer  *fyne.Container
	under  func() (fyne.Position, float32) // where the box ends, and its width
	ground *canvas.Rectangle
	mark   *canvas.Rectangle // behind the chosen row
	text   *canvas.Image

	rows   []viewmodel.Proposal
	wrong  *viewmodel.Mistake
	tops   []float32 // of the rows, and their end
	height float32
	chosen int // -1: none
	over   int // row under the mouse; -1: none. The message counts as one more row
	onTake func(viewmodel.Proposal)
	onMiss func() // a click on what cannot be taken
}

func newProposalList(e *typeset.Engine) *proposalList {
	l := &proposalList{engine: e, ground: canvas.NewRectangle(nil), mark: canvas.NewRectangle(nil), text: newPicture(), chosen: -1, over: -1}
	l.ground.CornerRadius, l.ground.StrokeWidth = 8, 1
	l.mark.CornerRadius = 6
	l.under = func() (fyne.Position, float32) { return fyne.Position{}, proposalWidth }
	l.ExtendBaseWidget(l)
	l.Hide()
	l.layer = container.New(belowBox{l}, l)
	return l
}

// belowBox lays the list out below the search box.
type belowBox struct{ list *proposalList }

func (b belowBox) Layout([]fyne.CanvasObject, fyne.Size) { b.list.put() }
func (b belowBox) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l *proposalList) put() {
	at, width := l.under()
	l.Move(at)
	if size := fyne.NewSize(max(width, proposalWidth), l.height); size != l.Size() {
		l.Resize(size)
	}
}

// show replaces the rows; without any and without a mistake the list closes.
func (l *proposalList) show(rows []viewmodel.Proposal, wrong *viewmodel.Mistake) {
	if !same(l.rows, rows) {
		l.chosen = -1
	}
	l.rows, l.wrong, l.over = rows, wrong, -1
	if len(rows) == 0 && wrong == nil {
		l.close()
		return
	}
	l.Show()
	l.put()
	l.paint()
}

func same(a, b []viewmodel.Proposal) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (l *proposalList) close() {
	l.rows, l.wrong, l.chosen, l.over = nil, nil, -1, -1
	if l.Visible() {
		l.Hide()
		drop(l.text)
		canvas.Refresh(l.layer)
	}
}

func (l *proposalList) open() bool { return l.Visible() }

// choice is the chosen row.
func (l *proposalList) choice() (viewmodel.Proposal, bool) {
	if l.chosen < 0 || l.chosen >= len(l.rows) {
		return viewmodel.Proposal{}, false
	}
	return l.rows[l.chosen], true
}

// first is the first row that can be chosen, or -1.
func (l *proposalList) first() int {
	for i, r := range l.rows {
		if r.Heading == "" {
			return i
		}
	}
	return -1
}

// step chooses the next row in a direction; above the first there is none, which is
// the box itself.
func (l *proposalList) step(d int) {
	i := l.chosen + d
	if l.chosen < 0 && d < 0 {
		i = len(l.rows) - 1
	}
	for i >= 0 && i < len(l.rows) && l.rows[i].Heading != "" {
		i += d
	}
	if i >= len(l.rows) || i < 0 {
		i = -1
	}
	l.chosen = i
	l.point()
}

// paint draws all rows: a label, and what it finds in a column of its own.
func (l *proposalList) paint() {
	if !l.Visible() {
		return
	}
	p := colours()
	width := l.Size().Width
	measure := newBrush(l.engine, 1, 1, 1, p)
	var message, part *typeset.Layout
	l.tops = append(l.tops[:0], 6)
	y := float32(6)
	column := float32(0)
	for _, r := range l.rows {
		if r.Heading != "" {
			y += proposalHeading
		} else {
			y += proposalHeight
			if r.Hint != "" {
				column = max(column, measure.lay(r.Label, proposalLabel(r, p), width*0.56, 1).Used)
			}
		}
		l.tops = append(l.tops, y)
	}
	if l.wrong != nil {
		message, part = measure.mistake(*l.wrong, width-2*proposalInset-8)
		y += message.Height + part.Height + 14
	}
	l.height = y + 6
	l.put()
	size := l.Size()
	b := newBrush(l.engine, size.Width, size.Height, pixelScale(l), p)
	for i, r := range l.rows {
		b.proposal(r, l.tops[i], size.Width, column)
	}
	if l.wrong != nil {
		top := l.tops[len(l.rows)]
		if len(l.rows) > 0 {
			b.hairline(proposalInset, top+2, size.Width-2*proposalInset, p.line)
		}
		b.put(message, proposalInset+4, top+7)
		b.put(part, proposalInset+4, top+9+message.Height)
	}
	l.text.Image = b.img
	l.text.Refresh()
	l.point()
}

func proposalLabel(r viewmodel.Proposal, p *palette) label {
	l := label{family: typeset.Sans, weight: 500, size: 13, height: 18, color: p.ink}
	if r.Help {
		l.weight, l.color = 400, p.link
	}
	return l
}

func (b *brush) proposal(r viewmodel.Proposal, y, width, column float32) {
	const x = proposalInset + 4
	if r.Heading != "" {
		l := label{family: typeset.Sans, weight: 600, size: 10.5, height: 14, color: b.p.soft, track: 0.8}
		b.text(strings.ToUpper(r.Heading), l, x, y+8, width-2*x, 1)
		return
	}
	room := width - 2*x
	if r.Hint != "" {
		room = column + 2
		hint := label{family: typeset.Sans, size: 12.5, height: 18, color: b.p.soft}
		b.name(r.Hint, hint, x+column+16, y+4.5, width-2*x-column-16)
	}
	b.name(r.Label, proposalLabel(r, b.p), x, y+4.5, room)
}

// mistake lays out a message and the search with its wrong part marked.
func (b *brush) mistake(m viewmodel.Mistake, width float32) (message, part *typeset.Layout) {
	message = b.lay(m.Message, label{family: typeset.Sans, weight: 500, size: 12.5, height: 18, color: b.p.accent, ltr: true}, width, 3)
	plain := label{family: typeset.Sans, size: 12.5, height: 19, color: b.p.soft}.style()
	wrong := plain
	wrong.Weight, wrong.Color, wrong.Background = 600, b.p.ink, b.p.mark
	text := m.Wrong
	if strings.TrimSpace(text) == "" {
		text = " … " // something is missing there
	}
	spans := []typeset.Span{{Text: m.Before, Style: plain}, {Text: text, Style: wrong}, {Text: m.After, Style: plain}}
	part = b.engine.Wrap(b.engine.Shape(spans, typeset.ParaOptions{LineHeight: 19}), width, typeset.WrapOptions{MaxLines: 3, Ellipsis: true})
	return message, part
}

// point puts the ground behind the chosen row, or the one under the mouse.
func (l *proposalList) point() {
	p := colours()
	l.ground.FillColor, l.ground.StrokeColor = p.paper, p.line
	l.mark.FillColor = color.Transparent
	i := l.chosen
	if l.over >= 0 && l.over < len(l.rows) && l.rows[l.over].Heading == "" {
		i = l.over
	}
	if i >= 0 && i < len(l.rows) {
		l.mark.FillColor = p.choice
		l.mark.Move(fyne.NewPos(6, l.tops[i]))
		l.mark.Resize(fyne.NewSize(l.Size().Width-12, proposalHeight))
	}
	canvas.Refresh(l)
}

// at is the row at a place; behind the last one it is the message.
func (l *proposalList) at(pos fyne.Position) int {
	for i := range l.rows {
		if pos.Y < l.tops[i+1] {
			return i
		}
	}
	return len(l.rows)
}

// Tapped takes a row.
func (l *proposalList) Tapped(e *fyne.PointEvent) {
	i := l.at(e.Position)
	if i < len(l.rows) && l.rows[i].Heading == "" {
		l.onTake(l.rows[i])
		return
	}
	l.onMiss()
}

func (l *proposalList) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }
func (l *proposalList) MouseMoved(e *desktop.MouseEvent) {
	if i := l.at(e.Position); i != l.over {
		l.over = i
		l.point()
	}
}
func (l *proposalList) MouseOut() {
	l.over = -1
	l.point()
}

// Cursor says that a row can be taken.
func (l *proposalList) Cursor() desktop.Cursor {
	if l.over >= 0 && l.over < len(l.rows) && l.rows[l.over].Heading == "" {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

func (l *proposalList) MinSize() fyne.Size { return fyne.NewSize(100, 20) }
func (l *proposalList) CreateRenderer() fyne.WidgetRenderer {
	return objectsRenderer{[]fyne.CanvasObject{l.ground, l.mark, l.text}}
}
func (l *proposalList) Resize(s fyne.Size) {
	l.BaseWidget.Resize(s)
	l.ground.Resize(s)
	l.text.Resize(s)
}
