package language

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed stop.txt
var stopText string

// A stopList has the commonest words of a language.
type stopList struct {
	words map[string]struct{}
	// endings has for each last byte the lengths of the words, as a set: most words
	// that are not in the list are known by them.
	endings  [256]uint32
	hiragana bool // all words of hiragana alone are in it
}

var stopLists = sync.OnceValue(func() map[string]*stopList {
	all := make(map[string]*stopList, 80)
	for line := range strings.Lines(stopText) {
		tag, list, _ := strings.Cut(line, ":")
		words := strings.Fields(list)
		l := &stopList{words: make(map[string]struct{}, len(words)), hiragana: tag == "ja"}
		for _, w := range words {
			l.words[w] = struct{}{}
			l.endings[w[len(w)-1]] |= 1 << min(len(w), 31)
		}
		all[tag] = l
	}
	return all
})

// StopWords are the words of a language that are so common that they say nothing
// about a text. The zero value has none.
type StopWords struct{ list *stopList }

// StopWordsOf are those of a language; none if it has no list. Bosnian has those of
// Croatian and Nynorsk those of Bokmål: they are nearly the same.
func StopWordsOf(lang string) StopWords {
	switch lang {
	case "nn":
		lang = "nb"
	case "bs":
		lang = "hr"
	}
	return StopWords{stopLists()[lang]}
}

// Has reports whether a word, as Words gives it, is one of them.
func (s StopWords) Has(word string) bool {
	if s.list == nil || word == "" {
		return false
	}
	if s.list.hiragana && isHiragana(word) {
		return true
	}
	if s.list.endings[word[len(word)-1]]>>min(len(word), 31)&1 == 0 {
		return false
	}
	_, ok := s.list.words[word]
	return ok
}

// isHiragana reports words of hiragana alone: endings and particles, mostly.
func isHiragana(word string) bool {
	for _, r := range word {
		if r < 0x3041 || r > 0x309F {
			return false
		}
	}
	return word != ""
}
