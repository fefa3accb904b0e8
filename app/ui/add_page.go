package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app"
	"tidings/feeds"
)

// pageSheet lets the reader say where the articles are on a page that is read in place of
// a feed, and shows what is found there while they type.
type pageSheet struct {
	w      *window
	pop    *widget.PopUp
	found  app.Found // the page, read as the form says
	take   func(app.Found)
	back   func()
	fields []*formEntry // in the order of pageFields
	list   *sheet
	state  *widget.Label
	yes    *button
	loads  latest
	ready  bool // found is what the form says
	wanted bool // Enter was pressed before that
}

// pageFields are the selectors of a recipe: what they are called, and what an empty one
// means.
var pageFields = []struct {
	name, empty string
	of          func(*feeds.Recipe) *string
}{
	{"Articles", "Found by itself at each reading", func(r *feeds.Recipe) *string { return &r.Items }},
	{"Headline", "The heading in the article, else its link", func(r *feeds.Recipe) *string { return &r.Title }},
	{"Link", "That of the headline", func(r *feeds.Recipe) *string { return &r.Link }},
	{"Date", "What looks like one", func(r *feeds.Recipe) *string { return &r.Date }},
	{"Lead", "The longest text", func(r *feeds.Recipe) *string { return &r.Lead }},
	{"Picture", "The first one", func(r *feeds.Recipe) *string { return &r.Picture }},
	{"Author", "Whoever is called so", func(r *feeds.Recipe) *string { return &r.Author }},
}

// previewHeight is that of the list of headlines.
const previewHeight = 190

// adjustPage opens the sheet for a page that was found. take is given the page as the
// reader wants it to be read; back is called when the sheet has closed.
func (w *window) adjustPage(f app.Found, verb string, take func(app.Found), back func()) *pageSheet {
	d := &pageSheet{w: w, take: take, back: back, state: softLabel("")}
	recipe := f.ListRecipe()
	recipe.Kind = feeds.RecipeList
	lines := []fyne.CanvasObject{flush(softLabel("Selectors of CSS say where the articles are. Those below the first are looked for inside an article; what is empty is found by rule."))}
	for _, field := range pageFields {
		e := newFormEntry(d.save, d.close)
		e.SetText(*field.of(&recipe))
		e.SetPlaceHolder(field.empty)
		e.OnChanged = func(string) { d.preview() }
		d.fields = append(d.fields, e)
		lines = append(lines, formLine(field.name, e))
	}
	d.list = newSheet(w.front.engine, w.pics)
	d.list.compose = d.layOut
	d.list.onKey = func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyEscape {
			d.close()
		}
	}
	d.yes = strongButton(verb, d.save)
	form := container.NewVScroll(container.NewVBox(lines...))
	for _, e := range d.fields {
		e.onFocus = func() { reveal(form, e) }
	}
	room := container.NewVBox(gap(4), flush(d.state), container.NewStack(gap(previewHeight), d.list),
		container.NewHBox(layout.NewSpacer(), newButton("", "Cancel", d.close), d.yes))
	d.pop = w.openSheet(container.NewBorder(container.NewVBox(serifTitle("Where the articles are", 20), gap(2)), room, nil, nil, form), sheetWidth)
	most := w.win.Canvas().Size()
	d.pop.Resize(fyne.NewSize(min(sheetWidth, most.Width-40), min(accessHeight, most.Height-40)))
	w.focus(d.fields[0])
	d.found = f
	d.preview()
	return d
}

// recipe is what the form says.
func (d *pageSheet) recipe() feeds.Recipe {
	r := feeds.Recipe{Kind: feeds.RecipeList}
	for i, field := range pageFields {
		*field.of(&r) = strings.TrimSpace(d.fields[i].Text)
	}
	return r
}

// preview reads the page as the form says.
func (d *pageSheet) preview() {
	d.ready, d.wanted = false, false
	current := d.loads.next()
	page, recipe := d.found, d.recipe()
	d.w.worker.load(func(context.Context) { page = page.Adjusted(recipe) }, func() {
		if !current() {
			return
		}
		d.found, d.ready = page, true
		d.state.Importance = widget.LowImportance
		text := plural(page.Articles, "article", "articles") + " found."
		if page.Err != nil {
			d.state.Importance = widget.WarningImportance
			if text = app.Explain(page.Err); errors.Is(page.Err, feeds.ErrNoList) {
				text = "Nothing is found there."
			}
		}
		d.state.SetText(text)
		d.list.top()
		d.list.rebuild()
		if d.wanted {
			d.save()
		}
	})
}

// layOut lists the headlines that were found.
func (d *pageSheet) layOut(_ *brush, width float32) ([]piece, float32) {
	var pieces []piece
	y := float32(2)
	for _, s := range d.found.Headlines {
		row := sample(s, d.found.Language, y, width, time.Now())
		pieces = append(pieces, row)
		y += foundSample
	}
	if more := d.found.Articles - len(d.found.Headlines); more > 0 && d.found.Err == nil {
		pieces = append(pieces, remark(fmt.Sprintf("and %d more", more), y, width))
		y += foundNote
	}
	return pieces, y
}

func (d *pageSheet) save() {
	if d.wanted = !d.ready; d.wanted || d.found.Err != nil {
		return // what is typed is being looked for, or the line above the list says what is wrong
	}
	found := d.found
	d.close()
	d.take(found)
}

func (d *pageSheet) close() {
	d.w.closeSheet(d.pop)
	d.back()
}

// otherKey is the key for it: buttons are no stop for Tab.
const otherKey = fyne.KeyF4

// otherWay is what can be done with the chosen feed besides subscribing: to adjust how a
// page is read, or to read the page in place of its feeds.
func (d *addDialog) otherWay() {
	if d.busy || len(d.found) == 0 || d.many {
		return
	}
	if f := d.found[d.chosen]; f.Recipe.Proper() {
		d.lookAt(true)
	} else if adjustable(f) {
		d.adjust()
	}
}

// adjust opens the sheet for the chosen page.
func (d *addDialog) adjust() *pageSheet {
	i := d.chosen
	return d.w.adjustPage(d.found[i], "Use this", func(f app.Found) {
		d.found[i] = f
		d.nameButton()
		d.relist()
		d.reveal(i)
	}, func() { d.w.win.Canvas().Focus(d.entry) })
}

// adjustable reports whether the reader can say where the articles are: not on a map.
func adjustable(f app.Found) bool {
	return !f.Recipe.Proper() && f.Recipe.Kind != feeds.RecipeMap && f.Subscribed == 0
}

// nameOther says what the button for another way does; it is hidden where there is none.
func (d *addDialog) nameOther() {
	switch {
	case len(d.found) == 0 || d.many:
		d.other.Hide()
		return
	case adjustable(d.found[d.chosen]):
		d.other.say("Adjust…  (F4)")
	case d.found[d.chosen].Recipe.Proper() && !d.page:
		d.other.say("Or read the page itself…  (F4)")
	default:
		d.other.Hide()
		return
	}
	d.other.Show()
}

// onlyPage is said where there are no feeds.
const onlyPage = "This site has no feed. Tidings can read its list of articles instead."

// lookAgain lets the reader say anew where the articles of a feed are that is read from a
// page.
func (w *window) lookAgain(f feeds.Feed, then func(said string, undo bool)) {
	if f.Recipe.Kind == feeds.RecipeMap {
		then("A map of a site has its articles in one place. Perhaps the site has another one.", false)
		return
	}
	var ways []app.Found
	w.do(func(ctx context.Context) (err error) {
		ways, err = w.core.PageOf(ctx, f.ID)
		return err
	}, func() {
		way := ways[0]
		if way.Err != nil && len(ways) > 1 {
			way = ways[1]
		}
		way.Subscribed = 0
		w.adjustPage(way, "Save", func(found app.Found) {
			w.do(func(ctx context.Context) error {
				_, err := w.core.ChangeRecipe(ctx, f.ID, found.Recipe)
				return err
			}, func() { then("Changed how "+short(f.Name())+" is read.", true) })
		}, func() { then("", false) })
	})
}
