package typeset

import (
	"embed"
	"strings"
	"sync"
	"unicode"

	"github.com/go-text/typesetting/language"
)

// Patterns of the project hyph-utf8, one file for each language; each says at
// its head who made it and under which licence.
//
//go:embed patterns/*.txt
var patternFiles embed.FS

// A hyphen leaves at least two letters on its line and takes three to the next:
// patterns allow fewer in some languages, which reads badly in narrow columns.
const (
	leastBefore = 2
	leastAfter  = 3
	longestSlit = 90 // letters of a word that is looked at

	leastRescued = 12 // letters of a word that may be longer than a line
)

// hyphenator knows where the words of a language may be divided.
type hyphenator struct {
	patterns   *trie
	values     []byte // of all patterns, one behind the other
	at         []uint32
	exceptions map[string]string // word to where it may be divided, as a string of positions

	mu     sync.RWMutex
	known  map[string][]uint8
	script language.Script
}

// sources are the files of patterns by language tag; a primary tag stands for
// all that begin so and have no file of their own.
var sources = map[string]string{
	"be": "be", "bg": "bg", "ca": "ca", "cy": "cy", "da": "da", "de": "de", "el": "el", "en": "en",
	"en-gb": "en-gb", "en-ie": "en-gb", "en-au": "en-gb", "en-nz": "en-gb", "en-in": "en-gb", "en-za": "en-gb",
	"es": "es", "et": "et", "eu": "eu", "fi": "fi", "fr": "fr", "gl": "gl", "hr": "hr", "bs": "hr",
	"is": "is", "it": "it", "la": "la", "lt": "lt", "nb": "nb", "nn": "nb", "no": "nb", "nl": "nl",
	"pl": "pl", "pt": "pt", "ru": "ru", "sl": "sl", "sr": "sr", "sr-latn": "sr-latn", "sh": "sr-latn",
	"sv": "sv", "tr": "tr", "uk": "uk",
}

// loaded are the languages that a text has asked for.
var loaded struct {
	mu sync.Mutex
	of map[string]*hyphenator
}

// sourceOf is the file for a language (BCP 47); empty if its words are not divided.
func sourceOf(lang string) string {
	lang = strings.ToLower(strings.ReplaceAll(lang, "_", "-"))
	for lang != "" {
		if name, ok := sources[lang]; ok {
			return name
		}
		cut := strings.LastIndexByte(lang, '-')
		lang = lang[:max(0, cut)]
	}
	return ""
}

// hyphenatorOf loads the patterns of a language when they are first needed,
// which takes some milliseconds; nil if there are none.
func hyphenatorOf(lang string) *hyphenator {
	name := sourceOf(lang)
	if name == "" {
		return nil
	}
	loaded.mu.Lock()
	defer loaded.mu.Unlock()
	if h := loaded.of[name]; h != nil {
		return h
	}
	data, err := patternFiles.ReadFile("patterns/" + name + ".txt")
	if err != nil {
		return nil // the table names a file that is not there: a test sees to it
	}
	if loaded.of == nil {
		loaded.of = map[string]*hyphenator{}
	}
	h := newHyphenator(string(data))
	loaded.of[name] = h
	return h
}

// newHyphenator reads patterns, sorted by their letters, and behind the word
// "exceptions" words with their hyphens.
func newHyphenator(list string) *hyphenator {
	h := &hyphenator{exceptions: map[string]string{}, known: map[string][]uint8{}}
	words := fields(list)
	var letters [][]uint16
	for i, w := range words {
		if w == "exceptions" {
			for _, x := range words[i+1:] {
				h.except(x)
			}
			break
		}
		var word []uint16
		h.at = append(h.at, uint32(len(h.values)))
		digit := byte(0)
		for _, r := range w {
			if r >= '0' && r <= '9' {
				digit = byte(r - '0')
				continue
			}
			word, h.values = append(word, uint16(r)), append(h.values, digit)
			digit = 0
			if h.script == 0 && unicode.IsLetter(r) {
				h.script = scriptOf(r)
			}
		}
		h.values = append(h.values, digit)
		letters = append(letters, word)
	}
	h.patterns = newTrie(letters)
	return h
}

// except notes where a word is divided that patterns would divide wrongly.
func (h *hyphenator) except(word string) {
	var at []byte
	n := 0
	for _, r := range word {
		if r == '-' {
			at = append(at, byte(n))
		} else {
			n++
		}
	}
	h.exceptions[strings.ToLower(strings.ReplaceAll(word, "-", ""))] = string(at)
}

// slits are the places where a word of small letters may be divided, ascending.
func (h *hyphenator) slits(word []rune) []uint8 {
	key := string(word)
	h.mu.RLock()
	at, ok := h.known[key]
	h.mu.RUnlock()
	if ok {
		return at
	}
	at = h.divide(key, word)
	h.mu.Lock()
	if len(h.known) > 1<<14 {
		clear(h.known)
	}
	h.known[key] = at
	h.mu.Unlock()
	return at
}

// divide applies the patterns (Liang): between two letters stands the highest
// number that a pattern puts there, and odd ones divide.
func (h *hyphenator) divide(key string, word []rune) []uint8 {
	if at, ok := h.exceptions[key]; ok {
		return bounded([]uint8(at), len(word))
	}
	dotted := make([]rune, 0, len(word)+2)
	dotted = append(append(append(dotted, '.'), word...), '.')
	level := make([]byte, len(dotted)+1)
	for from := range dotted {
		node := uint32(0)
		for i := from; i < len(dotted); i++ {
			if node = h.patterns.next(node, dotted[i]); node == 0 {
				break
			}
			v := h.patterns.nodes[node].value
			if v < 0 {
				continue
			}
			for k, n := range h.values[h.at[v] : int(h.at[v])+i-from+2] {
				level[from+k] = max(level[from+k], n)
			}
		}
	}
	var at []uint8
	for i := range word {
		if level[i+1]&1 == 1 {
			at = append(at, uint8(i))
		}
	}
	return bounded(at, len(word))
}

// bounded leaves out what is too near to the ends of a word.
func bounded(at []uint8, length int) []uint8 {
	var out []uint8
	for _, i := range at {
		if i >= leastBefore && int(i)+leastAfter <= length {
			out = append(out, i)
		}
	}
	return out
}
