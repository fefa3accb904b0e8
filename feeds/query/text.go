package query

import (
	"strings"
	"unicode"

	"tidings/feeds/language"
)

// tokens are the words of a term as the index has them; last says that the last
// one is only the beginning of a word.
func (t Term) tokens() (words []string, last bool) {
	words, last = language.FoldQuery(t.Text)
	clean := words[:0:0]
	for _, w := range words {
		clean = append(clean, indexed(w)...)
	}
	return clean, last || t.Prefix
}

// indexed cuts a folded text where the tokenizer of the index does, which takes
// letters, numbers, marks and private characters for parts of words.
func indexed(folded string) []string {
	return strings.FieldsFunc(folded, func(r rune) bool { return !inWord(r) })
}

func inWord(r rune) bool {
	if r < unicode.MaxASCII {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z'
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.Mn, unicode.Mc, unicode.Co)
}
