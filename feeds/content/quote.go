package content

import (
	"strings"
	"unicode/utf8"
)

// longPull is how many bytes of text no pull quote has.
const longPull = 1000

// longAttribution is how many bytes of text do not only say who said something.
const longAttribution = 300

// pull begins a frame for a pull quote.
func (b *builder) pull(t *tag, e element) {
	if f := b.top(); f.role == roleQuote && f.block.Kind == PullQuote {
		if e.role == roleQuote {
			b.push(t, e)
		} else {
			f.nest(t.name)
		}
		return
	}
	b.wrap(t, roleQuote, PullQuote)
}

// wrap begins a frame for an element that holds blocks only because of its class.
func (b *builder) wrap(t *tag, r role, kind Kind) {
	n := len(b.frames)
	b.push(t, element{role: r})
	if len(b.frames) > n {
		b.top().wrap, b.top().block.Kind = true, kind
	}
}

// nest counts an element that is in a frame of the same name.
func (f *frame) nest(name string) {
	if f.wrap && f.name == name {
		f.nested++
	}
}

// unwrap ends the frame on top if it was begun for the class of an element.
func (b *builder) unwrap(name string) {
	f := b.top()
	switch {
	case !f.wrap || f.name != name:
	case f.nested > 0:
		f.nested--
	default:
		b.popTop()
	}
}

// endQuote emits a quotation, whose last paragraph may say whose it is.
func (b *builder) endQuote(f frame) {
	x := f.block
	if x.Kind == PullQuote && len(x.Children) == 1 && x.Children[0].Kind == Quote {
		inner := x.Children[0]
		x.Children = inner.Children
		if x.Spans == nil {
			x.Spans = inner.Spans
		}
	}
	if n := len(x.Children); n > 1 && x.Spans == nil && f.embed == nil && attributes(&x.Children[n-1]) {
		x.Spans, x.Children = x.Children[n-1].Spans, x.Children[:n-1]
	}
	switch {
	case f.embed != nil:
		b.endPost(f)
	case len(x.Children) == 0 && x.Spans != nil:
		b.emit(Block{Kind: Paragraph, Spans: x.Spans, Lang: x.Lang, Dir: x.Dir})
	case x.Kind == PullQuote && textLen(x.Children) > longPull:
		for _, c := range x.Children {
			b.emitAs(c, f.inner, f.innerDir)
		}
		if x.Spans != nil {
			b.emit(Block{Kind: Paragraph, Spans: x.Spans})
		}
	case len(x.Children) > 0:
		b.emit(x)
	}
}

// attributes reports whether a paragraph at the end of a quotation says who said
// it: "— Ann Example", not "— No, she said."
func attributes(x *Block) bool {
	if !x.bare() {
		return false
	}
	text := plain(x.Spans)
	first, n := utf8.DecodeRuneInString(text)
	if !strings.ContainsRune("—–―-~", first) || len(text) > longAttribution {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.TrimLeftFunc(text[n:], blank) != "" && !strings.ContainsRune(".!?…:;,»”\"", last)
}

// attribution takes the line that says who said something, in the frame on top.
func (b *builder) attribution(spans []Span) bool {
	f := b.top()
	if f.role != roleQuote || f.embed != nil || spansLen(spans)+len("\n")+spansLen(f.block.Spans) > longAttribution {
		return false
	}
	f.block.Spans = joinLines(f.block.Spans, spans)
	return true
}

// maxPulls is how many pull quotes no article has.
const maxPulls = 50

// withoutPulls removes pull quotes that repeat the running text.
func withoutPulls(blocks []Block) []Block {
	if n := pulls(blocks); n == 0 || n > maxPulls {
		return blocks
	}
	var t texter
	t.noPulls = true
	t.blocks(blocks, "\n\n")
	return dropPulls(blocks, letters(t.String()))
}

func pulls(blocks []Block) int {
	n := 0
	for i := range blocks {
		if blocks[i].Kind == PullQuote {
			n++
		}
		n += pulls(blocks[i].Children)
	}
	return n
}

func dropPulls(blocks []Block, text string) []Block {
	out := blocks[:0]
	for _, x := range blocks {
		if x.Kind == PullQuote && strings.Contains(text, letters(PlainText(x.Children))) {
			continue
		}
		had := len(x.Children)
		if x.Children = dropPulls(x.Children, text); had > 0 && len(x.Children) == 0 {
			continue
		}
		out = append(out, x)
	}
	return out
}

// openQuote begins a quotation: one of the article's, a pull quote, or a post.
func (b *builder) openQuote(t *tag, e element) {
	kind := t.attr("data-embed")
	switch {
	case validKind(kind):
		address := b.links.resolve(t.attr("cite"))
		b.push(t, e)
		if address != "" && b.top().name == t.name {
			b.top().embed = &Embed{Kind: kind, URL: address, Title: oneLine(t.attr("title")), Image: b.links.resolve(t.attr("data-image"))}
		}
	case t.marks&marksPost != 0 && b.openPost(t):
	case t.marks&marksPull != 0:
		n := len(b.frames)
		if b.push(t, e); len(b.frames) > n {
			b.top().block.Kind = PullQuote
		}
	default:
		b.push(t, e)
	}
}

// cited marks what names a work or a speaker until its paragraph ends.
const cited Style = 1 << 15

func cites(spans []Span) bool {
	for i := range spans {
		if spans[i].Style&cited != 0 {
			return true
		}
	}
	return false
}

// allCited reports whether a paragraph is nothing but a source, perhaps after a
// dash.
func allCited(spans []Span) bool {
	for i := range spans {
		if spans[i].Style&cited == 0 && strings.Trim(spans[i].Text, " \n\u00A0—–―-~") != "" {
			return false
		}
	}
	return true
}
