package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// headlines are a few titles with their dates, one to a line.
type headlines struct {
	widget.BaseWidget
	engine *typeset.Engine
	text   *canvas.Image
	list   []feeds.Article
}

const headlineHeight = 24

func newHeadlines(e *typeset.Engine) *headlines {
	h := &headlines{engine: e, text: newPicture()}
	h.ExtendBaseWidget(h)
	return h
}

func (h *headlines) show(list []feeds.Article) {
	h.list = list
	h.paint()
}

func (h *headlines) paint() {
	size := h.Size()
	if size.Width < 50 {
		return
	}
	b := newBrush(h.engine, size.Width, size.Height, pixelScale(h), colours())
	if len(h.list) > 0 {
		b.box(8, 0, 1, float32(len(h.list))*headlineHeight, 0, b.p.line)
	}
	for i, a := range h.list {
		y := float32(i) * headlineHeight
		clock := b.lay(viewmodel.Clock(a.Date(), time.Now()), label{family: typeset.Sans, size: 12, height: 22, color: b.p.soft}, 120, 1)
		b.put(clock, size.Width-clock.Used-2, y+1)
		b.name(a.Title, label{family: typeset.Serif, size: 14.5, height: 22, color: b.p.ink, lang: a.Language}, 20, y+1, size.Width-clock.Used-36)
	}
	h.text.Image = b.img
	h.text.Refresh()
	canvas.Refresh(h)
}

func (h *headlines) MinSize() fyne.Size { return fyne.NewSize(200, samples*headlineHeight) }

func (h *headlines) Resize(s fyne.Size) {
	h.BaseWidget.Resize(s)
	h.text.Resize(s)
	h.paint()
}

func (h *headlines) CreateRenderer() fyne.WidgetRenderer {
	return objectsRenderer{[]fyne.CanvasObject{h.text}}
}
