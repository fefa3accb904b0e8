package listing

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"tidings/feeds"
)

// A list is one of headlines that was found on a page.
type list struct {
	recipe  feeds.Recipe
	entries []feeds.Entry
	score   float64
}

// A group is links that lie in the same place of equal structures.
type group struct {
	links []*html.Node
	score float64
}

// Bounds of what is looked at.
const (
	mostLinks  = 5000
	mostGroups = 60 // that are scored
)

// lists are those of headlines on a page, the best first.
func (p *page) lists() []list {
	groups := p.groups()
	var out []list
	for _, g := range groups[:min(len(groups), 6)] {
		if l, ok := p.listOf(g); ok {
			out = append(out, l)
		}
	}
	slices.SortStableFunc(out, func(a, b list) int { return cmp.Compare(b.score, a.score) })
	if joined, ok := p.join(out); ok {
		out = append([]list{joined}, out...)
	}
	return out
}

// groups are the links of a page by the place where they lie, the most like headlines
// first.
func (p *page) groups() []group {
	byPlace := map[string]*group{}
	var places []string
	n := 0
	for a := range p.root.Descendants() {
		if !isLink(a) || isFurniture(a) {
			continue
		}
		if n++; n > mostLinks {
			break
		}
		for _, place := range []string{placeOf(a, true), placeOf(a, false)} {
			g := byPlace[place]
			if g == nil {
				g = &group{}
				byPlace[place] = g
				places = append(places, place)
			}
			g.links = append(g.links, a)
		}
	}
	var out []group
	sizes := map[*html.Node]int{} // groups that begin with the same link and are as large are the same
	for _, place := range places {
		g := byPlace[place]
		if len(g.links) < fewest || sizes[g.links[0]] == len(g.links) {
			continue
		}
		sizes[g.links[0]] = len(g.links)
		if g.score = p.score(g.links); g.score > 0 {
			out = append(out, *g)
		}
	}
	slices.SortStableFunc(out, func(a, b group) int { return cmp.Compare(b.score, a.score) })
	return out[:min(len(out), mostGroups)]
}

// placeOf is the way from the top of a page to a link: names of elements and, if wanted,
// their classes as far as equal ones share them.
func placeOf(n *html.Node, classes bool) string {
	var b strings.Builder
	if classes {
		b.WriteByte('.')
	}
	for ; n != nil && n.Data != "body"; n = n.Parent {
		if n.Type != html.ElementNode || wrapping[n.Data] {
			continue
		}
		b.WriteString(n.Data)
		if classes {
			for _, c := range classesOf(n) {
				b.WriteString("." + c)
			}
		}
		b.WriteByte('<')
	}
	return b.String()
}

// wrapping are elements that say nothing of a place: some headlines have them.
var wrapping = map[string]bool{"b": true, "strong": true, "em": true, "i": true, "span": true, "tbody": true}

// classesOf are the classes of an element that name a kind of it, and not one, nor its
// place among others or its state.
func classesOf(n *html.Node) []string {
	var out []string
	for c := range strings.FieldsSeq(attr(n, "class")) {
		if len(out) < 4 && isKind(c) {
			out = append(out, c)
		}
	}
	return out
}

func isKind(class string) bool {
	lower := strings.ToLower(class)
	for i := range len(class) {
		c := class[i]
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && c != '-' && c != '_' && (i == 0 || c < '0' || c > '9') {
			return false // would have to be escaped
		}
	}
	digits := strings.IndexAny(class, "0123456789")
	switch {
	case len(class) > 60, digits >= 0 && strings.ContainsAny(class[digits+1:], "0123456789"):
		return false // post-1234, sc-1x2y3z
	}
	for _, state := range states {
		if lower == state {
			return false
		}
	}
	for _, own := range []string{"category-", "tag-", "format-", "status-", "has-", "is-", "author-", "col-", "js-"} {
		if strings.HasPrefix(lower, own) {
			return false
		}
	}
	return true
}

var states = []string{"first", "last", "odd", "even", "active", "current", "new", "sticky", "featured", "hidden", "clearfix", "left", "right", "alt", "selected", "visited", "external", "no-image", "with-image"}

// join adds what other good lists have to the best, as where a page has a list for each of
// its sections: those that are as much like headlines, and lie elsewhere.
func (p *page) join(lists []list) (list, bool) {
	if len(lists) < 2 {
		return list{}, false
	}
	best := lists[0]
	seen := map[string]bool{}
	for _, e := range best.entries {
		seen[feeds.CanonicalLink(e.Link)] = true
	}
	joined := 0
	for _, l := range lists[1:] {
		fresh := 0
		for _, e := range l.entries {
			if !seen[feeds.CanonicalLink(e.Link)] {
				fresh++
			}
		}
		if l.score < best.score*worthJoining || 2*fresh < len(l.entries) || joined == 3 || len(best.recipe.Items)+len(l.recipe.Items) > maxSelector/2 {
			continue
		}
		for _, e := range l.entries {
			seen[feeds.CanonicalLink(e.Link)] = true
		}
		best.recipe.Items += ", " + l.recipe.Items
		joined++
	}
	if joined == 0 {
		return list{}, false
	}
	s, err := compile(best.recipe)
	if err != nil {
		return list{}, false
	}
	best.entries = tidy(p.byRecipe(s))
	return best, len(best.entries) > len(lists[0].entries)
}

// worthJoining is how much of the best list's score another must have.
const worthJoining = 0.62
