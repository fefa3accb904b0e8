package language

import (
	_ "embed"
	"math/bits"
	"strings"
	"sync"
)

//go:embed stop.txt
var stopText string

// commonWords are the commonest words of languages. They serve twice: they are
// what articles do not differ by, and what a language is known by.
type commonWords struct {
	in    map[string]uint64 // word -> set of the languages where it is common
	tags  []string
	place map[string]int // of a language in tags, in the sets and in endings
	// endings has for each language and last byte the lengths of its words, as a
	// set: most words that are not in the list are known by them.
	endings [][256]uint32
}

var common = sync.OnceValue(func() *commonWords {
	c := &commonWords{in: make(map[string]uint64, 4096), place: map[string]int{}}
	for line := range strings.Lines(stopText) {
		tag, list, _ := strings.Cut(line, ":")
		c.place[tag] = len(c.tags)
		c.endings = append(c.endings, [256]uint32{})
		for _, w := range strings.Fields(list) {
			c.in[w] |= 1 << len(c.tags)
			c.endings[len(c.tags)][w[len(w)-1]] |= 1 << min(len(w), 31)
		}
		c.tags = append(c.tags, tag)
	}
	return c
})

// StopWords are the words of a language that are so common that they say nothing
// about a text. The zero value has none.
type StopWords struct {
	in       map[string]uint64
	bit      uint64
	endings  *[256]uint32
	hiragana bool // all words of hiragana alone are in it
}

// StopWordsOf are those of a language; none if it has no list.
func StopWordsOf(lang string) StopWords {
	c := common()
	i, ok := c.place[lang]
	if !ok {
		return StopWords{}
	}
	return StopWords{in: c.in, bit: 1 << i, endings: &c.endings[i], hiragana: lang == "ja"}
}

// Has reports whether a word, as Words gives it, is one of them.
func (s StopWords) Has(word string) bool {
	if s.endings == nil || word == "" {
		return false
	}
	if s.hiragana && isHiragana(word) {
		return true
	}
	return s.endings[word[len(word)-1]]>>min(len(word), 31)&1 != 0 && s.in[word]&s.bit != 0
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

// A tally counts the commonest words of each language in a text.
type tally struct {
	words int
	hits  [64]int
}

func (t *tally) add(text string) {
	c := common()
	for w := range Words(text) {
		if w.Number {
			continue
		}
		t.words++
		for in := c.in[w.Text]; in != 0; in &= in - 1 {
			t.hits[bits.TrailingZeros64(in)]++
		}
	}
}

// of counts the hits of a language; known is false when it has no list.
func (t *tally) of(tag string) (hits int, known bool) {
	bit, known := common().place[tag]
	if !known {
		return 0, false
	}
	return t.hits[bit], true
}

// best is the language with the most hits, and how many the next one has.
func (t *tally) best() (tag string, hits, next int) {
	at, tags := -1, common().tags
	for i, n := range t.hits[:len(tags)] {
		switch {
		case n > hits:
			at, hits, next = i, n, hits
		case n > next:
			next = n
		}
	}
	if at < 0 {
		return "", 0, 0
	}
	return tags[at], hits, next
}
