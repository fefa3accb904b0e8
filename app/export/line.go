package export

import (
	"strconv"

	"tidings/app/export/pdf"
	"tidings/app/ui/typeset"
)

func (p *press) pageNumber(pg *pdf.Page) {
	st := typeset.Style{Family: typeset.Sans, Size: 8, Color: soft}
	l := p.engine.Wrap(p.engine.Shape([]typeset.Span{{Text: strconv.Itoa(p.number), Style: st}}, typeset.ParaOptions{}), 0, typeset.WrapOptions{})
	p.draw(pg, l, (float32(p.width)-l.Used)/2, float32(p.height)-footAbove)
}

// draw draws a whole layout; x and y are of its upper left corner.
func (p *press) draw(pg *pdf.Page, l *typeset.Layout, x, y float32) {
	for i := range l.Lines {
		p.drawLine(pg, nil, l, i, x, y+l.Lines[i].Y)
	}
}

// drawLine draws one line with its links into c, nil if it has none; y is of the
// top of the line.
func (p *press) drawLine(pg *pdf.Page, c *chapter, l *typeset.Layout, line int, x, y float32) {
	runs := p.engine.Runs(l, line)
	ln := &l.Lines[line]
	base := float64(y + ln.Baseline)
	for i := range runs {
		pg.Ground(&runs[i], float64(x), base)
	}
	for i := range runs {
		pg.Run(&runs[i], float64(x), base)
	}
	for i := 0; i < len(runs) && c != nil; {
		from := i
		for i < len(runs) && runs[i].Style.Link == runs[from].Style.Link {
			i++
		}
		if n := runs[from].Style.Link; n > 0 && n <= len(c.links) {
			left, right := runs[from].X, runs[i-1].X+runs[i-1].Width
			c.link(pg, float64(x+left), float64(y), float64(right-left), float64(ln.Height), c.links[n-1])
		}
	}
}

// link makes a box lead to an address, or to a place in the article.
func (c *chapter) link(pg *pdf.Page, x, y, w, h float64, address string) {
	if address[0] == '#' {
		pg.LinkTo(x, y, w, h, c.target(address[1:]))
		return
	}
	pg.Link(x, y, w, h, address)
}

// target is what a place of the article is called in the file.
func (c *chapter) target(id string) string { return c.prefix + strconv.Itoa(c.ids[id]) }

// linkNumber is the number of an address in the article; 0 for one that leads nowhere.
func (c *chapter) linkNumber(address string) int {
	if address == "" {
		return 0
	}
	if address[0] == '#' {
		if c.ids[address[1:]] == 0 {
			return 0
		}
	} else if address = webAddress(address); address == "" {
		return 0
	}
	if n := len(c.links); n > 0 && c.links[n-1] == address {
		return n
	}
	c.links = append(c.links, address)
	return len(c.links)
}

// room leaves at least so much before the next item.
func (p *press) room(gap float32) { p.owed = max(p.owed, gap) }

// add puts an item below the others.
func (p *press) add(it item) {
	it.gap += p.owed
	p.owed = 0
	it.grounds = append([]*ground(nil), p.grounds...)
	it.names, it.marks = append(it.names, p.names...), append(it.marks, p.marks...)
	p.names, p.marks = nil, nil
	p.items = append(p.items, it)
}

// keep keeps the items from a number on together.
func (p *press) keep(from int) {
	for i := max(0, from); i < len(p.items)-1; i++ {
		p.items[i].keep = true
	}
}

// keepAll keeps all items so far together with what follows.
func (p *press) keepAll() {
	for i := range p.items {
		p.items[i].keep = true
	}
}

// lines adds a layout line by line. No single line of a paragraph is left alone
// on a page.
func (p *press) lines(l *typeset.Layout, x float32) {
	n, c := len(l.Lines), p.chapter
	for i := range l.Lines {
		p.add(item{
			height: l.Lines[i].Height,
			keep:   i == 0 && n > 1 || i == n-2 || n == 3 && i < 2,
			paint:  func(pg *pdf.Page, y float64) { p.drawLine(pg, c, l, i, x, float32(y)) },
		})
	}
}

// rule is a line across.
func (p *press) rule(f frame, thick float64) {
	p.add(item{height: float32(thick), paint: func(pg *pdf.Page, y float64) {
		pg.Rect(float64(f.x), y, float64(f.w), thick, line)
	}})
}
