package content

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// longAddress is how many characters of an address are shown.
const longAddress = 200

// ShownAddress is an address as a reader should see it before following it: its
// host first and whole, in its own script unless it could be taken for another
// one, and the rest readable where nothing in it can mislead. It is empty for a
// place within the article and for what is no address.
func ShownAddress(address string) string {
	if mail, ok := strings.CutPrefix(address, "mailto:"); ok {
		mail, _, _ = strings.Cut(mail, "?")
		return "mailto:" + readable(mail, false)
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	host, turned := shownHost(u.Hostname())
	shown := u.Scheme + "://" + host
	if p := u.Port(); p != "" {
		shown += ":" + p
	}
	rest := strings.TrimPrefix(address[len(u.Scheme):], "://")
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		shown += readable(rest[i:], turned)
	}
	if short := cutRunes(shown, longAddress); len(short) < len(shown) {
		return short + "…"
	}
	return shown
}

// readable is a part of an address with its escapes as letters, where they are
// letters. None of those that run from right to left where the host does: they
// would change places with it.
func readable(s string, turned bool) string {
	plain, err := url.PathUnescape(s)
	if err != nil || !utf8.ValidString(plain) {
		plain = s
	}
	if plain == s && ascii(s) {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if s[i] == '%' {
			r, n = escapedRune(s[i:])
		}
		if r >= 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) && !(turned && rightToLeft(r)) {
			out.WriteRune(r)
		} else {
			out.WriteString(escapeNonASCII(s[i : i+n]))
		}
		i += n
	}
	return out.String()
}

// escapedRune is the character that escapes at the beginning of s stand for, and
// how long they are.
func escapedRune(s string) (rune, int) {
	var buf [utf8.UTFMax]byte
	n := 0
	for n < len(buf) && 3*n+2 < len(s) && s[3*n] == '%' && isHex(s[3*n+1]) && isHex(s[3*n+2]) {
		buf[n] = unhex(s[3*n+1])<<4 | unhex(s[3*n+2])
		n++
		if utf8.FullRune(buf[:n]) {
			break
		}
	}
	r, size := utf8.DecodeRune(buf[:n])
	if n == 0 || r == utf8.RuneError || size != n || r < 0x80 {
		return 0, 1
	}
	return r, 3 * n
}

func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}

func escapeNonASCII(s string) string {
	if ascii(s) {
		return s
	}
	return url.PathEscape(s)
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// shownHost is a host in letters, or in punycode where those could be taken for
// others, and whether it runs from right to left.
func shownHost(host string) (shown string, turned bool) {
	host = strings.ToLower(host)
	letters, err := idna.Display.ToUnicode(host)
	if err == nil && honest(letters) {
		return letters, strings.ContainsFunc(letters, rightToLeft)
	}
	if code, err := idna.Punycode.ToASCII(host); err == nil {
		return code, false
	}
	return url.PathEscape(host), false
}

// honest reports whether each label of a host is in one script, or in those that
// are written together, and not made of letters that look Latin.
func honest(host string) bool {
	labels := strings.Split(host, ".")
	top := labels[len(labels)-1]
	for _, l := range labels {
		if ascii(l) {
			continue
		}
		scripts := scriptsOf(l)
		if len(scripts) > 1 && !together(scripts) {
			return false
		}
		if ascii(top) && strings.Trim(l, looksLatin+"-0123456789") == "" {
			return false
		}
	}
	return true
}

// looksLatin are letters of other scripts that look like Latin ones (Unicode
// Technical Standard 39, confusables).
const looksLatin = "аеорсухіјѕһԁԛԝьѵӏгпᴦҽԍмткнвοανκυρτιϲєεσωոսցօհքզյա"

func scriptsOf(label string) map[string]bool {
	found := map[string]bool{}
	for _, r := range label {
		if unicode.In(r, unicode.Common, unicode.Inherited) {
			continue
		}
		name := "other"
		for _, s := range []string{"Latin", "Han", "Hiragana", "Katakana", "Hangul", "Bopomofo", "Cyrillic", "Greek", "Arabic",
			"Hebrew", "Thai", "Devanagari", "Armenian", "Georgian"} {
			if unicode.Is(unicode.Scripts[s], r) {
				name = s
				break
			}
		}
		found[name] = true
	}
	return found
}

// together reports whether scripts are those of one language: Japanese, Korean
// or Chinese, with Latin letters among them.
func together(scripts map[string]bool) bool {
	for s := range scripts {
		switch s {
		case "Latin", "Han", "Hiragana", "Katakana", "Hangul", "Bopomofo":
		default:
			return false
		}
	}
	return true
}

func rightToLeft(r rune) bool {
	return r >= 0x0590 && r <= 0x08FF || r >= 0xFB1D && r <= 0xFEFC || r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF
}
