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
	hyphenBreak           // where a pattern divides a word: a hyphen is then shown
	weakBreak             // inside of a phrase or a word without spaces: better than half a line left empty
	gluedBreak            // between what belongs together, as a number and its unit: only if there is no other
	rescueBreak           // as hyphenBreak, in a text whose words are not divided: only in a word longer than a line
)

// hyphenated reports whether a hyphen is shown.
func (k breakKind) hyphenated() bool {
	return k == softBreak || k == hyphenBreak || k == rescueBreak
}

// finder notes where the lines of a paragraph may end: by UAX #14, at soft
// hyphens, where patterns divide words, and between the words of scripts that
// write without spaces.
type finder struct {
	p          *Para
	soft       map[int]bool // a soft hyphen stands before this rune
	hyphenator *hyphenator  // nil: words are not divided, or the patterns are not loaded yet
	rescue     string       // language in which only words longer than a line are divided; empty: none, or all
	word       []rune       // in small letters
	past       int          // end of what no space parts, as far as was looked, and
	code       bool         // whether it is no prose
}

// keepLines notes newlines only.
func (p *Para) keepLines() {
	for i, r := range p.text {
		if r == '\n' && i+1 < len(p.text) {
			p.breaks = append(p.breaks, lineBreak{i + 1, mustBreak})
		}
	}
	p.breaks = append(p.breaks, lineBreak{len(p.text), mustBreak})
}

// findBreaks notes where lines may end.
func (e *Engine) findBreaks(p *Para, soft map[int]bool, lang string, divided bool) {
	f := finder{p: p, soft: soft}
	if divided {
		f.hyphenator = hyphenatorOf(lang)
	} else {
		f.rescue = sourceOf(lang)
	}
	from := 0
	e.chances.text, e.chances.f = p.text, func(to int) {
		f.inside(from, to)
		from = to
		switch {
		case p.text[to-1] == '\n' && to < len(p.text), to == len(p.text):
			f.add(to, mustBreak)
		case !p.cluster[to] || keepsTogether(p.text[to-1], p.text[to]):
		case besideUnit(p.text, to), beforeDash(p.text, to):
			f.add(to, gluedBreak)
		default:
			f.add(to, normalBreak)
		}
	}
	e.chances.find()
	e.chances.text, e.chances.f = nil, nil
}

func (f *finder) add(at int, kind breakKind) {
	f.p.breaks = append(f.p.breaks, lineBreak{at, kind})
}

// inside adds the breaks inside of what UAX #14 holds together.
func (f *finder) inside(from, to int) {
	text := f.p.text
	for i := from; i < to; {
		j := i + 1
		switch r := text[i]; {
		case unspaced(r):
			for j < to && unspaced(text[j]) && scriptOf(text[j]) == scriptOf(r) {
				j++
			}
			f.phrase(i, j)
		case (f.hyphenator != nil || f.rescue != "") && unicode.IsLetter(r):
			for j < to && (unicode.IsLetter(text[j]) || isMark(text[j])) {
				j++
			}
			f.divide(i, j)
		default:
			f.softHyphens(i, j)
		}
		i = j
		if i < to && f.soft[i] && f.p.cluster[i] {
			f.add(i, softBreak)
		}
	}
}

// softHyphens adds those between two runes.
func (f *finder) softHyphens(from, to int) {
	if f.soft == nil {
		return
	}
	for i := from + 1; i < to; i++ {
		if f.soft[i] && f.p.cluster[i] {
			f.add(i, softBreak)
		}
	}
}

// phrase adds breaks between words of a script without spaces, and weak ones
// between their syllables.
func (f *finder) phrase(from, to int) {
	starts := divideWords(f.p.text, from, to)
	for i := from + 1; i < to; i++ {
		for len(starts) > 0 && starts[0] < i {
			starts = starts[1:]
		}
		switch {
		case !f.p.cluster[i]:
		case len(starts) > 0 && starts[0] == i:
			f.add(i, normalBreak)
		case syllableMayStart(f.p.text, i):
			f.add(i, weakBreak)
		}
	}
}

// divide adds the breaks that patterns allow in a word, unless the author has
// set soft hyphens in it. Codes, addresses and abbreviations are not divided:
// what stands beside a digit or a sign that prose does not have.
func (f *finder) divide(from, to int) {
	p := f.p
	softs := len(p.breaks)
	f.softHyphens(from, to)
	shortest := leastBefore + leastAfter
	if f.rescue != "" {
		shortest = leastRescued
	}
	if len(p.breaks) > softs || to-from < shortest || to-from > longestSlit {
		return
	}
	if st := &p.styles[p.style[from]]; st.Family == Mono || st.SmallCaps || f.isCode(from) {
		return
	}
	f.word = f.word[:0]
	small := false
	for _, r := range p.text[from:to] {
		if isMark(r) {
			return // patterns know composed letters only
		}
		l := unicode.ToLower(r)
		small = small || l == r
		f.word = append(f.word, l)
	}
	if !small {
		return // capitals alone: an abbreviation, or a headline
	}
	kind := hyphenBreak
	if f.rescue != "" {
		kind = rescueBreak
		if f.hyphenator == nil {
			f.hyphenator = hyphenatorOf(f.rescue)
		}
	}
	for _, at := range f.hyphenator.slits(f.word) {
		if i := from + int(at); p.cluster[i] {
			f.add(i, kind)
		}
	}
}

// isCode reports whether the word at a rune is part of something that is no prose.
func (f *finder) isCode(at int) bool {
	if at < f.past {
		return f.code
	}
	text := f.p.text
	from, to := at, at
	for from > f.past && !isSpace(text[from-1]) && text[from-1] != '\n' {
		from--
	}
	for to < len(text) && !isSpace(text[to]) && text[to] != '\n' {
		to++
	}
	f.past, f.code = to, codeLike(text[from:to])
	return f.code
}

// codeLike reports whether a word with all that no space parts from it is an
// address, a name of a file or a number rather than a word.
func codeLike(word []rune) bool {
	for i, r := range word {
		switch r {
		case '/', '\\', '@', '_', '#', '=', '&', '<', '>', '+', '~', '|':
			return true
		case '.', ':':
			if i+1 < len(word) && (unicode.IsLetter(word[i+1]) || unicode.IsDigit(word[i+1])) {
				return true
			}
		}
		if unicode.IsDigit(r) {
			return true
		}
	}
	return false
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

// besideUnit reports whether only a space parts a number from its unit there: a
// line is not to end between "40" and "km".
func besideUnit(text []rune, at int) bool {
	if at < 2 || text[at-1] != ' ' || !unicode.IsDigit(text[at-2]) {
		return false
	}
	n := 0
	for at+n < len(text) && n < 4 && (unicode.IsLetter(text[at+n]) || text[at+n] == '°' || text[at+n] == '€' || text[at+n] == '$' || text[at+n] == '%') {
		n++
	}
	return n > 0 && n < 4 && !isHan(text[at]) && !isHangul(text[at])
}

// beforeDash reports whether a dash, or another sign that stands alone between
// what it parts, would begin the next line.
func beforeDash(text []rune, at int) bool {
	switch text[at] {
	case '–', '—', '-', '|', '·', '/':
		return text[at-1] == ' ' && at+1 < len(text) && text[at+1] == ' '
	}
	return false
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
