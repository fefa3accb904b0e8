package language

import (
	"unicode"
	"unicode/utf8"
)

// Character is the length in bytes of what a reader takes for the first character
// of a text: a letter with its marks, a Hangul syllable in pieces, an Indic
// conjunct, a flag, an emoji with what is joined to it. It is an extended grapheme
// cluster (UAX 29) as far as texts need; 0 for an empty text.
func Character(s string) int {
	r, at := utf8.DecodeRuneInString(s)
	if at == 0 || r < utf8.RuneSelf && at < len(s) && s[at] < utf8.RuneSelf { // plain letters, most of all
		if r == '\r' && at < len(s) && s[at] == '\n' {
			return 2
		}
		return at
	}
	if unicode.IsControl(r) {
		return at
	}
	flag := isFlagLetter(r)
	for at < len(s) {
		next, size := utf8.DecodeRuneInString(s[at:])
		switch {
		case extends(next), r == zeroWidthJoiner && isPicture(next), joinsHangul(r, next), joinsIndic(r, next):
		case flag && isFlagLetter(next):
			flag = false
		default:
			return at
		}
		at += size
		if next != zeroWidthJoiner || !isVirama(r) {
			r = next
		}
	}
	return at
}

const zeroWidthJoiner = 0x200D

// extends reports what belongs to the character before it: marks, joiners,
// variation selectors, skin colours and tags, and the vowel AM of Thai and Lao.
func extends(r rune) bool {
	switch {
	case r < 0x0300:
		return false
	case r == 0x0E33, r == 0x0EB3, r == 0x200C, r == zeroWidthJoiner, r >= 0x1F3FB && r <= 0x1F3FF, r >= 0xE0020 && r <= 0xE007F:
		return true
	}
	return unicode.IsMark(r)
}

func isFlagLetter(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

func isPicture(r rune) bool { return r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2190 && r <= 0x2BFF }

// joinsHangul reports whether the second of two Hangul letters continues the
// syllable of the first.
func joinsHangul(a, b rune) bool {
	lead := a >= 0x1100 && a <= 0x115F
	vowel := a >= 0x1160 && a <= 0x11A7 || isHangul(a) && (a-0xAC00)%28 == 0
	final := a >= 0x11A8 && a <= 0x11FF || isHangul(a)
	switch {
	case b >= 0x1100 && b <= 0x115F || isHangul(b):
		return lead
	case b >= 0x1160 && b <= 0x11A7:
		return lead || vowel
	case b >= 0x11A8 && b <= 0x11FF:
		return vowel || final
	}
	return false
}

// isVirama reports the signs that join two consonants into one, in the scripts
// that show them so.
func isVirama(r rune) bool {
	switch r {
	case 0x094D, 0x09CD, 0x0ACD, 0x0B4D, 0x0C4D, 0x0D4D:
		return true
	}
	return false
}

func joinsIndic(a, b rune) bool { return isVirama(a) && a>>7 == b>>7 && unicode.IsLetter(b) }
