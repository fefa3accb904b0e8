package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// boardFoot says in the foot of a board what came of something, with a button to take
// it back; u does that too.
type boardFoot struct {
	d    *board
	said *canvas.Text
	undo *button
	done func() // something was taken back
}

// addFoot gives a board such a foot.
func (d *board) addFoot(done func()) *boardFoot {
	b := &boardFoot{d: d, said: canvas.NewText("", colours().soft), done: done}
	b.said.TextSize = 12.5
	b.undo = newButton("", "Undo", b.takeBack)
	b.undo.Hide()
	d.foot.Objects = append([]fyne.CanvasObject{container.NewCenter(b.said), container.NewCenter(b.undo), layout.NewSpacer()}, d.foot.Objects[1:]...)
	return b
}

// tell says something. undo offers to take it back.
func (b *boardFoot) tell(text string, undo bool) {
	b.said.Text, b.said.Color = text, colours().soft
	visible(b.undo, undo)
	b.d.foot.Refresh()
}

// typed is the key for undo.
func (b *boardFoot) typed(r rune) {
	if r == 'u' && b.undo.Visible() {
		b.takeBack()
	}
}

func (b *boardFoot) takeBack() {
	what := ""
	b.d.w.do(func(ctx context.Context) (err error) {
		what, err = b.d.w.core.Undo(ctx)
		return err
	}, func() {
		b.tell("Undone: "+what, false)
		b.done()
	})
}
