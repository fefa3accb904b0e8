package parse

import (
	"bytes"
	"slices"
	"strings"
)

// mend makes a document of which gofeed can read something out of any bytes that
// begin with the root element of a feed, or with what is left of it: every element
// is closed, entries do not nest and stand where entries do, stray < and characters
// that XML has not are gone, nesting and the number of entries are bounded. What
// comes before from is taken over as it is; after it, what is legal stays as written.
//
// It also reports whether entries may be missing (the document ends too early, or
// an entry was not closed by its own end tag), and whether it ends within an entry.
func mend(doc []byte, f format, from sound) (text []byte, lost, half bool) {
	rest := legalCharacters(doc[from.end:])
	m := mender{doc: rest, format: f, stack: slices.Clone(from.open), entries: from.entries}
	m.out.Grow(len(doc) + len(doc)/16)
	m.out.Write(doc[:from.end])
	m.saidBefore(doc[:from.end])
	m.scan = scanner{doc: rest}
	end := 0
	for mark, ok := m.scan.next(); ok && !m.done; mark, ok = m.scan.next() {
		m.textBefore(mark, end)
		end = m.markup(mark)
		m.scan.pos = end
	}
	if !m.done {
		m.text(rest[end:])
		m.lost, half = true, m.entry > 0
	}
	m.closeTo(0)
	out := m.out.Bytes()
	return append(out[:from.end], legalReferences(out[from.end:])...), m.lost, half
}

// A mender writes a document anew.
type mender struct {
	doc     []byte
	scan    scanner
	format  format
	out     bytes.Buffer
	stack   []string // names as written out
	skipped int      // elements open beyond maxDepth, which are left out
	entry   int      // depth of the entry that is open; zero: none
	entries int
	// declared is how many namespaces are in force in the element that is open at a depth.
	declared [maxDepth + 1]int
	said     []string // elements in which the feed has said something of itself
	again    int      // depth of the element in which it says that once more; zero: none
	before   int      // where that element begins in out
	bare     bool     // the document had no root element
	lost     bool     // entries may be missing
	done     bool     // the root element is closed, or there are enough entries
}

// markup writes a markup and says where to go on.
func (m *mender) markup(mark markup) int {
	text := m.doc[mark.start:mark.end]
	if len(m.stack) == 0 && (mark.kind == cdata || mark.kind == otherMarkup) {
		return mark.end // nothing belongs before the root element
	}
	switch mark.kind {
	case openTag, emptyTag:
		return m.open(mark)
	case closeTag:
		m.close(mark)
	case cdata:
		if n := len(m.stack); n > 0 {
			if i := overrun(text, []byte(m.stack[n-1])); i >= 0 {
				m.out.Write(text[:i])
				m.out.WriteString("]]>")
				return mark.start + i
			}
		}
		m.out.Write(text)
	case otherMarkup:
		if isComment(text) {
			m.out.Write(text)
		}
	case cutOff:
		return m.cutOff(mark)
	}
	return mark.end
}

// cutOff goes on after markup whose end is missing. A text in CDATA reaches to the
// end of its element, or of the document; a comment is lost up to its next >. A tag
// that has no end is lost with what follows.
func (m *mender) cutOff(mark markup) int {
	m.lost = true
	rest := m.doc[mark.start:]
	end := len(m.doc)
	if text, ok := bytes.CutPrefix(rest, []byte("<![CDATA[")); ok {
		if n := len(m.stack); n > 0 {
			if i := m.scan.find(mark.start, "</"+m.stack[n-1]); i >= 0 {
				text, end = m.doc[mark.start+len("<![CDATA["):i], i
			}
		}
		m.out.WriteString("<![CDATA[")
		m.out.Write(bytes.TrimRight(text, "]"))
		m.out.WriteString("]]>")
		return end
	}
	if i := bytes.IndexByte(rest, '>'); i >= 0 && len(mark.name) == 0 {
		return mark.start + i + 1
	}
	return end
}

func (m *mender) open(mark markup) int {
	name, ok := plainName(mark.name)
	if !ok {
		m.text(m.doc[mark.start:mark.end])
		return mark.end
	}
	if len(m.stack) == 0 {
		name = m.root(name)
	}
	if m.bare && strings.EqualFold(name, "abstract") {
		name = "description"
	}
	empty := mark.kind == emptyTag || slices.Contains(voidElements, name)
	isEntry := m.isEntry(name)
	if isEntry {
		m.toEntries()
	}
	if len(m.stack) >= maxDepth {
		if !empty {
			m.skipped++
		}
		return mark.end
	}
	if isEntry {
		if m.entries == maxEntries {
			m.done = true
			return mark.end
		}
		m.entries++
		m.entry = len(m.stack) + 1
	}
	if !empty {
		m.sayOnce(name)
	}
	m.out.WriteByte('<')
	m.out.WriteString(name)
	text, end, decoded := m.base64(mark)
	m.attributes(mark, decoded)
	if empty {
		m.out.WriteString("/>")
		if isEntry {
			m.entry = 0
		}
		return end
	}
	m.out.WriteByte('>')
	m.stack = append(m.stack, name)
	if m.bare {
		m.channelDefinition(mark)
	}
	m.out.Write(text)
	return end
}

// voidElements of HTML have no end tag. link is one too, but means something in
// RSS.
var voidElements = []string{"br", "hr", "img", "wbr"}

// root is the name that the first element should have: the damaged root element of
// a feed, or one that has to be put around a channel.
func (m *mender) root(name string) string {
	if rootFormat([]byte(name)) != unknown {
		return name
	}
	want := "rss"
	if m.format == atomFormat {
		want = "feed"
	}
	prefix, local := splitName([]byte(name))
	if m.format != atomFormat && strings.EqualFold(string(local), "channel") {
		m.bare = true
		m.out.WriteString("<" + want + ">")
		m.stack = append(m.stack, want)
		return name
	}
	if len(prefix) > 0 {
		return string(prefix) + ":" + want
	}
	return want
}

// toEntries closes what an entry cannot stand in, and opens the channel where its
// start tag was damaged.
func (m *mender) toEntries() {
	if m.entry > 0 {
		m.lost = true
		m.closeTo(m.entry - 1)
	}
	switch {
	case m.format == atomFormat || len(m.stack) < 2:
		m.closeTo(1)
	case isChannel([]byte(m.stack[1])):
		m.closeTo(2)
	case m.format == rdfFormat:
		m.closeTo(1)
	default:
		m.closeTo(1)
		m.out.WriteString("<channel>")
		m.stack = append(m.stack, "channel")
		m.declared[2] = m.declared[1]
	}
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
			m.lost = m.lost || m.entry > i+1
			m.closeTo(i)
			m.done = i == 0
			return
		}
	}
	m.lost = m.lost || m.isEntry(name)
}

// closeTo closes elements until so many are open.
func (m *mender) closeTo(depth int) {
	m.skipped = 0
	for len(m.stack) > depth {
		last := len(m.stack) - 1
		m.out.WriteString("</" + m.stack[last] + ">")
		m.stack = m.stack[:last]
		if m.again > last {
			m.out.Truncate(m.before)
			m.again = 0
		}
	}
	if m.entry > depth {
		m.entry = 0
	}
}

// saidOnce is what a feed says of itself once, and an entry of itself too.
var saidOnce = []string{"title", "subtitle", "tagline", "description", "id"}

// sayOnce notes what a feed says of itself. What it says once more is left out: it is
// that of an entry whose start tag was damaged.
func (m *mender) sayOnce(name string) {
	depth := len(m.stack) + 1
	ofFeed := depth == 2 && m.format == atomFormat || depth == 3 && m.format != atomFormat && isChannel([]byte(m.stack[1]))
	name = strings.ToLower(name)
	if !ofFeed || !slices.Contains(saidOnce, name) {
		return
	}
	if slices.Contains(m.said, name) {
		m.again, m.before = depth, m.out.Len()
		return
	}
	m.said = append(m.said, name)
}

// saidBefore notes what a feed says of itself in the part that needs no mending.
func (m *mender) saidBefore(sound []byte) {
	s := scanner{doc: sound}
	depth, ofFeed, inside := 0, 3, true
	if m.format == atomFormat {
		ofFeed = 2
	}
	for mark, ok := s.next(); ok; mark, ok = s.next() {
		switch mark.kind {
		case openTag:
			depth++
			if depth == 2 && ofFeed == 3 {
				inside = isChannel(mark.name)
			}
			if depth == ofFeed && inside {
				m.said = append(m.said, strings.ToLower(string(mark.name)))
			}
		case closeTag:
			depth--
		}
	}
}

// isEntry reports whether an element of this name is an entry of the feed,
// wherever missing end tags let it stand.
func (m *mender) isEntry(name string) bool {
	if len(m.stack) == 0 || !isEntry([]byte(name), m.format) {
		return false
	}
	prefix, _ := splitName([]byte(name))
	root, _ := splitName([]byte(m.stack[0]))
	return len(prefix) == 0 || bytes.Equal(prefix, root) || m.format == rdfFormat
}
