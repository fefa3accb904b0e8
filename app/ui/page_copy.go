package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"tidings/app/viewmodel"
	"tidings/feeds/content"
)

// pageOrigin is where the text of a page is from, for quotations.
type pageOrigin struct{ title, source, link string }

// selected is the text that is selected: with an empty line between paragraphs, a
// new line between the items of a list, whose markers stay, and a tab between the
// cells of a row.
func (p *page) selected() string {
	if p.sel.empty() {
		return ""
	}
	texts := p.selectable()
	a, b := p.sel.ordered()
	var out strings.Builder
	for i := a.text; i <= b.text && i < len(texts); i++ {
		if i > a.text {
			out.WriteString(between(texts[i-1], texts[i]))
		}
		from, to := part(i, a, b, texts[i])
		if from == 0 && to > 0 {
			out.WriteString(markerOf(texts[i]))
		}
		out.WriteString(texts[i].layout.Text(from, to))
	}
	return out.String()
}

// between is what parts two texts that follow each other.
func between(t, next placedText) string {
	switch {
	case next.box != t.box && t.close && next.close:
		return "\n"
	case next.box != t.box:
		return "\n\n"
	case next.y > t.y:
		return "\n"
	}
	return "\t"
}

// markerOf is the marker of the item that begins with a text.
func markerOf(t placedText) string {
	marker := ""
	for _, x := range t.box.texts {
		switch {
		case x.marker:
			marker = x.layout.Text(0, x.layout.Para().Len()) + " "
		case !x.mute:
			if x.layout == t.layout {
				return marker
			}
			return ""
		}
	}
	return ""
}

// selectedBlocks are the blocks of what is selected, cut where it begins and ends.
func (p *page) selectedBlocks() []content.Block {
	c := cutting{parts: map[*content.Block]textPart{}}
	var roots []*content.Block
	texts := p.selectable()
	a, b := p.sel.ordered()
	if p.sel.empty() || b.text >= len(texts) {
		return nil
	}
	last := texts[b.text].box
	within := false
	for _, box := range p.boxes {
		within = within || box == texts[a.text].box
		if !within {
			continue
		}
		root := box.root
		if box.picture != nil && box.picture.of != nil {
			c.whole(box.picture.of)
		}
		for i := a.text; i <= b.text; i++ {
			t := texts[i]
			if t.box != box || t.of == nil {
				continue
			}
			if root == nil {
				root = t.of
			}
			from, to := part(i, a, b, t)
			c.parts[t.of] = textPart{[]rune(t.layout.Para().Text()), from, to}
		}
		if n := len(roots); root != nil && (n == 0 || roots[n-1] != root) {
			roots = append(roots, root)
		}
		if box == last {
			break
		}
	}
	var out []content.Block
	for _, r := range roots {
		if b, ok := c.keep(r); ok {
			out = append(out, b)
		}
	}
	return out
}

// textPart is a part of a text as the typesetter has cleaned it, in runes.
type textPart struct {
	text     []rune
	from, to int
}

// cutting takes from blocks what is not selected.
type cutting struct{ parts map[*content.Block]textPart }

// whole keeps a block as it is, unless a part of it is selected.
func (c cutting) whole(b *content.Block) {
	if _, ok := c.parts[b]; !ok {
		c.parts[b] = textPart{to: -1}
	}
}

// keep is what is selected of a block; it is false if nothing is.
func (c cutting) keep(b *content.Block) (content.Block, bool) {
	out := *b
	out.Children, out.Rows, out.Spans = nil, nil, nil
	part, kept := c.parts[b]
	switch {
	case !kept:
	case b.Kind == content.Code:
		out.Text = ""
		for _, sp := range part.cut([]content.Span{{Text: b.Text}}) {
			out.Text += sp.Text // with its tabs
		}
	case b.Kind == content.Figure && part.to >= 0 && b.Picture != nil && len(b.Picture.Caption) > 0:
		pic := *b.Picture
		pic.Caption = part.cut(pic.Caption)
		out.Picture = &pic
	default:
		out.Spans = part.cut(b.Spans)
	}
	for i := range b.Children {
		child, ok := c.keep(&b.Children[i])
		if ok {
			out.Children = append(out.Children, child)
		} else if b.Ordered && len(out.Children) == 0 {
			out.Start = max(1, out.Start) + 1
		}
	}
	for _, row := range b.Rows {
		if cells, ok := c.row(row); ok {
			out.Rows = append(out.Rows, cells)
		}
	}
	return out, kept || len(out.Children) > 0 || len(out.Rows) > 0
}

// row keeps all cells of a row of which one is selected, so that columns stay.
func (c cutting) row(row []content.Cell) (out []content.Cell, kept bool) {
	for _, cell := range row {
		blocks := cell.Blocks
		cell.Blocks = nil
		for i := range blocks {
			if b, ok := c.keep(&blocks[i]); ok {
				cell.Blocks, kept = append(cell.Blocks, b), true
			}
		}
		out = append(out, cell)
	}
	return out, kept
}

// cut is the part of spans. The typesetter leaves some letters out and makes
// several of a tab, so both texts are read side by side.
func (t textPart) cut(spans []content.Span) []content.Span {
	if t.to < 0 || t.from == 0 && t.to == len(t.text) {
		return spans
	}
	var out []content.Span
	at := 0
	for _, sp := range spans {
		var kept strings.Builder
		for _, r := range sp.Text {
			n := t.covers(r, at)
			if at >= t.from && at < t.to && (n > 0 || at > t.from) {
				kept.WriteRune(r)
			}
			at += n
		}
		if kept.Len() > 0 {
			sp.Text = kept.String()
			out = append(out, sp)
		}
	}
	return out
}

// covers is how many runes of the cleaned text stand for one of the source.
func (t textPart) covers(r rune, at int) int {
	switch {
	case at >= len(t.text):
		return 0
	case t.text[at] == r:
		return 1
	case r == '\t' && t.text[at] == ' ':
		n := 0
		for n < 4 && at+n < len(t.text) && t.text[at+n] == ' ' {
			n++
		}
		return n
	case t.text[at] == '\n' && r != '\r':
		return 1
	}
	return 0
}

// toClipboard puts a text on the clipboard. The toolkit's takes text alone, so HTML
// goes there as its source.
func toClipboard(text string) {
	if text != "" {
		fyne.CurrentApp().Clipboard().SetContent(text)
	}
}

// copySelected puts the selected text on the clipboard.
func (p *page) copySelected() { toClipboard(p.selected()) }

func (p *page) copyHTML() { toClipboard(content.HTML(p.selectedBlocks())) }

func (p *page) copyMarkdown() { toClipboard(content.Markdown(p.selectedBlocks())) }

// copyQuote copies the selected text with where it is from.
func (p *page) copyQuote() {
	if text := p.selected(); text != "" {
		toClipboard(viewmodel.Quotation(text, p.origin.title, p.origin.source, p.origin.link))
	}
}
