package typeset

import "golang.org/x/text/unicode/bidi"

// maxDepth is the deepest level that explicit formatting may reach (UAX #9, BD2).
const maxDepth = 125

// firstStrong is the level of the first letter that has a direction, outside of
// isolates (rules P2 and P3).
func firstStrong(text []rune) uint8 {
	depth := 0
	for _, r := range text {
		switch classOf(r) {
		case bidi.LRI, bidi.RLI, bidi.FSI:
			depth++
		case bidi.PDI:
			depth = max(0, depth-1)
		case bidi.L:
			if depth == 0 {
				return 0
			}
		case bidi.R, bidi.AL:
			if depth == 0 {
				return 1
			}
		}
	}
	return 0
}

// plain reports whether every character of the text reads from left to right,
// so that it needs no levels.
func plain(text []rune) bool {
	for _, r := range text {
		if r >= 0x590 && rightward(r) {
			return false
		}
	}
	return true
}

// rightward reports whether r can bring a level other than zero into a text.
func rightward(r rune) bool {
	switch {
	case r < 0x900, r >= 0xFB1D && r < 0xFE00, r >= 0xFE70 && r < 0xFF00,
		r >= 0x10800 && r < 0x11000, r >= 0x1E800 && r < 0x1F000:
		return true
	}
	return r >= 0x200E && r <= 0x2069 && (r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066)
}

// asciiClass holds the classes of the characters that nearly all text is made of.
var asciiClass = func() (t [128]bidi.Class) {
	for r := range t {
		p, _ := bidi.LookupRune(rune(r))
		t[r] = p.Class()
	}
	return t
}()

func classOf(r rune) bidi.Class {
	if r >= 0 && r < 128 {
		return asciiClass[r]
	}
	p, _ := bidi.LookupRune(r)
	return p.Class()
}

// levels resolves the embedding level of every rune (UAX #9 up to rule I2).
// Rule L1 is left to the line breaker, which hangs the spaces at the end of a
// line, and L2 to visualOrder. It returns nil where all levels are zero.
func levels(text []rune, base uint8) []uint8 {
	if base == 0 && plain(text) {
		return nil
	}
	out := make([]uint8, len(text))
	for from := 0; from < len(text); {
		to := from
		for to < len(text) && classOf(text[to]) != bidi.B {
			to++
		}
		resolve(text[from:to], out[from:to], base)
		if to < len(text) {
			out[to] = base
		}
		from = to + 1
	}
	return out
}

// paragraph is the state of resolving one paragraph.
type paragraph struct {
	text  []rune
	class []bidi.Class // changed as the rules say
	orig  []bidi.Class
	level []uint8
	match []int // isolate initiator to its PDI and back; -1: none
	base  uint8
}

func resolve(text []rune, level []uint8, base uint8) {
	p := paragraph{text: text, level: level, base: base, class: make([]bidi.Class, len(text))}
	for i, r := range text {
		p.class[i] = classOf(r)
	}
	p.orig = append([]bidi.Class(nil), p.class...)
	p.matchIsolates()
	p.explicit()
	for _, seq := range p.sequences() {
		seq.weak()
		seq.brackets()
		seq.neutral()
		seq.implicit()
	}
	p.fillRemoved()
}

// matchIsolates pairs isolate initiators with their PDI (BD9).
func (p *paragraph) matchIsolates() {
	p.match = make([]int, len(p.text))
	var open []int
	for i, c := range p.orig {
		p.match[i] = -1
		switch {
		case isInitiator(c):
			open = append(open, i)
		case c == bidi.PDI && len(open) > 0:
			from := open[len(open)-1]
			open = open[:len(open)-1]
			p.match[from], p.match[i] = i, from
		}
	}
}

// embedding is an entry of the directional status stack (rule X1).
type embedding struct {
	level    uint8
	override bidi.Class // L, R, or ON for none
	isolate  bool
}

// explicit gives levels by embeddings, overrides and isolates (X1 to X8).
func (p *paragraph) explicit() {
	stack := append(make([]embedding, 0, 8), embedding{p.base, bidi.ON, false})
	overflowIsolates, overflowEmbeddings, validIsolates := 0, 0, 0
	for i, c := range p.orig {
		top := stack[len(stack)-1]
		switch {
		case isEmbedding(c):
			p.level[i] = top.level
			next := nextLevel(top.level, c == bidi.RLE || c == bidi.RLO)
			switch {
			case next <= maxDepth && overflowIsolates == 0 && overflowEmbeddings == 0:
				stack = append(stack, embedding{next, overrideOf(c), false})
			case overflowIsolates == 0:
				overflowEmbeddings++
			}
		case isInitiator(c):
			p.place(i, top)
			rtl := c == bidi.RLI || c == bidi.FSI && p.isolateIsRTL(i)
			next := nextLevel(top.level, rtl)
			if next <= maxDepth && overflowIsolates == 0 && overflowEmbeddings == 0 {
				validIsolates++
				stack = append(stack, embedding{next, bidi.ON, true})
			} else {
				overflowIsolates++
			}
		case c == bidi.PDI:
			switch {
			case overflowIsolates > 0:
				overflowIsolates--
			case validIsolates > 0:
				overflowEmbeddings = 0
				for !stack[len(stack)-1].isolate {
					stack = stack[:len(stack)-1]
				}
				stack = stack[:len(stack)-1]
				validIsolates--
			}
			p.place(i, stack[len(stack)-1])
		case c == bidi.PDF:
			p.level[i] = top.level
			switch {
			case overflowIsolates > 0:
			case overflowEmbeddings > 0:
				overflowEmbeddings--
			case !top.isolate && len(stack) > 1:
				stack = stack[:len(stack)-1]
			}
		case c == bidi.BN:
			p.level[i] = top.level
		default:
			p.place(i, top)
		}
	}
}

// place puts a character into an embedding.
func (p *paragraph) place(i int, in embedding) {
	p.level[i] = in.level
	if in.override != bidi.ON {
		p.class[i] = in.override
	}
}

// isolateIsRTL reports the direction of a first-strong isolate (X5c).
func (p *paragraph) isolateIsRTL(i int) bool {
	end := p.match[i]
	if end < 0 {
		end = len(p.text)
	}
	return firstStrong(p.text[i+1:end]) == 1
}

// fillRemoved gives what rule X9 removes the level of what stands before it.
func (p *paragraph) fillRemoved() {
	last := p.base
	for i, c := range p.orig {
		if isRemoved(c) {
			p.level[i] = last
		} else {
			last = p.level[i]
		}
	}
}

func isInitiator(c bidi.Class) bool { return c == bidi.LRI || c == bidi.RLI || c == bidi.FSI }

func isEmbedding(c bidi.Class) bool {
	return c == bidi.LRE || c == bidi.RLE || c == bidi.LRO || c == bidi.RLO
}

func isRemoved(c bidi.Class) bool { return isEmbedding(c) || c == bidi.PDF || c == bidi.BN }

func overrideOf(c bidi.Class) bidi.Class {
	switch c {
	case bidi.LRO:
		return bidi.L
	case bidi.RLO:
		return bidi.R
	}
	return bidi.ON
}

// nextLevel is the next higher odd or even level.
func nextLevel(level uint8, rtl bool) uint8 {
	if rtl {
		return (level + 1) | 1
	}
	return (level + 2) &^ 1
}
