package parse

import (
	"bytes"
	"net/http"
	"regexp"
	"strings"
	"unicode"
)

// format of a feed, by its root element.
type format int

const (
	unknown format = iota
	rssFormat
	rdfFormat
	atomFormat
)

// rootFormat is the format that a root element of this name stands for.
func rootFormat(name []byte) format {
	_, local := splitName(name)
	switch strings.ToLower(string(local)) {
	case "rss":
		return rssFormat
	case "rdf":
		return rdfFormat
	case "feed":
		return atomFormat
	}
	return unknown
}

// findRoot finds the root element of a feed: the first element of the document,
// or, where a script's error message or a page stands before the feed, the
// first start tag that looks like the root of one, or else what may be left of one.
func findRoot(text []byte) (f format, at int) {
	if first, ok := firstTag(text); ok {
		if f := rootFormat(first.name); f != unknown {
			return f, first.start
		}
		if strings.EqualFold(string(first.name), "html") {
			return declaredRoot(text)
		}
	}
	s := scanner{doc: text}
	for m, ok := s.next(); ok; m, ok = s.next() {
		if m.kind != openTag {
			continue
		}
		if f := rootFormat(m.name); f != unknown && looksLikeRoot(m, text) {
			return f, m.start
		}
	}
	return damagedRoot(text)
}

// damagedRoot finds the first element of a document that is a feed by what is in
// it: a channel, which in the Channel Definition Format has no root around, or
// Atom's namespace.
func damagedRoot(text []byte) (format, int) {
	s := scanner{doc: text}
	var tags []markup
	for m, ok := s.next(); ok && len(tags) < 2; m, ok = s.next() {
		if m.kind != openTag {
			continue
		}
		if tags = append(tags, m); isChannel(m.name) {
			return rssFormat, tags[0].start
		}
	}
	if len(tags) > 0 && bytes.Contains(tags[0].attributes(text), []byte(atomNamespaces[0])) {
		return atomFormat, tags[0].start
	}
	return unknown, 0
}

// declaredRoot finds a feed inside of a web page: behind an XML declaration,
// because a page may well mention elements of feeds.
func declaredRoot(text []byte) (format, int) {
	i := bytes.LastIndex(text, []byte("<?xml"))
	if i < 0 {
		return unknown, 0
	}
	first, ok := firstTag(text[i:])
	if !ok {
		return unknown, 0
	}
	return rootFormat(first.name), i + first.start
}

// firstTag is the first tag of a document in which nothing but white space,
// comments and declarations stands before it.
func firstTag(text []byte) (markup, bool) {
	s := scanner{doc: text}
	end := 0
	for m, ok := s.next(); ok; m, ok = s.next() {
		if len(bytes.TrimFunc(text[end:m.start], isBlank)) > 0 {
			break
		}
		switch m.kind {
		case openTag, emptyTag:
			return m, true
		case closeTag, cdata, cutOff:
			return markup{}, false
		}
		end = m.end
	}
	return markup{}, false
}

// isBlank reports whether a character before or after a feed is nothing: white
// space, a mark that stands in the wrong place, a zero.
func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == 0 }

// jsonVersion is how nearly all JSON Feeds begin, by which one is found behind a
// script's error message. Slashes may be escaped.
var jsonVersion = regexp.MustCompile(`\{\s*"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org`)

func looksLikeRoot(m markup, text []byte) bool {
	attrs := m.attributes(text)
	return bytes.Contains(attrs, []byte("xmlns")) || bytes.Contains(attrs, []byte("version"))
}

// kindOf says what a document that is not a feed looks like; text is body in
// UTF-8.
func kindOf(body, text []byte, contentType string) string {
	if first, ok := firstTag(text); ok {
		switch name := strings.ToLower(string(first.name)); name {
		case "html", "head", "body":
			return "html"
		case "opml":
			return "opml"
		case "urlset", "sitemapindex":
			return "sitemap"
		}
		if bytes.Contains(text[:first.start], []byte("<?xml")) {
			return "xml"
		}
	}
	media, _, _ := strings.Cut(http.DetectContentType(body), ";")
	family, sub, _ := strings.Cut(media, "/")
	switch {
	case strings.HasPrefix(strings.ToLower(contentType), "text/html"), media == "text/html":
		return "html"
	case media == "text/xml":
		return "xml"
	case family == "image", family == "audio", family == "video":
		return family
	case sub == "pdf":
		return "pdf"
	case sub == "zip", sub == "x-gzip", sub == "x-rar-compressed":
		return "archive"
	case family == "text":
		return "text"
	}
	return "binary"
}
