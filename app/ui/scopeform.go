package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// scopeForm says in a sheet which articles it is about: the search, which can be
// edited and is checked as one types, where it looks, and what of the stored
// articles it finds.
type scopeForm struct {
	w       *window
	scope   feeds.Scope
	entry   *formEntry
	where   *widget.Label
	state   *widget.Label
	newest  *headlines // of what matches
	name    *formEntry // follows the search until the reader gives another one
	wrong   bool
	shown   bool   // the sheet is open
	muted   bool   // it is also about what is hidden already
	onScope func() // what it looks for has changed; nil: nobody wants to know
	typed   latest
	loads   latest
}

// samples are how many headlines a sheet shows.
const samples = 4

func newScopeForm(w *window, in feeds.Scope, submit, escape func()) *scopeForm {
	f := &scopeForm{w: w, scope: in, shown: true}
	f.entry = newFormEntry(submit, escape)
	f.entry.SetText(in.Text)
	f.entry.SetPlaceHolder("Everything")
	f.entry.OnChanged = f.changed
	f.where = widget.NewLabel(viewmodel.Where(in, w.known()))
	f.where.Truncation = fyne.TextTruncateEllipsis
	f.state = widget.NewLabel("")
	f.state.Wrapping = fyne.TextWrapWord
	f.state.Importance = widget.LowImportance
	f.newest = newHeadlines(w.front.engine)
	f.look()
	return f
}

// rows are the lines of the form.
func (f *scopeForm) rows() []fyne.CanvasObject {
	return []fyne.CanvasObject{formLine("Looks for", f.entry), formLine("Where", f.where), formLine("", f.state)}
}

func (f *scopeForm) changed(text string) {
	follows := f.name != nil && f.name.Text == viewmodel.SearchName(f.scope, f.w.known())
	f.scope.Text = text
	if follows {
		f.name.SetText(viewmodel.SearchName(f.scope, f.w.known()))
	}
	if f.onScope != nil {
		f.onScope()
	}
	current := f.typed.next()
	f.w.worker.after(typing, func() {
		if current() && f.shown {
			f.look()
		}
	})
}

// look says what the search finds, or what is wrong with it.
func (f *scopeForm) look() {
	current := f.loads.next()
	if m := f.w.mistake(f.scope.Text); m != nil {
		f.wrong = true
		f.state.Importance = widget.WarningImportance
		f.state.SetText(m.Message)
		f.newest.show(nil)
		return
	}
	f.wrong = false
	if f.muted && f.scope.Equal(feeds.Scope{}) { // everything is not what is meant
		f.state.SetText("")
		f.newest.show(nil)
		return
	}
	in, n := f.scope, 0
	in.Order = feeds.Newest
	if f.muted {
		in.Text = viewmodel.AlsoMuted(in.Text)
	}
	var page feeds.Page
	var err error
	f.w.worker.load(func(ctx context.Context) {
		if page, err = f.w.core.Articles(ctx, in, feeds.Cursor{}, samples); err == nil {
			ctx, end := context.WithTimeout(ctx, counting)
			defer end()
			n, err = f.w.core.CountArticles(ctx, in, app.CountLimit)
		}
	}, func() {
		if !current() || !f.shown {
			return
		}
		f.state.Importance = widget.LowImportance
		if err != nil {
			f.state.SetText(app.Explain(err))
		} else {
			f.state.SetText(viewmodel.Matches(n, app.CountLimit))
		}
		f.newest.show(page.Articles)
	})
}
