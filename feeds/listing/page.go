package listing

import (
	"bytes"
	"cmp"
	"errors"
	"net/url"
	"path"
	"strings"
	"time"

	"golang.org/x/net/html"

	"tidings/feeds"
	"tidings/feeds/parse"
)

var errTooLarge = errors.New("the page has too many elements")

// A page is a web page that was read into a tree.
type page struct {
	root *html.Node
	at   *url.URL // where it is
	base *url.URL // what its links are relative to
	now  time.Time

	headline map[string]string // texts of links by address, for data that has addresses only; nil: not made yet
}

func open(s Source) (*page, error) {
	at, err := url.Parse(s.URL)
	if err != nil {
		return nil, err
	}
	body := parse.UTF8(s.Body[:min(len(s.Body), maxPage)], s.ContentType)
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	p := &page{root: root, at: at, base: at, now: s.Now}
	nodes := 0
	for n := range root.Descendants() {
		if nodes++; nodes > maxNodes {
			return nil, errTooLarge
		}
		if p.base == at && n.Type == html.ElementNode && n.Data == "base" {
			if base, err := at.Parse(strings.TrimSpace(attr(n, "href"))); err == nil && base.Host != "" {
				p.base = base
			}
		}
	}
	return p, nil
}

// longestAddress is what no address of an article is longer than, in bytes.
const longestAddress = 4096

// resolve makes a full address of what a link says; empty: it leads to no page.
func (p *page) resolve(href string) string {
	href = strings.TrimSpace(href)
	if href == "" || len(href) > longestAddress {
		return ""
	}
	u, err := p.base.Parse(href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

// document is what a page says of itself as a whole.
func (p *page) document() *feeds.Document {
	d := &feeds.Document{Site: p.at.String(), URL: p.at.String()}
	meta := map[string]string{}
	title := ""
	for n := range p.root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "html":
			d.Language = cmp.Or(attr(n, "lang"), attr(n, "xml:lang"))
		case "title":
			if n.Namespace == "" {
				title = cmp.Or(title, text(n))
			}
		case "meta":
			name := strings.ToLower(cmp.Or(attr(n, "property"), attr(n, "name")))
			meta[name] = cmp.Or(meta[name], oneLine(attr(n, "content")))
		case "link":
			if d.Icon == "" && strings.Contains(strings.ToLower(attr(n, "rel")), "icon") {
				d.Icon = p.resolve(attr(n, "href"))
			}
		}
	}
	d.Title = cmp.Or(title, meta["og:title"], meta["og:site_name"], bareHost(p.at))
	if name := meta["og:site_name"]; strings.Trim(p.at.Path, "/") == "" && name != "" {
		d.Title = name
	}
	d.Description = cmp.Or(meta["description"], meta["og:description"])
	parse.Tidy(d)
	return d
}

// bareHost is a host without what many have in front.
func bareHost(u *url.URL) string {
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.")
}

// isPage reports whether an address leads to a page that may be an article: not this one,
// and no file of another kind.
func (p *page) isPage(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	if u.Fragment != "" {
		here, there := *p.at, *u
		here.Fragment, here.RawFragment, there.Fragment, there.RawFragment = "", "", "", ""
		if here.String() == there.String() {
			return len(u.Fragment) >= 3 && u.Fragment != "top" && u.Fragment != "content" // articles that stand on the page itself
		}
	}
	if feeds.CanonicalLink(address) == feeds.CanonicalLink(p.at.String()) || strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && u.Fragment == "" {
		return false
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".zip", ".css", ".js", ".ics", ".rss", ".mp3", ".mp4":
		return false
	}
	return true
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Bounds of what is read of an element.
const (
	longestText = 20_000 // bytes
	mostNodes   = 3000
)

// text is the text of a tree on one line, as a person sees it.
func text(n *html.Node) string {
	w := writer{left: mostNodes}
	w.write(n)
	return oneLine(w.String())
}

// A writer collects the text of a tree.
type writer struct {
	strings.Builder
	left int // nodes
}

func (w *writer) write(n *html.Node) {
	if w.left--; w.left < 0 || w.Len() > longestText {
		return
	}
	switch n.Type {
	case html.TextNode:
		w.WriteString(n.Data)
	case html.ElementNode:
		if unseen[n.Data] || isHidden(n) {
			return
		}
		apart := !inline[n.Data]
		if apart {
			w.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			w.write(c)
		}
		if apart {
			w.WriteByte(' ')
		}
	}
}

// unseen are elements whose text nobody reads.
var unseen = map[string]bool{"script": true, "style": true, "noscript": true, "template": true, "svg": true, "button": true, "select": true, "textarea": true, "iframe": true}

// inline are elements that end no word.
var inline = map[string]bool{
	"a": true, "abbr": true, "b": true, "bdi": true, "bdo": true, "cite": true, "code": true, "em": true, "font": true, "i": true,
	"mark": true, "q": true, "s": true, "small": true, "strong": true, "sub": true, "sup": true, "u": true, "wbr": true,
}

func isHidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return a.Val != "until-found"
		case "class":
			for c := range strings.FieldsSeq(a.Val) {
				switch strings.ToLower(c) {
				case "screen-reader-text", "visually-hidden", "sr-only", "visuallyhidden":
					return true
				}
			}
		}
	}
	return false
}
