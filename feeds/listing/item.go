package listing

import (
	"cmp"
	"html"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	xhtml "golang.org/x/net/html"

	"tidings/feeds"
)

// An item is where one article of a list stands on a page: an element, or one and those
// that follow it, as where headline and lead are siblings.
type item []*xhtml.Node

// read reads an item as the selectors say, else by rule.
func (p *page) read(it item, s selectors) feeds.Entry {
	var e feeds.Entry
	link := p.linkOf(it, s)
	if link == nil {
		return e
	}
	e.Link = p.resolve(attr(link, "href"))
	title, where := p.titleOf(it, link, s)
	if e.Title = title; e.Link == "" || title == "" || !p.isPage(e.Link) {
		return feeds.Entry{}
	}
	if n := s.date.first(it); n != nil {
		e.Published, _ = p.dateOf([]*xhtml.Node{n}, nil)
	} else if s.date == nil {
		var ok bool
		if e.Published, ok = p.dateOf(it, where); !ok {
			e.Published, _ = dateOfAddress(e.Link)
		}
	}
	e.Summary = p.leadOf(it, where, s)
	e.Image = p.pictureOf(it, s)
	if name := p.authorOf(it, s); name != "" {
		e.Authors = []feeds.Author{{Name: name}}
	}
	return e
}

// linkOf is the link to the article: in the heading, around it, or the one with most to
// say.
func (p *page) linkOf(it item, s selectors) *xhtml.Node {
	if s.link != nil {
		return linkAt(s.link.first(it))
	}
	if s.title != nil {
		if n := linkAt(s.title.first(it)); n != nil {
			return n
		}
	}
	var best *xhtml.Node
	most := -1
	for n := range nodes(it) {
		if !isLink(n) || !p.isPage(p.resolve(attr(n, "href"))) || isAside(n) {
			continue
		}
		worth := len(linkText(n))
		if isTitle(n, it) || hasHeading(n) {
			worth += 1000
		}
		if worth > most {
			best, most = n, worth
		}
	}
	if best == nil && len(it) == 1 {
		best = enclosing(it[0], "a")
	}
	return best
}

// linkAt is the link that an element is, has in it or is in.
func linkAt(n *xhtml.Node) *xhtml.Node {
	if n == nil || isLink(n) {
		return n
	}
	for d := range n.Descendants() {
		if isLink(d) {
			return d
		}
	}
	return enclosing(n, "a")
}

func isLink(n *xhtml.Node) bool {
	return n.Type == xhtml.ElementNode && n.Data == "a" && attr(n, "href") != ""
}

// isAside reports whether a link leads to something else than the article: to its author,
// a topic, what readers say.
func isAside(n *xhtml.Node) bool {
	for rel := range strings.FieldsSeq(strings.ToLower(attr(n, "rel"))) {
		if rel == "tag" || rel == "author" || rel == "category" {
			return true
		}
	}
	return asideClass.MatchString(attr(n, "class")) || n.Parent != nil && asideClass.MatchString(attr(n.Parent, "class"))
}

var asideClass = regexp.MustCompile(`(?i)(^|[-_ ])(tags?|categor(y|ies)|author|byline|comments?|kicker|topic|section-name|rubric)([-_ ]|$)`)

func hasHeading(n *xhtml.Node) bool {
	for d := range n.Descendants() {
		if isHeading(d) {
			return true
		}
	}
	return false
}

// linkText is what a link says, else what its picture does.
func linkText(n *xhtml.Node) string {
	if t := text(n); t != "" {
		return t
	}
	if t := cmp.Or(attr(n, "title"), attr(n, "aria-label")); t != "" {
		return oneLine(t)
	}
	for d := range n.Descendants() {
		if d.Type == xhtml.ElementNode && d.Data == "img" && attr(d, "alt") != "" {
			return oneLine(attr(d, "alt"))
		}
	}
	return ""
}

// longestTitle is what a headline is not longer than, in bytes: three in a letter, for
// some scripts.
const longestTitle = 600

// titleOf is the headline, and the element that it is in.
func (p *page) titleOf(it item, link *xhtml.Node, s selectors) (string, *xhtml.Node) {
	if s.title != nil {
		n := s.title.first(it)
		if n == nil {
			return "", nil
		}
		return cmp.Or(text(n), oneLine(attr(n, "title"))), n
	}
	for d := range link.Descendants() { // a link around the whole item
		if isHeading(d) && text(d) != "" {
			return text(d), d
		}
	}
	var called *xhtml.Node
	for d := range link.Descendants() {
		if called == nil && titleClass.MatchString(attr(d, "class")) && text(d) != "" {
			called = d
		}
	}
	if called != nil {
		return text(called), called
	}
	for n := range nodes(it) {
		if isHeading(n) && (within(link, n) || text(link) == "" || isMore(text(link))) && text(n) != "" {
			return text(n), n
		}
	}
	if t := linkText(link); t != "" && len(t) <= longestTitle {
		return t, link
	}
	return "", nil
}

var titleClass = regexp.MustCompile(`(?i)(^|[-_ ])(title|headline|titel|titre|titulo)([-_ ]|$)|(title|headline)$`)

// isMore reports whether a link says no more than that there is more.
func isMore(text string) bool { return len(text) < 16 && len(strings.Fields(text)) <= 3 }

// Bounds of a lead, in bytes.
const (
	shortestLead = 40
	shortestSaid = 15 // of a paragraph that ends as a sentence does
	longestLead  = 4000
)

// leadOf is the text below a headline, as HTML.
func (p *page) leadOf(it item, title *xhtml.Node, s selectors) string {
	if s.lead != nil {
		if n := s.lead.first(it); n != nil {
			return paragraph(text(n))
		}
		return ""
	}
	best := ""
	for n := range nodes(it) {
		if n.Type != xhtml.ElementNode || !holdsProse[n.Data] || within(n, title) || within(title, n) || isHeading(n) || isAside(n) {
			continue
		}
		if t := text(n); len(t) > len(best) && (len(t) >= shortestLead || n.Data == "p" && len(t) >= shortestSaid && endsSentence(t)) && !isMenuText(n, t) && !hasBlocks(n) {
			best = t
		}
	}
	return paragraph(best)
}

func endsSentence(t string) bool {
	last, _ := utf8.DecodeLastRuneInString(t)
	return strings.ContainsRune(".!?…。！？؟।", last)
}

var holdsProse = map[string]bool{"p": true, "div": true, "span": true, "dd": true, "td": true, "blockquote": true, "section": true}

// hasBlocks reports whether an element holds others that may be the lead themselves.
func hasBlocks(n *xhtml.Node) bool {
	for d := range n.Descendants() {
		if d.Type == xhtml.ElementNode && (d.Data == "p" || d.Data == "div" || d.Data == "ul" || isHeading(d) || d.Data == "table") {
			return true
		}
	}
	return false
}

// isMenuText reports whether most of a text is links.
func isMenuText(n *xhtml.Node, whole string) bool {
	linked := 0
	for d := range n.Descendants() {
		if isLink(d) {
			linked += len(text(d))
		}
	}
	return 2*linked > len(whole)
}

func paragraph(text string) string {
	if text == "" {
		return ""
	}
	if len(text) > longestLead {
		text = strings.ToValidUTF8(text[:longestLead], "") + "…"
	}
	return "<p>" + html.EscapeString(text) + "</p>"
}

// pictureOf is the address of the picture that goes with an article.
func (p *page) pictureOf(it item, s selectors) string {
	if s.picture != nil {
		if n := s.picture.first(it); n != nil {
			for d := range nodes(item{n}) {
				if address := p.pictureAt(d); address != "" {
					return address
				}
			}
		}
		return ""
	}
	for n := range nodes(it) {
		if address := p.pictureAt(n); address != "" && !isTiny(n) {
			return address
		}
	}
	return ""
}

// pictureAt is the picture of an element, where it is loaded late, too.
func (p *page) pictureAt(n *xhtml.Node) string {
	if n.Type != xhtml.ElementNode || n.Data != "img" && n.Data != "source" {
		return ""
	}
	for _, key := range []string{"data-src", "data-lazy-src", "data-original", "src", "data-srcset", "srcset"} {
		value := strings.TrimSpace(attr(n, key))
		if strings.HasSuffix(key, "srcset") {
			value, _, _ = strings.Cut(value, " ")
			value = strings.TrimSuffix(value, ",")
		}
		if value != "" && !strings.HasPrefix(value, "data:") {
			return p.resolve(value)
		}
	}
	return ""
}

var tinyPicture = regexp.MustCompile(`(?i)avatar|icon|logo|sprite|spacer|pixel|gravatar|emoji|1x1|blank\.`)

func isTiny(n *xhtml.Node) bool {
	for _, key := range []string{"width", "height"} {
		if size, err := strconv.Atoi(strings.TrimSuffix(attr(n, key), "px")); err == nil && size < 48 {
			return true
		}
	}
	return tinyPicture.MatchString(attr(n, "src")) || tinyPicture.MatchString(attr(n, "class"))
}

var authorClass = regexp.MustCompile(`(?i)(^|[-_ ])(author|byline|autor|auteur)([-_ ]|$)`)

// byWord stands before a name.
var byWord = regexp.MustCompile(`(?i)^(by|von|par|por|di|da|door|av|af)\s+`)

// longestName is what a name is not longer than, in bytes.
const longestName = 120

func (p *page) authorOf(it item, s selectors) string {
	n := s.author.first(it)
	if s.author == nil {
		for d := range nodes(it) {
			if d.Type == xhtml.ElementNode && (attr(d, "rel") == "author" || attr(d, "itemprop") == "author" || authorClass.MatchString(attr(d, "class"))) {
				n = d
				break
			}
		}
	}
	if n == nil {
		return ""
	}
	name := byWord.ReplaceAllString(text(n), "")
	if len(name) > longestName || dateIn.MatchString(name) {
		return ""
	}
	return name
}
