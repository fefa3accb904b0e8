package parse

import (
	"bytes"
	"encoding/base64"
	"html"
	"slices"
	"strings"
	"unicode/utf8"
)

// text writes text; XML forbids ]]> in it, and any before the root element.
func (m *mender) text(text []byte) {
	if len(m.stack) == 0 {
		return
	}
	text = bytes.ReplaceAll(text, []byte("<"), []byte("&lt;"))
	m.out.Write(bytes.ReplaceAll(text, []byte("]]>"), []byte("]]&gt;")))
}

// textBefore writes the text between the markup before, which ends at from, and the next
// one. A start tag of an entry in it that is not closed begins an entry all the same.
func (m *mender) textBefore(next markup, from int) {
	text := m.doc[from:next.start]
	i := bytes.LastIndexByte(text, '<')
	if i < 0 {
		m.text(text)
		return
	}
	name := tagName(text[i+1:])
	rest := bytes.TrimSpace(text[i+1+len(name):])
	if !m.isEntry(string(name)) || len(rest) > 0 && bytes.IndexByte(rest, '=') < 0 {
		m.text(text)
		return
	}
	m.text(text[:i])
	m.open(markup{kind: openTag, start: from + i, end: next.start + 1, name: name})
}

// isComment reports whether markup is a comment that XML allows.
func isComment(text []byte) bool {
	inside, ok := bytes.CutPrefix(text, []byte("<!--"))
	inside = bytes.TrimSuffix(inside, []byte("-->"))
	return ok && len(inside)+7 == len(text) && !bytes.Contains(inside, []byte("--")) && !bytes.HasSuffix(inside, []byte("-"))
}

// attributes writes those of a tag that XML allows, as they are where all are well.
// The mode of what was in base64 is left out.
func (m *mender) attributes(mark markup, decoded bool) {
	text := mark.attributes(m.doc)
	if mark.kind == emptyTag {
		text = bytes.TrimSuffix(text, []byte("/"))
	}
	depth := len(m.stack) + 1
	m.declared[depth] = m.declared[depth-1]
	isRoot, n := depth == 1, declarations(text)
	if !isRoot && !decoded && m.declared[depth]+n <= maxNamespaces && soundAttributes(text) {
		m.declared[depth] += n
		m.out.Write(text)
		return
	}
	var seen []string
	if isRoot && !knownNamespace(mark, m.doc, m.format) {
		declaration := namespaceDeclaration(mark.name, m.format)
		m.attribute(declaration, []byte(usualNamespace(m.format)))
		seen = append(seen, declaration)
		m.declared[depth]++
	}
	for a := range attributesIn(text) {
		name, ok := plainName(a.name)
		if !ok || decoded && name == "mode" || slices.Contains(seen, name) {
			continue
		}
		if n := strings.Count(name, "xmlns"); n > 0 {
			if m.declared[depth]+n > maxNamespaces {
				continue
			}
			m.declared[depth] += n
		}
		if len(seen) < maxAttributes {
			seen = append(seen, name)
			m.attribute(name, a.value)
		}
	}
}

// maxAttributes bounds how many attributes of a damaged tag are kept.
const maxAttributes = 100

func (m *mender) attribute(name string, value []byte) {
	m.out.WriteByte(' ')
	m.out.WriteString(name)
	m.out.WriteString(`="`)
	value = bytes.ReplaceAll(value, []byte("<"), []byte("&lt;"))
	m.out.Write(bytes.ReplaceAll(value, []byte(`"`), []byte("&quot;")))
	m.out.WriteByte('"')
}

// soundAttributes reports whether the attributes of a tag are as XML has them.
func soundAttributes(text []byte) bool {
	var seen [][]byte
	for i := 0; ; {
		j := skipSpace(text, i)
		if j == len(text) {
			return true
		}
		name := text[j:]
		if n := bytes.IndexByte(name, '='); n >= 0 {
			name = name[:n]
		}
		_, ok := plainName(name)
		i = j + len(name) + 1
		if !ok || i >= len(text) || text[i] != '"' && text[i] != '\'' || len(seen) == maxAttributes || containsBytes(seen, name) {
			return false
		}
		seen = append(seen, name)
		n := bytes.IndexByte(text[i+1:], text[i])
		if n < 0 || bytes.IndexByte(text[i+1:i+1+n], '<') >= 0 {
			return false
		}
		if i += n + 2; i < len(text) && !isSpace(text[i]) {
			return false
		}
	}
}

func containsBytes(list [][]byte, b []byte) bool {
	return slices.ContainsFunc(list, func(other []byte) bool { return bytes.Equal(other, b) })
}

// inBase64 reports whether a tag says that its text is in base64 (Atom 0.3).
func inBase64(m markup, doc []byte) bool {
	text := m.attributes(doc)
	if !bytes.Contains(text, []byte("base64")) {
		return false
	}
	for a := range attributesIn(text) {
		if string(a.name) == "mode" && string(a.value) == "base64" {
			return true
		}
	}
	return false
}

// base64 decodes the text of an element that says it is in base64. The text comes
// back escaped, with the place where to go on. said tells whether an element says so;
// what is no base64 all the same is taken for text.
func (m *mender) base64(mark markup) (text []byte, end int, said bool) {
	if m.format != atomFormat || mark.kind != openTag || !inBase64(mark, m.doc) {
		return nil, mark.end, false
	}
	end = len(m.doc)
	if i := bytes.IndexByte(m.doc[mark.end:], '<'); i >= 0 {
		end = mark.end + i
	}
	code := bytes.Join(bytes.Fields(m.doc[mark.end:end]), nil)
	plain, err := base64.StdEncoding.AppendDecode(nil, code)
	if err != nil {
		return nil, mark.end, true
	}
	return []byte(html.EscapeString(string(legalCharacters(bytes.ToValidUTF8(plain, replacement))))), end, true
}

// channelDefinition writes what the Channel Definition Format has in attributes as
// the elements that RSS has for it.
func (m *mender) channelDefinition(mark markup) {
	if !isChannel(mark.name) && !isEntry(mark.name, rssFormat) {
		return
	}
	for a := range attributesIn(mark.attributes(m.doc)) {
		element := ""
		switch strings.ToLower(string(a.name)) {
		case "href":
			element = "link"
		case "lastmod":
			element = "dcterms:modified"
		default:
			continue
		}
		m.out.WriteString("<" + element + ">")
		m.text(a.value)
		m.out.WriteString("</" + element + ">")
	}
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

// legalReferences makes a space of references to characters that XML has not. It
// works in place.
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
