package content

import (
	"strconv"
	"strings"
)

// Limits of a table; what is beyond is left out.
const (
	maxRows  = 2000
	maxCells = 64 // of a row
)

// grid is the innermost open table, if nothing but its own rows is open.
func (b *builder) grid() *frame {
	if i := b.nearest(roleTable); i > 0 {
		return &b.frames[i]
	}
	return nil
}

// openRow takes <tr> and the three elements around it.
func (b *builder) openRow(t *tag, e element) {
	i := b.nearest(roleTable)
	if i < 0 {
		return
	}
	b.popTo(i + 1)
	g := b.top()
	b.cut = g.endRow() || b.cut
	if e.role == roleTableHead {
		g.head = t.name == "thead"
	}
}

func (b *builder) closeRow(name string) {
	if i := b.nearest(roleTable); i > 0 {
		b.popTo(i + 1)
		g := b.top()
		b.cut = g.endRow() || b.cut
		g.head = g.head && name != "thead"
	}
}

// endRow adds the row that was read, unless it is empty, and reports whether it
// was too much.
func (g *frame) endRow() (cut bool) {
	row := g.row
	g.row = nil
	for _, c := range row {
		if len(c.Blocks) > 0 {
			if len(g.block.Rows) >= maxRows {
				return true
			}
			g.block.Rows = append(g.block.Rows, row)
			break
		}
	}
	return false
}

func (b *builder) openCell(t *tag) {
	i := b.nearest(roleTable)
	if i < 0 {
		return // a cell of nothing: its text is a paragraph
	}
	b.popTo(i + 1)
	head := b.top().head
	n := len(b.frames)
	b.push(t, element{role: roleCell})
	if len(b.frames) == n {
		return
	}
	f := b.top()
	f.cell = Cell{
		Header:  t.name == "th" || head,
		ColSpan: number(t.attr("colspan"), 1, maxCells),
		RowSpan: number(t.attr("rowspan"), 1, maxRows),
		Align:   align(t),
	}
	b.base, b.look, b.linkTitle = len(b.opened), look{}, "" // nothing runs on from cell to cell
}

func align(t *tag) string {
	a := strings.ToLower(t.attr("align"))
	if _, css, ok := strings.Cut(t.attr("style"), "text-align"); ok {
		css, _, _ = strings.Cut(strings.TrimLeft(css, ": "), ";")
		a = strings.ToLower(strings.TrimSpace(css))
	}
	switch a {
	case "left", "center", "right":
		return a
	}
	return ""
}

// number reads a number and keeps it within limits.
func number(s string, least, most int) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return least
	}
	return min(max(n, least), most)
}

// endCell adds the cell to the table, on top again.
func (b *builder) endCell(f frame) {
	b.opened = b.opened[:b.base]
	b.base, b.look, b.linkTitle = f.base, f.look, f.title
	f.cell.Blocks = f.block.Children
	if g := b.top(); len(g.row) < maxCells {
		g.row = append(g.row, f.cell)
	}
}

// endTable emits a table, or what is in it if it only arranges things: every
// newsletter and many old pages do that.
func (b *builder) endTable(f frame) {
	b.cut = f.endRow() || b.cut
	for _, x := range f.before {
		b.emitAs(x, f.inner, f.innerDir)
	}
	if list := sideBySide(f.block.Rows); list != nil {
		b.emit(Block{Kind: Gallery, Children: list, Spans: f.block.Spans})
		return
	}
	if !f.cells && !arranges(f.block.Rows) {
		b.emit(f.block)
		return
	}
	if f.block.Spans != nil {
		b.emitAs(Block{Kind: Paragraph, Spans: f.block.Spans}, f.inner, f.innerDir)
	}
	for _, row := range f.block.Rows {
		for _, c := range row {
			for _, x := range c.Blocks {
				b.emitAs(x, f.inner, f.innerDir)
			}
		}
	}
}

// arranges reports whether a table holds no data but parts of a page.
func arranges(rows [][]Cell) bool {
	columns, header := 0, false
	for _, row := range rows {
		columns = max(columns, len(row))
		for _, c := range row {
			header = header || c.Header
			if foreign(c.Blocks) {
				return true
			}
		}
	}
	if columns < 2 {
		return true
	}
	return len(rows) == 1 && !header && wide(rows[0])
}

// longCell is how many bytes of text no cell of data has.
const longCell = 1500

// foreign reports whether blocks are not what stands in a cell of data.
func foreign(blocks []Block) bool {
	text := 0
	for i := range blocks {
		switch x := &blocks[i]; x.Kind {
		case Table, Heading, Quote, Media, Details, Rule:
			return true
		case Paragraph:
			text += spansLen(x.Spans)
		}
	}
	return text > longCell
}

// wide reports whether a single row is a row of things side by side.
func wide(row []Cell) bool {
	for _, c := range row {
		if len(c.Blocks) > 1 {
			return true
		}
		for i := range c.Blocks {
			if x := &c.Blocks[i]; x.Kind != Paragraph || spansLen(x.Spans) > 150 {
				return true
			}
		}
	}
	return false
}
