package discover

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds for pages that were made to be endless.
const (
	mostCandidates = 100
	longestTitle   = 200 // bytes
	longestURL     = 4096
)

// Page finds what a page says of its feeds: link elements and Link headers, and
// anchors that look like links to feeds. location is where the page is, base
// its own word on that. The most likely are first, feeds of comments last; no
// address is there twice. It asks nobody.
func Page(page []byte, header http.Header, location *url.URL) []Candidate {
	p := &pageReader{base: location, location: location}
	p.header(header)
	p.read(page)
	return rank(p.found, location)
}

// A pageReader collects candidates from a page's tags. It makes no tree: one
// pass over the tokens is enough, and broken pages cannot hurt it.
type pageReader struct {
	base, location *url.URL
	hasBase        bool
	found          []Candidate

	anchor *Candidate // the link whose text is being read
	likely bool       // its address looks like a feed's
	text   strings.Builder
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
			if tag := atom.Lookup(name); tag == atom.Link || tag == atom.A || tag == atom.Base || tag == atom.Img && p.anchor != nil {
				p.tag(tag, attributes(z, more))
			}
		case html.TextToken:
			if p.anchor != nil && p.text.Len() < longestTitle {
				p.text.Write(z.Text())
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); atom.Lookup(name) == atom.A {
				p.endAnchor()
			}
		}
	}
}

// attributes are those that any tag here needs.
func attributes(z *html.Tokenizer, more bool) map[string]string {
	m := map[string]string{}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch k := string(key); k {
		case "href", "rel", "type", "title", "hreflang", "media", "alt", "aria-label":
			if _, twice := m[k]; !twice { // the first counts (HTML standard, 13.2.5.33)
				m[k] = string(value)
			}
		}
	}
	return m
}

func (p *pageReader) tag(tag atom.Atom, attr map[string]string) {
	switch tag {
	case atom.Base:
		if base, ok := p.resolve(attr["href"]); ok && !p.hasBase {
			p.base, p.hasBase = base, true
		}
	case atom.Link:
		if declares(attr) {
			p.add(attr["href"], attr["title"], attr["type"], ByLink)
		}
	case atom.Img: // an orange button
		p.text.WriteString(" " + attr["alt"])
	case atom.A:
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
	p.found = append(p.found, Candidate{URL: u.String(), Title: title, Type: mediaType(mediatype), How: how})
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

// header reads Link headers (RFC 8288).
func (p *pageReader) header(h http.Header) {
	for _, line := range h.Values("Link") {
		for _, link := range links(line) {
			if declares(link) && len(p.found) < mostCandidates {
				p.add(link["href"], link["title"], link["type"], ByHeader)
			}
		}
	}
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
