package typeset

import (
	"unicode"

	"github.com/go-text/typesetting/language"
)

// Hit returns the place between two runes that is nearest to a point, and the
// number of the link under it, zero if there is none.
func (l *Layout) Hit(x, y float32) (at, link int) {
	if len(l.Lines) == 0 {
		return 0, 0
	}
	ln := &l.Lines[0]
	for i := range l.Lines {
		if l.Lines[i].Y <= y {
			ln = &l.Lines[i]
		}
	}
	inside := y >= ln.Y && y < ln.Y+ln.Height
	if x < ln.X || x >= ln.X+ln.Width || len(ln.pieces) == 0 {
		if (x < ln.X) == (l.para.base == 0) {
			return ln.First, 0
		}
		return ln.seen, 0
	}
	for i := range ln.pieces {
		p := &ln.pieces[i]
		if x >= p.x+p.width && i < len(ln.pieces)-1 {
			continue
		}
		if inside {
			link = p.style.Link
		}
		return p.hit(l.para.text, x), link
	}
	return ln.seen, 0
}

// hit is the place between runes nearest to x.
func (p *piece) hit(text []rune, x float32) int {
	if p.from == p.to {
		return p.from
	}
	at := p.from
	p.clusters(func(g glyph, left, right float32) bool {
		n := stops(text, g)
		part := min(max(0, (x-left)/max(right-left, 0.001)), 1)
		if p.level&1 == 1 {
			part = 1 - part
		}
		at = int(g.cluster) + int(part*float32(n)+0.5)
		if at-int(g.cluster) == n {
			at = int(g.cluster + g.runes)
		}
		return x >= right
	})
	return at
}

// clusters calls f for every cluster from left to right until it returns false.
func (p *piece) clusters(f func(g glyph, left, right float32) bool) {
	x := p.x
	for i := 0; i < len(p.glyphs); {
		g, left := p.glyphs[i], x
		for i < len(p.glyphs) && p.glyphs[i].cluster == g.cluster {
			x += p.glyphs[i].advance
			i++
		}
		if !f(g, left, x) {
			return
		}
	}
}

// stops is into how many parts the caret divides a cluster: the letters of a
// ligature; one for everything else, such as a letter with its marks.
func stops(text []rune, g glyph) int {
	if g.runes <= 1 {
		return 1
	}
	for _, r := range text[g.cluster : g.cluster+g.runes] {
		if !unicode.IsLetter(r) {
			return 1
		}
		switch scriptOf(r) {
		case language.Latin, language.Greek, language.Cyrillic, language.Arabic, language.Hebrew, language.Armenian:
		default:
			return 1
		}
	}
	return int(g.runes)
}

// Rects are the boxes to highlight the runes from and up to to: for every line
// one, or several where the direction changes.
func (l *Layout) Rects(from, to int) []Rect {
	var out []Rect
	for i := range l.Lines {
		ln := &l.Lines[i]
		if ln.seen <= from || ln.First >= to {
			continue
		}
		first := len(out)
		for j := range ln.pieces {
			p := &ln.pieces[j]
			if p.to <= from || p.from >= to {
				continue
			}
			p.clusters(func(g glyph, left, right float32) bool {
				a, b, ok := covered(l.para.text, g, p.level, left, right, from, to)
				switch {
				case !ok:
				case len(out) > first && out[len(out)-1].X+out[len(out)-1].W >= a-0.5:
					out[len(out)-1].W = b - out[len(out)-1].X
				default:
					out = append(out, Rect{a, ln.Y, b - a, ln.Height})
				}
				return true
			})
		}
	}
	return out
}

// LinkRects are the boxes of the text of a link, one for every line it is on.
func (l *Layout) LinkRects(link int) []Rect {
	var out []Rect
	for i := range l.Lines {
		ln := &l.Lines[i]
		first := len(out)
		for _, p := range ln.pieces {
			switch {
			case p.style.Link != link:
			case len(out) > first && out[len(out)-1].X+out[len(out)-1].W >= p.x-0.5:
				out[len(out)-1].W = p.x + p.width - out[len(out)-1].X
			default:
				out = append(out, Rect{p.x, ln.Y, p.width, ln.Height})
			}
		}
	}
	return out
}

// covered is the part of a cluster's box that a range of runes takes.
func covered(text []rune, g glyph, level uint8, left, right float32, from, to int) (a, b float32, ok bool) {
	n := stops(text, g)
	start, end := max(0, from-int(g.cluster)), min(int(g.runes), to-int(g.cluster))
	if start >= end {
		return 0, 0, false
	}
	if n == 1 {
		return left, right, true
	}
	step := (right - left) / float32(n)
	if level&1 == 1 {
		return right - step*float32(end), right - step*float32(start), true
	}
	return left + step*float32(start), left + step*float32(end), true
}

// Text is the text of the runes from and up to to.
func (l *Layout) Text(from, to int) string {
	from, to = max(0, from), min(to, len(l.para.text))
	if from >= to {
		return ""
	}
	return string(l.para.text[from:to])
}
