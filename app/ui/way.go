package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tidings/app/viewmodel"
)

// here is where the reader is, with the article in the pane and the place in the
// timeline.
func (w *window) here() place {
	p := w.at
	p.article = w.article.shown().ID
	if p.mode == showList {
		p.list = w.timeline.where()
	}
	return p
}

// push remembers where the reader is, because they go elsewhere.
func (w *window) push() {
	w.at = w.here()
	w.past, w.ahead = append(w.past, w.at), nil
}

// back returns to where the reader came from.
func (w *window) back() {
	if w.article.endChanges() || w.readsArticle() && w.article.endSummary() || w.at.mode == showStory && w.story.leave() {
		return
	}
	if len(w.past) == 0 {
		if w.at.mode != showFront {
			w.openKey("front")
		}
		return
	}
	w.ahead = append(w.ahead, w.here())
	w.goTo(pop(&w.past))
}

// readsArticle reports whether an article is in view.
func (w *window) readsArticle() bool { return w.at.mode == showList || w.at.mode == showArticle }

// forward goes where the reader was before they went back.
func (w *window) forward() {
	if len(w.ahead) == 0 {
		return
	}
	w.past = append(w.past, w.here())
	w.goTo(pop(&w.ahead))
}

func pop(list *[]place) place {
	last := len(*list) - 1
	p := (*list)[last]
	*list = (*list)[:last]
	return p
}

// nameOfPast is the name of the place that Back leads to.
func (w *window) nameOfPast() string {
	if len(w.past) > 0 {
		if i := viewmodel.Place(w.sidebar.items, w.past[len(w.past)-1].key); i >= 0 {
			return w.sidebar.items[i].Name
		}
	}
	return "Back"
}

// wayKeys makes Alt with an arrow, or Cmd with a bracket on macOS, go back and
// forward as a browser does.
func (w *window) wayKeys() {
	for _, k := range []struct {
		key fyne.KeyName
		mod fyne.KeyModifier
		do  func()
	}{
		{fyne.KeyLeft, fyne.KeyModifierAlt, w.back},
		{fyne.KeyRight, fyne.KeyModifierAlt, w.forward},
		{fyne.KeyLeftBracket, fyne.KeyModifierSuper, w.back},
		{fyne.KeyRightBracket, fyne.KeyModifierSuper, w.forward},
	} {
		w.win.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: k.key, Modifier: k.mod}, func(fyne.Shortcut) { k.do() })
	}
}
