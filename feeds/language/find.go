package language

import (
	"bytes"
	"unicode/utf8"
)

// A Needle is a word or phrase to be found: what FoldQuery made of it. Prefix may
// also be true because the reader asked for all words that begin so.
type Needle struct {
	Tokens []string
	Prefix bool
}

// A Place is where a needle stands in a text, in bytes. It begins and ends between
// characters as readers see them.
type Place struct{ From, To, Needle int }

// Find tells where needles stand in a text, for highlights, in order of where they
// begin; places may overlap. It reads the text once.
func Find(text string, needles []Needle) []Place {
	f := folder{marks: true}
	f.text(text)
	words := bytes.Split(f.out, []byte{' '})
	var found []Place
	for i := range f.spans {
		for n, needle := range needles {
			last := i + len(needle.Tokens) - 1
			if last < i || last >= len(f.spans) || !standsAt(words[i:], needle.Tokens, needle.Prefix) {
				continue
			}
			to := f.spans[last][1]
			if needle.single() { // of the pair that it begins, only the character itself
				to = f.spans[last][0] + Character(text[f.spans[last][0]:])
			}
			found = append(found, Place{f.spans[i][0], withMarks(text, to), n})
		}
	}
	return found
}

// single reports a needle that ends with one character of a script without spaces.
func (n Needle) single() bool {
	last := n.Tokens[len(n.Tokens)-1]
	return Spaceless(firstRune(last)) && utf8.RuneCountInString(last) == 1
}

// withMarks moves the end of a word behind the marks that folding drops.
func withMarks(text string, to int) int {
	for to < len(text) {
		r, size := utf8.DecodeRuneInString(text[to:])
		if !extends(r) {
			break
		}
		to += size
	}
	return to
}

func standsAt(words [][]byte, tokens []string, prefix bool) bool {
	for i, token := range tokens {
		if string(words[i]) == token {
			continue
		}
		if !prefix || i < len(tokens)-1 || !bytes.HasPrefix(words[i], []byte(token)) {
			return false
		}
	}
	return true
}
