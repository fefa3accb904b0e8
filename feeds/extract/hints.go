package extract

import (
	_ "embed"
	"fmt"
	"net/url"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"tidings/feeds/content"
)

// Hints say where on the pages of single sites the article is. The first that
// fits an address counts.
type Hints []hint

// A hint holds what was written for one site.
type hint struct {
	host string // "*.example.org" for all below it, too
	path string // "/news/*" for all that begin so; empty: any

	body, remove, title, author, next cascadia.SelectorGroup // nil: not said
}

// maxHints is how many sites a file may speak of.
const maxHints = 10_000

//go:embed hints.txt
var builtIn string

var builtInHints, _ = ParseHints(builtIn) // a test reads the errors

// ParseHints reads a file of hints: a line with a host, and a path that may end
// in "*", and below it lines that are indented, each with one of body, remove,
// title, author, next, a colon and a CSS selector. "#" begins a comment. Lines
// that cannot be read are skipped, and there is an error for each.
func ParseHints(text string) (Hints, []error) {
	var out Hints
	var wrong []error
	number := 0
	skipping := true // lines of a site that could not be read
	for line := range strings.Lines(strings.TrimPrefix(text, "\uFEFF")) {
		number++
		said := strings.TrimSpace(line)
		switch {
		case said == "" || said[0] == '#':
		case line[0] != ' ' && line[0] != '\t':
			h, err := site(said)
			if skipping = err != nil || len(out) >= maxHints; skipping {
				wrong = append(wrong, fmt.Errorf("line %d: %q is not the address of a site", number, said))
				continue
			}
			out = append(out, h)
		case skipping:
			wrong = append(wrong, fmt.Errorf("line %d: %q belongs to no site", number, said))
		default:
			if err := out[len(out)-1].set(said); err != nil {
				wrong = append(wrong, fmt.Errorf("line %d: %w", number, err))
			}
		}
	}
	return out, wrong
}

func site(s string) (hint, error) {
	s = strings.ToLower(s)
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	host, path, _ := strings.Cut(s, "/")
	host = strings.TrimPrefix(host, "www.")
	if path != "" {
		path = "/" + path
	}
	if bare := strings.TrimPrefix(host, "*."); bare == "" || strings.ContainsAny(host, " \t<>\"'{},;") || strings.Contains(bare, "*") {
		return hint{}, fmt.Errorf("not an address")
	}
	return hint{host: host, path: path}, nil
}

// set reads a line such as "body: article .text".
func (h *hint) set(line string) error {
	key, selector, ok := strings.Cut(line, ":")
	if !ok {
		return fmt.Errorf("%q has no colon after its first word", line)
	}
	into := map[string]*cascadia.SelectorGroup{"body": &h.body, "remove": &h.remove, "title": &h.title, "author": &h.author, "next": &h.next}[strings.TrimSpace(key)]
	if into == nil {
		return fmt.Errorf("%q is none of body, remove, title, author, next", strings.TrimSpace(key))
	}
	group, err := cascadia.ParseGroup(strings.TrimSpace(selector))
	if err != nil {
		return fmt.Errorf("%q is not a CSS selector: %w", strings.TrimSpace(selector), err)
	}
	*into = append(*into, group...)
	return nil
}

// of is the hint for an address: of these, else of the built-in ones; nil: none.
func (h Hints) of(address string) *hint {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil
	}
	for _, list := range []Hints{h, builtInHints} {
		for i := range list {
			if list[i].fits(strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."), strings.ToLower(u.Path)) {
				return &list[i]
			}
		}
	}
	return nil
}

func (h *hint) fits(host, path string) bool {
	if bare, ok := strings.CutPrefix(h.host, "*."); ok {
		if host != bare && !strings.HasSuffix(host, "."+bare) {
			return false
		}
	} else if host != h.host {
		return false
	}
	if begin, ok := strings.CutSuffix(h.path, "*"); ok {
		return strings.HasPrefix(path, begin)
	}
	return h.path == "" || strings.TrimSuffix(path, "/") == strings.TrimSuffix(h.path, "/")
}

// apply takes what a hint says out of a page, and changes what the page says of
// itself. The blocks are of the body; none: it says nothing of it that is here.
func (h *hint) apply(doc *html.Node, s *says, base string) []content.Block {
	if h.remove != nil {
		for _, n := range cascadia.QueryAll(doc, h.remove) {
			if n.Parent != nil {
				n.Parent.RemoveChild(n)
			}
		}
	}
	if n := query(doc, h.title); n != nil {
		if t := text(n); t != "" {
			s.titles, s.heading = []string{t}, ""
		}
	}
	if h.author != nil {
		var names []string
		for _, n := range cascadia.QueryAll(doc, h.author) {
			names = append(names, text(n))
		}
		if len(names) > 0 {
			s.authors = names[:min(len(names), 8)]
		}
	}
	if h.body == nil {
		return nil
	}
	var blocks []content.Block
	for _, n := range cascadia.QueryAll(doc, h.body) {
		if !within(n, h.body) {
			blocks = append(blocks, content.TreeBlocks(n, base)...)
		}
	}
	return blocks
}

// within reports whether an element is in one that is also chosen, and so would
// be shown twice.
func within(n *html.Node, s cascadia.SelectorGroup) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if s.Match(n) {
			return true
		}
	}
	return false
}

func query(doc *html.Node, s cascadia.SelectorGroup) *html.Node {
	if s == nil {
		return nil
	}
	return cascadia.Query(doc, s)
}

// nextHinted is the address of the next page by a hint: of the same host.
func (h *hint) nextHinted(doc *html.Node, base string) string {
	n := query(doc, h.next)
	if n == nil {
		return ""
	}
	next := content.Absolute(attr(n, "href"), base)
	if host(next) != host(base) {
		return ""
	}
	return next
}
