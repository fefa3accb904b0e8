package typeset

import (
	"strings"

	"github.com/go-text/typesetting/language"
)

// Shape turns spans into a paragraph. It accepts any text: what is not valid
// becomes replacement characters, and what has no font becomes boxes.
func (e *Engine) Shape(spans []Span, o ParaOptions) *Para {
	src := clean(spans)
	p := &Para{text: src.text, styles: src.styles, style: src.style, align: o.Align, balance: o.Balance}
	p.indent = min(max(o.Indent, 0), 1000)
	switch o.Dir {
	case Auto:
		p.base = firstStrong(p.text)
	case RightToLeft:
		p.base = 1
	}
	p.measureLines(e, o)
	p.advance = make([]float32, len(p.text)+1)
	p.cluster = make([]bool, len(p.text)+1)
	p.cluster[len(p.text)] = true
	if len(p.text) == 0 {
		return p
	}
	where := regionOf(o.Lang)
	if where == noRegion {
		where = regionIn(p.text)
	}
	p.region = where
	e.itemize(p, where)
	lang := language.NewLanguage(o.Lang)
	eastern := lang // whose forms East Asian characters have
	if tag := tags[where]; tag != "" {
		eastern = language.NewLanguage(tag)
	}
	for i := range p.runs {
		r := &p.runs[i]
		if isEastAsian(p.text[r.from]) {
			e.shapeRun(p, r, eastern)
		} else {
			e.shapeRun(p, r, lang)
		}
	}
	if where != noRegion {
		p.spaceEastern()
	}
	p.measure()
	if p.hanging = o.Hang && p.leftToRight(); o.Align == Justify {
		p.flex()
	}
	if o.Unbroken {
		p.keepLines()
	} else {
		e.findBreaks(p, src.hyphens, o.Lang, o.Hyphenate)
	}
	return p
}

// measureLines places the baseline: the em square of the first style stands in
// the middle of the line, as its font wants it.
func (p *Para) measureLines(e *Engine, o ParaOptions) {
	first, largest := Style{Size: 16}, float32(0)
	if len(p.styles) > 0 {
		first = p.styles[0]
	}
	for _, s := range p.styles {
		if s.Size > largest {
			largest = s.Size
			if s.Size > first.Size {
				first = s
			}
		}
	}
	p.lineHeight = o.LineHeight
	if !(p.lineHeight > 0) {
		p.lineHeight = 1.4 * max(largest, first.Size)
	}
	f := e.primary(lookOf(first))
	above, below := f.ascent*first.Size, f.descent*first.Size
	p.baseline = (p.lineHeight-above-below)/2 + above
}

// itemize cuts the text into runs.
func (e *Engine) itemize(p *Para, where region) {
	level := levels(p.text, p.base)
	script := scripts(p.text)
	faces := e.chooseFaces(p, where, script)
	start := 0
	same := func(i, j int) bool {
		return faces[i] == faces[j] && p.style[i] == p.style[j] && script[i] == script[j] &&
			(level == nil || level[i] == level[j]) &&
			(!p.styles[p.style[i]].SmallCaps || faces[i].smallCaps || madeSmall(p.text[i]) == madeSmall(p.text[j]))
	}
	flush := func(end int) {
		if end > start {
			st := &p.styles[p.style[start]]
			r := run{from: start, to: end, style: p.style[start], script: script[start], face: faces[start].font, upem: faces[start].upem, size: st.Size}
			if level != nil {
				r.level = level[start]
			}
			if st.SmallCaps && !faces[start].smallCaps && madeSmall(p.text[start]) {
				r.capitals, r.size = true, st.Size*capitalScale
			}
			p.runs = append(p.runs, r)
		}
		start = end
	}
	for i, r := range p.text {
		if r == '\n' {
			flush(i)
			start = i + 1
		} else if i > start && !same(i-1, i) {
			flush(i)
		}
	}
	flush(len(p.text))
}

// countClusters tells each glyph how many runes its cluster has.
func (r *run) countClusters() {
	g := r.glyphs
	for i := 0; i < len(g); {
		j := i
		for j < len(g) && g[j].cluster == g[i].cluster {
			j++
		}
		end := int32(r.to)
		if r.level&1 == 0 {
			if j < len(g) {
				end = g[j].cluster
			}
		} else if i > 0 {
			end = g[i-1].cluster
		}
		for k := i; k < j; k++ {
			g[k].runes = end - g[k].cluster
		}
		i = j
	}
}

// fit brings the glyphs from font units to the size of the style.
func (r *run) fit(size float32) {
	s := size / r.upem
	for i := range r.glyphs {
		g := &r.glyphs[i]
		g.advance *= s
		g.dx *= s
		g.dy *= s
	}
}

// leftToRight reports whether all text reads so.
func (p *Para) leftToRight() bool {
	for i := range p.runs {
		if p.runs[i].level != 0 {
			return false
		}
	}
	return p.base == 0
}

// cursive reports scripts whose letters are joined.
func cursive(s language.Script) bool {
	switch s {
	case language.Arabic, language.Syriac, language.Mongolian, language.Nko, language.Mandaic, language.Adlam:
		return true
	}
	return false
}

// measure adds up the advances in logical order.
func (p *Para) measure() {
	for i := range p.runs {
		for _, g := range p.runs[i].glyphs {
			p.advance[g.cluster+1] += g.advance
			p.cluster[g.cluster] = true
		}
	}
	for i := range p.text {
		p.advance[i+1] += p.advance[i]
		if p.text[i] == '\n' {
			p.cluster[i] = true
		}
	}
}

// Measure is the width of a text in one line.
func (e *Engine) Measure(text string, s Style) float32 {
	return e.Shape([]Span{{strings.ReplaceAll(text, "\n", " "), s}}, ParaOptions{}).Natural()
}
