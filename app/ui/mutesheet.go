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

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// muteSheet hides articles, or changes what is hidden: which, until when, and what is
// shown all the same.
type muteSheet struct {
	w      *window
	pop    *widget.PopUp
	mute   feeds.Mute
	form   *scopeForm
	span   *choiceBar
	unless *formEntry
	many   *choiceBar
	hides  *widget.Label
	then   func() // when the sheet is closed; nil: nothing
	typed  latest
	loads  latest
}

// muteWords hides what is selected in the article, or what the reader fills in.
func (w *window) muteWords() {
	text := ""
	if w.at.mode == showList || w.at.mode == showArticle {
		text = viewmodel.WordsToMute(viewmodel.Excerpt(w.article.page.selected(), 100))
	}
	w.editMute(feeds.Mute{Scope: feeds.Scope{Text: text}}, nil)
}

// editMute opens the sheet; then is called when it is closed.
func (w *window) editMute(m feeds.Mute, then func()) *muteSheet {
	if w.covered() {
		return nil
	}
	d := &muteSheet{w: w, mute: m, then: then}
	title := "Hide articles"
	if m.ID != 0 {
		title = "Change what is hidden"
	}
	d.form = newScopeForm(w, m.Scope, d.save, d.close)
	d.form.muted = true
	d.form.entry.SetPlaceHolder("Words, or a search")
	d.form.onScope = d.later
	d.unless = newFormEntry(d.save, d.close)
	d.unless.SetText(m.Unless)
	d.unless.SetPlaceHolder("Words, or a search; empty: no exception")
	d.unless.OnChanged = func(string) { d.later() }
	d.span = newChoiceBar(w, d.spans(), d.spanNow(), d.save, d.close)
	var many []string
	for _, n := range viewmodel.MuteSources {
		many = append(many, viewmodel.MuteSourcesName(n))
	}
	d.many = newChoiceBar(w, many, d.manyNow(), d.save, d.close)
	d.many.onAt = d.later
	d.hides = softLabel("")
	lines := []fyne.CanvasObject{serifTitle(title, 20), gap(2)}
	lines = append(lines, d.form.rows()...)
	lines = append(lines, formLine("", d.form.newest), formLine("How long", d.span), formLine("Unless it has", d.unless),
		formLine("Sources", d.many), formLine("", d.hides), gap(4),
		container.NewHBox(layout.NewSpacer(), newButton("", "Cancel", d.close), strongButton("Hide", d.save)))
	d.pop = w.openSheet(container.NewVBox(lines...), sheetWidth)
	d.form.look()
	d.look()
	if m.Scope.Equal(feeds.Scope{}) {
		w.focus(d.form.entry)
	} else {
		w.focus(d.span)
	}
	return d
}

// spans are for how long it may be hidden; an end that was set stays the first choice.
func (d *muteSheet) spans() []string {
	var out []string
	if !d.mute.Until.IsZero() {
		out = append(out, "Until "+viewmodel.MuteEnd(d.mute.Until, time.Now()))
	}
	for _, s := range viewmodel.MuteSpans {
		out = append(out, s.Name)
	}
	return out
}

func (d *muteSheet) spanNow() int {
	if !d.mute.Until.IsZero() {
		return 0
	}
	return slices.IndexFunc(viewmodel.MuteSpans, func(s viewmodel.MuteSpan) bool { return s.Days == 0 })
}

func (d *muteSheet) manyNow() int {
	for i, n := range viewmodel.MuteSources {
		if n >= d.mute.Sources {
			return i
		}
	}
	return len(viewmodel.MuteSources) - 1
}

// filled is the mute as it is filled in.
func (d *muteSheet) filled(now time.Time) feeds.Mute {
	m := d.mute
	m.Scope = d.form.scope
	m.Scope.Text = strings.TrimSpace(m.Scope.Text)
	m.Name = ""
	m.Name = viewmodel.MuteName(m, d.w.known())
	m.Unless = strings.TrimSpace(d.unless.Text)
	m.Sources = viewmodel.MuteSources[d.many.at]
	at := d.span.at
	if !d.mute.Until.IsZero() {
		at--
	}
	if at >= 0 {
		m.Until = viewmodel.MuteSpans[at].Until(now)
	}
	return m
}

// flaw says why it cannot be saved as it is; empty: it can.
func (d *muteSheet) flaw(m feeds.Mute) (string, fyne.Focusable) {
	if x := d.w.mistake(m.Unless); x != nil {
		return x.Message, d.unless
	}
	if m.Scope.Equal(feeds.Scope{}) {
		return "Say what is to be hidden: a mute for everything would leave nothing to read.", d.form.entry
	}
	return "", nil
}

func (d *muteSheet) later() {
	current := d.typed.next()
	d.w.worker.after(typing, func() {
		if current() && d.form.shown {
			d.look()
		}
	})
}

// look says how many of the stored articles it would hide.
func (d *muteSheet) look() {
	current := d.loads.next()
	m := d.filled(time.Now())
	if flaw, _ := d.flaw(m); flaw != "" || d.form.wrong {
		d.hides.SetText(flaw)
		return
	}
	n := 0
	var err error
	d.w.worker.load(func(ctx context.Context) { n, err = d.w.core.TryMute(ctx, m) }, func() {
		switch {
		case !current() || !d.form.shown:
		case err != nil:
			d.hides.SetText(app.Explain(err))
		default:
			d.hides.SetText(viewmodel.Hides(n, true) + ".")
		}
	})
}

func (d *muteSheet) save() {
	m := d.filled(time.Now())
	if d.form.wrong {
		d.w.focus(d.form.entry)
		return
	}
	if flaw, at := d.flaw(m); flaw != "" {
		d.hides.SetText(flaw)
		d.w.focus(at)
		return
	}
	d.w.saveMute(m, d.close)
}

func (d *muteSheet) close() {
	d.form.shown = false
	d.w.closeSheet(d.pop)
	if d.then != nil {
		d.then()
	}
}

// saveMute hides something; then, if any, closes what was filled in.
func (w *window) saveMute(m feeds.Mute, then func()) {
	hidden := 0
	w.do(func(ctx context.Context) (err error) {
		_, hidden, err = w.core.SaveMute(ctx, m)
		return err
	}, func() {
		if then != nil {
			then()
		}
		w.notices.say(viewmodel.MuteSaid(m.Name, hidden, m.Until, time.Now()), "Undo", w.undo)
	})
}

// endMute shows again what is hidden.
func (w *window) endMute(m feeds.Mute) {
	w.do(func(ctx context.Context) error { return w.core.DeleteMute(ctx, m.ID) },
		func() {
			w.notices.say(viewmodel.Quoted(viewmodel.MuteName(m, w.known()))+" is shown again.", "Undo", w.undo)
		})
}

// muteMenu hides what an article is about, or where it comes from.
func (w *window) muteMenu(a feeds.Article) *fyne.MenuItem {
	var sub []*fyne.MenuItem
	for _, t := range a.Topics {
		sub = append(sub, w.hideMenu(t.Topic))
	}
	if len(sub) > 0 {
		sub = append(sub, fyne.NewMenuItemSeparator())
	}
	sub = append(sub,
		fyne.NewMenuItem("Words…", w.muteWords),
		fyne.NewMenuItem("Something of "+w.names[a.Feed]+"…", func() { w.editMute(feeds.Mute{Scope: feeds.Scope{Feed: a.Feed}}, nil) }),
		fyne.NewMenuItem("Hidden topics and mutes…", w.openMutes))
	return subMenu("Hide", sub)
}
