package typeset

import "unicode"

// How much a space may grow or shrink for each unit of a line's ratio, as a part
// of its width, and how much room comes between letters that no space parts, as
// a part of their size.
const (
	spaceGives  = 0.5
	spaceTakes  = 0.2
	easternGive = 0.1
	phraseGives = 0.03  // between the letters of Thai and its like
	letterGives = 0.003 // between other letters: hardly seen, and a help to a line of long words
)

// flexible is how much a rune gives and takes when its line is justified.
func (p *Para) flexible(i int, advance float32) (gives, takes float32) {
	st := &p.styles[p.style[i]]
	switch r := p.text[i]; {
	case st.Family == Mono: // code and tables of signs stand in columns
	case r == ' ' || r == 0xA0:
		return advance * spaceGives, advance * spaceTakes
	case r < 0x530 && unicode.IsLetter(r):
		return st.Size * letterGives, 0
	case r < 0xE00:
	case isHangul(r): // has spaces
	case isEastAsian(r):
		return st.Size * easternGive, 0
	case unspaced(r) && !isMark(r):
		return st.Size * phraseGives, 0
	}
	return 0, 0
}

// flex adds up how much the text gives and takes, in logical order.
func (p *Para) flex() {
	p.gives, p.takes = make([]float32, len(p.text)+1), make([]float32, len(p.text)+1)
	for i := range p.text {
		g, t := float32(0), float32(0)
		if p.cluster[i] {
			g, t = p.flexible(i, p.advance[i+1]-p.advance[i])
		}
		p.gives[i+1], p.takes[i+1] = p.gives[i]+g, p.takes[i]+t
	}
}

// given is how much a line of the runes from and up to to grows for one unit of
// its ratio: the last rune does not.
func (p *Para) given(from, to int) float32 { return p.gives[max(from, to-1)] - p.gives[from] }

// taken is how much it shrinks.
func (p *Para) taken(from, to int) float32 { return p.takes[max(from, to-1)] - p.takes[from] }

// justify makes a line as wide as its room. A line that would become too loose
// stays as it is.
func (w *wrapping) justify(ln *Line) {
	p := w.p
	wide := float32(0)
	for i := range ln.pieces {
		wide += ln.pieces[i].width
	}
	hang := p.hangs(ln.First) + w.hangsBehind(ln)
	extra := w.room(ln.First) - 0.01 + hang - wide
	pool := p.given(ln.First, ln.seen)
	if extra < 0 {
		pool = p.taken(ln.First, ln.seen)
	}
	ratio := extra / max(pool, 0.001)
	if extra == 0 || ratio > loosest || ratio < -1.05 {
		return
	}
	for i := range ln.pieces {
		if q := &ln.pieces[i]; q.from < q.to {
			q.flex(p, ratio, ln.seen)
		}
	}
}

// flex widens or narrows the glyphs of a piece that can be.
func (q *piece) flex(p *Para, ratio float32, end int) {
	own := append(glyphs(nil), q.glyphs...) // the paragraph's stay as they are
	q.glyphs = own
	for i := range own {
		g := &own[i]
		if int(g.cluster+g.runes) >= end || i+1 < len(own) && own[i+1].cluster == g.cluster {
			continue
		}
		gives, takes := p.flexible(int(g.cluster), p.advance[g.cluster+1]-p.advance[g.cluster])
		if ratio < 0 {
			gives = takes
		}
		g.advance += ratio * gives
		q.width += ratio * gives
	}
}
