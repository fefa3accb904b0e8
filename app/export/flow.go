package export

import (
	"fmt"
	"net/url"
	"strings"

	"tidings/app/export/pdf"
	"tidings/app/ui/typeset"
	"tidings/feeds/content"
)

// Room between blocks, in points.
const (
	paragraphGap = 7
	itemGap      = 3.5
	blockGap     = 13 // around what is not running text
	indent       = 20
)

func (p *press) blocks(f frame, list []content.Block) {
	for i := range list {
		p.block(f, &list[i])
	}
}

// block sets a block in its own language and direction.
func (p *press) block(f frame, b *content.Block) {
	f = f.in(b)
	if b.ID != "" && p.ids[b.ID] != 0 {
		p.names = append(p.names, p.target(b.ID))
	}
	gap := f.gap()
	switch b.Kind {
	case content.Heading:
		p.heading(f, b)
	case content.Quote:
		p.room(gap + 2)
		p.quote(f, b)
		p.room(gap + 2)
	case content.PullQuote:
		p.pullQuote(f, b)
	case content.List:
		p.list(f, b)
	case content.Notes:
		p.notes(f, b)
	case content.Item, content.Definition:
		p.room(itemGap)
		p.blocks(f.within(indent, f.reversed(b)), b.Children)
	case content.Definitions:
		p.room(gap)
		p.blocks(f, b.Children)
		p.room(gap)
	case content.Term:
		p.room(gap)
		p.kept(func() { p.text(f, b.Spans, f.body().weighted(600)) })
	case content.Figure:
		p.figure(f, b.Picture)
	case content.Gallery:
		p.gallery(f, b)
	case content.Code:
		p.code(f, b)
	case content.Table:
		p.table(f, b)
	case content.Rule:
		p.room(blockGap)
		p.short(f)
		p.room(blockGap)
	case content.Details:
		p.room(gap)
		p.kept(func() { p.text(f, b.Spans, f.body().weighted(600)) })
		p.blocks(f, b.Children)
	case content.Media:
		p.media(f, b)
	case content.Cut:
		p.room(blockGap)
		l := f.look(typeset.Sans, 9, 13)
		l.color = soft
		p.text(f, []content.Span{{Text: cutText, Link: p.article.address()}}, l)
	default:
		p.room(gap)
		p.text(f, b.Spans, f.body())
		p.room(gap)
	}
}

// gap is the room between paragraphs, less of it in lists.
func (f frame) gap() float32 {
	if f.listed {
		return itemGap
	}
	return paragraphGap * f.scale
}

// kept keeps what is added together with what follows.
func (p *press) kept(add func()) {
	from := len(p.items)
	add()
	for i := from; i < len(p.items); i++ {
		p.items[i].keep = true
	}
}

// reversed reports whether a container is set from right to left: as it says, or
// as its first text is.
func (f frame) reversed(b *content.Block) bool {
	switch f.dir {
	case "rtl":
		return true
	case "ltr":
		return false
	}
	return strings.HasPrefix(direction(b), "r")
}

// direction is that of the first letter of a block that has one; empty if none has.
func direction(b *content.Block) string {
	for _, s := range b.Spans {
		for _, r := range s.Text {
			switch {
			case r >= 0x0590 && r <= 0x08FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC || r >= 0x10800 && r <= 0x10FFF:
				return "rtl"
			case r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= 0xC0:
				return "ltr"
			}
		}
	}
	for i := range b.Children {
		if d := direction(&b.Children[i]); d != "" {
			return d
		}
	}
	return ""
}

// headings are size and line height by level.
var headings = [...][2]float32{{16, 20}, {15, 19}, {12.5, 16.5}, {11, 15}, {10.5, 15}, {10.5, 15}}

func (p *press) heading(f frame, b *content.Block) {
	level := min(max(b.Level, 1), 6)
	size := headings[level-1]
	l := f.look(typeset.Serif, size[0], size[1]).weighted(700)
	l.balance = true
	p.room(size[0] * 1.35)
	if level <= 3 && len(p.job.list) == 1 && f.scale == 1 {
		p.bookmark(b.Spans, level)
	}
	p.kept(func() { p.text(f, b.Spans, l.uncoloured()) })
	p.owed = 5
}

// bookmark adds a heading to the outline, under the article.
func (p *press) bookmark(spans []content.Span, level int) {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	if title := plain(b.String()); title != "" {
		p.marks = append(p.marks, mark{title, level})
	}
}

// quote sets what somebody said beside a bar.
func (p *press) quote(f frame, b *content.Block) {
	right := f.reversed(b)
	bar := &ground{x: f.x, w: 2, color: line}
	if right {
		bar.x = f.x + f.w - 2
	}
	p.on(bar, func() {
		in := f.within(14, right)
		p.blocks(in, b.Children)
		p.said(in, b.Spans)
	})
}

// said sets who said it.
func (p *press) said(f frame, spans []content.Span) {
	if len(spans) == 0 {
		return
	}
	l := f.look(typeset.Sans, 8.5, 12.5)
	l.color = soft
	if n := len(p.items); n > 0 {
		p.items[n-1].keep = true
	}
	p.room(4)
	p.text(f, append([]content.Span{{Text: "— "}}, spans...), l)
}

// on adds items that stand on a ground.
func (p *press) on(g *ground, add func()) {
	p.owed += g.pad
	p.grounds = append(p.grounds, g)
	from := len(p.items)
	add()
	p.grounds = p.grounds[:len(p.grounds)-1]
	if len(p.items) > from {
		p.owed += g.pad
	}
}

// pullQuote sets a quote apart from the text.
func (p *press) pullQuote(f frame, b *content.Block) {
	p.room(blockGap + 4)
	from := len(p.items)
	p.rule(f, 0.8)
	p.owed = 8
	l := f.look(typeset.Serif, 14, 19)
	l.italic, l.balance = true, true
	for i := range b.Children {
		p.text(f, b.Children[i].Spans, l)
		p.blocks(f, b.Children[i].Children)
	}
	p.said(f, b.Spans)
	p.owed = 8
	p.rule(f, 0.8)
	p.keep(from)
	p.room(blockGap + 4)
}

// list sets items with their signs beside them.
func (p *press) list(f frame, b *content.Block) {
	p.room(f.gap())
	number := b.Start
	right := f.reversed(b)
	in := f.within(indent, right)
	in.listed = true
	for i := range b.Children {
		it := &b.Children[i]
		sign := "•"
		if b.Ordered {
			sign = fmt.Sprintf("%d.", number)
			number++
		}
		p.room(itemGap)
		p.item(f, in, it, sign, right)
	}
	p.room(f.gap())
}

// item sets an item in a frame, with its sign in the room beside it.
func (p *press) item(f, in frame, it *content.Block, sign string, right bool) {
	if it.ID != "" && p.ids[it.ID] != 0 {
		p.names = append(p.names, p.target(it.ID))
	}
	from, owed := len(p.items), p.owed
	for i := range it.Children {
		if i == 0 {
			p.owed = owed
		}
		p.block(in.in(it), &it.Children[i])
		if i == 0 && len(p.items) > from {
			p.items[from].gap = owed // that of the paragraph inside does not count
		}
	}
	l := in.body()
	l.align, l.tabular, l.dir = typeset.Start, true, typeset.LeftToRight
	if right {
		l.dir = typeset.RightToLeft
	}
	mark := p.engine.Wrap(p.para([]content.Span{{Text: sign}}, l), 0, typeset.WrapOptions{})
	if len(p.items) == from {
		p.add(item{height: mark.Height})
	}
	x := in.x - 6 - mark.Used
	if right {
		x = f.x + f.w - indent + 6
	}
	first := &p.items[from]
	body := first.paint
	first.paint = func(pg *pdf.Page, y float64) {
		p.drawLine(pg, nil, mark, 0, x, float32(y))
		if body != nil {
			body(pg, y)
		}
	}
}

// notes are footnotes: at the end, as on the page they come from, and smaller.
func (p *press) notes(f frame, b *content.Block) {
	p.room(blockGap + 4)
	p.kept(func() { p.short(f) })
	f.scale *= 0.86
	p.list(f, b)
}

// short is a line between two parts of the text.
func (p *press) short(f frame) {
	p.add(item{height: 0.7, paint: func(pg *pdf.Page, y float64) {
		pg.Rect(float64(f.x+(f.w-70)/2), y, 70, 0.7, line)
	}})
}

// code sets text as it was written, on a ground of its own. Lines that are too
// long go on in the next one.
func (p *press) code(f frame, b *content.Block) {
	p.room(blockGap)
	l := f.look(typeset.Mono, 8.2, 11.5)
	l.dir, l.lang = typeset.LeftToRight, ""
	in := f
	in.x, in.w = f.x+9, f.w-18
	p.on(&ground{x: f.x, w: f.w, pad: 8, color: shade}, func() {
		list := b.Spans // where there are links in it
		if list == nil {
			list = []content.Span{{Text: strings.TrimRight(b.Text, "\n")}}
		}
		p.text(in, list, l)
	})
	p.room(blockGap)
}

// media is a card: what it is, and where it leads.
func (p *press) media(f frame, b *content.Block) {
	e := b.Embed
	if e.Image != "" {
		if im, ok := p.image(e.Image); ok {
			p.room(blockGap)
			p.kept(func() { p.pictureItem(f, im, e.URL, f.w*0.6, 200) })
		}
	}
	p.room(paragraphGap)
	title := f.look(typeset.Sans, 9.5, 13.5).weighted(600)
	where := f.look(typeset.Sans, 8.5, 12.5)
	where.color = soft
	in := f
	in.x, in.w = f.x+10, f.w-20
	from := len(p.items)
	p.on(&ground{x: f.x, w: f.w, pad: 8, color: shade}, func() {
		p.text(in, []content.Span{{Text: e.Title, Link: e.URL}}, title)
		p.line(in, dotted(e.Kind, host(e.URL)), where)
		p.blocks(in, b.Children)
	})
	if len(b.Children) == 0 {
		p.keep(from)
	}
	p.room(blockGap)
}

// host is the name of a site.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}
