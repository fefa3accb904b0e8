package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// panes stand side by side, with hairlines between them that can be dragged. A
// hidden pane leaves its room to the last.
type panes struct {
	objects []fyne.CanvasObject
	widths  []float32 // of all but the last
	least   []float32
	lines   []*divider
	onMoved func()
	box     *fyne.Container
}

func newPanes(widths, least []float32, objects ...fyne.CanvasObject) *panes {
	p := &panes{objects: objects, widths: widths, least: least}
	p.box = &fyne.Container{Layout: p}
	p.box.Objects = append(p.box.Objects, objects...)
	for i := range widths {
		d := &divider{panes: p, i: i, line: canvas.NewRectangle(colours().line)}
		d.ExtendBaseWidget(d)
		p.lines = append(p.lines, d)
		p.box.Objects = append(p.box.Objects, d)
	}
	return p
}

const dividerWidth = 7 // that the mouse can catch

// Layout places the panes.
func (p *panes) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	x := float32(0)
	room := s.Width
	for _, l := range p.least {
		room -= l
	}
	for i, o := range p.objects {
		last := i == len(p.objects)-1
		if !o.Visible() {
			if !last {
				p.lines[i].Hide()
			}
			continue
		}
		w := s.Width - x
		if !last {
			w = max(p.least[i], min(p.widths[i], p.least[i]+max(0, room)))
			p.lines[i].Show()
			p.lines[i].Move(fyne.NewPos(x+w-dividerWidth/2, 0))
			p.lines[i].Resize(fyne.NewSize(dividerWidth, s.Height))
		}
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(w, s.Height))
		x += w
	}
}

// MinSize lets every pane have its least width.
func (p *panes) MinSize([]fyne.CanvasObject) fyne.Size {
	w := float32(0)
	for i, o := range p.objects {
		if o.Visible() && i < len(p.least) {
			w += p.least[i]
		}
	}
	return fyne.NewSize(w, 200)
}

// arrange places everything again after a pane was shown or hidden.
func (p *panes) arrange() {
	p.Layout(nil, p.box.Size())
	canvas.Refresh(p.box)
}

// repaint gives the lines the colour of the theme.
func (p *panes) repaint() {
	for _, d := range p.lines {
		d.line.FillColor = colours().line
		d.line.Refresh()
	}
}

// divider is the line between two panes.
type divider struct {
	widget.BaseWidget
	panes *panes
	i     int
	line  *canvas.Rectangle
}

func (d *divider) CreateRenderer() fyne.WidgetRenderer {
	return objectsRenderer{[]fyne.CanvasObject{d.line}}
}
func (d *divider) MinSize() fyne.Size { return fyne.NewSize(dividerWidth, 10) }
func (d *divider) Resize(s fyne.Size) {
	d.BaseWidget.Resize(s)
	d.line.Move(fyne.NewPos(dividerWidth/2, 0))
	d.line.Resize(fyne.NewSize(1, s.Height))
}
func (d *divider) Cursor() desktop.Cursor { return desktop.HResizeCursor }
func (d *divider) Dragged(e *fyne.DragEvent) {
	p := d.panes
	p.widths[d.i] = max(p.least[d.i], min(p.widths[d.i]+e.Dragged.DX, 900))
	p.arrange()
}
func (d *divider) DragEnd() {
	if d.panes.onMoved != nil {
		d.panes.onMoved()
	}
}
