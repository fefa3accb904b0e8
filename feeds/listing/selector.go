package listing

import (
	"errors"
	"fmt"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"tidings/feeds"
)

// A SelectorError says which selector of a recipe cannot be understood.
type SelectorError struct {
	Field string // "items", "title" and so on
	Text  string
	Err   error
}

func (e *SelectorError) Error() string {
	return fmt.Sprintf("selector %q for %s: %v", e.Text, e.Field, e.Err)
}

func (e *SelectorError) Unwrap() error { return e.Err }

// A selector finds elements; nil: the reader has none.
type selector struct{ cascadia.SelectorGroup }

// selectors are those of a recipe.
type selectors struct {
	items, title, link, date, lead, picture, author *selector
}

// errTooCostly keeps out what takes time without bound on a page that was made for it.
var errTooCostly = errors.New("too costly")

var errTooLong = fmt.Errorf("longer than %d characters", maxSelector)

func compile(r feeds.Recipe) (selectors, error) {
	var s selectors
	for _, f := range []struct {
		name, text string
		into       **selector
	}{
		{"items", r.Items, &s.items}, {"title", r.Title, &s.title}, {"link", r.Link, &s.link}, {"date", r.Date, &s.date},
		{"lead", r.Lead, &s.lead}, {"picture", r.Picture, &s.picture}, {"author", r.Author, &s.author},
	} {
		text := strings.TrimSpace(f.text)
		if text == "" {
			continue
		}
		if len(text) > maxSelector {
			return s, &SelectorError{f.name, strings.ToValidUTF8(text[:40], "") + "…", errTooLong}
		}
		if strings.Count(text, "~") > 2 || strings.Count(text, ":has") > 1 {
			return s, &SelectorError{f.name, text, errTooCostly}
		}
		group, err := cascadia.ParseGroup(text)
		if err != nil {
			return s, &SelectorError{f.name, text, err}
		}
		*f.into = &selector{group}
	}
	return s, nil
}

// Check says what is wrong with the selectors of a recipe; nil: nothing.
func Check(r feeds.Recipe) error {
	_, err := compile(r)
	return err
}

// first is the first element of an item that matches, the item itself among them.
func (s *selector) first(it item) *html.Node {
	if s == nil {
		return nil
	}
	for n := range nodes(it) {
		if n.Type == html.ElementNode && s.Match(n) {
			return n
		}
	}
	return nil
}

// mostItems is how many elements of a page are taken for articles: more than are kept,
// because not all are.
const mostItems = 3 * maxEntries

// matching are the outermost elements of a page that match.
func (p *page) matching(s *selector) []*html.Node {
	var out []*html.Node
	var skip *html.Node
	for n := range p.root.Descendants() {
		if skip != nil && within(n, skip) {
			continue
		}
		if n.Type == html.ElementNode && s.Match(n) {
			out, skip = append(out, n), n
		}
		if len(out) == mostItems {
			break
		}
	}
	return out
}

// byRecipe reads the items that a recipe names.
func (p *page) byRecipe(s selectors) []feeds.Entry {
	var out []feeds.Entry
	for _, it := range extents(p.matching(s.items)) {
		if e := p.read(it, s); e.Link != "" {
			out = append(out, e)
		}
	}
	return out
}

// extents are the items that elements begin: where headlines follow each other in one
// element, with other elements between them, what lies between belongs to the one before;
// else each element is its own item.
func extents(starts []*html.Node) []item {
	is := map[*html.Node]bool{}
	for _, n := range starts {
		is[n] = true
	}
	out := make([]item, len(starts))
	for i, n := range starts {
		out[i] = item{n}
		if !isHeading(n) && n.Data != "dt" && n.Data != "p" && n.Data != "a" {
			continue
		}
		for f := n.NextSibling; f != nil && !is[f] && len(out[i]) < 12; f = f.NextSibling {
			if isHeading(f) && isHeading(n) && f.Data <= n.Data || f.Data == "dt" || hasAny(f, is) {
				break
			}
			out[i] = append(out[i], f)
		}
	}
	return out
}

// hasAny reports whether an element holds the beginning of another item.
func hasAny(n *html.Node, is map[*html.Node]bool) bool {
	left := mostNodes
	for d := range n.Descendants() {
		if left--; is[d] || left < 0 {
			return true
		}
	}
	return false
}
