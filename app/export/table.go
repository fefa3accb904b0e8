package export

import (
	"tidings/app/export/pdf"
	"tidings/app/ui/typeset"
	"tidings/feeds/content"
)

const (
	cellPadX    = 5
	cellPadY    = 3.5
	cellGap     = 3 // between paragraphs of a cell
	mostColumns = 60
	tallestRow  = 0.4 // of a page: what is taller may be split
	tallestHead = 0.25
)

// A grid is a table whose cells have their places.
type grid struct {
	cells   []cell
	columns int
	rows    int
	head    int // rows at the top that are only heads
	widths  []float32
}

// cell is a cell with its paragraphs.
type cell struct {
	row, column, columns int
	header               bool
	paras                []*typeset.Para
	lines                []cellLine
}

// cellLine is a line of a cell.
type cellLine struct {
	layout *typeset.Layout
	line   int
	above  float32
}

// table sets a table: rows are not split unless they are very tall, and its heads
// come again on each page. Pictures of cells follow below it.
func (p *press) table(f frame, b *content.Block) {
	p.room(blockGap)
	if len(b.Spans) > 0 {
		l := f.look(typeset.Sans, 8.5, 12)
		l.color = soft
		p.kept(func() { p.text(f, b.Spans, l) })
		p.owed = 5
	}
	var pictures []*content.Picture
	var g *grid
	for _, size := range []float32{8.5, 7.5, 6.5, 5.5} { // a table that is too wide gets smaller
		pictures = nil
		g = p.grid(f, b, size, &pictures)
		if g.share(f.w) {
			break
		}
	}
	right := f.dir == "rtl" || f.dir == "" && len(g.cells) > 0 && len(g.cells[0].paras) > 0 && g.cells[0].paras[0].RTL()
	for i := range g.cells {
		g.cells[i].wrap(p.engine, g)
	}
	p.rows(f, g, right)
	for _, pic := range pictures {
		p.figure(f, pic)
	}
	p.room(blockGap)
}

// grid shapes the cells.
func (p *press) grid(f frame, b *content.Block, size float32, pictures *[]*content.Picture) *grid {
	g := &grid{rows: len(b.Rows)}
	taken := map[[2]int]bool{}
	onlyHeads := true
	for row, cells := range b.Rows {
		column := 0
		for _, c := range cells {
			for taken[[2]int{row, column}] {
				column++
			}
			if column >= mostColumns {
				break
			}
			columns := min(max(1, c.ColSpan), mostColumns-column)
			for r := range min(max(1, c.RowSpan), len(b.Rows)-row) {
				for k := range columns {
					taken[[2]int{row + r, column + k}] = true
				}
			}
			l := f.look(typeset.Sans, size, size*1.4)
			l.tabular = true
			switch c.Align {
			case "right":
				l.align = typeset.End
			case "center":
				l.align = typeset.Center
			}
			if c.Header {
				l.weight = 600
			}
			onlyHeads = onlyHeads && c.Header
			g.cells = append(g.cells, cell{row: row, column: column, columns: columns, header: c.Header, paras: p.cellParas(c.Blocks, l, "", pictures)})
			column += columns
			g.columns = max(g.columns, column)
		}
		if onlyHeads && g.head == row && row+1 < len(b.Rows) {
			g.head++
		}
	}
	return g
}

// cellParas are the paragraphs of a cell, whatever they are in.
func (p *press) cellParas(list []content.Block, l look, sign string, pictures *[]*content.Picture) []*typeset.Para {
	var out []*typeset.Para
	for i := range list {
		b := &list[i]
		if b.Picture != nil {
			*pictures = append(*pictures, b.Picture)
		}
		spans := b.Spans
		switch {
		case b.Text != "":
			spans = []content.Span{{Text: b.Text, Style: content.Mono}}
		case b.Embed != nil:
			spans = []content.Span{{Text: b.Embed.Title, Link: b.Embed.URL}}
		}
		if len(spans) > 0 {
			if sign != "" {
				spans = append([]content.Span{{Text: sign}}, spans...)
				sign = ""
			}
			if para := p.para(spans, l); para.Len() > 0 {
				out = append(out, para)
			}
		}
		inner := sign
		if b.Kind == content.Item {
			inner = "• "
		}
		out = append(out, p.cellParas(b.Children, l, inner, pictures)...)
		for _, row := range b.Rows { // a table in a table
			for _, c := range row {
				out = append(out, p.cellParas(c.Blocks, l, "", pictures)...)
			}
		}
	}
	return out
}

// share shares the width among the columns; false if words do not fit.
func (g *grid) share(room float32) bool {
	least, want := make([]float32, g.columns), make([]float32, g.columns)
	for pass := range 2 { // cells of one column first; wider ones then need what is missing
		for i := range g.cells {
			c := &g.cells[i]
			if (c.columns > 1) != (pass == 1) {
				continue
			}
			n, w := float32(0), float32(0)
			for _, para := range c.paras {
				n, w = max(n, para.Least()), max(w, para.Natural())
			}
			widen(least[c.column:c.column+c.columns], n+2*cellPadX+0.5)
			widen(want[c.column:c.column+c.columns], w+2*cellPadX+0.5)
		}
	}
	g.widths = want
	if total(want) <= room {
		return true
	}
	if total(least) > room {
		g.widths = scaled(least, room)
		return false
	}
	g.widths = filled(least, want, room)
	return true
}

// filled are widths between the least and what is wanted: each column gets as much
// more as every other, but no more than it wants, so that a long text beside short
// ones does not break them.
func filled(least, want []float32, room float32) []float32 {
	low, high := float32(0), room
	out := make([]float32, len(least))
	for range 24 {
		more := (low + high) / 2
		for i := range out {
			out[i] = least[i] + min(want[i]-least[i], more)
		}
		if total(out) > room {
			high = more
		} else {
			low = more
		}
	}
	for i := range out {
		out[i] = least[i] + min(want[i]-least[i], low)
	}
	return out
}

// scaled are widths that together are as wide as there is room.
func scaled(widths []float32, room float32) []float32 {
	sum := total(widths)
	for i := range widths {
		widths[i] *= room / sum
	}
	return widths
}

// widen makes columns together at least so wide.
func widen(columns []float32, width float32) {
	if lack := width - total(columns); lack > 0 {
		for i := range columns {
			columns[i] += lack / float32(len(columns))
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

// wrap breaks the paragraphs of a cell for the width of its columns.
func (c *cell) wrap(e *typeset.Engine, g *grid) {
	width := max(4, total(g.widths[c.column:c.column+c.columns])-2*cellPadX)
	for i, para := range c.paras {
		l := e.Wrap(para, width, typeset.WrapOptions{})
		for k := range l.Lines {
			above := float32(0)
			if i > 0 && k == 0 {
				above = cellGap
			}
			c.lines = append(c.lines, cellLine{l, k, above})
		}
	}
}

// rows adds the rows: each is as many items as its tallest cell has lines, so
// that one that is too tall for a page can be split.
func (p *press) rows(f frame, g *grid, right bool) {
	byRow := make([][]*cell, g.rows)
	for i := range g.cells {
		byRow[g.cells[i].row] = append(byRow[g.cells[i].row], &g.cells[i])
	}
	first := len(p.items)
	var repeat *again
	for row, cells := range byRow {
		from := len(p.items)
		p.row(f, g, cells, right, row < g.head)
		height := tallOf(p.items[from:])
		if height <= tallestRow*p.textHeight() {
			p.keep(from)
		}
		switch {
		case row < g.head:
			p.items[len(p.items)-1].keep = true // with the first row below
		default:
			for i := from; i < len(p.items); i++ {
				p.items[i].again = repeat
			}
		}
		if row+1 == g.head && tallOf(p.items[first:]) <= tallestHead*p.textHeight() {
			repeat = &again{items: clean(p.items[first:])}
		}
	}
}

// clean are items to be shown again: they are no target a second time.
func clean(items []item) []item {
	out := append([]item(nil), items...)
	for i := range out {
		out[i].names, out[i].marks, out[i].again = nil, nil, nil
	}
	out[0].gap = 0
	return out
}

func tallOf(items []item) float32 {
	h := float32(0)
	for i := range items {
		h += items[i].height
	}
	return h
}

// row adds one row.
func (p *press) row(f frame, g *grid, cells []*cell, right, head bool) {
	n, of := 1, p.chapter
	for _, c := range cells {
		n = max(n, len(c.lines))
	}
	for i := range n {
		height := float32(0)
		for _, c := range cells {
			if i < len(c.lines) {
				height = max(height, c.lines[i].above+c.lines[i].layout.Lines[c.lines[i].line].Height)
			}
		}
		top, bottom := float32(0), float32(0)
		if i == 0 {
			top = cellPadY
		}
		last := i == n-1
		if last {
			bottom = cellPadY
		}
		p.add(item{height: top + height + bottom, paint: func(pg *pdf.Page, y float64) {
			for _, c := range cells {
				if i < len(c.lines) {
					cl := &c.lines[i]
					p.drawLine(pg, of, cl.layout, cl.line, g.left(f, c, right)+cellPadX, float32(y)+top+cl.above)
				}
			}
			if last {
				g.under(pg, f, y+float64(top+height+bottom), head)
			}
		}})
	}
}

// left is where a cell stands.
func (g *grid) left(f frame, c *cell, right bool) float32 {
	before := total(g.widths[:c.column])
	if right {
		return f.x + f.w - before - total(g.widths[c.column:c.column+c.columns])
	}
	return f.x + before
}

// under draws the line below a row.
func (g *grid) under(pg *pdf.Page, f frame, y float64, head bool) {
	thick := 0.4
	if head {
		thick = 0.9
	}
	pg.Rect(float64(f.x), y-thick, float64(f.w), thick, line)
}
