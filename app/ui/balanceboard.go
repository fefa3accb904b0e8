package ui

import (
	"context"
	"math"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// balanceBoard says how much what counts on the front page. What is changed holds at
// once: the page behind it shows it.
type balanceBoard struct {
	*board
	now     app.Balance
	there   bool
	trouble string
	weights []weight
	saves   turns
}

// weight is one of the things that count.
type weight struct {
	name, about string
	of          func(*app.Balance) *float64
	slider      *slider
}

func theWeights() []weight {
	return []weight{
		{name: "Sources", about: "How many report it in words of their own.", of: func(b *app.Balance) *float64 { return &b.Sources }},
		{name: "Time", about: "How new it is, and how fast it grows.", of: func(b *app.Balance) *float64 { return &b.Freshness }},
		{name: "Your topics", about: "What you follow, and topics of your own.", of: func(b *app.Balance) *float64 { return &b.Topics }},
		{name: "Your reading", about: "What you opened, starred and put aside in the last weeks.", of: func(b *app.Balance) *float64 { return &b.Reading }},
	}
}

// asMade is how much everything counts unless the reader says otherwise.
var asMade = app.Balance{Sources: 1, Freshness: 1, Topics: 1, Reading: 1}

// openBalance shows the board.
func (w *window) openBalance() {
	d := &balanceBoard{weights: theWeights()}
	for i := range d.weights {
		x := &d.weights[i]
		x.slider = newSlider(w.front.engine, 0.5, func(at float64) { d.set(x, at*2) })
	}
	d.board = w.openBoard("What counts on the front page", fyne.NewSize(520, 560), d.layOut)
	var err error
	w.worker.load(func(ctx context.Context) { d.now, err = w.core.FrontBalance(ctx) }, func() {
		d.there = err == nil
		if err != nil {
			d.trouble = app.Explain(err)
		}
		d.rebuild()
	})
}

func (d *balanceBoard) layOut(f *boardFlow) {
	if !f.begins(d.there, d.trouble) {
		return
	}
	f.para("The page behind this changes as you do. ← and → move what is chosen.", true)
	for i := range d.weights {
		d.line(f, &d.weights[i])
	}
	f.gap(8)
	if d.now != asMade {
		f.button("As it was made", f.x, f.y, false, func() { d.keep(asMade) })
		f.gap(30)
	}
}

// line is a slider with its name and what it says.
func (d *balanceBoard) line(f *boardFlow, x *weight) {
	f.gap(10)
	at := *x.of(&d.now)
	f.add(piece{x: f.x, y: f.y, w: f.w, h: 42, name: x.name, adjust: func(n int) { d.set(x, at+float64(n)*viewmodel.WeightStep) }, paint: func(b *brush) {
		l := label{family: typeset.Sans, weight: 600, size: 13, height: 19, color: b.p.ink, ltr: true}
		b.text(x.name, l, 0, 2, f.w, 1)
		l.weight, l.color = 500, b.p.accent
		said := b.lay(viewmodel.WeightName(at), l, f.w, 1)
		b.put(said, f.w-said.Used, 2)
		l.weight, l.color = 400, b.p.soft
		b.text(x.about, l, 0, 21, f.w, 1)
	}})
	f.gap(44)
	x.slider.show(at / 2)
	f.add(piece{x: f.x - knob/2, y: f.y, w: f.w + knob, h: 26, object: x.slider})
	f.gap(28)
}

// set changes one weight, in steps.
func (d *balanceBoard) set(x *weight, to float64) {
	to = min(max(math.Round(to/viewmodel.WeightStep)*viewmodel.WeightStep, 0), 2)
	next := d.now
	if *x.of(&next) == to {
		return
	}
	*x.of(&next) = to
	d.keep(next)
}

// keep shows how it is now and stores it.
func (d *balanceBoard) keep(next app.Balance) {
	d.now = next
	d.rebuild()
	d.saves.ask(func(done func()) {
		var err error
		now := d.now
		d.w.worker.load(func(ctx context.Context) { err = d.w.core.SetFrontBalance(ctx, now) }, func() {
			if err != nil {
				d.trouble = app.Explain(err)
				d.rebuild()
			} else {
				d.w.front.refresh()
			}
			done()
		})
	})
}
