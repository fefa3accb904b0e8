package content

import (
	"strconv"
	"strings"
)

// Markdown writes blocks as CommonMark with the tables, footnotes and lines
// through text that GitHub added. What Markdown has no sign for is written as
// HTML where all its readers know that, and as plain text otherwise.
func Markdown(blocks []Block) string {
	m := marker{notes: map[string]string{}}
	m.number(blocks)
	out := m.blocks(blocks)
	if out == "" {
		return ""
	}
	return out + "\n"
}

// A marker writes Markdown. A block is a text without a line end behind it, so
// that what it stands in can put signs before its lines.
type marker struct {
	notes map[string]string // the label of each footnote by its ID
}

// number gives the footnotes their labels.
func (m *marker) number(blocks []Block) {
	for i := range blocks {
		x := &blocks[i]
		if x.Kind == Notes {
			for j := range x.Children {
				if id := x.Children[j].ID; id != "" {
					m.notes[id] = strconv.Itoa(len(m.notes) + 1)
				}
			}
		}
		m.number(x.Children)
	}
}

func (m *marker) blocks(list []Block) string {
	var parts []string
	var last Kind
	for i := range list {
		text := m.block(&list[i])
		if text == "" {
			continue
		}
		if k := list[i].Kind; k == List && last == List && len(parts) > 0 {
			parts = append(parts, "<!-- -->") // or the two would be one
		}
		parts = append(parts, text)
		last = list[i].Kind
	}
	return strings.Join(parts, "\n\n")
}

func (m *marker) block(x *Block) string {
	switch x.Kind {
	case Paragraph:
		return m.spans(x.Spans)
	case Heading:
		return strings.Repeat("#", min(max(x.Level, 1), 6)) + " " + m.line(x.Spans)
	case Quote, PullQuote:
		return quoted(m.attributed(x))
	case List:
		return m.list(x)
	case Notes:
		return m.footnotes(x)
	case Item, Definition:
		return m.blocks(x.Children)
	case Definitions:
		return m.blocks(x.Children)
	case Term:
		return m.spans(styled(x.Spans, Bold))
	case Figure:
		return m.figure(x.Picture)
	case Gallery:
		return joined(m.blocks(x.Children), m.spans(styled(x.Spans, Italic)))
	case Code:
		return fenced(x.Text, x.CodeLang)
	case Table:
		return joined(m.spans(styled(x.Spans, Bold)), m.table(x.Rows))
	case Rule:
		return "---"
	case Details:
		return "<details>\n<summary>" + markdownHTML(plain(x.Spans)) + "</summary>\n\n" + m.blocks(x.Children) + "\n\n</details>"
	case Media:
		return m.media(x)
	case Cut:
		return "…"
	}
	return ""
}

func (m *marker) attributed(x *Block) string {
	who := m.spans(x.Spans)
	if who != "" && !strings.HasPrefix(who, "—") && !strings.HasPrefix(who, "–") {
		who = "— " + who
	}
	return joined(m.blocks(x.Children), who)
}

func (m *marker) media(x *Block) string {
	e := x.Embed
	inner := escapeMarkdown(e.Title)
	if e.Image != "" {
		inner = "![" + inner + "](" + destination(e.Image) + ")"
	}
	card := "[" + inner + "](" + destination(e.URL) + ")"
	if len(x.Children) > 0 {
		return quoted(joined(m.blocks(x.Children), card))
	}
	return card
}

func (m *marker) figure(p *Picture) string {
	alt := escapeMarkdown(p.Alt)
	picture := "![" + alt + "](" + destination(p.URL) + titled(p.Title) + ")"
	if hasScheme(p.URL, "data:") {
		picture = alt // larger than any text
	} else if p.Link != "" && !strings.HasPrefix(p.Link, "#") {
		picture = "[" + picture + "](" + destination(p.Link) + ")"
	}
	return joined(picture, m.spans(styled(p.Caption, Italic)))
}

// styled are spans with a style more. Those that have it lose it, as in print.
func styled(spans []Span, style Style) []Span {
	out := append([]Span(nil), spans...)
	for i := range out {
		out[i].Style ^= style
	}
	return out
}

func (m *marker) list(x *Block) string {
	tight := true
	for i := range x.Children {
		for j, c := range x.Children[i].Children {
			tight = tight && (j == 0 && c.Kind == Paragraph || j > 0 && c.Kind == List)
		}
	}
	var items []string
	for i := range x.Children {
		sign := "- "
		if x.Ordered {
			sign = strconv.Itoa(x.Start+i) + ". "
		}
		text := m.block(&x.Children[i])
		if tight {
			text = strings.ReplaceAll(text, "\n\n", "\n")
		}
		items = append(items, sign+indented(text, len(sign)))
	}
	sep := "\n\n"
	if tight {
		sep = "\n"
	}
	return strings.Join(items, sep)
}

func (m *marker) footnotes(x *Block) string {
	var parts []string
	for i := range x.Children {
		c := &x.Children[i]
		label, ok := m.notes[c.ID]
		if !ok {
			parts = append(parts, m.block(c))
			continue
		}
		parts = append(parts, "[^"+label+"]: "+indented(m.block(c), 4))
	}
	return strings.Join(parts, "\n\n")
}

// table writes rows. A cell that spans several is followed by empty ones.
func (m *marker) table(rows [][]Cell) string {
	columns := 0
	for _, row := range rows {
		n := 0
		for i := range row {
			n += max(1, row[i].ColSpan)
		}
		columns = max(columns, n)
	}
	if columns == 0 {
		return ""
	}
	grid := m.grid(rows, columns)
	head := make([]string, columns)
	if headed(rows[0]) {
		head, grid = grid[0], grid[1:]
	}
	lines := []string{tableLine(head), tableLine(rulesOf(rows, columns))}
	for _, row := range grid {
		lines = append(lines, tableLine(row))
	}
	return strings.Join(lines, "\n")
}

// grid puts the text of cells into columns, below what reaches down from above.
func (m *marker) grid(rows [][]Cell, columns int) [][]string {
	grid := make([][]string, len(rows))
	below := make([]int, columns) // rows that a cell above still reaches down
	for r, row := range rows {
		line := make([]string, columns)
		c := 0
		for i := range row {
			for c < columns && below[c] > 0 {
				below[c]--
				c++
			}
			if c >= columns {
				break
			}
			line[c] = m.cell(row[i].Blocks)
			for n := max(1, row[i].ColSpan); n > 0 && c < columns; n-- {
				below[c] = max(1, row[i].RowSpan) - 1
				c++
			}
		}
		for ; c < columns; c++ {
			below[c] = max(0, below[c]-1)
		}
		grid[r] = line
	}
	return grid
}

func headed(row []Cell) bool {
	for i := range row {
		if !row[i].Header {
			return false
		}
	}
	return true
}

func tableLine(cells []string) string { return "| " + strings.Join(cells, " | ") + " |" }

// rulesOf is the line below the head, which says how columns are aligned: as the
// cells of the last row are.
func rulesOf(rows [][]Cell, columns int) []string {
	rules := make([]string, columns)
	for i := range rules {
		rules[i] = "---"
	}
	last := rows[len(rows)-1]
	if len(last) != columns {
		return rules
	}
	for i := range last {
		switch last[i].Align {
		case "left":
			rules[i] = ":---"
		case "center":
			rules[i] = ":---:"
		case "right":
			rules[i] = "---:"
		}
	}
	return rules
}

// cell is what stands in a cell, in one line.
func (m *marker) cell(blocks []Block) string {
	var parts []string
	for i := range blocks {
		text := m.block(&blocks[i])
		if blocks[i].Kind == Code {
			text = codeSpan(blocks[i].Text)
		}
		parts = append(parts, text)
	}
	text := strings.ReplaceAll(strings.Join(parts, "<br>"), "\\\n", "<br>")
	return strings.ReplaceAll(strings.ReplaceAll(text, "\n", " "), "|", `\|`)
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n\n" + b
}

// quoted puts the sign of a quotation before each line.
func quoted(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight("> "+l, " ")
	}
	return strings.Join(lines, "\n")
}

// indented puts spaces before each line but the first.
func indented(s string, n int) string {
	lines := strings.Split(s, "\n")
	for i := 1; i < len(lines); i++ {
		if lines[i] != "" {
			lines[i] = strings.Repeat(" ", n) + lines[i]
		}
	}
	return strings.Join(lines, "\n")
}

func fenced(text, lang string) string {
	fence := strings.Repeat("`", max(3, longestRun(text, '`')+1))
	return fence + lang + "\n" + text + "\n" + fence
}

func longestRun(s string, c byte) int {
	longest, run := 0, 0
	for i := 0; i < len(s); i++ {
		if run++; s[i] != c {
			run = 0
		}
		longest = max(longest, run)
	}
	return longest
}
