package language

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// mayCompose reports the marks that can make another letter of the one before:
// accents, voicing marks of kana, and the vowels and finals of Hangul.
func mayCompose(r rune) bool {
	return r >= 0x0300 && r <= 0x036F || r == 0x3099 || r == 0x309A || r >= 0x1160 && r <= 0x11FF
}

// letters that Unicode does not take apart, as people type them.
var letters = map[rune]string{
	'đ': "d", 'ð': "d", 'ł': "l", 'ø': "o", 'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'œ': "oe", 'ı': "i",
	'ħ': "h", 'þ': "th", 'ŋ': "n", 'ŧ': "t", 'ɖ': "d", 'ɓ': "b", 'ɗ': "d", 'ƙ': "k", 'ƴ': "y",
	'ς': "σ", 'ё': "е", 'ґ': "г",
	// Arabic: one alef, ya, kaf, ha; Persian and Urdu letters that look the same.
	'ٱ': "ا", 'ى': "ي", 'ی': "ي", 'ے': "ي", 'ۍ': "ي", 'ې': "ي", 'ة': "ه", 'ۀ': "ه", 'ہ': "ه", 'ھ': "ه", 'ۂ': "ه", 'ە': "ه", 'ک': "ك", 'ـ': "",
	'ँ': "ं", '़': "", // Devanagari: chandrabindu as anusvara, nukta off
	// Apostrophes that count as letters part words as the others do.
	'ʹ': " ", 'ʺ': " ", 'ʻ': " ", 'ʼ': " ", 'ʽ': " ", 'ʾ': " ", 'ʿ': " ", 'ˈ': " ",
}

// The Arabic article, alone and with what is written onto it: wa-, bi-, fa-, ka-,
// li-. How many letters must be left of a word: short words that only begin so are
// common.
var articles = []struct {
	letters string
	left    int
}{{"وال", 3}, {"بال", 3}, {"فال", 3}, {"كال", 3}, {"ولل", 3}, {"لل", 3}, {"ال", 2}}

// article is the length in bytes of the article that a folded Arabic word begins
// with. To leave it out is the light stemming that helps search most (Larkey,
// Ballesteros and Connell, "Improving Stemming for Arabic Information Retrieval",
// SIGIR 2002).
func article(word []byte) int {
	for _, a := range articles {
		if rest, ok := bytes.CutPrefix(word, []byte(a.letters)); ok && utf8.RuneCount(rest) >= a.left {
			return len(a.letters)
		}
	}
	return 0
}

// zeros of the decimal digits of other scripts.
var zeros = []rune{0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0}

// own reports letters that a mark makes and that stay apart from the bare
// letter, because they are letters of the alphabet and easily typed.
func own(r rune) bool { return strings.ContainsRune("йїў", r) }

// foldSlow folds one character: to nothing, a blank, or letters.
func foldSlow(r rune) string {
	if invisible(r) {
		return ""
	}
	var b strings.Builder
	for _, r := range norm.NFKC.String(string(r)) {
		foldPart(&b, unicode.ToLower(r))
	}
	return b.String()
}

func foldPart(b *strings.Builder, r rune) {
	if s, ok := letters[r]; ok {
		b.WriteString(s)
		return
	}
	for _, zero := range zeros {
		if r >= zero && r < zero+10 {
			b.WriteRune(r - zero + '0')
			return
		}
	}
	switch {
	case own(r), isHangul(r), r >= 0x3041 && r <= 0x30FF && Spaceless(r):
		b.WriteRune(r)
	case droppedMark(r):
	case !unicode.In(r, unicode.L, unicode.N, unicode.Mn, unicode.Mc, unicode.Co):
		b.WriteByte(' ')
	default:
		base := []rune(norm.NFD.String(string(r)))
		if len(base) > 1 || base[0] != r {
			for _, r := range base {
				foldPart(b, r)
			}
			return
		}
		b.WriteRune(r)
	}
}

// droppedMark reports the marks of Latin, Greek, Cyrillic, Hebrew and Arabic
// letters. Those of other scripts are vowels, and stay.
func droppedMark(r rune) bool {
	switch {
	case r >= 0x0300 && r <= 0x036F, // combining diacritical marks
		r >= 0x0483 && r <= 0x0489, // Cyrillic
		r >= 0x0591 && r <= 0x05C7, // Hebrew points and accents
		r >= 0x0610 && r <= 0x061A, r >= 0x064B && r <= 0x065F, r == 0x0670,
		r >= 0x06D6 && r <= 0x06ED, r >= 0x08D3 && r <= 0x08FF, // Arabic
		r >= 0x1AB0 && r <= 0x1AFF, r >= 0x1DC0 && r <= 0x1DFF,
		r >= 0x20D0 && r <= 0x20FF, r >= 0xFE20 && r <= 0xFE2F:
		return unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r)
	}
	return false
}
