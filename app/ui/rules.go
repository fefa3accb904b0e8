package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// Measures of the panel.
const (
	rulesWidth  = 640
	rulesHeight = 460
	ruleHeight  = 54
)

// rulesPanel lists the rules in the order in which they are applied.
type rulesPanel struct {
	widget.BaseWidget
	w       *window
	content fyne.CanvasObject
	pop     *widget.PopUp
	sheet   *sheet
	state   *widget.Label
	undo    *button
	keys    fyne.CanvasObject // what the keys do; hidden where there is no rule
	list    []feeds.Rule
	loaded  bool
	chosen  int
	loads   latest
}

func (w *window) openRules() *rulesPanel {
	p := &rulesPanel{w: w, sheet: newSheet(w.front.engine, w.pics)}
	p.sheet.compose = p.layOut
	p.state = softLabel("")
	p.undo = newButton("", "Undo", p.takeBack)
	p.undo.Hide()
	head := container.NewVBox(serifTitle("Rules", 20), flush(softLabel("They do something with articles that arrive and match, one after the other.")), gap(4))
	p.keys = flush(softLabel("space on or off · Enter edit · Del delete · K J move · n new · u undo"))
	p.keys.Hide()
	foot := container.NewVBox(
		flush(container.NewBorder(nil, nil, nil, p.undo, p.state)), p.keys,
		container.NewHBox(newButton("add", "New rule…", p.fresh), layout.NewSpacer(), strongButton("Close", p.close)))
	p.content = dialogBox(container.NewBorder(head, foot, nil, nil, p.sheet))
	p.ExtendBaseWidget(p)
	p.pop = widget.NewModalPopUp(p, w.win.Canvas())
	most := w.win.Canvas().Size()
	p.pop.Resize(fyne.NewSize(min(rulesWidth, most.Width-40), min(rulesHeight, most.Height-40)))
	p.pop.Show()
	w.win.Canvas().Focus(p)
	p.load()
	return p
}

func (p *rulesPanel) load() {
	current := p.loads.next()
	var list []feeds.Rule
	var err error
	p.w.worker.load(func(ctx context.Context) { list, err = p.w.core.Rules(ctx) }, func() {
		if !current() {
			return
		}
		if err != nil {
			p.say(app.Explain(err), false)
			return
		}
		p.list, p.loaded = list, true
		p.chosen = min(p.chosen, max(0, len(list)-1))
		visible(p.keys, len(list) > 0)
		p.content.Refresh()
		p.sheet.rebuild()
	})
}

func (p *rulesPanel) say(text string, undo bool) {
	p.state.SetText(text)
	visible(p.undo, undo)
	p.content.Refresh()
}

// change does something with a rule and lists them again.
func (p *rulesPanel) change(work func(context.Context) error, said string) {
	var err error
	p.w.worker.load(func(ctx context.Context) { err = work(ctx) }, func() {
		if err != nil {
			p.say(app.Explain(err), false)
			return
		}
		p.say(said, said != "")
		p.load()
	})
}

func (p *rulesPanel) save(r feeds.Rule, said string) {
	p.change(func(ctx context.Context) error {
		_, _, err := p.w.core.SaveRule(ctx, r, false)
		return err
	}, said)
}

func (p *rulesPanel) toggle(r feeds.Rule) {
	r.Paused = !r.Paused
	said := "“" + short(r.Name) + "” is on."
	if r.Paused {
		said = "“" + short(r.Name) + "” is off."
	}
	p.save(r, said)
}

func (p *rulesPanel) remove(r feeds.Rule) {
	p.change(func(ctx context.Context) error { return p.w.core.DeleteRule(ctx, r.ID) }, "Deleted “"+short(r.Name)+"”. What it did stays.")
}

func (p *rulesPanel) move(i, d int) {
	if i+d < 0 || i+d >= len(p.list) {
		return
	}
	r := p.list[i]
	r.Position += d
	p.chosen = i + d
	p.save(r, "Moved “"+short(r.Name)+"”.")
}

// edit leaves the panel for the sheet of a rule, and comes back.
func (p *rulesPanel) edit(r feeds.Rule) {
	p.pop.Hide()
	p.w.editRule(r, func() { p.w.openRules() })
}

// fresh makes a rule of nothing yet.
func (p *rulesPanel) fresh() { p.edit(feeds.Rule{Do: feeds.MarkRead}) }

func (p *rulesPanel) takeBack() {
	what := ""
	var err error
	p.w.worker.load(func(ctx context.Context) { what, err = p.w.core.Undo(ctx) }, func() {
		if err != nil {
			p.say(app.Explain(err), false)
			return
		}
		p.say("Undone: "+what, false)
		p.load()
	})
}

func (p *rulesPanel) close() { p.w.closeSheet(p.pop) }

// layOut lists the rules: a switch, the name, what it does, and buttons.
func (p *rulesPanel) layOut(b *brush, width float32) ([]piece, float32) {
	if len(p.list) == 0 {
		if !p.loaded {
			return nil, 0
		}
		text := b.lay("No rules yet.\n\nA rule marks, stars, puts aside or deletes what arrives and matches a search. Search for something and press Ctrl+E, or begin with “New rule…”.",
			label{family: typeset.Sans, size: 13, height: 20, color: b.p.soft}, width-60, 0)
		return []piece{{x: 30, y: 40, w: width - 60, h: text.Height, paint: func(b *brush) { b.put(text, 0, 0) }}}, text.Height + 80
	}
	var pieces []piece
	known := p.w.known()
	for i, r := range p.list {
		pieces = append(pieces, p.row(i, r, width, viewmodel.RuleLine(r, known))...)
	}
	return pieces, float32(len(p.list)) * ruleHeight
}

func (p *rulesPanel) row(i int, r feeds.Rule, width float32, line string) []piece {
	y := float32(i) * ruleHeight
	chosen := i == p.chosen
	room := width - 48 - 190
	ground := piece{x: 0, y: y, w: width, h: ruleHeight - 2, paint: func(b *brush) {
		if chosen {
			b.box(0, 0, width, ruleHeight-2, 8, b.p.choice)
		}
		b.toggle(12, 18, !r.Paused)
		ink := b.p.ink
		if r.Paused {
			ink = b.p.soft
		}
		b.name(r.Name, label{family: typeset.Sans, weight: 600, size: 13.5, height: 19, color: ink}, 52, 7, room)
		b.name(line, label{family: typeset.Sans, size: 12, height: 17, color: b.p.soft}, 52, 27, room)
	}, tap: func() {
		p.chosen = i
		p.sheet.rebuild()
		p.w.win.Canvas().Focus(p)
	}}
	pieces := []piece{ground, {x: 4, y: y + 8, w: 44, h: 36, tap: func() { p.toggle(r) }}}
	x := width - 8
	for _, act := range []struct {
		name string
		do   func()
	}{
		{"Delete", func() { p.remove(r) }}, {"Edit…", func() { p.edit(r) }}, {"↓", func() { p.move(i, 1) }}, {"↑", func() { p.move(i, -1) }},
	} {
		if act.name == "↑" && i == 0 || act.name == "↓" && i == len(p.list)-1 {
			x -= 24
			continue
		}
		b := newButton("", act.name, act.do)
		m := b.MinSize()
		x -= m.Width + 2
		pieces = append(pieces, piece{x: x, y: y + 13, w: m.Width, h: m.Height, object: b})
	}
	return pieces
}

// toggle draws a switch.
func (b *brush) toggle(x, y float32, on bool) {
	ground, knob := b.p.faint, x+2
	if on {
		ground, knob = b.p.good, x+14
	}
	b.box(x, y, 28, 16, 8, ground)
	b.box(knob, y+2, 12, 12, 6, b.p.paper)
}

func (p *rulesPanel) choose(i int) {
	if i < 0 || i >= len(p.list) {
		return
	}
	p.chosen = i
	y := float32(i) * ruleHeight
	if top, h := p.sheet.scroll.Offset.Y, p.sheet.Size().Height; y < top || y+ruleHeight > top+h {
		p.sheet.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y-h/2)))
	}
	p.sheet.rebuild()
}

func (p *rulesPanel) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.content) }

// FocusGained, FocusLost, TypedRune and TypedKey make it work by keyboard.
func (p *rulesPanel) FocusGained() {}
func (p *rulesPanel) FocusLost()   {}
func (p *rulesPanel) TypedRune(r rune) {
	switch {
	case r == 'n':
		p.fresh()
	case r == 'u':
		p.takeBack()
	case len(p.list) == 0:
	case r == 'J':
		p.move(p.chosen, 1)
	case r == 'K':
		p.move(p.chosen, -1)
	case r == 'j':
		p.choose(p.chosen + 1)
	case r == 'k':
		p.choose(p.chosen - 1)
	}
}

func (p *rulesPanel) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyEscape:
		p.close()
	case len(p.list) == 0:
	case e.Name == fyne.KeyDown:
		p.choose(p.chosen + 1)
	case e.Name == fyne.KeyUp:
		p.choose(p.chosen - 1)
	case e.Name == fyne.KeySpace:
		p.toggle(p.list[p.chosen])
	case e.Name == fyne.KeyReturn, e.Name == fyne.KeyEnter:
		p.edit(p.list[p.chosen])
	case e.Name == fyne.KeyDelete, e.Name == fyne.KeyBackspace:
		p.remove(p.list[p.chosen])
	}
}
