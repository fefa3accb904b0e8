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
	best, divided, weak, glued := -1, -1, -1, -1
	for i := next; i < len(p.breaks); i++ {
		b := p.breaks[i]
		wide := w.width(from, b.at)
		if wide > limit {
			break
		}
		switch {
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
		best = glued
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

// spareWidows takes a second word to a short last line that has only one, if
// the lines before it can do without.
func (w *wrapping) spareWidows() {
	first := 0 // line of the part up to a newline
	for i, end := range w.ends {
		if end.kind != mustBreak {
			continue
		}
		if i-first >= 2 && w.isWidow(w.ends[i-1].at, end.at) {
			w.refill(max(first, i-3), i)
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

// refill sets the lines from first to last a little narrower, so that they stay
// as many and the last one gets more.
func (w *wrapping) refill(first, last int) {
	from, next := 0, 0
	if first > 0 {
		from, next = w.ends[first-1].at, w.ends[first-1].next
	}
	full, n := w.limit, last-first+1
	for _, part := range []float32{0.96, 0.92, 0.88, 0.84} {
		w.limit = full * part
		ends := w.fill(nil, from, next, w.ends[last].at, n+1)
		if len(ends) > n {
			break
		}
		if len(ends) == n && w.divides(ends) <= w.divides(w.ends[first:last+1]) && !w.isWidow(ends[n-2].at, ends[n-1].at) {
			copy(w.ends[first:], ends)
			break
		}
	}
	w.limit = full
}
