package language

import (
	"bytes"
	"unicode/utf8"
)

// Find tells where a word or phrase stands in a text, as ranges of bytes in
// order, for highlights. tokens and prefix are what FoldQuery made of it;
// prefix may also be true because the reader asked for all words that begin so.
func Find(text string, tokens []string, prefix bool) [][2]int {
	if len(tokens) == 0 {
		return nil
	}
	f := folder{marks: true}
	f.text(text)
	words := bytes.Split(f.out, []byte{' '})
	last := tokens[len(tokens)-1]
	single := Spaceless(firstRune(last)) && utf8.RuneCountInString(last) == 1
	var found [][2]int
	for i := 0; i < len(f.spans) && i+len(tokens) <= len(words); i++ {
		if !standsAt(words[i:], tokens, prefix) {
			continue
		}
		place := [2]int{f.spans[i][0], f.spans[i+len(tokens)-1][1]}
		if single { // of the pair that it begins, only the character itself
			_, size := utf8.DecodeRuneInString(text[f.spans[i+len(tokens)-1][0]:])
			place[1] = f.spans[i+len(tokens)-1][0] + size
		}
		if last := len(found) - 1; last >= 0 && place[0] < found[last][1] {
			found[last][1] = max(found[last][1], place[1])
			continue
		}
		found = append(found, place)
	}
	return found
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
