package listing

import (
	"math"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"tidings/feeds"
)

// score says how much links are like a list of headlines; zero or less: not at all.
func (p *page) score(links []*html.Node) float64 {
	titles, addresses := map[string]bool{}, map[string]bool{}
	var length, like, headed, deep, own, prose float64
	n := 0.0
	for _, a := range links {
		address := p.resolve(attr(a, "href"))
		key := feeds.CanonicalLink(address)
		if key == "" || addresses[key] || !p.isPage(address) {
			continue
		}
		title, where := p.titleOf(item{a}, a, selectors{})
		if title == "" {
			continue
		}
		addresses[key], titles[title] = true, true
		n++
		size := letters(title)
		length += math.Min(size, 120)
		if size >= 24 {
			like++
		}
		if isTitle(where, nil) || isTitle(a, nil) || enclosing(a, "dt") != nil {
			headed++
		}
		if inProse(a) {
			prose++
		}
		if isDeep(address) {
			deep++
		}
		if host(address) == bareHost(p.at) {
			own++
		}
	}
	if n < fewest || float64(len(titles)) < 0.8*n || 2*prose > n {
		return 0
	}
	mean := length / n
	if mean < 10 || like/n < 0.3 && (mean < 14 || !p.hasDates(links)) {
		return 0 // a menu, or a cloud of words
	}
	score := math.Log2(1+math.Min(n, 40)) * (0.4 + math.Min(mean, 60)/60) * (0.5 + 0.5*like/n)
	score *= 1 + 0.5*headed/n + 0.3*deep/n
	if p.hasDates(links) {
		score *= 1.5
	}
	if own < n/2 {
		score *= 0.6 // of what others write
	}
	return score * standing(links)
}

// beforeLink is how much text a list has before a link, in bytes: a date, the name of a
// section.
const beforeLink = 40

// inProse reports whether a link stands in the midst of a sentence.
func inProse(a *html.Node) bool {
	before := 0
	for n := a; n.Parent != nil; n = n.Parent {
		for s := n.PrevSibling; s != nil && (s.Type == html.TextNode || inline[s.Data] || s.Data == "span"); s = s.PrevSibling {
			switch s.Type {
			case html.TextNode:
				before += len(strings.TrimSpace(s.Data))
			case html.ElementNode:
				before += len(text(s))
			}
			if before > beforeLink {
				return true
			}
		}
		if !inline[n.Parent.Data] && n.Parent.Data != "span" {
			return false
		}
	}
	return false
}

// letters is how long a text is, in letters as Latin ones are: one of a script that
// writes words or syllables counts as three.
func letters(s string) float64 {
	n := 0.0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			n += 3
		case !unicode.IsMark(r):
			n++
		}
	}
	return n
}

// isDeep reports whether an address is like that of an article: with a date, a number or
// several words at its end.
func isDeep(address string) bool {
	_, rest, _ := strings.Cut(address, "://")
	_, path, _ := strings.Cut(rest, "/")
	path = strings.TrimRight(path, "/")
	last := path[strings.LastIndexByte(path, '/')+1:]
	return strings.Count(last, "-")+strings.Count(last, "_") >= 2 || number.MatchString(path) || utf8.RuneCountInString(last) > 30
}

var number = regexp.MustCompile(`\d{4}`)

// mostDated is how many links of a group are looked at for dates.
const mostDated = 8

// hasDates reports whether most links of a group have dates beside them, each its own.
func (p *page) hasDates(links []*html.Node) bool {
	tops := itemsOf(links)
	dated, looked := 0, 0
	for i, it := range extents(tops) {
		if looked == mostDated {
			break
		}
		looked++
		if _, ok := p.dateOf(it, links[min(i, len(links)-1)]); ok {
			dated++
		}
	}
	return looked > 0 && 2*dated > looked
}

// standing is how much a place on a page counts: less in boxes beside what the page is
// about.
func standing(links []*html.Node) float64 {
	beside := 0
	for _, a := range links {
		for n := a.Parent; n != nil && n.Data != "body"; n = n.Parent {
			if n.Type == html.ElementNode && (n.Data == "aside" || boxes.MatchString(attr(n, "class")+" "+attr(n, "id"))) && !holdsMost(n) {
				beside++
				break
			}
		}
	}
	if 10*beside > 9*len(links) {
		return 0
	}
	return 1 - 0.75*float64(beside)/float64(len(links))
}

// boxes are called so: what is beside the list that a page is about.
var boxes = regexp.MustCompile(`(?i)(^|[-_ ])(sidebar|popular|most-?(read|viewed|popular|shared)|trending|top-?(ten|10)|ranking|related|recommend(ed|ations)?|widget|promo|sponsor(ed)?|ad|ads|advert|tags?|tag-?cloud|comments?|newsletter|partner|social|share|blogroll|beliebt|meistgelesen|populaire|mas-?leid[oa]s|terpopuler)([-_ ]|$)|(popular|mostread|trending|sidebar|tagcloud)`)

// holdsMost reports whether an element holds the heading of the page, so that it is the
// page and no box, whatever it is called.
func holdsMost(n *html.Node) bool {
	left := mostNodes
	for d := range n.Descendants() {
		if left--; left < 0 || d.Type == html.ElementNode && (d.Data == "h1" || d.Data == "main") {
			return true
		}
	}
	return false
}

// furniture are the parts of a page that are on each page of its site.
var furniture = regexp.MustCompile(`(?i)(^|[-_ ])(nav|navbar|navigation|menu|menubar|submenu|footer|breadcrumbs?|pagination|pager|paging|cookie|consent|toolbar|language-?switch(er)?|skip-?links?|masthead|topbar|site-?header)([-_ ]|$)`)

// isFurniture reports whether a link lies in one of these.
func isFurniture(a *html.Node) bool {
	for n := a; n != nil && n.Data != "body"; n = n.Parent {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "nav", "form":
			if n.Data == "nav" || !holdsMost(n) {
				return true
			}
		case "footer", "header":
			if enclosing(n, "article") == nil && enclosing(n, "li") == nil && enclosing(n, "main") == nil {
				return true
			}
		}
		switch attr(n, "role") {
		case "navigation", "menu", "menubar", "contentinfo", "banner":
			return true
		}
		if furniture.MatchString(attr(n, "class")+" "+attr(n, "id")) && !holdsMost(n) && n.Data != "a" {
			return true
		}
	}
	return false
}
