package ui

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// ownSheet makes a topic of the reader's own, or changes one: what belongs to it, and
// what of the stored articles would.
type ownSheet struct {
	w        *window
	pop      *widget.PopUp
	topic    feeds.OwnTopic
	name     *formEntry
	kind     *choiceBar
	words    *wordList
	search   *formEntry
	examples *fyne.Container
	titles   map[feeds.ArticleID]string // of the examples
	state    *widget.Label
	newest   *headlines
	shown    bool
	typed    latest
	loads    latest
}

// ownTried is up to how many articles the sheet counts.
const ownTried = 200

// editOwnTopic opens the sheet.
func (w *window) editOwnTopic(o feeds.OwnTopic) *ownSheet {
	if w.covered() {
		return nil
	}
	d := &ownSheet{w: w, topic: o, shown: true, titles: map[feeds.ArticleID]string{}}
	title := "A topic of your own"
	if o.ID != 0 {
		title = "Change the topic"
	}
	d.name = newFormEntry(d.save, d.close)
	d.name.SetText(o.Name)
	d.name.SetPlaceHolder("As it stands in the sidebar")
	d.name.OnChanged = func(string) { d.later() }
	var kinds []string
	for _, k := range viewmodel.OwnKinds {
		kinds = append(kinds, viewmodel.OwnKindName(k))
	}
	d.kind = newChoiceBar(w, kinds, max(0, slices.Index(viewmodel.OwnKinds, o.Kind)), d.save, d.close)
	d.kind.onAt = d.kinds
	d.words = newWordList(w, slices.Clone(o.Spellings), d.save, d.close)
	d.words.OnChanged = func(string) { d.later() }
	d.words.onList = d.later
	d.search = newFormEntry(d.save, d.close)
	d.search.SetText(o.Search)
	d.search.SetPlaceHolder("What a search finds, too: port -football")
	d.search.OnChanged = func(string) { d.later() }
	d.examples = container.NewVBox()
	d.state = widget.NewLabel("")
	d.state.Wrapping = fyne.TextWrapWord
	d.newest = newHeadlines(w.front.engine)
	lines := []fyne.CanvasObject{
		serifTitle(title, 20), gap(2),
		formLine("Name", d.name), formLine("Kind", d.kind), formLine("Spellings", d.words.box), formLine("Search", d.search),
		formLine("Like these", d.examples), formLine("", d.state), formLine("", d.newest), gap(4), d.foot()}
	d.kinds()
	d.pop = w.openSheet(container.NewVBox(lines...), sheetWidth)
	d.listExamples()
	d.loadTitles()
	d.look()
	if o.Name == "" {
		w.focus(d.name)
	} else {
		w.focus(d.words)
	}
	return d
}

func (d *ownSheet) foot() fyne.CanvasObject {
	foot := container.NewHBox()
	if d.topic.ID != 0 {
		o := d.topic
		foot.Add(newButton("", "Delete", func() { d.close(); d.w.deleteOwnTopic(o) }))
	}
	foot.Objects = append(foot.Objects, layout.NewSpacer(), newButton("", "Cancel", d.close), strongButton("Save", d.save))
	return foot
}

// kinds says what spellings of the chosen kind are.
func (d *ownSheet) kinds() {
	d.words.SetPlaceHolder(viewmodel.SpellingHint(viewmodel.OwnKinds[d.kind.at]))
	d.later()
}

// filled is the topic as it is filled in.
func (d *ownSheet) filled() feeds.OwnTopic {
	o := d.topic
	o.Name, o.Kind = strings.TrimSpace(d.name.Text), viewmodel.OwnKinds[d.kind.at]
	o.Spellings, o.Search = d.words.all(), strings.TrimSpace(d.search.Text)
	return o
}

// listExamples lists the articles that others are to be like, each with a way to take
// it away.
func (d *ownSheet) listExamples() {
	d.examples.RemoveAll()
	for i, id := range d.topic.Examples {
		l := widget.NewLabel(d.titles[id])
		l.Truncation = fyne.TextTruncateEllipsis
		drop := newButton("close", "", func() { d.dropExample(id) })
		line := container.NewBorder(nil, nil, nil, container.NewCenter(drop), l)
		if i < mostExamples || i == mostExamples && len(d.topic.Examples) == mostExamples+1 {
			d.examples.Add(flush(line))
		}
	}
	switch n := len(d.topic.Examples); {
	case n == 0:
		d.examples.Add(flush(softLabel("None. “More like this” in an article's menu adds one.")))
	case n > mostExamples+1:
		d.examples.Add(flush(softLabel("and " + plural(n-mostExamples, "more", "more"))))
	}
	d.examples.Refresh()
}

// mostExamples is how many examples are listed by name.
const mostExamples = 3

func (d *ownSheet) dropExample(id feeds.ArticleID) {
	d.topic.Examples = slices.DeleteFunc(slices.Clone(d.topic.Examples), func(x feeds.ArticleID) bool { return x == id })
	d.listExamples()
	d.later()
}

func (d *ownSheet) loadTitles() {
	ids := d.topic.Examples
	titles := map[feeds.ArticleID]string{}
	d.w.worker.load(func(ctx context.Context) {
		for _, id := range ids {
			titles[id] = "An article that is not here any more"
			if a, err := d.w.core.Article(ctx, id); err == nil {
				titles[id] = a.Title
			}
		}
	}, func() {
		d.titles = titles
		if d.shown {
			d.listExamples()
		}
	})
}

// later looks what belongs to it once the reader does not type any more.
func (d *ownSheet) later() {
	current := d.typed.next()
	d.w.worker.after(typing, func() {
		if current() && d.shown {
			d.look()
		}
	})
}

// say shows a sentence, which may be about a mistake.
func (d *ownSheet) say(text string, wrong bool) {
	d.state.Importance = widget.LowImportance
	if wrong {
		d.state.Importance = widget.WarningImportance
	}
	d.state.SetText(text)
}

// look shows what of the stored articles belongs to it.
func (d *ownSheet) look() {
	current := d.loads.next()
	o := d.filled()
	if m := d.w.mistake(o.Search); m != nil {
		d.say(m.Message, true)
		d.newest.show(nil)
		return
	}
	if viewmodel.NoMatter(o) {
		d.say("Spellings, a search and examples say what belongs to it.", false)
		d.newest.show(nil)
		return
	}
	var list []feeds.Article
	var err error
	d.w.worker.load(func(ctx context.Context) { list, err = d.w.core.TryOwnTopic(ctx, o, ownTried) }, func() {
		if !current() || !d.shown {
			return
		}
		if err != nil {
			d.say(app.Explain(err), true)
		} else {
			d.say(viewmodel.Holds(len(list), ownTried), false)
		}
		d.newest.show(list[:min(len(list), samples)])
	})
}

// save saves it, or says what is missing.
func (d *ownSheet) save() {
	o := d.filled()
	if m := d.w.mistake(o.Search); m != nil {
		d.say(m.Message, true)
		d.w.focus(d.search)
		return
	}
	if flaw := viewmodel.OwnFlaw(o); flaw != "" {
		d.say(flaw, true)
		if viewmodel.NoMatter(o) && o.Name != "" {
			d.w.focus(d.words)
		} else {
			d.w.focus(d.name)
		}
		return
	}
	d.loads.next() // what is still looked for is not said any more
	var err error
	d.w.worker.load(func(ctx context.Context) { o.ID, err = d.w.core.SaveOwnTopic(ctx, o) }, func() {
		if err != nil {
			d.say(app.Explain(err), true)
			return
		}
		d.close()
		d.w.interests.fresh = viewmodel.OwnKey(o.ID)
		d.w.interests.reload()
		d.w.notices.say("Saved "+viewmodel.Quoted(o.Name)+". It is in the sidebar, under Following.", "Undo", d.w.undo)
	})
}

func (d *ownSheet) close() {
	d.shown = false
	d.w.closeSheet(d.pop)
}

// saveOwnTopic changes an own topic without its sheet; said is the sentence that
// follows, if any.
func (w *window) saveOwnTopic(o feeds.OwnTopic, said string) {
	w.do(func(ctx context.Context) error {
		_, err := w.core.SaveOwnTopic(ctx, o)
		return err
	}, func() {
		if said != "" {
			w.notices.say(said, "Undo", w.undo)
		}
	})
}

func (w *window) deleteOwnTopic(o feeds.OwnTopic) {
	w.do(func(ctx context.Context) error { return w.core.DeleteOwnTopic(ctx, o.ID) }, func() {
		if w.at.key == viewmodel.OwnKey(o.ID) {
			w.openKey("all")
		}
		w.notices.say("Deleted the topic "+viewmodel.Quoted(o.Name)+".", "Undo", w.undo)
	})
}

// likeMenu makes an own topic of an article, or adds it to one as an example.
func (w *window) likeMenu(a feeds.Article) *fyne.MenuItem {
	sub := []*fyne.MenuItem{fyne.NewMenuItem("New own topic…", func() { w.editOwnTopic(feeds.OwnTopic{Examples: []feeds.ArticleID{a.ID}}) })}
	if len(w.interests.own) > 0 {
		sub = append(sub, fyne.NewMenuItemSeparator())
	}
	for _, o := range w.interests.own {
		item := fyne.NewMenuItem("For "+viewmodel.Quoted(o.Name), func() {
			o.Examples = append(slices.Clone(o.Examples), a.ID)
			o.Unlike = slices.DeleteFunc(slices.Clone(o.Unlike), func(id feeds.ArticleID) bool { return id == a.ID })
			w.saveOwnTopic(o, viewmodel.Quoted(o.Name)+" has one more example. Tidings looks for more like it.")
		})
		item.Disabled = slices.Contains(o.Examples, a.ID)
		sub = append(sub, item)
	}
	return subMenu("More like this", sub)
}
