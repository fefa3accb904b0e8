package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/assets"
)

const barHeight = 44

// topBar has the name, the search box, what a refresh is doing, and a few
// buttons.
type topBar struct {
	w      *window
	box    *fyne.Container
	ground *canvas.Rectangle
	line   *canvas.Rectangle
	name   *canvas.Text
	search *searchEntry
	flaw   *canvas.Rectangle // below a search that cannot be understood
	status *canvas.Text
	aside  *button // in its place while it is about reading without a network
	again  *button
	others []*button
}

func newTopBar(w *window) *topBar {
	t := &topBar{w: w, ground: canvas.NewRectangle(colours().side), line: hairline()}
	t.name = canvas.NewText("Tidings", colours().ink)
	t.name.FontSource = fyne.NewStaticResource("tidings-Literata-Bold.ttf", assets.Font("Literata-Bold"))
	t.name.TextSize = 18
	t.status = canvas.NewText("", colours().soft)
	t.status.TextSize = 12.5
	t.search = w.newSearch()
	t.flaw = canvas.NewRectangle(colours().accent)
	t.flaw.Hide()
	t.aside = t.button("", "What is ready, and what waits (O)", w.openOffline)
	t.aside.Hide()
	t.again = t.button("refresh", "Refresh (r)", func() { w.refresh(app.Selection{}) })
	t.others = []*button{
		t.button("add", "Add a subscription (a)", w.add),
		t.button("theme", "Light, dark, or as the system", w.nextAppearance),
		nil,
	}
	t.others[2] = t.button("settings", "Menu", func() { w.mainMenu(t.others[2]) })
	objects := []fyne.CanvasObject{t.ground, t.line, t.name, t.search, t.flaw, t.status, t.aside, t.again}
	for _, b := range t.others {
		objects = append(objects, b)
	}
	t.box = container.New(t, objects...)
	return t
}

func (t *topBar) button(icon, tip string, f func()) *button {
	b := newButton(icon, "", f)
	b.tip = tip
	b.onTip = func(text string, at fyne.Position) { t.w.notices.tip(text, at) }
	return b
}

// Layout places everything from both ends; the search box stands over timeline
// and article.
func (t *topBar) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	t.ground.Resize(s)
	t.line.Move(fyne.NewPos(0, s.Height-1))
	t.line.Resize(fyne.NewSize(s.Width, 1))
	mid := func(o fyne.CanvasObject, x float32) float32 {
		m := o.MinSize()
		o.Resize(m)
		o.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
		return m.Width
	}
	mid(t.name, 14)
	x := s.Width - 8
	for i := len(t.others) - 1; i >= 0; i-- {
		x -= t.others[i].MinSize().Width
		mid(t.others[i], x)
		x -= 2
	}
	x -= t.again.MinSize().Width
	mid(t.again, x)
	if t.aside.Visible() {
		x -= t.aside.MinSize().Width + 2
		mid(t.aside, x)
	} else {
		x -= t.status.MinSize().Width + 8
		mid(t.status, x)
	}
	left := max(232, t.w.sidebarWidth()+12)
	h := t.search.MinSize().Height
	t.search.Move(fyne.NewPos(left, (s.Height-h)/2))
	t.search.Resize(fyne.NewSize(max(120, min(460, x-left-20)), h))
	t.flaw.Move(t.search.Position().AddXY(4, h-2))
	t.flaw.Resize(fyne.NewSize(t.search.Size().Width-8, 2))
}

func (t *topBar) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(600, barHeight) }

// tell shows how far a refresh or a preparation is, whether there is a network, or when
// the last refresh was.
func (t *topBar) tell(s viewmodel.Standing, now time.Time) {
	text, aside := viewmodel.Status(s, now)
	icon := map[bool]string{true: "close", false: "refresh"}[s.Refreshing]
	if text == t.status.Text && icon == t.again.name && aside == t.aside.Visible() {
		return
	}
	t.status.Text = text
	t.aside.say(text)
	visible(t.aside, aside)
	visible(t.status, !aside && t.again.Visible())
	t.again.tip = map[bool]string{true: "Stop refreshing", false: "Refresh (r)"}[s.Refreshing]
	t.again.draw(icon)
	t.Layout(nil, t.box.Size())
	t.status.Refresh()
}

func (t *topBar) repaint() {
	p := colours()
	t.ground.FillColor, t.line.FillColor = p.side, p.line
	t.name.Color, t.status.Color = p.ink, p.soft
	t.flaw.FillColor = p.accent
	t.again.paint(false)
	t.aside.paint(false)
	t.search.repaint()
	for _, b := range t.others {
		b.paint(false)
	}
	t.box.Refresh()
}

// welcomeOnly hides what is of no use before the first subscription.
func (t *topBar) welcomeOnly(yes bool) {
	for _, o := range []fyne.CanvasObject{t.search, t.status, t.again, t.others[0]} {
		visible(o, !yes)
	}
	if yes || t.aside.Visible() {
		t.status.Hide()
	}
	if yes {
		t.aside.Hide()
	}
}
