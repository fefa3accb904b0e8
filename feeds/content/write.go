package content

import (
	"strconv"
	"strings"
)

// write is HTML of about the size given.
func write(blocks []Block, size int) string {
	if len(blocks) == 0 {
		return ""
	}
	var w writer
	w.Grow(size)
	w.blocks(blocks)
	return w.String()
}

// A writer writes blocks as HTML that reads as the same blocks again.
type writer struct{ strings.Builder }

func (w *writer) blocks(list []Block) {
	for i := range list {
		w.block(&list[i])
	}
}

func (w *writer) block(x *Block) {
	switch x.Kind {
	case Paragraph:
		w.leaf("p", x)
	case Heading:
		w.leaf("h"+strconv.Itoa(min(max(x.Level, 1), 6)), x)
	case Term:
		w.leaf("dt", x)
	case Quote, PullQuote:
		w.quote(x)
	case Item:
		w.container("li", x)
	case Definition:
		w.container("dd", x)
	case Definitions:
		w.start("dl", x)
		w.blocks(x.Children)
		w.end("dl")
	case List, Notes:
		w.list(x)
	case Details:
		w.start("details", x)
		if x.Spans != nil {
			w.WriteString("<summary>")
			w.spans(x.Spans)
			w.WriteString("</summary>")
		}
		w.blocks(x.Children)
		w.end("details")
	case Rule:
		w.WriteString("<hr>\n")
	case Cut:
		w.WriteString(`<hr class="` + cutClass + "\">\n")
	case Figure:
		w.figure(x)
	case Gallery:
		w.gallery(x)
	case Code:
		w.code(x)
	case Table:
		w.table(x)
	case Media:
		w.media(x)
	}
}

// start writes a start tag with what all blocks may have.
func (w *writer) start(name string, x *Block) {
	w.open(name, x)
	w.WriteByte('>')
}

func (w *writer) open(name string, x *Block) {
	w.WriteByte('<')
	w.WriteString(name)
	w.attr("id", x.ID)
	w.attr("lang", x.Lang)
	w.attr("dir", x.Dir)
}

func (w *writer) end(name string) {
	w.WriteString("</")
	w.WriteString(name)
	w.WriteString(">\n")
}

func (w *writer) leaf(name string, x *Block) {
	w.start(name, x)
	w.spans(x.Spans)
	w.end(name)
}

// container writes what mostly holds a single paragraph, without <p> then.
func (w *writer) container(name string, x *Block) {
	w.start(name, x)
	w.flow(x.Children)
	w.end(name)
}

func (w *writer) flow(list []Block) {
	if len(list) > 0 && list[0].bare() && (len(list) == 1 || list[1].Kind != Paragraph) {
		w.spans(list[0].Spans)
		list = list[1:]
	}
	w.blocks(list)
}

func (x *Block) bare() bool {
	return x.Kind == Paragraph && x.ID == "" && x.Lang == "" && x.Dir == ""
}

func (w *writer) list(x *Block) {
	name := "ul"
	if x.Ordered {
		name = "ol"
	}
	w.open(name, x)
	if x.Ordered && x.Start != 1 {
		w.attr("start", strconv.Itoa(x.Start))
	}
	w.WriteString(">\n")
	w.blocks(x.Children)
	w.end(name)
}

func (w *writer) size(key string, n int) {
	if n > 0 {
		w.attr(key, strconv.Itoa(n))
	}
}

func (w *writer) code(x *Block) {
	w.start("pre", x)
	w.WriteString("<code")
	if x.CodeLang != "" {
		w.attr("class", "language-"+x.CodeLang)
	}
	w.WriteByte('>')
	if x.Spans == nil {
		w.text(x.Text)
	}
	for i := range x.Spans { // whose lines are as in Text
		w.linked(&x.Spans[i])
	}
	w.WriteString("</code>")
	w.end("pre")
}

func (w *writer) table(x *Block) {
	w.start("table", x)
	w.WriteByte('\n')
	if x.Spans != nil {
		w.WriteString("<caption>")
		w.spans(x.Spans)
		w.end("caption")
	}
	for _, row := range x.Rows {
		w.WriteString("<tr>")
		for i := range row {
			w.cell(&row[i])
		}
		w.end("tr")
	}
	w.end("table")
}

func (w *writer) cell(c *Cell) {
	name := "td"
	if c.Header {
		name = "th"
	}
	w.WriteString("<" + name)
	if c.ColSpan > 1 {
		w.size("colspan", c.ColSpan)
	}
	if c.RowSpan > 1 {
		w.size("rowspan", c.RowSpan)
	}
	w.attr("align", c.Align)
	w.WriteByte('>')
	w.flow(c.Blocks)
	w.WriteString("</" + name + ">")
}

func (w *writer) quote(x *Block) {
	w.open("blockquote", x)
	if x.Kind == PullQuote {
		w.attr("class", "pullquote")
	}
	w.WriteByte('>')
	w.blocks(x.Children)
	if x.Spans != nil {
		w.WriteString("<footer>")
		w.spans(x.Spans)
		w.WriteString("</footer>")
	}
	w.end("blockquote")
}

func (w *writer) media(x *Block) {
	if len(x.Children) > 0 {
		w.post(x)
		return
	}
	w.open("a", x)
	w.attr("data-embed", x.Embed.Kind)
	w.attr("data-image", x.Embed.Image)
	w.attr("href", x.Embed.URL)
	w.WriteByte('>')
	w.text(x.Embed.Title)
	w.end("a")
}

// post writes the text of a post as the quotation that it is.
func (w *writer) post(x *Block) {
	w.open("blockquote", x)
	w.attr("data-embed", x.Embed.Kind)
	w.attr("data-image", x.Embed.Image)
	w.attr("cite", x.Embed.URL)
	w.attr("title", x.Embed.Title)
	w.WriteByte('>')
	w.blocks(x.Children)
	w.end("blockquote")
}
