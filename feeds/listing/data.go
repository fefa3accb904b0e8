package listing

import (
	"cmp"

	"golang.org/x/net/html"

	"tidings/feeds"
)

// data is what a page says of its articles for programs: in whichever form it says most.
func (p *page) data() []feeds.Entry {
	var best []feeds.Entry
	for _, list := range [][]feeds.Entry{p.linked(), p.microdata(), p.microformats()} {
		if list = tidy(list); len(list) > len(best) {
			best = list
		}
	}
	return best
}

// fill adds to entries what the page shows of them to people: data for search engines
// often has nothing but addresses.
func (p *page) fill(list []feeds.Entry) []feeds.Entry {
	for i := range list {
		if list[i].Title == "" {
			list[i].Title = p.headlineOf(list[i].Link)
		}
		if list[i].Published.IsZero() {
			list[i].Published, _ = dateOfAddress(list[i].Link)
		}
	}
	return list
}

// headlineOf is what the page's own links to an address say: the longest of them.
func (p *page) headlineOf(address string) string {
	if p.headline == nil {
		p.headline = map[string]string{}
		links := 0
		for a := range p.root.Descendants() {
			if !isLink(a) {
				continue
			}
			if links++; links > mostLinks {
				break
			}
			key := feeds.CanonicalLink(p.resolve(attr(a, "href")))
			title, _ := p.titleOf(item{a}, a, selectors{})
			if key != "" && len(title) > len(p.headline[key]) && len(title) <= longestTitle {
				p.headline[key] = title
			}
		}
	}
	return p.headline[feeds.CanonicalLink(address)]
}

// microdata reads elements that are marked as articles (HTML standard, 5).
func (p *page) microdata() []feeds.Entry {
	var out []feeds.Entry
	var skip *html.Node
	for n := range p.root.Descendants() {
		if n.Type != html.ElementNode || skip != nil && within(n, skip) || !isArticleType(lastPart(attr(n, "itemtype"))) {
			continue
		}
		skip = n
		if e := p.marked(n); e.Link != "" {
			out = append(out, e)
		}
		if len(out) == mostItems {
			break
		}
	}
	return p.fill(out)
}

// marked reads the properties of an article in microdata.
func (p *page) marked(it *html.Node) feeds.Entry {
	said := map[string]string{}
	for n := range nodes(item{it}) {
		if n.Type != html.ElementNode || n == it || attr(n, "itemprop") == "" || ownerOf(n) != it {
			continue
		}
		prop := attr(n, "itemprop")
		said[prop] = cmp.Or(said[prop], p.valueOf(n))
	}
	e := p.read(item{it}, selectors{})
	e.Title = cmp.Or(said["headline"], said["name"], e.Title)
	e.Link = cmp.Or(p.resolve(said["url"]), p.resolve(said["mainEntityOfPage"]), e.Link)
	if t, ok := machineDate(said["datePublished"]); ok {
		e.Published = t
	}
	if said["description"] != "" {
		e.Summary = paragraph(said["description"])
	}
	e.Image = cmp.Or(p.resolve(said["image"]), p.resolve(said["thumbnailUrl"]), e.Image)
	if said["author"] != "" && len(said["author"]) <= longestName {
		e.Authors = []feeds.Author{{Name: said["author"]}}
	}
	return e
}

// ownerOf is the element whose property an element is.
func ownerOf(n *html.Node) *html.Node {
	for n = n.Parent; n != nil; n = n.Parent {
		for _, a := range n.Attr {
			if a.Key == "itemscope" {
				return n
			}
		}
	}
	return nil
}

// valueOf is the value of a property (HTML standard, 5.2.4).
func (p *page) valueOf(n *html.Node) string {
	switch {
	case attr(n, "content") != "":
		return oneLine(attr(n, "content"))
	case n.Data == "a" || n.Data == "link":
		return attr(n, "href")
	case n.Data == "img":
		return attr(n, "src")
	case n.Data == "time":
		return cmp.Or(attr(n, "datetime"), text(n))
	}
	return text(n)
}

// microformats reads entries of h-feed, and of hAtom before it.
func (p *page) microformats() []feeds.Entry {
	s, _ := compile(feeds.Recipe{Items: ".h-entry, .hentry"}) // which is one
	var out []feeds.Entry
	for _, n := range p.matching(s.items) {
		if e := p.entry(n); e.Link != "" {
			out = append(out, e)
		}
	}
	return out
}

// classed is the first element of a class.
func classed(it *html.Node, class string) *html.Node {
	for n := range nodes(item{it}) {
		if n.Type == html.ElementNode && hasClass(n, class) {
			return n
		}
	}
	return nil
}

// entry reads an h-entry; where it leaves something out, the rules of a list hold.
func (p *page) entry(it *html.Node) feeds.Entry {
	e := p.read(item{it}, selectors{})
	if n := cmp.Or(classed(it, "u-url"), classed(it, "bookmark")); n != nil && p.resolve(attr(n, "href")) != "" {
		e.Link = p.resolve(attr(n, "href"))
	}
	if n := cmp.Or(classed(it, "p-name"), classed(it, "entry-title")); n != nil {
		e.Title = cmp.Or(text(n), e.Title)
	}
	if n := cmp.Or(classed(it, "dt-published"), classed(it, "published")); n != nil {
		if t, ok := machineDate(cmp.Or(attr(n, "datetime"), attr(n, "title"), text(n))); ok {
			e.Published = t
		}
	}
	if n := cmp.Or(classed(it, "p-summary"), classed(it, "entry-summary")); n != nil {
		e.Summary = paragraph(text(n))
	}
	if n := classed(it, "u-photo"); n != nil {
		e.Image = cmp.Or(p.resolve(attr(n, "src")), e.Image)
	}
	return e
}
