package ui

import (
	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// Measures of the front page.
const (
	pageMargin  = 40
	pageGutter  = 34
	leadShare   = 0.41
	pageWidest  = 1240
	trendsFrom  = 5 // stories that stand before what is talked about
	trendsApart = 4 // stories between that and what many link to
)

// margins are where a page begins and how wide it is.
func margins(width float32) (left, w float32) {
	left = max(pageMargin, (width-pageWidest)/2)
	if width < 700 {
		left = pageMargin / 2
	}
	return left, width - 2*left
}

// layOut places the header, then the lead story in a wide column and the others in one
// or two narrow ones, each next to the shortest; or all in one, in order of time.
func (f *frontPage) layOut(b *brush, width float32) ([]piece, float32) {
	left, w := margins(width)
	pieces, y := f.header(b, left, w)
	switch {
	case len(f.page.Stories) == 0:
		nothing := f.nothing(b, left, y, w)
		return append(pieces, nothing), y + nothing.h + 60
	case f.wishes.ByTime:
		list, end := f.byTime(b, left, y, w)
		return append(pieces, list...), end + 24
	}
	columns := f.columns(left, w, y)
	trends := f.trends()
	for i, s := range f.page.Stories {
		if len(trends) > 0 && i >= trendsFrom && (i-trendsFrom)%trendsApart == 0 {
			pieces = append(pieces, trends[0](b, shortest(columns))...)
			trends = trends[1:]
		}
		pieces = append(pieces, f.card(b, s, shortest(columns), i == 0)...)
	}
	for _, t := range trends {
		pieces = append(pieces, t(b, shortest(columns))...)
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

// header has the date, how much there is, the chips, and below the line how the page
// is ordered.
func (f *frontPage) header(b *brush, left, w float32) ([]piece, float32) {
	p := b.p
	date := f.now().Format("Monday, 2 January")
	head := label{family: typeset.Serif, weight: 700, size: 27, height: 36, color: p.ink}
	soft := label{family: typeset.Sans, size: 13, height: 18, color: p.soft}
	used := b.lay(date, head, w, 1).Used
	sub := ""
	if f.ready {
		sub = viewmodel.FrontSummary(f.page.Total, f.page.Sources, f.page.New, f.page.Since, f.now())
	}
	f.chips.show(viewmodel.FrontChips(f.wishes.Topics, f.wishes.Without, f.counts))
	below := b.lay(sub, soft, w, 1).Used+14 > w-used // then it stands in the line below the rule
	pieces := []piece{{x: left, y: 24, w: w, h: 44, paint: func(b *brush) {
		b.text(date, head, 0, 2, w, 1)
		if !below {
			b.text(sub, soft, used+14, 15, w-used-14, 1)
		}
		b.box(0, 42, w, 2, 0, p.ink)
	}}}
	y := float32(24 + 44 + 8)
	acts := f.switches(b, left, y+5)
	end := acts[len(acts)-1]
	pieces = append(pieces, acts...)
	x := end.x + end.w + 16
	if below {
		pieces = append(pieces, piece{x: left, y: y + 34, w: w, h: 20, paint: func(b *brush) { b.text(sub, soft, 0, 1, w, 1) }})
	}
	if f.ready && left+w-x > 120 {
		pieces = append(pieces, piece{x: x, y: y - 3, w: left + w - x, h: 42, object: f.chips})
	}
	y += 48
	if below {
		y += 18
	}
	return pieces, y
}

// switches choose the order of the page.
func (f *frontPage) switches(b *brush, left, y float32) []piece {
	byTime := f.wishes.ByTime
	x := left - actPad
	var out []piece
	add := func(text, hint string, on bool, tap func()) {
		p := b.act(act{text: text, hint: hint, on: on, tap: tap}, x, y)
		x += p.w + 2
		out = append(out, p)
	}
	add("By weight", "What most sources report, what is new, what is yours (d)", !byTime, func() { f.order(false) })
	add("By time", "What came last stands first (d)", byTime, func() { f.order(true) })
	if !byTime {
		add("What counts here", "How much sources, time, your topics and your reading count (W)", false, f.onBalance)
	}
	return out
}

func (f *frontPage) nothing(b *brush, left, y, w float32) piece {
	text := ""
	if f.ready {
		text = viewmodel.FrontNothing(f.filtered(), f.page.Total)
	}
	lay := b.lay(text, label{family: typeset.Serif, size: 18, height: 27, color: b.p.soft}, min(w, 560), 0)
	return piece{x: left, y: y + 40, w: w, h: lay.Height, paint: func(b *brush) { b.put(lay, 0, 0) }}
}

// card places a story into a column.
func (f *frontPage) card(b *brush, s app.FrontStory, c *column, lead bool) []piece {
	var pieces []piece
	base := f.pieceOf(s)
	if image := f.picture(s.Lead.Image); image != "" && (lead || c.w > 200) {
		p := base
		p.x, p.y, p.w, p.h = c.x, c.y, c.w, c.w*0.4
		if lead {
			p.h = c.w * 0.576
		}
		p.image, p.pale = image, read(s)
		pieces = append(pieces, p)
		c.y += p.h + 12
	}
	text := f.text(b, s, c.w, lead)
	p := base
	p.x, p.y, p.w, p.h, p.paint = c.x, c.y, c.w, text.height, text.paint
	pieces = append(pieces, p)
	c.y += text.height
	if lead {
		pieces = append(pieces, f.voices(b, s, c)...)
	}
	p = base
	foot := f.foot(b, s, c.w)
	p.x, p.y, p.w, p.h, p.paint = c.x, c.y, c.w, foot.height, foot.paint
	pieces = append(pieces, p)
	c.y += foot.height
	w := c.w
	pieces = append(pieces, piece{x: c.x, y: c.y + 18, w: c.w, h: 1, paint: func(b *brush) { b.hairline(0, 0, w, b.p.line) }})
	c.y += 18 + 21
	return pieces
}

// pieceOf is what all pieces of a story have in common.
func (f *frontPage) pieceOf(s app.FrontStory) piece {
	return piece{
		name: storyName(s.ID), hint: viewmodel.FrontHint(s.Story, f.sources(s), s.Why),
		tap:  func() { f.open(s) },
		menu: func(at fyne.Position) { f.onMenu(s, at) },
	}
}

// read reports whether the reader has read all of a story.
func read(s app.FrontStory) bool { return s.Unread == 0 }

// composed is text that was laid out and waits to be drawn.
type composed struct {
	height float32
	paint  func(*brush)
}

// text is kicker, headline and lead of a story.
func (f *frontPage) text(b *brush, s app.FrontStory, w float32, lead bool) composed {
	p := b.p
	kicker := f.kicker(b, s, w)
	size, height := float32(20), float32(26)
	if lead {
		size, height = 30, 37
	}
	head := label{family: typeset.Serif, weight: 700, size: size, height: height, color: p.ink, lang: s.Lead.Language}
	if read(s) {
		head.weight, head.color = 600, p.soft
	}
	title := b.lay(titleOf(s.Lead), head, w, 4)
	y := kicker.height + 8
	end := y + title.Height
	var intro *typeset.Layout
	if s.Lead.Lead != "" {
		intro = b.lay(s.Lead.Lead, label{family: typeset.Serif, size: 15.5, height: 23, color: p.soft, lang: s.Lead.Language}, w, 2)
		end += 5 + intro.Height
	}
	return composed{end + 8, func(b *brush) {
		kicker.paint(b)
		b.put(title, 0, y)
		if intro != nil {
			b.put(intro, 0, y+title.Height+5)
		}
	}}
}

// kicker is the line above the headline: how many cover it, whether it is new, and
// its topics.
func (f *frontPage) kicker(b *brush, s app.FrontStory, w float32) composed {
	l := label{family: typeset.Sans, weight: 500, size: 11.5, height: 15, color: b.p.accent, ltr: true}
	count := b.lay(viewmodel.FrontKicker(s.Story), l, w, 1)
	x := count.Used + 8
	fresh := s.New && !read(s)
	at := x
	if fresh {
		x += b.engine.Measure("new", badgeStyle) + 14 + 8
	}
	l.color, l.weight = b.p.soft, 400
	topics := b.lay(viewmodel.TopicNames(s.Topics, 2), l, max(40, w-x), 1)
	return composed{15, func(b *brush) {
		b.put(count, 0, 0)
		if fresh {
			b.smallBadge("new", at, 0, b.p.accent, b.p.chip)
		}
		b.put(topics, x, 0)
	}}
}

// voices are headlines of others below the lead story, each of which leads to its article.
func (f *frontPage) voices(b *brush, s app.FrontStory, c *column) []piece {
	var out []piece
	for _, m := range viewmodel.OtherVoices(s.Lead, s.Others, 3) {
		l := label{family: typeset.Serif, size: 14.5, height: 22, color: b.p.ink, lang: m.Language}
		name, w := f.names[m.Feed], c.w
		out = append(out, piece{x: c.x, y: c.y, w: w, h: 28, minor: true, name: rowName(m.ID), hint: name, tap: func() { f.onArticle(m.Article) },
			paint: func(b *brush) {
				b.source(name, 0, 6, 14)
				b.name(m.Title, l, 24, 2, w-24)
			}})
		c.y += 28
	}
	if len(out) > 0 {
		c.y += 4
	}
	return out
}

// foot is who covers a story, and why it stands here.
func (f *frontPage) foot(b *brush, s app.FrontStory, w float32) composed {
	names := f.sources(s)
	shown := min(len(names), 8)
	x := float32(shown)*18 + 6
	why := b.lay(viewmodel.WhyHere(s.Why), label{family: typeset.Sans, size: 11.5, height: 15, color: b.p.soft, ltr: true}, max(40, w-x), 1)
	return composed{16, func(b *brush) {
		for i, n := range names[:shown] {
			b.source(n, float32(i)*18, 0, 14)
		}
		b.put(why, x, 0)
	}}
}
