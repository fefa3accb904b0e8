package ui

import (
	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// How much of what is talked about is shown.
const (
	namesShown = 6
	linksShown = 4
)

// trends are boxes that wait for a column: names that are talked about now, and pages
// that several sources link to. They are of the whole day, whatever its topics.
func (f *frontPage) trends() []func(*brush, *column) []piece {
	var out []func(*brush, *column) []piece
	add := func(title string, list []app.Trend, row func(*brush, app.Trend, float32) trendRow) {
		if len(list) > 0 {
			out = append(out, func(b *brush, c *column) []piece { return f.trendBox(b, c, title, list, row) })
		}
	}
	if f.filtered() {
		return nil
	}
	names, links := f.page.Names, f.page.Links
	add("Talked about now", names[:min(len(names), namesShown)], f.talked)
	add("Linked by many", links[:min(len(links), linksShown)], f.linked)
	return out
}

// trendRow is a row of a box: what it says, how high it is, and what a tap does.
type trendRow struct {
	composed
	hint string
	tap  func()
}

func (f *frontPage) trendBox(b *brush, c *column, title string, list []app.Trend, row func(*brush, app.Trend, float32) trendRow) []piece {
	x, w, top := c.x, c.w, c.y
	inner := w - 2*boxPad
	y := top + 12 + 18 + 6
	var rows []piece
	for _, t := range list {
		r := row(b, t, inner)
		rows = append(rows, piece{x: x + boxPad, y: y, w: inner, h: r.height, minor: true, name: "trend " + t.Text + t.Link, hint: r.hint, tap: r.tap, paint: r.paint})
		y += r.height
	}
	y += 10
	c.y = y + 24
	return append([]piece{boxPiece(title, x, top, w, y-top)}, rows...)
}

// talked is a name, and how many speak of it.
func (f *frontPage) talked(b *brush, t app.Trend, w float32) trendRow {
	note := b.lay(viewmodel.TrendNote(t.Sources, t.Growth), label{family: typeset.Sans, size: 12, height: 18, color: b.p.soft, ltr: true}, w*0.6, 1)
	name := b.lay(t.Text, label{family: typeset.Serif, weight: 600, size: 15, height: 20, color: b.p.ink, ltr: true}, w-note.Used-12, 1)
	return trendRow{composed{28, func(b *brush) {
		b.put(name, 0, 4)
		b.put(note, w-note.Used, 5)
	}}, "Search for it · " + t.Why, func() { f.onName(t.Text) }}
}

// linked is a page, and how many link to it.
func (f *frontPage) linked(b *brush, t app.Trend, w float32) trendRow {
	title := b.lay(t.Text, label{family: typeset.Serif, weight: 600, size: 15, height: 20, color: b.p.ink}, w, 2)
	text := siteOf(t.Link) + " · " + plural(t.Sources, "of your sources links to it", "of your sources link to it")
	note := b.lay(text, label{family: typeset.Sans, size: 12, height: 18, color: b.p.soft, ltr: true}, w, 1)
	return trendRow{composed{title.Height + note.Height + 10, func(b *brush) {
		b.put(title, 0, 4)
		b.put(note, 0, 4+title.Height)
	}}, t.Link, func() { f.onLink(t) }}
}
