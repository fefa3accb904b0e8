package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// aside are the words by which pages name what stands beside or within an
// article and is no part of it. Words of one name count joined, too: "author
// bio" is authorbio, authorBio, author-bio and author_bio.
var aside = words(`related relatedposts relatedlinks relatedarticles relatedcontent relatednews relatedstories relatedpost
recommended recommendation recommendations recommends recirculation recirc upnext nextstory nextpost prevpost nextarticle previouspost postnavigation postnav
readnext readalso alsoread mostread mostpopular popularposts trending morestories morenews morefrom morearticles
newsletter newsletters signup subscribe subscription subscriptions mailchimp optin
share shares sharing sharebar sharebuttons sharetools sharedaddy addtoany shariff social socials socialmedia socialshare socialbar followus
comments commentlist commentform commentrespond respond disqus kommentare
breadcrumb breadcrumbs taglist tags posttags articletags entrytags
authorbio authorbox authorinfo authorcard authordescription aboutauthor authorprofile authorsbox authordetails authorblock
outbrain taboola sponsored advertisement advertising adsense adcontainer adslot adwrapper addisclosure affiliate
cookie cookies consent gdpr
disclaimer copyright printbutton printlink
byline dateline entrymeta postmeta articlemeta postmetadata entryfooter postfooter contentmeta metainfo publishdate publisheddate readingtime readtime
toc tableofcontents tocbox toccontainer eztoc
teaserbox teaserlist teasers portlet`)

func words(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// A pruner takes out of a page what its names say is beside the article.
type pruner struct {
	total int // characters of text on the page
	found []sidePart
}

type sidePart struct {
	node *html.Node
	size int
}

// prune removes the side parts of a page. What makes up much of its text stays,
// whatever it is called: names are chosen by people.
func prune(doc *html.Node) {
	var p pruner
	p.total = p.walk(doc, 0)
	for _, s := range p.found {
		if s.size*4 < p.total && s.node.Parent != nil {
			s.node.Parent.RemoveChild(s.node)
		}
	}
}

// walk notes the side parts of a tree and returns how many characters of text
// there are in it.
func (p *pruner) walk(n *html.Node, depth int) int {
	switch n.Type {
	case html.TextNode:
		return utf8.RuneCountInString(strings.TrimSpace(n.Data))
	case html.ElementNode:
		switch n.Data {
		case "script", "style", "head", "noscript", "template", "svg", "iframe":
			return 0
		}
	}
	if depth > 500 {
		return 0
	}
	size := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		size += p.walk(c, depth+1)
	}
	if n.Type == html.ElementNode && isSide(n) {
		p.found = append(p.found, sidePart{n, size})
	}
	return size
}

func isSide(n *html.Node) bool {
	switch n.Data {
	case "html", "body", "article", "main", "h1", "a", "table", "tbody", "tr", "td", "img", "pre", "code", "figure", "picture", "figcaption":
		return false
	}
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "class", "id":
			if named(a.Val, aside) {
				return true
			}
		case "itemprop":
			if a.Val == "articleBody" {
				return false
			}
		}
	}
	return false
}

// named reports whether a word of a set is among the words of names: of
// classes, parted by spaces, or of an id.
func named(names string, set map[string]bool) bool {
	for name := range strings.FieldsSeq(names) {
		if len(name) < 3 || len(name) > 100 || state(name) {
			continue
		}
		if wordIn(name, set) {
			return true
		}
	}
	return false
}

// state reports whether a name says how something is and not what.
func state(name string) bool {
	for _, p := range [...]string{"has-", "is-", "js-", "no-", "with-", "hide-", "show-", "tag-", "category-"} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

// wordIn splits a name at capitals, hyphens and underscores, and looks for its
// words and for each two neighbours joined.
func wordIn(name string, set map[string]bool) bool {
	var buf [104]byte
	low := buf[:0]
	last, start := -1, 0 // where the last two words begin in low
	end := func() bool {
		if len(low) == start {
			return false
		}
		if set[string(low[start:])] || last >= 0 && set[string(low[last:])] {
			return true
		}
		last, start = start, len(low)
		return false
	}
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case c >= 'A' && c <= 'Z':
			if i > 0 && name[i-1] >= 'a' && name[i-1] <= 'z' && end() {
				return true
			}
			low = append(low, c|0x20)
		case c >= 'a' && c <= 'z' || c >= 0x80:
			low = append(low, c)
		default:
			if end() {
				return true
			}
		}
	}
	return end()
}
