package ui

import (
	"image"
	"testing"

	"tidings/feeds/content"
)

func cell(text string, rows int) content.Cell {
	return content.Cell{RowSpan: rows, Blocks: []content.Block{paragraph(text)}}
}

func TestLinesOfATableEndAtCellsThatReachFurtherDown(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show([]pageElement{pageBlocks{blocks: []content.Block{{Kind: content.Table, Rows: [][]content.Cell{
		{cell("Aurora", 1), cell("The quay behind the custom house", 2), cell("12", 1)}, {cell("Bora", 1), cell("980", 1)},
	}}}}}, 0)
	b := f.boxes[0]
	br := &brush{engine: f.engine, img: image.NewRGBA(image.Rect(0, 0, int(b.inner), int(b.h))), scale: 1, p: colours()}
	b.paint(br, 0, 0)
	line := func(x, y int) bool { return br.img.RGBAAt(x, y).A != 0 }
	between := int(b.texts[3].y) - cellPadY - 1 // above the second row
	last := br.img.Rect.Dx() - 2
	for name, test := range map[string]struct{ x, want bool }{
		"the first cell":      {line(2, between), true},
		"the cell of both":    {line(int(b.texts[1].x)+20, between), false},
		"the last cell":       {line(last, between), true},
		"the end of all rows": {line(int(b.texts[1].x)+20, int(b.h)-1), true},
	} {
		if test.x != test.want {
			t.Errorf("a line below %s is %v", name, test.x)
		}
	}
}

func TestACellThatReachesBelowTheLastRowThatIsShownIsCut(t *testing.T) {
	var rows [][]content.Cell
	for range mostRows {
		rows = append(rows, []content.Cell{cell("a", 1)})
	}
	rows[mostRows-1][0].RowSpan = 9
	rows = append(rows, rows[:20]...)
	f := testPage(t, alwaysLight, 700, 400)
	f.show([]pageElement{pageBlocks{blocks: []content.Block{{Kind: content.Table, Rows: rows}}}}, 0)
	if n := len(f.boxes[0].texts); n != mostRows {
		t.Errorf("%d cells", n)
	}
}

func TestATableFromRightToLeftStandsOnTheRight(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show([]pageElement{pageBlocks{dir: "rtl", blocks: []content.Block{{Kind: content.Table, Rows: [][]content.Cell{{cell("سفينة", 1), cell("42", 1)}}}}}}, 0)
	if b := f.boxes[0]; b.x+b.w != f.width || b.w != b.inner {
		t.Errorf("the table stands from %v to %v of %v", b.x, b.x+b.w, f.width)
	}
}

func TestThePointBehindANumberStandsTowardsTheText(t *testing.T) {
	item := content.Block{Kind: content.Item, Children: []content.Block{paragraph("ראשון")}}
	f := testPage(t, alwaysLight, 700, 400)
	f.show([]pageElement{pageBlocks{blocks: []content.Block{{Kind: content.List, Ordered: true, Children: []content.Block{item}}}}}, 0)
	marker := f.boxes[0].texts[0].layout
	if number, point := marker.Rects(0, 1)[0], marker.Rects(1, 2)[0]; point.X >= number.X {
		t.Errorf("the point stands at %v, the number at %v", point.X, number.X)
	}
}
