package parse

import (
	"bytes"
	"cmp"
	"strings"

	"github.com/mmcdole/gofeed/atom"
	"golang.org/x/net/html"
)

// atomFeed reads Atom, whose root element was opened.
func (r *fastReader) atomFeed() *atom.Feed {
	f := &atom.Feed{Language: r.attribute("lang")}
	for open := r.open(); open && r.child(); {
		if !r.native() {
			r.extend(&f.Extensions)
			continue
		}
		switch string(r.name()) {
		case "title":
			f.Title = r.atomText()
		case "id":
			f.ID = r.atomText()
		case "updated", "modified":
			f.Updated = r.atomText()
		case "subtitle", "tagline":
			f.Subtitle = r.atomText()
		case "link":
			f.Links = append(f.Links, r.atomLink())
		case "icon":
			f.Icon = r.atomText()
		case "logo":
			f.Logo = r.atomText()
		case "rights", "copyright":
			f.Rights = r.atomText()
		case "contributor":
			f.Contributors = append(f.Contributors, r.atomPerson())
		case "author":
			f.Authors = append(f.Authors, r.atomPerson())
		case "category":
			f.Categories = append(f.Categories, r.atomCategory())
		case "entry":
			f.Entries = append(f.Entries, r.atomEntry())
		default:
			r.skip()
		}
	}
	return f
}

func (r *fastReader) atomEntry() *atom.Entry {
	e := &atom.Entry{}
	for open := r.open(); open && r.child(); {
		if !r.native() {
			r.extend(&e.Extensions)
			continue
		}
		switch string(r.name()) {
		case "title":
			e.Title = r.atomText()
		case "id":
			e.ID = r.atomText()
		case "rights", "copyright":
			e.Rights = r.atomText()
		case "summary":
			e.Summary = r.atomText()
		case "source":
			e.Source = r.atomSource()
		case "updated", "modified":
			e.Updated = r.atomText()
		case "published", "issued":
			e.Published = r.atomText()
		case "contributor":
			e.Contributors = append(e.Contributors, r.atomPerson())
		case "author":
			e.Authors = append(e.Authors, r.atomPerson())
		case "category":
			e.Categories = append(e.Categories, r.atomCategory())
		case "link":
			e.Links = append(e.Links, r.atomLink())
		case "content":
			c := &atom.Content{Type: r.attribute("type"), Src: r.attribute("src")}
			c.Value = r.atomText()
			e.Content = c
		default:
			r.skip()
		}
	}
	return e
}

// atomSource reads what an entry says of the feed that it comes from: all that a feed has
// but entries.
func (r *fastReader) atomSource() *atom.Source {
	f := r.atomFeed()
	return &atom.Source{
		Title: f.Title, ID: f.ID, Updated: f.Updated, Subtitle: f.Subtitle, Links: f.Links, Icon: f.Icon, Logo: f.Logo,
		Rights: f.Rights, Contributors: f.Contributors, Authors: f.Authors, Categories: f.Categories, Extensions: f.Extensions,
	}
}

func (r *fastReader) atomPerson() *atom.Person {
	p := &atom.Person{}
	for open := r.open(); open && r.child(); {
		switch string(r.name()) {
		case "name":
			p.Name = r.atomText()
		case "email":
			p.Email = r.atomText()
		case "uri", "url", "homepage":
			p.URI = r.atomText()
		default:
			r.skip()
		}
	}
	return p
}

func (r *fastReader) atomLink() *atom.Link {
	l := &atom.Link{
		Href: r.attribute("href"), Hreflang: r.attribute("hreflang"), Type: r.attribute("type"),
		Length: r.attribute("length"), Title: r.attribute("title"), Rel: cmp.Or(r.attribute("rel"), "alternate"),
	}
	r.skip()
	return l
}

func (r *fastReader) atomCategory() *atom.Category {
	c := &atom.Category{Term: r.attribute("term"), Scheme: r.attribute("scheme"), Label: r.attribute("label")}
	r.skip()
	return c
}

// atomText is the text of the element that was opened, by the type that it states.
func (r *fastReader) atomText() string {
	kind, mode := r.atomType()
	address := false
	switch string(r.name()) {
	case "icon", "id", "logo", "uri", "url":
		address = true
	}
	raw, marked := r.inner()
	raw = bytes.TrimSpace(raw)
	if address {
		return reshaped(r.typed(raw, marked, kind, mode))
	}
	return r.typed(raw, marked, kind, mode)
}

// atomType is what a text says of its form, in lower case; mode is of Atom 0.3.
func (r *fastReader) atomType() (kind, mode string) {
	for i := range r.attrs {
		switch _, local := splitName(r.attrs[i].name); string(local) {
		case "type":
			kind = strings.ToLower(r.characters(r.attrs[i].value))
		case "mode":
			mode = strings.ToLower(r.characters(r.attrs[i].value))
		}
	}
	return kind, mode
}

func (r *fastReader) typed(raw []byte, marked bool, kind, mode string) string {
	switch {
	case marked && bytes.Contains(raw, cdataStart):
		return r.withoutSections(raw)
	case kind == "text", strings.HasPrefix(kind, "text/"), kind == "" && mode == "":
		return r.decoded(raw)
	case strings.Contains(kind, "xhtml"):
		return withoutDiv(string(raw), marked)
	case kind == "html" && marked:
		return r.decoded([]byte(withoutDiv(string(raw), true)))
	case kind == "html":
		return r.decoded(raw)
	case mode == "base64", strings.Contains(kind, "/") && !strings.Contains(kind, "xml"):
		r.decline() // a file that is part of the text
	}
	return string(raw)
}

// withoutDiv is what stands in the div that XHTML is wrapped in (RFC 4287, section
// 3.1.1.3), if that is the only element.
func withoutDiv(text string, marked bool) string {
	if !marked {
		return text
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return text
	}
	div := onlyDiv(doc)
	if div == nil {
		return text
	}
	var out strings.Builder
	for n := div.FirstChild; n != nil; n = n.NextSibling {
		if html.Render(&out, n) != nil {
			return text
		}
	}
	return out.String()
}

// onlyDiv is the only element in the body of a page, if it is a div.
func onlyDiv(page *html.Node) (div *html.Node) {
	for n := range page.Descendants() {
		if n.Type != html.ElementNode || n.Data != "body" {
			continue
		}
		for c := range n.ChildNodes() {
			switch {
			case c.Type != html.ElementNode:
			case c.Data != "div", div != nil:
				return nil
			default:
				div = c
			}
		}
		break
	}
	return div
}
