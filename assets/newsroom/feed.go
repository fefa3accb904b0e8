package newsroom

import (
	"encoding/xml"
	"fmt"
	"strings"
	"unicode/utf16"
)

// feed is a source's feed document and its media type.
func (n *Newsroom) feed(s Source, base string) (doc []byte, mediaType string, err error) {
	list := n.Articles(s.Slug)
	switch s.Format {
	case JSONFeed:
		doc, err = n.jsonFeed(s, list, base)
		return doc, "application/feed+json", err
	case Atom:
		doc, err = marshal(s, n.atomFeed(s, list, base))
		return doc, "application/atom+xml", err
	case RDF:
		doc, err = marshal(s, rdfFeed(s, list, base))
		return doc, "application/rdf+xml", err
	default:
		doc, err = marshal(s, n.rssFeed(s, list, base))
		return doc, "application/rss+xml", err
	}
}

func marshal(s Source, v any) ([]byte, error) {
	b, err := xml.MarshalIndent(v, "", " ")
	if err != nil {
		return nil, err
	}
	head := fmt.Sprintf("<?xml version=\"1.0\" encoding=\"%s\"?>\n", s.Charset)
	return s.Charset.encode(head + string(b) + "\n"), nil
}

// encode writes text in the charset.
func (c Charset) encode(text string) []byte {
	switch c {
	case UTF16:
		out := []byte{0xFF, 0xFE}
		for _, u := range utf16.Encode([]rune(text)) {
			out = append(out, byte(u), byte(u>>8))
		}
		return out
	case Latin1:
		var out []byte
		for _, r := range text {
			if r < 256 {
				out = append(out, byte(r))
			} else {
				out = fmt.Appendf(out, "&#%d;", r)
			}
		}
		return out
	}
	return []byte(text)
}

// content is the HTML of an article in a feed: its picture and its text.
func (n *Newsroom) content(s Source, a Article, base string) string {
	if s.relative {
		base = ""
	}
	var b strings.Builder
	if p := a.picturePath(); p != "" {
		fmt.Fprintf(&b, `<figure><img src="%s" width="%d" height="%d" alt="%s">`,
			base+p, pictureWidth, pictureHeight, xmlEscape(a.Caption))
		if a.Caption != "" {
			b.WriteString("<figcaption>" + xmlEscape(a.Caption) + "</figcaption>")
		}
		b.WriteString("</figure>\n")
	}
	b.WriteString(body(a.Text, func(id ID) string { return n.address(id, base) }))
	return b.String()
}

// address of an article's page; of the front page if there is no such article.
func (n *Newsroom) address(id ID, base string) string {
	a, ok := n.Article(id)
	if !ok {
		return base + "/"
	}
	return base + a.path()
}

func xmlEscape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}

// Size of every picture, in pixels.
const (
	pictureWidth  = 960
	pictureHeight = 600
)
