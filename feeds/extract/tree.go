package extract

import (
	"errors"
	"strings"

	"golang.org/x/net/html"
)

var errTooLarge = errors.New("the page has too many elements")

// parse is the page's tree.
func parse(text string) (*html.Node, error) {
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	nodes := 0
	for range doc.Descendants() {
		if nodes++; nodes > maxNodes {
			return nil, errTooLarge
		}
	}
	return doc, nil
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// first is the first element of a name; nil: none.
func first(n *html.Node, name string) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == name {
			return d
		}
	}
	return nil
}

// text is the text of a tree on one line.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
