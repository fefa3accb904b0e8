package parse

import (
	"cmp"
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"tidings/feeds"
)

// rss maps RSS of any version, and RDF.
func (m *mapping) rss(f *rss.Feed) {
	m.order = orderOfDates(f)
	m.channel(f)
	m.doc.Entries = make([]feeds.Entry, len(f.Items))
	for i, item := range f.Items {
		m.item(&m.doc.Entries[i], item, m.origin(i))
	}
}

func (m *mapping) channel(f *rss.Feed) {
	d, o, x := m.doc, m.survey.feed, f.Extensions
	d.ID = cmp.Or(o.about, value(x, "atom:id", "dc:identifier"))
	d.Title = cmp.Or(plain(f.Title), plain(value(x, "dc:title", "itunes:title")))
	d.Description = plain(cmp.Or(f.Description, value(x, "dc:description", "itunes:summary", "itunes:subtitle")))
	d.Info = plain(value(x, "feedburner:browserFriendly"))
	d.Rights = plain(cmp.Or(f.Copyright, value(x, rights...)))
	site, self := channelLinks(f)
	d.Site, d.URL = m.link(o, "link", site), m.link(o, "link", self)
	d.Language = languageTag(cmp.Or(f.Language, value(x, "dc:language"), o.lang))
	d.Icon = m.link(o, "image", m.channelPicture(f))
	d.Updated = m.date(f.LastBuildDate, value(x, "dcterms:modified"), value(x, "atom:updated"), value(x, "dc:date"))
	d.Published = m.date(f.PubDate, value(x, "dcterms:issued"), value(x, "dc:date"))
	d.Authors = channelAuthors(f, m.survey.author)
	for _, c := range f.Categories {
		categorize(&d.Categories, c.Value)
	}
	categorize(&d.Categories, values(x, "dc", "subject")...)
	for _, c := range x["itunes"]["category"] {
		categorize(&d.Categories, c.Attrs["text"])
		for _, sub := range c.Children["category"] {
			categorize(&d.Categories, sub.Attrs["text"])
		}
	}
	categorize(&d.Categories, keywords(value(x, "itunes:keywords"))...)
	d.TTL = cmp.Or(ttl(f.TTL), syndication(value(x, "sy:updatePeriod"), value(x, "sy:updateFrequency")))
	d.SkipHours, d.SkipDays = skipHours(f.SkipHours), skipDays(f.SkipDays)
}

// channelLinks are the page for people and the feed's own address.
func channelLinks(f *rss.Feed) (site, self string) {
	for _, l := range f.Links {
		site = cmp.Or(site, l)
	}
	for _, l := range atomLinks(f.Extensions) {
		switch href := l.Attrs["href"]; l.Attrs["rel"] {
		case "self":
			self = cmp.Or(self, href)
		case "", "alternate":
			site = cmp.Or(site, href)
		}
	}
	return site, self
}

func (m *mapping) channelPicture(f *rss.Feed) string {
	if f.Image != nil && f.Image.URL != "" {
		return f.Image.URL
	}
	for _, i := range f.Extensions["itunes"]["image"] {
		if address := cmp.Or(i.Attrs["href"], i.Attrs["url"], strings.TrimSpace(i.Value)); address != "" {
			return address
		}
	}
	for _, t := range f.Extensions["media"]["thumbnail"] {
		return t.Attrs["url"]
	}
	return value(f.Extensions, "webfeeds:icon", "webfeeds:logo")
}

func channelAuthors(f *rss.Feed, author string) []feeds.Author {
	var p people
	p.addAll(f.ManagingEditor)
	p.add(person(author))
	for _, name := range []string{"creator", "author"} {
		for _, v := range values(f.Extensions, "dc", name) {
			p.addNames(v)
		}
	}
	p.add(person(value(f.Extensions, "itunes:author")))
	if len(p) == 0 {
		p.add(person(f.WebMaster))
	}
	return p
}

func (m *mapping) item(e *feeds.Entry, item *rss.Item, o origin) {
	x := item.Extensions
	m.itemAddress(e, item, o)
	e.Title = plain(cmp.Or(item.Title, value(x, "dc:title", "itunes:title")))
	e.Language = languageTag(value(x, "dc:language"))
	if e.Language == "" && o.lang != m.survey.feed.lang {
		e.Language = languageTag(o.lang)
	}
	e.Comments = m.link(o, "comments", cmp.Or(item.Comments, value(x, "wfw:comment")))
	e.CommentCount = amount(value(x, "slash:comments", "thr:total"))
	e.Published = m.date(item.PubDate, value(x, "dcterms:issued"), value(x, "dcterms:created"),
		value(x, "atom:published"), value(x, "dc:date"), item.Custom["date"])
	e.Updated = m.date(value(x, "dcterms:modified"), value(x, "atom:updated"), value(x, "dc:date"))
	settleDates(e)
	m.itemText(e, item, o)
	e.Rights = plain(cmp.Or(value(x, rights...), item.Custom["copyright"]))
	itemAuthors(e, item)
	itemCategories(e, item)
	for _, c := range item.Enclosures {
		enclose(e, feeds.Enclosure{URL: m.link(o, "enclosure", c.URL), Type: c.Type, Length: size(c.Length)})
	}
	m.atomItemLinks(e, atomLinks(x), o)
	m.podcast(o, e, x)
	m.media(o, e, x)
	m.simpleChapters(o, e, x)
	playFor(e, duration(value(x, "itunes:duration")))
	e.Image = cmp.Or(e.Image, m.itemPicture(item, o))
}

// atomItemLinks reads the elements atom:link of an item that are not its own
// address.
func (m *mapping) atomItemLinks(e *feeds.Entry, links []ext.Extension, o origin) {
	for _, l := range links {
		address, kind, title := m.link(o, "link", l.Attrs["href"]), l.Attrs["type"], plain(l.Attrs["title"])
		switch l.Attrs["rel"] {
		case "enclosure":
			enclose(e, feeds.Enclosure{URL: address, Type: kind, Length: size(l.Attrs["length"]), Title: title})
		case "replies":
			if isPage(kind) {
				e.Comments = cmp.Or(e.Comments, address)
			}
		case feeds.RelVia:
			relate(e, feeds.Link{Rel: feeds.RelVia, URL: address, Type: kind, Title: title, Language: languageTag(l.Attrs["hreflang"])})
		}
	}
}

// itemAddress finds an item's link and identity. FeedBurner's own link counts
// visits; it says the publisher's too.
func (m *mapping) itemAddress(e *feeds.Entry, item *rss.Item, o origin) {
	link := value(item.Extensions, "feedburner:origLink")
	for _, l := range item.Links {
		link = cmp.Or(link, l)
	}
	for _, l := range atomLinks(item.Extensions) {
		if rel := l.Attrs["rel"]; rel == "" || rel == "alternate" {
			link = cmp.Or(link, l.Attrs["href"])
		}
	}
	e.Link = m.link(o, "link", link)
	if item.GUID != nil {
		e.GUID = item.GUID.Value
		if e.Link == "" && isWeb(e.GUID) {
			e.Link = e.GUID
		}
	}
	e.GUID = cmp.Or(e.GUID, o.about, value(item.Extensions, "atom:id", "dc:identifier"))
	if e.Link == "" && isWeb(o.about) {
		e.Link = o.about
	}
}

// itemText finds summary and content.
func (m *mapping) itemText(e *feeds.Entry, item *rss.Item, o origin) {
	x := item.Extensions
	summary := cmp.Or(item.Description, value(x, "dc:description", "dcterms:abstract", "atom:summary"))
	if summary == "" {
		summary = asHTML(value(x, "itunes:summary", "itunes:subtitle"))
	}
	content := cmp.Or(item.Content, value(x, "content:encoded", "atom:content"))
	if content == "" {
		content = o.body
		if !looksLikeHTML(content) { // escaped, as fullitem was
			content = unescape(content)
		}
	}
	e.Summary = m.html(o, "description", e, summary)
	e.Content = m.html(o, "encoded", e, content)
	if e.Content == e.Summary {
		e.Content = ""
	}
}

func itemAuthors(e *feeds.Entry, item *rss.Item) {
	x := item.Extensions
	var p people
	for _, v := range values(x, "dc", "creator") {
		p.addNames(v)
	}
	for _, v := range values(x, "dc", "author") {
		p.addNames(v)
	}
	p.addAll(item.Author)
	for _, prefix := range atomPrefixes {
		for _, a := range x[prefix]["author"] {
			p.add(atomExtensionPerson(a))
		}
	}
	if len(p) == 0 {
		p.add(person(value(x, "itunes:author", "dc:contributor")))
	}
	e.Authors = p
}

func atomExtensionPerson(a ext.Extension) feeds.Author {
	return feeds.Author{
		Name:  plain(firstValue(a.Children["name"])),
		Email: strings.TrimSpace(firstValue(a.Children["email"])),
		URL:   strings.TrimSpace(firstValue(a.Children["uri"])),
	}
}

func itemCategories(e *feeds.Entry, item *rss.Item) {
	x := item.Extensions
	categorize(&e.Categories, keywords(cmp.Or(item.Custom["tags"], item.Custom["tag"]))...)
	for _, c := range item.Categories {
		categorize(&e.Categories, c.Value)
	}
	categorize(&e.Categories, values(x, "dc", "subject")...)
	for _, c := range x["itunes"]["category"] {
		categorize(&e.Categories, c.Attrs["text"])
	}
	categorize(&e.Categories, keywords(value(x, "itunes:keywords"))...)
	for _, prefix := range atomPrefixes {
		for _, c := range x[prefix]["category"] {
			categorize(&e.Categories, c.Attrs["term"], c.Attrs["label"])
		}
	}
}

// itemPicture is the picture of an item that has no Media RSS.
func (m *mapping) itemPicture(item *rss.Item, o origin) string {
	for _, i := range item.Extensions["itunes"]["image"] {
		if address := cmp.Or(i.Attrs["href"], i.Attrs["url"], strings.TrimSpace(i.Value)); address != "" {
			return m.link(o, "image", address)
		}
	}
	for _, c := range item.Enclosures {
		if isPicture(c.Type, "", c.URL) {
			return m.link(o, "enclosure", c.URL)
		}
	}
	if v := item.Custom["image"]; isWeb(v) && !strings.ContainsAny(v, " <\n") {
		return v
	}
	return ""
}
