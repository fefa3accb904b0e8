package ui

import (
	"context"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// bulletin is the bar across the top that tells what the reader should know about
// the profile. It takes no room while there is nothing to tell.
type bulletin struct {
	engine *typeset.Engine
	box    *fyne.Container
	ground *canvas.Rectangle
	line   *canvas.Rectangle
	text   *canvas.Image
	act    *button // what can be done about it
	next   *button // "1 of 2", steps to the next
	away   *button

	list   []viewmodel.Bulletin
	now    viewmodel.Bulletin
	width  float32 // that the text was laid out for
	height float32

	onHeight func()           // the bar needs more or less room
	onAway   func(key string) // the reader has read it
	onTip    func(string, fyne.Position)
}

const (
	bulletinLeft = 42 // behind the sign
	bulletinPad  = 9
)

func newBulletin(e *typeset.Engine, backups func()) *bulletin {
	b := &bulletin{engine: e, ground: canvas.NewRectangle(color.Transparent), line: hairline(), text: newPicture()}
	b.act = newButton("", "Backups…", backups)
	b.act.strong = true
	b.next = newButton("", "", b.step)
	b.away = newButton("close", "", func() { b.onAway(b.now.Key) })
	b.next.tip, b.away.tip = "The next notice (x)", "I have read it (x)"
	tip := func(text string, at fyne.Position) { b.onTip(text, at) }
	b.next.onTip, b.away.onTip = tip, tip
	b.box = container.New(b, b.ground, b.text, b.line, b.act, b.next, b.away)
	b.box.Hide()
	return b
}

// tell shows the notices of the core. fresh says that they changed by themselves and
// not because the reader went on to another one.
func (b *bulletin) tell(list []app.Notice, fresh bool) {
	b.list = b.list[:0]
	for _, n := range list {
		b.list = append(b.list, viewmodel.Bulletin{
			Key: string(n.Key), Text: n.Text, Serious: n.Serious, Lasting: n.Lasting,
			Backups: n.Key == app.MendedNotice || n.Key == app.DamagedNotice,
		})
	}
	b.show(fresh)
}

func (b *bulletin) show(fresh bool) {
	now, any := viewmodel.Bulletins(b.list, b.now.Key, fresh)
	visible(b.box, any)
	b.now = now
	visible(b.act, now.Backups)
	visible(b.next, now.Place != "")
	visible(b.away, !now.Lasting)
	b.next.say(now.Place + " ›")
	b.repaint()
	b.onHeight()
}

// step shows the next notice.
func (b *bulletin) step() {
	b.now.Key = viewmodel.NextBulletin(b.list, b.now.Key)
	b.show(false)
}

// read puts the notice away, or goes on to the next if it stays.
func (b *bulletin) read() {
	switch {
	case !b.box.Visible():
	case b.now.Lasting:
		b.step()
	default:
		b.onAway(b.now.Key)
	}
}

// room is how high the bar is in a window of a width.
func (b *bulletin) room(width float32) float32 {
	if !b.box.Visible() {
		return 0
	}
	if width != b.width {
		b.width = width
		b.paint()
	}
	return b.height
}

// repaint draws it again, for other words or in the colours of the theme.
func (b *bulletin) repaint() {
	p := colours()
	b.ground.FillColor, b.line.FillColor = p.chip, p.line
	if b.now.Serious {
		b.ground.FillColor, b.line.FillColor = p.alert, p.accent
	}
	for _, x := range []*button{b.act, b.next, b.away} {
		x.paint(false)
	}
	b.paint()
	b.box.Refresh()
}

// paint sets the text for the width; the text decides about the height.
func (b *bulletin) paint() {
	room := b.textWidth()
	if room < 100 {
		return
	}
	p := colours()
	measure := newBrush(b.engine, 1, 1, 1, p)
	l := label{family: typeset.Sans, weight: 500, size: 13, height: 19, color: p.ink, ltr: true}
	text := measure.lay(b.now.Text, l, room, 0)
	b.height = max(42, text.Height+2*bulletinPad)
	br := newBrush(b.engine, bulletinLeft+room, b.height, pixelScale(b.box), p)
	top := (b.height - text.Height) / 2
	br.sign(b.now.Serious, 16, top+1.5)
	br.put(text, bulletinLeft, top)
	b.text.Image = br.img
	b.text.Refresh()
}

// sign is a warning, or an i in a circle.
func (b *brush) sign(serious bool, x, y float32) {
	if serious {
		b.shape(b.p.accent, x+8, y, x+16, y+15, x, y+15)
		b.box(x+7.2, y+5, 1.6, 5.2, 0.5, b.p.paper)
		b.box(x+7.2, y+11.4, 1.6, 1.6, 0.5, b.p.paper)
		return
	}
	b.box(x, y, 16, 16, 8, b.p.soft)
	b.box(x+7.1, y+3.6, 1.8, 1.8, 0.9, b.p.paper)
	b.box(x+7.1, y+6.8, 1.8, 5.6, 0.5, b.p.paper)
}

func (b *bulletin) textWidth() float32 {
	w := b.width - bulletinLeft - 16
	for _, x := range []*button{b.act, b.next, b.away} {
		if x.Visible() {
			w -= x.MinSize().Width + 6
		}
	}
	return w
}

// Layout puts the text on the left and the buttons on the right.
func (b *bulletin) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	b.ground.Resize(s)
	b.line.Move(fyne.NewPos(0, s.Height-1))
	b.line.Resize(fyne.NewSize(s.Width, 1))
	b.text.Resize(fyne.NewSize(bulletinLeft+b.textWidth(), s.Height))
	x := s.Width - 8
	for _, o := range []*button{b.away, b.next, b.act} {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		x -= m.Width
		o.Resize(m)
		o.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
		x -= 6
	}
}

// MinSize is what room says.
func (b *bulletin) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, b.height) }

// tellNotices shows what the core has to say about the profile.
func (w *window) tellNotices() { w.bulletin.tell(w.core.Notices(), true) }

// newBulletin connects the bar with the window.
func (w *window) newBulletin(e *typeset.Engine) {
	w.bulletin = newBulletin(e, w.openLibrary)
	w.bulletin.onTip = w.notices.tip
	w.bulletin.onHeight = func() { w.win.Content().Refresh() }
	w.bulletin.onAway = func(key string) {
		w.do(func(ctx context.Context) error { return w.core.Dismiss(ctx, app.NoticeKey(key)) }, nil)
	}
}
