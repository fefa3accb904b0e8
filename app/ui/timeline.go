package ui

import (
	"context"
	"maps"
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
	CountArticles(ctx context.Context, in feeds.Scope, most int) (int, error)
	InTitle(title, text string) [][2]int
	Story(ctx context.Context, id feeds.StoryID) (feeds.Story, []feeds.Member, error)
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
	byStory  bool // one row for a story
	offline  bool // there is no network: rows say what is here
	articles []feeds.Article
	stories  map[feeds.StoryID]feeds.StoryCount // of which one article is listed
	open     map[feeds.StoryID][]feeds.Member   // what stands below the rows of stories
	own      []feeds.Topic                      // the reader's own, in the order of the sidebar
	topics   map[feeds.Topic]int                // how many articles of the list each has
	snippets map[feeds.ArticleID]string
	titles   map[feeds.ArticleID]string // with marks around what a search found
	rows     []viewmodel.Row
	next     feeds.Cursor
	more     bool
	loading  bool
	asked    int       // a step to take when the list is there
	at       listPlace // to return to when the list is there
	loads    latest
	counts   latest
	seen     feeds.ArticleID // the last that had arrived when the list was loaded

	chips  *topicBar
	strip  *searchStrip
	unread *button
	order  *button
	story  *button
	fresh  *button
	marked *button
	clear  *button // empties the bin
	empty  *widget.Label
	broken *fyne.Container // why the feed that is shown could not be fetched
	reason *widget.Label
	offers *fyne.Container // wider searches, where one found nothing
	ground *canvas.Rectangle
	lines  []*canvas.Rectangle
	head   *fyne.Container
	pane   fyne.CanvasObject

	onArticle  func(feeds.Article)
	onScope    func(feeds.Scope) // the reader changed it here
	onMenu     func(feeds.Article, fyne.Position)
	onAllRead  func()
	onError    func(error)
	isEmpty    func(feeds.Scope) string // what an empty list says
	widen      func()                   // offers wider searches below that
	help       func()                   // offers there what can be done about a feed that cannot be fetched
	known      func() viewmodel.Known
	onEmptyBin func()
	onGroup    func(byStory bool) // the reader changed it
}

func newTimeline(core lister, w *worker, e *typeset.Engine, pics *pictures) *timeline {
	t := &timeline{core: core, worker: w, engine: e, pics: pics, now: time.Now,
		stories: map[feeds.StoryID]feeds.StoryCount{}, open: map[feeds.StoryID][]feeds.Member{}}
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
	t.list.onTap = t.tapped
	t.list.onEnd = t.loadMore
	t.build()
	return t
}

func (t *timeline) build() {
	t.chips = newTopicBar(t.engine, 12, func(topic feeds.Topic) { t.onScope(viewmodel.Toggle(t.scope, topic)) })
	t.chips.onOut = func(topic feeds.Topic) { t.onScope(viewmodel.LeaveOut(t.scope, topic)) }
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
	t.offers = container.NewVBox()
	bar := container.NewHBox(t.unread, t.order, t.story, layout.NewSpacer(), t.fresh, t.clear, t.marked)
	t.lines = []*canvas.Rectangle{hairline(), hairline(), hairline()}
	t.strip = newSearchStrip(t.engine)
	t.strip.Hide()
	t.head = container.New(&headLayout{}, t.chips, t.lines[0], bar, t.lines[1], t.strip)
	t.ground = canvas.NewRectangle(colours().list)
	t.reason = widget.NewLabel("")
	t.reason.Wrapping = fyne.TextWrapWord
	t.reason.Importance = widget.WarningImportance
	t.broken = container.NewBorder(t.lines[2], nil, nil, nil, t.reason)
	t.broken.Hide()
	t.pane = container.NewStack(t.ground, container.NewBorder(t.head, t.broken, nil, nil, container.NewStack(t.list, container.New(middle{}, container.NewVBox(newBox(280, t.empty), t.offers)))))
}

// trouble says below the list why its feed could not be fetched; an empty reason
// takes the sentence away.
func (t *timeline) trouble(reason string) {
	if t.reason.Text == reason && t.broken.Visible() == (reason != "") {
		return
	}
	t.reason.SetText(reason)
	visible(t.broken, reason != "")
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
	t.strip.paint()
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
	heights := []float32{42, 1, 32, 1, searchStripHeight}
	y := float32(0)
	for i, x := range o {
		if !x.Visible() {
			continue
		}
		inset := float32(0)
		if i == 2 {
			inset = 6
		}
		x.Move(fyne.NewPos(inset, y))
		x.Resize(fyne.NewSize(s.Width-2*inset, heights[i]))
		y += heights[i]
	}
}

// MinSize has room for the last one only in a search.
func (headLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	h := float32(76)
	if o[len(o)-1].Visible() {
		h += searchStripHeight
	}
	return fyne.NewSize(100, h)
}

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

// bar shows what the buttons are set to.
func (t *timeline) bar() {
	t.unread.say(map[bool]string{true: "Unread ▾", false: "All ▾"}[t.scope.UnreadOnly])
	t.order.say(map[feeds.Order]string{feeds.Newest: "Newest ▾", feeds.Oldest: "Oldest ▾", feeds.Relevance: "Best match ▾"}[t.scope.Order])
	t.story.strong = t.byStory
	t.story.paint(false)
	if search := t.scope.Text != ""; search != t.strip.Visible() {
		visible(t.strip, search)
		t.pane.Refresh()
	}
	if t.known != nil {
		known := t.known()
		t.strip.show(viewmodel.Limits(t.scope, known), viewmodel.Where(t.scope, known))
	}
	for _, b := range []*button{t.unread, t.order, t.story, t.marked} { // the bin is in the order of deleting
		visible(b, !t.scope.Bin)
	}
	visible(t.clear, t.scope.Bin)
}

// setScope shows another list from its beginning.
func (t *timeline) setScope(in feeds.Scope) { t.returnTo(in, listPlace{}) }

// returnTo shows a list at a place, if what was there is still in it.
func (t *timeline) returnTo(in feeds.Scope, at listPlace) {
	if !viewmodel.Only(in, "").Equal(viewmodel.Only(t.scope, "")) {
		t.chips.release()
	}
	t.scope, t.at = in, at
	t.articles, t.rows, t.next, t.more = nil, nil, feeds.Cursor{}, false
	t.stories, t.open = map[feeds.StoryID]feeds.StoryCount{}, map[feeds.StoryID][]feeds.Member{}
	t.chips.show(viewmodel.Chips(in, t.topics, t.own...)) // as they were counted last
	t.list.current = -1
	t.list.scroll.Offset.Y = 0
	t.list.reload()
	t.fresh.Hide()
	t.offers.RemoveAll()
	t.strip.count = ""
	t.bar()
	t.load(max(firstPage, len(at.articles)), true)
}

// refresh loads what is shown once more, because it is stale.
func (t *timeline) refresh() { t.load(max(firstPage, min(len(t.articles), 1000)), false) }

func (t *timeline) load(n int, anew bool) {
	current := t.loads.next()
	scope, wanted := t.scope, t.wanted()
	unfolded := t.unfolded()
	if anew {
		unfolded = t.at.open
	}
	var page feeds.Page
	var open map[feeds.StoryID][]feeds.Member
	var counts map[feeds.Topic]int
	var hits hits
	var err, countErr error
	t.loading = true
	t.worker.load(func(ctx context.Context) {
		page, err = t.core.Articles(ctx, wanted, feeds.Cursor{}, n)
		if err == nil {
			hits, err = t.hits(ctx, page.Articles, scope.Text)
		}
		open = t.membersOf(ctx, scope, unfolded)
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
			t.topics = counts
			t.chips.show(viewmodel.Chips(scope, counts, t.own...))
		}
		old := t.articles
		t.articles, t.next, t.more, t.seen = page.Articles, page.Next, page.More, page.Newest
		t.snippets, t.titles = hits.snippets, hits.titles
		if anew {
			t.open, t.stories = open, nil
		}
		t.renew(unfolded, open)
		t.stories = viewmodel.KeepCounts(t.stories, page.Stories, scope.UnreadOnly)
		if anew {
			old = t.at.articles
		}
		if scope.UnreadOnly && scope.Order != feeds.Relevance {
			t.articles = viewmodel.Keep(old, page, scope.Order)
		}
		t.fill(anew)
		if anew {
			t.settleAt(t.at)
		}
		t.say(nil)
		t.tally()
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
	scope, wanted, after := t.scope, t.wanted(), t.next
	var page feeds.Page
	var hits hits
	var err error
	t.worker.load(func(ctx context.Context) {
		if page, err = t.core.Articles(ctx, wanted, after, nextPage); err == nil {
			hits, err = t.hits(ctx, page.Articles, scope.Text)
		}
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
		maps.Copy(t.stories, page.Stories)
		hits.addTo(t)
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
	visible(t.empty, len(t.rows) == 0)
	t.offers.RemoveAll()
	switch {
	case err != nil || len(t.rows) > 0:
	case t.scope.Text != "" && t.widen != nil:
		t.widen()
	case t.scope.Text == "" && t.help != nil:
		t.help()
	}
}
