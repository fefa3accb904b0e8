package parse

import (
	"bytes"
	"html"
	"strings"
)

// Bounds on the entities that a document declares for itself: ten that each stand
// for ten of the one before would make a thousand million of a few bytes.
const (
	maxEntities       = 1000
	maxEntityDepth    = 8
	maxEntityExpanded = 1 << 20 // bytes in the whole document
)

// documentEntities are the general entities that a DOCTYPE before the root element
// declares in the document itself. Those in other files are not fetched.
func documentEntities(prologue []byte) map[string]string {
	at := bytes.Index(prologue, []byte("<!DOCTYPE"))
	if at < 0 {
		return nil
	}
	entities := map[string]string{}
	for rest := prologue[at:]; len(entities) < maxEntities; {
		_, after, ok := bytes.Cut(rest, []byte("<!ENTITY"))
		if !ok {
			break
		}
		rest = after
		name, value := entityDeclaration(after)
		if _, twice := entities[name]; name != "" && !twice {
			entities[name] = value
		}
	}
	return entities
}

// entityDeclaration reads what follows <!ENTITY: a name and a quoted value. The
// name is empty for parameter entities, those in files, and the five of XML itself.
func entityDeclaration(text []byte) (name, value string) {
	i := skipSpace(text, 0)
	n := tagName(text[i:])
	i = skipSpace(text, i+len(n))
	if len(n) == 0 || i >= len(text) || text[i] != '"' && text[i] != '\'' {
		return "", ""
	}
	end := bytes.IndexByte(text[i+1:], text[i])
	if end < 0 {
		return "", ""
	}
	switch name = string(n); name {
	case "lt", "gt", "amp", "quot", "apos":
		return "", ""
	}
	return name, numbersExpanded(string(text[i+1 : i+1+end]))
}

// numbersExpanded replaces numeric references, as XML does where an entity is
// declared, but leaves those to & and <, so that text does not become markup.
func numbersExpanded(s string) string {
	if !strings.Contains(s, "&#") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "&#")
		if i < 0 {
			return b.String() + s
		}
		n := max(referenceLength(s[i:]), 2)
		reference := s[i : i+n]
		if plain := html.UnescapeString(reference); plain != "&" && plain != "<" {
			reference = plain
		}
		b.WriteString(s[:i] + reference)
		s = s[i+n:]
	}
}

// withEntities replaces the references to entities that the document declares. What
// goes beyond the bounds stays as it is written; whole tells whether nothing did.
func withEntities(doc []byte, entities map[string]string) (out []byte, whole bool) {
	if len(entities) == 0 || bytes.IndexByte(doc, '&') < 0 {
		return doc, true
	}
	x := expander{entities: entities, left: maxEntityExpanded}
	s := scanner{doc: doc}
	end := 0
	for m, ok := s.next(); ok; m, ok = s.next() {
		x.expand(string(doc[end:m.start]), 0)
		end = m.end
		if x.inTag = m.kind == openTag || m.kind == emptyTag; x.inTag {
			x.expand(string(doc[m.start:m.end]), 0)
			x.inTag = false
			continue
		}
		x.out.Write(doc[m.start:m.end])
	}
	x.expand(string(doc[end:]), 0)
	return x.out.Bytes(), x.left > 0
}

// An expander replaces references to the entities of a document.
type expander struct {
	entities map[string]string
	out      bytes.Buffer
	left     int  // bytes that may still be added
	inTag    bool // where markup would end a value
}

// expand writes text with its references replaced, at some depth of entities in
// entities.
func (x *expander) expand(text string, depth int) {
	for {
		i := strings.IndexByte(text, '&')
		if i < 0 {
			x.write(text, depth)
			return
		}
		x.write(text[:i], depth)
		n := entityLength(text[i:])
		value, ok := x.entities[text[i+1:i+max(n, 2)-1]]
		switch {
		case n == 0:
			x.out.WriteByte('&')
			n = 1
		case !ok:
			x.out.WriteString(text[i : i+n])
		case depth == maxEntityDepth || len(value) >= x.left:
			x.left = 0
			x.out.WriteString(text[i : i+n])
		default:
			x.left -= len(value) + 1
			x.expand(value, depth+1)
		}
		text = text[i+n:]
	}
}

func (x *expander) write(text string, depth int) {
	if x.inTag && depth > 0 {
		text = valueEscaper.Replace(text)
	}
	x.out.WriteString(text)
}

var valueEscaper = strings.NewReplacer("<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;")

// entityLength is the length of the reference to a named entity at the beginning of
// s, which begins with &; zero if there is none. Names may have signs in them.
func entityLength(s string) int {
	name := tagName([]byte(s[1:min(len(s), 64)]))
	if n := len(name) + 1; len(name) > 0 && n < len(s) && s[n] == ';' {
		return n + 1
	}
	return 0
}
