package language

import (
	"strings"
	"unicode"
)

// A class is what a character does to the word it stands in.
type class uint8

const (
	other class = iota // parts words
	lower              // a letter that is as Words gives it
	upper              // a letter that lower case or NFC changes
	mark               // belongs to the letter before it
	digit
	spaceless // of a script without spaces between words
	closing   // ends a sentence, and parts words
	joiner    // invisible, neither parts nor belongs
)

func slowClass(r rune) class {
	switch {
	case strings.ContainsRune(".!?\n…¿¡؟۔।॥。！？．", r):
		return closing
	case invisible(r):
		return joiner
	case unicode.IsMark(r):
		return mark
	case Spaceless(r):
		return spaceless
	case unicode.IsLetter(r):
		if normal(string(r)) != string(r) {
			return upper
		}
		return lower
	case unicode.IsNumber(r):
		return digit
	}
	return other
}

// invisible reports characters that say how a word is drawn or broken.
func invisible(r rune) bool {
	switch r {
	case 0x00AD, 0x200B, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF:
		return true
	}
	return r >= 0xFE00 && r <= 0xFE0F // variation selectors
}

// Spaceless reports whether r is a letter of a script that is written without
// spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
func Spaceless(r rune) bool {
	switch {
	case r < 0x0E01:
		return false
	case r < 0x0F00: // Thai and Lao, without digits, currency and punctuation
		return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)
	case r >= 0x4E00 && r <= 0x9FFF:
		return true
	case r >= 0xAC00 && r <= 0xD7A3:
		return false
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Khmer, unicode.Myanmar) &&
		(unicode.IsLetter(r) || unicode.IsMark(r)) || r == 'ー' || r == '々'
}

// A script as far as it tells languages apart.
type script uint8

const (
	noScript script = iota
	latin
	greek
	cyrillic
	armenian
	hebrew
	arabic
	devanagari
	bengali
	gurmukhi
	gujarati
	oriya
	tamil
	telugu
	kannada
	malayalam
	sinhala
	thai
	lao
	burmese
	georgian
	hangul
	ethiopic
	khmer
	kana
	han
	scripts // how many there are
)

// blocks are the ranges of Unicode that a script begins at, in order.
var blocks = []struct {
	from rune
	s    script
}{
	{0x00C0, latin}, {0x02B0, noScript}, {0x0370, greek}, {0x0400, cyrillic},
	{0x0530, armenian}, {0x0590, hebrew}, {0x0600, arabic}, {0x0700, noScript},
	{0x0750, arabic}, {0x0780, noScript}, {0x08A0, arabic}, {0x0900, devanagari},
	{0x0980, bengali}, {0x0A00, gurmukhi}, {0x0A80, gujarati}, {0x0B00, oriya},
	{0x0B80, tamil}, {0x0C00, telugu}, {0x0C80, kannada}, {0x0D00, malayalam},
	{0x0D80, sinhala}, {0x0E00, thai}, {0x0E80, lao}, {0x0F00, noScript},
	{0x1000, burmese}, {0x10A0, georgian}, {0x1100, hangul}, {0x1200, ethiopic},
	{0x13A0, noScript}, {0x1780, khmer}, {0x1800, noScript}, {0x1E00, latin},
	{0x1F00, greek}, {0x2000, noScript}, {0x2E80, han}, {0x2FE0, noScript},
	{0x3041, kana}, {0x3100, noScript}, {0x31F0, kana}, {0x3200, noScript},
	{0x3400, han}, {0xA000, noScript}, {0xAC00, hangul}, {0xD7B0, noScript},
	{0xF900, han}, {0xFB00, noScript}, {0xFB1D, hebrew}, {0xFB50, arabic},
	{0xFE00, noScript}, {0xFE70, arabic}, {0xFF00, noScript}, {0xFF66, kana},
	{0xFFA0, noScript}, {0x20000, han}, {0x32000, noScript},
}

// scriptOf tells the script of a letter.
func scriptOf(r rune) script {
	if r < 0xC0 {
		if r|0x20 >= 'a' && r|0x20 <= 'z' {
			return latin
		}
		return noScript
	}
	low, high := 0, len(blocks)
	for high-low > 1 {
		if mid := (low + high) / 2; blocks[mid].from <= r {
			low = mid
		} else {
			high = mid
		}
	}
	return blocks[low].s
}
