package ui

import (
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/draw"

	"tidings/app/ui/typeset"
	"tidings/feeds"
)

// What the front page and the story page are made of.

// act is a word that does something.
type act struct {
	text, hint string
	on         bool // as in "Following"
	star       bool // a star stands before it
	tap        func()
}

// actPad is what an act is wider than its word, on both sides.
const actPad = 7

// act lays an action out at a place.
func (b *brush) act(a act, x, y float32) piece {
	l := label{family: typeset.Sans, weight: 500, size: 12.5, height: 18, color: b.p.soft, ltr: true}
	if a.on {
		l.color, l.weight = b.p.ink, 600
	}
	lay := b.lay(a.text, l, 400, 1)
	left := float32(actPad)
	if a.star {
		left += 17
	}
	w := left + lay.Used + actPad
	return piece{x: x, y: y, w: w, h: 26, minor: true, flat: true, name: "act " + a.text, hint: a.hint, tap: a.tap, paint: func(b *brush) {
		if a.star {
			b.star(actPad+6, 13, 6.5, b.p.accent)
		}
		b.put(lay, left, 4)
	}}
}

// star fills a star around a middle.
func (b *brush) star(x, y, r float32, c color.NRGBA) {
	// Corners of a star of radius 1, tip up.
	shape := []float32{0, -1, 0.235, -0.324, 0.951, -0.309, 0.380, 0.124, 0.588, 0.809, 0, 0.4, -0.588, 0.809, -0.380, 0.124, -0.951, -0.309, -0.235, -0.324}
	for i := range shape {
		shape[i] = shape[i]*r + [2]float32{x, y}[i%2]
	}
	b.shape(c, shape...)
}

// smallBadge is a badge for a line of small text; it returns its width.
func (b *brush) smallBadge(text string, x, y float32, ink, ground color.NRGBA) float32 {
	lay := b.lay(text, label{family: typeset.Sans, weight: 500, size: 10.5, height: 15, color: ink, ltr: true}, 200, 1)
	w := lay.Used + 12
	b.box(x, y, w, 15, 6, ground)
	b.put(lay, x+6, y)
	return w
}

// within draws with another corner as origin.
func (b *brush) within(x, y, w, h float32, paint func(*brush)) {
	in := newBrush(b.engine, w, h, b.scale, b.p)
	paint(in)
	at := image.Pt(int(x*b.scale+0.5), int(y*b.scale+0.5))
	draw.Draw(b.img, in.img.Rect.Add(at), in.img, image.Point{}, draw.Over)
}

// boxPad is what a box leaves free inside, on both sides.
const boxPad = 16

// boxPiece is the ground of a box, with its title.
func boxPiece(title string, x, y, w, h float32) piece {
	return piece{x: x, y: y, w: w, h: h, paint: func(b *brush) {
		b.box(0, 0, w, h, 8, b.p.line)
		b.box(1, 1, w-2, h-2, 7, b.p.list)
		b.text(title, label{family: typeset.Sans, weight: 600, size: 12.5, height: 18, color: b.p.ink, ltr: true}, boxPad, 12, w-2*boxPad, 1)
	}}
}

// rowName is the name of the row of an article.
func rowName(id feeds.ArticleID) string { return fmt.Sprintf("article %d", id) }

// titleOf is what an article is called.
func titleOf(a feeds.Article) string { return cmp.Or(a.Title, "Untitled") }
