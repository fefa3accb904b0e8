package query

import "tidings/feeds/language"

// tokens are the words of a term as the index has them: letters, numbers and
// marks only. With last, the last one is the beginning of a word.
func (t Term) tokens() (words []string, last bool) {
	words, last = language.FoldQuery(t.Text)
	return words, last || t.Prefix
}
