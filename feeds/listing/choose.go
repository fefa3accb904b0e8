package listing

import (
	"strings"

	"golang.org/x/net/html"

	"tidings/feeds"
)

// itemsOf are the elements that each hold one of the links: the outermost that hold no
// other. Where two links of an article lie in the same place, its element is there once.
func itemsOf(links []*html.Node) []*html.Node {
	holds := map[*html.Node]int{} // different addresses within
	last := map[*html.Node]string{}
	for _, a := range links {
		href := attr(a, "href")
		for n := a; n != nil; n = n.Parent {
			if last[n] != href {
				last[n] = href
				holds[n]++
			}
		}
	}
	var out []*html.Node
	seen := map[*html.Node]bool{}
	for _, a := range links {
		top := a
		for top.Parent != nil && holds[top.Parent] == 1 && top.Parent.Data != "body" {
			top = top.Parent
		}
		if !seen[top] {
			seen[top] = true
			out = append(out, top)
		}
	}
	return out
}

// listOf makes the recipe of a group and follows it. It is false if no selector finds
// about what the group has.
func (p *page) listOf(g group) (list, bool) {
	tops := itemsOf(g.links)
	wanted := map[string]bool{}
	for _, a := range g.links {
		if key := feeds.CanonicalLink(p.resolve(attr(a, "href"))); key != "" {
			wanted[key] = true
		}
	}
	var best feeds.Recipe
	bestFit := 0.0
	for _, items := range selectorsOf(tops) {
		r := feeds.Recipe{Kind: feeds.RecipeList, Items: items}
		s, err := compile(r)
		if err != nil {
			continue
		}
		found := p.linksBy(s)
		right := 0
		for key := range found {
			if wanted[key] {
				right++
			}
		}
		fit := float64(2*right) / float64(len(found)+min(len(wanted), mostItems))
		if fit > bestFit+0.02 { // the shorter ones come first
			best, bestFit = r, fit
		}
	}
	if bestFit < 0.75 {
		return list{}, false
	}
	s, err := compile(best)
	return list{best, tidy(p.byRecipe(s)), g.score}, err == nil
}

// linksBy are the articles that a recipe finds, by their addresses alone.
func (p *page) linksBy(s selectors) map[string]bool {
	out := map[string]bool{}
	for _, it := range extents(p.matching(s.items)) {
		if link := p.linkOf(it, s); link != nil {
			if key := feeds.CanonicalLink(p.resolve(attr(link, "href"))); key != "" {
				out[key] = true
			}
		}
	}
	return out
}

// selectorsOf are ways to say where elements lie, the shortest first.
func selectorsOf(tops []*html.Node) []string {
	own := commonName(tops)
	if own == "" {
		return nil
	}
	var out []string
	if strings.Contains(own, ".") {
		out = append(out, own)
	}
	parents, name := tops, own
	for depth := 0; depth < 6; depth++ {
		up := parentsOf(parents)
		if len(up) == 0 {
			break
		}
		if len(up) == 1 {
			if id := idOf(up[0]); id != "" {
				return append(out, "#"+id+" > "+name, "#"+id+" "+own)
			}
		}
		above := commonName(up)
		if strings.Contains(above, ".") || above == "main" || above == "article" {
			out = append(out, above+" > "+name, above+" "+own)
		}
		if above == "" {
			break
		}
		parents, name = up, above+" > "+name
	}
	return append(out, name, own)
}

// commonName is the name of elements with the classes that all of them have.
func commonName(list []*html.Node) string {
	if len(list) == 0 || list[0].Type != html.ElementNode {
		return ""
	}
	name, classes := list[0].Data, classesOf(list[0])
	for _, n := range list[1:] {
		if n.Type != html.ElementNode || n.Data != name {
			return ""
		}
		var both []string
		has := " " + strings.Join(strings.Fields(attr(n, "class")), " ") + " "
		for _, c := range classes {
			if strings.Contains(has, " "+c+" ") {
				both = append(both, c)
			}
		}
		classes = both
	}
	for _, c := range classes[:min(len(classes), 2)] {
		name += "." + c
	}
	return name
}

func parentsOf(list []*html.Node) []*html.Node {
	var out []*html.Node
	seen := map[*html.Node]bool{}
	for _, n := range list {
		if up := n.Parent; up != nil && up.Type == html.ElementNode && !seen[up] {
			seen[up] = true
			out = append(out, up)
		}
	}
	return out
}

// idOf is the id of an element, if it can be one that stays.
func idOf(n *html.Node) string {
	id := attr(n, "id")
	if id == "" || !isKind(id) || strings.ContainsAny(id, "0123456789") {
		return ""
	}
	return id
}
