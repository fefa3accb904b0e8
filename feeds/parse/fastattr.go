package parse

import (
	"bytes"
	"net/url"
	"strings"
	"unicode/utf8"
)

// takeName reports whether the name of a tag is one that needs no thought.
func (r *fastReader) takeName(name []byte) bool {
	colons := 0
	for i, c := range name {
		if c >= utf8.RuneSelf || c == ':' && i+1 == len(name) {
			return false
		}
		if c == ':' {
			colons++
		}
	}
	return colons == 0 || colons == 1 && !bytes.HasPrefix(name, []byte("xml"))
}

// takeAttributes reads the attributes of a tag. It reports false unless each is
// written as XML has it: a name, =, and a value in quotes.
func (r *fastReader) takeAttributes(text []byte) bool {
	r.attrs = r.attrs[:0]
	if r.tag.kind == emptyTag {
		text = text[:len(text)-1]
	}
	for i := skipSpace(text, 0); i < len(text); i = skipSpace(text, i) {
		from := i
		for i < len(text) && isNameByte(text[i]) {
			i++
		}
		name := text[from:i]
		i = skipSpace(text, i)
		if len(name) == 0 || !isNameStart(name[0]) || !isAttributeName(name) || i == len(text) || text[i] != '=' {
			return false
		}
		i = skipSpace(text, i+1)
		if i == len(text) || text[i] != '"' && text[i] != '\'' {
			return false
		}
		n := bytes.IndexByte(text[i+1:], text[i])
		if n < 0 {
			return false
		}
		value := text[i+1 : i+1+n]
		if bytes.IndexByte(value, '<') >= 0 {
			return false
		}
		r.attrs = append(r.attrs, attribute{name: name, value: value, at: r.tag.start + 1 + len(r.tag.name) + i + 1})
		i += n + 2
	}
	return true
}

func isAttributeName(name []byte) bool {
	colon := bytes.IndexByte(name, ':')
	return isASCII(name) && (colon < 0 || colon+1 < len(name) && bytes.IndexByte(name[colon+1:], ':') < 0)
}

// attribute is the value of an attribute of the child that was opened: the one
// without a prefix, else the first with any. It is empty if there is none.
func (r *fastReader) attribute(name string) string {
	var other *attribute
	for i := range r.attrs {
		a := &r.attrs[i]
		prefix, local := splitName(a.name)
		switch {
		case string(local) != name:
		case len(prefix) == 0:
			return r.attributeValue(a, true)
		case other == nil:
			other = a
		}
	}
	if other == nil {
		return ""
	}
	return r.attributeValue(other, true)
}

// attributeValue reads a value. gofeed gives addresses of the children that it reads,
// but not of what is inside of an extension, another shape.
func (r *fastReader) attributeValue(a *attribute, child bool) string {
	value := r.characters(a.value)
	if !child {
		return value
	}
	_, local := splitName(a.name)
	switch strings.ToLower(string(local)) {
	case "href", "scheme", "src", "uri":
		return reshaped(value)
	}
	return value
}

// reshaped is an address after package url read and wrote it, as it was if that
// fails.
func reshaped(address string) string {
	if keepsShape(address) {
		return address
	}
	u, err := url.Parse(strings.TrimLeft(address, " "))
	if err != nil {
		return address
	}
	return u.String()
}

// keepsShape is a quick test for addresses that package url would write as they are:
// most are. It is false too often rather than too seldom.
func keepsShape(address string) bool {
	rest, ok := strings.CutPrefix(address, "https://")
	if !ok {
		if rest, ok = strings.CutPrefix(address, "http://"); !ok {
			return false
		}
	}
	i := 0
	for i < len(rest) && isHostByte(rest[i]) {
		i++
	}
	if i == 0 || i < len(rest) && rest[i] != '/' {
		return false
	}
	query := false
	for ; i < len(rest); i++ {
		switch c := rest[i]; {
		case isLetter(c), isDigit(c), c == '/', c == '-', c == '.', c == '_', c == '~':
		case c == '?', query && (c == '=' || c == '&' || c == '%' || c == '+'):
			query = true
		default:
			return false
		}
	}
	return true
}

func isHostByte(c byte) bool { return isLetter(c) || isDigit(c) || c == '-' || c == '.' }
