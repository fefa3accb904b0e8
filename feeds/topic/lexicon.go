package topic

import (
	"embed"
	"math"
	"path"
	"slices"
	"strings"
	"sync"

	"tidings/feeds"
)

// The files of the folder lexicon are word lists of our own, one a language, and
// any.txt for names that are the same in all of them. A line is
//
//	topic: word start* *end several_words strong! weak?
//
// "start*" matches every word that begins so, "*end" every word that ends so.
// Chinese, Japanese and Thai entries match anywhere, Korean ones at the start of
// a word. The lines of "abroad" are countries and capitals. A word may stand
// under several topics and counts for each with its share.
//
//go:embed lexicon/*.txt
var files embed.FS

// A lexicon is the word list of one language.
type lexicon struct {
	lang     string
	anywhere bool   // the language does not part its words
	starts   trie   // read forwards
	ends     trie   // read backwards
	sieve    *sieve // of starts; nil: the language does not part its words
	entries  []entry
	grown    string // letters that are written onto the front of words
}

// An entry is a word of the list with what it stands for.
type entry struct {
	topics []int
	weight float64
	phrase bool
}

// lends has languages that are read with the list of their nearest relative.
var lends = map[string]string{
	"pcm": "en", "rw": "rn", "zu": "xh", "gl": "pt", "ms": "id", "af": "nl", "be": "ru", "nb": "da", "nn": "da", "sk": "cs", "bs": "hr", "sl": "hr", "mk": "bg",
}

var (
	lexiconsMu sync.Mutex
	lexicons   = map[string]*lexicon{}
)

// lexiconsFor are the lists that apply to a language. Each is read when the
// first article of its language comes.
func lexiconsFor(lang string) []*lexicon {
	lexiconsMu.Lock()
	defer lexiconsMu.Unlock()
	var list []*lexicon
	if l, ok := lends[lang]; ok {
		lang = l
	}
	for _, name := range []string{"any", lang} {
		l, known := lexicons[name]
		if !known {
			if text, err := files.ReadFile(path.Join("lexicon", name+".txt")); err == nil {
				l = parse(name, string(text))
			}
			lexicons[name] = l
		}
		if l != nil {
			list = append(list, l)
		}
	}
	return list
}

func parse(lang, text string) *lexicon {
	l := &lexicon{lang: lang, anywhere: lang == "zh" || lang == "ja" || lang == "th", entries: make([]entry, 1), grown: grown[lang]}
	for line := range strings.Lines(text) {
		name, list, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(name, "#") {
			continue
		}
		topic := slices.Index(feeds.Topics, feeds.Topic(name))
		if topic < 0 {
			topic = abroad
		}
		for _, word := range strings.Fields(list) {
			l.add(word, topic)
		}
	}
	if !l.anywhere {
		l.sieve = sifted(&l.starts)
	}
	return l
}

// add puts a word of the file under a topic.
func (l *lexicon) add(word string, topic int) {
	weight := 1.0
	switch word[len(word)-1] {
	case '!':
		word, weight = word[:len(word)-1], 1.5
	case '?':
		word, weight = word[:len(word)-1], 0.5
	}
	word = strings.ReplaceAll(word, "_", " ")
	if folds(l.lang) {
		word = foldEntry(l.lang, word)
	}
	var at *int32
	switch {
	case strings.HasPrefix(word, "*"):
		at = l.ends.end(backwards(word[1:]), true)
	case strings.HasSuffix(word, "*"):
		at = l.starts.end(word[:len(word)-1], true)
	default:
		at = l.starts.end(word, l.lang == "ko")
	}
	if *at == 0 {
		*at = int32(len(l.entries))
		l.entries = append(l.entries, entry{weight: weight, phrase: strings.Contains(word, " ")})
	}
	e := &l.entries[*at]
	if !slices.Contains(e.topics, topic) {
		e.topics = append(e.topics, topic)
	}
}

// count adds to found what the list knows of a text.
func (l *lexicon) count(s *scratch, lang, text string, words []string, weight float64, found *[topics + 1]float64) {
	if len(s.counts) < len(l.entries) {
		s.counts = make([]uint8, len(l.entries))
	}
	s.entries = s.entries[:0]
	switch {
	case l.anywhere:
		l.countAnywhere(cut(text, bodyWords*6), s)
	default:
		if folds(lang) {
			s.folded = appendFolded(lang, s.folded[:0], words)
			words = s.folded
		}
		l.countWords(words, s)
	}
	slices.Sort(s.entries) // a sum of fractions depends on their order
	for _, i := range s.entries {
		n := s.counts[i]
		s.counts[i] = 0
		e := &l.entries[i]
		x := weight * e.weight * logs[n] / float64(len(e.topics))
		if e.phrase {
			x *= phraseWeight
		}
		for _, t := range e.topics {
			found[t] += x
		}
	}
}

// countWords finds at each place the longest entry.
func (l *lexicon) countWords(words []string, s *scratch) {
	for i := 0; i < len(words); {
		at, used := l.longest(words[i:])
		if at == 0 && !l.ends.empty() {
			at, used = l.ends.suffix(words[i]), 1
		}
		if at == 0 {
			if bare := l.bare(words[i]); bare != "" {
				whole := words[i]
				words[i] = bare
				at, used = l.starts.longest(words[i:])
				words[i] = whole
			}
		}
		s.hit(at, i, i+used)
		i += max(used, 1)
	}
}

// longest is that of starts.
func (l *lexicon) longest(words []string) (entry int32, used int) {
	if l.sieve.stops(words[0]) {
		return 0, 0
	}
	return l.starts.longest(words)
}

// countAnywhere finds at each character the longest entry.
func (l *lexicon) countAnywhere(text string, s *scratch) {
	text = strings.ToLower(text)
	for i := 0; i < len(text); {
		at, size := l.starts.prefix(text[i:])
		if at > 0 && size > 0 && !insideWord(text, i, i+size) {
			s.hit(at, i, i+size)
			i += size
			continue
		}
		i++
		for i < len(text) && text[i]&0xC0 == 0x80 { // the rest of the character
			i++
		}
	}
}

// logs are the logarithms of how often a word can occur, each plus one. The
// headline counts twice.
var logs = func() (t [3*bodyWords + 1]float64) {
	for n := range t {
		t[n] = math.Log1p(float64(n))
	}
	return t
}()

// insideWord reports whether a piece is cut out of a longer word in Latin letters.
func insideWord(text string, from, to int) bool {
	letter := func(i int) bool { return i >= 0 && i < len(text) && text[i]|0x20 >= 'a' && text[i]|0x20 <= 'z' }
	return letter(from) && letter(from-1) || letter(to-1) && letter(to)
}

func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && text[n]&0xC0 == 0x80 {
		n--
	}
	return text[:n]
}

func backwards(word string) string {
	b := []byte(word)
	slices.Reverse(b)
	return string(b)
}
