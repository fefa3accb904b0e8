package ui

import (
	"context"
	"fmt"
	"time"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// frontPager is what the front page asks of the core.
type frontPager interface {
	FrontPage(ctx context.Context, wishes app.FrontWishes) (app.FrontPage, error)
}

// frontPage shows the stories of the day by weight.
type frontPage struct {
	*sheet
	core   frontPager
	worker *worker
	now    func() time.Time
	names  viewmodel.Names
	topics []feeds.Topic
	page   app.FrontPage
	loads  latest
	chips  *chipBar
	ready  bool

	onStory   func(feeds.StoryID)
	onArticle func(feeds.Article)
	onError   func(error)
}

func newFrontPage(core frontPager, w *worker, e *typeset.Engine, pics *pictures) *frontPage {
	f := &frontPage{sheet: newSheet(e, pics), core: core, worker: w, now: time.Now}
	f.sheet.compose = f.layOut
	f.chips = newChipBar(e, 0, f.toggle)
	return f
}

func (f *frontPage) toggle(t feeds.Topic) {
	switch {
	case t == "":
		f.topics = nil
	case len(f.topics) == 1 && f.topics[0] == t:
		f.topics = nil
	default:
		f.topics = []feeds.Topic{t}
	}
	f.top()
	f.refresh()
}

// refresh loads the page again.
func (f *frontPage) refresh() {
	current := f.loads.next()
	topics := f.topics
	var page app.FrontPage
	var err error
	f.worker.load(func(ctx context.Context) { page, err = f.core.FrontPage(ctx, app.FrontWishes{Topics: topics}) }, func() {
		if !current() {
			return
		}
		if err != nil {
			f.onError(err)
			return
		}
		f.page, f.ready = page, true
		f.rebuild()
	})
}

// Measures of the front page.
const (
	pageMargin = 40
	pageGutter = 34
	leadShare  = 0.41
	pageWidest = 1240
)

// layOut places the header, the lead story in a wide column and the others in
// one or two narrow ones, each next to the shortest.
func (f *frontPage) layOut(b *brush, width float32) ([]piece, float32) {
	left := max(pageMargin, (width-pageWidest)/2)
	w := width - 2*left
	pieces, y := f.header(b, left, w)
	if len(f.page.Stories) == 0 {
		return append(pieces, f.nothing(left, y, w)), y + 200
	}
	columns := f.columns(left, w, y)
	for i, s := range f.page.Stories {
		c := shortest(columns)
		pieces = append(pieces, f.card(b, s, c, i == 0)...)
	}
	height := float32(0)
	for _, c := range columns {
		height = max(height, c.y)
	}
	return pieces, height + 24
}

// column grows downwards.
type column struct{ x, y, w float32 }

// shortest is the column where the next story goes, the first of equals.
func shortest(columns []column) *column {
	least := &columns[0]
	for i := range columns {
		if columns[i].y < least.y {
			least = &columns[i]
		}
	}
	return least
}

func (f *frontPage) columns(left, w, y float32) []column {
	switch {
	case w < 560:
		return []column{{left, y, w}}
	case w < 860:
		half := (w - pageGutter) / 2
		return []column{{left, y, half}, {left + half + pageGutter, y, half}}
	}
	first := w * leadShare
	rest := (w - first - 2*pageGutter) / 2
	return []column{
		{left, y, first},
		{left + first + pageGutter, y, rest},
		{left + first + rest + 2*pageGutter, y, rest},
	}
}

func (f *frontPage) header(b *brush, left, w float32) ([]piece, float32) {
	p := b.p
	date := f.now().Format("Monday, 2 January")
	head := label{family: typeset.Serif, weight: 700, size: 27, height: 36, color: p.ink}
	used := b.lay(date, head, w, 1).Used
	sub := fmt.Sprintf("%s from %s", plural(f.page.Total, "story", "stories"), plural(f.page.Sources, "source", "sources"))
	if !f.ready {
		sub = ""
	}
	f.chips.show(f.frontChips())
	chipsWidth := min(w*0.5, w-used-24)
	title := piece{x: left, y: 24, w: w, h: 44, paint: func(b *brush) {
		b.text(date, head, 0, 2, w, 1)
		l := label{family: typeset.Sans, size: 13, height: 18, color: p.soft}
		if room := w - used - chipsWidth - 36; room > 120 {
			b.text(sub, l, used+14, 15, room, 1)
		}
		b.box(0, 42, w, 2, 0, p.ink)
	}}
	pieces := []piece{title}
	if chipsWidth > 120 {
		pieces = append(pieces, piece{x: left + w - chipsWidth, y: 22, w: chipsWidth, h: 42, object: f.chips})
	}
	return pieces, 24 + 44 + 20
}

// frontChips are All and the topics that stories of the page have.
func (f *frontPage) frontChips() []viewmodel.Chip {
	counts := map[feeds.Topic]int{}
	for _, s := range f.page.Stories {
		for _, t := range s.Topics {
			counts[t.Topic]++
		}
	}
	return viewmodel.Chips(feeds.Scope{Topics: f.topics}, counts)
}

func (f *frontPage) nothing(left, y, w float32) piece {
	text := "Nothing new in the last week. Press r to ask your sources."
	if !f.ready {
		text = ""
	} else if len(f.topics) > 0 {
		text = "No stories about this topic today."
	}
	return piece{x: left, y: y + 40, w: w, h: 60, paint: func(b *brush) {
		b.text(text, label{family: typeset.Serif, size: 18, height: 27, color: b.p.soft}, 0, 0, w, 2)
	}}
}

// card places a story into a column.
func (f *frontPage) card(b *brush, s app.FrontStory, c *column, lead bool) []piece {
	var pieces []piece
	open := func() { f.open(s) }
	if s.Lead.Image != "" && (lead || c.w > 200) {
		h := c.w * 0.4
		if lead {
			h = c.w * 0.576
		}
		pieces = append(pieces, piece{x: c.x, y: c.y, w: c.w, h: h, image: s.Lead.Image, tap: open})
		c.y += h + 12
	}
	text := f.text(b, s, c.w, lead)
	pieces = append(pieces, piece{x: c.x, y: c.y, w: c.w, h: text.height, paint: text.paint, tap: open})
	c.y += text.height + 20
	return pieces
}

func (f *frontPage) open(s app.FrontStory) {
	if s.Articles > 1 {
		f.onStory(s.ID)
		return
	}
	f.onArticle(s.Lead)
}

// composed is text that was laid out and waits to be drawn.
type composed struct {
	height float32
	paint  func(*brush)
}

// text lays out all of a story that is not its picture.
func (f *frontPage) text(b *brush, s app.FrontStory, w float32, lead bool) composed {
	p := b.p
	type part struct {
		x, y float32
		lay  *typeset.Layout
	}
	var parts []part
	y := float32(0)
	add := func(text string, l label, x float32, lines int, gap float32) *typeset.Layout {
		lay := b.lay(text, l, w-x, lines)
		parts = append(parts, part{x, y, lay})
		y += lay.Height + gap
		return lay
	}
	kick := label{family: typeset.Sans, weight: 500, size: 11.5, height: 15, color: p.accent}
	count := viewmodel.FrontKicker(s.Story)
	lay := b.lay(count, kick, w, 1)
	parts = append(parts, part{0, 0, lay})
	if topics := viewmodel.TopicNames(s.Topics, 2); topics != "" {
		kick.color, kick.weight = p.soft, 400
		parts = append(parts, part{lay.Used + 8, 0, b.lay(topics, kick, max(40, w-lay.Used-8), 1)})
	}
	y = 15 + 8
	size, height, lines := float32(20), float32(26), 4
	if lead {
		size, height, lines = 30, 37, 4
	}
	add(s.Lead.Title, label{family: typeset.Serif, weight: 700, size: size, height: height, color: p.ink, lang: s.Lead.Language}, 0, lines, 5)
	if s.Lead.Lead != "" {
		add(s.Lead.Lead, label{family: typeset.Serif, size: 15.5, height: 23, color: p.soft, lang: s.Lead.Language}, 0, 2, 8)
	}
	var squares []float32
	if lead {
		for _, m := range s.Others[:min(len(s.Others), 2)] {
			squares = append(squares, y+4)
			add(m.Title, label{family: typeset.Serif, size: 14, height: 21, color: p.ink, lang: m.Language}, 22, 1, 8)
		}
	}
	why := label{family: typeset.Sans, size: 11.5, height: 15, color: p.soft}
	names := f.sources(s)
	shown := min(len(names), 8)
	parts = append(parts, part{float32(shown)*18 + 6, y, b.lay(s.Why, why, max(40, w-float32(shown)*18-6), 1)})
	line := y + 15 + 18
	return composed{height: line + 1, paint: func(b *brush) {
		for _, x := range parts {
			b.put(x.lay, x.x, x.y)
		}
		for i, sy := range squares {
			b.source(f.names[s.Others[i].Feed], 0, sy, 14)
		}
		for i, n := range names[:shown] {
			b.source(n, float32(i)*18, y, 14)
		}
		b.hairline(0, line, w, p.line)
	}}
}

// sources are the names of those who cover a story, the lead's first.
func (f *frontPage) sources(s app.FrontStory) []string {
	out := []string{f.names[s.Lead.Feed]}
	for _, m := range s.Others {
		out = append(out, f.names[m.Feed])
	}
	return out
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
