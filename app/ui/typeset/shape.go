package typeset

import (
	"strings"

	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// Shape turns spans into a paragraph. It accepts any text: what is not valid
// becomes replacement characters, and what has no font becomes boxes.
func (e *Engine) Shape(spans []Span, o ParaOptions) *Para {
	src := clean(spans)
	p := &Para{text: src.text, styles: src.styles, style: src.style, align: o.Align}
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
	p.measure()
	e.findBreaks(p, src.hyphens)
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
			(level == nil || level[i] == level[j])
	}
	flush := func(end int) {
		if end > start {
			r := run{from: start, to: end, style: p.style[start], script: script[start], face: faces[start].font, upem: faces[start].upem}
			if level != nil {
				r.level = level[start]
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

var noLigatures = []harfbuzz.Feature{
	{Tag: opentype.MustNewTag("liga"), Start: harfbuzz.FeatureGlobalStart, End: harfbuzz.FeatureGlobalEnd},
	{Tag: opentype.MustNewTag("clig"), Start: harfbuzz.FeatureGlobalStart, End: harfbuzz.FeatureGlobalEnd},
}

// shapeRun has HarfBuzz choose and place the glyphs of a run.
func (e *Engine) shapeRun(p *Para, r *run, lang language.Language) {
	st := &p.styles[r.style]
	f := e.ready[r.face]
	if f == nil {
		f = e.prepare(r.face)
	}
	var features []harfbuzz.Feature
	tracking := st.Tracking
	if cursive(r.script) {
		tracking = 0
	}
	if tracking != 0 || st.Family == Mono {
		features = noLigatures
	}
	if !e.harfbuzz(p.text, r, f, lang, features) {
		r.nominal(p.text, f, st.Size)
	}
	r.countClusters()
	r.fit(st.Size)
	if tracking != 0 {
		for i := range r.glyphs {
			if i+1 == len(r.glyphs) || r.glyphs[i+1].cluster != r.glyphs[i].cluster {
				r.glyphs[i].advance += tracking
			}
		}
	}
}

// harfbuzz shapes; false if the library gave up on a damaged font.
func (e *Engine) harfbuzz(text []rune, r *run, f *readyFont, lang language.Language, features []harfbuzz.Feature) (ok bool) {
	defer func() {
		if p := recover(); p != nil {
			e.buf = harfbuzz.NewBuffer() // it may be in any state
			ok = false
		}
	}()
	b := e.buf
	b.Clear()
	b.AddRunes(text, r.from, r.to-r.from)
	b.Props = harfbuzz.SegmentProperties{Direction: harfbuzz.LeftToRight, Script: r.script, Language: lang}
	if r.level&1 == 1 {
		b.Props.Direction = harfbuzz.RightToLeft
	}
	b.Shape(f.hb, features)
	r.glyphs = make(glyphs, len(b.Info))
	for i := range b.Info {
		r.glyphs[i] = glyph{
			id: b.Info[i].Glyph, cluster: int32(min(max(b.Info[i].Cluster, r.from), r.to-1)),
			advance: float32(b.Pos[i].XAdvance), dx: float32(b.Pos[i].XOffset), dy: float32(b.Pos[i].YOffset),
		}
	}
	return true
}

// nominal sets each character by itself.
func (r *run) nominal(text []rune, f *readyFont, size float32) {
	r.glyphs = r.glyphs[:0]
	for i := r.from; i < r.to; i++ {
		at := i
		if r.level&1 == 1 {
			at = r.to - 1 - (i - r.from)
		}
		id, _ := f.font.NominalGlyph(text[at])
		r.glyphs = append(r.glyphs, glyph{id: id, cluster: int32(at), advance: f.upem / 2})
	}
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
