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

// Find tells where a word or phrase stands in a text, as ranges of bytes in
// order, for highlights.
func Find(text string, tokens []string, prefix bool) [][2]int {
	var found [][2]int
	for _, p := range FindAll(text, []Needle{{tokens, prefix}}) {
		if last := len(found) - 1; last >= 0 && p.From < found[last][1] {
			found[last][1] = max(found[last][1], p.To)
			continue
		}
		found = append(found, [2]int{p.From, p.To})
	}
	return found
}

// FindAll tells where needles stand in a text, in order of where they begin. It
// reads the text once.
func FindAll(text string, needles []Needle) []Place {
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
