package typeset

import (
	"unicode"

	"github.com/go-text/typesetting/segmenter"
)

// chances finds the places where a text may be parted into lines (UAX #14).
// The rules are looked up rune by rune only where they are needed: between two
// plain words of an alphabet, with the marks that prose has around them, stands
// a space, and behind that a line may end.
type chances struct {
	seg  segmenter.Segmenter
	text []rune
	f    func(to int) // called with every place, in order, the end included
}

// find calls f for all places of the text.
func (c *chances) find() {
	first := -1        // start of the stretch that the rules are needed for
	before := -1       // start of the plain word before, if there is one
	afterQuote := true // which no opening bracket is parted from
	for i := 0; i < len(c.text); {
		word, next := tokenAt(c.text, i)
		plain := plainWord(c.text[i:word]) || word == i && c.text[i] == '\n' && before >= 0
		if plain && afterQuote && word > i && isOpeningMark(c.text[i]) {
			plain = false
		}
		switch {
		case !plain && first < 0:
			if first = i; before >= 0 {
				first = before
			}
		case plain && first >= 0:
			c.look(first, next)
			first = -1
		case plain && i > 0:
			c.f(i)
		}
		before = -1
		if plain {
			before = i
		}
		afterQuote = word == i || isQuoteMark(c.text[word-1])
		i = next
	}
	if first >= 0 {
		c.look(first, len(c.text))
	}
	if len(c.text) > 0 {
		c.f(len(c.text))
	}
}

// look applies the rules to a stretch and reports the places inside of it.
func (c *chances) look(from, to int) {
	c.seg.Init(c.text[from:to])
	lines := c.seg.LineIterator()
	for lines.Next() {
		l := lines.Line()
		if at := from + l.Offset + len(l.Text); at < to {
			c.f(at)
		}
	}
}

// tokenAt is the end of the word at a rune, and where the next one begins: behind
// its spaces or its newline.
func tokenAt(text []rune, i int) (word, next int) {
	for i < len(text) && text[i] != ' ' && text[i] != '\n' {
		i++
	}
	word = i
	if i < len(text) && text[i] == '\n' {
		return word, i + 1
	}
	for i < len(text) && text[i] == ' ' {
		i++
	}
	if i < len(text) && text[i] == '\n' {
		i++
	}
	return word, i
}

// plainWord reports whether a word is letters and digits with opening marks
// before them, closing ones behind them, and stops, commas and apostrophes
// between two of them: no line ends inside of it, and one may end before and
// behind it.
func plainWord(word []rune) bool {
	i := 0
	for i < len(word) && isOpeningMark(word[i]) {
		i++
	}
	core := i
	for i < len(word) {
		switch r := word[i]; {
		case isPlainLetter(r):
		case i > core && i+1 < len(word) && joins(word[i-1], r, word[i+1]):
		default:
			return i > core && closes(word[i:])
		}
		i++
	}
	return i > core
}

// joins reports whether a mark stands inside of a word or of a number.
func joins(a, mark, b rune) bool {
	switch mark {
	case '.', ',', '\'', '’':
		return isPlainLetter(a) && isPlainLetter(b) && isDigit(a) == isDigit(b)
	}
	return false
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// closes reports whether all marks close.
func closes(marks []rune) bool {
	for _, r := range marks {
		switch r {
		case '.', ',', ';', ':', '!', '?', ')', ']', '"', '\'', '”', '’':
		default:
			return false
		}
	}
	return true
}

func isPlainLetter(r rune) bool {
	if r < 128 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || isDigit(r)
	}
	return r >= 0xC0 && r < 0x530 && unicode.IsLetter(r)
}

func isOpeningMark(r rune) bool {
	return r == '(' || r == '[' || r == '"' || r == '\'' || r == '“' || r == '‘'
}

func isQuoteMark(r rune) bool {
	return r == '"' || r == '\'' || r == '”' || r == '’' || r == '“' || r == '‘'
}
