package content

import (
	"html"
	"strings"
)

// A tag as it stands in the source. Names and keys are in lower case, values
// are unescaped.
type tag struct {
	name  string
	attrs []attr
	empty bool // closes itself: <p/>
	marks marks
}

type attr struct{ key, val string }

// attr is the value of an attribute; empty when it is not there.
func (t *tag) attr(key string) string {
	for i := range t.attrs {
		if t.attrs[i].key == key {
			return t.attrs[i].val
		}
	}
	return ""
}

func (t *tag) has(key string) bool {
	for i := range t.attrs {
		if t.attrs[i].key == key {
			return true
		}
	}
	return false
}

// Limits of what is read. They are far beyond any article and keep a hostile
// one from costing more than a moment.
const (
	maxSource = 16 << 20 // bytes
	maxTags   = 1 << 20
	maxAttrs  = 64 // of a tag
)

// A scanner splits HTML into tags and text in one pass and hands them to the
// builder. It follows the tokenisation of the HTML standard where that changes
// what a reader sees; it needs no more, because nothing of the source reaches
// the output without being read and written anew.
type scanner struct {
	src    string
	pos    int
	tag    tag
	tags   int
	noTail map[string]bool // raw elements and sections known not to end
}

// all reads the source to its end, and what was to be dropped but never ended
// after all: rather show too much than lose the article.
func (s *scanner) all(b *builder) {
	s.run(b)
	if b.skip.name == "" {
		return
	}
	if s.pos = b.skip.pos; s.pos > 0 && !b.keepAll {
		b.skip, b.film, b.keepAll = skip{}, nil, true
		s.run(b)
	}
	b.skip = skip{}
}

func (s *scanner) run(b *builder) {
	for s.pos < len(s.src) && !b.full {
		if s.tags >= maxTags {
			b.cut = true
			return
		}
		i := strings.IndexByte(s.src[s.pos:], '<')
		if i < 0 {
			b.rawText(s.src[s.pos:])
			s.pos = len(s.src)
			return
		}
		if i > 0 {
			b.rawText(s.src[s.pos : s.pos+i])
			s.pos += i
		}
		s.markup(b)
	}
}

// markup reads what begins with the "<" at pos.
func (s *scanner) markup(b *builder) {
	rest := s.src[s.pos:]
	switch {
	case len(rest) > 1 && isLetter(rest[1]):
		s.openTag(b)
	case len(rest) > 2 && rest[1] == '/' && isLetter(rest[2]):
		s.pos += 2
		name := unprefixed(s.name())
		s.skipTo(">")
		s.tags++
		b.close(name)
	case strings.HasPrefix(rest, "<!--"):
		s.pos += len("<!--")
		s.skipTo("-->")
	case strings.HasPrefix(rest, "<![CDATA["):
		s.section(b)
	case len(rest) > 1 && (rest[1] == '!' || rest[1] == '?' || rest[1] == '/'):
		s.skipTo(">")
	default:
		b.rawText("<")
		s.pos++
	}
}

// section reads a CDATA section as HTML: it does not belong into HTML, but
// publishers who wrap their content twice leave it there.
func (s *scanner) section(b *builder) {
	s.pos += len("<![CDATA[")
	if s.noTail["]]>"] {
		return
	}
	end := strings.Index(s.src[s.pos:], "]]>")
	if end < 0 {
		s.endless("]]>")
		return
	}
	inner := scanner{src: s.src[s.pos : s.pos+end], tags: s.tags, noTail: map[string]bool{"]]>": true}}
	inner.all(b)
	s.tags = inner.tags
	s.pos += end + len("]]>")
}

func (s *scanner) endless(what string) {
	if s.noTail == nil {
		s.noTail = map[string]bool{}
	}
	s.noTail[what] = true
}

func (s *scanner) skipTo(end string) {
	if i := strings.Index(s.src[s.pos:], end); i >= 0 {
		s.pos += i + len(end)
	} else {
		s.pos = len(s.src)
	}
}

func (s *scanner) openTag(b *builder) {
	s.pos++
	written := s.name()
	s.tag.name, s.tag.attrs, s.tag.empty = unprefixed(written), s.tag.attrs[:0], false
	if !s.attributes() {
		return // the source ends in the tag
	}
	s.tags++
	raw := elements[s.tag.name].raw
	b.open(&s.tag, s.pos)
	if s.tag.empty {
		b.close(s.tag.name)
	} else if raw {
		body := s.rawBody(written)
		if b.skip.tex != nil {
			b.addText(body)
		} else if b.skip.svg != nil {
			b.rawText(body)
		}
		b.close(s.tag.name)
	}
}

// rawBody reads the text of an element that holds no markup, such as script.
// One that is never closed is taken for an empty one when it is an iframe,
// which feeds do write as <iframe/>, and hides the rest otherwise, as in
// browsers.
func (s *scanner) rawBody(name string) string {
	start := s.pos
	if !s.noTail[name] {
		for at := s.pos; ; {
			i := strings.Index(s.src[at:], "</")
			if i < 0 {
				break
			}
			at += i + 2
			if len(s.src)-at >= len(name) && strings.EqualFold(s.src[at:at+len(name)], name) {
				s.pos = at
				s.skipTo(">")
				return s.src[start : at-2]
			}
		}
		s.endless(name)
	}
	if unprefixed(name) != "iframe" {
		s.pos = len(s.src)
	}
	return ""
}

// unprefixed is the name of an element without a prefix that means HTML, SVG or MathML:
// feeds of XHTML, which HTML knows nothing of, have them. Other prefixes stay, as those of
// office programs, which mean something else.
func unprefixed(name string) string {
	switch prefix, local, _ := strings.Cut(name, ":"); prefix {
	case "html", "xhtml", "svg", "math", "mathml", "mml", "m":
		if local != "" {
			return local
		}
	}
	return name
}

// name reads the name of a tag or attribute.
func (s *scanner) name() string {
	start := s.pos
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		if isSpace(c) || c == '>' || c == '/' || c == '=' && s.pos > start {
			break
		}
		s.pos++
	}
	return strings.ToLower(s.src[start:s.pos])
}

// attributes reads up to and with the ">" and reports whether there is one.
func (s *scanner) attributes() bool {
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case c == '>':
			s.pos++
			return true
		case c == '/':
			s.pos++
			s.tag.empty = s.pos < len(s.src) && s.src[s.pos] == '>'
		case isSpace(c):
			s.pos++
		default:
			key := s.name()
			val := s.value()
			if len(s.tag.attrs) < maxAttrs {
				s.tag.attrs = append(s.tag.attrs, attr{key, val})
			}
		}
	}
	return false
}

// value reads "= value" if it is there.
func (s *scanner) value() string {
	s.space()
	if s.pos >= len(s.src) || s.src[s.pos] != '=' {
		return ""
	}
	s.pos++
	s.space()
	if s.pos >= len(s.src) {
		return ""
	}
	if q := s.src[s.pos]; q == '"' || q == '\'' {
		s.pos++
		start := s.pos
		end := strings.IndexByte(s.src[start:], q)
		if end < 0 {
			s.pos = len(s.src)
			return ""
		}
		s.pos = start + end + 1
		return unescapeAttr(s.src[start : start+end])
	}
	start := s.pos
	for s.pos < len(s.src) && !isSpace(s.src[s.pos]) && s.src[s.pos] != '>' {
		s.pos++
	}
	return unescapeAttr(s.src[start:s.pos])
}

func (s *scanner) space() {
	for s.pos < len(s.src) && isSpace(s.src[s.pos]) {
		s.pos++
	}
}

// unescapeAttr replaces entities that end with a semicolon. In attributes
// others stay as they are: "?a=1&copy=2" is an address.
func unescapeAttr(v string) string {
	amp := strings.IndexByte(v, '&')
	if amp < 0 {
		return v
	}
	var out strings.Builder
	for amp >= 0 {
		out.WriteString(v[:amp])
		v = v[amp:]
		n := 1
		for n < len(v) && n < 34 && (isLetter(v[n]) || v[n] >= '0' && v[n] <= '9' || v[n] == '#') {
			n++
		}
		if n > 1 && n < len(v) && v[n] == ';' {
			n++
			out.WriteString(html.UnescapeString(v[:n]))
		} else {
			out.WriteString(v[:n])
		}
		v = v[n:]
		amp = strings.IndexByte(v, '&')
	}
	out.WriteString(v)
	return out.String()
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}
