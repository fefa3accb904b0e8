package export

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"tidings/feeds/content"
)

// A markup writes the text of articles so that it is HTML and XML alike, with
// only what both know: what package content means for the article pane alone
// becomes what every browser and every reading device can show.
type markup struct {
	element
	prefix string // of all IDs: several articles may be in one document
	book   bool   // XHTML of a book, whose checkers are strict
	ids    map[string]string
}

// kept are the attributes that are written as they are.
var kept = map[string]bool{
	"href": true, "src": true, "alt": true, "title": true, "width": true, "height": true, "colspan": true, "rowspan": true,
	"start": true, "lang": true, "dir": true, "class": true,
}

// void are elements without an end tag.
var void = map[string]bool{"br": true, "hr": true, "img": true, "wbr": true}

// childless are elements that may not be without content in a book.
var childless = map[string]bool{"ul": true, "ol": true, "dl": true, "table": true, "tr": true}

func (m *markup) blocks(list []content.Block) {
	root := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(content.HTML(list)), root)
	if err != nil {
		return // a reader of a string does not fail
	}
	m.ids = map[string]string{}
	for _, n := range nodes {
		m.number(n)
	}
	for _, n := range nodes {
		m.node(n)
	}
}

// number gives every ID a name that is one in XML too. The first of several that
// are the same keeps it.
func (m *markup) number(n *html.Node) {
	if id := attribute(n, "id"); id != "" && m.ids[id] == "" {
		m.ids[id] = fmt.Sprintf("%sn%d", m.prefix, len(m.ids)+1)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		m.number(c)
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func (m *markup) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		m.text(n.Data)
		return
	case n.Type != html.ElementNode:
		return
	case attribute(n, "data-embed") != "":
		m.card(n)
		return
	case n.FirstChild == nil && childless[n.Data]:
		return
	}
	name := n.Data
	if name == "a" && m.href(attribute(n, "href")) == "" {
		name = "span" // it leads nowhere
	}
	m.WriteString("<" + name)
	m.attributes(n)
	if void[name] {
		m.WriteString("/>")
		return
	}
	m.WriteString(">")
	switch first := firstElement(n); {
	case name == "details" && first != "summary":
		m.WriteString("<summary>…</summary>")
	case name == "dl" && first != "dt": // what is defined must come first
		m.WriteString("<dt></dt>")
	}
	m.children(n)
	m.WriteString("</" + name + ">")
	if n.NextSibling != nil && n.NextSibling.Type == html.ElementNode {
		m.WriteString("\n")
	}
}

// firstElement is the name of the first element in another.
func firstElement(n *html.Node) string {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			return c.Data
		}
	}
	return ""
}

func (m *markup) attributes(n *html.Node) {
	hasAlt := false
	for _, a := range n.Attr {
		switch {
		case a.Key == "id":
			if id := m.ids[a.Val]; id != "" {
				m.attr("id", id)
				delete(m.ids, a.Val)
				m.ids["#"+a.Val] = id // links still lead there, a second element of the name has none
			}
		case a.Key == "href":
			if href := m.href(a.Val); href != "" {
				m.attr("href", href)
			}
		case a.Key == "align":
			m.attr("style", "text-align: "+a.Val)
		case a.Key == "lang" && m.book:
			m.attr("lang", a.Val)
			m.attr("xml:lang", a.Val)
		case kept[a.Key]:
			hasAlt = hasAlt || a.Key == "alt"
			m.attr(a.Key, a.Val)
		}
	}
	if n.Data == "img" && !hasAlt {
		m.WriteString(` alt=""`)
	}
}

func (m *markup) attr(key, val string) {
	m.WriteString(" " + key + `="` + escaped(val) + `"`)
}

// href is where a link leads: into the same text, or to the web.
func (m *markup) href(address string) string {
	if id, ok := strings.CutPrefix(address, "#"); ok {
		for _, key := range []string{id, "#" + id} {
			if to := m.ids[key]; to != "" {
				return "#" + to
			}
		}
		return ""
	}
	return webAddress(address)
}

// card is something of another site: a still, or the text of a post, and a link.
func (m *markup) card(n *html.Node) {
	post := n.Data == "blockquote"
	address, title := attribute(n, "href"), ""
	if post {
		address, title = attribute(n, "cite"), attribute(n, "title")
	}
	m.open("div", "class", "card")
	if src := attribute(n, "data-image"); src != "" {
		m.WriteString("<img")
		m.attr("src", src)
		m.WriteString(` alt=""/>`)
	}
	if post {
		m.open("blockquote")
		m.children(n)
		m.close("blockquote")
	}
	m.open("p")
	href := webAddress(address)
	if href != "" {
		m.open("a", "href", href)
	}
	m.text(title)
	if !post {
		m.children(n)
	}
	if href != "" {
		m.WriteString("</a>")
	}
	m.close("p")
	m.close("div")
}

func (m *markup) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		m.node(c)
	}
}
