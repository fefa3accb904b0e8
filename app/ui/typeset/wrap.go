package typeset

import "strings"

// wrapping is the state of filling lines.
type wrapping struct {
	e    *Engine
	p    *Para
	l    *Layout
	o    WrapOptions
	at   int // first rune of the next line
	next int // first break that may be behind it
	run  int // first run that may be on it
}

// line adds the next line.
func (w *wrapping) line() {
	end, kind, hyphen := w.fill()
	ln := Line{First: w.at, Past: end, seen: w.p.trim(w.at, end)}
	last := w.o.MaxLines > 0 && len(w.l.Lines)+1 >= w.o.MaxLines
	more := end < len(w.p.text)
	switch {
	case last && more && w.o.Ellipsis:
		w.truncate(&ln)
	default:
		w.pieces(&ln)
		if hyphen {
			w.append(&ln, "-")
		}
		if w.p.align == Justify && kind != mustBreak && more {
			w.stretch(&ln)
		}
		w.order(&ln)
	}
	w.l.Truncated = last && more
	w.l.Lines = append(w.l.Lines, ln)
	w.at = end
}

// fill finds where the line ends: the last break that fits, or, if a word is
// too long, the last letter that does.
func (w *wrapping) fill() (end int, kind breakKind, hyphen bool) {
	p, limit := w.p, w.l.Width+0.01
	for w.next < len(p.breaks) && p.breaks[w.next].at <= w.at {
		w.next++
	}
	best, weak := -1, -1
	for i := w.next; i < len(p.breaks); i++ {
		b := p.breaks[i]
		wide := w.width(b.at)
		if b.kind == softBreak && wide+w.hyphenWidth(b.at) > limit {
			if wide > limit {
				break
			}
			continue
		}
		if wide > limit {
			break
		}
		if b.kind == weakBreak {
			weak = i
			continue
		}
		best = i
		if b.kind == mustBreak {
			break
		}
	}
	if weak > best && (best < 0 || p.breaks[best].kind != mustBreak && w.width(p.breaks[best].at) < w.l.Width*0.75) {
		best = weak
	}
	if best >= 0 {
		b := p.breaks[best]
		return b.at, b.kind, b.kind == softBreak
	}
	end, hyphen = w.breakWord(limit)
	return end, weakBreak, hyphen
}

// width of the line if the next one began at rune to.
func (w *wrapping) width(to int) float32 {
	return w.p.advance[w.p.trim(w.at, to)] - w.p.advance[w.at]
}

// breakWord ends the line inside of a word that no line can hold. At least one
// letter stays.
func (w *wrapping) breakWord(limit float32) (end int, hyphen bool) {
	p := w.p
	past := len(p.text)
	if w.next < len(p.breaks) {
		past = p.breaks[w.next].at
	}
	stop := p.trim(w.at, past)
	for i := w.at + 1; i < stop; i++ {
		if !p.cluster[i] {
			continue
		}
		wide, dash := p.advance[i]-p.advance[w.at], p.splitsWord(w.at, i, stop)
		if dash {
			wide += w.hyphenWidth(i)
		}
		if wide > limit && end > 0 {
			break
		}
		if wide <= limit || end == 0 {
			if !dash && hyphen && wide > limit*0.98 {
				continue
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
			face: r.face, upem: r.upem, size: r.size, glyphs: g, width: g.width(),
		})
	}
}

// truncate ends the line with an ellipsis, at any letter.
func (w *wrapping) truncate(ln *Line) {
	p := w.p
	limit := w.l.Width + 0.01
	past := ln.First
	for past < len(p.text) && p.text[past] != '\n' {
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
	m.style = st
	return m
}

// stretch widens the spaces of a line, or the room between East Asian
// characters, so that it fills the width. A line that is too empty stays.
func (w *wrapping) stretch(ln *Line) {
	wide, places, size := float32(0), 0, float32(0)
	gives := func(p *piece, g glyph) bool {
		c := w.p.text[g.cluster]
		return p.from < p.to && (c == ' ' || isEastAsian(c) && int(g.cluster+g.runes) < ln.seen)
	}
	for i := range ln.pieces {
		p := &ln.pieces[i]
		wide += p.width
		size = max(size, p.style.Size)
		for _, g := range p.glyphs {
			if gives(p, g) {
				places++
			}
		}
	}
	extra := w.l.Width - wide
	if places == 0 || extra <= 0 || extra/float32(places) > size/2 {
		return
	}
	extra /= float32(places)
	for i := range ln.pieces {
		p := &ln.pieces[i]
		p.glyphs = append(glyphs(nil), p.glyphs...) // the paragraph's own stay
		for j := range p.glyphs {
			if gives(p, p.glyphs[j]) {
				p.glyphs[j].advance += extra
				p.width += extra
			}
		}
	}
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
