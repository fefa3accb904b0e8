package compare

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tidings/feeds/language"
)

// A token is a word, a sign, or a character of a script without spaces, with the
// space before it: a space by itself is nothing that two texts have in common.
type token struct{ space, word string }

func words(list []token) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.word
	}
	return out
}

// paragraphs are the lines of a text, with what ends them.
func paragraphs(text string) []string { return strings.SplitAfter(text, "\n") }

// unended are paragraphs without what ends them, which the last one of a text has
// not.
func unended(list []string) []string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = strings.TrimSuffix(p, "\n")
	}
	return out
}

func join(list []string) string { return strings.Join(list, "") }

// cut makes tokens of a text. The last one is the space at its end, before
// nothing.
func cut(text string) []token {
	var out []token
	for {
		word := strings.TrimLeftFunc(text, unicode.IsSpace)
		space := text[:len(text)-len(word)]
		n := wordEnd(word)
		out = append(out, token{space, word[:n]})
		if n == 0 {
			return out
		}
		text = word[n:]
	}
}

// wordEnd is the length of the word or sign at the beginning of s. Apostrophes
// between letters and points between digits belong to the word.
func wordEnd(s string) int {
	if !inWord(s) {
		return language.Character(s)
	}
	end := 0
	for {
		end += language.Character(s[end:])
		if inWord(s[end:]) {
			continue
		}
		r, size := utf8.DecodeRuneInString(s[end:])
		if !strings.ContainsRune("'’.,", r) || size == 0 || !inWord(s[end+size:]) {
			return end
		}
		before, _ := utf8.DecodeLastRuneInString(s[:end])
		after, _ := utf8.DecodeRuneInString(s[end+size:])
		if digits := unicode.IsDigit(before) && unicode.IsDigit(after); digits == (r == '\'' || r == '’') {
			return end
		}
		end += size
	}
}

// inWord reports whether a text begins with a letter or digit of a script that
// has words.
func inWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !language.Spaceless(r)
}
