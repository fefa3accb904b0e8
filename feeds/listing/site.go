// Package listing reads articles from what a site has in place of a feed: what its pages
// say of themselves for programs (JSON-LD, microdata, microformats), the list of
// headlines that a person sees, and the maps that it keeps for search engines.
//
// A feeds.Recipe says which of these, and where on the page. Read follows a recipe; Find
// makes those that a page offers. The list of headlines is found by what repeats: links
// that lie in the same place of equal structures, with texts like headlines, dates beside
// them, and neither in a menu nor in a box of what others read; the recipe then has the
// CSS selectors of that, which a reader can change.
//
// Everything here is pure: bytes in, values out.
package listing

import (
	"bytes"
	"fmt"
	"net/url"
	"time"

	"tidings/feeds"
	"tidings/feeds/parse"
)

// Bounds, so that a page that was made to be endless costs little.
const (
	maxPage     = 8 << 20 // bytes of a page that are read
	maxNodes    = 300_000 // of its tree
	maxEntries  = 200     // of a document
	maxSelector = 1000    // bytes of a selector
)

// A Source is what a server sent.
type Source struct {
	Body        []byte
	ContentType string    // as received
	URL         string    // after redirects
	Now         time.Time // completes dates without a year
}

// Read follows a recipe. The document has 200 entries at most, in the order of the page;
// those of a map are the newest, newest first. What a page says nothing about is empty.
//
// Errors: feeds.ErrEmpty; feeds.ErrNoList; *SelectorError; *IndexError, if the map is one
// of maps.
func Read(s Source, r feeds.Recipe) (*feeds.Document, error) {
	if len(bytes.TrimSpace(s.Body)) == 0 {
		return nil, feeds.ErrEmpty
	}
	doc, err := read(s, r)
	if err != nil {
		return nil, err
	}
	if doc.Entries = tidy(doc.Entries); len(doc.Entries) == 0 {
		return nil, fmt.Errorf("%s has %w", s.URL, feeds.ErrNoList)
	}
	return doc, nil
}

func read(s Source, r feeds.Recipe) (*feeds.Document, error) {
	if r.Kind == feeds.RecipeMap {
		return readMap(s)
	}
	chosen, err := compile(r)
	if err != nil {
		return nil, err
	}
	p, err := open(s)
	if err != nil {
		return nil, fmt.Errorf("%s has %w: %w", s.URL, feeds.ErrNoList, err)
	}
	doc := p.document()
	switch {
	case r.Kind == feeds.RecipeData:
		doc.Entries = p.data()
	case chosen.items == nil:
		if best := p.lists(); len(best) > 0 {
			doc.Entries = best[0].entries
		}
	default:
		doc.Entries = p.byRecipe(chosen)
	}
	return doc, nil
}

// An Offer is a way to read a page.
type Offer struct {
	Recipe   feeds.Recipe
	Document *feeds.Document
}

// fewest is how many articles make a list.
const fewest = 3

// Find returns the ways to read a page, the best first: nil if there is none.
func Find(s Source) []Offer {
	if IsMap(s.Body) {
		doc, err := Read(s, feeds.Recipe{Kind: feeds.RecipeMap})
		if err != nil {
			return nil
		}
		return []Offer{{feeds.Recipe{Kind: feeds.RecipeMap}, doc}}
	}
	p, err := open(s)
	if err != nil {
		return nil
	}
	var out []Offer
	if entries := tidy(p.data()); len(entries) >= fewest {
		out = append(out, Offer{feeds.Recipe{Kind: feeds.RecipeData}, p.document()})
		out[0].Document.Entries = entries
	}
	for _, l := range p.lists() {
		doc := p.document()
		if doc.Entries = tidy(l.entries); len(doc.Entries) >= fewest {
			out = append(out, Offer{l.recipe, doc})
			break
		}
	}
	if len(out) == 2 && worth(out[1].Document) > worth(out[0].Document) {
		out[0], out[1] = out[1], out[0]
	}
	return out
}

// worth is how much a document says: an article with a date says more than one without.
func worth(d *feeds.Document) int {
	n := 0
	for _, e := range d.Entries {
		if n += 2; !e.Published.IsZero() {
			n++
		}
	}
	return n
}

// tidy leaves out what has no title or link, and what stands there twice, and bounds the
// rest.
func tidy(list []feeds.Entry) []feeds.Entry {
	var out []feeds.Entry
	seen := map[string]bool{}
	for _, e := range list {
		key := feeds.CanonicalLink(e.Link)
		if key == "" || e.Title == "" || seen[key] {
			continue
		}
		seen[key] = true
		if out = append(out, e); len(out) == maxEntries {
			break
		}
	}
	parse.Tidy(&feeds.Document{Entries: out})
	return out
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return bareHost(u)
}
