package typeset

import (
	"strings"
	"unicode"
)

// East Asian brackets, commas and full stops take a whole square, half of which
// is empty. The empty half goes where two of them meet and at the edges of
// lines. Commas and full stops stand in the middle of the square in Taiwan and
// Hong Kong, where they keep it; other stops do so everywhere but in mainland China.

// emptyBehind reports signs with the empty half on their right.
func (p *Para) emptyBehind(r rune) bool {
	switch r {
	case '）', '」', '』', '】', '〉', '》', '〕', '］', '｝', '〗', '〙', '｠', '”', '’':
		return true
	case '、', '。', '，', '．':
		return p.region != traditional && p.region != hongKong
	case '：', '；', '！', '？':
		return p.region == simplified
	}
	return false
}

// emptyBefore reports signs with the empty half on their left.
func emptyBefore(r rune) bool {
	switch r {
	case '（', '「', '『', '【', '〈', '《', '〔', '［', '｛', '〖', '〘', '｟', '“', '‘':
		return true
	}
	return false
}

// easternRoom is between East Asian characters and letters or digits of other
// scripts that follow each other without a space, by the size.
const easternRoom = 0.125

// spaceEastern sets East Asian signs closer and letters beside characters wider.
func (p *Para) spaceEastern() {
	for i := range p.runs {
		r := &p.runs[i]
		if r.level&1 == 1 || p.styles[r.style].Family == Mono {
			continue
		}
		for k := range r.glyphs {
			g := &r.glyphs[k]
			if g.runes == 1 && g.advance > 0.9*r.size {
				p.halve(g, r.size)
			}
			next := int(g.cluster + g.runes)
			if next < len(p.text) && (k+1 == len(r.glyphs) || r.glyphs[k+1].cluster != g.cluster) && meetsLetter(p.text[next-1], p.text[next]) {
				g.advance += r.size * easternRoom
			}
		}
	}
}

// halve takes the empty half of a sign that stands beside another.
func (p *Para) halve(g *glyph, size float32) {
	at := int(g.cluster)
	switch r := p.text[at]; {
	case p.emptyBehind(r) && at+1 < len(p.text):
		if next := p.text[at+1]; emptyBefore(next) || p.emptyBehind(next) || next == '\u3000' {
			g.advance -= size / 2
		}
	case emptyBefore(r) && at > 0:
		if before := p.text[at-1]; emptyBefore(before) || before == '\u3000' {
			g.advance -= size / 2
			g.dx -= size / 2
		}
	}
}

// meetsLetter reports whether a character and a letter or digit of another
// script stand beside each other.
func meetsLetter(a, b rune) bool {
	return isIdeograph(a) && isAlphabetic(b) || isIdeograph(b) && isAlphabetic(a)
}

func isIdeograph(r rune) bool {
	return isHan(r) || r >= 0x3041 && r <= 0x30FF && r != '・' && r != 'ー'
}

func isAlphabetic(r rune) bool {
	if r < 128 {
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	return r < 0x530 && unicode.IsLetter(r)
}

// lead is how far the first rune of a line may stand before the line.
func (p *Para) lead(at int) float32 { return p.emptyLead(at) + p.hangs(at) }

// trail is how far what ends a line may stand behind it.
func (p *Para) trail(from, end int) float32 {
	if end <= from {
		return 0
	}
	return p.emptyTrail(end) + p.hang(end-1, hangingEnds)
}

// emptyLead is the empty half of a sign at the start of a line.
func (p *Para) emptyLead(at int) float32 {
	if p.region == noRegion || at >= len(p.text) || !emptyBefore(p.text[at]) {
		return 0
	}
	return p.emptyHalf(at)
}

// emptyTrail is the empty half of a sign at the end of a line, or the room
// before a letter that begins the next.
func (p *Para) emptyTrail(end int) float32 {
	if p.region == noRegion {
		return 0
	}
	if p.emptyBehind(p.text[end-1]) {
		return p.emptyHalf(end - 1)
	}
	if st := &p.styles[p.style[end-1]]; end < len(p.text) && st.Family != Mono && meetsLetter(p.text[end-1], p.text[end]) {
		return st.Size * easternRoom
	}
	return 0
}

// emptyHalf is half of the square of a sign that still has it.
func (p *Para) emptyHalf(at int) float32 {
	size := p.styles[p.style[at]].Size
	if !p.cluster[at+1] || p.advance[at+1]-p.advance[at] < 0.9*size {
		return 0
	}
	return size / 2
}

// squeeze takes from the edges of a line what is empty there.
func (w *wrapping) squeeze(ln *Line) {
	p := w.p
	if p.region == noRegion || len(ln.pieces) == 0 {
		return
	}
	if by := p.emptyLead(ln.First); by > 0 {
		ln.pieces[0].shorten(ln.First, by, by)
	}
	if by := p.emptyTrail(ln.seen); by > 0 && ln.seen > ln.First {
		ln.pieces[len(ln.pieces)-1].shorten(ln.seen-1, by, 0)
	}
}

// shorten takes room from the glyph of a rune, and from before it.
func (q *piece) shorten(at int, by, before float32) {
	if q.level&1 == 1 {
		return
	}
	q.glyphs = append(glyphs(nil), q.glyphs...) // the paragraph's stay as they are
	for i := len(q.glyphs) - 1; i >= 0; i-- {
		if g := &q.glyphs[i]; int(g.cluster) <= at && at < int(g.cluster+g.runes) {
			g.advance -= by
			g.dx -= before
			q.width -= by
			return
		}
	}
}

// What hangs over the edge of a line, and the part of it that does.
const (
	hangingStarts = "“‘„‚«‹\"'"
	hangingEnds   = "”’“‘»›\"'.,-‐–;:"
	hanging       = 0.5
)

// hangs is how far the first rune of a line stands before it.
func (p *Para) hangs(at int) float32 { return p.hang(at, hangingStarts) }

// hang is how far a rune reaches over the edge, if it is one of those that do.
// Only where all text reads from left to right is the last rune surely at the edge.
func (p *Para) hang(at int, which string) float32 {
	if !p.hanging || at >= len(p.text) || !strings.ContainsRune(which, p.text[at]) {
		return 0
	}
	wide := p.advance[at+1] - p.advance[at]
	return min(wide*hanging, p.styles[p.style[at]].Size/2)
}

// hangsBehind is how far the end of a line stands behind it.
func (w *wrapping) hangsBehind(ln *Line) float32 {
	if !w.p.hanging || ln.seen <= ln.First {
		return 0
	}
	if last := ln.pieces[len(ln.pieces)-1]; last.from == last.to {
		return last.width * hanging
	}
	return w.p.hang(ln.seen-1, hangingEnds)
}
