package compare

import (
	"path"
	"regexp"
	"strings"
	"unicode"
)

// shareWords is how many words at the beginning of a text are compared: what is another
// text is so from the start.
const shareWords = 400

// Share is how much two texts in HTML have in common, from 0 to 1: words, and pictures by
// the names of their files (L. Dice, "Measures of the Amount of Ecologic Association
// Between Species", Ecology 26, 1945). ok is false if one of them has neither, so that
// nothing can be said.
func Share(old, new string) (share float64, ok bool) {
	a, b := shared(old), shared(new)
	if len(a) == 0 || len(b) == 0 {
		return 0, false
	}
	count := map[string]int{}
	for _, w := range a {
		count[w]++
	}
	common := 0
	for _, w := range b {
		if count[w] > 0 {
			count[w]--
			common++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b)), true
}

var pictureAddress = regexp.MustCompile(`(?i)<img[^>]*?\ssrc\s*=\s*["']?([^"'\s>]+)`)

// shared are the words and pictures of a text. Where words have no space between them,
// each letter is one.
func shared(source string) []string {
	var out []string
	for _, m := range pictureAddress.FindAllStringSubmatch(source[:min(len(source), maxShared)], shareWords) {
		address, _, _ := strings.Cut(m[1], "?")
		out = append(out, "/"+path.Base(address))
	}
	for _, l := range lines(source[:min(len(source), maxShared)]) {
		for _, w := range strings.FieldsFunc(strings.ToLower(l.text), isNoWord) {
			if len(out) >= shareWords {
				return out
			}
			if r := []rune(w); unicode.In(r[0], unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
				out = append(out, strings.Split(w, "")...)
				continue
			}
			out = append(out, w)
		}
	}
	return out
}

// maxShared bounds, in bytes, what is looked at for so many words.
const maxShared = 64 << 10

func isNoWord(r rune) bool { return !isWord(r) && !unicode.IsMark(r) }
