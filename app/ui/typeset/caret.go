package typeset

import "sort"

// Caret is a place between two runes. Where directions meet, or a line ends
// without a space, one place of the text is two on the page; Behind tells them
// apart.
type Caret struct {
	At     int  // the rune behind the place
	Behind bool // stands at the rune before, not at rune At
}

// Motion is a way of a caret through a layout.
type Motion uint8

const (
	Left Motion = iota // one letter, as seen on the page
	Right
	Up // one line
	Down
	WordLeft // to the edge of a word
	WordRight
	LineStart
	LineEnd
)

// Move is where a caret goes, and false if it leaves the layout: it then stays.
// x is where Up and Down aim at, so that it does not wander on short lines.
func (l *Layout) Move(c Caret, m Motion, x float32) (Caret, bool) {
	i := l.lineOf(c)
	if i < 0 {
		return c, false
	}
	switch m {
	case Left:
		return l.sideways(c, i, -1)
	case Right:
		return l.sideways(c, i, 1)
	case Up, Down:
		next := i + 1
		if m == Up {
			next = i - 1
		}
		if next < 0 || next >= len(l.Lines) {
			return c, false
		}
		return l.nearest(next, x), true
	case WordLeft, WordRight:
		at := l.wordEdge(c.At, (m == WordRight) == (l.para.base == 0))
		return Caret{At: at}, at != c.At
	case LineStart:
		return Caret{At: l.Lines[i].First}, true
	}
	return Caret{At: l.Lines[i].seen, Behind: l.Lines[i].seen > l.Lines[i].First}, true
}

// CaretAt is the place nearest to a point.
func (l *Layout) CaretAt(x, y float32) Caret {
	if len(l.Lines) == 0 {
		return Caret{}
	}
	i := sort.Search(len(l.Lines), func(i int) bool { return l.Lines[i].Y > y })
	return l.nearest(max(0, i-1), x)
}

// CaretRect is where a caret is drawn: a box without width, as high as its line.
func (l *Layout) CaretRect(c Caret) Rect {
	i := l.lineOf(c)
	if i < 0 {
		return Rect{}
	}
	ln := &l.Lines[i]
	parts := l.parts(ln)
	r := Rect{X: ln.X, Y: ln.Y, H: ln.Height}
	if gap := gapOf(parts, c, l.para.base); gap < len(parts) {
		r.X = parts[gap].left
	} else if gap > 0 {
		r.X = parts[gap-1].right
	}
	return r
}

// lineOf is the number of the line that a caret is on; -1 without lines.
func (l *Layout) lineOf(c Caret) int {
	at := c.At
	if c.Behind {
		at--
	}
	i := sort.Search(len(l.Lines), func(i int) bool { return l.Lines[i].First > at }) - 1
	return max(i, min(0, len(l.Lines)-1))
}

// part is what a caret goes over at one step: a letter with its marks.
type part struct {
	from, to    int // runes
	left, right float32
	rtl         bool
}

// parts are those of a line, from left to right.
func (l *Layout) parts(ln *Line) []part {
	var out []part
	for i := range ln.pieces {
		p := &ln.pieces[i]
		if p.from == p.to {
			continue // a sign beside the text
		}
		p.clusters(func(g glyph, left, right float32) bool {
			n := stops(l.para.text, g)
			step := (right - left) / float32(n)
			for k := range n {
				q := part{rtl: p.level&1 == 1, left: left + step*float32(k), right: left + step*float32(k+1)}
				from := k
				if q.rtl {
					from = n - 1 - k
				}
				q.from, q.to = int(g.cluster)+from, int(g.cluster)+from+1
				if n == 1 || from == n-1 {
					q.to = int(g.cluster + g.runes)
				}
				out = append(out, q)
			}
			return true
		})
	}
	return out
}

// gapOf is how many parts are left of a caret.
func gapOf(parts []part, c Caret, base uint8) int {
	for i, q := range parts {
		at := !c.Behind && c.At >= q.from && c.At < q.to
		behind := c.Behind && c.At > q.from && c.At <= q.to
		switch {
		case at && q.rtl, behind && !q.rtl:
			return i + 1
		case at, behind:
			return i
		}
	}
	if base == 1 { // in the spaces that hang over the end of the line
		return 0
	}
	return len(parts)
}

// side is the caret at one side of a part.
func (q part) side(right bool) Caret {
	if right == q.rtl {
		return Caret{At: q.from}
	}
	return Caret{At: q.to, Behind: true}
}

// sideways goes over one part, or to the line before or behind.
func (l *Layout) sideways(c Caret, line, step int) (Caret, bool) {
	parts := l.parts(&l.Lines[line])
	gap := gapOf(parts, c, l.para.base)
	if next := gap + (step-1)/2; next >= 0 && next < len(parts) {
		return parts[next].side(step > 0), true
	}
	down := step
	if l.para.base == 1 {
		down = -step
	}
	line += down
	if line < 0 || line >= len(l.Lines) {
		return c, false
	}
	next := Caret{At: l.Lines[line].First}
	parts = l.parts(&l.Lines[line])
	if len(parts) == 0 {
		return next, true
	}
	if step > 0 {
		next = parts[0].side(false)
	} else {
		next = parts[len(parts)-1].side(true)
	}
	if next.At == c.At { // the line ended without a space
		return l.sideways(next, line, step)
	}
	return next, true
}

// nearest is the caret of a line that is nearest to x.
func (l *Layout) nearest(line int, x float32) Caret {
	ln := &l.Lines[line]
	for _, q := range l.parts(ln) {
		if x < (q.left+q.right)/2 {
			return q.side(false)
		} else if x < q.right {
			return q.side(true)
		}
	}
	if l.para.base == 1 {
		return Caret{At: ln.First}
	}
	return Caret{At: ln.seen, Behind: ln.seen > ln.First}
}

// wordEdge is the end of the next word, or the start of the one before.
func (l *Layout) wordEdge(at int, forward bool) int {
	text := l.para.text
	if forward {
		for at < len(text) {
			from, to := l.WordAt(at)
			at = to
			if !wordless(text[from]) {
				break
			}
		}
		return at
	}
	for at > 0 {
		from, _ := l.WordAt(at - 1)
		at = from
		if !wordless(text[from]) {
			break
		}
	}
	return at
}
