package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// grounded puts a pane on the ground of the sidebar.
func (w *window) grounded(o fyne.CanvasObject) fyne.CanvasObject {
	w.side = canvas.NewRectangle(colours().side)
	return container.NewStack(w.side, container.New(insetTop(8), o))
}

// belowBar puts the panes below the top bar, and between them what there is to tell;
// below them all is what is listened to.
type belowBar struct {
	told  *bulletin
	heard *playerBar
}

func (l belowBar) Layout(o []fyne.CanvasObject, s fyne.Size) {
	top := barHeight + l.told.room(s.Width)
	o[0].Resize(fyne.NewSize(s.Width, barHeight))
	o[1].Move(fyne.NewPos(0, top))
	foot := l.heard.room()
	o[1].Resize(fyne.NewSize(s.Width, s.Height-top-foot))
	o[2].Move(fyne.NewPos(0, barHeight))
	o[2].Resize(fyne.NewSize(s.Width, top-barHeight))
	o[3].Move(fyne.NewPos(0, s.Height-foot))
	o[3].Resize(fyne.NewSize(s.Width, foot))
}

func (belowBar) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[1].MinSize().AddWidthHeight(0, barHeight)
}

// insetTop leaves room above.
type insetTop float32

func (t insetTop) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for _, x := range o {
		x.Move(fyne.NewPos(0, float32(t)))
		x.Resize(fyne.NewSize(s.Width, s.Height-float32(t)))
	}
}

func (t insetTop) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(0, float32(t))
}

// Preferences of the window.
const (
	widthKey, heightKey     = "window.width", "window.height"
	sidebarKey, timelineKey = "window.sidebar", "window.timeline"
)

func windowSize(p fyne.Preferences) fyne.Size {
	return fyne.NewSize(
		float32(p.FloatWithFallback(widthKey, 1440)),
		float32(p.FloatWithFallback(heightKey, 900)))
}

func (w *window) widths() []float32 {
	p := w.app.Preferences()
	return []float32{
		float32(p.FloatWithFallback(sidebarKey, 220)),
		float32(p.FloatWithFallback(timelineKey, 410)),
	}
}

// remember keeps size and splits for the next start.
func (w *window) remember() {
	p, s := w.app.Preferences(), w.win.Canvas().Size()
	p.SetFloat(widthKey, float64(s.Width))
	p.SetFloat(heightKey, float64(s.Height))
	p.SetFloat(sidebarKey, float64(w.panes.widths[0]))
	p.SetFloat(timelineKey, float64(w.panes.widths[1]))
}

// sidebarWidth is where the timeline begins.
func (w *window) sidebarWidth() float32 {
	if w.panes == nil || !w.panes.objects[0].Visible() {
		return 0
	}
	return w.panes.widths[0]
}

// repaint draws everything again in the colours of the theme.
func (w *window) repaint() {
	w.bar.repaint()
	w.bulletin.repaint()
	w.player.bar.repaint()
	w.side.FillColor, w.paper.FillColor = colours().side, colours().paper
	w.sidebar.reload()
	w.timeline.repaint()
	w.front.rebuild()
	w.story.rebuild()
	w.article.repaint()
	w.panes.repaint()
	w.win.Content().Refresh()
}
