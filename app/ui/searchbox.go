package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"tidings/app/viewmodel"
)

// searchEntry is the search box: it searches while one types and proposes how to go
// on. The arrow keys choose a proposal, Tab and Enter take it; Enter without a choice
// searches and goes to the list. Escape closes the proposals, then clears the box.
type searchEntry struct {
	field
	worker *worker
	list   *proposalList
	where  string // it looks; empty: everywhere
	clear  *button
	star   *button
	typed  latest

	// All of them must be set.
	propose  func(text string, at int) []viewmodel.Proposal
	check    func(text string) *viewmodel.Mistake
	searched func() string // what the list in view was searched for
	onText   func(text string)
	onEnter  func()         // the search is done; the keys go to what it found
	onDown   func()         // into the list
	onHelp   func()         // the page about the language
	onFlaw   func(yes bool) // whether the text cannot be understood
	onFocus  func()
	onDone   func(text string) // the reader left it with this text

	dismissed bool // Escape closed the proposals; they stay away until the text changes
	entered   bool // Enter was pressed on this text: say what is wrong with it in any case
	flawed    bool
}

func newSearchEntry(w *worker, list *proposalList) *searchEntry {
	s := &searchEntry{worker: w, list: list}
	s.Scroll = fyne.ScrollHorizontalOnly
	s.be(s)
	s.within("")
	s.OnChanged = s.changed
	s.OnSubmitted = func(string) { s.enter() }
	s.clear = newButton("close", "", func() { s.SetText(""); s.leave() })
	s.clear.tip = "Clear the search (Esc)"
	s.star = newButton("star", "", nil)
	s.star.tip = "Save this search (Ctrl+D)"
	s.ActionItem = container.NewHBox(s.star, s.clear)
	s.tools()
	list.onTake, list.onMiss = s.take, s.focus
	return s
}

// tools are in the box while there is a text.
func (s *searchEntry) tools() {
	visible(s.star, s.Text != "" && !s.flawed)
	visible(s.clear, s.Text != "")
}

func (s *searchEntry) repaint() {
	s.star.paint(false)
	s.clear.paint(false)
	s.list.paint()
}

// saved says whether what is searched for is a saved search.
func (s *searchEntry) saved(yes bool) {
	icon, tip := "star", "Save this search (Ctrl+D)"
	if yes {
		icon, tip = "star-filled", "Change this saved search (Ctrl+D)"
	}
	if s.star.name != icon {
		s.star.tip = tip
		s.star.draw(icon)
	}
}

// within makes an empty box say where it looks; empty: everywhere.
func (s *searchEntry) within(where string) {
	s.where = where
	s.hold()
}

// hold shows what an empty box says, with examples where there is room for them: else
// the toolkit cuts them off and shows a bar that scrolls.
func (s *searchEntry) hold() {
	text := "Search articles"
	const examples = "   from:harbour  topic:business  since:7d"
	switch {
	case s.where != "":
		text = "Search in " + viewmodel.Isolate(short(s.where))
	case fyne.MeasureText(text+examples, theme.TextSize(), s.TextStyle).Width+boxInset < s.Size().Width:
		text += examples
	}
	if s.PlaceHolder != text {
		s.SetPlaceHolder(text)
	}
}

// boxInset is what the edges of the box take of its width.
const boxInset = 40

// Resize lets it say what there is room for.
func (s *searchEntry) Resize(size fyne.Size) {
	s.field.Resize(size)
	s.hold()
}

// showText makes the box say what is searched for, unless somebody types there, or
// it says what could not be understood and still waits to be mended.
func (s *searchEntry) showText(text string) {
	if s.Text != text && !s.focused() && !s.flawed {
		s.SetText(text)
	}
}

// forget drops a text that could not be understood, because something else is
// shown.
func (s *searchEntry) forget() {
	if s.flawed {
		s.complain(false)
		s.SetText(s.searched())
	}
}

func (s *searchEntry) focused() bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	return c != nil && c.Focused() == fyne.Focusable(s)
}

// typing is how long one waits for the next letter before searching.
const typing = 180 * time.Millisecond

func (s *searchEntry) changed(text string) {
	s.dismissed, s.entered = false, false
	s.tools()
	current := s.typed.next()
	s.worker.after(typing, func() {
		if current() {
			s.search()
		}
	})
}

// search searches for the text, or says what is wrong with it. It is false for a
// text that cannot be understood.
func (s *searchEntry) search() bool {
	wrong := s.check(s.Text) != nil
	s.complain(wrong)
	s.offer()
	if !wrong && s.Text != s.searched() {
		s.onText(s.Text)
	}
	return !wrong
}

// settled searches at once for what was typed last. It is false for what cannot be
// understood.
func (s *searchEntry) settled() bool {
	if s.Text == s.searched() && !s.flawed {
		return true
	}
	s.typed.next()
	s.entered = true
	return s.search()
}

func (s *searchEntry) complain(wrong bool) {
	if s.flawed != wrong {
		s.flawed = wrong
		s.tools()
		s.onFlaw(wrong)
	}
}

// offer shows the proposals for the caret, and what is wrong with the text once it
// was searched for. A word that is being typed and has proposals is not called wrong
// before Enter.
func (s *searchEntry) offer() {
	if !s.focused() || s.dismissed {
		s.list.close()
		return
	}
	at := s.caret()
	list := s.propose(s.Text, at)
	var wrong *viewmodel.Mistake
	if s.flawed {
		wrong = s.check(s.Text)
	}
	if wrong != nil && len(list) > 0 && !s.entered && at >= wrong.From && at <= wrong.To {
		wrong = nil
	}
	s.list.show(list, wrong)
}

// caret is the place of the caret in bytes.
func (s *searchEntry) caret() int {
	runes := []rune(s.Text)
	return len(string(runes[:min(max(s.CursorColumn, 0), len(runes))]))
}

// enter takes the chosen proposal, or searches.
func (s *searchEntry) enter() {
	if p, ok := s.list.choice(); ok {
		s.take(p)
		return
	}
	s.typed.next() // what was typed is searched now and not once more
	s.entered = true
	if !s.search() {
		return
	}
	s.dismissed = true
	s.list.close()
	s.onEnter()
}

// take puts a proposal into the box. A whole search is searched at once; after
// anything else one types on.
func (s *searchEntry) take(p viewmodel.Proposal) {
	if p.Help {
		s.list.close()
		s.onHelp()
		return
	}
	s.SetText(p.Text)
	s.CursorColumn = len([]rune(p.Text[:p.At]))
	s.Refresh()
	s.list.chosen = -1
	if !s.focused() {
		s.focus()
	}
	if p.Whole {
		s.enter()
		return
	}
	s.offer()
}

func (s *searchEntry) focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		c.Focus(s)
	}
}

// leave clears the search and gives the keys back.
func (s *searchEntry) leave() {
	s.typed.next()
	s.complain(false)
	if s.searched() != "" {
		s.onText("")
	}
	s.list.close()
	s.onEnter()
}

// FocusGained shows the proposals.
func (s *searchEntry) FocusGained() {
	s.field.FocusGained()
	s.dismissed = false
	s.onFocus()
	s.offer()
}

// FocusLost closes them, except where the mouse is about to take one.
func (s *searchEntry) FocusLost() {
	s.field.FocusLost()
	if s.list.over >= 0 {
		return
	}
	s.list.close()
	if !s.flawed {
		s.onDone(s.Text)
	}
}

// AcceptsTab is true where Tab takes a proposal; elsewhere it leaves the box.
func (s *searchEntry) AcceptsTab() bool {
	_, chosen := s.list.choice()
	return chosen || s.Text != "" && s.list.first() >= 0
}

// TypedRune types.
func (s *searchEntry) TypedRune(r rune) {
	s.field.TypedRune(r)
	s.offer()
}

// TypedShortcut pastes and the like.
func (s *searchEntry) TypedShortcut(c fyne.Shortcut) {
	s.field.TypedShortcut(c)
	s.offer()
}

// TypedKey chooses among the proposals and leaves the box.
func (s *searchEntry) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		s.escape()
	case fyne.KeyTab:
		s.tab()
	case fyne.KeyDown:
		if s.list.first() < 0 {
			s.onDown()
			return
		}
		s.list.step(1)
	case fyne.KeyUp:
		s.list.step(-1)
	case fyne.KeyF1:
		s.list.close()
		s.onHelp()
	default:
		s.field.TypedKey(e)
		if e.Name != fyne.KeyReturn && e.Name != fyne.KeyEnter {
			s.offer()
		}
	}
}

func (s *searchEntry) escape() {
	if s.Text != "" && s.list.open() {
		s.dismissed = true
		s.list.close()
		return
	}
	s.SetText("")
	s.leave()
}

// tab takes the chosen proposal, or the first one.
func (s *searchEntry) tab() {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0 {
		if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
			c.FocusPrevious()
		}
		return
	}
	p, ok := s.list.choice()
	if i := s.list.first(); !ok && i >= 0 {
		p, ok = s.list.rows[i], true
	}
	if ok {
		s.take(p)
	}
}
