package parse

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"
)

// usual are the prefixes by which extensions are read, by their namespaces without
// scheme, "www." and what stands at the end, in small letters: publishers write these as
// they like. gofeed knows some of them, each in one spelling.
var usual = map[string]string{
	"w3.org/2005/atom": "atom", "purl.org/atom/ns": "atom03",
	"search.yahoo.com/mrss": "media", "video.search.yahoo.com/mrss": "media", "tools.search.yahoo.com/mrss": "media", "rssboard.org/media-rss": "media",
	"itunes.com/dtds/podcast-1.0.dtd": "itunes", "itunes.apple.com/dtds/podcast-1.0.dtd": "itunes",
	"podcastindex.org/namespace/1.0": "podcast", "github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
	"podlove.org/simple-chapters": "psc",
	"purl.org/dc/elements/1.1":    "dc", "purl.org/dc/elements/1.0": "dc", "purl.org/rss/1.0/modules/dc": "dc", "purl.org/dc/terms": "dcterms",
	"purl.org/rss/1.0/modules/content": "content", "purl.org/rss/1.0/modules/slash": "slash", "purl.org/rss/1.0/modules/syndication": "sy",
	"wellformedweb.org/commentapi": "wfw", "purl.org/syndication/thread/1.0": "thr", "purl.org/rss/1.0/modules/threading": "thr",
	"webfeeds.org/rss/1.0": "webfeeds", "rssnamespace.org/feedburner/ext/1.0": "feedburner",
}

// usualPrefixOf is the prefix by which a namespace is read; empty: it is not.
func usualPrefixOf(space string) string {
	space = strings.ToLower(strings.TrimSpace(space))
	space = strings.TrimPrefix(strings.TrimPrefix(space, "https://"), "http://")
	return usual[strings.TrimRight(strings.TrimPrefix(space, "www."), "/#")]
}

// readAs are all prefixes by which extensions are read.
var readAs = func() map[string]bool {
	all := map[string]bool{}
	for _, prefix := range usual {
		all[prefix] = true
	}
	return all
}()

// A renamer gives extensions the prefixes by which they are read, where a document uses
// others: it is the namespace that says what an element means.
type renamer struct {
	doc     []byte
	aliases map[string]string // usual prefixes by those of the document; nil: not looked for yet
}

func (r *renamer) rss(f *rss.Feed) {
	r.rename(f.Extensions)
	for _, item := range f.Items {
		r.rename(item.Extensions)
	}
}

func (r *renamer) atom(f *atom.Feed) {
	r.rename(f.Extensions)
	for _, entry := range f.Entries {
		r.rename(entry.Extensions)
	}
}

func (r *renamer) rename(e ext.Extensions) {
	for _, prefix := range slices.Sorted(maps.Keys(e)) { // sorted: two may become one
		if readAs[prefix] {
			continue
		}
		to := usualPrefixOf(prefix) // of a namespace without prefix, which stands for itself
		if to == "" {
			to = r.alias(prefix)
		}
		if to == "" || to == prefix {
			continue
		}
		if e[to] == nil {
			e[to] = map[string][]ext.Extension{}
		}
		for name, elements := range e[prefix] {
			e[to][name] = append(e[to][name], elements...)
		}
		delete(e, prefix)
	}
}

// maxDeclarations is how many declarations of namespaces are looked at.
const maxDeclarations = 1000

// alias is the usual prefix of what the document calls otherwise; empty: there is none.
// The first namespace that is known counts for a prefix, wherever it is declared.
func (r *renamer) alias(prefix string) string {
	if r.aliases != nil {
		return r.aliases[prefix]
	}
	r.aliases = map[string]string{}
	rest := r.doc
	for range maxDeclarations {
		_, after, ok := bytes.Cut(rest, []byte("xmlns:"))
		if !ok {
			break
		}
		rest = after
		name, value, ok := bytes.Cut(after[:min(len(after), 300)], []byte("="))
		value = bytes.TrimSpace(value)
		if !ok || len(value) < 2 || value[0] != '"' && value[0] != '\'' {
			continue
		}
		space, _, ok := bytes.Cut(value[1:], value[:1])
		name = bytes.TrimSpace(name)
		if to := usualPrefixOf(string(space)); ok && to != "" && r.aliases[string(name)] == "" {
			r.aliases[string(name)] = to
		}
	}
	return r.aliases[prefix]
}
