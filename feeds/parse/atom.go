package parse

import (
	"cmp"
	"strings"

	"github.com/mmcdole/gofeed/atom"

	"tidings/feeds"
)

// atom maps Atom 1.0 (RFC 4287) and 0.3.
func (m *mapping) atom(f *atom.Feed) {
	d, o, x := m.doc, m.survey.feed, f.Extensions
	d.ID = m.link(o, "id", f.ID)
	d.Title = cmp.Or(plain(m.markup(f.Title)), plain(value(x, "dc:title")))
	d.Description = plain(cmp.Or(m.markup(f.Subtitle), value(x, "itunes:summary", "itunes:subtitle", "media:description")))
	d.Info = cmp.Or(m.survey.info, plain(value(x, "feedburner:browserFriendly")))
	d.Rights = plain(cmp.Or(m.markup(f.Rights), value(x, rights...)))
	for _, l := range f.Links {
		if l.Rel == "self" {
			d.URL = cmp.Or(d.URL, m.link(o, "link", l.Href))
		}
	}
	d.Site = m.link(o, "link", alternate(f.Links))
	d.Language = languageTag(cmp.Or(f.Language, o.lang, value(x, "dc:language")))
	d.Icon = m.link(o, "icon", cmp.Or(f.Icon, f.Logo, value(x, "webfeeds:icon")))
	d.Updated = m.date(f.Updated, value(x, "dcterms:modified"), value(x, "dc:date"))
	d.Published = m.date(value(x, "dcterms:issued"))
	d.Authors = m.atomPeople(o, f.Authors)
	d.Categories = atomCategories(f.Categories)
	d.TTL = syndication(value(x, "sy:updatePeriod"), value(x, "sy:updateFrequency"))
	d.Entries = make([]feeds.Entry, len(f.Entries))
	for i, entry := range f.Entries {
		m.entry(&d.Entries[i], entry, m.origin(i))
	}
}

func (m *mapping) entry(e *feeds.Entry, entry *atom.Entry, o origin) {
	x := entry.Extensions
	e.GUID = entry.ID
	e.Link = m.link(o, "link", cmp.Or(value(x, "feedburner:origLink"), alternate(entry.Links)))
	if e.Link == "" && entry.Content != nil && isPage(entry.Content.Type) {
		e.Link = m.link(o, "content", entry.Content.Src)
	}
	if e.Link == "" && isWeb(entry.ID) {
		e.Link = entry.ID
	}
	e.Title = plain(m.markup(cmp.Or(entry.Title, value(x, "dc:title"))))
	if o.lang != m.survey.feed.lang {
		e.Language = languageTag(o.lang)
	}
	e.Published = m.date(entry.Published, value(x, "dcterms:issued"), value(x, "dcterms:created"), value(x, "dc:date"))
	e.Updated = m.date(entry.Updated, value(x, "dcterms:modified"))
	settleDates(e)
	m.entryText(e, entry, o)
	e.Rights = plain(cmp.Or(m.markup(entry.Rights), value(x, rights...)))
	e.CommentCount = amount(value(x, "thr:total", "slash:comments"))
	e.Authors = m.atomPeople(o, entry.Authors)
	if len(e.Authors) == 0 && entry.Source != nil {
		e.Authors = m.atomPeople(o, entry.Source.Authors)
	}
	for _, v := range values(x, "dc", "creator") {
		(*people)(&e.Authors).add(person(v))
	}
	e.Categories = atomCategories(entry.Categories)
	categorize(&e.Categories, values(x, "dc", "subject")...)
	m.entryLinks(e, entry.Links, o)
	if c := entry.Content; c != nil && isFile(c.Type) {
		enclose(e, feeds.Enclosure{URL: m.link(o, "content", c.Src), Type: c.Type})
	}
	m.podcast(o, e, x)
	m.media(o, e, x)
	m.simpleChapters(o, e, x)
	playFor(e, duration(value(x, "itunes:duration")))
	for _, c := range e.Enclosures {
		if e.Image == "" && isPicture(c.Type, "", c.URL) {
			e.Image = c.URL
		}
	}
}

// entryText finds summary and content. gofeed tells the type of content alone;
// what is plain text there becomes HTML.
func (m *mapping) entryText(e *feeds.Entry, entry *atom.Entry, o origin) {
	content := ""
	if c := entry.Content; c != nil && !isFile(c.Type) {
		content = c.Value
		if kind := strings.ToLower(c.Type); kind == "text" || kind == "text/plain" {
			content = asHTML(content)
		}
	}
	e.Summary = m.html(o, "summary", e, entry.Summary)
	e.Content = m.html(o, "content", e, content)
	if e.Content == e.Summary {
		e.Content = ""
	}
}

// entryLinks reads the links that are not the entry's own address.
func (m *mapping) entryLinks(e *feeds.Entry, links []*atom.Link, o origin) {
	for _, l := range links {
		address := m.link(o, "link", l.Href)
		switch l.Rel {
		case "enclosure":
			enclose(e, feeds.Enclosure{URL: address, Type: l.Type, Length: size(l.Length), Title: plain(l.Title)})
		case "replies":
			if isPage(l.Type) {
				e.Comments = cmp.Or(e.Comments, address)
			}
		case feeds.RelVia:
			relate(e, feeds.Link{Rel: feeds.RelVia, URL: address, Type: l.Type, Title: plain(l.Title), Language: languageTag(l.Hreflang)})
		}
	}
}

// alternate is the address of the page for people: the link of that relation,
// HTML before others; else one that leads to the article in another way.
func alternate(links []*atom.Link) string {
	var page, other, last string
	for _, l := range links {
		switch {
		case l.Rel == "alternate" && isPage(l.Type):
			page = cmp.Or(page, l.Href)
		case l.Rel == "alternate":
			other = cmp.Or(other, l.Href)
		case l.Rel == "via", l.Rel == "related":
			last = cmp.Or(last, l.Href)
		}
	}
	return cmp.Or(page, other, last)
}

// isPage reports whether a media type is of a page for people; so is none.
func isPage(mediaType string) bool {
	return mediaType == "" || strings.Contains(mediaType, "html")
}

// isFile reports whether content of this type is no text.
func isFile(mediaType string) bool {
	family, _, _ := strings.Cut(strings.ToLower(mediaType), "/")
	return family == "image" || family == "audio" || family == "video"
}

func (m *mapping) atomPeople(o origin, list []*atom.Person) []feeds.Author {
	var p people
	for _, a := range list {
		author := person(a.Name)
		author.Email = cmp.Or(strings.TrimSpace(a.Email), author.Email)
		author.URL = cmp.Or(m.link(o, "author", a.URI), author.URL)
		p.add(author)
	}
	return p
}

// atomCategories keeps term and label where they differ, in that order. A term
// that is an address or says what kind of thing an entry is helps nobody.
func atomCategories(list []*atom.Category) []string {
	var out []string
	for _, c := range list {
		switch {
		case strings.HasSuffix(c.Scheme, "#kind"):
		case isWeb(c.Term):
			categorize(&out, c.Label)
		default:
			categorize(&out, c.Term, c.Label)
		}
	}
	return out
}
