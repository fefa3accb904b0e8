package content

import "strings"

// codeText is the text of a <pre>: white space as it is, no looks.
type codeText struct {
	depth int // <pre> within <pre>; zero: none is open
	lang  string
	text  strings.Builder
}

func (c *codeText) add(text string) {
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	c.text.WriteString(text)
}

// line begins a new line, unless one has begun.
func (c *codeText) line() {
	if s := c.text.String(); s != "" && s[len(s)-1] != '\n' {
		c.text.WriteByte('\n')
	}
}

// openInCode takes a start tag within <pre>: only lines and pictures matter.
func (b *builder) openInCode(t *tag, e element, pos int) {
	switch {
	case e.role == rolePre:
		b.code.depth++
	case e.role == roleBreak:
		b.code.text.WriteByte('\n')
	case e.role == roleImage:
		b.image(t)
	case e.role == roleSkip || !e.void && unwanted(t):
		b.skip = skip{name: t.name, pos: pos}
	case e.block() && e.role != roleCell:
		b.code.line()
	}
	if b.code.lang == "" && t.name == "code" {
		b.code.lang = b.codeLang(t)
	}
}

func (b *builder) closeInCode(name string, e element) {
	if e.role != rolePre {
		if e.block() && e.role != roleCell {
			b.code.line()
		}
		return
	}
	if b.code.depth--; b.code.depth == 0 {
		b.endCode()
	}
}

func (b *builder) endCode() {
	text := strings.Map(codeRune, b.code.text.String())
	text = strings.TrimRight(strings.TrimLeft(text, "\n"), " \n\t\u00A0")
	lang := b.code.lang
	b.code = codeText{}
	if strings.Trim(text, " \n\t\u00A0") != "" {
		b.emit(Block{Kind: Code, Text: text, CodeLang: lang})
	}
	b.flush()
}

// codeRune drops controls but for those that shape code, and what would make it
// look like other code.
func codeRune(r rune) rune {
	if r < ' ' && r != '\n' && r != '\t' || r == 0x7F || isDirecting(r) {
		return -1
	}
	return r
}

// codeLang is the programming language that the classes of an element name, in
// one of the ways that highlighters have.
func (b *builder) codeLang(t *tag) string {
	if l := t.attr("data-lang"); l != "" {
		return langName(l)
	}
	for _, word := range strings.Fields(t.attr("class")) {
		for _, prefix := range []string{"language-", "lang-", "highlight-source-", "brush:"} {
			if l, ok := strings.CutPrefix(word, prefix); ok {
				return langName(l)
			}
		}
	}
	return ""
}

func langName(s string) string {
	s = strings.ToLower(strings.Trim(s, ";"))
	if len(s) > 24 {
		return ""
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; !isLetter(c) && (c < '0' || c > '9') && !strings.ContainsRune("+#-_.", rune(c)) {
			return ""
		}
	}
	return s
}
