package parse

import (
	"bytes"
	"iter"
)

// kind of a piece of markup.
type kind int

const (
	openTag  kind = iota
	emptyTag      // <br/>
	closeTag
	cdata
	instruction // <?xml ... ?>
	otherMarkup // comments, DOCTYPE
	cutOff      // markup that the document ends in
)

// A markup is what stands between < and >: doc[start:end].
type markup struct {
	kind       kind
	start, end int
	name       []byte // of a tag, as written
}

// attributes of a tag: what follows its name.
func (m markup) attributes(doc []byte) []byte {
	return doc[m.start+1+len(m.name) : m.end-1]
}

// A scanner finds the markup in XML or HTML, however broken. What it does not
// take for markup is text. It looks at every byte a bounded number of times.
type scanner struct {
	doc []byte
	pos int
	// missing has what does not occur in the rest of the document, so that it
	// is not looked for again and again.
	missing map[string]bool
	stray   bool // a < was passed that begins no markup
	// cdataEnd is where the last CDATA ended. A mender may go back to before it,
	// where other CDATA begins that ends there too.
	cdataEnd int
}

// next returns the next markup; the text before it reaches from the end of the
// markup before.
func (s *scanner) next() (markup, bool) {
	for s.pos < len(s.doc) {
		i := bytes.IndexByte(s.doc[s.pos:], '<')
		if i < 0 {
			break
		}
		start := s.pos + i
		m, ok := s.at(start)
		if ok {
			s.pos = m.end
			return m, true
		}
		s.stray = true
		s.pos = max(start+1, m.end)
	}
	s.pos = len(s.doc)
	return markup{}, false
}

// at reads the markup that begins with the < at start. If it is none, then the
// end of the markup is where to go on.
func (s *scanner) at(start int) (markup, bool) {
	rest := s.doc[start+1:]
	if len(rest) == 0 {
		return markup{kind: cutOff, start: start, end: len(s.doc)}, true
	}
	switch c := rest[0]; {
	case c == '!':
		return s.declaration(start)
	case c == '?':
		return s.until(instruction, start, "?>")
	case c == '/':
		name := tagName(rest[1:])
		if len(name) == 0 {
			return markup{}, false
		}
		return s.endTag(start, name), true
	case isNameStart(c):
		return s.tag(start, tagName(rest))
	}
	return markup{}, false
}

// endTag reads an end tag. One whose > is missing ends before the next tag.
func (s *scanner) endTag(start int, name []byte) markup {
	for i := start + 2 + len(name); i < len(s.doc); i++ {
		switch s.doc[i] {
		case '>':
			return markup{kind: closeTag, start: start, end: i + 1, name: name}
		case '<':
			return markup{kind: closeTag, start: start, end: i, name: name}
		}
	}
	return markup{kind: cutOff, start: start, end: len(s.doc), name: name}
}

func (s *scanner) declaration(start int) (markup, bool) {
	rest := s.doc[start:]
	switch {
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		return s.cdata(start)
	case bytes.HasPrefix(rest, []byte("<!--")):
		return s.until(otherMarkup, start, "-->")
	case len(rest) > 2 && isNameStart(rest[2]):
		if i := bytes.IndexAny(rest, "[>"); i >= 0 && rest[i] == '[' {
			if end := s.subsetEnd(start + i); end > 0 {
				return markup{kind: otherMarkup, start: start, end: end}, true
			}
		}
		return s.until(otherMarkup, start, ">")
	}
	return markup{}, false
}

func (s *scanner) cdata(start int) (markup, bool) {
	if s.cdataEnd <= start {
		m, _ := s.until(cdata, start, "]]>")
		if m.kind == cutOff {
			return m, true
		}
		s.cdataEnd = m.end
	}
	return markup{kind: cdata, start: start, end: s.cdataEnd}, true
}

// subsetEnd is where a DOCTYPE ends whose declarations begin at from: behind a ] and
// a > with nothing but white space between; zero if there is none. The bound keeps
// many such beginnings from looking through the whole document each.
func (s *scanner) subsetEnd(from int) int {
	for range 100 {
		i := s.find(from, "]")
		if i < 0 {
			break
		}
		if from = skipSpace(s.doc, i+1); from < len(s.doc) && s.doc[from] == '>' {
			return from + 1
		}
	}
	return 0
}

// until ends a markup at the first occurrence of end.
func (s *scanner) until(k kind, start int, end string) (markup, bool) {
	if i := s.find(start, end); i >= 0 {
		return markup{kind: k, start: start, end: i + len(end)}, true
	}
	return markup{kind: cutOff, start: start, end: len(s.doc)}, true
}

func (s *scanner) find(from int, what string) int {
	if s.missing[what] {
		return -1
	}
	i := bytes.Index(s.doc[from:], []byte(what))
	if i < 0 {
		if s.missing == nil {
			s.missing = map[string]bool{}
		}
		s.missing[what] = true
		return -1
	}
	return from + i
}

// tag reads a start tag. A > in a quoted value does not end it, unless a < is
// in there too: then the closing quote was forgotten.
func (s *scanner) tag(start int, name []byte) (markup, bool) {
	m := markup{kind: openTag, start: start, name: name}
	quoteAllowed := false // only a value is quoted: <p it's> is not
	for i := start + 1 + len(name); i < len(s.doc); i++ {
		switch c := s.doc[i]; {
		case c == '>':
			if s.doc[i-1] == '/' {
				m.kind = emptyTag
			}
			m.end = i + 1
			return m, true
		case c == '<':
			return markup{end: i}, false
		case (c == '"' || c == '\'') && quoteAllowed:
			quoteAllowed = false
			closing := s.find(i+1, string(c))
			value := s.doc[i+1:]
			if closing >= 0 {
				value = s.doc[i+1 : closing]
			}
			gt := bytes.IndexByte(value, '>')
			if gt >= 0 && (closing < 0 || bytes.IndexByte(value[gt:], '<') >= 0) {
				m.end = i + 1 + gt + 1
				return m, true
			}
			if closing < 0 {
				return markup{kind: cutOff, start: start, end: len(s.doc)}, true
			}
			i = closing
		case c == '=':
			quoteAllowed = true
		case !isSpace(c):
			quoteAllowed = false
		}
	}
	return markup{kind: cutOff, start: start, end: len(s.doc)}, true
}

// An attribute of a tag. The value is raw: references are not replaced.
type attribute struct {
	name, value []byte
	at          int // where the value begins in the text of the attributes
}

// attributesIn iterates over the text between a tag's name and its end.
func attributesIn(text []byte) iter.Seq[attribute] {
	return func(yield func(attribute) bool) {
		for i := 0; i < len(text); {
			if c := text[i]; isSpace(c) || c == '/' || c == '"' || c == '\'' || c == '=' {
				i++
				continue
			}
			begin := i
			for i < len(text) && !isSpace(text[i]) && text[i] != '=' {
				i++
			}
			a := attribute{name: text[begin:i]}
			if j := skipSpace(text, i); j < len(text) && text[j] == '=' {
				a.at = skipSpace(text, j+1)
				a.value, i = attributeValue(text, a.at)
				if a.at < len(text) && (text[a.at] == '"' || text[a.at] == '\'') {
					a.at++
				}
			}
			if !yield(a) {
				return
			}
		}
	}
}

// attributeValue reads the value that begins at i and says where to go on.
func attributeValue(text []byte, i int) (value []byte, next int) {
	if i >= len(text) {
		return nil, len(text)
	}
	if q := text[i]; q == '"' || q == '\'' {
		if j := bytes.IndexByte(text[i+1:], q); j >= 0 {
			return text[i+1 : i+1+j], i + j + 2
		}
		return text[i+1:], len(text)
	}
	j := i
	for j < len(text) && !isSpace(text[j]) {
		j++
	}
	if j == len(text) { // the / of <br clear=all/>
		return bytes.TrimSuffix(text[i:j], []byte("/")), j
	}
	return text[i:j], j
}

// tagName is the name at the beginning of b.
func tagName(b []byte) []byte {
	i := 0
	for i < len(b) && isNameByte(b[i]) {
		i++
	}
	if i > 0 && !isNameStart(b[0]) {
		return nil
	}
	return b[:i]
}

func isNameStart(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c >= 0x80
}

func isNameByte(c byte) bool {
	return isNameStart(c) || '0' <= c && c <= '9' || c == '-' || c == '.' || c == ':'
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func skipSpace(b []byte, i int) int {
	for i < len(b) && isSpace(b[i]) {
		i++
	}
	return i
}

// splitName divides a qualified name.
func splitName(name []byte) (prefix, local []byte) {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[:i], name[i+1:]
	}
	return nil, name
}
