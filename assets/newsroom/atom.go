package newsroom

import (
	"encoding/xml"
	"time"
)

// Atom, RFC 4287.
type atomDoc struct {
	XMLName  xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	Language string     `xml:"xml:lang,attr"`
	ID       string     `xml:"id"`
	Title    string     `xml:"title"`
	Subtitle string     `xml:"subtitle"`
	Updated  string     `xml:"updated"`
	Icon     string     `xml:"icon"`
	Links    []atomLink `xml:"link"`
	Entries  []atomEntry
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	XMLName   xml.Name      `xml:"entry"`
	ID        string        `xml:"id"`
	Title     string        `xml:"title"`
	Links     []atomLink    `xml:"link"`
	Published string        `xml:"published"`
	Updated   string        `xml:"updated"`
	Author    *atomPerson   `xml:"author,omitempty"`
	Category  *atomCategory `xml:"category,omitempty"`
	Summary   string        `xml:"summary"`
	Content   *atomText     `xml:"content,omitempty"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

func (n *Newsroom) atomFeed(s Source, list []Article, base string) atomDoc {
	doc := atomDoc{
		Language: s.Language, ID: "tag:" + s.Slug + ".example,2026:feed",
		Title: s.Title, Subtitle: s.Description,
		Updated: n.modified(list).Format(time.RFC3339), Icon: base + s.Home + "favicon.png",
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: base + s.feedPath()},
			{Rel: "alternate", Type: "text/html", Href: base + s.Home},
		},
	}
	for _, a := range list {
		doc.Entries = append(doc.Entries, n.atomEntry(s, a, base))
	}
	return doc
}

func (n *Newsroom) atomEntry(s Source, a Article, base string) atomEntry {
	date := a.Published.Format(time.RFC3339)
	e := atomEntry{
		ID: a.guid(), Title: a.Title, Published: date, Updated: date, Summary: a.Lead(),
		Links: []atomLink{{Rel: "alternate", Type: "text/html", Href: base + a.path()}},
	}
	if a.Author != "" {
		e.Author = &atomPerson{a.Author}
	} else {
		e.Author = &atomPerson{s.Title} // RFC 4287, 4.1.2: an entry has an author
	}
	if name := s.sections[a.Section]; name != "" {
		e.Category = &atomCategory{a.Section, name}
	}
	if s.Full {
		e.Content = &atomText{"html", n.content(s, a, base)}
	}
	if p := a.picturePath(); p != "" {
		e.Links = append(e.Links, atomLink{Rel: "enclosure", Type: "image/jpeg", Href: base + p})
	}
	return e
}
