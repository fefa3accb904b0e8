package typeset

import "strings"

// wrapping is the state of laying a paragraph out.
type wrapping struct {
	e     *Engine
	p     *Para
	l     *Layout
	o     WrapOptions
	limit float32  // width that lines are filled to
	ends  []ending // of the lines, as planned
	run   int      // first run that may be on the next line
}

// ending is where a line ends.
type ending struct {
	at     int // first rune of the next line
	kind   breakKind
	hyphen bool // is shown
	next   int  // first break that may end the next line
}

// compose makes the lines that were planned.
func (w *wrapping) compose() {
	at := 0
	for _, end := range w.ends {
		ln := Line{First: at, Past: end.at, seen: w.p.trim(at, end.at)}
		last := w.o.MaxLines > 0 && len(w.l.Lines)+1 >= w.o.MaxLines
		more := end.at < len(w.p.text)
		if last && more && w.o.Ellipsis {
			w.truncate(&ln)
		} else {
			w.pieces(&ln)
			w.squeeze(&ln)
			if end.hyphen {
				w.append(&ln, "-")
			}
			if w.p.align == Justify && end.kind != mustBreak && more {
				w.justify(&ln)
			}
			w.order(&ln)
		}
		w.l.Lines = append(w.l.Lines, ln)
		if at = end.at; last {
			w.l.Truncated = more
			return
		}
	}
}

// room is the width of a line that begins at a rune.
func (w *wrapping) room(from int) float32 {
	if from == 0 {
		return w.limit - w.p.indent + 0.01
	}
	return w.limit + 0.01
}

// width of a line of the runes from and up to to, as far as it counts: without
// the spaces at its end and what may reach over its edges.
func (w *wrapping) width(from, to int) float32 {
	end := w.p.trim(from, to)
	return w.p.advance[end] - w.p.advance[from] - w.p.lead(from) - w.p.trail(from, end)
}

// breakWord ends a line inside of a word that no line can hold. At least one
// letter stays.
func (w *wrapping) breakWord(from, next int) (end int, hyphen bool) {
	p, limit := w.p, w.room(from)
	past := len(p.text)
	if next < len(p.breaks) {
		past = p.breaks[next].at
	}
	stop := p.trim(from, past)
	for i := from + 1; i < stop; i++ {
		if !p.cluster[i] {
			continue
		}
		wide, dash := p.advance[i]-p.advance[from], p.splitsWord(from, i, stop)
		if dash {
			wide += w.hyphenWidth(i)
		}
		if wide > limit && end > 0 {
			break
		}
		if wide <= limit || end == 0 {
			if !dash && hyphen && (wide > limit*0.98 || stop-i < 3) {
				continue // a hyphen a little earlier is better
			}
			end, hyphen = i, dash && wide <= limit
		}
	}
	if end == 0 {
		return past, false
	}
	return end, hyphen
}

func (w *wrapping) hyphenWidth(at int) float32 {
	return w.mark(w.p.style[max(0, at-1)], "-").width
}

// pieces puts the parts of the runs on the line, in logical order.
func (w *wrapping) pieces(ln *Line) {
	p := w.p
	for w.run < len(p.runs) && p.runs[w.run].to <= ln.First {
		w.run++
	}
	for i := w.run; i < len(p.runs) && p.runs[i].from < ln.seen; i++ {
		r := &p.runs[i]
		from, to := max(r.from, ln.First), min(r.to, ln.seen)
		if from >= to {
			continue
		}
		g := r.slice(from, to)
		ln.pieces = append(ln.pieces, piece{
			from: from, to: to, level: r.level, style: &p.styles[r.style],
			face: r.face, upem: r.upem, size: r.size, glyphs: g, width: g.width(), leans: r.leans(&p.styles[r.style]),
		})
	}
}

// truncate ends the line with an ellipsis, at any letter.
func (w *wrapping) truncate(ln *Line) {
	p := w.p
	limit := w.room(ln.First)
	past := ln.First
	for past < len(p.text) && p.text[past] != '\n' && p.advance[past]-p.advance[ln.First] <= limit {
		past++
	}
	end := ln.First
	for i := ln.First + 1; i <= past; i++ {
		if !p.cluster[i] {
			continue
		}
		if p.advance[i]-p.advance[ln.First]+w.mark(p.style[i-1], "…").width > limit {
			break
		}
		end = i
	}
	for end > ln.First && (isSpace(p.text[end-1]) || strings.ContainsRune(",;:.-–—،、，。“‘«(（「『《[", p.text[end-1])) {
		end--
	}
	for end > ln.First && !p.cluster[end] {
		end--
	}
	ln.seen, ln.Past = end, end
	w.pieces(ln)
	w.append(ln, "…")
	w.order(ln)
}

// append adds a sign that is not in the text at the logical end of the line.
func (w *wrapping) append(ln *Line, sign string) {
	m := w.mark(w.p.style[max(0, ln.seen-1)], sign)
	m.from, m.to, m.level = ln.seen, ln.seen, w.p.base
	ln.pieces = append(ln.pieces, m)
}

// mark is a sign in a style.
func (w *wrapping) mark(style uint16, sign string) piece {
	st := &w.p.styles[style]
	key := signKey{lookOf(*st), st.Size, sign}
	m, ok := w.e.signs[key]
	if !ok {
		plain := Style{Family: st.Family, Weight: st.Weight, Italic: st.Italic, Size: st.Size}
		p := w.e.Shape([]Span{{sign, plain}}, ParaOptions{Dir: LeftToRight})
		m = piece{face: p.runs[0].face, upem: p.runs[0].upem, size: st.Size, glyphs: p.runs[0].glyphs, width: p.runs[0].glyphs.width()}
		if len(w.e.signs) > 256 {
			clear(w.e.signs)
		}
		w.e.signs[key] = m
	}
	m.style, m.leans = st, st.Italic
	return m
}

// order puts the pieces into visual order (UAX #9, rule L2) and places them.
func (w *wrapping) order(ln *Line) {
	top := uint8(0)
	for _, p := range ln.pieces {
		top = max(top, p.level)
	}
	for level := top; level > 0; level-- {
		for i := 0; i < len(ln.pieces); i++ {
			j := i
			for j < len(ln.pieces) && ln.pieces[j].level >= level {
				j++
			}
			for a, b := i, j-1; a < b; a, b = a+1, b-1 {
				ln.pieces[a], ln.pieces[b] = ln.pieces[b], ln.pieces[a]
			}
			i = j
		}
	}
	for i := range ln.pieces {
		ln.pieces[i].x = ln.Width
		ln.Width += ln.pieces[i].width
	}
}
