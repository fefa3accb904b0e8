package pdf

import (
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"

	"tidings/app/ui/typeset"
)

// Where the line under a text lies below its baseline, by the size.
const (
	underTop   = 0.12
	underThick = 0.055
)

// underline draws the line under a run. It leaves out the letters that reach
// down to it, with as much room beside them as it is thick.
func (p *Page) underline(r *typeset.Run, x, base float64) {
	size := float64(r.Style.Size)
	top, thick := base+size*underTop, size*underThick
	at, end := x+float64(r.X), x+float64(r.X+r.Width)
	draw := func(to float64) {
		if to > at {
			p.Rect(at, top, to-at, thick, r.Style.Color)
		}
	}
	em := float64(r.Size)
	for _, c := range r.Clusters {
		for _, g := range c.Glyphs {
			high := -size*underTop/em - float64(g.DY)/em
			from, to, ok := inWay(r.Face, g.ID, high-thick/em, high)
			if !ok {
				continue
			}
			left := x + float64(g.X+g.DX)
			draw(left + from*em - thick)
			at = max(at, left+to*em+thick)
		}
	}
	draw(end)
}

// inWay is the stretch of a glyph between two heights, all in sizes of the font
// from its origin; not ok: nothing is there.
func inWay(face *font.Face, id font.GID, low, high float64) (from, to float64, ok bool) {
	upem := float64(face.Upem())
	var at point
	line := func(b point) {
		if x0, x1, in := between(at, b, low, high); in {
			if !ok {
				from, to, ok = x0, x1, true
			}
			from, to = min(from, x0), max(to, x1)
		}
		at = b
	}
	for _, s := range outlineOf(face, id).Segments {
		var p [3]point
		for i, a := range s.Args {
			p[i] = point{float64(a.X) / upem, float64(a.Y) / upem}
		}
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			at = p[0]
		case opentype.SegmentOpLineTo:
			line(p[0])
		case opentype.SegmentOpQuadTo:
			a := at
			for _, t := range curveSteps {
				line(a.to(p[0], t).to(p[0].to(p[1], t), t))
			}
		case opentype.SegmentOpCubeTo:
			a := at
			for _, t := range curveSteps {
				l, m, n := a.to(p[0], t), p[0].to(p[1], t), p[1].to(p[2], t)
				line(l.to(m, t).to(m.to(n, t), t))
			}
		}
	}
	return from, to, ok
}

// curveSteps are the places of a curve that lines are drawn between.
var curveSteps = [...]float64{0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1}

type point struct{ x, y float64 }

// to is the point on the way to another.
func (a point) to(b point, t float64) point { return point{a.x + (b.x-a.x)*t, a.y + (b.y-a.y)*t} }

// between is the stretch of a line between two heights.
func between(a, b point, low, high float64) (from, to float64, ok bool) {
	if a.y > b.y {
		a, b = b, a
	}
	if b.y < low || a.y > high {
		return 0, 0, false
	}
	if b.y > a.y {
		whole := b.y - a.y
		a, b = a.to(b, max(0, low-a.y)/whole), a.to(b, min(whole, high-a.y)/whole)
	}
	return min(a.x, b.x), max(a.x, b.x), true
}
