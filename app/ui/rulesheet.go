package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app/viewmodel"
	"tidings/feeds"
)

// ruleSheet makes a rule, or changes one: what it is about, what it does, and what
// it would have done with the stored articles.
type ruleSheet struct {
	w    *window
	pop  *widget.PopUp
	rule feeds.Rule
	name *formEntry
	form *scopeForm
	does *choiceBar
	now  *formCheck
	then func() // when the sheet is closed; nil: nothing
}

// ruleOfSearch makes a rule of the search in view.
func (w *window) ruleOfSearch() {
	in, ok := w.searchInView()
	if !ok {
		return
	}
	in = w.at.scope
	in.Since = time.Time{} // what arrives is of today in any case
	w.editRule(feeds.Rule{Name: viewmodel.SearchName(in, w.known()), Scope: in, Do: feeds.MarkRead}, nil)
}

// editRule opens the sheet; then is called when it is closed.
func (w *window) editRule(r feeds.Rule, then func()) *ruleSheet {
	d := &ruleSheet{w: w, rule: r, then: then}
	d.rule.Scope.Order, d.rule.Scope.UnreadOnly = feeds.Newest, false // what arrives is unread
	title := "A new rule"
	if r.ID != 0 {
		title = "Change the rule"
	}
	d.name = newFormEntry(d.save, d.close)
	d.name.SetText(r.Name)
	d.name.SetPlaceHolder("As what it looks for")
	d.form = newScopeForm(w, d.rule.Scope, d.save, d.close)
	d.form.name = d.name
	var names []string
	for _, a := range feeds.Actions {
		names = append(names, viewmodel.Does(a))
	}
	d.does = newChoiceBar(w, names, max(0, slices.Index(feeds.Actions, r.Do)), d.save, d.close)
	d.now = newFormCheck(w.front.engine, "Also do it to these now", d.save, d.close)
	lines := []fyne.CanvasObject{serifTitle(title, 20), gap(2), flush(softLabel("It does something with every article that arrives and matches.")), formLine("Name", d.name)}
	lines = append(lines, formLine("Does", d.does))
	lines = append(lines, d.form.rows()...)
	lines = append(lines,
		formLine("", d.form.newest),
		formLine("", d.now), gap(4),
		container.NewHBox(layout.NewSpacer(), newButton("", "Cancel", d.close), strongButton("Save", d.save)))
	d.pop = w.openSheet(container.NewVBox(lines...), sheetWidth)
	w.win.Canvas().Focus(d.form.entry)
	return d
}

func softLabel(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.Importance = widget.LowImportance
	l.Wrapping = fyne.TextWrapWord
	return l
}

func (d *ruleSheet) save() {
	if d.form.wrong {
		d.w.win.Canvas().Focus(d.form.entry)
		return
	}
	r, w, existing := d.rule, d.w, d.now.on
	r.Name, r.Scope, r.Do = strings.TrimSpace(d.name.Text), d.form.scope, feeds.Actions[d.does.at]
	if r.Scope.Equal(feeds.Scope{}) {
		d.form.state.Importance = widget.WarningImportance
		d.form.state.SetText("Say which articles it is about: a rule for everything would leave nothing to read.")
		w.win.Canvas().Focus(d.form.entry)
		return
	}
	changed := 0
	w.do(func(ctx context.Context) (err error) {
		_, changed, err = w.core.SaveRule(ctx, r, existing)
		return err
	}, func() {
		d.close()
		text := "Saved the rule."
		if existing {
			text = "Saved the rule; it changed " + plural(changed, "article", "articles") + "."
		}
		w.notices.say(text, "Undo", w.undo)
	})
}

func (d *ruleSheet) close() {
	d.form.shown = false
	d.w.closeSheet(d.pop)
	if d.then != nil {
		d.then()
	}
}
