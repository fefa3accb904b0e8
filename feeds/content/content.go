// Package content makes an article's HTML fit to be stored, read and searched.
//
// Publishers' HTML goes in, whatever its state; a list of blocks comes of it,
// and of the blocks clean HTML, plain text and the article's picture. One
// scanner (or a walk over a parsed tree) hands tags and text to one builder,
// which knows few things: blocks, what holds blocks, and the look of text in a
// line. All else is unwrapped or dropped. So nothing can get through that is not
// named here: no script, style, frame or form, no addresses but http, https and
// mailto, no picture that counts readers, no parameter that follows them, no
// character that turns the text around it.
//
// A formula becomes a line of Unicode, a post of another site a card with its
// text, a drawing a picture of shapes alone; a picture keeps all addresses that it
// can be had from. What was too much is left out, and a last block says so.
//
// HTML that Clean wrote reads as the same blocks again: Blocks is the same
// builder, and cleaning what is clean changes nothing. Everything is bounded
// and nothing fails: the worst of sources makes an empty article.
package content

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Cleaned is an article's HTML, cleaned, with what is derived from it.
type Cleaned struct {
	HTML  string // as Clean
	Text  string // as Text
	Image string // as Image
	Words int    // as Words
	Cut   bool   // it was too long, and its end is missing: the last block says so too
}

// Process does all that is done with a new article, reading it once. Links and
// pictures become absolute against base, the address of the article.
func Process(source, base string) Cleaned {
	blocks := read(source, base)
	text := PlainText(blocks)
	return Cleaned{HTML: write(blocks, len(text)*5/4+256), Text: text, Image: FirstPicture(blocks), Words: Words(text), Cut: wasCut(blocks)}
}

func wasCut(blocks []Block) bool { return len(blocks) > 0 && blocks[len(blocks)-1].Kind == Cut }

// Clean is the HTML that is stored: what is on the list of elements, with
// absolute addresses. Source may be HTML, plain text, or HTML that was escaped
// twice.
func Clean(source, base string) string { return write(read(source, base), len(source)) }

// TreeBlocks are the blocks of a document that is parsed already.
func TreeBlocks(n *html.Node, base string) []Block {
	b := newBuilder(base)
	b.walk(n, 0)
	blocks := b.finish()
	b.free()
	return blocks
}

// Blocks reads clean HTML for the article pane.
func Blocks(clean string) []Block { return read(clean, "") }

// HTML writes blocks as clean HTML.
func HTML(blocks []Block) string { return write(blocks, 4096) }

// Text is the plain text of clean HTML: see PlainText.
func Text(clean string) string { return PlainText(Blocks(clean)) }

func read(source, base string) []Block {
	cut := len(source) > maxSource
	source = prepare(source)
	if source == "" {
		return nil
	}
	b := newBuilder(base)
	b.cut = cut
	s := scanner{src: source}
	s.all(b)
	blocks := b.finish()
	b.free()
	return blocks
}

// prepare makes HTML in valid UTF-8 of whatever a publisher sent.
func prepare(source string) string {
	if len(source) > maxSource {
		source = source[:maxSource]
	}
	if !utf8.ValidString(source) {
		source = strings.ToValidUTF8(source, "\uFFFD")
	}
	if strings.TrimSpace(source) == "" {
		return ""
	}
	if hasTags(source) {
		return source
	}
	if html := unescaped(source); html != "" {
		return html
	}
	if strings.ContainsAny(source, "\n\r") {
		return paragraphs(source)
	}
	return source
}

// walk hands a tree to the builder.
func (b *builder) walk(n *html.Node, depth int) {
	if depth > 2000 || b.full {
		b.cut = true
		return
	}
	switch n.Type {
	case html.TextNode:
		b.addText(strings.ToValidUTF8(n.Data, "\uFFFD"))
		return
	case html.ElementNode:
		t := tag{name: n.Data, attrs: make([]attr, 0, len(n.Attr))}
		for _, a := range n.Attr {
			t.attrs = append(t.attrs, attr{a.Key, strings.ToValidUTF8(a.Val, "\uFFFD")})
		}
		b.open(&t, 0)
		defer b.closeNode(n.Data)
	}
	if n.Data == "noscript" && n.FirstChild != nil && n.FirstChild.Type == html.TextNode {
		s := scanner{src: n.FirstChild.Data} // parsed as a browser with scripts would
		s.all(b)
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.walk(c, depth+1)
	}
}

func (b *builder) closeNode(name string) {
	if !elements[name].void {
		b.close(name)
	}
}
