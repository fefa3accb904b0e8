package parse

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// Bounds on what is read of a feed.
const (
	maxEntries = 5000
	maxDepth   = 200 // of elements; gofeed calls itself for each
	// maxNamespaces in force at one place: gofeed copies all of them for each element.
	maxNamespaces = 100
)

// cutOffFlaw is the flaw of a document that ends before it should.
const cutOffFlaw = "document is cut off"

// An origin is what gofeed does not tell of an entry, or of the feed itself.
type origin struct {
	about string            // rdf:about
	lang  string            // xml:lang in force
	base  string            // xml:base in force
	bases map[string]string // xml:base of the elements in it, by local name
	body  string            // the markup in an element "body" or "fullitem" of an entry
}

// A sound is where the last entry ends before the first flaw, and what is open
// there: up to it nothing has to be mended.
type sound struct {
	end     int
	entries int
	open    []string // names of elements, the root first
}

// baseOf is the xml:base in force for an element in the entry.
func (o origin) baseOf(element string) string {
	if base, ok := o.bases[element]; ok {
		return base
	}
	return o.base
}

// A survey is what one quick pass over the markup finds: whether gofeed can read
// it as it is, and what gofeed would not tell.
type survey struct {
	flaw    string // why the document has to be mended first; empty: it need not
	feed    origin
	sound   sound
	author  string // of an RSS channel, which is not in the specification
	info    string // of an Atom 0.3 feed, which gofeed leaves out; plain text
	entries []origin
	bases   []int // where the attributes xml:base of feed, entries and their elements are
}

// An element that is open at a place in the document.
type element struct {
	name       []byte
	base, lang string
	inner      int // where its content begins
	namespaces int // in force
}

// surveyor makes a survey.
type surveyor struct {
	survey
	doc      []byte
	format   format
	location string
	stack    []element
	entry    int // depth of the entry that is open; zero: none
}

// rest sees all markup that a scanner has not reached yet.
func (v *surveyor) rest(s *scanner) {
	for m, ok := s.next(); ok && v.see(m); {
		m, ok = s.next()
	}
	if v.flaw == "" && len(v.stack) > 0 {
		v.flaw = cutOffFlaw
	}
}

// see takes the next markup into account. It reports whether there is more to see:
// not after the root element, nor where a flaw was found.
func (v *surveyor) see(m markup) bool {
	switch m.kind {
	case openTag:
		v.open(m)
	case emptyTag:
		v.open(m)
		v.close(m)
	case closeTag:
		if v.doc[m.end-1] != '>' {
			v.flaw = "end tag is not closed"
			break
		}
		v.close(m)
	case cdata:
		if n := len(v.stack); n > 0 && overrun(v.doc[m.start:m.end], v.stack[n-1].name) >= 0 {
			v.flaw = "CDATA is not closed"
		}
	case instruction:
		if bytes.HasPrefix(v.doc[m.start:], []byte("<?xml ")) {
			v.flaw = "XML declaration inside of the document"
		}
	case cutOff:
		v.flaw = cutOffFlaw
	}
	return v.flaw == "" && len(v.stack) > 0
}

// overrun is where the element of a text in CDATA seems to end inside of it: at its
// end tag, when another CDATA begins behind that. -1: nowhere.
func overrun(text, element []byte) int {
	begin := []byte("![CDATA[")
	if len(text) < len("<![CDATA[") || !bytes.Contains(text[len("<![CDATA["):], begin) {
		return -1
	}
	i := bytes.Index(text, append([]byte("</"), element...))
	if i < 0 || !bytes.Contains(text[i:], begin) {
		return -1
	}
	return i
}

func (v *surveyor) open(m markup) {
	e := element{name: m.name, inner: m.end}
	if n := len(v.stack); n > 0 {
		e.base, e.lang, e.namespaces = v.stack[n-1].base, v.stack[n-1].lang, v.stack[n-1].namespaces
	} else if rootFormat(m.name) == unknown {
		v.flaw = "root element is damaged"
	} else if !knownNamespace(m, v.doc, v.format) {
		v.flaw = "unknown namespace"
	}
	e.namespaces += declarations(m.attributes(v.doc))
	v.stack = append(v.stack, e)
	depth := len(v.stack)
	switch {
	case depth > maxDepth:
		v.flaw = "elements are nested too deep"
		return
	case e.namespaces > maxNamespaces:
		v.flaw = "more namespaces than are read"
		return
	case v.entry > 0 && depth > v.entry+1:
		return // inside of an entry's texts nothing is of interest
	}
	var about string
	if m.end-m.start > len(m.name)+2 {
		about = v.attributes(m)
	}
	e = v.stack[depth-1]
	switch {
	case v.entry == 0 && isEntry(m.name, v.format) && v.inFeed():
		if len(v.entries) == maxEntries {
			v.flaw = "more entries than are read"
			return
		}
		v.entry = depth
		v.entries = append(v.entries, origin{about: about, lang: e.lang, base: e.base})
	case v.entry > 0 && depth == v.entry+1:
		note(&v.entries[len(v.entries)-1], e)
	case v.entry == 0 && depth <= 2:
		if depth == 1 {
			v.feed.base, v.feed.lang = e.base, e.lang
			return
		}
		if isChannel(m.name) {
			v.feed.about, v.feed.base, v.feed.lang = about, e.base, e.lang
			return
		}
		note(&v.feed, e)
	case v.entry == 0 && depth == 3:
		note(&v.feed, e)
	}
}

// declarations is how many namespaces attributes declare, at most.
func declarations(attributes []byte) int {
	if len(attributes) < len(`xmlns=""`) {
		return 0
	}
	return bytes.Count(attributes, []byte("xmlns"))
}

// note keeps the base of an element where it is another than its parent's.
func note(o *origin, e element) {
	if e.base == o.base {
		return
	}
	if o.bases == nil {
		o.bases = map[string]string{}
	}
	_, local := splitName(e.name)
	name := strings.ToLower(string(local))
	if _, ok := o.bases[name]; !ok {
		o.bases[name] = e.base
	}
}

// attributes takes xml:base and xml:lang of a tag and returns rdf:about.
func (v *surveyor) attributes(m markup) (about string) {
	text := m.attributes(v.doc)
	if !bytes.Contains(text, []byte("xml:")) && !bytes.Contains(text, []byte("about")) {
		if v.format == atomFormat && inBase64(m, v.doc) {
			v.flaw = "text in base64"
		}
		return ""
	}
	e := &v.stack[len(v.stack)-1]
	for a := range attributesIn(text) {
		switch string(a.name) {
		case "xml:base":
			if base := resolve(cmp.Or(e.base, v.location), unescape(string(a.value))); len(base) <= maxBase {
				e.base = base
			}
			v.bases = append(v.bases, m.start+1+len(m.name)+a.at)
		case "xml:lang":
			e.lang = string(a.value)
		case "rdf:about", "about":
			about = unescape(string(a.value))
		}
	}
	return about
}

func (v *surveyor) close(m markup) {
	n := len(v.stack)
	if n == 0 || !bytes.Equal(v.stack[n-1].name, m.name) {
		v.flaw = "tags are not balanced"
		return
	}
	switch {
	case v.entry > 0 && n == v.entry+1:
		v.keepBody(v.stack[n-1], m)
	case v.entry == 0 && n == 3 && v.format == rssFormat && string(m.name) == "author" && m.kind == closeTag:
		v.author = unescape(string(v.doc[v.stack[n-1].inner:m.start]))
	case v.entry == 0 && n == 2 && v.format == atomFormat && string(m.name) == "info" && m.kind == closeTag:
		v.info = cmp.Or(v.info, plainMarkup(string(v.doc[v.stack[n-1].inner:m.start])))
	}
	v.stack = v.stack[:n-1]
	if n == v.entry {
		v.entry = 0
		v.keepSound(m.end)
	}
}

// keepSound notes that everything is well up to the end of an entry.
func (v *surveyor) keepSound(end int) {
	v.sound.end, v.sound.entries = end, len(v.entries)
	same := len(v.sound.open) == len(v.stack)
	for i := 0; same && i < len(v.stack); i++ {
		same = string(v.stack[i].name) == v.sound.open[i]
	}
	if same { // as after every entry but the first
		return
	}
	v.sound.open = nil
	for _, e := range v.stack {
		v.sound.open = append(v.sound.open, string(e.name))
	}
}

// keepBody keeps the content of elements that old RSS feeds have it in, and of
// which gofeed tells the text alone.
func (v *surveyor) keepBody(e element, end markup) {
	if v.format == atomFormat || end.start <= e.inner {
		return
	}
	_, local := splitName(e.name)
	if name := string(local); name == "body" || name == "fullitem" {
		v.entries[len(v.entries)-1].body = string(v.doc[e.inner:end.start])
	}
}

// inFeed reports whether the innermost element stands where entries do: in the
// root element or in its channel.
func (v *surveyor) inFeed() bool {
	switch len(v.stack) {
	case 2:
		return true
	case 3:
		return v.format != atomFormat && isChannel(v.stack[1].name)
	}
	return false
}

func isChannel(name []byte) bool {
	_, local := splitName(name)
	return len(local) == len("channel") && strings.EqualFold(string(local), "channel")
}

// isEntry reports whether an element of this name can be an entry.
func isEntry(name []byte, f format) bool {
	want := "item"
	if f == atomFormat {
		want = "entry"
	}
	_, local := splitName(name)
	return len(local) == len(want) && strings.EqualFold(string(local), want)
}

// withoutBases returns the document with the attributes xml:base renamed: gofeed
// takes a base for a folder, against RFC 3986, so that we resolve ourselves.
func (s survey) withoutBases(doc []byte) []byte {
	if len(s.bases) == 0 {
		return doc
	}
	doc = bytes.Clone(doc)
	for _, value := range s.bases {
		name := bytes.LastIndex(doc[:value], []byte("xml:base"))
		copy(doc[name:], "xml:bas_")
	}
	return doc
}

// Namespaces that gofeed knows, the usual one first. Empty is none.
var (
	atomNamespaces = []string{"http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", ""}
	rdfNamespaces  = []string{
		"http://purl.org/rss/1.0/", "http://channel.netscape.com/rdf/simple/0.9/",
		"http://my.netscape.com/rdf/simple/0.9/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "",
	}
)

// knownNamespace reports whether gofeed will take the elements of a feed for what
// they are. It does so for RSS in whatever namespace but Atom's.
func knownNamespace(root markup, doc []byte, f format) bool {
	name := strings.TrimSpace(namespaceOf(root, doc, f))
	switch f {
	case atomFormat:
		return slices.Contains(atomNamespaces, name)
	case rdfFormat:
		return slices.Contains(rdfNamespaces, name)
	}
	return name == "" || !slices.Contains(atomNamespaces, name)
}

// usualNamespace is the one that a feed in an unknown one is taken to mean.
func usualNamespace(f format) string {
	if f == atomFormat {
		return atomNamespaces[0]
	}
	return rdfNamespaces[0]
}

// namespaceDeclaration is the attribute that declares the namespace of the entries
// of a feed whose root element has this name. In RDF, they have another than the
// root.
func namespaceDeclaration(name []byte, f format) string {
	if prefix, _ := splitName(name); len(prefix) > 0 && f != rdfFormat {
		return "xmlns:" + string(prefix)
	}
	return "xmlns"
}

// namespaceOf is the namespace that the root element declares for the entries.
func namespaceOf(root markup, doc []byte, f format) string {
	declaration := namespaceDeclaration(root.name, f)
	for a := range attributesIn(root.attributes(doc)) {
		if string(a.name) == declaration {
			return string(a.value)
		}
	}
	return ""
}
