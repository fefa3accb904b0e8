package parse

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"sync"

	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"
)

// A namespace that is declared in the document.
type namespace struct {
	depth       int    // of the element that declares it
	prefix, uri string // the default namespace has no prefix
}

// declare takes an attribute that declares a namespace. It reports false for what
// changes the meaning of names, or of links, in a way that needs thought.
func (r *fastReader) declare(a attribute, depth int) bool {
	prefix, local := splitName(a.name)
	switch {
	case string(prefix) == "xmlns":
		uri := strings.TrimSpace(r.characters(a.value))
		r.declared = append(r.declared, namespace{depth, string(local), uri})
		return uri != "" && !strings.HasPrefix(string(local), "xml")
	case string(a.name) == "xmlns":
		r.declared = append(r.declared, namespace{depth: depth, uri: strings.TrimSpace(r.characters(a.value))})
	case string(a.name) == "xml:base": // those that the survey knows are resolved by us
		return slices.Contains(r.bases, a.at)
	}
	return true
}

// namespaceOf is the namespace of an element with this prefix: the prefix itself
// where none is declared.
func (r *fastReader) namespaceOf(prefix []byte) string {
	for i := len(r.declared) - 1; i >= 0; i-- {
		if r.declared[i].prefix == string(prefix) {
			return r.declared[i].uri
		}
	}
	return string(prefix)
}

// native reports whether the child that was opened belongs to the format, and not to
// an extension. Whatever namespace RSS declares for itself is its own.
func (r *fastReader) native() bool {
	switch {
	case r.space == "":
		return true
	case r.format == atomFormat:
		return slices.Contains(atomNamespaces, r.space)
	case r.space == "rss", r.space == "rdf", slices.Contains(rdfNamespaces, r.space):
		return true // the former two are prefixes that are not declared
	}
	return r.space == r.own && prefixes.of(r.own) == ""
}

// extensionPrefix is what gofeed calls the namespace of the child that was opened:
// by the usual prefix, else by the one that was declared for it last.
func (r *fastReader) extensionPrefix() string {
	if known := prefixes.of(r.space); known != "" {
		return known
	}
	for i := len(r.declared) - 1; i >= 0; i-- {
		n := r.declared[i]
		if n.uri == r.space && r.namespaceOf([]byte(n.prefix)) == n.uri {
			if n.prefix == "" {
				break
			}
			return n.prefix
		}
	}
	return r.space
}

// prefixes are the usual prefixes of namespaces. Which there are gofeed tells: it is
// asked once for each.
var prefixes = usualPrefixes{known: map[string]string{}}

type usualPrefixes struct {
	mu    sync.Mutex
	known map[string]string // by namespace; empty: there is none
}

// maxPrefixes bounds how many namespaces are remembered.
const maxPrefixes = 1000

func (p *usualPrefixes) of(space string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	prefix, ok := p.known[space]
	if !ok {
		prefix = usualPrefix(space)
		if len(p.known) < maxPrefixes && len(space) < 200 {
			p.known[strings.Clone(space)] = prefix
		}
	}
	return prefix
}

// usualPrefix lets gofeed read two documents with an element in a namespace: that
// may be native to the one format.
func usualPrefix(space string) string {
	const unusual = "unusual"
	declared := fmt.Sprintf(`xmlns:%s="%s"><%[1]s:x/>`, unusual, html.EscapeString(space))
	found := ext.Extensions{}
	if f, err := new(rss.Parser).Parse(strings.NewReader("<rss><channel " + declared + "</channel></rss>")); err == nil {
		found = f.Extensions
	}
	if len(found) == 0 {
		if f, err := new(atom.Parser).Parse(strings.NewReader("<feed " + declared + "</feed>")); err == nil {
			found = f.Extensions
		}
	}
	for prefix := range found {
		if prefix != unusual {
			return prefix
		}
	}
	return ""
}
