package extract

import (
	"strings"

	"golang.org/x/net/html"
)

// otherEntries takes the articles beside the one that has the headline of the
// page for other articles.
func (p *pruner) otherEntries(from int) {
	list, own := p.entries[from:], -1
	for i := range list {
		if list[i].first {
			if own >= 0 {
				return // a page of several
			}
			own = i
		}
	}
	if len(list) < 2 || own < 0 || list[own].size <= 2*dense {
		return
	}
	p.found = append(append(p.found, list[:own]...), list[own+1:]...)
	p.entries = append(p.entries[:from], list[own])
}

// endEntry takes the articles within an article for other articles if it has a
// text of its own: such pages go on with the next one and the next.
func (p *pruner) endEntry(n *html.Node, in extent, from int) {
	own := in.text
	for _, e := range p.entries[from:] {
		own -= e.size
	}
	if own > 2*dense {
		p.found = append(p.found, p.entries[from:]...)
	}
	p.entries = append(p.entries[:from], sidePart{node: n, size: in.text, apart: true, first: in.headline})
}

// isEntry reports whether an <article> says that it is one on its own, and no
// item of a list or comment.
func isEntry(n *html.Node) bool {
	kind := attr(n, "itemtype")
	if strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "BlogPosting") {
		return true
	}
	for c := range strings.FieldsSeq(attr(n, "class")) {
		if c == "hentry" || c == "h-entry" {
			return true
		}
	}
	return false
}
