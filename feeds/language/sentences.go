package language

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences cuts a plain text into sentences, which are pieces of it without the
// space around them. Every line break ends one: texts of articles have line breaks
// between paragraphs, items and rows only (content.PlainText). lang is the primary
// tag that Of gives, or empty; it says which abbreviations are known and whether
// "5." may be "the fifth". Pieces without a letter or digit are left out. Thai and
// Lao, which have no full stop, are cut at spaces, where a clause ends, once a
// sentence has become long enough to say something.
func Sentences(text, lang string) iter.Seq[string] {
	return func(yield func(string) bool) {
		s := splitter{text: text, lang: lang, stops: StopWordsOf(lang), short: abbreviationsOf(lang)}
		for s.at < len(text) {
			from := s.at
			s.end()
			if piece := strings.TrimSpace(text[from:s.at]); says(piece) && !yield(piece) {
				return
			}
		}
	}
}

// says reports whether a text has a letter or digit.
func says(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// A splitter walks over a text, from the end of one sentence to the end of the next.
type splitter struct {
	text, lang string
	stops      StopWords
	short      map[string]abbreviation
	at         int
}

// end moves to the end of the sentence that begins here.
func (s *splitter) end() {
	from, unstopped := s.at, 0
	for s.at < len(s.text) {
		b := s.text[s.at]
		if b < utf8.RuneSelf {
			s.at++
			switch b {
			case '\n':
				return
			case '.', '!', '?', ';', ':':
				if s.stop(rune(b), from, s.at-1) {
					return
				}
			case ' ':
				if unstopped >= longThai && s.betweenThai() {
					return
				}
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(s.text[s.at:])
		s.at += size
		switch {
		case r < 0x0300, r >= 0x0400 && r < 0x0589, r >= 0x0620 && r < 0x06D4, r >= 0x3400 && r < 0xFE00, r >= 0x3040 && r <= 0x30FF: // most letters
		case r >= 0x0E01 && r < 0x0F00:
			unstopped++
		case r == '\u2028', r == '\u2029':
			return
		case ends(r) && s.stop(r, from, s.at-size):
			return
		}
	}
}

// longThai is how many characters of Thai or Lao, vowel signs included, make a
// sentence. About the median of sentences in prose; a headline stays whole.
const longThai = 90

// betweenThai reports whether the space behind which we are stands between two
// words of Thai or Lao, and so between two clauses: spaces stand around numbers
// and foreign names as well.
func (s *splitter) betweenThai() bool {
	before, _ := utf8.DecodeLastRuneInString(s.text[:s.at-1])
	after, _ := utf8.DecodeRuneInString(s.text[s.at:])
	return before >= 0x0E01 && before < 0x0F00 && after >= 0x0E01 && after < 0x0F00 && after != 'ๆ' && after != 'ໆ'
}

// ends reports the characters beyond ASCII that may end a sentence.
func ends(r rune) bool {
	switch r {
	case '…', '։', '፡', '།', '༎', '។', '៕', '\u037e', '．', '｡':
		return true
	}
	return r >= 0x0589 && unicode.Is(unicode.STerm, r)
}

// stop reads a stop at i and what belongs to it, more stops and what closes, and
// reports whether the sentence that began at from ends there. If not, reading goes
// on behind the stop.
func (s *splitter) stop(r rune, from, i int) bool {
	switch r {
	case ';', '\u037e': // the Greek question mark
		if s.lang != "el" {
			return false
		}
	case ':': // often typed for the Armenian full stop
		if s.lang != "hy" {
			return false
		}
	case '፡': // parts words; two are the full stop
		if !strings.HasPrefix(s.text[s.at:], "፡") {
			return false
		}
	}
	single := s.moreStops() && r == '.'
	back := s.at
	closed := s.closers()
	if s.breaks(r, single, closed, from, i) {
		return true
	}
	s.at = back
	return false
}

// moreStops reads the stops that follow a stop ("?!", "..."); it reports that there
// are none.
func (s *splitter) moreStops() (none bool) {
	none = true
	for s.at < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[s.at:])
		if r != '.' && r != '!' && r != '?' && !ends(r) {
			break
		}
		s.at += size
		none = false
	}
	return none
}

// closers reads quotation marks and brackets that close behind a stop, also those
// that French sets behind a space.
func (s *splitter) closers() (any bool) {
	for s.at < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[s.at:])
		switch {
		case strings.ContainsRune("\"'”’»«›‹)]}」』】》）〉〗", r):
			s.at += size
		case (r == '“' || r == '‘') && !opens(s.text[s.at+size:]): // they close in German
			s.at += size
		case (r == ' ' || r == '\u00a0' || r == '\u202f') && s.closesAfterSpace(s.at+size):
			s.at += size
		default:
			return any
		}
		any = true
	}
	return any
}

// closesAfterSpace reports a » that is followed by no letter: one that closes.
func (s *splitter) closesAfterSpace(i int) bool {
	rest, ok := strings.CutPrefix(s.text[min(i, len(s.text)):], "»")
	return ok && (rest == "" || !opens(rest))
}

// opens reports whether a letter or digit follows at once.
func opens(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// breaks decides about a stop of the kind r at i, behind which, and behind what
// closes, we are now.
func (s *splitter) breaks(r rune, single, closed bool, from, i int) bool {
	rest := s.text[s.at:]
	if rest == "" {
		return true
	}
	next, _ := utf8.DecodeRuneInString(rest)
	if !unicode.IsSpace(next) {
		return s.breaksAtOnce(r, next, closed)
	}
	rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
	if rest == "" || strings.Contains(s.text[s.at:len(s.text)-len(rest)], "\n") {
		return true
	}
	word := strings.TrimLeft(rest, "\"'“„‚«»‹›‘”([{¿¡–—-• ")
	next, _ = utf8.DecodeRuneInString(word)
	if unicode.IsLower(next) && !innerCapital(word) {
		return r >= 0x0589 && r != '…' // no capitals there, or a letter that is foreign to it
	}
	if !single || closed {
		return true
	}
	return s.fullStop(from, i, word, next)
}

// breaksAtOnce decides about a stop with no space behind it: in East Asia that is
// how sentences follow each other, elsewhere it is an address, a number, a name.
func (s *splitter) breaksAtOnce(r, next rune, closed bool) bool {
	switch {
	case r == '.' || r == '…' || r == '．':
		return false
	case closed && strings.ContainsRune("とをがはにの", next): // 「…。」と: he said
		return false
	case r < utf8.RuneSelf:
		return r != ':' && r != ';' && Spaceless(next)
	case r == '۔', r == '؟':
		return unicode.IsLetter(next)
	}
	return unicode.IsLetter(next) || unicode.IsNumber(next) || unicode.Is(unicode.Ps, next) || unicode.Is(unicode.Pi, next)
}

// innerCapital reports names such as iPhone, which may begin a sentence.
func innerCapital(word string) bool {
	_, size := utf8.DecodeRuneInString(word)
	second, _ := utf8.DecodeRuneInString(word[size:])
	return unicode.IsUpper(second)
}

// fullStop tells the stop of a sentence from that of an abbreviation, an initial
// or an ordinal number. word follows, with next as its first letter.
func (s *splitter) fullStop(from, i int, word string, next rune) bool {
	start := strings.LastIndexFunc(s.text[from:i], func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("(\"“„«»‘'’[/–—", r)
	})
	if start >= 0 {
		_, size := utf8.DecodeRuneInString(s.text[from+start:])
		start += size
	} else {
		start = 0
	}
	token := s.text[from+start : i]
	first, size := utf8.DecodeRuneInString(token)
	switch {
	case token == "", len(token) > 24:
		return true
	case onlyDigits(token):
		item := strings.TrimSpace(s.text[from:from+start]) == "" // "1. Whisk the eggs"
		return !(len(token) <= 2 && (item || capitalNouns(s.lang)))
	case Spaceless(first):
		return first < 0x0E01 || first >= 0x0F00 // the full stop of Thai is that of abbreviations
	case !unicode.IsLetter(first):
		return true
	}
	switch s.kind(token, size == len(token)) {
	case neverEnds:
		return false
	case mayEnd:
		return s.begins(word) && !unicode.IsNumber(next)
	}
	return !roman(token) || !ordinals(s.lang)
}

// kind tells what abbreviation a word is. Parts of several stand together, too
// ("PGS.TS.").
func (s *splitter) kind(token string, single bool) abbreviation {
	token = strings.ToLower(token)
	kind := s.short[token]
	if single || dotted(token) {
		kind = max(kind, mayEnd)
	}
	if i := strings.LastIndexByte(token, '.'); i >= 0 && kind == noAbbreviation {
		kind = s.short[token[i+1:]]
	}
	return kind
}

func onlyDigits(token string) bool {
	return strings.IndexFunc(token, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}

// dotted reports "U.S", "z.B" and "и.о": parts of one or two letters.
func dotted(token string) bool {
	for part := range strings.SplitSeq(token, ".") {
		if n := utf8.RuneCountInString(part); n == 0 || n > 2 || !opens(part) {
			return false
		}
	}
	return strings.Contains(token, ".")
}

// roman reports numbers such as XVI.
func roman(token string) bool { return strings.Trim(token, "IVXLC") == "" }

// begins reports whether a word with a capital is one that a sentence begins with
// rather than a name: one of the commonest of the language, and no initial.
func (s *splitter) begins(word string) bool {
	end := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	if end < 0 {
		end = len(word)
	}
	if strings.HasPrefix(word[end:], ".") && utf8.RuneCountInString(word[:end]) == 1 {
		return false
	}
	return s.stops.Has(normal(word[:end]))
}
