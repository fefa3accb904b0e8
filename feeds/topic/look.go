package topic

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"tidings/feeds/language"
)

// lookWords of an article are searched for names; hardly any has more.
const lookWords = 4000

// A Look is an article made ready for the own topics of the reader, so that it is
// cut into words once for all of them.
type Look struct {
	doc      Doc
	headline int // words of the headline, which come first
	words    []token
	lower    string // headline and text in lower case, for scripts without spaces
	raw      string // as they stand

	once  sync.Once
	terms terms // for likeness; counted when they are first asked for
}

// A token is a word as it is compared.
type token struct {
	text    string // lower case
	folded  string // as language.Fold gives it
	capital bool
	first   bool // of a sentence, where a capital means nothing
	pair    bool // of a script without spaces
}

// LookAt makes an article ready. It may be called on any goroutine, and the result
// asked on several at once.
func LookAt(d Doc) *Look {
	l := &Look{doc: d, raw: d.Title + "\n" + d.Text}
	l.words = tokens(d.Title, lookWords)
	l.headline = len(l.words)
	l.words = append(l.words, tokens(d.Text, lookWords)...)
	for _, w := range l.words {
		if w.pair {
			l.lower = strings.ToLower(l.raw)
			break
		}
	}
	return l
}

// tokens are the first words of a text.
func tokens(text string, most int) []token {
	list := make([]token, 0, min(len(text)/6+1, most))
	for w := range language.Words(text) {
		if len(list) == most {
			break
		}
		t := token{text: w.Text, folded: w.Text, capital: w.Cap, first: w.First}
		if !plain(w.Text) {
			r, _ := utf8.DecodeRuneInString(w.Text)
			if t.pair = language.Spaceless(r); !t.pair {
				t.folded = language.Fold(w.Text)
			}
		}
		list = append(list, t)
	}
	return list
}

// plain reports a word that folding leaves as it is.
func plain(word string) bool {
	for i := range len(word) {
		if c := word[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// contains counts a name in the raw text, with no letter or digit beside it.
func (l *Look) contains(name string, caseless bool) (headline bool, first, n int) {
	text := l.raw
	if caseless {
		text, name = strings.ToLower(text), strings.ToLower(name)
	}
	end := strings.IndexByte(text, '\n')
	for at := 0; ; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return headline, first, n
		}
		from, to := at+i, at+i+len(name)
		before, _ := utf8.DecodeLastRuneInString(text[:from])
		after, _ := utf8.DecodeRuneInString(text[to:])
		if !wordRune(before) && !wordRune(after) {
			if n == 0 {
				first = from
			}
			n++
			headline = headline || from < end
		}
		at = to
	}
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
