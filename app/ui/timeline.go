package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// lister is what the timeline asks of the core.
type lister interface {
	Articles(ctx context.Context, in feeds.Scope, after feeds.Cursor, limit int) (feeds.Page, error)
	Snippets(ctx context.Context, ids []feeds.ArticleID, text string) (map[feeds.ArticleID]string, error)
	TopicCounts(ctx context.Context, in feeds.Scope) (map[feeds.Topic]int, error)
}

const (
	firstPage = 60
	nextPage  = 200
)

// timeline lists the articles of a scope.
type timeline struct {
	*list
	core   lister
	worker *worker
	engine *typeset.Engine
	pics   *pictures
	now    func() time.Time

	scope    feeds.Scope
	names    viewmodel.Names
	byStory  bool
	articles []feeds.Article
	snippets map[feeds.ArticleID]string
	rows     []viewmodel.Row
	next     feeds.Cursor
	more     bool
	loading  bool
	asked    int // a step to take when the list is there
	loads    latest
	seen     feeds.ArticleID // the last that had arrived when the list was loaded

	chips  *chipBar
	unread *button
	order  *button
	story  *button
	fresh  *button
	marked *button
	clear  *button // empties the bin
	empty  *widget.Label
	strip  *fyne.Container // why the feed that is shown could not be fetched
	reason *widget.Label
	ground *canvas.Rectangle
	lines  []*canvas.Rectangle
	pane   fyne.CanvasObject

	onArticle  func(feeds.Article)
	onScope    func(feeds.Scope) // the reader changed it here
	onMenu     func(feeds.Article, fyne.Position)
	onAllRead  func()
	onEmptyBin func()
	onError    func(error)
	isEmpty    func(feeds.Scope) string // what an empty list says
}

func newTimeline(core lister, w *worker, e *typeset.Engine, pics *pictures) *timeline {
	t := &timeline{core: core, worker: w, engine: e, pics: pics, now: time.Now}
	t.list = newList(t)
	t.list.onOpen = func(i int) {
		if a, ok := t.article(t.rows[i].ID); ok {
			t.onArticle(a)
		}
	}
	t.list.onMenu = func(i int, at fyne.Position) {
		if a, ok := t.article(t.rows[i].ID); ok {
			t.onMenu(a, at)
		}
	}
	t.list.onEnd = t.loadMore
	t.build()
	return t
}

func (t *timeline) build() {
	t.chips = newChipBar(t.engine, 12, func(topic feeds.Topic) { t.onScope(viewmodel.Toggle(t.scope, topic)) })
	t.unread = newButton("", "All ▾", t.toggleUnread)
	t.order = newButton("", "Newest ▾", t.toggleOrder)
	t.story = newButton("", "By story", t.toggleStory)
	t.fresh = newButton("", "", func() { t.list.scrollTo(0); t.fresh.Hide() })
	t.fresh.Hide()
	t.marked = newButton("check", "", func() { t.onAllRead() })
	t.marked.tip = "Mark all as read (Shift+A)"
	t.clear = newButton("delete", "Empty the bin", func() { t.onEmptyBin() })
	t.clear.Hide()
	t.empty = widget.NewLabel("")
	t.empty.Alignment = fyne.TextAlignCenter
	t.empty.Wrapping = fyne.TextWrapWord
	t.empty.Importance = widget.LowImportance
	t.empty.Hide()
	bar := container.NewHBox(t.unread, t.order, t.story, layout.NewSpacer(), t.fresh, t.clear, t.marked)
	t.lines = []*canvas.Rectangle{hairline(), hairline(), hairline()}
	head := container.New(&headLayout{}, t.chips, t.lines[0], bar, t.lines[1])
	t.ground = canvas.NewRectangle(colours().list)
	t.reason = widget.NewLabel("")
	t.reason.Wrapping = fyne.TextWrapWord
	t.reason.Importance = widget.WarningImportance
	t.strip = container.NewBorder(t.lines[2], nil, nil, nil, t.reason)
	t.strip.Hide()
	t.pane = container.NewStack(t.ground, container.NewBorder(head, t.strip, nil, nil, container.NewStack(t.list, container.NewCenter(container.NewGridWrap(fyne.NewSize(280, 120), t.empty)))))
}

// trouble says below the list why its feed could not be fetched; an empty reason
// takes the sentence away.
func (t *timeline) trouble(reason string) {
	if t.reason.Text == reason && t.strip.Visible() == (reason != "") {
		return
	}
	t.reason.SetText(reason)
	visible(t.strip, reason != "")
	t.pane.Refresh()
}

// repaint draws everything again in the colours of the theme.
func (t *timeline) repaint() {
	p := colours()
	t.ground.FillColor = p.list
	for _, l := range t.lines {
		l.FillColor = p.line
	}
	for _, b := range []*button{t.unread, t.order, t.story, t.fresh, t.clear, t.marked} {
		b.paint(false)
	}
	t.chips.paint()
	t.list.reload()
	t.pane.Refresh()
}

// hairline is one unit high, in the colour of lines.
func hairline() *canvas.Rectangle {
	r := canvas.NewRectangle(colours().line)
	r.SetMinSize(fyne.NewSize(1, 1))
	return r
}

// headLayout stacks the chips, the bar and their lines.
type headLayout struct{}

func (headLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	heights := []float32{42, 1, 32, 1}
	y := float32(0)
	for i, x := range o {
		inset := float32(0)
		if i == 2 {
			inset = 6
		}
		x.Move(fyne.NewPos(inset, y))
		x.Resize(fyne.NewSize(s.Width-2*inset, heights[i]))
		y += heights[i]
	}
}
func (headLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 76) }

func (t *timeline) toggleUnread() {
	in := t.scope
	in.UnreadOnly = !in.UnreadOnly
	t.onScope(in)
}

func (t *timeline) toggleOrder() {
	in := t.scope
	switch {
	case in.Order == feeds.Newest:
		in.Order = feeds.Oldest
	case in.Order == feeds.Oldest && in.Text != "":
		in.Order = feeds.Relevance
	default:
		in.Order = feeds.Newest
	}
	t.onScope(in)
}

func (t *timeline) toggleStory() {
	t.byStory = !t.byStory
	t.bar()
	t.fill(true)
}

// bar shows what the buttons are set to.
func (t *timeline) bar() {
	t.unread.say(map[bool]string{true: "Unread ▾", false: "All ▾"}[t.scope.UnreadOnly])
	t.order.say(map[feeds.Order]string{feeds.Newest: "Newest ▾", feeds.Oldest: "Oldest ▾", feeds.Relevance: "Best match ▾"}[t.scope.Order])
	t.story.strong = t.byStory
	t.story.paint(false)
	for _, b := range []*button{t.unread, t.order, t.story, t.marked} { // the bin is in the order of deleting
		visible(b, !t.scope.Bin)
	}
	visible(t.clear, t.scope.Bin)
}

// setScope shows another list from its beginning.
func (t *timeline) setScope(in feeds.Scope) {
	t.scope = in
	t.articles, t.rows, t.next, t.more = nil, nil, feeds.Cursor{}, false
	t.list.current = -1
	t.list.scroll.Offset.Y = 0
	t.list.reload()
	t.fresh.Hide()
	t.bar()
	t.load(firstPage, true)
}

// refresh loads what is shown once more, because it is stale.
func (t *timeline) refresh() { t.load(max(firstPage, min(len(t.articles), 1000)), false) }

func (t *timeline) load(n int, anew bool) {
	current := t.loads.next()
	scope := t.scope
	var page feeds.Page
	var counts map[feeds.Topic]int
	var snippets map[feeds.ArticleID]string
	var err, countErr error
	t.loading = true
	t.worker.load(func(ctx context.Context) {
		page, err = t.core.Articles(ctx, scope, feeds.Cursor{}, n)
		if err == nil && scope.Text != "" {
			snippets, err = t.core.Snippets(ctx, ids(page.Articles), scope.Text)
		}
		counts, countErr = t.core.TopicCounts(ctx, scope)
	}, func() {
		if !current() {
			return
		}
		t.loading = false
		if err != nil {
			t.onError(err)
			t.say(err)
			return
		}
		if countErr == nil {
			t.chips.show(viewmodel.Chips(scope, counts))
		}
		old := t.articles
		t.articles, t.next, t.more, t.snippets, t.seen = page.Articles, page.Next, page.More, snippets, page.Newest
		if !anew && scope.UnreadOnly && scope.Order != feeds.Relevance {
			t.articles = viewmodel.Keep(old, page.Articles, scope.Order)
		}
		t.fill(anew)
		t.say(nil)
		if d := t.asked; d != 0 {
			t.asked = 0
			t.list.move(d)
		}
	})
}

// advance opens the next article in a direction, once there are any.
func (t *timeline) advance(d int) {
	if t.loading && len(t.rows) == 0 {
		t.asked = d
		return
	}
	t.list.move(d)
}

func ids(list []feeds.Article) []feeds.ArticleID {
	out := make([]feeds.ArticleID, len(list))
	for i, a := range list {
		out[i] = a.ID
	}
	return out
}

func (t *timeline) loadMore() {
	if !t.more || t.loading {
		return
	}
	t.loading = true
	current := t.loads.next()
	scope, after := t.scope, t.next
	var page feeds.Page
	var err error
	t.worker.load(func(ctx context.Context) {
		page, err = t.core.Articles(ctx, scope, after, nextPage)
	}, func() {
		if !current() {
			return
		}
		t.loading = false
		if err != nil {
			t.onError(err)
			return
		}
		t.articles = append(t.articles, page.Articles...)
		t.next, t.more = page.Next, page.More
		t.fill(false)
	})
}

// say shows why the list is empty, or an error.
func (t *timeline) say(err error) {
	switch {
	case err != nil:
		t.empty.SetText("The list could not be loaded.")
	case len(t.rows) == 0:
		t.empty.SetText(t.isEmpty(t.scope))
	}
	if len(t.rows) == 0 {
		t.empty.Show()
	} else {
		t.empty.Hide()
	}
}
