package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// scopeForm says in a sheet which articles it is about: the search, which can be
// edited and is checked as one types, where it looks, and what of the stored
// articles it finds.
type scopeForm struct {
	w      *window
	scope  feeds.Scope
	entry  *formEntry
	where  *widget.Label
	state  *widget.Label
	newest *headlines // of what matches
	name   *formEntry // follows the search until the reader gives another one
	wrong  bool
	shown  bool // the sheet is open
	typed  latest
	loads  latest
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
	in, n := f.scope, 0
	in.Order = feeds.Newest
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

// headlines are a few titles with their dates, one to a line.
type headlines struct {
	widget.BaseWidget
	engine *typeset.Engine
	text   *canvas.Image
	list   []feeds.Article
}

const headlineHeight = 24

func newHeadlines(e *typeset.Engine) *headlines {
	h := &headlines{engine: e, text: newPicture()}
	h.ExtendBaseWidget(h)
	return h
}

func (h *headlines) show(list []feeds.Article) {
	h.list = list
	h.paint()
}

func (h *headlines) paint() {
	size := h.Size()
	if size.Width < 50 {
		return
	}
	b := newBrush(h.engine, size.Width, size.Height, pixelScale(h), colours())
	if len(h.list) > 0 {
		b.box(8, 0, 1, float32(len(h.list))*headlineHeight, 0, b.p.line)
	}
	for i, a := range h.list {
		y := float32(i) * headlineHeight
		clock := b.lay(viewmodel.Clock(a.Date(), time.Now()), label{family: typeset.Sans, size: 12, height: 22, color: b.p.soft}, 120, 1)
		b.put(clock, size.Width-clock.Used-2, y+1)
		b.name(a.Title, label{family: typeset.Serif, size: 14.5, height: 22, color: b.p.ink, lang: a.Language}, 20, y+1, size.Width-clock.Used-36)
	}
	h.text.Image = b.img
	h.text.Refresh()
	canvas.Refresh(h)
}

func (h *headlines) MinSize() fyne.Size { return fyne.NewSize(200, samples*headlineHeight) }
func (h *headlines) Resize(s fyne.Size) {
	h.BaseWidget.Resize(s)
	h.text.Resize(s)
	h.paint()
}
func (h *headlines) CreateRenderer() fyne.WidgetRenderer {
	return objectsRenderer{[]fyne.CanvasObject{h.text}}
}

// formLabel is how wide the names in a form are.
const formLabel = 84

// formLine is a line of a form: a name and what can be filled in.
func formLine(name string, o fyne.CanvasObject) fyne.CanvasObject {
	l := widget.NewLabel(name)
	l.Importance = widget.LowImportance
	return container.New(formLayout{}, l, o)
}

type formLayout struct{}

func (formLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(formLabel, h))
	o[0].Move(fyne.NewPos(-8, (min(s.Height, o[1].MinSize().Height)-h)/2))
	o[1].Move(fyne.NewPos(formLabel, 0))
	o[1].Resize(fyne.NewSize(s.Width-formLabel, s.Height))
}

func (formLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[1].MinSize()
	return fyne.NewSize(m.Width+formLabel, max(m.Height, o[0].MinSize().Height))
}

// flush puts a label where its letters begin, as titles and boxes do.
func flush(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(0, 0, -8, -8), o)
}

// formEntry is a line to fill in: Enter submits the form, Escape leaves it.
type formEntry struct {
	field
	escape func()
}

func newFormEntry(submit, escape func()) *formEntry {
	e := &formEntry{escape: escape}
	e.Scroll = fyne.ScrollHorizontalOnly
	e.be(e)
	e.OnSubmitted = func(string) { submit() }
	return e
}

// TypedKey lets Escape leave the form.
func (e *formEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		e.escape()
		return
	}
	e.field.TypedKey(k)
}

// formCheck is a switch in a form: space or a click turns it.
type formCheck struct {
	widget.BaseWidget
	engine         *typeset.Engine
	picture        *canvas.Image
	text           string
	on, focused    bool
	submit, escape func()
	onTurn         func(on bool)
}

func newFormCheck(e *typeset.Engine, text string, submit, escape func()) *formCheck {
	c := &formCheck{engine: e, picture: newPicture(), text: text, submit: submit, escape: escape}
	c.ExtendBaseWidget(c)
	return c
}

func (c *formCheck) paint() {
	size := c.Size()
	if size.Width < 50 {
		return
	}
	b := newBrush(c.engine, size.Width, size.Height, pixelScale(c), colours())
	b.toggle(8, 7, c.on)
	if c.focused {
		b.box(8, 26, 28, 2, 1, b.p.accent)
	}
	b.name(c.text, label{family: typeset.Sans, size: 13, height: 18, color: b.p.ink}, 46, 6, size.Width-50)
	c.picture.Image = b.img
	c.picture.Refresh()
	canvas.Refresh(c)
}

func (c *formCheck) turn() {
	c.on = !c.on
	c.paint()
	if c.onTurn != nil {
		c.onTurn(c.on)
	}
}

// FocusGained and the others make it work by keyboard.
func (c *formCheck) FocusGained()   { c.focused = true; c.paint() }
func (c *formCheck) FocusLost()     { c.focused = false; c.paint() }
func (c *formCheck) TypedRune(rune) {}
func (c *formCheck) TypedKey(k *fyne.KeyEvent) {
	formKey(k, c.submit, c.escape, func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeySpace {
			c.turn()
		}
	})
}

// Tapped turns it.
func (c *formCheck) Tapped(*fyne.PointEvent) { c.turn() }

// Cursor says that it can be clicked.
func (c *formCheck) Cursor() desktop.Cursor { return desktop.PointerCursor }
func (c *formCheck) MinSize() fyne.Size     { return fyne.NewSize(200, 30) }
func (c *formCheck) Resize(s fyne.Size) {
	c.BaseWidget.Resize(s)
	c.picture.Resize(s)
	c.paint()
}
func (c *formCheck) CreateRenderer() fyne.WidgetRenderer {
	return objectsRenderer{[]fyne.CanvasObject{c.picture}}
}

// formKey is what Enter and Escape do wherever the focus is in a form.
func formKey(k *fyne.KeyEvent, submit, escape func(), other func(*fyne.KeyEvent)) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		submit()
	case fyne.KeyEscape:
		escape()
	default:
		other(k)
	}
}

// choiceBar offers a few words of which one holds: the arrow keys go from one to the
// next, a click takes one.
type choiceBar struct {
	widget.BaseWidget
	chips   *chipBar
	names   []string
	at      int
	focused bool
	submit  func()
	escape  func()
	onAt    func()
}

func newChoiceBar(w *window, names []string, at int, submit, escape func()) *choiceBar {
	c := &choiceBar{names: names, at: at, submit: submit, escape: escape}
	c.chips = newChipBar(w.front.engine, 2, nil)
	c.chips.onChip = c.choose
	c.ExtendBaseWidget(c)
	c.show()
	return c
}

func (c *choiceBar) show() {
	var chips []viewmodel.Chip
	for i, name := range c.names {
		chip := viewmodel.Chip{Name: name}
		if i == c.at {
			chip.State = viewmodel.ChipOn
		}
		chips = append(chips, chip)
	}
	c.chips.ring = c.focused
	c.chips.show(chips)
}

func (c *choiceBar) choose(i int) {
	c.at = min(max(i, 0), len(c.names)-1)
	c.show()
	if c.onAt != nil {
		c.onAt()
	}
}

// FocusGained and the others make it work by keyboard.
func (c *choiceBar) FocusGained()   { c.focused = true; c.show() }
func (c *choiceBar) FocusLost()     { c.focused = false; c.show() }
func (c *choiceBar) TypedRune(rune) {}
func (c *choiceBar) TypedKey(k *fyne.KeyEvent) {
	formKey(k, c.submit, c.escape, func(k *fyne.KeyEvent) {
		switch k.Name {
		case fyne.KeyRight, fyne.KeyDown:
			c.choose(c.at + 1)
		case fyne.KeyLeft, fyne.KeyUp:
			c.choose(c.at - 1)
		}
	})
}

// Cursor says that it can be clicked.
func (c *choiceBar) Cursor() desktop.Cursor { return desktop.PointerCursor }
func (c *choiceBar) MinSize() fyne.Size     { return fyne.NewSize(200, 34) }
func (c *choiceBar) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(c.chips)
}
