package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// notices float above the window without taking the mouse: what was done, with
// a way to undo it, and what a button is for.
type notices struct {
	worker *worker
	layer  *fyne.Container
	box    *fyne.Container
	ground *canvas.Rectangle
	text   *canvas.Text
	act    *button
	hint   *fyne.Container
	hintBg *canvas.Rectangle
	hintTx *canvas.Text
	over   *fyne.Container // what the mouse is over, as browsers show it
	overBg *canvas.Rectangle
	overTx *canvas.Text
	turn   latest
	low    float32 // what the lower edge of the window is taken up with
}

// stays is how long a notice is shown.
const stays = 6 * time.Second

func newNotices(w *worker) *notices {
	n := &notices{worker: w, ground: canvas.NewRectangle(colours().ink), text: canvas.NewText("", colours().paper)}
	n.ground.CornerRadius = 8
	n.text.TextSize = 13
	n.act = newButton("", "", nil)
	n.box = container.NewWithoutLayout(n.ground, n.text, n.act)
	n.box.Hide()
	n.hintBg, n.hintTx = canvas.NewRectangle(colours().ink), canvas.NewText("", colours().paper)
	n.hintBg.CornerRadius = 5
	n.hintTx.TextSize = 11.5
	n.hint = container.NewWithoutLayout(n.hintBg, n.hintTx)
	n.hint.Hide()
	n.overBg, n.overTx = canvas.NewRectangle(colours().side), canvas.NewText("", colours().soft)
	n.overBg.CornerRadius = 5
	n.overTx.TextSize = 11.5
	n.over = container.NewWithoutLayout(n.overBg, n.overTx)
	n.over.Hide()
	n.layer = container.New(n, n.box, n.hint, n.over)
	return n
}

// say shows a sentence for some seconds, with something to do about it.
func (n *notices) say(text, action string, f func()) {
	current := n.turn.next()
	p := colours()
	n.ground.FillColor, n.text.Color = p.ink, p.paper
	n.text.Text = text
	n.act.onTap = func() { n.hide(); f() }
	n.act.say(action)
	n.act.strong = true
	n.act.paint(false)
	visible(n.act, action != "")
	n.box.Show()
	n.Layout(nil, n.layer.Size())
	n.layer.Refresh()
	n.worker.after(stays, func() {
		if current() {
			n.hide()
		}
	})
}

func (n *notices) hide() {
	n.box.Hide()
	n.layer.Refresh()
}

// tip says what the thing under the mouse is for; an empty text hides it.
func (n *notices) tip(text string, at fyne.Position) {
	if text == "" {
		n.hint.Hide()
		n.layer.Refresh()
		return
	}
	p := colours()
	n.hintBg.FillColor, n.hintTx.Color = p.ink, p.paper
	n.hintTx.Text = text
	size := n.hintTx.MinSize()
	x := min(at.X+4, n.layer.Size().Width-size.Width-22)
	n.hint.Move(fyne.NewPos(max(4, x), at.Y+20))
	n.hintBg.Resize(size.AddWidthHeight(14, 8))
	n.hintTx.Move(fyne.NewPos(7, 4))
	n.hint.Show()
	n.layer.Refresh()
}

// status shows what the mouse is over in the lower right corner; an empty text
// hides it.
func (n *notices) status(text string) {
	if text == "" {
		n.over.Hide()
		n.layer.Refresh()
		return
	}
	if r := []rune(text); len(r) > 110 {
		text = string(r[:109]) + "…"
	}
	p := colours()
	n.overBg.FillColor, n.overTx.Color = p.side, p.soft
	n.overTx.Text = text
	size := n.overTx.MinSize().AddWidthHeight(16, 8)
	n.overBg.Resize(size)
	n.overTx.Move(fyne.NewPos(8, 4))
	n.over.Move(fyne.NewPos(n.layer.Size().Width-size.Width-6, n.layer.Size().Height-size.Height-6-n.low))
	n.over.Show()
	n.layer.Refresh()
}

// Layout puts a notice at the middle of the lower edge.
func (n *notices) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	text := n.text.MinSize()
	w := text.Width + 32
	if n.act.Visible() {
		w += n.act.MinSize().Width + 12
	}
	w = min(w, s.Width-40)
	n.box.Resize(fyne.NewSize(w, 40))
	n.box.Move(fyne.NewPos((s.Width-w)/2, s.Height-64-n.low))
	n.ground.Resize(fyne.NewSize(w, 40))
	n.text.Move(fyne.NewPos(16, (40-text.Height)/2))
	n.act.Resize(n.act.MinSize())
	n.act.Move(fyne.NewPos(w-n.act.MinSize().Width-10, 7))
}

// MinSize is nothing: the layer takes no room.
func (n *notices) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
