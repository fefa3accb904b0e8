package topic

import (
	"strings"
	"unicode/utf8"

	"tidings/feeds/language"
)

// folds reports the languages whose words are compared folded, because they
// write the same word in several ways: with and without marks of vowels or tones,
// or with letters that sound alike.
func folds(lang string) bool {
	switch lang {
	case "ar", "fa", "ur", "ha", "ig", "yo", "am", "ti":
		return true
	}
	return false
}

func foldWord(lang, word string) string {
	if lang == "am" || lang == "ti" {
		return strings.Map(soundsLike, word)
	}
	return language.Fold(word)
}

// soundsLike is the usual one of Ethiopic letters that are written for each other.
func soundsLike(r rune) rune {
	switch {
	case r >= 'ሐ' && r <= 'ሐ'+6:
		r += 'ሀ' - 'ሐ'
	case r >= 'ኀ' && r <= 'ኀ'+6:
		r += 'ሀ' - 'ኀ'
	case r >= 'ሠ' && r <= 'ሠ'+7:
		r += 'ሰ' - 'ሠ'
	case r >= 'ዐ' && r <= 'ዐ'+6:
		r += 'አ' - 'ዐ'
	case r >= 'ፀ' && r <= 'ፀ'+6:
		r += 'ጸ' - 'ፀ'
	}
	switch r {
	case 'ሃ':
		return 'ሀ'
	case 'ኣ':
		return 'አ'
	}
	return r
}

func appendFolded(lang string, list, words []string) []string {
	for _, w := range words {
		list = append(list, foldWord(lang, w))
	}
	return list
}

// foldEntry folds a word or phrase of a list, but not its star.
func foldEntry(lang, word string) string {
	parts := strings.Fields(word)
	for i, p := range parts {
		if stem, star := strings.CutSuffix(p, "*"); star {
			parts[i] = foldWord(lang, stem) + "*"
		} else {
			parts[i] = foldWord(lang, p)
		}
	}
	return strings.Join(parts, " ")
}

// grown are short words that some languages write onto the front of others: of, in,
// to, from, the, and.
var grown = map[string]string{"am": "የበለከ", "ti": "ንብካ", "he": "הובלמשכ"}

// bare is a word without what has grown onto it; empty: nothing has.
func (l *lexicon) bare(word string) string {
	if l.grown == "" {
		return ""
	}
	r, size := utf8.DecodeRuneInString(word)
	if !strings.ContainsRune(l.grown, r) {
		return ""
	}
	return word[size:]
}
