package parse

import (
	"bytes"

	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"
)

// A reading is what one pass over a document finds.
type reading struct {
	survey
	// One of them is set where the fast reader understood the document, as gofeed
	// would have: the same texts, attributes and extensions. What the mapping never
	// reads is left out: dates as gofeed reads them, iTunes and Dublin Core apart
	// from the extensions, generator, text input, version.
	rss  *rss.Feed
	atom *atom.Feed
}

// A fastReader reads ordinary feeds in the pass that makes the survey, several
// times faster than gofeed. gofeed decides what a document means: whatever could
// make it read another thing, or fail, is declined here and left to it.
type fastReader struct {
	surveyor
	scan     scanner
	declined bool
	sections int // of CDATA

	tag        markup
	attrs      []attribute // of the tag, values as they are written
	declared   []namespace // in force, outermost first
	own        string      // the namespace of the root element
	space      string      // of the tag, if it is a child that is read
	local      []byte      // name of the tag without prefix, as written
	lower, buf []byte      // scratch
}

// readingOf surveys the document, which begins with its root element and was found at
// location, and reads it if it is an ordinary one.
func readingOf(doc []byte, f format, location string) reading {
	r := fastReader{surveyor: surveyor{doc: doc, format: f, location: location}, scan: scanner{doc: doc}}
	var found reading
	switch {
	case !ordinaryCharacters(doc), !r.advance(), rootFormat(r.tag.name) != f, !r.enter():
		r.declined = true
	case f == atomFormat:
		found.atom = r.atomFeed()
	default:
		found.rss = r.rssFeed()
	}
	if r.declined || bytes.Count(doc[:r.tag.end], []byte("]]>")) != r.sections {
		found = reading{} // ]]> outside of CDATA is against XML
	}
	if r.flaw == "" && (len(r.stack) > 0 || r.tag.end == 0) {
		r.rest(&r.scan)
	}
	found.survey = r.survey
	return found
}

// decline gives the document up. Everything that is being read comes to its end.
func (r *fastReader) decline() bool {
	r.declined = true
	return false
}

// advance goes on to the next markup. It reports false at the end of what can be
// read here.
func (r *fastReader) advance() bool {
	if r.declined {
		return false
	}
	m, ok := r.scan.next()
	if !ok {
		return r.decline()
	}
	r.tag = m
	if r.see(m); r.flaw != "" || r.scan.stray {
		return r.decline()
	}
	switch m.kind {
	case openTag, emptyTag:
		ok = r.takeName(m.name) && r.takeAttributes(m.attributes(r.doc))
	case closeTag:
		ok = len(bytes.TrimLeft(m.attributes(r.doc)[1:], " \t\r\n")) == 0
	case cdata:
		r.sections++
	default:
		ok = isXMLComment(r.doc[m.start:m.end])
	}
	return ok || r.decline()
}

// isXMLComment reports whether a markup is a comment as XML has it (section 2.5).
func isXMLComment(m []byte) bool {
	text, ok := bytes.CutPrefix(m, []byte("<!--"))
	return ok && len(text) >= 3 && bytes.Index(text, []byte("--")) == len(text)-3
}

// child goes on to the next child of the element that is open, and reports false at
// its end. The child must be read to its own end before the next call.
func (r *fastReader) child() bool {
	for r.advance() {
		switch r.tag.kind {
		case openTag, emptyTag:
			return r.enter()
		case closeTag:
			return false
		}
	}
	return false
}

// enter finds the namespace of the element that was opened.
func (r *fastReader) enter() bool {
	depth := len(r.stack)
	if r.tag.kind == emptyTag {
		depth++ // the survey has left it already
	}
	for n := len(r.declared); n > 0 && r.declared[n-1].depth >= depth; n-- {
		r.declared = r.declared[:n-1]
	}
	for _, a := range r.attrs {
		if !r.declare(a, depth) {
			return r.decline()
		}
	}
	prefix, local := splitName(r.tag.name)
	r.local, r.space = local, r.namespaceOf(prefix)
	if depth == 1 {
		r.own = r.space
	}
	return true
}

// name is the name of the tag without its prefix, in lower case.
func (r *fastReader) name() []byte {
	r.lower = r.lower[:0]
	for _, c := range r.local {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		r.lower = append(r.lower, c)
	}
	return r.lower
}

// open reports whether the tag began an element that has an end tag of its own.
func (r *fastReader) open() bool { return r.tag.kind == openTag }

// inner is what stands in the element that was opened, as it is written; marked says
// that there is markup in it.
func (r *fastReader) inner() (raw []byte, marked bool) {
	if r.tag.kind == emptyTag {
		return nil, false
	}
	from := r.tag.end
	for depth := 1; r.advance(); marked = true {
		switch r.tag.kind {
		case openTag:
			depth++
		case closeTag:
			if depth--; depth == 0 {
				return r.doc[from:r.tag.start], marked
			}
		}
	}
	return nil, false
}

// skip goes to the end of the element that was opened.
func (r *fastReader) skip() { r.inner() }

// text is the text of the element that was opened. Markup in it stays as it is.
func (r *fastReader) text() string {
	raw, marked := r.inner()
	return r.textOf(bytes.TrimSpace(raw), marked)
}

func (r *fastReader) textOf(raw []byte, marked bool) string {
	if marked && bytes.Contains(raw, cdataStart) {
		return r.withoutSections(raw)
	}
	return r.decoded(raw)
}
