package content

import (
	"cmp"
	"strings"
)

// codeText is the text of a <pre>: white space as it is, no looks but links.
type codeText struct {
	depth int // <pre> within <pre>; zero: none is open
	lang  string
	verse bool // it is a poem
	text  strings.Builder
	links []codeLink
	open  codeLink // its address is empty: none
}

// A codeLink is a link of a part of the text.
type codeLink struct {
	start, end int // in codeText.text
	address    string
}

func (c *codeText) add(text string) {
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	c.text.WriteString(strings.Map(codeRune, text))
}

// link ends the link that is open, and begins one unless its address is empty.
func (c *codeText) link(address string) {
	if end := c.text.Len(); c.open.address != "" && end > c.open.start {
		c.open.end = end
		c.links = append(c.links, c.open)
	}
	c.open = codeLink{start: c.text.Len(), address: address}
}

// spans are the text from start to end, split where links begin and end; none:
// there are no links in it.
func (c *codeText) spans(start, end int) []Span {
	var out []Span
	text, at := c.text.String(), start
	for _, l := range c.links {
		from, to := max(l.start, at), min(l.end, end)
		if from >= to {
			continue
		}
		if from > at {
			out = append(out, Span{Text: text[at:from]})
		}
		out = append(out, Span{Text: text[from:to], Link: l.address})
		at = to
	}
	if out != nil && at < end {
		out = append(out, Span{Text: text[at:end]})
	}
	return out
}

// line begins a new line, unless one has begun.
func (c *codeText) line() {
	if s := c.text.String(); s != "" && s[len(s)-1] != '\n' {
		c.text.WriteByte('\n')
	}
}

// openInCode takes a start tag within <pre>: only lines, links and pictures
// matter.
func (b *builder) openInCode(t *tag, e element, pos int) {
	switch {
	case e.role == rolePre:
		b.code.depth++
	case e.role == roleBreak:
		b.code.text.WriteByte('\n')
	case e.role == roleImage:
		b.image(t)
	case e.role == roleLink && t.has("href"):
		b.code.link(b.links.link(t.attr("href")))
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
	if e.role == roleLink {
		b.code.link("")
		b.look.link, b.linkTitle = "", "" // of a link that began before
		b.relook()
		return
	}
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
	b.code.link("")
	code := b.code
	text := code.text.String()
	start, end := len(text)-len(strings.TrimLeft(text, "\n")), len(strings.TrimRight(text, " \n\t\u00A0"))
	text = text[min(start, end):end]
	b.code = codeText{}
	switch {
	case strings.Trim(text, " \n\t\u00A0") == "":
	case code.verse:
		b.verse(text)
	default:
		b.emit(Block{Kind: Code, Text: text, Spans: code.spans(start, end), CodeLang: cmp.Or(code.lang, b.codeHint)})
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
