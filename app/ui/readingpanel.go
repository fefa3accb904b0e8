package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app/viewmodel"
)

// readingPanel changes how articles are set, beside the article, which shows each
// change at once. Tab goes through it, the arrow keys change what has the focus,
// Escape and Enter close it.
type readingPanel struct {
	pane    *articlePane
	box     *fyne.Container
	feeds   *choiceBar
	fonts   *choiceBar
	size    *stepper
	measure *stepper
	leading *stepper
	blocks  *choiceBar
	justify *formCheck
	hyphens *formCheck
}

// toggleReading opens the panel, or closes it.
func (p *articlePane) toggleReading() {
	switch {
	case p.panel != nil:
		p.panel.close()
	case p.a.ID != 0:
		p.panel = newReadingPanel(p)
		p.corner.Add(p.panel.box)
		p.panel.tell()
		p.w.focus(p.panel.size)
	}
}

func newReadingPanel(p *articlePane) *readingPanel {
	r := &readingPanel{pane: p}
	bar := func(names []string, at func(i int)) *choiceBar {
		b := newChoiceBar(p.w, names, 0, r.close, r.close)
		b.onAt = func() { at(b.at) }
		return b
	}
	check := func(text string, set func(s *viewmodel.ReadingStyle, on bool)) *formCheck {
		c := newFormCheck(p.w.front.engine, text, r.close, r.close)
		c.onTurn = func(on bool) { r.change(func(s *viewmodel.ReadingStyle) { set(s, on) }) }
		return c
	}
	step := func(by func(s viewmodel.ReadingStyle, n int) viewmodel.ReadingStyle) *stepper {
		return newStepper(func(n int) { r.change(func(s *viewmodel.ReadingStyle) { *s = by(*s, n) }) }, r.close)
	}
	r.feeds = bar([]string{"All feeds", "This feed"}, r.chooseFeeds)
	r.fonts = bar([]string{"Serif", "Sans"}, r.chooseFont)
	r.size, r.measure, r.leading = step(viewmodel.ReadingStyle.Larger), step(viewmodel.ReadingStyle.Wider), step(viewmodel.ReadingStyle.Looser)
	r.blocks = bar([]string{"Spaced", "Indented"}, func(i int) { r.change(func(s *viewmodel.ReadingStyle) { s.Indent = i == 1 }) })
	r.justify = check("Even", func(s *viewmodel.ReadingStyle, on bool) { s.Justify = on })
	r.hyphens = check("Divided at line ends", func(s *viewmodel.ReadingStyle, on bool) { s.Hyphenate = on })
	more := newButton("", "More fonts…", nil)
	more.onTap = func() { r.moreFonts(more) }
	foot := container.NewHBox(newButton("", "Reset", r.reset), more, layout.NewSpacer(), newButton("", "Close", r.close))
	lines := container.NewVBox(
		formLine("For", r.feeds), formLine("Font", r.fonts), formLine("Size", r.size), formLine("Width", r.measure), formLine("Lines", r.leading),
		formLine("Paragraphs", r.blocks), formLine("Edges", r.justify), formLine("Words", r.hyphens), gap(4), foot)
	pal := colours()
	ground := canvas.NewRectangle(pal.side)
	ground.CornerRadius, ground.StrokeColor, ground.StrokeWidth = 10, pal.line, 1
	r.box = container.NewStack(ground, container.New(layout.NewCustomPaddedLayout(14, 12, 16, 12), lines))
	return r
}

func (r *readingPanel) close() {
	p := r.pane
	p.corner.Remove(r.box)
	p.panel = nil
	p.w.focus(p.page)
}

// change sets the article anew.
func (r *readingPanel) change(f func(*viewmodel.ReadingStyle)) {
	style := r.pane.reading.style
	f(&style)
	if style != r.pane.reading.style {
		r.pane.setReading(style, r.pane.reading.own)
	}
	r.tell()
}

// chooseFeeds says whether the changes are for this feed alone.
func (r *readingPanel) chooseFeeds(i int) {
	c := r.pane.reading
	switch {
	case i == 1 && !c.own:
		r.pane.setReading(c.style, true)
	case i == 0 && c.own:
		r.pane.shareReading()
	}
}

func (r *readingPanel) chooseFont(i int) {
	r.change(func(s *viewmodel.ReadingStyle) {
		switch i {
		case 0:
			s.Font = viewmodel.SerifFont
		case 1:
			s.Font = viewmodel.SansFont
		}
	})
}

// moreFonts offers what is installed.
func (r *readingPanel) moreFonts(under fyne.CanvasObject) {
	var names []string
	r.pane.w.worker.load(func(context.Context) {
		if fonts, err := faces(); err == nil {
			names = fonts.Families()
		}
	}, func() {
		if r.pane.panel != r {
			return
		}
		if len(names) == 0 {
			r.pane.w.notices.say("No other fonts are installed.", "", nil)
			return
		}
		var items []*fyne.MenuItem
		for _, name := range names {
			items = append(items, fyne.NewMenuItem(name, func() { r.change(func(s *viewmodel.ReadingStyle) { s.Font = name }) }))
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(under)
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), r.pane.w.win.Canvas(), at.AddXY(0, under.Size().Height))
	})
}

// reset goes back to the usual, for a feed to what holds for all.
func (r *readingPanel) reset() {
	if r.pane.reading.own {
		r.pane.shareReading()
		return
	}
	r.change(func(s *viewmodel.ReadingStyle) { *s = viewmodel.ReadingStyle{} })
}

// tell shows what holds.
func (r *readingPanel) tell() {
	c := r.pane.reading
	s := c.style.Bounded()
	r.feeds.at = 0
	if c.own {
		r.feeds.at = 1
	}
	r.feeds.show()
	r.fonts.names = []string{"Serif", "Sans"}
	switch s.Font {
	case viewmodel.SerifFont:
		r.fonts.at = 0
	case viewmodel.SansFont:
		r.fonts.at = 1
	default:
		r.fonts.names = append(r.fonts.names, short(s.Font))
		r.fonts.at = 2
	}
	r.fonts.show()
	r.blocks.at = 0
	if s.Indent {
		r.blocks.at = 1
	}
	r.blocks.show()
	r.size.say(fmt.Sprint(s.Size))
	r.measure.say(fmt.Sprintf("%d letters", viewmodel.Letters(s.Measure)))
	r.leading.say(fmt.Sprintf("%.1f", float32(s.Leading)/100))
	r.justify.on, r.hyphens.on = s.Justify, s.Hyphenate
	r.justify.paint()
	r.hyphens.paint()
}
