package typeset

import "github.com/go-text/typesetting/language"

// chooseFaces finds a font for every character.
func (e *Engine) chooseFaces(p *Para, where region, script []language.Script) []*readyFont {
	out := make([]*readyFont, len(p.text))
	emoji := markEmoji(p.text)
	looks := make([]look, len(p.styles))
	own := make([]*readyFont, len(p.styles))
	for i, s := range p.styles {
		looks[i] = lookOf(s)
		own[i] = e.primary(looks[i])
	}
	for i, r := range p.text {
		st := p.style[i]
		inside := i > 0 && p.style[i-1] == st && p.text[i-1] != '\n'
		switch {
		case emoji != nil && emoji[i]:
			out[i] = e.emojiFace(p, i, emoji, out, looks[st])
		case r < 128 && r != ' ':
			out[i] = own[st]
		case isInvisible(r) && inside, (r == ' ' || r == 0xA0) && inside && (emoji == nil || !emoji[i-1]) && out[i-1].has(r):
			out[i] = out[i-1]
		case r == ' ':
			out[i] = own[st]
		case isMark(r) && inside:
			out[i] = e.markFace(p, i, out, looks[st], where, script[i])
		case isQuote(r) && where != noRegion && where != korean && besideHan(p.text, i):
			out[i] = e.resolve(looks[st], where, language.Han, '\u3001')
			if !out[i].has(r) {
				out[i] = own[st]
			}
		default:
			out[i] = e.resolve(looks[st], where, script[i], r)
		}
	}
	return out
}

// emojiFace is the picture font for a whole sequence, chosen by its first rune.
func (e *Engine) emojiFace(p *Para, i int, emoji []bool, out []*readyFont, l look) *readyFont {
	if i > 0 && emoji[i-1] && (isInvisible(p.text[i]) || p.text[i] == keycap || p.text[i-1] == zeroWidthJoiner) {
		return out[i-1]
	}
	if f := e.picture(p.text[i]); f != nil {
		return f
	}
	return e.resolve(l, noRegion, language.Common, p.text[i])
}

// markFace keeps a mark with its base: both from a font that has both, if there is one.
func (e *Engine) markFace(p *Para, i int, out []*readyFont, l look, where region, script language.Script) *readyFont {
	r := p.text[i]
	if out[i-1].has(r) {
		return out[i-1]
	}
	base := i - 1
	for base > 0 && isMark(p.text[base]) {
		base--
	}
	f := e.resolve(l, where, script, r)
	if !f.has(r) || !f.has(p.text[base]) {
		return out[i-1]
	}
	for j := base; j < i; j++ {
		out[j] = f
	}
	return f
}

// isQuote reports the signs that Chinese and Japanese set as wide as a character.
func isQuote(r rune) bool {
	switch r {
	case '‘', '’', '“', '”', '…', '—', '·':
		return true
	}
	return false
}

func besideHan(text []rune, i int) bool {
	for j := i - 1; j >= 0; j-- {
		if !isQuote(text[j]) {
			if isEastAsian(text[j]) {
				return true
			}
			break
		}
	}
	return i+1 < len(text) && isEastAsian(text[i+1])
}
