package export

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"

	"tidings/feeds"
)

// plain is one line of a text, without what cannot be seen and what turns the
// direction of other text around.
func plain(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r == '\uFEFF', r == '\uFFFD', r&0xFFFE == 0xFFFE, r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return strings.Join(strings.Fields(text), " ")
}

// headline is the title, or what stands for one.
func (a *Article) headline() string {
	if t := plain(a.Title); t != "" {
		return t
	}
	if lead := []rune(plain(a.Lead)); len(lead) > 0 {
		if len(lead) > 80 {
			return strings.TrimSpace(string(lead[:79])) + "…"
		}
		return string(lead)
	}
	return "(no headline)"
}

// names are those of the authors.
func (a *Article) names() []string {
	var out []string
	for _, x := range a.Authors {
		if n := plain(x.Name); n != "" {
			out = append(out, n)
		}
	}
	return out
}

func (a *Article) byline() string {
	if n := a.names(); len(n) > 0 {
		return "By " + strings.Join(n, ", ")
	}
	return ""
}

// isolated are byline and moment as they stand on paper below a headline from
// right to left: each name, the byline and the date read in a direction of their
// own (UAX #9), so that none gets between the parts of another.
func (a *Article) isolated(now time.Time) string {
	apart := func(s string) string {
		if s == "" {
			return ""
		}
		return "\u2068" + s + "\u2069"
	}
	by, names := "", a.names()
	for i, n := range names {
		names[i] = apart(n)
	}
	if len(names) > 0 {
		by = "By " + strings.Join(names, ", ")
	}
	return dotted(apart(by), apart(a.moment(now)))
}

// topics are their names.
func (a *Article) topics() []string {
	var out []string
	for _, t := range a.Topics {
		out = append(out, t.Topic.Name())
	}
	return out
}

// moment is when it was published, in the time zone of now; empty: not known.
func (a *Article) moment(now time.Time) string {
	if a.Date().IsZero() {
		return ""
	}
	return a.Date().In(now.Location()).Format("2 January 2006, 15:04 MST")
}

// address of the article's page, if it is one that a browser may open.
func (a *Article) address() string { return webAddress(a.Link) }

// webAddress is an address with nothing in it that it may not have; empty for
// one that leads nowhere on the web.
func webAddress(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" && u.Scheme != "mailto" {
		return ""
	}
	switch u.Scheme {
	case "http", "https", "mailto":
	default:
		return ""
	}
	u.RawQuery = quoted(u.RawQuery)
	u.Opaque = quoted(u.Opaque)
	return u.String()
}

// quoted is a part of an address in which everything stands escaped that must.
func quoted(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			b.WriteByte(c)
		case c <= ' ' || c >= 0x7F || strings.IndexByte("\"<>\\^`{|}%", c) >= 0:
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}

// rtl reports whether a language is written from right to left.
func rtl(tag string) bool {
	primary, rest, _ := strings.Cut(strings.ToLower(tag), "-")
	switch primary {
	case "ar", "he", "iw", "fa", "ur", "ps", "sd", "ug", "yi", "ji", "dv", "ckb", "arc", "syr":
		return !strings.Contains(rest, "latn")
	}
	return false
}

// language is a tag that programs take; empty where there is none.
func (a *Article) language() string {
	tag := strings.ReplaceAll(strings.TrimSpace(a.Language), "_", "-")
	for part := range strings.SplitSeq(tag, "-") {
		if part == "" || len(part) > 8 || strings.ContainsFunc(part, func(r rune) bool {
			return r > 127 || !unicode.IsLetter(r) && !unicode.IsDigit(r)
		}) {
			return ""
		}
	}
	return tag
}

// dir is the direction of an article by its language, for HTML; "auto" where
// that is not known.
func (a *Article) dir() string {
	switch tag := a.language(); {
	case tag == "":
		return "auto"
	case rtl(tag):
		return "rtl"
	}
	return "ltr"
}

// dotted joins what is not empty.
func dotted(parts ...string) string {
	var all []string
	for _, p := range parts {
		if p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, " · ")
}

// attached are the files that a publisher attached, chapters and transcripts among
// them, with an address that leads somewhere. Pictures are not: the article shows
// them.
func (a *Article) attached() []feeds.Enclosure {
	var out []feeds.Enclosure
	beside := a.Enclosures
	for _, l := range a.Links {
		title := cmp.Or(l.Title, dotted(l.Kind(), l.URL))
		beside = append(beside[:len(beside):len(beside)], feeds.Enclosure{URL: l.URL, Type: l.Type, Title: title})
	}
	for _, e := range beside {
		if e.URL = webAddress(e.URL); e.URL != "" && !strings.HasPrefix(e.Type, "image/") {
			if e.Title = plain(e.Title); e.Title == "" {
				e.Title = dotted(plain(e.Type), e.URL)
			}
			out = append(out, e)
		}
	}
	return out
}
