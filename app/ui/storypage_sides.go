package ui

import (
	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// Measures of the sources side by side.
const (
	sideLeast  = 250 // width of a column
	sideGutter = 28
	sideFew    = 3 // articles of a source that are shown at first
)

// sides shows what each source has, in columns: who came first stands first.
func (s *storyPage) sides(b *brush, left, y, w float32) ([]piece, float32) {
	list := viewmodel.Sides(s.page.Members)
	most := max(1, min(len(list), int((w+sideGutter)/(sideLeast+sideGutter)), 4))
	rows := (len(list) + most - 1) / most
	n := (len(list) + rows - 1) / rows // as even as can be
	wide := (w - float32(n-1)*sideGutter) / float32(n)
	var pieces []piece
	for len(list) > 0 {
		end := y
		row := list[:min(n, len(list))]
		for i, side := range row {
			c := column{left + float32(i)*(wide+sideGutter), y, wide}
			pieces = append(pieces, s.side(b, side, &c)...)
			end = max(end, c.y)
		}
		list = list[len(row):]
		y = end + 30
	}
	return pieces, y
}

// side is what one source has.
func (s *storyPage) side(b *brush, x viewmodel.Side, c *column) []piece {
	pieces := []piece{s.sideHead(b, x, c)}
	shown := x.Articles
	if !s.whole[x.Feed] && len(shown) > sideFew+1 {
		shown = shown[:sideFew]
	}
	for i, m := range shown {
		pieces = append(pieces, s.sideArticle(b, m, c, i == 0))
	}
	if rest := len(x.Articles) - len(shown); rest > 0 {
		p := b.act(act{text: plural(rest, "more article", "more articles"), hint: "Show all of this source", tap: func() {
			s.whole[x.Feed] = true
			s.rebuild()
		}}, c.x-actPad, c.y+4)
		pieces = append(pieces, p)
		c.y += 34
	}
	return pieces
}

// sideHead names the source, when it came to the story, and how much it has.
func (s *storyPage) sideHead(b *brush, x viewmodel.Side, c *column) piece {
	w, y := c.w, c.y
	soft := label{family: typeset.Sans, size: 12, height: 18, color: b.p.soft, ltr: true}
	name := s.names[x.Feed]
	badge := float32(0)
	if x.First {
		badge = b.engine.Measure("first", badgeStyle) + 14 + 8
	}
	when := b.lay(viewmodel.SideTime(x, s.now()), soft, w, 1)
	note := b.lay(viewmodel.SideNote(x, s.names), soft, w, 1)
	c.y += 72
	return piece{x: c.x, y: y, w: w, h: 64, minor: true, name: "side " + name, hint: "All articles of " + name, tap: func() { s.acts.feed(x.Feed) }, paint: func(b *brush) {
		b.source(name, 0, 2, 16)
		b.name(name, label{family: typeset.Sans, weight: 600, size: 14, height: 20, color: b.p.ink}, 24, 0, w-24-badge)
		if x.First {
			b.badge("first", w, 1, b.p.paper, b.p.accent, true)
		}
		b.put(when, 0, 23)
		b.put(note, 0, 41)
		b.box(0, 62, w, 2, 0, b.p.ink)
	}}
}

// sideArticle is an article of a source; the first one has its lead.
func (s *storyPage) sideArticle(b *brush, m feeds.Member, c *column, first bool) piece {
	p := b.p
	head := label{family: typeset.Serif, weight: 600, size: 17, height: 23, color: p.ink, lang: m.Language}
	if !first {
		head.size, head.height, head.weight = 15, 21, 400
	}
	if m.Status.Read {
		head.color = p.soft
	}
	soft := label{family: typeset.Sans, size: 11.5, height: 15, color: p.soft, ltr: true}
	note := viewmodel.Clock(m.Date(), s.now())
	if aside := viewmodel.Aside(m.Article, s.page.Lead.Language, app.ReadingSpeed(m.Language)); aside != "" {
		note += " · " + aside
	}
	if m.CopyOf != 0 {
		note += " · same text"
	}
	foot := b.lay(note, soft, c.w, 1)
	title := b.lay(titleOf(m.Article), head, c.w-14, 4)
	y := foot.Height + 3
	end := y + title.Height
	var intro *typeset.Layout
	if first && m.Lead != "" && m.CopyOf == 0 {
		intro = b.lay(m.Lead, label{family: typeset.Serif, size: 14.5, height: 21, color: p.soft, lang: m.Language}, c.w, 4)
		end += 4 + intro.Height
	}
	w, top, h := c.w, c.y, end+10
	c.y += h + 8
	fresh := s.fresh[m.ID]
	return piece{x: c.x, y: top, w: w, h: h, name: rowName(m.ID), hint: m.Why, tap: func() { s.acts.article(m.Article) },
		menu: func(at fyne.Position) { s.acts.menu(m, at) }, paint: func(b *brush) {
			b.put(foot, 0, 0)
			x := foot.Used + 8
			if !m.Status.Read {
				b.box(x, 4, 7, 7, 3.5, b.p.accent)
				x += 14
			}
			if fresh {
				b.smallBadge("new", x, 0, b.p.accent, b.p.chip)
			}
			b.put(title, 0, y)
			if intro != nil {
				b.put(intro, 0, y+title.Height+4)
			}
			b.hairline(0, h-1, w, b.p.line)
		}}
}
