package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold makes a text findable: what readers type and what publishers print
// become the same words. Lower case; no diacritics on Latin and Greek letters
// (đ, ł, ø, ß … are d, l, o, ss); ё is е; the dots of İ and ı are gone; Arabic
// without vowel signs, with one form of alef, ya and ta marbuta and without the
// article that is written onto words; Hebrew without points; Hindi without nukta; all digits 0 to 9; full-width and other
// dressed-up letters plain. A run of a script without spaces becomes
// overlapping pairs of characters and its last character alone.
//
// The result is words with one space between them. Every word is one token of
// SQLite's FTS5 with
//
//	unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'
//
// because words are made of letters, numbers and marks only.
func Fold(text string) string {
	f := folder{out: make([]byte, 0, len(text)+len(text)/2+8)}
	f.text(text)
	return string(f.out)
}

// FoldQuery folds a word or phrase that someone looks for. The tokens stand one
// after another, as a phrase, in what Fold makes of every text that has the
// word. With prefix the last one is only the beginning of a token: a single
// character of a script without spaces, or a Korean word, which its particles
// grow onto. There are no tokens when there is nothing to look for.
func FoldQuery(word string) (tokens []string, prefix bool) {
	f := folder{query: true}
	f.text(word)
	tokens = strings.Fields(string(f.out))
	if len(tokens) == 0 {
		return nil, false
	}
	last := tokens[len(tokens)-1]
	r, size := utf8.DecodeRuneInString(last)
	end, _ := utf8.DecodeLastRuneInString(last)
	return tokens, size == len(last) && Spaceless(r) || isHangul(end)
}

// A folder writes folded words.
type folder struct {
	t     *tables
	out   []byte
	query bool
	spans [][2]int // places of the words in the text, if marked
	marks bool     // wanted

	from, to int  // place of the character that is read
	inWord   bool // out ends with an open word
	start    int  // of that word, in out

	// A run of a script without spaces: its last one or two characters, which
	// wait for a mark that may follow.
	run    int // characters so far
	last   [2]rune
	places [2][2]int
}

func (f *folder) text(text string) {
	f.t = lookup()
	for i := 0; i < len(text); {
		n := 0
		if !f.marks && f.run == 0 {
			n = f.plain(text[i:])
		}
		if n == 0 {
			n = f.one(text, i)
		}
		i += n
	}
	f.closeWord()
	f.endRun(true)
}

// one takes the character at a place, of so many bytes.
func (f *folder) one(text string, i int) int {
	r, size := rune(text[i]), 1
	if r >= utf8.RuneSelf {
		r, size = utf8.DecodeRuneInString(text[i:])
	}
	f.from, f.to = i, i+size
	f.rune(r)
	return size
}

// plain takes what a text begins with that is letter for letter words of scripts with
// spaces, as most texts are all through, and returns how many bytes that is. Letters of
// more than two bytes are left to others.
func (f *folder) plain(text string) (n int) {
	for n < len(text) {
		r, size := rune(text[n]), 1
		if r >= utf8.RuneSelf {
			if r < 0xC2 || r >= 0xE0 || n+1 == len(text) || text[n+1]&0xC0 != 0x80 {
				return n
			}
			r, size = r&0x1F<<6|rune(text[n+1]&0x3F), 2
		}
		switch x := f.t.plain[r]; {
		case x == parts:
			f.closeWord()
		case x < 0 || x >= threeBytes || x >= firstMark && !f.inWord && unicode.Is(unicode.Mn, x):
			return n
		default:
			if !f.inWord {
				f.begin(0)
			}
			if x < utf8.RuneSelf {
				f.out = append(f.out, byte(x))
			} else {
				f.out = append(f.out, 0xC0|byte(x>>6), 0x80|byte(x&0x3F))
			}
		}
		n += size
	}
	return n
}

// Characters from threeBytes on take more than two bytes; marks begin at firstMark.
const (
	firstMark  = 0x0300
	threeBytes = 0x0800
)

// rune takes one character of the text.
func (f *folder) rune(r rune) {
	switch x := f.t.letter(r); {
	case x > 0 && Spaceless(x):
		f.character(x)
	case x > 0:
		f.letter(x)
	case x == parts:
		f.end()
	case x == combines:
		f.combine(r)
	case x == expands:
		f.expand(foldSlow(r))
	}
}

func (f *folder) expand(s string) {
	for _, r := range s {
		switch {
		case r == ' ':
			f.end()
		case mayCompose(r):
			f.combine(r)
		case Spaceless(r):
			f.character(r)
		default:
			f.letter(r)
		}
	}
}

// letter adds to a word of a script with spaces.
func (f *folder) letter(r rune) {
	f.endRun(false)
	if !f.inWord {
		if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r) {
			return // a mark on nothing
		}
		f.begin(f.from)
	}
	if r < utf8.RuneSelf {
		f.out = append(f.out, byte(r))
	} else {
		f.out = utf8.AppendRune(f.out, r)
	}
	if f.marks {
		f.spans[len(f.spans)-1][1] = f.to
	}
}

// begin opens a word.
func (f *folder) begin(from int) {
	if len(f.out) > 0 {
		f.out = append(f.out, ' ')
	}
	if f.marks {
		f.spans = append(f.spans, [2]int{from, from})
	}
	f.inWord, f.start = true, len(f.out)
}

// end closes the open word or run.
func (f *folder) end() {
	f.closeWord()
	f.endRun(false)
}

// closeWord closes a word of a script with spaces.
func (f *folder) closeWord() {
	if f.inWord && f.out[f.start] >= 0xD8 && f.out[f.start] <= 0xD9 { // Arabic
		n := article(f.out[f.start:])
		f.out = append(f.out[:f.start], f.out[f.start+n:]...)
	}
	f.inWord = false
}

// character adds to a run of a script without spaces.
func (f *folder) character(r rune) {
	f.closeWord()
	if f.run >= 2 {
		f.pair()
	}
	if f.run > 0 {
		f.last[0], f.places[0] = f.last[1], f.places[1]
	}
	f.last[1], f.places[1] = r, [2]int{f.from, f.to}
	f.run++
}

func (f *folder) pair() {
	f.begin(f.places[0][0])
	f.out = utf8.AppendRune(f.out, f.last[0])
	f.out = utf8.AppendRune(f.out, f.last[1])
	f.closeAt(f.places[1][1])
}

func (f *folder) closeAt(to int) {
	if f.marks {
		f.spans[len(f.spans)-1][1] = to
	}
	f.inWord = false
}

// endRun closes a run. Its last character is a word of its own, so that a single
// character finds it too. A query that ends with a run does without, because
// there the run may go on in the text.
func (f *folder) endRun(final bool) {
	if f.run == 0 {
		return
	}
	if f.run >= 2 {
		f.pair()
	}
	if f.run == 1 || !(final && f.query) {
		f.begin(f.places[1][0])
		f.out = utf8.AppendRune(f.out, f.last[1])
		f.closeAt(f.places[1][1])
	}
	f.run = 0
}

// combine puts a mark on the character before, where both make one that
// counts as another letter: й, ї, ў, が, パ and Hangul in pieces. All other
// marks are dropped.
func (f *folder) combine(r rune) {
	switch {
	case f.run > 0:
		if one, ok := compose(f.last[1], r); ok && Spaceless(one) {
			f.last[1] = one
		}
		f.places[1][1] = f.to
	case f.inWord:
		prev, size := utf8.DecodeLastRune(f.out)
		if one, ok := compose(prev, r); ok {
			f.out = utf8.AppendRune(f.out[:len(f.out)-size], one)
		}
		if f.marks {
			f.spans[len(f.spans)-1][1] = f.to
		}
	}
}

// compose gives the letter that a mark makes of a letter, if readers take it
// for another letter.
func compose(letter, mark rune) (rune, bool) {
	s := norm.NFC.String(string([]rune{letter, mark}))
	one, size := utf8.DecodeRuneInString(s)
	if size != len(s) {
		return 0, false
	}
	return one, isHangul(one) || one >= 0x3041 && one <= 0x30FF || own(one)
}
