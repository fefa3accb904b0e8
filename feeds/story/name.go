package story

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// asWritten gives a name in lower case its capitals back, as the first text that
// has it writes it.
func asWritten(name string, texts ...string) string {
	first, size := utf8.DecodeRuneInString(name)
	capital := string(unicode.ToTitle(first))
	for _, text := range texts {
		for rest := text; ; {
			i := strings.Index(rest, capital)
			if i < 0 {
				break
			}
			rest = rest[i:]
			if len(rest) >= len(name) && strings.EqualFold(rest[:len(name)], name) && stands(text, len(text)-len(rest), len(name)) {
				return rest[:len(name)]
			}
			rest = rest[len(capital):]
		}
	}
	return capital + name[size:]
}

// stands reports whether a piece of a text is not part of a longer word.
func stands(text string, at, size int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at+size:])
	return !unicode.IsLetter(before) && !unicode.IsLetter(after)
}
