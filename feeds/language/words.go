package language

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Word of a text.
type Word struct {
	Text   string // lower case, NFC
	Cap    bool   // begins with a capital
	First  bool   // first of a sentence, where a capital means nothing
	Number bool   // begins with a digit
}

// Words cuts a text into words. Runs of scripts without spaces become
// overlapping pairs of characters. A possessive 's is cut, an elided article
// (l', dell') and a Turkish suffix (Ankara'da) become words of their own, and a
// number keeps its points and commas. A word that is in lower case already is a
// piece of the text and costs no memory.
func Words(text string) iter.Seq[Word] {
	return func(yield func(Word) bool) {
		c := cutter{t: lookup(), text: text, first: true}
		for c.next() {
			if !yield(c.word) {
				return
			}
		}
	}
}

// A cutter walks over a text.
type cutter struct {
	t     *tables
	text  string
	at    int
	first bool // the next word begins a sentence
	word  Word

	// The character of a spaceless run that the next pair begins with, and
	// whether it was in a pair already.
	from, to int
	paired   bool
	odd      bool // the run has characters that are not NFC as they stand

	lower strings.Builder // words that had capitals, one behind the other
}

// next finds the next word.
func (c *cutter) next() bool {
	if c.to > c.from {
		if c.pair() {
			return true
		}
	}
	for c.at < len(c.text) {
		r, size := c.peek()
		switch k := c.t.class(r); k {
		case spaceless:
			c.paired, c.odd = false, false
			c.from, c.to = c.at, c.character(c.at)
			c.at = c.to
			if c.pair() {
				return true
			}
		case lower, upper:
			c.letters(k == upper && !unicode.IsLower(r))
			return true
		case digit:
			c.number()
			return true
		case closing:
			c.first = c.first || c.endsSentence(r, c.at+size)
			c.at += size
		default:
			c.at += size
		}
	}
	return false
}

func (c *cutter) peek() (rune, int) {
	if b := c.text[c.at]; b < utf8.RuneSelf {
		return rune(b), 1
	}
	return utf8.DecodeRuneInString(c.text[c.at:])
}

// endsSentence tells the full stop of a sentence from the one in "U.S." or
// behind an initial.
func (c *cutter) endsSentence(r rune, next int) bool {
	if r != '.' {
		return true
	}
	if next < len(c.text) && c.text[next] < utf8.RuneSelf && c.t.class(rune(c.text[next])) != other {
		return c.text[next] == '\n'
	}
	return len(c.word.Text) > 1
}

// character is the end of the character that begins at i: a letter with its marks.
func (c *cutter) character(i int) int {
	r, size := utf8.DecodeRuneInString(c.text[i:])
	c.odd = c.odd || r >= 0xF900
	i += size
	for i < len(c.text) {
		r, size := utf8.DecodeRuneInString(c.text[i:])
		k := c.t.class(r)
		if k != mark && k != joiner && !unicode.Is(unicode.Mn, r) {
			break
		}
		c.odd = true
		i += size
	}
	return i
}

// pair makes a word of the held character and the one behind it, or of the held
// one alone when the whole run is one character long.
func (c *cutter) pair() bool {
	from, to := c.from, c.to
	c.from, c.to = 0, 0
	if c.at < len(c.text) {
		if r, _ := c.peek(); c.t.class(r) == spaceless {
			c.from, c.to = c.at, c.character(c.at)
			c.at = c.to
			c.set(c.text[from:c.to], false, c.odd)
			c.paired = true
			return true
		}
	}
	if c.paired {
		return false
	}
	c.set(c.text[from:to], false, c.odd)
	return true
}

// letters reads a word of a script with spaces.
func (c *cutter) letters(capital bool) {
	start, changed, quote := c.at, false, -1
	end := start
	for c.at < len(c.text) {
		if b := c.text[c.at]; b >= 'a' && b <= 'z' { // most letters
			c.at++
			end = c.at
			continue
		}
		r, size := c.peek()
		k := c.t.class(r)
		if (r == '\'' || r == '’' || r == 'ʼ') && quote < 0 {
			quote = c.at
			c.at += size
			continue
		}
		if k != lower && k != upper && k != mark && k != digit && k != joiner {
			break
		}
		if quote >= 0 && quote == end && k == mark {
			break
		}
		changed = changed || k == upper || k == mark || k == joiner
		c.at += size
		end = c.at
	}
	if quote >= 0 && quote < end {
		end, changed = c.apostrophe(start, quote, end, changed)
	}
	c.set(c.text[start:end], capital, changed)
}

// contractions are what stands behind the apostrophe of an English word.
var contractions = map[string]bool{"t": true, "re": true, "ve": true, "ll": true, "d": true, "m": true}

// apostrophe decides how far a word goes that has an apostrophe inside. What is
// cut off is read again as a word of its own, but for the possessive.
func (c *cutter) apostrophe(start, quote, end int, changed bool) (int, bool) {
	_, size := utf8.DecodeRuneInString(c.text[quote:])
	head, tail := c.text[start:quote], c.text[quote+size:end]
	switch {
	case tail == "s" || tail == "S":
		return quote, changed
	case contractions[tail], head == "O", head == "o" && len(tail) > 2, scriptOf(firstRune(tail)) == cyrillic:
		return end, true // the apostrophe is made a plain one
	}
	c.at = quote + size
	return quote, changed
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// number reads digits, with a point or comma between two of them, and letters
// that follow at once (5g, 20th).
func (c *cutter) number() {
	start, changed := c.at, false
	for c.at < len(c.text) {
		r, size := c.peek()
		k := c.t.class(r)
		inside := (r == '.' || r == ',') && c.at+1 < len(c.text) && isDigit(c.text[c.at+1]) && isDigit(c.text[c.at-1])
		if !inside && k != digit && k != lower && k != upper && k != mark && k != joiner {
			break
		}
		changed = changed || k == upper || k == mark || k == joiner
		c.at += size
	}
	c.set(c.text[start:c.at], false, changed)
	c.word.Number = true
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// quotes makes one apostrophe of all and drops what is invisible.
var quotes = strings.NewReplacer("’", "'", "ʼ", "'", "\u00ad", "", "\u200b", "", "\u200d", "", "\u200e", "", "\u200f", "", "\u2060", "", "\ufeff", "")

func (c *cutter) set(text string, capital, changed bool) {
	if changed {
		text = c.normal(text)
	}
	c.word = Word{Text: text, Cap: capital, First: c.first}
	c.first = false
}

// lowerRoom is how many bytes of words in lower case share a piece of memory.
const lowerRoom = 256

// normal is a word in lower case and NFC. The words of a text share their memory.
func (c *cutter) normal(text string) string {
	if len(text) > lowerRoom/4 || !isASCII(text) {
		return normal(text)
	}
	if c.lower.Cap()-c.lower.Len() < len(text) {
		c.lower = strings.Builder{} // words keep the old one as long as they need it
		c.lower.Grow(lowerRoom)
	}
	from := c.lower.Len()
	for i := range len(text) {
		b := text[i]
		if b >= 'A' && b <= 'Z' {
			b |= 0x20
		}
		c.lower.WriteByte(b)
	}
	return c.lower.String()[from:]
}

// normal is a word in lower case and NFC.
func normal(text string) string {
	text = strings.ToLower(text)
	if isASCII(text) {
		return text
	}
	return norm.NFC.String(quotes.Replace(text))
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
