package ui

import (
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app"
	"tidings/app/viewmodel"
)

// importHeight is what the dialog takes where there is room.
const importHeight = 620

// importStage is how far the dialog is.
type importStage int

const (
	chooseOrigin importStage = iota // which reader, or which file
	readOrigin                      // it is looked at
	choosePlan                      // what to take
	askPlan                         // the servers are asked
	takePlan                        // it is imported
)

// importDialog takes over what another reader has, or a list of subscriptions: first from
// where, then what, both by the arrow keys and the space bar; Enter goes on, Backspace back.
type importDialog struct {
	w      *window
	pop    *widget.PopUp
	title  *fyne.Container
	status *widget.Label
	list   *importList
	back   *button
	check  *button
	yes    *button
	stage  importStage

	found  []foundReader
	at     app.Origin
	plan   app.Plan
	tree   []*planNode
	leave  map[string]bool // addresses that are not to be taken
	asked  bool
	loads  latest
	cancel context.CancelFunc
}

// foundReader is a program that was found, with what it has as soon as that is known.
type foundReader struct {
	origin app.Origin
	plan   *app.Plan // nil: not looked at yet
	err    error
}

// openImport shows what can be imported from.
func (w *window) openImport() *importDialog {
	if w.covered() {
		return nil
	}
	d := &importDialog{w: w, cancel: func() {}}
	d.build()
	for _, o := range w.core.OtherReaders() {
		d.found = append(d.found, foundReader{origin: o})
	}
	d.pop.Show()
	d.show(chooseOrigin)
	d.count(0)
	return d
}

// importPath shows what a file or folder would bring: it was dropped on the window.
func (w *window) importPath(path string) *importDialog {
	d := w.openImport()
	if d != nil {
		d.lookAt(path)
	}
	return d
}

func (d *importDialog) build() {
	d.status = softLabel("")
	d.status.Wrapping = fyne.TextWrapWord
	d.list = &importList{sheet: newSheet(d.w.front.engine, d.w.pics), dialog: d}
	d.list.self = d.list
	d.list.compose = d.layOut
	d.list.onKey = d.key
	d.list.onRune = d.rune
	d.back = newButton("", "Back", d.goBack)
	d.check = newButton("", "Ask the servers", d.ask)
	d.yes = strongButton("Import", d.enter)
	d.title = container.NewStack(serifTitle("Import", 20))
	head := container.NewVBox(d.title, gap(4), flush(d.status), gap(2))
	foot := container.NewHBox(container.NewCenter(d.back), layout.NewSpacer(), container.NewCenter(d.check),
		container.NewCenter(newButton("", "Cancel", d.close)), container.NewCenter(d.yes))
	body := container.NewBorder(head, foot, nil, nil, d.list)
	d.pop = widget.NewModalPopUp(dialogBox(body), d.w.win.Canvas())
	most := d.w.win.Canvas().Size()
	d.pop.Resize(fyne.NewSize(min(addWidth, most.Width-40), min(importHeight, most.Height-40)))
}

// show goes to a stage.
func (d *importDialog) show(s importStage) {
	d.stage = s
	d.title.Objects = []fyne.CanvasObject{serifTitle(d.headline(), 20)}
	d.title.Refresh()
	visible(d.back, s == choosePlan)
	visible(d.check, s == choosePlan && !d.asked && d.fresh() > 0)
	visible(d.yes, s == choosePlan)
	d.say()
	d.list.top()
	d.list.rebuild()
	if d.list.step(1); s == choosePlan {
		d.list.choose(firstTick(d.tree))
		d.list.sync()
	}
	d.w.focus(d.list)
}

func (d *importDialog) headline() string {
	if d.stage == chooseOrigin {
		return "Import"
	}
	if d.at.IsList() {
		return "Import a list of subscriptions"
	}
	return "Import from " + d.at.Name()
}

// say describes the stage below the headline.
func (d *importDialog) say() {
	switch d.stage {
	case chooseOrigin:
		text := "From another reader, with its articles and what you read and starred, or from a list of subscriptions (OPML). Nothing there is changed."
		if len(d.found) == 0 {
			text += " No other reader was found on this computer."
		}
		d.status.SetText(text)
	case readOrigin:
		d.status.SetText("Looking at what is there…")
	case choosePlan:
		keys := " Space ticks, A all or none, Enter imports."
		if !d.asked && d.fresh() > 0 {
			keys = " Space ticks, A all or none, C asks the servers, Enter imports."
		}
		d.status.SetText(planSaid(d.plan) + keys)
		d.yes.say(d.promise())
	}
}

// promise is what the button says.
func (d *importDialog) promise() string {
	n, articles := 0, 0
	for _, p := range d.plan.Feeds {
		if !d.leave[p.URL] && !p.Twice && (p.Known == 0 || p.Articles > 0) {
			n++
			articles += p.Articles
		}
	}
	switch {
	case n == 0:
		return "Nothing to import"
	case articles > 0:
		return fmt.Sprintf("Import %s, %s", plural(n, "feed", "feeds"), articlesOf(articles))
	}
	return "Import " + plural(n, "feed", "feeds")
}

// fresh is how many feeds of the plan would be new.
func (d *importDialog) fresh() int {
	n := 0
	for _, p := range d.plan.Feeds {
		if p.Fresh() {
			n++
		}
	}
	return n
}

// count looks at what the programs have that were found, one after another.
func (d *importDialog) count(i int) {
	if i >= len(d.found) {
		return
	}
	var plan app.Plan
	var err error
	o := d.found[i].origin
	d.w.worker.load(func(ctx context.Context) { plan, err = d.w.core.PreviewFrom(ctx, o, false, nil) }, func() {
		if !d.pop.Visible() {
			return
		}
		if d.found[i].err = err; err == nil {
			d.found[i].plan = &plan
		}
		if d.stage == chooseOrigin {
			d.list.rebuild()
		}
		d.count(i + 1)
	})
}

// open shows what a program would bring.
func (d *importDialog) open(i int) {
	f := d.found[i]
	d.at = f.origin
	if f.plan != nil {
		d.planned(*f.plan)
		return
	}
	d.look(func(context.Context) (app.Origin, error) { return f.origin, nil })
}

// lookAt shows what a file or folder would bring.
func (d *importDialog) lookAt(path string) {
	d.at = app.Origin{}
	d.look(func(ctx context.Context) (app.Origin, error) { return d.w.core.OriginAt(ctx, path) })
}

func (d *importDialog) look(which func(context.Context) (app.Origin, error)) {
	d.show(readOrigin)
	current := d.loads.next()
	var o app.Origin
	var plan app.Plan
	var err error
	d.work(func(ctx context.Context) {
		if o, err = which(ctx); err == nil {
			plan, err = d.w.core.PreviewFrom(ctx, o, false, nil)
		}
	}, func() {
		switch {
		case !current():
		case err != nil:
			d.show(chooseOrigin)
			d.status.SetText(app.Explain(err))
		default:
			d.at = o
			d.planned(plan)
		}
	})
}

// work does something that Cancel ends.
func (d *importDialog) work(f func(context.Context), then func()) {
	ctx, cancel := context.WithCancel(d.w.worker.ctx)
	d.cancel = cancel
	d.w.worker.load(func(context.Context) { f(ctx) }, func() {
		cancel()
		then()
	})
}

func (d *importDialog) planned(plan app.Plan) {
	d.plan, d.asked, d.leave = plan, false, map[string]bool{}
	d.tree = planTree(plan)
	d.show(choosePlan)
}

// ask asks the servers of what would be new, and takes the ticks from those that give no feed.
func (d *importDialog) ask() {
	if d.stage != choosePlan || d.asked || d.fresh() == 0 {
		return
	}
	d.stage = askPlan
	d.back.Hide()
	d.check.Hide()
	d.yes.Hide()
	d.status.SetText("Asking the servers…")
	current := d.loads.next()
	var plan app.Plan
	var err error
	d.work(func(ctx context.Context) {
		plan, err = d.w.core.PreviewFrom(ctx, d.at, true, func(n, of int) {
			d.w.worker.back(func() {
				if current() {
					d.status.SetText(fmt.Sprintf("Asked %d of %s…", n, plural(of, "server", "servers")))
				}
			})
		})
	}, func() {
		switch {
		case !current():
			return
		case err == nil:
			d.plan, d.asked = plan, true
			d.tree = planTree(plan)
			for _, p := range plan.Feeds {
				if p.Err != nil && p.Articles == 0 { // what has articles is worth keeping
					d.leave[p.URL] = true
				}
			}
		}
		d.show(choosePlan)
		if err != nil && !errors.Is(err, context.Canceled) {
			d.status.SetText(app.Explain(err))
		}
	})
}

// enter imports what is ticked.
func (d *importDialog) enter() {
	if d.stage != choosePlan || d.promise() == "Nothing to import" {
		return
	}
	d.stage = takePlan
	d.back.Hide()
	d.check.Hide()
	d.yes.Hide()
	d.status.SetText("Importing…")
	var sum app.Imported
	var err error
	d.work(func(ctx context.Context) {
		sum, err = d.w.core.ImportFrom(ctx, d.at, d.leave, func(n, of int) {
			d.w.worker.back(func() {
				if d.pop.Visible() {
					d.status.SetText(fmt.Sprintf("%s of %s articles…", viewmodel.Number(n), viewmodel.Number(of)))
				}
			})
		})
	}, func() { d.done(sum, err) })
}

// done says what was imported.
func (d *importDialog) done(sum app.Imported, err error) {
	d.hide()
	w := d.w
	text := sum.Said() + "."
	switch {
	case err != nil && !sum.Any():
		w.fail(err)
		return
	case errors.Is(err, context.Canceled):
		text = "Stopped. " + text
	case err != nil:
		text = app.Explain(err) + " " + text
	case sum.Lost > 0:
		text += " " + plural(sum.Lost, "article", "articles") + " could not be read."
	}
	if !sum.Any() {
		w.notices.say(text, "", nil)
		return
	}
	w.notices.say(text, "Undo", w.undo)
	if d.at.IsList() { // what another reader has is here already: its feeds are asked in their turn
		w.refresh(app.Selection{})
	}
}

// goBack shows again what can be imported from.
func (d *importDialog) goBack() {
	if d.stage == choosePlan {
		d.show(chooseOrigin)
	}
}

// close ends what goes on; an import stops where it is, and its notice offers Undo.
func (d *importDialog) close() {
	d.cancel()
	if d.stage != takePlan {
		d.loads.next()
		d.hide()
	}
}

func (d *importDialog) hide() {
	d.pop.Hide()
	if d.w.at.mode == showWelcome {
		d.w.welcome.focus()
		return
	}
	d.w.focusTop()
}
