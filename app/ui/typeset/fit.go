package typeset

// Lines of justified text are chosen together (Knuth and Plass): of all ways to
// break a text, the one whose spaces are nearest to their own width, which has
// few hyphens, and none in a row, and whose lines are as loose as their
// neighbours. Only places that fit on a line are compared, so the work grows
// with the length of the text and no faster.

// place is a break with the best way to it.
type place struct {
	ending
	start  float32 // where a line begins that starts here, from the start of the text
	wide   float32 // where a line ends that ends here, with its hyphen
	dash   float32 // width of the hyphen
	cost   float32 // of the best way; unreached: none was found
	back   int32   // place before it
	ratio  float32 // how far the spaces of its last line are stretched
	in     int32   // hyphens in a row up to here
	first  int     // rune of the line's start
	behind int     // rune behind what is seen of the line
}

const (
	unreached = 1e30

	lineCost    = 10.0
	hyphenCost  = 2500
	softCost    = 900 // where the author allows it
	rowCost     = 5e4
	thirdCost   = 2e7
	weakCost    = 2e7
	rescueCost  = 1e12 // dearer than any gap
	contrastOf  = 3000 // a loose line beside a tight one
	gapCost     = 1e9  // a line that is too loose to be stretched, by its empty part
	shortCost   = 4000 // a last line that is nearly empty
	loosest     = 5    // times a space may grow by half of itself
	enough      = 0.45 // of the width: shorter lines are not compared
	shortestEnd = 0.12
)

// fit plans justified lines.
func (w *wrapping) fit() {
	w.ends = w.ends[:0]
	from, next := 0, 0
	for from < len(w.p.text) && len(w.ends) < w.most() {
		from, next = w.fitPart(from, next)
	}
}

// fitPart plans the lines up to the next newline.
func (w *wrapping) fitPart(from, next int) (int, int) {
	places := w.places(from, next)
	last := len(places) - 1
	for k := 0; k < last; {
		stuck := w.reach(places, k)
		if stuck < 0 {
			w.trace(places, k, last)
			break
		}
		// Nothing ends before this place that a line can begin after: the word
		// there is longer than a line.
		w.trace(places, k, stuck)
		at := places[stuck]
		end := w.fillLine(at.at, at.next, 0)
		w.ends = append(w.ends, end)
		k = stuck
		for k+1 <= last && places[k+1].at <= end.at {
			k++
		}
		places[k].ending, places[k].first = end, end.at
		places[k].start = w.p.advance[end.at]
	}
	return places[last].at, places[last].next
}

// places are the breaks of a part, behind its start.
func (w *wrapping) places(from, next int) []place {
	p := w.p
	list := append(w.e.places[:0], place{ending: ending{at: from, next: next}, first: from, start: p.advance[from] + p.lead(from)})
	for i := next; i < len(p.breaks); i++ {
		b := p.breaks[i]
		if b.at <= from {
			continue
		}
		behind := p.trim(from, b.at)
		q := place{ending: ending{b.at, b.kind, b.kind.hyphenated(), i + 1}, first: b.at, behind: behind}
		q.start = p.advance[b.at] + p.lead(b.at)
		if q.hyphen {
			q.dash = w.dash(b.at)
		}
		q.wide = p.advance[behind] - p.trail(from, behind) + q.dash
		list = append(list, q)
		if b.kind == mustBreak {
			break
		}
	}
	w.e.places = list
	return list
}

// dash is the width of a hyphen as far as it does not hang.
func (w *wrapping) dash(at int) float32 {
	wide := w.hyphenWidth(at)
	if w.p.hanging {
		wide *= 1 - hanging
	}
	return wide
}

// reach finds the best ways from place k on. It returns -1, or the last place
// reached before a word that is too long.
func (w *wrapping) reach(places []place, k int) int {
	places[k].cost, places[k].ratio, places[k].in = 0, 0, 0
	if places[k].hyphen {
		places[k].in = 1
	}
	low, reached := k, k
	for j := k + 1; j < len(places); j++ {
		to := &places[j]
		to.cost = unreached
		for low < j && w.tooWide(&places[low], to, to.dash) {
			low++
		}
		for i := low; i < j; i++ {
			if places[i].cost < unreached && !w.tooWide(&places[i], to, 0) {
				w.step(places, i, j)
			}
			if to.cost < unreached && to.wide-places[i].start < w.limit*enough && j < len(places)-1 {
				break
			}
		}
		if to.cost < unreached {
			reached = j
		} else if reached < low || low == j {
			return reached
		}
	}
	if reached < len(places)-1 {
		return reached
	}
	return -1
}

// tooWide reports whether a line is wider than its room with its spaces as
// narrow as may be, and less of it by what the caller spares.
func (w *wrapping) tooWide(a, b *place, spared float32) bool {
	return b.wide-spared-a.start-w.p.taken(a.first, b.behind) > w.room(a.first)
}

// step tries the line from place i to place j.
func (w *wrapping) step(places []place, i, j int) {
	a, b := &places[i], &places[j]
	room := w.room(a.first)
	natural := b.wide - a.start
	extra := room - natural
	ratio, cost, gap := float32(0), float32(lineCost), float32(0)
	switch {
	case b.kind == mustBreak && extra >= 0:
		if natural < room*shortestEnd {
			cost += shortCost
		}
	case extra < 0:
		ratio = extra / max(w.p.taken(a.first, b.behind), 0.01)
		cost += 100 * -ratio * ratio * ratio
	default:
		ratio = extra / max(w.p.given(a.first, b.behind), 0.01)
		if ratio > loosest { // it stays as it is: one is as bad as the other, but for the gap
			ratio = loosest
			gap = gapCost * extra / room
		}
		cost += 100 * ratio * ratio * ratio
	}
	cost = cost*cost + gap
	in := int32(0)
	if b.hyphen {
		in = a.in + 1
	}
	switch b.kind {
	case hyphenBreak:
		cost += hyphenCost
	case softBreak:
		cost += softCost
	case weakBreak, gluedBreak:
		cost += weakCost
	case rescueBreak:
		cost += rescueCost
	}
	switch {
	case in > 2:
		cost += thirdCost
	case in == 2:
		cost += rowCost
	}
	if d := ratio - a.ratio; (d > 1 || d < -1) && b.kind != mustBreak {
		cost += contrastOf
	}
	if cost += a.cost; cost < b.cost {
		b.cost, b.back, b.ratio, b.in = cost, int32(i), ratio, in
	}
}

// trace appends the lines of the best way from place k to place j.
func (w *wrapping) trace(places []place, k, j int) {
	first := len(w.ends)
	for ; j > k; j = int(places[j].back) {
		w.ends = append(w.ends, places[j].ending)
	}
	for a, b := first, len(w.ends)-1; a < b; a, b = a+1, b-1 {
		w.ends[a], w.ends[b] = w.ends[b], w.ends[a]
	}
}
