package ui

import (
	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// Measures of the front page in order of time.
const (
	timeColumn = 64  // for the clock
	timeThumb  = 120 // picture of a story
	trendsSide = 300 // what is talked about, beside
)

// byTime lists the stories as they came, the last first, and beside them what is
// talked about.
func (f *frontPage) byTime(b *brush, left, y, w float32) ([]piece, float32) {
	list := column{left, y, w}
	side := column{left, y, w}
	if w > 860 {
		list.w = w - trendsSide - pageGutter
		side = column{left + list.w + pageGutter, y, trendsSide}
	}
	var pieces []piece
	for _, s := range f.page.Stories {
		pieces = append(pieces, f.line(b, s, &list)...)
	}
	if side.w == list.w {
		side.y = list.y
	}
	for _, t := range f.trends() {
		pieces = append(pieces, t(b, &side)...)
	}
	return pieces, max(list.y, side.y)
}

// line is a story with the time of its last report.
func (f *frontPage) line(b *brush, s app.FrontStory, c *column) []piece {
	base, top := f.pieceOf(s), c.y
	w := c.w - timeColumn
	image := f.picture(s.Lead.Image)
	if image != "" {
		w -= timeThumb + 20
	}
	text, foot := f.text(b, s, w, false), f.foot(b, s, w)
	clock := viewmodel.Clock(s.Last, f.now())
	p := base
	p.x, p.y, p.w, p.h = c.x, top, timeColumn+w, text.height+foot.height
	p.paint = func(b *brush) {
		b.text(clock, label{family: typeset.Sans, weight: 500, size: 12.5, height: 17, color: b.p.soft}, 0, 0, timeColumn, 1)
		b.within(timeColumn, 0, w, text.height, text.paint)
		b.within(timeColumn, text.height, w, foot.height, foot.paint)
	}
	pieces := []piece{p}
	high := p.h
	if image != "" {
		q := base
		q.x, q.y, q.w, q.h = c.x+timeColumn+w+20, top, timeThumb, timeThumb*2/3
		q.image, q.pale = image, read(s)
		pieces = append(pieces, q)
		high = max(high, q.h)
	}
	c.y += high + 16
	all := c.w
	pieces = append(pieces, piece{x: c.x, y: c.y, w: all, h: 1, paint: func(b *brush) { b.hairline(0, 0, all, b.p.line) }})
	c.y += 18
	return pieces
}
