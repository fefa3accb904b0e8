package ui

import (
	"tidings/app/ui/typeset"
	"tidings/feeds/content"
)

// tableNode is a table. Its columns take what their texts need as far as there
// is room; a table that is wider even with narrow columns is panned.
type tableNode struct {
	cells   []tableCell
	columns int
	rows    int
	rtl     bool
	zoom    float32
	after   float32
}

// tableCell is a cell with its paragraphs.
type tableCell struct {
	row, column   int
	rows, columns int
	header        bool
	texts         []*textNode
}

const (
	cellPadX    = 10
	cellPadY    = 7
	cellGap     = 6   // between paragraphs of a cell
	widestAsked = 260 // of a column in a table that is panned
	mostColumns = 60
	mostRows    = 2000
)

// table shapes a table and its caption. Pictures in cells follow below it.
func (s *pageShaper) table(b *content.Block) []pageNode {
	n := &tableNode{zoom: s.set.zoom, after: blockGap}
	l := s.look(typeset.Sans, 400, 14, 21)
	l.style.Tabular = true
	taken := map[[2]int]bool{}
	var pictures []pageNode
	rows := b.Rows[:min(len(b.Rows), mostRows)]
	for row, cells := range rows {
		column := 0
		for _, c := range cells {
			for taken[[2]int{row, column}] {
				column++
			}
			if column >= mostColumns {
				break
			}
			cell := tableCell{row: row, column: column, header: c.Header,
				rows: min(max(1, c.RowSpan), len(rows)-row), columns: min(max(1, c.ColSpan), mostColumns-column)}
			for r := range cell.rows {
				for k := range cell.columns {
					taken[[2]int{row + r, column + k}] = true
				}
			}
			in := l
			if c.Header {
				in.style.Weight = 600
			}
			switch c.Align {
			case "right":
				in.align = typeset.End
			case "center":
				in.align = typeset.Center
			}
			cell.texts = s.cellTexts(c.Blocks, in, "", &pictures)
			n.cells = append(n.cells, cell)
			column += cell.columns
			n.columns = max(n.columns, column)
		}
		n.rows = row + 1
	}
	if len(n.cells) > 0 && len(n.cells[0].texts) > 0 {
		n.rtl = s.dir == "rtl" || s.dir == "" && n.cells[0].texts[0].para.RTL()
	}
	out := []pageNode{n}
	if len(b.Spans) > 0 {
		c := s.text(b.Spans, s.caption())
		n.after = 9
		c.before, c.after = n.after, blockGap
		out = append(out, c)
	}
	return append(out, pictures...)
}

// cellTexts are the paragraphs of a cell, whatever they are in.
func (s *pageShaper) cellTexts(list []content.Block, l look, marker string, pictures *[]pageNode) []*textNode {
	var out []*textNode
	for i := range list {
		b := &list[i]
		if b.Kind == content.Figure {
			*pictures = append(*pictures, s.figure(b.Picture)...)
			continue
		}
		spans := b.Spans
		if b.Text != "" {
			spans = []content.Span{{Text: b.Text, Style: content.Mono}}
		}
		if len(spans) > 0 {
			if marker != "" {
				spans = append([]content.Span{{Text: marker}}, spans...)
				marker = ""
			}
			in := *s
			in.of, in.listed = b, false
			out = append(out, in.text(spans, l))
		}
		inner := marker
		if b.Kind == content.Item {
			inner = "• "
		}
		out = append(out, s.cellTexts(b.Children, l, inner, pictures)...)
		for _, row := range b.Rows { // a table in a table
			for _, c := range row {
				out = append(out, s.cellTexts(c.Blocks, l, "", pictures)...)
			}
		}
	}
	return out
}

func (c *tableCell) least() float32 {
	w := float32(0)
	for _, t := range c.texts {
		w = max(w, t.para.Least())
	}
	return w + 2*cellPadX
}

func (c *tableCell) natural() float32 {
	w := float32(0)
	for _, t := range c.texts {
		w = max(w, t.para.Natural())
	}
	return w + 2*cellPadX + 0.5
}

// widths shares the width among the columns.
func (n *tableNode) widths(room float32) []float32 {
	least, want := make([]float32, n.columns), make([]float32, n.columns)
	for pass := range 2 { // cells of one column first; wider ones then need what is missing
		for i := range n.cells {
			c := &n.cells[i]
			if (c.columns > 1) != (pass == 1) {
				continue
			}
			spread(least[c.column:c.column+c.columns], c.least())
			spread(want[c.column:c.column+c.columns], c.natural())
		}
	}
	switch {
	case total(want) <= room:
		return want
	case total(least) > room:
		for i := range least {
			least[i] = max(least[i], min(want[i], widestAsked*n.zoom))
		}
		return least
	}
	part := (room - total(least)) / max(1, total(want)-total(least))
	for i := range least {
		least[i] += (want[i] - least[i]) * part
	}
	return least
}

// spread widens columns so that together they have a width.
func spread(columns []float32, width float32) {
	if missing := width - total(columns); missing > 0 {
		for i := range columns {
			columns[i] += missing / float32(len(columns))
		}
	}
}

func total(list []float32) float32 {
	sum := float32(0)
	for _, v := range list {
		sum += v
	}
	return sum
}

func (n *tableNode) place(f *pageFlow) {
	if n.columns == 0 {
		return
	}
	f.room(blockGap)
	widths := n.widths(f.w)
	inner := total(widths)
	left := make([]float32, n.columns+1)
	for i, w := range widths {
		left[i+1] = left[i] + w
	}
	laid := make([][]*typeset.Layout, len(n.cells))
	heights := make([]float32, n.rows)
	for i := range n.cells {
		c := &n.cells[i]
		h := float32(2*cellPadY - cellGap)
		for _, t := range c.texts {
			l := f.engine.Wrap(t.para, left[c.column+c.columns]-left[c.column]-2*cellPadX, typeset.WrapOptions{})
			laid[i] = append(laid[i], l)
			h += l.Height + cellGap
		}
		if missing := h - total(heights[c.row:c.row+c.rows]); missing > 0 {
			heights[c.row+c.rows-1] += missing
		}
	}
	top := make([]float32, n.rows+1)
	for i, h := range heights {
		top[i+1] = top[i] + h
	}
	b := &pageBox{inner: inner}
	for i := range n.cells {
		c := &n.cells[i]
		x, y := left[c.column], top[c.row]+cellPadY
		if n.rtl {
			x = inner - left[c.column+c.columns]
		}
		for k, l := range laid[i] {
			b.texts = append(b.texts, boxText{x: x + cellPadX, y: y, layout: l, links: c.texts[k].links, of: c.texts[k].of})
			y += l.Height + cellGap
		}
	}
	b.paint = n.lines(left, top)
	f.add(b, top[n.rows])
	if n.rtl {
		b.pan = max(0, inner-b.w)
		b.x, b.w = b.x+max(0, b.w-inner), min(b.w, inner)
	}
	f.room(n.after)
}

// lines draws a line under each row, but not through cells that reach further
// down, and a ground behind rows of headers. left are the columns' edges.
func (n *tableNode) lines(left, top []float32) func(*brush, float32, float32) {
	width := left[n.columns]
	headers := make([]bool, n.rows)
	for i := range headers {
		headers[i] = true
	}
	spanned := map[[2]int]bool{} // by row and column: there is no line below
	for i := range n.cells {
		c := &n.cells[i]
		for r := range c.rows {
			headers[c.row+r] = headers[c.row+r] && c.header
			for k := 0; k < c.columns && r+1 < c.rows; k++ {
				spanned[[2]int{c.row + r, c.column + k}] = true
			}
		}
	}
	return func(b *brush, x, y float32) {
		b.hairline(x, y, width, b.p.line)
		seen := float32(b.img.Rect.Dy()) / b.scale
		for row := range headers {
			if y+top[row+1] < 0 || y+top[row] > seen {
				continue
			}
			if headers[row] {
				b.box(x, y+top[row], width, top[row+1]-top[row], 0, b.p.list)
			}
			for k := 0; k < n.columns; {
				from := k
				for k < n.columns && !spanned[[2]int{row, k}] {
					k++
				}
				if k > from {
					at := left[from]
					if n.rtl {
						at = width - left[k]
					}
					b.hairline(x+at, y+top[row+1]-1, left[k]-left[from], b.p.line)
				}
				for k < n.columns && spanned[[2]int{row, k}] {
					k++
				}
			}
		}
	}
}
