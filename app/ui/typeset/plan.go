package typeset

// A line that is not justified ends inside of a word only if it were too empty
// otherwise: as a part of the width.
const (
	hyphenZone = 0.82
	thirdZone  = 0.6 // for the third line in a row with a hyphen
	weakZone   = 0.75
)

// plan finds where the lines end.
func (w *wrapping) plan() {
	switch {
	case w.p.align == Justify:
		w.fit()
	default:
		w.ends = w.fill(w.ends[:0], 0, 0, len(w.p.text), w.most())
		if w.p.balance {
			w.balance()
		} else {
			w.spareWidows()
		}
	}
}

// most is how many lines are of use; one more than are shown tells that text is left out.
func (w *wrapping) most() int {
	if w.o.MaxLines > 0 {
		return w.o.MaxLines + 1
	}
	return 1 << 30
}

// fill appends the ends of lines that are filled one after the other, from a
// rune on and the first break behind it up to the end of a text.
func (w *wrapping) fill(ends []ending, from, next, to, most int) []ending {
	hyphens := 0
	for from < to && len(ends) < most {
		end := w.fillLine(from, next, hyphens)
		if hyphens++; !end.hyphen {
			hyphens = 0
		}
		ends = append(ends, end)
		from, next = end.at, end.next
	}
	return ends
}

// fillLine finds where a line ends: at the last break that fits, or, if a word
// is too long, behind the last letter that does.
func (w *wrapping) fillLine(from, next, hyphens int) ending {
	p, limit := w.p, w.room(from)
	for next < len(p.breaks) && p.breaks[next].at <= from {
		next++
	}
	best, divided, weak, glued, rescue := -1, -1, -1, -1, -1
	for i := next; i < len(p.breaks); i++ {
		b := p.breaks[i]
		wide := w.width(from, b.at)
		if wide > limit {
			break
		}
		switch {
		case b.kind == rescueBreak:
			if wide+w.hyphenWidth(b.at) <= limit {
				rescue = i
			}
		case b.kind.hyphenated():
			if wide+w.hyphenWidth(b.at) <= limit {
				divided = i
			}
		case b.kind == weakBreak:
			weak = i
		case b.kind == gluedBreak:
			glued = i
		default:
			best = i
		}
		if b.kind == mustBreak {
			break
		}
	}
	zone := float32(hyphenZone)
	if hyphens >= 2 {
		zone = thirdZone
	}
	best = w.better(from, best, weak, weakZone)
	if best = w.better(from, best, divided, zone); best < 0 {
		best = max(glued, rescue)
	}
	if best >= 0 {
		b := p.breaks[best]
		return ending{b.at, b.kind, b.kind.hyphenated(), best + 1}
	}
	end, hyphen := w.breakWord(from, next)
	return ending{end, weakBreak, hyphen, next}
}

// better is the second break if it is further on and the first would leave the
// line too empty.
func (w *wrapping) better(from, first, second int, zone float32) int {
	if second <= first {
		return first
	}
	if first >= 0 && (w.p.breaks[first].kind == mustBreak || w.width(from, w.p.breaks[first].at) >= w.room(from)*zone) {
		return first
	}
	return second
}

// maxBalanced is how many lines are balanced: no headline has more.
const maxBalanced = 8

// balance makes the lines about equally long: as narrow as the text can be set
// in as many lines.
func (w *wrapping) balance() {
	n := len(w.ends)
	if n < 2 || n > maxBalanced || n == w.most() {
		return
	}
	full := w.limit
	narrow, wide := full/2, full
	spare := make([]ending, 0, n+1)
	for range 8 {
		w.limit = (narrow + wide) / 2
		spare = w.fill(spare[:0], 0, 0, len(w.p.text), n+1)
		if len(spare) > n || w.divides(spare) > w.divides(w.ends) {
			narrow = w.limit
			continue
		}
		wide = w.limit
		w.ends, spare = spare, w.ends
	}
	w.limit = full
	w.endWithPhrases()
}

// divides is how many lines end inside of a word.
func (w *wrapping) divides(ends []ending) int {
	n := 0
	for _, e := range ends {
		if e.kind == weakBreak || e.hyphen {
			n++
		}
	}
	return n
}

// spareWidows gives a last line that is a single short word a second one, if the
// line before it can do without. No other line is touched: lines that end early
// for no reason to be seen are worse than the word alone.
func (w *wrapping) spareWidows() {
	first := 0 // line of the part up to a newline
	for i, end := range w.ends {
		if end.kind != mustBreak {
			continue
		}
		if i > first && w.isWidow(w.ends[i-1].at, end.at) {
			w.share(i)
		}
		first = i + 1
	}
}

// isWidow reports whether a line is a single short word.
func (w *wrapping) isWidow(from, to int) bool {
	for _, r := range w.p.text[from:w.p.trim(from, to)] {
		if isSpace(r) || unspaced(r) || isEastAsian(r) && !isHangul(r) {
			return false
		}
	}
	return w.width(from, to) < w.limit/5
}

// fullEnough is the part of its width that a line keeps when it gives a word away.
const fullEnough = 0.7

// share ends the line before the last one of a part a word earlier.
func (w *wrapping) share(last int) {
	from, past := 0, w.ends[last].at
	if last > 1 {
		from = w.ends[last-2].at
	}
	end := &w.ends[last-1]
	for k := min(end.next, len(w.p.breaks)) - 1; k >= 0 && w.p.breaks[k].at > from; k-- {
		b := w.p.breaks[k]
		if b.at >= end.at || b.kind != normalBreak {
			continue
		}
		if w.width(from, b.at) < w.room(from)*fullEnough || w.width(b.at, past) > w.room(b.at) {
			return
		}
		if !w.isWidow(b.at, past) {
			*end = ending{at: b.at, kind: b.kind, next: k + 1}
			return
		}
	}
}
