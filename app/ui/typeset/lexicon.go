package typeset

import (
	"embed"
	"sync"
	"unicode"

	"github.com/go-text/typesetting/language"
)

// Word lists of scripts that write without spaces, and of Han characters; each says at its head who
// made it and under which licence.
//
//go:embed lexicon/*.txt
var lexiconFiles embed.FS

// lexicons are loaded when a text in their script is first set, which takes
// some ten milliseconds.
var lexicons = map[language.Script]func() *trie{
	language.Thai:    sync.OnceValue(func() *trie { return loadLexicon("thai") }),
	language.Lao:     sync.OnceValue(func() *trie { return loadLexicon("lao") }),
	language.Khmer:   sync.OnceValue(func() *trie { return loadLexicon("khmer") }),
	language.Han:     sync.OnceValue(func() *trie { return loadLexicon("han") }), // for selecting only
	language.Myanmar: sync.OnceValue(func() *trie { return loadLexicon("burmese") }),
}

func loadLexicon(name string) *trie {
	data, err := lexiconFiles.ReadFile("lexicon/" + name + ".txt")
	if err != nil {
		return newTrie(nil) // lines then end between syllables: a test sees to it that this is not so
	}
	return newTrie(unpack(string(data)))
}

// unpack reads words that are written as the number of letters they share with
// the word before, to base 36, and the letters that follow.
func unpack(list string) [][]uint16 {
	var out [][]uint16
	var last []uint16
	for _, f := range fields(list) {
		share := int(f[0] - '0')
		if f[0] >= 'a' {
			share = int(f[0]-'a') + 10
		}
		word := make([]uint16, 0, len(f)/3+share)
		word = append(word, last[:min(share, len(last))]...)
		for _, r := range f[1:] {
			word = append(word, uint16(r))
		}
		out = append(out, word)
		last = word
	}
	return out
}

// unspaced reports letters of scripts that write without spaces between words.
func unspaced(r rune) bool {
	if r < 0xE00 || r > 0x17FF || r > 0x109F && r < 0x1780 {
		return false
	}
	switch scriptOf(r) {
	case language.Thai, language.Lao, language.Khmer, language.Myanmar:
		return unicode.IsLetter(r) || isMark(r)
	}
	return false
}

// longestStretch bounds what is divided at a time; no phrase is longer.
const longestStretch = 4096

// divideWords finds the words of text[from:to], a stretch of letters of one
// script that is written without spaces, and returns where they begin, the
// first left out. Of all ways to divide it takes the one that leaves few letters
// outside of words of the list and has few words; what no list has is one word,
// as far as anybody can tell.
func divideWords(text []rune, from, to int) []int {
	lexicon := lexicons[scriptOf(text[from])]
	if lexicon == nil {
		return nil
	}
	var out []int
	for to-from > longestStretch {
		cut := from + longestStretch
		for cut > from+longestStretch/2 && !mayStart(text, cut) {
			cut--
		}
		out = append(append(out, divideStretch(lexicon(), text, from, cut)...), cut)
		from = cut
	}
	return append(out, divideStretch(lexicon(), text, from, to)...)
}

// way is the best division of what stands before a place.
type way struct {
	cost int32 // 1<<30: none
	back int32 // start of its last piece
}

const (
	wordCost   = 10 // of each word
	closeCost  = 4  // of a word of one or two letters more, which is oftener a part of another
	letterCost = 25 // of each letter outside of words
)

func divideStretch(lexicon *trie, text []rune, from, to int) []int {
	n := to - from
	ways := make([]way, n+1)
	for i := 1; i <= n; i++ {
		ways[i].cost = 1 << 30
	}
	reach := func(i, j int, cost int32) {
		if c := ways[i].cost + cost; c < ways[j].cost {
			ways[j] = way{c, int32(i)}
		}
	}
	ends := func(j int) bool { return j == n || mayStart(text, from+j) }
	for i := range n {
		if ways[i].cost == 1<<30 {
			continue
		}
		node := uint32(0)
		for j := i; j < n; j++ {
			if node = lexicon.next(node, text[from+j]); node == 0 {
				break
			}
			if lexicon.nodes[node].value >= 0 && ends(j+1) {
				cost := int32(wordCost)
				if j-i < 2 {
					cost += closeCost
				}
				reach(i, j+1, cost)
			}
		}
		j := i + 1
		for !ends(j) {
			j++
		}
		reach(i, j, letterCost*int32(j-i))
	}
	return trace(lexicon, ways, text, from)
}

// trace follows the best division back and joins unknown pieces.
func trace(lexicon *trie, ways []way, text []rune, from int) []int {
	var starts []int
	unknownAfter := false
	for j := len(ways) - 1; j > 0; {
		i := int(ways[j].back)
		unknown := !lexicon.has(text[from+i : from+j])
		if j < len(ways)-1 && !(unknown && unknownAfter) {
			starts = append(starts, from+j)
		}
		unknownAfter = unknown
		j = i
	}
	for a, b := 0, len(starts)-1; a < b; a, b = a+1, b-1 {
		starts[a], starts[b] = starts[b], starts[a]
	}
	return starts
}

// has reports whether a word is in the list.
func (t *trie) has(word []rune) bool {
	node := uint32(0)
	for _, r := range word {
		if node = t.next(node, r); node == 0 {
			return false
		}
	}
	return t.nodes[node].value >= 0
}

// mayStart reports whether a word may begin at text[i], as far as its letters
// show: not with a mark or a vowel that is written behind its consonant, not
// behind a vowel that is written before it, and not inside of a stack.
func mayStart(text []rune, i int) bool {
	r, before := text[i], text[i-1]
	switch {
	case isMark(r), leadingVowel(before), before == 0x17D2, before == 0x1039:
		return false
	case r >= 0xE2F && r <= 0xE33, r == 0xE45, r == 0xE46: // Thai vowels and signs that follow
		return false
	case r >= 0xEAF && r <= 0xEB3, r == 0xEC6, r == 0xEBD: // the same in Lao
		return false
	case r >= 0x1000 && r <= 0x109F: // a Burmese consonant that closes a syllable
		j := i + 1
		if j < len(text) && text[j] == 0x1037 {
			j++
		}
		return j >= len(text) || text[j] != 0x103A && text[j] != 0x1039
	}
	return true
}

// leadingVowel reports vowels of Thai and Lao that are written before their
// consonant: a syllable starts with them.
func leadingVowel(r rune) bool { return r >= 0xE40 && r <= 0xE44 || r >= 0xEC0 && r <= 0xEC4 }

// syllableMayStart reports whether a line may start with text[i], as far as one
// can tell without a list of words: with a consonant that is followed by a vowel
// of its own, not with what closes a syllable.
func syllableMayStart(text []rune, i int) bool {
	if !unicode.IsLetter(text[i]) || !mayStart(text, i) {
		return false
	}
	if text[i] < 0x1000 && !leadingVowel(text[i]) { // Thai and Lao: the next rune must make it a syllable
		return i+1 < len(text) && (isMark(text[i+1]) || text[i+1] == 0xE32 || text[i+1] == 0xE30 ||
			text[i+1] == 0xEB2 || text[i+1] == 0xEB0)
	}
	return true
}
