package typeset

import (
	"sort"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
)

// Para is a paragraph that was shaped once and can be wrapped to any width. It
// does not change.
type Para struct {
	text       []rune
	styles     []Style
	style      []uint16
	runs       []run
	advance    []float32 // width of everything before each rune, in logical order; one longer than text
	cluster    []bool    // a glyph begins here, so that a line may
	breaks     []lineBreak
	base       uint8
	lineHeight float32
	baseline   float32 // from the top of a line
	align      Align
	region     region
	indent     float32
	balance    bool
	hanging    bool      // and all text reads from left to right
	gives      []float32 // how much the text before each rune can grow, if it is justified
	takes      []float32 // and shrink
}

// run is text of one level, script, style and font.
type run struct {
	from, to int // runes
	level    uint8
	style    uint16
	face     *font.Font
	upem     float32
	size     float32 // of the em square
	glyphs   glyphs  // in visual order
	script   language.Script
	capitals bool // small letters are set as smaller capitals
}

// leans reports whether a run is set in italics. Only the alphabets of Europe
// have such letters; others that lean look broken.
func (r *run) leans(st *Style) bool {
	switch r.script {
	case language.Latin, language.Greek, language.Cyrillic, language.Armenian, language.Common:
		return st.Italic
	}
	return false
}

// glyph is a placed glyph. Measures are units.
type glyph struct {
	id      font.GID
	cluster int32 // first rune of it
	runes   int32 // how many; the same for all glyphs of a cluster
	advance float32
	dx, dy  float32 // dy grows upwards
}

type glyphs []glyph

func (g glyphs) width() float32 {
	w := float32(0)
	for i := range g {
		w += g[i].advance
	}
	return w
}

// Text is the cleaned text, to which all positions refer.
func (p *Para) Text() string { return string(p.text) }

// Len is the number of runes of the text.
func (p *Para) Len() int { return len(p.text) }

// RTL reports whether the paragraph reads from right to left.
func (p *Para) RTL() bool { return p.base == 1 }

// Natural is the width that the paragraph takes if no line is broken.
func (p *Para) Natural() float32 {
	widest, from := float32(0), 0
	for i, r := range p.text {
		if r == '\n' {
			widest = max(widest, p.advance[i]-p.advance[from])
			from = i + 1
		}
	}
	return max(widest, p.advance[len(p.text)]-p.advance[from]) + p.indent
}

// Least is the width below which words are divided.
func (p *Para) Least() float32 {
	widest, from := float32(0), 0
	for _, b := range p.breaks {
		if b.kind != normalBreak && b.kind != mustBreak {
			continue
		}
		widest = max(widest, p.advance[p.trim(from, b.at)]-p.advance[from])
		from = b.at
	}
	return widest
}

// trim is the end of what is seen of a line: before the spaces and the newline.
func (p *Para) trim(from, to int) int {
	for to > from && (isSpace(p.text[to-1]) || p.text[to-1] == '\n') {
		to--
	}
	return to
}

// slice returns the glyphs of a run that belong to runes in [from, to), which
// are cluster borders. Clusters ascend in a run from left to right and descend
// in the others.
func (r *run) slice(from, to int) glyphs {
	g := r.glyphs
	if from <= r.from && to >= r.to {
		return g
	}
	if r.level&1 == 0 {
		a := sort.Search(len(g), func(i int) bool { return int(g[i].cluster) >= from })
		b := sort.Search(len(g), func(i int) bool { return int(g[i].cluster) >= to })
		return g[a:b]
	}
	a := sort.Search(len(g), func(i int) bool { return int(g[i].cluster) < to })
	b := sort.Search(len(g), func(i int) bool { return int(g[i].cluster) < from })
	return g[a:b]
}
