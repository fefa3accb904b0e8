// Package extract finds the article of a web page: what a feed that gives only
// a few sentences leaves out.
//
// The page is decoded by what it is and not only by what it says it is, parsed
// once, and its own statements about itself are read (meta elements, JSON-LD).
// go-readability then finds the part of the page that holds the text;
// feeds/content makes blocks of it, and what publishers put between the
// paragraphs of an article for their own sake is removed from these. Where
// little is found, the text that the page gives to search engines and the parts
// that it marks as its article are tried, and the longest that is no list of
// links wins.
package extract

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"time"

	"golang.org/x/net/html"

	"tidings/feeds/content"
)

// ErrNoArticle says that a page holds nothing to read: a front page, a form, a
// page made by scripts alone.
var ErrNoArticle = errors.New("no article on this page")

// Limits of a page. What is longer is cut, what is larger is refused.
const (
	maxBody  = 8 << 20 // bytes
	maxNodes = 150_000
)

// An Article as a web page has it.
type Article struct {
	Title     string
	Author    string // several: "A, B"; never with "By"
	Site      string // the name of the publication
	Language  string // BCP 47, as stated
	Image     string // address of the picture that leads the article
	Link      string // the address the page gives itself; empty: none
	Next      string // address of the article's next page, of the same host; empty: none
	Published time.Time
	Modified  time.Time
	Paywall   bool // the page says that only subscribers can read all of it

	HTML  string // clean: see feeds/content
	Text  string // plain
	Words int
}

// Page finds the article of a web page. Body is the page as it was received,
// contentType the header of that name, location the address it came from after
// redirects. The error wraps ErrNoArticle when there is nothing to read, and
// ErrPaywall, ErrConsent or ErrBlocked when the page says why.
func Page(body []byte, contentType, location string) (*Article, error) {
	return Hints(nil).Page(body, contentType, location)
}

// Page is Page with hints of the reader's own before the built-in ones.
func (h Hints) Page(body []byte, contentType, location string) (*Article, error) {
	if len(body) > maxBody {
		body = body[:maxBody]
	}
	text := decode(body, contentType)
	doc, err := parse(text)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoArticle, err)
	}
	base := baseOf(doc, location)
	f := finder{source: text, doc: doc, base: base, says: statements(doc)}
	next := nextPage(doc, base, location) // before the tree is changed
	var blocks []content.Block
	if hint := h.of(location); hint != nil {
		next = cmp.Or(hint.nextHinted(doc, base), next)
		blocks = hint.apply(doc, f.says, base)
	}
	if len(blocks) == 0 {
		blocks = f.find()
	}
	if len(blocks) == 0 {
		return nil, fmt.Errorf("%s: %w", location, f.refusal())
	}
	a := f.article(blocks)
	a.Next = next
	return a, nil
}

// article puts together what the page says of itself and what was found.
func (f *finder) article(blocks []content.Block) *Article {
	a := &Article{
		Site: f.says.siteName(f.base), Language: f.says.language, Paywall: f.says.paywall,
		Published: f.says.published, Modified: f.says.modified,
		Link: content.Absolute(f.says.canonical, f.base),
	}
	a.Title = headline(f.says, f.title, a.Site)
	a.Author = author(f.says.authors, f.byline, a.Site)
	blocks = content.WithoutHead(withoutTop(blocks, f.labels(a.Site)), a.Title, "")
	blocks = withoutByline(blocks, a.Author, f.byline)
	a.HTML = content.HTML(blocks)
	a.Text = content.PlainText(blocks)
	a.Words = content.Words(a.Text)
	if a.Image = content.FirstPicture(blocks); a.Image == "" {
		a.Image = content.Absolute(f.says.image, f.base)
	}
	return a
}

// baseOf is the address that the page's links are relative to.
func baseOf(doc *html.Node, location string) string {
	n := first(doc, "base")
	if n == nil {
		return location
	}
	here, err := url.Parse(location)
	if err != nil {
		return location
	}
	there, err := here.Parse(attr(n, "href"))
	if err != nil || there.Host == "" {
		return location
	}
	return there.String()
}
