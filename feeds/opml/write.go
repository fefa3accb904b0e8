package opml

import (
	"bufio"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"tidings/feeds"
)

// Write writes a list of subscriptions. when is the date of its making. Passwords
// in addresses are left out: lists are passed on. What a command prints is no address that
// others should know: it stands in an attribute of our own.
func Write(w io.Writer, doc *Document, when time.Time) error {
	p := printer{bufio.NewWriter(w)}
	p.line(0, `<?xml version="1.0" encoding="UTF-8"?>`)
	p.line(0, `<opml version="2.0" xmlns:tidings="`+namespace+`">`)
	p.line(1, "<head>")
	p.line(2, "<title>"+escape(doc.Title)+"</title>")
	p.line(2, "<dateCreated>"+when.UTC().Format(time.RFC1123Z)+"</dateCreated>")
	p.line(1, "</head>")
	p.line(1, "<body>")
	p.outlines(2, doc.Outlines)
	p.line(1, "</body>")
	p.line(0, "</opml>")
	if err := p.Flush(); err != nil {
		return fmt.Errorf("write list of subscriptions: %w", err)
	}
	return nil
}

// A printer writes lines. It keeps the first error until Flush.
type printer struct{ *bufio.Writer }

func (p printer) line(depth int, text string) {
	p.WriteString(strings.Repeat("\t", depth))
	p.WriteString(text)
	p.WriteString("\n")
}

func (p printer) outlines(depth int, list []Outline) {
	for _, o := range list {
		tag := "<outline" + o.attributes()
		if len(o.Children) == 0 {
			p.line(depth, tag+"/>")
			continue
		}
		p.line(depth, tag+">")
		p.outlines(depth+1, o.Children)
		p.line(depth, "</outline>")
	}
}

func (o Outline) attributes() string {
	var b strings.Builder
	add := func(name, value string) {
		if value != "" {
			b.WriteString(" " + name + `="` + escape(value) + `"`)
		}
	}
	every := ""
	if o.Every > 0 {
		every = o.Every.String()
	}
	if o.Folder() {
		add("text", o.name())
		add("tidings:every", every)
		return b.String()
	}
	add("type", "rss")
	add("text", o.name())
	add("title", o.Title)
	if feeds.SourceOf(o.URL) == feeds.ByCommand { // no program is to take it for an address
		add("tidings:command", strings.TrimSpace(o.URL[len(feeds.CommandScheme):]))
	} else {
		add("xmlUrl", withoutPassword(o.URL))
	}
	add("htmlUrl", withoutPassword(o.Site))
	add("description", o.Description)
	add("language", o.Language)
	add("category", strings.Join(o.Categories, ","))
	add("tidings:ownTitle", o.OwnTitle)
	if o.FullText {
		add("tidings:fullText", "true")
	}
	add("tidings:every", every)
	if o.Paused {
		add("tidings:paused", "true")
	}
	if o.Again {
		add("tidings:again", "true")
	}
	add("tidings:userAgent", o.Access.UserAgent)
	add("tidings:proxy", withoutPassword(o.Access.Proxy))
	if o.Access.HTTP1 {
		add("tidings:http1", "true")
	}
	if !o.Recipe.Proper() {
		text, _ := json.Marshal(o.Recipe) // texts alone cannot fail
		add("tidings:recipe", string(text))
	}
	return b.String()
}

// withoutPassword drops name and password from an address.
func withoutPassword(address string) string {
	if !strings.Contains(address, "@") {
		return address
	}
	u, err := url.Parse(address)
	if err != nil { // no address, but what stands in it may be a password all the same
		scheme, rest, ok := strings.Cut(address, "//")
		host, path, _ := strings.Cut(rest, "/")
		if !ok {
			return address
		}
		return strings.TrimSuffix(scheme+"//"+host[strings.LastIndex(host, "@")+1:]+"/"+path, "/")
	}
	if u.User == nil {
		return address
	}
	plain, _ := feeds.CutLogin(address)
	return plain
}

// escape makes a text fit for XML: in an element or between double quotes.
func escape(text string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(text)) // a Builder never fails
	return b.String()
}
