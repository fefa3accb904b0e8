package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// aside are the words by which pages name what stands beside or within an
// article and is no part of it. Words of one name count joined, too: "author
// bio" is authorbio, authorBio, author-bio and author_bio.
var aside = words(`related relatedposts relatedlinks relatedarticles relatedcontent relatednews relatedstories relatedpost
recommended recommendation recommendations recommends recirculation recirc upnext nextstory nextpost prevpost nextarticle previouspost postnavigation postnav
readnext readalso alsoread mostread mostpopular popularposts trending morestories morenews morefrom morearticles
newsletter newsletters signup subscribe subscription subscriptions mailchimp optin
comments commentlist commentform commentrespond respond disqus kommentare
authorbio authorbox authorinfo authorcard authordescription aboutauthor authorprofile authorsbox authordetails authorblock
outbrain taboola sponsored advertisement advertising adsense adcontainer adslot adwrapper addisclosure affiliate
cookie cookies consent gdpr
disclaimer copyright entryfooter postfooter
footer sitefooter pagefooter pagebottom footernav colophon sidebar widgetarea
modal loginmodal logindialog loginform loginpanel loginpanelgroup registration registrationform popup teaserbox teaserlist teasers portlet`)

// slight are the words for what is beside an article and holds no paragraph.
var slight = words(`share shares sharing sharebar sharebuttons sharetools sharedaddy addtoany shariff social socials socialmedia socialshare socialbar followus
breadcrumb breadcrumbs taglist tags posttags articletags entrytags printbutton printlink printonly
byline dateline entrymeta postmeta articlemeta postmetadata contentmeta metainfo publishdate publisheddate readingtime readtime posteddate
toc tableofcontents tocbox toccontainer eztoc vjs controlbar offscreen visuallyhidden sronly screenreadertext screenreader`)

func words(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// apart are the words for what is no part of an article even where it is most
// of the page: a short text may have many comments below it.
var apart = words(`cookie cookies cookiebanner cookiebar cookienotice cookieconsent cookielaw cookiechoices cookiewidget consent consentbanner gdpr
comments commentlist commentform commentsarea commentssection respond disqus disqusthread kommentare`)

// A pruner takes out of a page what its names say is beside the article, and
// makes captions of what they say is below a picture.
type pruner struct {
	found   []sidePart
	below   []*html.Node // captions
	entries []sidePart   // articles within the <article> that is being walked
	removed map[*html.Node]bool
}

type sidePart struct {
	node  *html.Node
	size  int
	apart bool
	first bool // of an article: the headline of the page is in it
}

// extent is how much there is in an element.
type extent struct {
	text, pictures int
	headline       bool // an <h1>
	long           int  // texts that are as long as a paragraph of an article
}

// longText is how many characters a paragraph of an article may have; what has
// several is no side part.
const longText = 200

// prune removes the side parts of a page. What makes up much of its text stays,
// whatever it is called: names are chosen by people.
func prune(doc *html.Node) {
	p := pruner{removed: map[*html.Node]bool{}}
	total := p.walk(doc, 0).text
	for i := len(p.found) - 1; i >= 0; i-- { // what holds others first
		s := p.found[i]
		if p.gone(s.node) {
			continue
		}
		if s.size*4 < total || s.apart && total-s.size > dense {
			total -= s.size
			p.removed[s.node] = true
			s.node.Parent.RemoveChild(s.node)
		}
	}
	p.loseCaptions()
}

// gone reports whether an element is in one that was removed.
func (p *pruner) gone(n *html.Node) bool {
	if len(p.removed) == 0 {
		return false
	}
	for ; n != nil; n = n.Parent {
		if p.removed[n] {
			return true
		}
	}
	return false
}

// walk notes the side parts of a tree and says how much there is in it.
func (p *pruner) walk(n *html.Node, depth int) (in extent) {
	switch n.Type {
	case html.TextNode:
		in.text = utf8.RuneCountInString(strings.TrimSpace(n.Data))
		if in.text >= longText {
			in.long = 1
		}
		return in
	case html.ElementNode:
		switch n.Data {
		case "script", "style", "head", "noscript", "template", "svg", "iframe":
			return in
		case "img", "picture", "video":
			return extent{pictures: 1}
		}
	}
	if depth > 500 {
		return in
	}
	before := len(p.entries)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		e := p.walk(c, depth+1)
		in.text += e.text
		in.pictures += e.pictures
		in.long += e.long
		in.headline = in.headline || e.headline
	}
	in.headline = in.headline || n.Data == "h1"
	if n.Type != html.ElementNode {
		return in
	}
	p.otherEntries(before)
	if n.DataAtom == atom.Article && isEntry(n) {
		p.endEntry(n, in, before)
	}
	if in.pictures == 0 && lazyPicture(n) {
		return extent{pictures: 1}
	}
	switch {
	case n.DataAtom == atom.Figcaption:
		p.below = append(p.below, n)
	case isApart(n):
		p.found = append(p.found, sidePart{node: n, size: in.text, apart: !in.headline})
	case in.long < 4 && !in.headline && isSide(n, in.long == 0 && in.pictures == 0):
		p.found = append(p.found, sidePart{node: n, size: in.text})
	case in.text > 0 && in.text < longCaption && in.pictures > 0 && holds(n) && namedBy(n, pictures):
		figure(n)
	case in.text > 0 && in.text < longCaption && in.pictures == 0 && holds(n) && namedBy(n, captions):
		rename(n, "figcaption", atom.Figcaption)
		p.below = append(p.below, n)
	}
	return in
}

func namedBy(n *html.Node, set map[string]bool) bool {
	for i := range n.Attr {
		if a := &n.Attr[i]; (a.Key == "class" || a.Key == "id") && named(a.Val, set) {
			return true
		}
	}
	return false
}

// isApart is isSide for what is apart.
func isApart(n *html.Node) bool {
	switch n.Data {
	case "footer", "nav", "dialog":
		return true
	case "div", "section", "aside", "form", "ul", "ol", "table", "td":
	default:
		return false
	}
	switch attr(n, "role") {
	case "contentinfo", "navigation", "dialog", "alertdialog":
		return true
	}
	return namedBy(n, apart)
}

// isSide reports whether an element's names say that it is beside the article;
// slight ones count if it has no paragraphs.
func isSide(n *html.Node, bare bool) bool {
	switch n.Data {
	case "html", "body", "article", "main", "h1", "a", "table", "tbody", "tr", "td", "img", "pre", "code", "figure", "picture", "figcaption":
		return false
	}
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "class", "id":
			if named(a.Val, aside) || bare && named(a.Val, slight) {
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
