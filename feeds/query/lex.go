package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token of a search: a bracket, a word or what stands in quotes.
type token struct {
	kind kind
	text string // of a word or quote, without its quotes
	from int    // in bytes, with quotes
	to   int
	// glued says that nothing parts it from the token before it.
	glued bool
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
		case isOpen(r):
			t.kind = open
		case isClose(r):
			t.kind = closed
		case r == '-' && !startsWithSpace(s[t.to:]):
			t.kind = minus
		case quotes[r] != "":
			t.kind = quote
			t.text = s[t.to:]
			t.to = len(s)
			if n := strings.IndexAny(t.text, quotes[r]); n >= 0 {
				_, size := utf8.DecodeRuneInString(t.text[n:])
				t.to = len(s) - len(t.text) + n + size
				t.text = t.text[:n]
			}
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

// startsWithSpace reports whether a sign before s is a dash between words.
func startsWithSpace(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isSpace(r)
}

// lexWord is the word at the beginning of s: to the next space, bracket or
// quote, or to the colon after the name of a field.
func lexWord(s string) (kind, string) {
	for i, r := range s {
		switch {
		case isSpace(r) || isOpen(r) || isClose(r) || quotes[r] != "":
			return word, s[:i]
		case isColon(r) && fields[strings.ToLower(s[:i])] != nil:
			return field, s[:i+utf8.RuneLen(r)]
		}
	}
	return word, s
}
