package ui

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app/viewmodel"
	"tidings/feeds"
)

const sheetWidth = 560

// searchSheet saves a search, or changes a saved one.
type searchSheet struct {
	w     *window
	pop   *widget.PopUp
	was   feeds.Search // the one that is changed; ID 0: a new one
	name  *formEntry
	form  *scopeForm
	place *formCheck // in place of the one whose list is shown; nil: not offered
}

// saveSearch saves the search in view, or opens it where it is saved already.
func (w *window) saveSearch() {
	in, ok := w.searchInView()
	if !ok {
		return
	}
	if x, saved := viewmodel.Saved(w.finding.searches, w.at.scope); saved {
		w.editSearch(x, feeds.Search{})
		return
	}
	fresh := feeds.Search{Name: viewmodel.SearchName(in, w.known()), Scope: in}
	changed, _ := w.savedSearch(w.at.key)
	w.editSearch(fresh, changed)
}

// searchInView is what a saved search or a rule would be of.
func (w *window) searchInView() (feeds.Scope, bool) {
	if w.covered() || !w.bar.search.settled() {
		return feeds.Scope{}, false
	}
	in := w.at.scope
	if w.at.mode != showList || in.Bin || in.Equal(feeds.Scope{Order: in.Order}) {
		w.notices.say("Search for something first: then it can be saved, or made a rule.", "Search", func() { w.focus(w.bar.search) })
		return in, false
	}
	return viewmodel.Savable(in, time.Now()), true
}

// covered reports whether a sheet or a menu lies over the window: what a key would
// open has to wait then.
func (w *window) covered() bool { return w.win.Canvas().Overlays().Top() != nil }

// savedSearch is the one of a key of the sidebar.
func (w *window) savedSearch(key string) (feeds.Search, bool) {
	for _, x := range w.finding.searches {
		if viewmodel.SearchKey(x.ID) == key {
			return x, true
		}
	}
	return feeds.Search{}, false
}

// editSearch opens the sheet. changed is the saved search in whose list the reader
// looked for something else; ID 0: none.
func (w *window) editSearch(x, changed feeds.Search) {
	d := &searchSheet{w: w, was: x}
	title, yes := "Save this search", "Save"
	if x.ID != 0 {
		title = "Change the search"
	}
	d.name = newFormEntry(d.save, d.close)
	d.name.SetText(x.Name)
	d.form = newScopeForm(w, x.Scope, d.save, d.close)
	d.form.name = d.name
	lines := []fyne.CanvasObject{serifTitle(title, 20), gap(6), formLine("Name", d.name)}
	lines = append(lines, d.form.rows()...)
	if changed.ID != 0 {
		d.place = newFormCheck(w.front.engine, "In place of “"+short(changed.Name)+"”", d.save, d.close)
		d.place.onTurn = func(on bool) { d.replace(on, x, changed) }
		lines = append(lines, formLine("", d.place))
	}
	foot := container.NewHBox()
	if x.ID != 0 {
		foot.Add(newButton("", "Delete", func() { d.close(); w.deleteSearch(x) }))
	}
	foot.Objects = append(foot.Objects, layout.NewSpacer(), newButton("", "Cancel", d.close), strongButton(yes, d.save))
	lines = append(lines, gap(4), foot)
	d.pop = w.openSheet(container.NewVBox(lines...), sheetWidth)
	w.win.Canvas().Focus(d.name)
	d.name.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// replace makes the sheet change a saved search instead of adding one.
func (d *searchSheet) replace(on bool, fresh, changed feeds.Search) {
	d.was = fresh
	name := fresh.Name
	if on {
		d.was = changed
		name = changed.Name
	}
	d.name.SetText(name)
}

func (d *searchSheet) save() {
	if d.form.wrong {
		d.w.win.Canvas().Focus(d.form.entry)
		return
	}
	x := d.was
	x.Name, x.Scope = strings.TrimSpace(d.name.Text), d.form.scope
	d.close()
	w := d.w
	inView := w.at.mode == showList && (w.at.scope.Text != "" || d.was.ID == 0)
	w.do(func(ctx context.Context) (err error) {
		x.ID, err = w.core.SaveSearch(ctx, x)
		return err
	}, func() {
		key := viewmodel.SearchKey(x.ID)
		w.finding.fresh = key
		if inView && (d.was.ID == 0 || w.at.key == key) {
			w.at.key, w.sidebar.key = key, key
			if !w.at.scope.Equal(x.Scope) {
				w.setScope(x.Scope)
				w.stand()
			}
		}
		w.notices.say("Saved. It is in the sidebar, under Searches.", "Undo", w.undo)
	})
}

func (d *searchSheet) close() {
	d.form.shown = false
	d.w.closeSheet(d.pop)
}

// openSheet shows something over the window, as high as it is.
func (w *window) openSheet(o fyne.CanvasObject, width float32) *widget.PopUp {
	pop := widget.NewModalPopUp(edged(o), w.win.Canvas())
	pop.Resize(fyne.NewSize(min(width, w.win.Canvas().Size().Width-40), pop.MinSize().Height))
	pop.Show()
	return pop
}

// closeSheet gives the keys back to the window, or to the board below.
func (w *window) closeSheet(pop *widget.PopUp) {
	pop.Hide()
	w.focusTop()
}

// strongButton is the one that Enter stands for.
func strongButton(text string, f func()) *button {
	b := newButton("", text, f)
	b.strong = true
	b.paint(false)
	return b
}

// short is a name that fits into a sentence.
func short(name string) string {
	if r := []rune(name); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return name
}

func (w *window) deleteSearch(x feeds.Search) {
	w.do(func(ctx context.Context) error { return w.core.DeleteSearch(ctx, x.ID) }, func() {
		if w.at.key == viewmodel.SearchKey(x.ID) {
			w.at.key = viewmodel.KeyOf(w.sidebar.items, w.at.scope)
			w.sidebar.mark(w.at.key)
		}
		w.notices.say("Deleted the search “"+short(x.Name)+"”.", "Undo", w.undo)
	})
}

// searchMenu is the context menu of a saved search.
func (w *window) searchMenu(it viewmodel.Item, at fyne.Position) {
	x, ok := w.savedSearch(it.Key)
	if !ok {
		return
	}
	save := func(change func(*feeds.Search)) {
		y := x
		change(&y)
		w.do(func(ctx context.Context) error {
			_, err := w.core.SaveSearch(ctx, y)
			return err
		}, nil)
	}
	up := fyne.NewMenuItem("Move up", func() { save(func(y *feeds.Search) { y.Position-- }) })
	up.Disabled = x.Position == w.finding.searches[0].Position
	down := fyne.NewMenuItem("Move down", func() { save(func(y *feeds.Search) { y.Position++ }) })
	down.Disabled = x.Position == w.finding.searches[len(w.finding.searches)-1].Position
	w.popUp(at,
		fyne.NewMenuItem("Mark all as read", func() { w.readAll(it.Scope) }),
		fyne.NewMenuItem("Make a rule of it…", func() { w.editRule(feeds.Rule{Name: x.Name, Scope: x.Scope, Do: feeds.MarkRead}, nil) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Rename…", func() {
			w.ask("Rename "+x.Name, x.Name, func(name string) { save(func(y *feeds.Search) { y.Name = name }) })
		}),
		fyne.NewMenuItem("Edit…", func() { w.editSearch(x, feeds.Search{}) }),
		up, down,
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Delete", func() { w.deleteSearch(x) }))
}
