package typeset

import (
	"unicode"

	"github.com/go-text/typesetting/language"
)

// lineBreak is a place where a line may end.
type lineBreak struct {
	at   int // first rune of the next line
	kind breakKind
}

type breakKind uint8

const (
	normalBreak breakKind = iota
	mustBreak             // behind a newline
	softBreak             // at a soft hyphen, which is then shown
	weakBreak             // inside a phrase of a script without spaces: better than half a line left empty
)

// findBreaks notes where lines may end: by UAX #14, at soft hyphens, and, for
// scripts that write without spaces and have no dictionary here, between
// syllables as far as the letters show them.
func (e *Engine) findBreaks(p *Para, hyphens map[int]bool) {
	e.seg.Init(p.text)
	lines := e.seg.LineIterator()
	from := 0
	for lines.Next() {
		l := lines.Line()
		to := l.Offset + len(l.Text)
		p.innerBreaks(from, to, hyphens)
		from = to
		switch {
		case p.text[to-1] == '\n' && to < len(p.text):
			p.breaks = append(p.breaks, lineBreak{to, mustBreak})
		case to == len(p.text):
			p.breaks = append(p.breaks, lineBreak{to, mustBreak})
		case p.cluster[to] && !keepsTogether(p.text[to-1], p.text[to]):
			p.breaks = append(p.breaks, lineBreak{to, normalBreak})
		}
	}
}

// innerBreaks adds the breaks inside of what UAX #14 holds together.
func (p *Para) innerBreaks(from, to int, hyphens map[int]bool) {
	for i := from + 1; i < to; i++ {
		if !p.cluster[i] {
			continue
		}
		switch r := p.text[i]; {
		case hyphens[i]:
			p.breaks = append(p.breaks, lineBreak{i, softBreak})
			p.hyphens = true
		case r < 0xE00 || r > 0x17FF || r > 0x109F && r < 0x1780:
		case !unspaced(r) || !unspaced(p.text[i-1]):
		case leadingVowel(r) && !leadingVowel(p.text[i-1]):
			p.breaks = append(p.breaks, lineBreak{i, normalBreak})
		case syllableMayStart(p.text, i):
			p.breaks = append(p.breaks, lineBreak{i, weakBreak})
		}
	}
}

// keepsTogether reports what UAX #14 would part but modern Korean does not:
// Korean is read by words, which are parted by spaces.
func keepsTogether(a, b rune) bool {
	if isSpace(a) || a == '\n' || !isHangul(a) && !isHangul(b) {
		return false
	}
	return wordRune(a) && wordRune(b) || isHangul(b) && (a == ')' || a == '”' || a == '’' || a == '%' || a == '」') ||
		isHangul(a) && b == '('
}

func wordRune(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !isHan(r) && (r < 0x3040 || r > 0x30FF)
}

// unspaced reports letters of scripts that write without spaces between words.
func unspaced(r rune) bool {
	switch scriptOf(r) {
	case language.Thai, language.Lao, language.Khmer, language.Myanmar:
		return unicode.IsLetter(r) || isMark(r)
	}
	return false
}

// leadingVowel reports vowels of Thai and Lao that are written before their
// consonant: a syllable starts with them.
func leadingVowel(r rune) bool { return r >= 0xE40 && r <= 0xE44 || r >= 0xEC0 && r <= 0xEC4 }

// syllableMayStart reports whether a line may start with text[i], as far as one
// can tell without a dictionary: with a consonant that is followed by a vowel
// of its own, not with what closes a syllable.
func syllableMayStart(text []rune, i int) bool {
	r, before := text[i], text[i-1]
	switch {
	case !unicode.IsLetter(r), leadingVowel(before):
		return false
	case r >= 0xE2F && r <= 0xE33 || r == 0xE45 || r == 0xE46: // Thai vowels and signs that follow
		return false
	case r >= 0xEAF && r <= 0xEB3 || r == 0xEC6 || r == 0xEBD: // the same in Lao
		return false
	}
	if r < 0x1000 { // Thai and Lao: the next rune must make it a syllable
		return i+1 < len(text) && (isMark(text[i+1]) || text[i+1] == 0xE32 || text[i+1] == 0xE30 ||
			text[i+1] == 0xEB2 || text[i+1] == 0xEB0)
	}
	return true
}

// splitsWord reports whether a break inside of a word there wants a hyphen:
// between letters of alphabets that know it, and not in an address or a code.
func (p *Para) splitsWord(from, i, to int) bool {
	if i-from < 3 || to-i < 3 || p.styles[p.style[i]].Family == Mono {
		return false
	}
	for _, r := range p.text[i-3 : i+3] {
		if !unicode.IsLetter(r) {
			return false
		}
		switch scriptOf(r) {
		case language.Latin, language.Greek, language.Cyrillic, language.Armenian:
		default:
			return false
		}
	}
	return true
}
