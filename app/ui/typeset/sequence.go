package typeset

import "golang.org/x/text/unicode/bidi"

// sequence is an isolating run sequence: characters of one level, in order, as
// if what is isolated between them were one neutral character (UAX #9, BD13).
type sequence struct {
	p        *paragraph
	at       []int // indices into the paragraph
	level    uint8
	sos, eos bidi.Class // the directions before and behind it
}

// sequences cuts the paragraph into isolating run sequences (X9 and X10).
func (p *paragraph) sequences() []sequence {
	var keep []int
	for i, c := range p.orig {
		if !isRemoved(c) {
			keep = append(keep, i)
		}
	}
	var runs [][2]int      // ranges of keep, of one level each
	runOf := map[int]int{} // first character to run
	for from := 0; from < len(keep); {
		to := from + 1
		for to < len(keep) && p.level[keep[to]] == p.level[keep[from]] {
			to++
		}
		runOf[keep[from]] = len(runs)
		runs = append(runs, [2]int{from, to})
		from = to
	}
	var out []sequence
	for _, run := range runs {
		first := keep[run[0]]
		if p.orig[first] == bidi.PDI && p.match[first] >= 0 {
			continue // part of an earlier one
		}
		s := sequence{p: p, level: p.level[first]}
		before, after := run[0], 0
		for {
			s.at = append(s.at, keep[run[0]:run[1]]...)
			after = run[1]
			last := keep[run[1]-1]
			if !isInitiator(p.orig[last]) || p.match[last] < 0 {
				break
			}
			next, ok := runOf[p.match[last]]
			if !ok {
				break
			}
			run = runs[next]
		}
		s.sos = p.border(keep, before-1, s.level)
		s.eos = p.border(keep, after, s.level)
		if last := s.at[len(s.at)-1]; isInitiator(p.orig[last]) && p.match[last] < 0 {
			s.eos = direction(max(p.base, s.level))
		}
		out = append(out, s)
	}
	return out
}

// border is the direction at the edge of a sequence: of the higher level of both sides.
func (p *paragraph) border(keep []int, i int, level uint8) bidi.Class {
	other := p.base
	if i >= 0 && i < len(keep) {
		other = p.level[keep[i]]
	}
	return direction(max(other, level))
}

func direction(level uint8) bidi.Class {
	if level&1 == 1 {
		return bidi.R
	}
	return bidi.L
}

func (s *sequence) class(i int) bidi.Class  { return s.p.class[s.at[i]] }
func (s *sequence) set(i int, c bidi.Class) { s.p.class[s.at[i]] = c }
func (s *sequence) setRange(i, j int, c bidi.Class) {
	for ; i < j; i++ {
		s.set(i, c)
	}
}

// weak resolves marks, numbers and what stands between numbers (W1 to W7).
func (s *sequence) weak() {
	prev, strong := s.sos, s.sos
	for i := range s.at {
		c := s.class(i)
		switch c {
		case bidi.NSM: // W1
			c = prev
			if isInitiator(prev) || prev == bidi.PDI {
				c = bidi.ON
			}
		case bidi.EN: // W2
			if strong == bidi.AL {
				c = bidi.AN
			}
		}
		if c == bidi.L || c == bidi.R || c == bidi.AL {
			strong = c
		}
		s.set(i, c)
		prev = c
	}
	for i := range s.at { // W3
		if s.class(i) == bidi.AL {
			s.set(i, bidi.R)
		}
	}
	for i := 1; i+1 < len(s.at); i++ { // W4
		c, a, b := s.class(i), s.class(i-1), s.class(i+1)
		switch {
		case a != b:
		case a == bidi.EN && (c == bidi.ES || c == bidi.CS):
			s.set(i, bidi.EN)
		case a == bidi.AN && c == bidi.CS:
			s.set(i, bidi.AN)
		}
	}
	s.terminators()
	strong = s.sos
	for i := range s.at { // W7
		switch c := s.class(i); c {
		case bidi.L, bidi.R:
			strong = c
		case bidi.EN:
			if strong == bidi.L {
				s.set(i, bidi.L)
			}
		}
	}
}

// terminators joins signs such as % to the number beside them (W5) and makes
// the separators that are left neutral (W6).
func (s *sequence) terminators() {
	for i := 0; i < len(s.at); {
		if s.class(i) != bidi.ET {
			i++
			continue
		}
		j := i
		for j < len(s.at) && s.class(j) == bidi.ET {
			j++
		}
		if i > 0 && s.class(i-1) == bidi.EN || j < len(s.at) && s.class(j) == bidi.EN {
			s.setRange(i, j, bidi.EN)
		}
		i = j
	}
	for i := range s.at {
		switch s.class(i) {
		case bidi.ET, bidi.ES, bidi.CS:
			s.set(i, bidi.ON)
		}
	}
}

// neutral gives what has no direction that of its surroundings (N1 and N2).
func (s *sequence) neutral() {
	for i := 0; i < len(s.at); {
		if !isNeutral(s.class(i)) {
			i++
			continue
		}
		j := i
		for j < len(s.at) && isNeutral(s.class(j)) {
			j++
		}
		before, after := s.sos, s.eos
		if i > 0 {
			before = strongOf(s.class(i - 1))
		}
		if j < len(s.at) {
			after = strongOf(s.class(j))
		}
		if before != after {
			before = direction(s.level)
		}
		s.setRange(i, j, before)
		i = j
	}
}

// implicit gives the levels at last (I1 and I2).
func (s *sequence) implicit() {
	for i, at := range s.at {
		level := s.level
		switch s.class(i) {
		case bidi.R:
			level = (level+1)&^1 | 1
			if s.level&1 == 1 {
				level = s.level
			}
		case bidi.L:
			if s.level&1 == 1 {
				level++
			}
		case bidi.AN, bidi.EN:
			level = s.level + 2 - s.level&1
		}
		s.p.level[at] = level
	}
}

func isNeutral(c bidi.Class) bool {
	switch c {
	case bidi.B, bidi.S, bidi.WS, bidi.ON, bidi.LRI, bidi.RLI, bidi.FSI, bidi.PDI:
		return true
	}
	return false
}

// strongOf is the direction that a resolved class has for its neighbours:
// numbers count as right to left.
func strongOf(c bidi.Class) bidi.Class {
	if c == bidi.L {
		return bidi.L
	}
	return bidi.R
}
