package export

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// LinkText is an article in a line, to be pasted: its title and source, and its address.
func LinkText(a Article) string {
	head := a.headline()
	if s := plain(a.Source); s != "" {
		head += " — " + s
	}
	if link := a.address(); link != "" {
		return head + ", " + link
	}
	return head
}

// mailAtMost bounds a mailto address: what systems hand to a program is cut, or
// refused, not far above it.
const mailAtMost = 2000

// Mail is an address that begins a mail about an article (RFC 6068): the title as
// its subject, and title, beginning and address as its text.
func Mail(a Article) string {
	subject := cut(a.headline(), 200)
	before := LinkText(Article{Article: a.Article, Source: a.Source})
	if len(mailto(subject, before)) > mailAtMost {
		before = a.address() // a title of pages, or an address of lines
	}
	if len(mailto(subject, before)) > mailAtMost {
		before = ""
	}
	lead := plain(a.Lead)
	for lead != "" {
		whole := mailto(subject, before+"\n\n"+lead)
		if len(whole) <= mailAtMost {
			return whole
		}
		lead = cut(lead, len(lead)*2/3)
	}
	return mailto(subject, before)
}

func mailto(subject, body string) string {
	return "mailto:?subject=" + percent(subject) + "&body=" + percent(strings.ReplaceAll(body, "\n", "\r\n"))
}

// percent escapes as mail programs read it: they do not take + for a space.
func percent(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

// cut shortens a text to at most so many bytes, at a word if there is one, with "…".
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	most -= len("…")
	if most <= 0 {
		return ""
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	short := s[:most]
	if at := strings.LastIndexByte(short, ' '); at > most/2 {
		short = short[:at]
	}
	return strings.TrimRight(short, " ,;:–—-") + "…"
}
