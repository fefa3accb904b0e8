package ui

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// mergePicker chooses the story that another one is merged with: at first those that
// share its subject, then the latest; and what a search finds, as one types.
type mergePicker struct {
	w       *window
	story   feeds.Story
	pop     *widget.PopUp
	entry   *pickEntry
	sheet   *sheet
	list    []feeds.Article // one of each story
	alike   int             // of them that share the subject
	there   bool
	trouble string
	loads   latest
}

// Measures of the picker.
const (
	pickerWidth  = 620
	pickerHeight = 560
	pickerRows   = 30 // stories that are offered
	pickerRead   = 120
)

func (w *window) openMerge(s feeds.Story) {
	d := &mergePicker{w: w, story: s}
	d.sheet = newSheet(w.front.engine, w.pics)
	d.sheet.compose = d.layOut
	d.entry = &pickEntry{sheet: d.sheet, escape: d.close}
	d.entry.be(d.entry)
	d.entry.SetPlaceHolder("Search stories…")
	d.entry.OnChanged = func(string) { d.load() }
	d.entry.OnSubmitted = func(string) { d.sheet.openCurrent() }
	no := newButton("", "Cancel", d.close)
	head := container.NewVBox(serifTitle("Merge with another story", 20), gap(6), d.entry, gap(4))
	foot := container.NewHBox(layout.NewSpacer(), container.NewCenter(no))
	d.pop = widget.NewModalPopUp(edged(container.NewBorder(head, foot, nil, nil, d.sheet)), w.win.Canvas())
	most := w.win.Canvas().Size()
	d.pop.Resize(fyne.NewSize(min(pickerWidth, most.Width-40), min(pickerHeight, most.Height-40)))
	d.pop.Show()
	w.focus(d.entry)
	d.load()
}

func (d *mergePicker) close() {
	d.loads.next()
	d.pop.Hide()
	d.w.focusStage()
}

// load reads what fits the text.
func (d *mergePicker) load() {
	current := d.loads.next()
	text := strings.TrimSpace(d.entry.Text)
	var list []feeds.Article
	var err error
	alike := 0
	d.w.worker.load(func(ctx context.Context) { list, alike, err = storiesLike(ctx, d.w.core, d.story, text) }, func() {
		if !current() {
			return
		}
		d.list, d.alike, d.there, d.trouble = list, alike, true, ""
		if err != nil {
			d.list, d.alike, d.trouble = nil, 0, app.Explain(err)
		}
		d.sheet.top()
		d.sheet.rebuild()
		d.sheet.step(1)
	})
}

// storyFinder is what the picker asks of the core.
type storyFinder interface {
	Coverage(ctx context.Context, id feeds.ArticleID) (app.Coverage, error)
	Articles(ctx context.Context, in feeds.Scope, after feeds.Cursor, limit int) (feeds.Page, error)
}

// storiesLike are articles of other stories, one of each: without a text those that
// share the subject and then the latest, else what the text finds. alike is how many
// share the subject.
func storiesLike(ctx context.Context, core storyFinder, s feeds.Story, text string) (list []feeds.Article, alike int, err error) {
	seen := map[feeds.StoryID]bool{s.ID: true, 0: true}
	add := func(a feeds.Article) {
		if !seen[a.Story] && len(list) < pickerRows {
			seen[a.Story] = true
			list = append(list, a)
		}
	}
	if text == "" {
		beside, err := core.Coverage(ctx, s.Lead.ID)
		if err != nil {
			return nil, 0, err
		}
		for _, r := range beside.Related {
			add(r.Article)
		}
		alike = len(list)
	}
	page, err := core.Articles(ctx, feeds.Scope{Text: asTyped(text), ByStory: true}, feeds.Cursor{}, pickerRead)
	for _, a := range page.Articles {
		add(a)
	}
	return list, alike, err
}

// asTyped is a search for words of which the last may go on.
func asTyped(text string) string {
	last := text[strings.LastIndexByte(text, ' ')+1:]
	if last == "" || strings.ContainsAny(last, `*"():`) {
		return text
	}
	return text + "*"
}

func (d *mergePicker) layOut(b *brush, width float32) ([]piece, float32) {
	w := width - boardScroll - boardInset
	f := &boardFlow{brush: b, x: boardInset, y: 2, w: w - boardInset}
	switch {
	case d.trouble != "":
		f.para(d.trouble, false)
	case d.there && len(d.list) == 0:
		f.para("No story has this.", true)
	}
	for i, a := range d.list {
		if d.alike > 0 && (i == 0 || i == d.alike) {
			f.heading(map[bool]string{true: "ABOUT THE SAME SUBJECT", false: "LATEST"}[i == 0], "", nil)
		}
		d.line(f, a)
	}
	return f.pieces, f.y + 8
}

func (d *mergePicker) line(f *boardFlow, a feeds.Article) {
	source, note := d.w.names[a.Feed], viewmodel.When(a.Date(), time.Now())
	if a.Sources > 1 {
		note += " · " + plural(a.Sources, "source", "sources")
	}
	soft := label{family: typeset.Sans, size: 12, height: 18, color: f.brush.p.soft, ltr: true}
	title := f.brush.lay(titleOf(a), label{family: typeset.Serif, size: 15.5, height: 22, color: f.brush.p.ink, lang: a.Language}, f.w-24, 2)
	h := title.Height + 18 + 10
	f.add(piece{x: f.x, y: f.y, w: f.w, h: h, name: storyName(a.Story), tap: func() { d.merge(a) }, paint: func(b *brush) {
		b.source(source, 0, 7, 14)
		b.put(title, 24, 3)
		b.text(viewmodel.Isolate(source)+" · "+note, soft, 24, 4+title.Height, f.w-24, 1)
	}})
	f.gap(h + 4)
}

// merge makes one story of both.
func (d *mergePicker) merge(with feeds.Article) {
	d.close()
	w := d.w
	w.do(func(ctx context.Context) error {
		_, err := w.core.MergeStories(ctx, d.story.ID, with.Story)
		return err
	}, func() {
		w.story.fix(false)
		w.notices.say(viewmodel.MergeSaid(with.Title), "Undo", w.undo)
	})
}

// pickEntry is a box to type into above a sheet: the arrow keys choose in the sheet,
// Enter opens what is chosen, Escape closes.
type pickEntry struct {
	field
	sheet  *sheet
	escape func()
}

func (e *pickEntry) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyDown:
		e.sheet.step(1)
	case fyne.KeyUp:
		e.sheet.step(-1)
	case fyne.KeyPageDown:
		e.sheet.turn(1)
	case fyne.KeyPageUp:
		e.sheet.turn(-1)
	case fyne.KeyEscape:
		e.escape()
	default:
		e.Entry.TypedKey(k)
	}
}
