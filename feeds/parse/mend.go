package parse

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// mend makes a document of which gofeed can read something out of any bytes that
// begin with the root element of a feed: every element is closed, entries do not
// nest, stray < and characters that XML has not are gone, comments and
// declarations too, nesting and the number of entries are bounded.
func mend(doc []byte, f format) []byte {
	doc = legalCharacters(doc)
	m := mender{doc: doc, format: f}
	m.out.Grow(len(doc) + len(doc)/16)
	s := scanner{doc: doc}
	end := 0
	for mark, ok := s.next(); ok && !m.done; mark, ok = s.next() {
		m.text(doc[end:mark.start])
		m.markup(mark)
		end = mark.end
	}
	if !m.done {
		m.text(doc[end:])
	}
	m.closeTo(0)
	return legalReferences(m.out.Bytes())
}

// A mender writes a document anew.
type mender struct {
	doc     []byte
	format  format
	out     bytes.Buffer
	stack   []string // names as written out
	skipped int      // elements open beyond maxDepth, which are left out
	entry   int      // depth of the entry that is open; zero: none
	entries int
	done    bool // the root element is closed, or there are enough entries
}

func (m *mender) text(text []byte) {
	text = bytes.ReplaceAll(text, []byte("<"), []byte("&lt;"))
	m.out.Write(bytes.ReplaceAll(text, []byte(">"), []byte("&gt;"))) // XML forbids ]]> in text
}

func (m *mender) markup(mark markup) {
	switch mark.kind {
	case openTag, emptyTag:
		m.open(mark)
	case closeTag:
		m.close(mark)
	case cdata:
		m.out.Write(m.doc[mark.start:mark.end])
	case cutOff:
		m.cutOff(m.doc[mark.start:])
	}
}

// cutOff keeps what was cut off in CDATA. A tag that has no end is lost.
func (m *mender) cutOff(rest []byte) {
	if text, ok := bytes.CutPrefix(rest, []byte("<![CDATA[")); ok {
		m.out.WriteString("<![CDATA[")
		m.out.Write(bytes.TrimRight(text, "]"))
		m.out.WriteString("]]>")
	}
}

func (m *mender) open(mark markup) {
	name, ok := plainName(mark.name)
	if !ok {
		m.text(m.doc[mark.start:mark.end])
		return
	}
	empty := mark.kind == emptyTag || slices.Contains(voidElements, name)
	if m.isEntry(name) && m.entry > 0 {
		m.closeTo(m.entry - 1)
	}
	if len(m.stack) >= maxDepth {
		if !empty {
			m.skipped++
		}
		return
	}
	if m.isEntry(name) && len(m.stack) > 0 && len(m.stack) <= 2 {
		if m.entries == maxEntries {
			m.done = true
			return
		}
		m.entries++
		m.entry = len(m.stack) + 1
	}
	m.out.WriteByte('<')
	m.out.WriteString(name)
	m.attributes(mark)
	if empty {
		m.out.WriteString("/>")
		if m.entry == len(m.stack)+1 {
			m.entry = 0
		}
		return
	}
	m.out.WriteByte('>')
	m.stack = append(m.stack, name)
}

// voidElements of HTML have no end tag. link is one too, but means something in
// RSS.
var voidElements = []string{"br", "hr", "img", "wbr"}

// attributes writes those of a tag that XML allows.
func (m *mender) attributes(mark markup) {
	var seen []string
	if len(m.stack) == 0 && !knownNamespace(mark, m.doc, m.format) {
		declaration := namespaceDeclaration(mark.name)
		m.attribute(declaration, []byte(atomNamespaces[1]))
		seen = append(seen, declaration)
	}
	for a := range attributesIn(mark.attributes(m.doc)) {
		name, ok := plainName(a.name)
		if !ok || slices.Contains(seen, name) {
			continue
		}
		seen = append(seen, name)
		m.attribute(name, a.value)
	}
}

func (m *mender) attribute(name string, value []byte) {
	m.out.WriteByte(' ')
	m.out.WriteString(name)
	m.out.WriteString(`="`)
	value = bytes.ReplaceAll(value, []byte("<"), []byte("&lt;"))
	m.out.Write(bytes.ReplaceAll(value, []byte(`"`), []byte("&quot;")))
	m.out.WriteByte('"')
}

// close closes the innermost element of that name with all that is in it. An end
// tag that belongs to nothing is left out.
func (m *mender) close(mark markup) {
	name, ok := plainName(mark.name)
	if !ok || slices.Contains(voidElements, name) {
		return
	}
	if m.skipped > 0 {
		m.skipped--
		return
	}
	for i := len(m.stack) - 1; i >= 0; i-- {
		if strings.EqualFold(m.stack[i], name) {
			m.closeTo(i)
			m.done = i == 0
			return
		}
	}
}

// closeTo closes elements until so many are open.
func (m *mender) closeTo(depth int) {
	m.skipped = 0
	for len(m.stack) > depth {
		last := len(m.stack) - 1
		m.out.WriteString("</" + m.stack[last] + ">")
		m.stack = m.stack[:last]
	}
	if m.entry > depth {
		m.entry = 0
	}
}

// isEntry reports whether an element of this name is an entry of the feed,
// wherever missing end tags let it stand.
func (m *mender) isEntry(name string) bool {
	if !isEntry([]byte(name), m.format) || len(m.stack) == 0 {
		return false
	}
	prefix, _ := splitName([]byte(name))
	root, _ := splitName([]byte(m.stack[0]))
	return len(prefix) == 0 || bytes.Equal(prefix, root) || m.format == rdfFormat
}

// plainName is a name that any XML parser takes: at most one colon, ASCII.
func plainName(name []byte) (string, bool) {
	if len(name) == 0 || !isNameStart(name[0]) {
		return "", false
	}
	colons := 0
	for _, c := range name {
		if c >= utf8.RuneSelf || !isNameByte(c) {
			return "", false
		}
		if c == ':' {
			colons++
		}
	}
	return string(name), colons == 0 || colons == 1 && name[len(name)-1] != ':'
}

// legalCharacters drops the characters that XML 1.0 has not (section 2.2).
func legalCharacters(doc []byte) []byte {
	out := make([]byte, 0, len(doc))
	for i := 0; i < len(doc); i++ {
		switch c := doc[i]; {
		case c < ' ' && c != '\t' && c != '\n' && c != '\r':
		case c == 0xef && (bytes.HasPrefix(doc[i:], []byte("\ufffe")) || bytes.HasPrefix(doc[i:], []byte("\uffff"))):
			i += 2
		default:
			out = append(out, c)
		}
	}
	return out
}

// legalReferences makes a space of references to characters that XML has not.
func legalReferences(doc []byte) []byte {
	out := doc[:0]
	for {
		i := bytes.Index(doc, []byte("&#"))
		if i < 0 {
			return append(out, doc...)
		}
		out = append(out, doc[:i]...)
		doc = doc[i:]
		if n := illegalReference(doc); n > 0 {
			out = append(out, ' ')
			doc = doc[n:]
			continue
		}
		out = append(out, "&#"...)
		doc = doc[2:]
	}
}

// illegalReference is the length of a numeric reference at the beginning of b to
// a character that XML has not; zero for any other.
func illegalReference(b []byte) int {
	end := bytes.IndexByte(b[:min(len(b), 12)], ';')
	if end < 0 {
		return 0
	}
	r, ok := numericReference(string(b[2:end]))
	switch {
	case !ok:
		return 0
	case r == '\t', r == '\n', r == '\r', r >= ' ' && r < 0xd800, r > 0xdfff && r < 0xfffe, r > 0xffff && r <= utf8.MaxRune:
		return 0
	}
	return end + 1
}
