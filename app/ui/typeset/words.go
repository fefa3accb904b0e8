package typeset

import (
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// wordCache holds words as HarfBuzz shaped them, in font units: a text repeats
// its words, and shaping is nearly all of the work of opening an article. What
// is between two words, a space, parts all that letters do to each other. When
// the young half is full it becomes the old half, as with glyphs.
type wordCache struct {
	young, old map[wordForm]map[string]glyphs
	count      int // glyphs in young
	key        []byte
	letters    []rune // of a run that is not set as it is written; elsewhere anything
}

// wordForm is what a word's shape depends on besides its letters.
type wordForm struct {
	font   *font.Font
	script language.Script
	lang   language.Language
	traits traits
	rtl    bool
}

const (
	cachedGlyphs = 1 << 15 // in one half of the cache: about 1.5 MB with the words themselves
	longestWord  = 40      // runes that are kept with their spaces
)

func newWordCache() wordCache { return wordCache{young: map[wordForm]map[string]glyphs{}} }

// find is a word that was shaped before.
func (c *wordCache) find(k wordForm, word []rune) (glyphs, bool) {
	c.key = c.key[:0]
	for _, r := range word {
		c.key = utf8.AppendRune(c.key, r)
	}
	if g, ok := c.young[k][string(c.key)]; ok {
		return g, true
	}
	g, ok := c.old[k][string(c.key)]
	if ok {
		c.add(k, g)
	}
	return g, ok
}

// add keeps the word that was asked for last.
func (c *wordCache) add(k wordForm, g glyphs) {
	if c.count > cachedGlyphs {
		c.old, c.young, c.count = c.young, map[wordForm]map[string]glyphs{}, 0
	}
	words := c.young[k]
	if words == nil {
		words = map[string]glyphs{}
		c.young[k] = words
	}
	words[string(c.key)] = g
	c.count += len(g) + 2
}

// shapeRun has the glyphs of a run chosen and placed.
func (e *Engine) shapeRun(p *Para, r *run, lang language.Language) {
	st := &p.styles[r.style]
	f := e.prepare(r.face)
	tracking := st.Tracking
	if cursive(r.script) {
		tracking = 0
	}
	kind := wordForm{font: r.face, script: r.script, lang: lang, rtl: r.level&1 == 1}
	if tracking != 0 || st.Family == Mono {
		kind.traits |= apart
	}
	if st.Tabular {
		kind.traits |= tabular
	}
	if st.SmallCaps && f.smallCaps {
		kind.traits |= smallCaps
	}
	text := e.letters(p, r)
	r.glyphs = make(glyphs, 0, r.to-r.from)
	if kind.rtl {
		for to := r.to; to > r.from; {
			from := wordStart(text, r.from, to)
			e.shapeWord(r, f, kind, text, from, to)
			to = from
		}
	} else {
		for from := r.from; from < r.to; {
			to := wordEnd(text, from, r.to)
			e.shapeWord(r, f, kind, text, from, to)
			from = to
		}
	}
	r.countClusters()
	r.fit(r.size)
	if tracking != 0 {
		r.track(tracking)
	}
}

// letters is the text as it is to be shaped, of which only the run is right.
func (e *Engine) letters(p *Para, r *run) []rune {
	if !r.capitals {
		return p.text
	}
	if len(e.words.letters) < len(p.text) {
		e.words.letters = make([]rune, len(p.text))
	}
	for i := r.from; i < r.to; i++ {
		e.words.letters[i] = unicode.ToUpper(p.text[i])
	}
	return e.words.letters[:len(p.text)]
}

// wordEnd is behind the spaces that follow the word at from.
func wordEnd(text []rune, from, limit int) int {
	i := from
	for i < limit && text[i] != ' ' {
		i++
	}
	for i < limit && text[i] == ' ' {
		i++
	}
	return i
}

// wordStart is the start of the word that ends at to, its spaces included.
func wordStart(text []rune, limit, to int) int {
	i := to
	for i > limit && text[i-1] == ' ' {
		i--
	}
	for i > limit && text[i-1] != ' ' {
		i--
	}
	return i
}

// shapeWord adds a word of a run, from the cache if it was shaped before. A word
// that letters are joined to over the edge of the run is shaped anew.
func (e *Engine) shapeWord(r *run, f *readyFont, k wordForm, text []rune, from, to int) {
	joined := cursive(r.script) &&
		(from == r.from && from > 0 && text[from-1] != ' ' || to == r.to && to < len(text) && text[to-1] != ' ')
	keep := !joined && to-from <= longestWord
	if keep {
		if g, ok := e.words.find(k, text[from:to]); ok {
			r.add(g, from)
			return
		}
	}
	first := len(r.glyphs)
	if !e.harfbuzz(text, r, f, k, from, to) {
		r.nominal(text, f, from, to)
	}
	if keep {
		word := make(glyphs, len(r.glyphs)-first)
		for i, g := range r.glyphs[first:] {
			g.cluster -= int32(from)
			word[i] = g
		}
		e.words.add(k, word)
	}
}

// add sets a shaped word at a place of the text.
func (r *run) add(word glyphs, from int) {
	for _, g := range word {
		g.cluster += int32(from)
		r.glyphs = append(r.glyphs, g)
	}
}

// harfbuzz shapes; false if the library gave up on a damaged font.
func (e *Engine) harfbuzz(text []rune, r *run, f *readyFont, k wordForm, from, to int) (ok bool) {
	first := len(r.glyphs)
	defer func() {
		if p := recover(); p != nil {
			e.buf = harfbuzz.NewBuffer() // it may be in any state
			r.glyphs = r.glyphs[:first]
			ok = false
		}
	}()
	b := e.buf
	b.Clear()
	b.AddRunes(text, from, to-from)
	b.Props = harfbuzz.SegmentProperties{Direction: harfbuzz.LeftToRight, Script: r.script, Language: k.lang}
	if k.rtl {
		b.Props.Direction = harfbuzz.RightToLeft
	}
	b.Shape(f.hb, features[k.traits])
	for i := range b.Info {
		r.glyphs = append(r.glyphs, glyph{
			id: b.Info[i].Glyph, cluster: int32(min(max(b.Info[i].Cluster, from), to-1)),
			advance: float32(b.Pos[i].XAdvance), dx: float32(b.Pos[i].XOffset), dy: float32(b.Pos[i].YOffset),
		})
	}
	return true
}

// nominal sets each character by itself.
func (r *run) nominal(text []rune, f *readyFont, from, to int) {
	for i := from; i < to; i++ {
		at := i
		if r.level&1 == 1 {
			at = to - 1 - (i - from)
		}
		id, _ := f.font.NominalGlyph(text[at])
		r.glyphs = append(r.glyphs, glyph{id: id, cluster: int32(at), advance: f.upem / 2})
	}
}

// track adds room behind every cluster.
func (r *run) track(by float32) {
	for i := range r.glyphs {
		if i+1 == len(r.glyphs) || r.glyphs[i+1].cluster != r.glyphs[i].cluster {
			r.glyphs[i].advance += by
		}
	}
}
