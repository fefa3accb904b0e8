package opml

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"

	"tidings/feeds"
)

// Bounds on what is read.
const (
	maxBytes    = 32 << 20
	maxOutlines = 50_000
	maxDepth    = 32 // folders in folders; deeper ones are opened into the last
)

// Read reads a list of subscriptions. A feed that is in there more than once has its
// place where it is first, or where Tidings wrote that it has it, and is there Again in
// its other folders; what is twice in one folder is left out. What is no
// feed (other protocols, commands of other programs, lists to include) is left out, and
// Warnings says so. A feed that a command prints comes paused.
//
// Errors: those of r, feeds.ErrEmpty, ErrNotOPML, ErrTooLarge.
func Read(r io.Reader) (*Document, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read list of subscriptions: %w", err)
	case len(body) > maxBytes:
		return nil, ErrTooLarge
	case len(bytes.TrimSpace(body)) == 0:
		return nil, feeds.ErrEmpty
	}
	b := builder{doc: &Document{}, byURL: map[string]*node{}, placed: map[placed]bool{}}
	b.stack = []*node{&b.root}
	z := html.NewTokenizer(bytes.NewReader(utf8Of(body)))
	for z.Next() != html.ErrorToken {
		b.token(z)
	}
	if !b.found {
		return nil, ErrNotOPML
	}
	for _, n := range b.byURL {
		n.Again = false // if none of its outlines is the place, it is the first
	}
	b.doc.Outlines = outlines(b.root.children)
	return b.doc, nil
}

// A node is an outline while the list is read.
type node struct {
	Outline
	parent   *node // nil: the root
	children []*node
	depth    int
	command  bool // its URL is one of a command, from our own attribute
}

// A placed feed is in a folder.
type placed struct {
	folder *node
	url    string
}

// A builder makes outlines of tokens.
type builder struct {
	doc     *Document
	root    node
	stack   []*node          // where the children of each open element go; root first
	byURL   map[string]*node // the place of each feed
	placed  map[placed]bool
	count   int
	inTitle bool
	found   bool   // an element of OPML
	prefix  string // of our own attributes; empty: another program wrote this
}

func (b *builder) token(z *html.Tokenizer) {
	t := z.Token()
	switch t.Type {
	case html.StartTagToken, html.SelfClosingTagToken:
		b.start(t)
	case html.TextToken:
		if b.inTitle && b.doc.Title == "" {
			b.doc.Title = oneLine(t.Data)
		}
	case html.EndTagToken:
		switch {
		case t.Data == "title":
			b.inTitle = false
		case t.Data == "outline" && len(b.stack) > 1:
			b.stack = b.stack[:len(b.stack)-1]
		}
	}
}

func (b *builder) start(t html.Token) {
	switch t.Data {
	case "opml":
		b.found = true
		for _, a := range t.Attr {
			if p, ok := strings.CutPrefix(a.Key, "xmlns:"); ok && a.Val == namespace {
				b.prefix = p + ":"
			}
		}
	case "title":
		b.inTitle = t.Type == html.StartTagToken && len(b.stack) == 1
	case "outline":
		b.found = true
		n := b.outline(t.Attr)
		if n == nil { // left out: its children belong to what it is in
			n = b.stack[len(b.stack)-1]
		}
		if t.Type == html.StartTagToken {
			b.stack = append(b.stack, n)
		}
	}
}

// outline adds an outline to the one that is open; nil if it is left out.
func (b *builder) outline(attrs []html.Attribute) *node {
	a := attributes{b.prefix, attrs}
	parent := b.stack[len(b.stack)-1]
	n := &node{Outline: a.outline(), parent: parent, depth: parent.depth + 1, command: a.own("command") != ""}
	b.count++
	switch {
	case b.count > maxOutlines:
		if b.count == maxOutlines+1 {
			b.warn("more than %d outlines: the rest is left out", maxOutlines)
		}
		return nil
	case n.URL != "":
		if !b.feed(n) {
			return nil
		}
	case a.leadsElsewhere():
		b.warn("left out %q: not a feed", n.Title)
		return nil
	case n.Title == "", n.depth > maxDepth:
		return nil
	}
	parent.children = append(parent.children, n)
	return n
}

// feed reports whether a feed's address is good and not in its folder already.
func (b *builder) feed(n *node) bool {
	if n.command {
		return b.once(n)
	}
	address, ok := feedAddress(n.URL, b.prefix != "")
	if !ok {
		b.warn("left out %q: %q is not an address of a feed", n.name(), n.URL)
		return false
	}
	n.URL = address
	return b.once(n)
}

// once reports whether a feed is not in its folder already.
func (b *builder) once(n *node) bool {
	if at := (placed{n.folder(), n.URL}); b.placed[at] {
		b.warn("%q is in a folder more than once", n.name())
		return false
	} else {
		b.placed[at] = true
	}
	first, ok := b.byURL[n.URL]
	switch {
	case !ok:
		b.byURL[n.URL] = n
	case first.Again && !n.Again: // as Tidings wrote it: this is the place
		first.Outline = first.again()
		b.byURL[n.URL] = n
	default:
		n.Outline = n.again()
	}
	return true
}

// folder is what a feed is in; feeds may lie in feeds, which are no folders.
func (n *node) folder() *node {
	for n = n.parent; n.parent != nil && !n.Folder(); {
		n = n.parent
	}
	return n
}

func (b *builder) warn(format string, args ...any) {
	if len(b.doc.Warnings) < 100 {
		b.doc.Warnings = append(b.doc.Warnings, fmt.Sprintf(format, args...))
	}
}

func outlines(nodes []*node) []Outline {
	var out []Outline
	for _, n := range nodes {
		n.Children = outlines(n.children)
		out = append(out, n.Outline)
	}
	return out
}
