package mail

import (
	"cmp"
	"html"
	"strings"

	libmail "github.com/emersion/go-message/mail"
	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// content is the text of a message as HTML, and the language that it says it is in. The
// address of the same text on the web becomes the message's link.
func (p *parts) content(m *Message, h libmail.Header) (text, language string) {
	leave := bracketed(h.Get("List-Unsubscribe"), "https", "http")
	if len(strings.TrimSpace(string(p.html))) == 0 {
		text := paragraphs(strings.ToValidUTF8(string(p.plain), "\ufffd"), p.flowed)
		return text + unsubscribe(cmp.Or(leave, bracketed(h.Get("List-Unsubscribe"), "mailto"))), ""
	}
	root, err := xhtml.Parse(strings.NewReader(string(p.html)))
	if err != nil { // deeper than anybody means it
		return string(p.html) + unsubscribe(leave), ""
	}
	s := sift{parts: p}
	s.walk(root)
	m.Link = cmp.Or(m.Link, s.web)
	for _, n := range s.aside {
		drop(n)
	}
	var b strings.Builder
	if err := xhtml.Render(&b, root); err != nil {
		return string(p.html) + unsubscribe(leave), s.language
	}
	return b.String() + unsubscribe(cmp.Or(leave, s.leave, bracketed(h.Get("List-Unsubscribe"), "mailto"))), s.language
}

// unsubscribe is the end of a newsletter: how not to get it any more.
func unsubscribe(address string) string {
	if address == "" {
		return ""
	}
	return `<p><a href="` + html.EscapeString(address) + `">Unsubscribe from this newsletter</a></p>`
}

// A sift finds in the HTML of a message what only a mail has.
type sift struct {
	parts      *parts
	web, leave string
	language   string
	aside      []*xhtml.Node // links that are for mail alone: their lines are left out
}

func (s *sift) walk(root *xhtml.Node) {
	for n := range root.Descendants() {
		if n.Type != xhtml.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			s.language = attr(n, "lang")
		case atom.Img:
			s.picture(n)
		case atom.A:
			s.link(n)
		}
	}
}

// picture gives an <img> the picture that came along.
func (s *sift) picture(n *xhtml.Node) {
	for i, a := range n.Attr {
		if a.Key == "src" {
			if data := s.parts.shown(strings.TrimSpace(a.Val)); data != "" {
				n.Attr[i].Val = data
			}
		}
	}
}

func (s *sift) link(n *xhtml.Node) {
	address := strings.TrimSpace(attr(n, "href"))
	if !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") {
		return
	}
	words := said(n)
	switch {
	case isWebVersion(words) || isHere(words) && asksForWeb(said(sentenceOf(n))):
		s.web = cmp.Or(s.web, address)
		s.aside = append(s.aside, n)
	case isUnsubscribe(words):
		s.leave = address
		s.aside = append(s.aside, n)
	}
}

// shortLine is up to how many letters a line is nothing but what its link says.
const shortLine = 320

// sentenceOf is the closest element around a link that has more text than it.
func sentenceOf(n *xhtml.Node) *xhtml.Node {
	own := len(said(n))
	for up := n.Parent; up != nil && up.Type == xhtml.ElementNode; up = up.Parent {
		if len(said(up)) > own {
			return up
		}
	}
	return n
}

// drop takes a link out with the line that it stands in, unless that says more or shows
// something.
func drop(n *xhtml.Node) {
	out := n
	for up := n.Parent; up != nil && up.Type == xhtml.ElementNode && up.DataAtom != atom.Body; up = up.Parent {
		if len([]rune(said(up))) > shortLine || shows(up) {
			break
		}
		out = up
		if isRow(up.DataAtom) {
			break
		}
	}
	if out.Parent != nil {
		out.Parent.RemoveChild(out)
	}
}

// isRow reports whether an element is a line of its own.
func isRow(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Td, atom.Th, atom.Li, atom.Center:
		return true
	}
	return false
}

// shows reports whether an element has a heading or a picture in it.
func shows(n *xhtml.Node) bool {
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.Img, atom.Picture, atom.Svg:
			return true
		}
	}
	return false
}

// saidMost bounds how much text of an element is looked at.
const saidMost = 1 << 11

// said is the text in an element, on one line.
func said(n *xhtml.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == xhtml.TextNode && (d.Parent == nil || d.Parent.DataAtom != atom.Style) {
			b.WriteString(d.Data + " ")
		}
		if b.Len() > saidMost {
			break
		}
	}
	return oneLine(b.String())
}

func attr(n *xhtml.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
