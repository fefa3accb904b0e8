package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tidings/app/sound"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// playerBar is the bar across the bottom while there is something to listen to. It
// takes no room otherwise.
type playerBar struct {
	player *player
	engine *typeset.Engine
	box    *fyne.Container
	ground *canvas.Rectangle
	line   *canvas.Rectangle
	title  *playerTitle
	seek   *playerSeek

	toggle, back, forward, speed, away *button
}

const (
	playerHeight     = 50
	playerSpeedWidth = 48
	// playerTitleLeast and playerTitleMost are how wide the title is.
	playerTitleLeast, playerTitleMost = 150, 380
)

func newPlayerBar(p *player, e *typeset.Engine) *playerBar {
	b := &playerBar{player: p, engine: e, ground: canvas.NewRectangle(colours().side), line: hairline()}
	add := func(icon, text, tip string, tap func()) *button {
		x := newButton(icon, text, tap)
		x.tip = tip
		x.onTip = func(text string, at fyne.Position) { p.w.notices.tip(text, at.SubtractXY(0, 70)) } // above the bar
		return x
	}
	b.toggle = add("pause", "", "", p.toggle)
	b.back = add("", "−15", "15 seconds back (,)", func() { p.skip(-skipBack) })
	b.forward = add("", "+30", "30 seconds on (.)", func() { p.skip(skipForward) })
	b.speed = add("", "1×", "Speed (< >); more with the other button", p.nextSpeed)
	b.speed.onMenu = p.speedMenu
	b.away = add("close", "", "Stop listening (P)", p.close)
	b.title = &playerTitle{bar: b, picture: newPicture()}
	b.title.ExtendBaseWidget(b.title)
	b.seek = newPlayerSeek(p, e)
	b.box = container.New(b, b.ground, b.line, b.toggle, b.back, b.forward, b.title, b.seek, b.speed, b.away)
	b.box.Hide()
	return b
}

// room is how high the bar is.
func (b *playerBar) room() float32 {
	if !b.box.Visible() {
		return 0
	}
	return playerHeight
}

func (b *playerBar) appear() {
	b.box.Show()
	b.player.w.notices.low = playerHeight
	b.player.w.win.Content().Refresh()
	b.repaint()
}

func (b *playerBar) disappear() {
	had := b.player.w.win.Canvas().Focused() == fyne.Focusable(b.seek)
	b.box.Hide()
	b.player.w.notices.low = 0
	b.player.w.notices.tip("", fyne.Position{})
	b.player.w.notices.status("") // which stands above the bar
	b.player.w.win.Content().Refresh()
	if had {
		b.player.w.focusStage()
	}
}

// tell shows what the player does.
func (b *playerBar) tell() {
	s := b.player.status
	icon, tip := "play", "Play (p)"
	if s.State == sound.Playing || s.State == sound.Waiting {
		icon, tip = "pause", "Pause (p)"
	}
	if b.toggle.tip = tip; b.toggle.name != icon {
		b.toggle.draw(icon)
	}
	if text := viewmodel.SoundSpeed(s.Speed); text != b.speed.text.Text {
		b.speed.say(text)
	}
	b.title.tell()
	b.seek.tell()
}

// repaint draws everything again, in the colours of the theme.
func (b *playerBar) repaint() {
	b.ground.FillColor, b.line.FillColor = colours().side, colours().line
	for _, x := range []*button{b.toggle, b.back, b.forward, b.speed, b.away} {
		x.paint(false)
	}
	b.title.drawn, b.seek.drawn = "", playerSeekLook{}
	b.tell()
	b.box.Refresh()
}

// Layout places the buttons at both ends, the title behind the first ones, and the
// seek bar in what is left.
func (b *playerBar) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	b.ground.Resize(s)
	b.line.Resize(fyne.NewSize(s.Width, 1))
	put := func(o fyne.CanvasObject, x, w float32) {
		h := min(o.MinSize().Height, s.Height)
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(x, (s.Height-h)/2))
	}
	x := float32(10)
	for _, o := range []*button{b.toggle, b.back, b.forward} {
		put(o, x, o.MinSize().Width)
		x += o.MinSize().Width + 2
	}
	right := s.Width - 8
	right -= b.away.MinSize().Width
	put(b.away, right, b.away.MinSize().Width)
	right -= playerSpeedWidth + 2
	put(b.speed, right, playerSpeedWidth) // as wide for 1× as for 1.25×
	x += 8
	w := min(max((right-x)*0.4, playerTitleLeast), playerTitleMost)
	put(b.title, x, w)
	x += w + 14
	put(b.seek, x, max(80, right-x-6))
}

// MinSize is what fits in the smallest window.
func (b *playerBar) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(500, playerHeight) }

// playerTitle is the title of what is played, with a line below it. A click opens the
// article.
type playerTitle struct {
	widget.BaseWidget
	bar     *playerBar
	picture *canvas.Image
	drawn   string // what the picture shows
	over    bool
}

func (t *playerTitle) MinSize() fyne.Size { return fyne.NewSize(playerTitleLeast, 42) }
func (t *playerTitle) CreateRenderer() fyne.WidgetRenderer {
	return objectsRenderer{[]fyne.CanvasObject{t.picture}}
}

// Resize draws for the width.
func (t *playerTitle) Resize(s fyne.Size) {
	if s == t.Size() {
		return
	}
	t.BaseWidget.Resize(s)
	t.picture.Resize(s)
	t.drawn = ""
	t.tell()
}

// tell draws what is new.
func (t *playerTitle) tell() {
	p, size := t.bar.player, t.Size()
	title, below := p.article.Title, p.sentence()
	if title == "" {
		title = viewmodel.FileName(p.file)
	}
	if drawn := title + "\n" + below; !p.shown() || size.Width < 20 || drawn == t.drawn {
		return
	} else {
		t.drawn = drawn
	}
	br := newBrush(t.bar.engine, size.Width, size.Height, pixelScale(t), colours())
	ink := br.p.ink
	if t.over {
		ink = br.p.link
	}
	br.name(title, label{family: typeset.Sans, weight: 600, size: 13, height: 19, color: ink, lang: p.article.Language}, 0, 3, size.Width)
	br.name(below, label{family: typeset.Sans, size: 11.5, height: 16, color: br.p.soft}, 0, 22, size.Width)
	t.picture.Image = br.img
	t.picture.Refresh()
	canvas.Refresh(t)
}

// Tapped opens the article.
func (t *playerTitle) Tapped(*fyne.PointEvent)        { t.bar.player.openArticle() }
func (t *playerTitle) Cursor() desktop.Cursor         { return desktop.PointerCursor }
func (t *playerTitle) MouseIn(*desktop.MouseEvent)    { t.hover(true) }
func (t *playerTitle) MouseMoved(*desktop.MouseEvent) {}
func (t *playerTitle) MouseOut()                      { t.hover(false) }
func (t *playerTitle) hover(over bool)                { t.over, t.drawn = over, ""; t.tell() }
