package typeset

import (
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// Engine shapes, breaks and draws. It keeps what it used before (fonts ready to
// shape, glyphs ready to paint) and is not safe for concurrent use: one per
// goroutine. What one engine shaped another may wrap and draw.
type Engine struct {
	fonts   *Fonts
	ready   map[*font.Font]*readyFont
	faces   map[faceKey]*readyFont // resolved characters
	buf     *harfbuzz.Buffer
	words   wordCache
	chances chances
	signs   map[signKey]piece // ellipsis and hyphen
	glyphs  glyphCache
	places  []place // of the paragraph that is being justified
}

// NewEngine makes an engine over shared fonts. It costs nothing until used.
func NewEngine(f *Fonts) *Engine {
	return &Engine{
		fonts:  f,
		ready:  map[*font.Font]*readyFont{},
		faces:  map[faceKey]*readyFont{},
		buf:    harfbuzz.NewBuffer(),
		signs:  map[signKey]piece{},
		words:  newWordCache(),
		glyphs: newGlyphCache(),
	}
}

// readyFont is a font prepared for one goroutine.
type readyFont struct {
	font            *font.Font
	face            *font.Face
	hb              *harfbuzz.Font // measures in font units
	upem            float32
	ascent, descent float32 // of the em square, both positive
	ascii           [128]bool
	heavy, slanted  bool // bold, italic by itself
	smallCaps       bool // has some of its own
}

func (e *Engine) prepare(ft *font.Font) *readyFont {
	if r, ok := e.ready[ft]; ok {
		return r
	}
	face := font.NewFace(ft)
	r := &readyFont{font: ft, face: face, hb: harfbuzz.NewFont(face), upem: max(1, float32(ft.Upem()))}
	r.heavy, r.slanted = e.fonts.boldItalic(ft)
	r.smallCaps = substitutes(ft, "smcp")
	r.ascent, r.descent = 0.8, 0.2
	if x, ok := face.FontHExtents(); ok && x.Ascender > 0 {
		r.ascent, r.descent = x.Ascender/r.upem, max(0, -x.Descender/r.upem)
	}
	for i := range r.ascii {
		_, r.ascii[i] = ft.NominalGlyph(rune(i))
	}
	e.ready[ft] = r
	return r
}

func (r *readyFont) has(c rune) bool {
	if c >= 0 && c < 128 {
		return r.ascii[c]
	}
	_, ok := r.font.NominalGlyph(c)
	return ok
}

// paints reports whether the character's glyph is of a kind that can be drawn:
// colour fonts of the COLR kind have nothing but layers.
func (r *readyFont) paints(c rune) bool {
	gid, ok := r.font.NominalGlyph(c)
	if !ok {
		return false
	}
	outline, ok := r.face.GlyphData(gid).(font.GlyphOutline)
	return !ok || len(outline.Segments) > 0
}

// signKey is a sign that is set beside the text.
type signKey struct {
	look look
	size float32
	sign string
}

// faceKey is a question for a font.
type faceKey struct {
	look   look
	region region
	script language.Script
	r      rune
}

// primary is the font of a look, which is asked first.
func (e *Engine) primary(l look) *readyFont {
	key := faceKey{look: l}
	if r, ok := e.faces[key]; ok {
		return r
	}
	ft := e.fonts.bundled(l)
	if l.Family == Mono && !e.fonts.has(Mono) {
		if own := e.fonts.fallback(choice{look: l, script: language.Latin}, 'a'); own != nil {
			ft = own
		}
	}
	r := e.prepare(ft)
	e.faces[key] = r
	return r
}

// resolve is the font for a character: that of the look if it has the
// character, else one of the system, else the look's own, which shows a box.
func (e *Engine) resolve(l look, where region, script language.Script, c rune) *readyFont {
	own := e.primary(l)
	if own.has(c) && !(where != noRegion && isEastAsian(c)) {
		return own
	}
	if isEastAsian(c) {
		if where == noRegion {
			where = simplified
		}
		l.Weight = 400 // a second face would take 20 MB more: the one is made bold when it is drawn
	} else {
		where = noRegion
	}
	key := faceKey{l, where, script, c}
	if r, ok := e.faces[key]; ok {
		return r
	}
	found := own
	if !own.has(c) || key.region != noRegion {
		if ft := e.fonts.fallback(choice{l, script, key.region}, c); ft != nil {
			found = e.prepare(ft)
		}
	}
	if len(e.faces) > 1<<15 {
		clear(e.faces)
	}
	e.faces[key] = found
	return found
}

// picture is the font for an emoji, or nil: a colour font of the system before
// the bundled one, which is older.
func (e *Engine) picture(c rune) *readyFont {
	l := look{Family: Emoji, Weight: 400}
	key := faceKey{look: l, r: c}
	if r, ok := e.faces[key]; ok {
		return r
	}
	var found *readyFont
	if ft := e.fonts.fallback(choice{look: l}, c); ft != nil {
		found = e.prepare(ft)
	}
	if found != nil && found.paints(c) {
		e.faces[key] = found
		return found
	}
	found = nil
	if e.fonts.has(Emoji) {
		if r := e.prepare(e.fonts.bundled(l)); r.has(c) {
			found = r
		}
	}
	e.faces[key] = found
	return found
}
