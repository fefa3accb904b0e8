package parse

import (
	"strings"
	"unicode"
)

// Characters that change the direction of text (UAX 9). In titles they are as in texts
// (see package content): overrides, which make one text look like another, are dropped,
// embeddings become isolates, which leave alone what is around them, and each is ended.
const (
	leftIsolate  = '\u2066'
	rightIsolate = '\u2067'
	firstIsolate = '\u2068'
	isolateEnd   = '\u2069'
	maxIsolates  = 8
)

// isOdd is a quick test for characters that legible looks at.
func isOdd(r rune) bool {
	return r < ' ' || r == 0x7f || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x2069 || r == 0xfeff
}

// legible drops control characters of a short text and tames those that turn it round. A
// text of which nothing shows is empty.
func legible(s string) string {
	if strings.IndexFunc(s, isOdd) < 0 {
		return s
	}
	var b strings.Builder
	open, shows := 0, false
	for _, r := range s {
		switch r {
		case '\u202a':
			r = leftIsolate
		case '\u202b':
			r = rightIsolate
		case '\u202c':
			r = isolateEnd
		}
		switch {
		case r < ' ', r == 0x7f, r == '\u202d', r == '\u202e', r == '\ufeff':
			continue
		case r >= leftIsolate && r <= firstIsolate:
			if open == maxIsolates {
				continue
			}
			open++
		case r == isolateEnd:
			if open == 0 {
				continue
			}
			open--
		case !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r):
			shows = true
		}
		b.WriteRune(r)
	}
	if !shows {
		return ""
	}
	return b.String() + strings.Repeat(string(isolateEnd), open)
}
