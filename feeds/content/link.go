package content

import (
	"net/url"
	"strings"
	"unicode"

	"tidings/feeds"
)

// maxURL is how many bytes an address has at most, data: pictures aside.
const maxURL = 4096

// A resolver makes addresses absolute and clean.
type resolver struct {
	base    string
	parsed  *url.URL // of base; nil: not parsed yet, or it is no address
	tried   bool
	inside  bool              // some link leads into the article itself
	aliases map[string]string // ids that share a block with another
}

func (r *resolver) alias(id, of string) {
	if r.aliases == nil {
		r.aliases = map[string]string{}
	}
	if id != of {
		r.aliases[id] = of
	}
}

// link is the address that a link leads to: http, https, mailto or "#id";
// empty when it leads nowhere a reader could go.
func (r *resolver) link(ref string) string {
	ref = trimURL(ref)
	switch {
	case ref == "" || ref == "#":
		return ""
	case ref[0] == '#':
		r.inside = true
		return ref
	case hasScheme(ref, "mailto:"):
		if len(ref) > 500 {
			return ""
		}
		return "mailto:" + escapeURL(ref[len("mailto:"):])
	}
	abs := unwrapRedirect(r.resolve(ref))
	if i := strings.IndexByte(abs, '#'); i > 0 && i+1 < len(abs) && r.base != "" {
		if page, _, _ := strings.Cut(r.base, "#"); abs[:i] == page {
			r.inside = true
			return abs[i:]
		}
	}
	return abs
}

// resolve is the absolute http or https address of ref, without parameters that
// only track; empty when there is none.
func (r *resolver) resolve(ref string) string {
	ref = trimURL(ref)
	if ref == "" || len(ref) > maxURL {
		return ""
	}
	switch {
	case hasScheme(ref, "https://"):
		return webURL("https://", ref[len("https://"):])
	case hasScheme(ref, "http://"):
		return webURL("http://", ref[len("http://"):])
	case strings.HasPrefix(ref, "//"):
		if hasScheme(r.base, "http://") {
			return webURL("http://", ref[2:])
		}
		return webURL("https://", ref[2:])
	case strings.HasPrefix(ref, "www."):
		return webURL("https://", ref)
	case otherScheme(ref):
		return ""
	}
	base := r.page()
	if base == nil {
		return ""
	}
	if ref[0] == '/' && !strings.Contains(ref, "/.") {
		return webURL(base.Scheme+"://", base.Host+ref) // the common case, without parsing
	}
	u, err := base.Parse(escapeURL(ref))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	abs := u.String()
	return webURL(u.Scheme+"://", abs[len(u.Scheme)+len("://"):])
}

func (r *resolver) page() *url.URL {
	if !r.tried {
		r.tried = true
		if u, err := url.Parse(strings.TrimSpace(r.base)); err == nil && u.Host != "" &&
			(u.Scheme == "http" || u.Scheme == "https") {
			r.parsed = u
		}
	}
	return r.parsed
}

func webURL(scheme, rest string) string {
	if rest == "" || strings.IndexByte("/?#:@\\", rest[0]) >= 0 {
		return ""
	}
	out := feeds.CleanLink(scheme + escapeURL(rest))
	if len(out) > maxURL {
		return ""
	}
	return out
}

// trimURL removes what browsers remove: white space around, lines within.
func trimURL(s string) string {
	s = strings.Trim(s, " \t\n\r\f\u00A0")
	if strings.ContainsAny(s, "\t\n\r") {
		s = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(s)
	}
	return s
}

func hasScheme(s, scheme string) bool {
	return len(s) >= len(scheme) && strings.EqualFold(s[:len(scheme)], scheme)
}

// otherScheme reports whether ref begins with a scheme (RFC 3986, section 3.1).
func otherScheme(ref string) bool {
	i := strings.IndexAny(ref, ":/?#")
	return i > 0 && ref[i] == ':' && isLetter(ref[0])
}

// escapeURL percent-encodes what may not stand in an address and what would
// not survive being parsed by others. What is escaped stays as it is.
func escapeURL(s string) string {
	i := 0
	for i < len(s) && !escapes(s, i) {
		i++
	}
	if i == len(s) {
		return escapeUnseen(s)
	}
	const hex = "0123456789ABCDEF"
	out := append(make([]byte, 0, len(s)+16), s[:i]...)
	for ; i < len(s); i++ {
		if c := s[i]; escapes(s, i) {
			out = append(out, '%', hex[c>>4], hex[c&15])
		} else {
			out = append(out, c)
		}
	}
	return escapeUnseen(string(out))
}

// escapeUnseen percent-encodes characters that cannot be seen, or that change
// where others are seen.
func escapeUnseen(s string) string {
	if ascii(s) || strings.IndexFunc(s, unseen) < 0 {
		return s
	}
	var out strings.Builder
	for _, r := range s {
		if unseen(r) {
			out.WriteString(url.PathEscape(string(r)))
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}

func unseen(r rune) bool { return r >= 0x80 && !unicode.IsGraphic(r) || r > ' ' && unicode.IsSpace(r) }

func escapes(s string, i int) bool {
	switch c := s[i]; {
	case c <= ' ' || c == 0x7F || c == '"' || c == '<' || c == '>' || c == '\\' || c == '`':
		return true
	case c == '%':
		return i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2])
	}
	return false
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f' }

// redirects are pages that only pass the reader on, with the parameter that
// says where to.
var redirects = map[string]string{
	"www.google.com/url": "q", "google.com/url": "q", "l.facebook.com/l.php": "u",
	"lm.facebook.com/l.php": "u", "l.instagram.com/": "u", "t.umblr.com/redirect": "z",
	"www.youtube.com/redirect": "q", "vk.com/away.php": "to", "out.reddit.com/": "url",
	"steamcommunity.com/linkfilter/": "url", "www.linkedin.com/redir/redirect": "url",
	"slack-redir.net/link": "url", "disq.us/url": "url", "exit.sc/": "url",
}

func unwrapRedirect(link string) string {
	q := strings.IndexByte(link, '?')
	if q < 0 {
		return link
	}
	_, page, _ := strings.Cut(link[:q], "://")
	key := redirects[page]
	if key == "" {
		return link
	}
	u, err := url.Parse(link)
	if err != nil {
		return link
	}
	to := u.Query().Get(key)
	if key == "q" && to == "" {
		to = u.Query().Get("url")
	}
	var r resolver
	to = r.resolve(to)
	before, _, _ := strings.Cut(to, "?")
	if _, page, _ := strings.Cut(before, "://"); to == "" || redirects[page] != "" {
		return link
	}
	return to
}

// Absolute is the http or https address of ref as base has it, without
// parameters that only track; empty when it is none.
func Absolute(ref, base string) string {
	r := resolver{base: base}
	return r.resolve(ref)
}
