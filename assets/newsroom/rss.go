package newsroom

import (
	"encoding/xml"
	"time"
)

// RSS 2.0 with the content, dc, media, atom and syndication modules. Names
// carry their prefix, because that is how encoding/xml writes them untouched.
type rssDoc struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Content string   `xml:"xmlns:content,attr"`
	DC      string   `xml:"xmlns:dc,attr"`
	Media   string   `xml:"xmlns:media,attr"`
	Atom    string   `xml:"xmlns:atom,attr"`
	Channel rssChannel
}

type rssChannel struct {
	XMLName     xml.Name `xml:"channel"`
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	Self        atomLink `xml:"atom:link"`
	Description string   `xml:"description"`
	Language    string   `xml:"language"`
	Built       string   `xml:"lastBuildDate,omitempty"`
	TTL         int      `xml:"ttl"` // minutes
	Image       rssImage `xml:"image"`
	Items       []rssItem
}

type rssImage struct {
	URL   string `xml:"url"`
	Title string `xml:"title"`
	Link  string `xml:"link"`
}

type rssItem struct {
	XMLName     xml.Name `xml:"item"`
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	GUID        rssGUID
	Published   string `xml:"pubDate"`
	Author      string `xml:"dc:creator,omitempty"`
	Category    string `xml:"category,omitempty"`
	Description string `xml:"description"`
	Content     *cdata `xml:"content:encoded,omitempty"`
	Picture     *media `xml:"media:content,omitempty"`
}

type rssGUID struct {
	XMLName xml.Name `xml:"guid"`
	IsLink  bool     `xml:"isPermaLink,attr"`
	Value   string   `xml:",chardata"`
}

type cdata struct {
	Text string `xml:",cdata"`
}

type media struct {
	URL    string `xml:"url,attr"`
	Type   string `xml:"type,attr"`
	Medium string `xml:"medium,attr"`
	Width  int    `xml:"width,attr"`
	Height int    `xml:"height,attr"`
}

func (n *Newsroom) rssFeed(s Source, list []Article, base string) rssDoc {
	c := rssChannel{
		Title: s.Title, Link: base + s.Home, Description: s.Description, Language: s.Language,
		Self:  atomLink{Rel: "self", Type: "application/rss+xml", Href: base + s.feedPath()},
		TTL:   60,
		Image: rssImage{URL: base + s.Home + "favicon.png", Title: s.Title, Link: base + s.Home},
	}
	if len(list) > 0 {
		c.Built = list[0].Published.Format(time.RFC1123Z)
	}
	for _, a := range list {
		c.Items = append(c.Items, n.rssItem(s, a, base))
	}
	return rssDoc{
		Version: "2.0",
		Content: "http://purl.org/rss/1.0/modules/content/",
		DC:      "http://purl.org/dc/elements/1.1/",
		Media:   "http://search.yahoo.com/mrss/",
		Atom:    "http://www.w3.org/2005/Atom",
		Channel: c,
	}
}

func (n *Newsroom) rssItem(s Source, a Article, base string) rssItem {
	item := rssItem{
		Title: a.Title, Link: base + a.path(), GUID: rssGUID{Value: a.guid()},
		Published: a.Published.Format(time.RFC1123Z), Author: a.Author,
		Category: s.sections[a.Section], Description: a.Lead(),
	}
	if s.Full {
		item.Content = &cdata{n.content(s, a, base)}
	}
	if p := a.picturePath(); p != "" {
		item.Picture = &media{base + p, "image/jpeg", "image", pictureWidth, pictureHeight}
	}
	return item
}

// RSS 1.0: items stand beside the channel, which lists their addresses.
type rdfDoc struct {
	XMLName xml.Name `xml:"rdf:RDF"`
	RDF     string   `xml:"xmlns:rdf,attr"`
	RSS     string   `xml:"xmlns,attr"`
	DC      string   `xml:"xmlns:dc,attr"`
	Channel rdfChannel
	Items   []rdfItem
}

type rdfChannel struct {
	XMLName     xml.Name `xml:"channel"`
	About       string   `xml:"rdf:about,attr"`
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	Description string   `xml:"description"`
	Language    string   `xml:"dc:language"`
	Items       []rdfRef `xml:"items>rdf:Seq>rdf:li"`
}

type rdfRef struct {
	Resource string `xml:"rdf:resource,attr"`
}

type rdfItem struct {
	XMLName     xml.Name `xml:"item"`
	About       string   `xml:"rdf:about,attr"`
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	Description string   `xml:"description"`
	Date        string   `xml:"dc:date"`
	Author      string   `xml:"dc:creator,omitempty"`
	Subject     string   `xml:"dc:subject,omitempty"`
}

func rdfFeed(s Source, list []Article, base string) rdfDoc {
	doc := rdfDoc{
		RDF: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
		RSS: "http://purl.org/rss/1.0/",
		DC:  "http://purl.org/dc/elements/1.1/",
		Channel: rdfChannel{
			About: base + s.feedPath(), Title: s.Title, Link: base + s.Home,
			Description: s.Description, Language: s.Language,
		},
	}
	for _, a := range list {
		link := base + a.path()
		doc.Channel.Items = append(doc.Channel.Items, rdfRef{link})
		doc.Items = append(doc.Items, rdfItem{
			About: link, Title: a.Title, Link: link, Description: a.Lead(),
			Date: a.Published.Format(time.RFC3339), Author: a.Author, Subject: s.sections[a.Section],
		})
	}
	return doc
}
