package listing

import (
	"iter"
	"strings"

	"golang.org/x/net/html"
)

// nodes are the nodes of several trees, in the order of the page, mostNodes at most.
func nodes(trees []*html.Node) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		left := mostNodes
		for _, t := range trees {
			if !yield(t) {
				return
			}
			for n := range t.Descendants() {
				if left--; left < 0 || !yield(n) {
					return
				}
			}
		}
	}
}

// within reports whether a node is another one, or in it. Nothing is within nil.
func within(n, outer *html.Node) bool {
	if outer == nil {
		return false
	}
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// isTitle reports whether a text stands in a heading of the trees.
func isTitle(n *html.Node, scope []*html.Node) bool {
	for ; n != nil; n = n.Parent {
		if isHeading(n) {
			return true
		}
		for _, s := range scope {
			if n == s {
				return false
			}
		}
	}
	return false
}

func isHeading(n *html.Node) bool {
	return n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6'
}

// enclosing is the innermost element of a name around a node, itself among them; nil:
// none.
func enclosing(n *html.Node, name string) *html.Node {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && n.Data == name {
			return n
		}
	}
	return nil
}

func hasClass(n *html.Node, class string) bool {
	for c := range strings.FieldsSeq(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}
