package language

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed stem.txt
var stemText string

// Stem cuts the commonest endings off a word, as Words gives it, so that its forms
// become one: "elections" and "election", "Wahlen" and "Wahl", "الحكومة" and
// "حكومة". It is light, for comparing texts of one language: plurals and cases, the
// article of Arabic, the particles of Korean, the past and -ing of English; no word
// becomes another part of speech, and what is left of it need not be a word. Words
// of languages without rules, and those that would become too short, stay. A stem
// is a piece of the word and costs no memory, but where a letter is put instead.
// Names are the same in many languages only as they are written: do not compare
// stems across languages.
func Stem(word, lang string) string {
	e := endingsOf(lang)
	if e == nil || word == "" || word[0] >= '0' && word[0] <= '9' {
		return word
	}
	if lang == "ar" {
		word = word[article([]byte(word)):]
	}
	for i := range e {
		word = e[i].cut(word)
	}
	return word
}

// An ending of words and what stands in its place.
type ending struct{ old, new string }

// endings are tried one after the other, the longest first, until one fits.
type endings struct {
	left int // letters that a word must have before its ending
	list []ending
	by   [256][2]uint8 // the ones that end with a byte: from, to
}

var stems = sync.OnceValue(func() map[string][]endings {
	all := map[string][]endings{}
	for line := range strings.Lines(stemText) {
		head, list, _ := strings.Cut(line, ":")
		lang, left, _ := strings.Cut(head, " ")
		e := endings{left: int(left[0] - '0')}
		for _, s := range strings.Fields(list) {
			old, replaced, cuts := strings.Cut(s, ">")
			if !cuts {
				replaced = old // stays, and no shorter ending is tried
			}
			e.list = append(e.list, ending{old, replaced})
		}
		e.sort()
		all[lang] = append(all[lang], e)
	}
	return all
})

func endingsOf(lang string) []endings { return stems()[lang] }

func (e *endings) sort() {
	last := func(s string) int { return int(s[len(s)-1]) }
	slices.SortStableFunc(e.list, func(a, b ending) int {
		if d := last(a.old) - last(b.old); d != 0 {
			return d
		}
		return len(b.old) - len(a.old)
	})
	for i, x := range e.list {
		place := &e.by[last(x.old)]
		if place[1] == 0 {
			place[0] = uint8(i)
		}
		place[1] = uint8(i + 1)
	}
}

// cut takes the ending off a word that has one of these.
func (e *endings) cut(word string) string {
	place := e.by[word[len(word)-1]]
	for _, x := range e.list[place[0]:place[1]] {
		head, ok := strings.CutSuffix(word, x.old)
		if !ok || !longer(head, e.left) {
			continue
		}
		switch {
		case x.new == "":
			return head
		case strings.HasPrefix(x.old, x.new):
			return word[:len(head)+len(x.new)]
		}
		return head + x.new
	}
	return word
}

// longer reports whether a text has so many letters, and a vowel if it is English
// ("string" is no form of "str").
func longer(head string, letters int) bool {
	return len(head) >= letters && (len(head) >= letters*utf8.UTFMax || utf8.RuneCountInString(head) >= letters) && hasVowel(head)
}

// hasVowel reports whether a word has a vowel, or is of another script than Latin.
func hasVowel(word string) bool {
	for i := range len(word) {
		switch word[i] {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			return true
		}
		if word[i] >= utf8.RuneSelf {
			return true
		}
	}
	return false
}
