package ui

import (
	"context"
	"maps"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// hits are the places where a search found its words, with marks around them.
type hits struct {
	snippets, titles map[feeds.ArticleID]string
}

// hits must be asked in the background.
func (t *timeline) hits(ctx context.Context, list []feeds.Article, text string) (h hits, err error) {
	if text == "" {
		return h, nil
	}
	if h.snippets, err = t.core.Snippets(ctx, ids(list), text); err != nil {
		return h, err
	}
	h.titles = map[feeds.ArticleID]string{}
	for _, a := range list {
		if in := t.core.InTitle(a.Title, text); len(in) > 0 {
			h.titles[a.ID] = viewmodel.Mark(a.Title, in, app.MarkStart, app.MarkEnd)
		}
	}
	return h, nil
}

// addTo adds the places of a further page.
func (h hits) addTo(t *timeline) {
	if t.snippets != nil && h.snippets != nil {
		maps.Copy(t.snippets, h.snippets)
		maps.Copy(t.titles, h.titles)
	}
}

// counting is how long a search may be counted: one that has to look into every
// article is not worth it.
const counting = 3 * time.Second

// tally says how many articles the search has. What does not fit into the first page
// is counted apart, so that the list does not wait for it.
func (t *timeline) tally() {
	current := t.counts.next()
	if t.scope.Text == "" {
		return
	}
	if !t.more && !t.grouped() {
		t.strip.say(viewmodel.Found(len(t.articles), len(t.articles)))
		return
	}
	if t.strip.count == "" && t.more {
		t.strip.say(viewmodel.Found(len(t.articles)+1, len(t.articles)))
	}
	scope, n := t.scope, 0
	var err error
	t.worker.load(func(ctx context.Context) {
		ctx, end := context.WithTimeout(ctx, counting)
		defer end()
		n, err = t.core.CountArticles(ctx, scope, app.CountLimit)
	}, func() {
		if current() && err == nil {
			t.strip.say(viewmodel.Found(n, app.CountLimit))
		}
	})
}

// offer shows what an empty list says and ways out of it.
func (t *timeline) offer(text string, offers []viewmodel.Offer, do func(feeds.Scope)) {
	t.empty.SetText(text)
	t.offers.RemoveAll()
	for i, o := range offers {
		name := o.Name
		if i == 0 {
			name += "  (Enter)"
		}
		b := newButton("", name, func() { do(o.Scope) })
		b.strong = i == 0
		b.paint(false)
		t.offers.Add(container.NewCenter(b))
	}
	t.pane.Refresh()
}

// newBox keeps a label at a width; its height is what the text takes.
func newBox(width float32, l *widget.Label) *fyne.Container {
	return container.New(ofWidth(width), l)
}

type ofWidth float32

func (w ofWidth) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for _, x := range o {
		x.Resize(fyne.NewSize(float32(w), s.Height))
		x.Move(fyne.NewPos((s.Width-float32(w))/2, 0))
	}
}

// MinSize is asked for before the label was ever laid out, too: its height is only
// right at its width.
func (w ofWidth) MinSize(o []fyne.CanvasObject) fyne.Size {
	h := float32(0)
	for _, x := range o {
		if x.Size().Width != float32(w) {
			x.Resize(fyne.NewSize(float32(w), x.Size().Height))
		}
		h = max(h, x.MinSize().Height)
	}
	return fyne.NewSize(float32(w), h)
}

// middle puts its object into the middle, on whole units: text that begins between
// two pixels is blurred.
type middle struct{}

func (middle) Layout(o []fyne.CanvasObject, s fyne.Size) {
	m := o[0].MinSize()
	o[0].Resize(m)
	o[0].Move(fyne.NewPos(float32(int((s.Width-m.Width)/2)), float32(int((s.Height-m.Height)/2))))
}
func (middle) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// offerActs offers things to do below what an empty list says.
func (t *timeline) offerActs(acts []boardAct) {
	for i, a := range acts {
		b := newButton("", a.text, a.tap)
		b.strong = i == 0
		b.paint(false)
		t.offers.Add(container.NewCenter(b))
	}
	t.pane.Refresh()
}
