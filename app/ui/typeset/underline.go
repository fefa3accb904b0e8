package typeset

import "image"

// underline is the line under a piece of text, drawn from left to right. It
// leaves out the letters that reach down to it.
type underline struct {
	top, thick int
	at         int // drawn up to here
}

// pass leaves room for a glyph that stands in the way.
func (u *underline) pass(b *brush, st *Style, m *image.Alpha, off image.Point) {
	from, to, ok := inWay(m, u.top-off.Y, u.top+u.thick-off.Y)
	if !ok {
		return
	}
	room := max(1, u.thick)
	if from += off.X - room; from > u.at {
		u.draw(b, st, from)
	}
	u.at = max(u.at, to+off.X+room)
}

// inWay is the stretch of a glyph's columns with ink between two rows.
func inWay(m *image.Alpha, top, bottom int) (from, to int, ok bool) {
	from = m.Rect.Max.X
	for y := max(top, 0); y < min(bottom, m.Rect.Max.Y); y++ {
		row := m.Pix[y*m.Stride : y*m.Stride+m.Rect.Max.X]
		for x, v := range row {
			if v > 40 {
				from, to, ok = min(from, x), max(to, x+1), true
			}
		}
	}
	return from, to, ok
}

// draw continues the line up to a column.
func (u *underline) draw(b *brush, st *Style, to int) {
	if !st.Dotted {
		fill(b.dst, image.Rect(u.at, u.top, to, u.top+u.thick), st.Color)
	} else {
		step := 2*u.thick + 1
		for x := (u.at + step - 1) / step * step; x+u.thick <= to; x += step {
			fill(b.dst, image.Rect(x, u.top, x+u.thick, u.top+u.thick), st.Color)
		}
	}
	u.at = max(u.at, to)
}
