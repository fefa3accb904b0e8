package parse

import (
	"bytes"
	"html"
	"regexp"
	"strings"
)

// plain makes plain text of a title or another short text, which publishers
// write as text, as HTML, or as either, escaped once too often. What looks like
// a tag and is none ("a < b", "<T>") stays.
func plain(s string) string {
	s = unwrapped(s)
	if strings.IndexByte(s, '<') >= 0 {
		s = withoutTags(s)
	}
	return oneLine(unescape(s))
}

// plainMarkup makes plain text of what stands in an element: markup, markup that
// is escaped, or CDATA.
func plainMarkup(inner string) string {
	if before, rest, ok := strings.Cut(inner, "<![CDATA["); ok {
		text, after, _ := strings.Cut(rest, "]]>")
		return plain(unescape(before) + text + unescape(after))
	}
	if strings.IndexByte(inner, '<') >= 0 {
		return plain(inner)
	}
	return plain(unescape(inner))
}

// oneLine makes one space of all white space in a row, and leaves out characters that
// short texts have no use for: see legible.
func oneLine(s string) string {
	space := true // at the beginning none is wanted
	for i := range len(s) {
		c := s[i]
		if c == ' ' && space || c < ' ' || c == 0x7f || c == 0xc2 || c == 0xe2 || c == 0xef {
			return strings.Join(strings.Fields(legible(strings.Join(strings.Fields(s), " "))), " ")
		}
		space = c == ' '
	}
	return strings.TrimSuffix(s, " ")
}

// inlineTags are the elements that occur in titles. The others that a title
// speaks of ("How <title> works") are text.
var inlineTags = map[string]bool{
	"a": true, "abbr": true, "b": true, "bdi": true, "bdo": true, "big": true, "cite": true, "code": true,
	"del": true, "div": true, "em": true, "font": true, "h1": true, "h2": true, "h3": true, "i": true,
	"ins": true, "kbd": true, "li": true, "mark": true, "math": true, "mi": true, "mn": true, "mo": true,
	"mrow": true, "msub": true, "msup": true, "nobr": true, "p": true, "q": true, "s": true, "small": true,
	"span": true, "strike": true, "strong": true, "sub": true, "sup": true, "time": true, "tt": true,
	"u": true, "ul": true, "ol": true, "var": true, "table": true, "tr": true, "td": true, "th": true,
	"tbody": true, "blockquote": true, "pre": true, "object": true, "applet": true, "iframe": true,
	"center": true, "blink": true, "frameset": true,
}

// emptyTags have no end tag; they are a space.
var emptyTags = map[string]bool{
	"br": true, "img": true, "hr": true, "wbr": true, "embed": true, "link": true, "meta": true,
	"input": true, "frame": true,
}

// silentTags have content that is not text.
var silentTags = map[string]bool{"script": true, "style": true}

// withoutTags removes the tags of HTML: those with an end tag, and those that
// never have one.
func withoutTags(s string) string {
	t := tagRemover{text: s, doc: []byte(s), lower: strings.ToLower(s), ends: map[string]int{}}
	var b strings.Builder
	done := 0
	sc := scanner{doc: t.doc}
	for m, ok := sc.next(); ok; m, ok = sc.next() {
		if gap, end, is := t.tag(m); is {
			b.WriteString(s[done:m.start])
			b.WriteString(gap)
			done, sc.pos = end, end
		}
	}
	b.WriteString(s[done:])
	return b.String()
}

// A tagRemover knows where the last end tag of each element is.
type tagRemover struct {
	text, lower string
	doc         []byte // text
	ends        map[string]int
}

func (t *tagRemover) endsAfter(name string, pos int) bool {
	last, ok := t.ends[name]
	if !ok {
		last = strings.LastIndex(t.lower, "</"+name)
		t.ends[name] = last
	}
	return last >= pos
}

// tag reports whether markup in a short text is a tag, what stands for it, and
// where the text goes on.
func (t *tagRemover) tag(m markup) (gap string, end int, ok bool) {
	name := strings.ToLower(string(m.name))
	switch m.kind {
	case otherMarkup:
		return "", m.end, true
	case cutOff: // a comment that is not closed ends with its first >
		if i := strings.IndexByte(t.text[m.start:], '>'); i >= 0 && strings.HasPrefix(t.text[m.start:], "<!--") {
			return "", m.start + i + 1, true
		}
	case closeTag:
		return "", m.end, inlineTags[name] || silentTags[name]
	case openTag, emptyTag:
		switch {
		case emptyTags[name]:
			return " ", m.end, true
		case m.kind == emptyTag:
			return "", m.end, inlineTags[name]
		case silentTags[name]:
			if !t.endsAfter(name, m.end) {
				return "", m.end, false
			}
			return "", m.end + strings.Index(t.text[m.end:], "</"), true
		}
		if hasValue(m.attributes(t.doc)) { // what people speak of has none
			return " ", m.end, true
		}
		return "", m.end, inlineTags[name] && t.endsAfter(name, m.end)
	}
	return "", m.end, false
}

// unwrapped takes a text out of the CDATA that was put around it once too often.
func unwrapped(text string) string {
	inner, ok := strings.CutPrefix(text, "<![CDATA[")
	if !ok {
		return text
	}
	for _, end := range []string{"]]>", "]]&gt;"} {
		if out, ok := strings.CutSuffix(inner, end); ok {
			return strings.TrimSpace(out)
		}
	}
	return text
}

// hasValue reports whether there is an attribute with a value in quotation marks.
func hasValue(attributes []byte) bool {
	for a := range attributesIn(attributes) {
		if a.at > 0 && len(a.name) > 0 && (attributes[a.at-1] == '"' || attributes[a.at-1] == '\'') {
			return true
		}
	}
	return false
}

// asHTML makes HTML of a text that the format says is plain, unless it clearly
// is HTML all the same.
func asHTML(text string) string {
	if text == "" || looksLikeHTML(text) {
		return text
	}
	text = html.EscapeString(strings.ReplaceAll(strings.TrimSpace(text), "\r\n", "\n"))
	if !strings.Contains(text, "\n") {
		return text
	}
	text = strings.ReplaceAll(text, "\n\n", "</p><p>")
	return "<p>" + strings.ReplaceAll(text, "\n", "<br>") + "</p>"
}

// looksLikeHTML reports whether a text has a tag as HTML has them.
func looksLikeHTML(text string) bool {
	s := scanner{doc: []byte(text)}
	for m, ok := s.next(); ok; m, ok = s.next() {
		name := strings.ToLower(string(m.name))
		if (m.kind == closeTag && inlineTags[name]) || emptyTags[name] {
			return true
		}
	}
	return false
}

// xhtmlPrefix declares a prefix for XHTML.
var xhtmlPrefix = regexp.MustCompile(`xmlns:([A-Za-z][\w.-]*)\s*=\s*["']http://www\.w3\.org/1999/xhtml["']`)

// xhtmlReplacer takes the prefix off the tags of a document that declares one for XHTML;
// it is nil for others, which nearly all are.
func xhtmlReplacer(doc []byte) *strings.Replacer {
	if !bytes.Contains(doc, []byte("1999/xhtml")) {
		return nil
	}
	m := xhtmlPrefix.FindSubmatch(doc)
	if m == nil {
		return nil
	}
	prefix := string(m[1]) + ":"
	return strings.NewReplacer("<"+prefix, "<", "</"+prefix, "</")
}
