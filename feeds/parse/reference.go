package parse

import (
	"html"
	"strconv"
	"strings"
)

// numericReference reads what stands between &# and ; of a reference.
func numericReference(digits string) (rune, bool) {
	base := 10
	if d, ok := strings.CutPrefix(strings.ToLower(digits), "x"); ok {
		digits, base = d, 16
	}
	n, err := strconv.ParseUint(digits, base, 31)
	return rune(n), err == nil
}

// unescape replaces references that end in a semicolon, as XML has them. Those
// that HTML allows without one are left: "?a=1&copy=2" is an address.
func unescape(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		n := referenceLength(s)
		if n == 0 {
			b.WriteByte('&')
			s = s[1:]
			continue
		}
		plain := html.UnescapeString(s[:n])
		if plain == html.UnescapeString(s[:n-1])+";" { // &copy2; is no reference
			plain = s[:n]
		}
		b.WriteString(plain)
		s = s[n:]
	}
}

// referenceLength is the length of the reference at the beginning of s, which
// begins with &; zero if there is none.
func referenceLength(s string) int {
	for i := 1; i < len(s) && i < 40; i++ {
		c := s[i]
		switch {
		case c == ';' && i > 1:
			return i + 1
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '#' && i == 1:
		default:
			return 0
		}
	}
	return 0
}
