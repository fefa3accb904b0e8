package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app/ui/typeset"
)

// pair is a name and what it stands for, as a panel lists them.
type pair struct{ name, text string }

// panel lists pairs over the window, under a headline: names in a column of
// their own, texts as long as they are. Escape and Enter close it.
type panel struct {
	widget.BaseWidget
	content fyne.CanvasObject
	sheet   *sheet
	list    []pair
	column  float32 // width of the names
	close   func()
}

func (w *window) openPanel(title string, column float32, list []pair, size fyne.Size) {
	p := &panel{sheet: newSheet(w.front.engine, w.pics), list: list, column: column}
	p.sheet.compose = p.layOut
	done := newButton("", "Close", func() { p.close() })
	done.strong = true
	done.paint(false)
	head := container.NewVBox(serifTitle(title, 20), gap(8))
	foot := container.NewHBox(layout.NewSpacer(), done)
	p.content = dialogBox(container.NewBorder(head, foot, nil, nil, p.sheet))
	p.ExtendBaseWidget(p)
	pop := widget.NewModalPopUp(p, w.win.Canvas())
	p.close = func() {
		pop.Hide()
		w.focusStage()
	}
	most := w.win.Canvas().Size()
	pop.Resize(fyne.NewSize(min(size.Width, most.Width-40), min(size.Height, most.Height-40)))
	pop.Show()
	w.win.Canvas().Focus(p)
}

func (p *panel) layOut(b *brush, width float32) ([]piece, float32) {
	var pieces []piece
	y := float32(0)
	for _, x := range p.list {
		name := b.lay(x.name, label{family: typeset.Sans, weight: 600, size: 13, height: 19, color: b.p.ink}, p.column-12, 0)
		text := b.lay(x.text, label{family: typeset.Sans, size: 13, height: 19, color: b.p.soft}, max(60, width-p.column-8), 0)
		h := max(name.Height, text.Height) + 7
		pieces = append(pieces, piece{x: 0, y: y, w: width, h: h, paint: func(b *brush) {
			b.put(name, 0, 0)
			b.put(text, p.column, 0)
		}})
		y += h
	}
	return pieces, y
}

func (p *panel) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.content) }

// FocusGained, FocusLost, TypedRune and TypedKey make it work by keyboard.
func (p *panel) FocusGained()   {}
func (p *panel) FocusLost()     {}
func (p *panel) TypedRune(rune) {}
func (p *panel) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter:
		p.close()
	case fyne.KeyDown, fyne.KeyPageDown, fyne.KeySpace:
		p.sheet.turn(1)
	case fyne.KeyUp, fyne.KeyPageUp:
		p.sheet.turn(-1)
	}
}
