package parse

import "github.com/mmcdole/gofeed/rss"

// rssFeed reads RSS or RDF, whose root element was opened.
func (r *fastReader) rssFeed() *rss.Feed {
	feed := &rss.Feed{}
	var items []*rss.Item
	var image *rss.Image
	for open := r.open(); open && r.child(); {
		switch name := r.name(); {
		case !r.native():
			r.skip()
		case string(name) == "channel":
			feed = r.channel()
		case string(name) == "item":
			items = append(items, r.item())
		case string(name) == "image":
			image = r.image()
		default:
			r.skip()
		}
	}
	feed.Items = append(feed.Items, items...)
	if image != nil {
		feed.Image = image
	}
	return feed
}

func (r *fastReader) channel() *rss.Feed {
	f := &rss.Feed{}
	for open := r.open(); open && r.child(); {
		if !r.native() {
			r.extend(&f.Extensions)
			continue
		}
		switch string(r.name()) {
		case "title":
			f.Title = r.text()
		case "description":
			f.Description = r.text()
		case "link":
			f.Link = r.rssLink()
			f.Links = append(f.Links, f.Link)
		case "language":
			f.Language = r.text()
		case "copyright":
			f.Copyright = r.text()
		case "managingeditor":
			f.ManagingEditor = r.text()
		case "webmaster":
			f.WebMaster = r.text()
		case "pubdate":
			f.PubDate = r.text()
		case "lastbuilddate":
			f.LastBuildDate = r.text()
		case "ttl":
			f.TTL = r.text()
		case "rating":
			f.Rating = r.text()
		case "skiphours":
			f.SkipHours = r.texts("hour")
		case "skipdays":
			f.SkipDays = r.texts("day")
		case "item":
			f.Items = append(f.Items, r.item())
		case "category":
			f.Categories = append(f.Categories, r.rssCategory())
		case "image":
			f.Image = r.image()
		default:
			r.skip()
		}
	}
	return f
}

func (r *fastReader) item() *rss.Item {
	i := &rss.Item{}
	for open := r.open(); open && r.child(); {
		name := r.name()
		if string(name) == "encoded" && r.extensionPrefix() == "content" {
			i.Content = r.text()
			continue
		}
		if !r.native() {
			r.extend(&i.Extensions)
			continue
		}
		switch string(name) {
		case "title":
			i.Title = r.text()
		case "description":
			i.Description = r.text()
		case "link":
			i.Link = r.rssLink()
			i.Links = append(i.Links, i.Link)
		case "author":
			i.Author = r.text()
		case "comments":
			i.Comments = r.text()
		case "pubdate":
			i.PubDate = r.text()
		case "source":
			address := r.attribute("url")
			i.Source = &rss.Source{URL: address, Title: r.text()}
		case "enclosure":
			i.Enclosure = r.enclosure()
			i.Enclosures = append(i.Enclosures, i.Enclosure)
		case "guid":
			i.GUID = r.guid()
		case "category":
			i.Categories = append(i.Categories, r.rssCategory())
		default:
			r.custom(i)
		}
	}
	return i
}

// custom keeps an element of an item that RSS has not, by its name as written.
func (r *fastReader) custom(i *rss.Item) {
	name := string(r.local)
	if i.Custom == nil {
		i.Custom = map[string]string{}
	}
	i.Custom[name] = r.text()
}

// rssLink is the text of a link, or its href as Atom has it.
func (r *fastReader) rssLink() string {
	href := r.attribute("href")
	if text := r.text(); text != "" {
		return text
	}
	return href
}

func (r *fastReader) rssCategory() *rss.Category {
	domain := r.attribute("domain")
	return &rss.Category{Domain: domain, Value: r.text()}
}

func (r *fastReader) enclosure() *rss.Enclosure {
	e := &rss.Enclosure{URL: r.attribute("url"), Length: r.attribute("length"), Type: r.attribute("type")}
	r.skip()
	return e
}

func (r *fastReader) guid() *rss.GUID {
	permanent := r.attribute("isPermaLink")
	if permanent == "" {
		permanent = r.attribute("isPermalink")
	}
	if permanent == "" {
		permanent = "true"
	}
	return &rss.GUID{IsPermalink: permanent, Value: r.text()}
}

func (r *fastReader) image() *rss.Image {
	i := &rss.Image{}
	for open := r.open(); open && r.child(); {
		switch string(r.name()) {
		case "url":
			i.URL = r.text()
		case "title":
			i.Title = r.text()
		case "link":
			i.Link = r.text()
		case "width":
			i.Width = r.text()
		case "height":
			i.Height = r.text()
		case "description":
			i.Description = r.text()
		default:
			r.skip()
		}
	}
	return i
}

// texts are the texts of the children of one name.
func (r *fastReader) texts(name string) []string {
	var out []string
	for open := r.open(); open && r.child(); {
		if string(r.name()) != name {
			r.skip()
			continue
		}
		out = append(out, r.text())
	}
	return out
}
