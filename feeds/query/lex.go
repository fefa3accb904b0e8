package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token of a search: a bracket, a word or what stands in quotes.
type token struct {
	kind kind
	text string // of a word, quote or pattern, without its quotes or slashes
	from int    // in bytes, with quotes
	to   int
	// glued says that nothing parts it from the token before it.
	glued bool
	// open says that the quotation or pattern is not closed: it goes to the end.
	open  bool
	flags string // of a pattern: what stands behind its last slash
}

type kind int

const (
	end kind = iota
	open
	closed
	minus
	field // a word that names a field, with its colon
	word
	quote
	pattern // a regular expression between slashes
)

// quotes maps what opens a quotation to what closes it, also as pasted from
// elsewhere and as keyboards for Chinese and Japanese give it.
var quotes = map[rune]string{
	'"': `"`, '“': `”"“`, '”': `”"`, '„': `“”"`, '«': `»`, '「': `」`, '『': `』`, '＂': `＂"`,
}

func isOpen(r rune) bool  { return r == '(' || r == '（' }
func isClose(r rune) bool { return r == ')' || r == '）' }
func isColon(r rune) bool { return r == ':' || r == '：' }
func isSpace(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// lex cuts a search into tokens; the last one is an end. A quotation that is not
// closed goes to the end.
func lex(s string) []token {
	var out []token
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		t := token{from: i, to: i + size, glued: len(out) > 0 && out[len(out)-1].to == i}
		switch {
		case isSpace(r):
			i += size
			continue
		case t.glued && out[len(out)-1].isPattern():
			t.readPattern(s)
		case isOpen(r):
			t.kind = open
		case isClose(r):
			t.kind = closed
		case r == '-' && !startsWithSpace(s[t.to:]):
			t.kind = minus
		case quotes[r] != "":
			t.readQuote(s, quotes[r])
		default:
			t.kind, t.text = lexWord(s[i:])
			t.to = i + len(t.text)
			if t.kind == field {
				t.text = strings.TrimRightFunc(t.text, isColon)
			}
		}
		out = append(out, t)
		i = t.to
	}
	return append(out, token{from: len(s), to: len(s)})
}

// readQuote reads to what closes the quotation, or to the end.
func (t *token) readQuote(s, closing string) {
	t.kind, t.text, t.to, t.open = quote, s[t.to:], len(s), true
	if n := strings.IndexAny(t.text, closing); n >= 0 {
		_, size := utf8.DecodeRuneInString(t.text[n:])
		t.to = len(s) - len(t.text) + n + size
		t.text, t.open = t.text[:n], false
	}
}

// isPattern reports the name of the field that a pattern follows.
func (t token) isPattern() bool { return t.kind == field && strings.EqualFold(t.text, "re") }

// readPattern reads from one slash to the next without a backslash before it, and
// the flags behind that.
func (t *token) readPattern(s string) {
	t.kind, t.text, t.open = pattern, s[t.to:], true
	for i := 0; i < len(t.text); i++ {
		switch t.text[i] {
		case '\\':
			i++
		case '/':
			t.flags = t.text[i+1:]
			if n := strings.IndexFunc(t.flags, func(r rune) bool { return !unicode.IsLetter(r) }); n >= 0 {
				t.flags = t.flags[:n]
			}
			t.to += i + 1 + len(t.flags)
			t.text, t.open = t.text[:i], false
			return
		}
	}
	t.to = len(s)
}

// startsWithSpace reports whether a sign before s is a dash between words.
func startsWithSpace(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isSpace(r)
}

// lexWord is the word at the beginning of s: to the next space, bracket or
// quote, or to the colon after the name of a field. "Re: the harbour" has no
// field: a pattern begins with a slash.
func lexWord(s string) (kind, string) {
	for i, r := range s {
		switch {
		case isSpace(r) || isOpen(r) || isClose(r) || quotes[r] != "":
			return word, s[:i]
		case isColon(r):
			to := i + utf8.RuneLen(r)
			name := strings.ToLower(s[:i])
			if name == "re" && !strings.HasPrefix(s[to:], "/") {
				continue
			}
			if fields[name] != nil {
				return field, s[:to]
			}
		}
	}
	return word, s
}
