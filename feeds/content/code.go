package content

import (
	"cmp"
	"strings"
)

// codeText is the text of a <pre>: white space as it is, no looks.
type codeText struct {
	depth int // <pre> within <pre>; zero: none is open
	lang  string
	verse bool // it is a poem
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
	case e.role == roleSkip || !e.void && (unwanted(t) || t.marks&marksLineNumber != 0):
		b.skip = skip{name: t.name, pos: pos}
	case e.block() && e.role != roleCell:
		b.code.line()
	}
	if b.code.lang == "" && t.name == "code" {
		b.code.lang = codeLang(t)
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
	code := b.code
	text := strings.Map(codeRune, code.text.String())
	text = strings.TrimRight(strings.TrimLeft(text, "\n"), " \n\t\u00A0")
	b.code = codeText{}
	switch {
	case strings.Trim(text, " \n\t\u00A0") == "":
	case code.verse:
		b.verse(text)
	default:
		b.emit(Block{Kind: Code, Text: text, CodeLang: cmp.Or(code.lang, b.codeHint)})
		b.codeHint = ""
	}
	b.flush()
}

// verse is text whose lines and white space count, but which is no code.
func (b *builder) verse(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		words := strings.TrimLeft(line, " \t")
		b.line.add(strings.Repeat("\u00A0", min(len(line)-len(words), 40)), b.look)
		b.line.add(words, b.look)
		if !b.line.newline() {
			b.flush()
		}
	}
}

// codeRune drops controls but for those that shape code, and what would make it
// look like other code.
func codeRune(r rune) rune {
	if r < ' ' && r != '\n' && r != '\t' || r == 0x7F || isDirecting(r) {
		return -1
	}
	return r
}
