package discover

import (
	"bytes"
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Bounds for pages that were made to be endless.
const (
	mostCandidates = 100
	longestTitle   = 200 // bytes
	longestURL     = 4096
)

// A Reading is what a page says of its feeds and of itself.
type Reading struct {
	Candidates []Candidate // the most likely first, feeds of comments last; no address twice
	Onward     []string    // pages to look at instead: this one sends there, is a frame around it, or a copy of it
	System     string      // the program that made it, as Guesses takes it; empty: not known
}

// Page finds what a page says of its feeds: link elements and Link headers, anchors
// that look like links to feeds, the entries of a list of subscriptions, and addresses
// in scripts if there is nothing else. location is where the page is, base its own word
// on that. It asks nobody.
func Page(page []byte, header http.Header, location *url.URL) []Candidate {
	return Read(page, header, location).Candidates
}

// Read is Page, and what else helps to find a feed.
func Read(page []byte, header http.Header, location *url.URL) Reading {
	p := &pageReader{base: location, location: location}
	p.header(header)
	p.read(page)
	if len(p.found) == 0 {
		p.scripts(page)
	}
	return Reading{Candidates: rank(p.found, location), Onward: p.pages(), System: systemOf(p.generator, page)}
}

// declared are the candidates that the page names for programs.
func (r Reading) declared() []Candidate {
	return slices.DeleteFunc(slices.Clone(r.Candidates), isAnchor)
}

// anchors are those that it names for people, or in passing.
func (r Reading) anchors() []Candidate {
	return slices.DeleteFunc(slices.Clone(r.Candidates), func(c Candidate) bool { return !isAnchor(c) })
}

func isAnchor(c Candidate) bool { return c.How == ByAnchor || c.How == ByScript }

// A pageReader collects candidates from a page's tags. It makes no tree: one
// pass over the tokens is enough, and broken pages cannot hurt it.
type pageReader struct {
	base, location *url.URL
	hasBase        bool
	found          []Candidate

	anchor *Candidate // the link whose text is being read
	likely bool       // its address looks like a feed's
	text   strings.Builder

	links                  int // for people
	noscript               bool
	generator              string
	sent, framed, original string // other pages, see Reading.Onward
}

func (p *pageReader) read(page []byte) {
	z := html.NewTokenizer(bytes.NewReader(page))
	for len(p.found) < mostCandidates {
		switch z.Next() {
		case html.ErrorToken:
			p.endAnchor()
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			if tag := string(name); p.wants(tag) {
				p.tag(tag, attributes(z, more))
			}
		case html.TextToken:
			if p.anchor != nil && p.text.Len() < longestTitle {
				p.text.Write(z.Text())
			}
		case html.EndTagToken:
			switch name, _ := z.TagName(); string(name) {
			case "a":
				p.endAnchor()
			case "noscript":
				p.noscript = false
			}
		}
	}
}

// wants reports whether a tag can say something.
func (p *pageReader) wants(tag string) bool {
	switch tag {
	case "link", "a", "base", "meta", "noscript", "frame", "iframe", "outline":
		return true
	case "img":
		return p.anchor != nil
	}
	return false
}

// attributes are those that any tag here needs.
func attributes(z *html.Tokenizer, more bool) map[string]string {
	m := map[string]string{}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch k := string(key); k {
		case "href", "rel", "type", "title", "hreflang", "media", "alt", "aria-label", "src", "name", "content", "http-equiv", "xmlurl", "text":
			if _, twice := m[k]; !twice { // the first counts (HTML standard, 13.2.5.33)
				m[k] = string(value)
			}
		}
	}
	return m
}

func (p *pageReader) tag(tag string, attr map[string]string) {
	switch tag {
	case "base":
		if base, ok := p.resolve(attr["href"]); ok && !p.hasBase {
			p.base, p.hasBase = base, true
		}
	case "link":
		if declares(attr) {
			p.add(attr["href"], attr["title"], attr["type"], ByLink)
		} else if p.original == "" && strings.EqualFold(strings.TrimSpace(attr["rel"]), "canonical") {
			p.original = attr["href"]
		}
	case "noscript":
		p.noscript = true
	case "meta":
		p.meta(attr)
	case "frame", "iframe":
		p.framed = cmp.Or(p.framed, attr["src"])
	case "outline": // OPML
		p.add(attr["xmlurl"], cmp.Or(attr["text"], attr["title"]), "", ByList)
	case "img": // an orange button
		p.text.WriteString(" " + attr["alt"])
	case "a":
		p.links++
		p.endAnchor()
		p.startAnchor(attr)
	}
}

// startAnchor begins a link for people. Whether it leads to a feed may be seen
// in its address or only in its text.
func (p *pageReader) startAnchor(attr map[string]string) {
	u, ok := p.resolve(attr["href"])
	if !ok || isSubscriber(u) || u.String() == p.location.String() {
		return
	}
	p.anchor = &Candidate{URL: u.String(), Title: attr["title"], Type: attr["type"], How: ByAnchor}
	p.likely = feedTypes[mediaType(attr["type"])] || isForReaders(attr["href"]) || looksLikeFeed(u)
	p.text.Reset()
	if p.anchor.Title == "" {
		p.text.WriteString(attr["aria-label"] + " ")
	}
}

func (p *pageReader) endAnchor() {
	if p.anchor == nil {
		return
	}
	a := *p.anchor
	p.anchor = nil
	text := strings.Join(strings.Fields(p.text.String()), " ")
	if !p.likely && !saysFeed(text) && !saysFeed(a.Title) {
		return
	}
	if a.Title == "" {
		a.Title = text
	}
	p.add(a.URL, a.Title, a.Type, a.How)
}

func (p *pageReader) add(href, title, mediatype, how string) {
	u, ok := p.resolve(href)
	if !ok {
		return
	}
	title = strings.ToValidUTF8(strings.Join(strings.Fields(title), " "), "")
	if len(title) > longestTitle {
		title = strings.ToValidUTF8(title[:longestTitle], "") + "…"
	}
	p.found = append(p.found, Candidate{
		URL: u.String(), Title: title, Type: mediaType(mediatype), How: how,
		Comments: how != ByList && hasComments(title, u, p.location),
	})
}

// resolve makes a full address of href. "feed:" is taken off.
func (p *pageReader) resolve(href string) (*url.URL, bool) {
	href = strings.TrimSpace(href)
	if href == "" || len(href) > longestURL {
		return nil, false
	}
	if isForReaders(href) {
		urls, err := Address(href)
		if err != nil {
			return nil, false
		}
		href = urls[0]
	}
	u, err := p.base.Parse(href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, false
	}
	u.Fragment, u.RawFragment = "", ""
	return u, true
}

// isForReaders reports whether an address has a scheme that feed readers
// answer to: "feed:".
func isForReaders(href string) bool {
	m := scheme.FindStringSubmatch(strings.TrimSpace(href))
	return m != nil && m[1] == ""
}

// header reads Link headers (RFC 8288). One with an anchor speaks of that page, which may
// be another one.
func (p *pageReader) header(h http.Header) {
	for _, line := range h.Values("Link") {
		for _, link := range links(line) {
			if anchor, ok := link["anchor"]; ok && !p.isHere(anchor) {
				continue
			}
			if declares(link) && len(p.found) < mostCandidates {
				p.add(link["href"], link["title"], link["type"], ByHeader)
			}
		}
	}
}

// isHere reports whether an address is that of this page, or of a place in it.
func (p *pageReader) isHere(address string) bool {
	u, err := p.location.Parse(strings.TrimSpace(address))
	if err != nil {
		return false
	}
	at := *p.location
	for _, x := range []*url.URL{u, &at} {
		x.Fragment, x.RawFragment = "", ""
		if x.Path == "" {
			x.Path = "/"
		}
	}
	return u.String() == at.String()
}

// declares reports whether a link element or header names a feed.
func declares(attr map[string]string) bool {
	rel := strings.Fields(strings.ToLower(attr["rel"]))
	kind := mediaType(attr["type"])
	switch {
	case slices.Contains(rel, "stylesheet"):
		return false
	case slices.Contains(rel, "feed"):
		return kind == "" || feedTypes[kind] || vagueTypes[kind]
	case !slices.Contains(rel, "alternate"):
		return false
	case feedTypes[kind]:
		return true
	case attr["hreflang"] != "" || attr["media"] != "" || kind != "" && !vagueTypes[kind]:
		return false // the page in another language or for another device
	}
	u, err := url.Parse(strings.TrimSpace(attr["href"]))
	return err == nil && (looksLikeFeed(u) || saysFeed(attr["title"]))
}
