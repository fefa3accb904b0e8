package ui

import (
	"context"
	"time"

	"tidings/app"
	"tidings/app/viewmodel"
)

// mostChoices are how many articles can be prepared at once.
var mostChoices = []int{50, 200, 500, 1000}

// prepareName is the name of the button that prepares.
const prepareName = "prepare"

// prepare lets the reader say what is to be ready, and tells how far that is.
func (d *offlineBoard) prepare(f *boardFlow, now time.Time) {
	p := d.now.Pack
	if preparing(p) {
		f.progress(app.Summary(p), int64(p.Done+p.Failed), int64(p.Articles))
		if !d.now.Online {
			f.para("It goes on when the network is back.", true)
		}
		f.gap(f.buttons(boardButton{"Cancel", d.cancel}))
		d.failed(f, now)
		return
	}
	d.form(f)
	if p.ID == 0 {
		return
	}
	f.gap(6)
	f.para(viewmodel.When(p.Began, now)+": "+app.Summary(p), false)
	d.failed(f, now)
	if d.now.failed > 0 {
		f.gap(6)
		f.gap(f.buttons(boardButton{"Try these again", d.retry}))
	}
}

// fewFailures are told without being asked.
const fewFailures = 3

// failed lists what could not be prepared.
func (d *offlineBoard) failed(f *boardFlow, now time.Time) {
	n := d.now.failed
	if n == 0 {
		return
	}
	f.gap(4)
	if n > fewFailures {
		f.fold("What could not be fetched, and why", d.unfolded, func() { d.unfolded = !d.unfolded; d.rebuild() })
	}
	if n <= fewFailures || d.unfolded {
		d.lines(f, d.now.failures, n, now)
	}
}

// form has the choices and the button.
func (d *offlineBoard) form(f *boardFlow) {
	var names, numbers []string
	for _, l := range d.lists {
		names = append(names, l.Name)
	}
	for _, n := range mostChoices {
		numbers = append(numbers, viewmodel.Number(n))
	}
	f.pick("What", names, d.list, func(i int) { d.list = i; d.load() })
	f.pick("At most", numbers, d.most, func(i int) { d.most = i; d.load() })
	f.pick("With", []string{"Texts and pictures", "Texts only"}, map[bool]int{true: 0, false: 1}[d.pictures], func(i int) {
		d.pictures = i == 0
		d.rebuild()
	})
	f.gap(4)
	n := min(d.now.count, mostChoices[d.most])
	if n == 0 {
		f.para("There is nothing in this list to prepare.", true)
		return
	}
	f.strong("Prepare "+plural(n, "article", "articles"), d.begin)
	f.pieces[len(f.pieces)-1].name = prepareName
}

// begin prepares what is chosen.
func (d *offlineBoard) begin() {
	scope, p := d.lists[d.list].Scope, app.Preparation{Pictures: d.pictures, Most: mostChoices[d.most]}
	d.do(func(ctx context.Context) error {
		_, err := d.w.core.Prepare(ctx, scope, p)
		return err
	}, func() string { return "You can close this and read on." }, false)
}

func (d *offlineBoard) cancel() {
	d.do(d.w.core.CancelPreparing, func() string { return "Cancelled. What has arrived stays." }, false)
}
