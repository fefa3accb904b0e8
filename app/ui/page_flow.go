package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"tidings/app/ui/typeset"
	"tidings/feeds/content"
)

// A pageNode is a shaped part of a page; place puts it on the page. It is not
// changed by that, so that it can be placed for any width.
type pageNode interface {
	place(f *pageFlow)
}

// pageFlow places nodes below each other.
type pageFlow struct {
	engine *typeset.Engine
	p      *palette
	root   *content.Block // whose nodes are placed; nil: of none

	unfolded map[string]bool
	hidden   bool // pictures are not to be fetched

	x, w  float32 // where the next node stands
	y     float32
	gap   float32 // owed to the next node: gaps of neighbours are not added up
	boxes []*pageBox
	bars  []pageBar
	ids   map[string]float32
}

func placeNodes(e *typeset.Engine, v pageView, nodes []pageNode, width float32) *pageFlow {
	f := &pageFlow{engine: e, p: v.p, unfolded: v.unfolded, hidden: v.hold, w: width, y: pageTop, ids: map[string]float32{}}
	for _, n := range nodes {
		n.place(f)
	}
	return f
}

// total is the height of the page.
func (f *pageFlow) total() float32 { return f.y + pageBottom }

// room leaves at least so much room before the next node.
func (f *pageFlow) room(gap float32) {
	if len(f.boxes) > 0 {
		f.gap = max(f.gap, gap)
	}
}

// add puts a box of a height below what is there.
func (f *pageFlow) add(b *pageBox, h float32) *pageBox {
	f.y += f.gap
	f.gap = 0
	b.x, b.y, b.w, b.h, b.root = f.x, f.y, f.w, h, f.root
	f.y += h
	f.boxes = append(f.boxes, b)
	return b
}

// within runs place in a narrower column.
func (f *pageFlow) within(left, right float32, place func()) {
	x, w := f.x, f.w
	f.x += left
	f.w = max(40, f.w-left-right)
	place()
	f.x, f.w = x, w
}

// A pageBar is a stroke beside or between boxes. Its place is that of the flow.
type pageBar struct {
	x, y, w, h float32
	color      color.NRGBA
	rect       *canvas.Rectangle
}

func (b *pageBar) object(left float32) fyne.CanvasObject {
	if b.rect == nil {
		b.rect = canvas.NewRectangle(b.color)
		b.rect.CornerRadius = min(b.w, b.h) / 2
	}
	b.rect.Move(fyne.NewPos(left+b.x, b.y))
	b.rect.Resize(fyne.NewSize(b.w, b.h))
	return b.rect
}

// textNode is a paragraph.
type textNode struct {
	para          *typeset.Para
	of            *content.Block // what it is the text of; nil: of none
	close         bool           // a paragraph of a list, which stands close to the next
	links         []pageLink
	before, after float32
}

func (n *textNode) place(f *pageFlow) {
	if n.para.Len() == 0 {
		return
	}
	f.room(n.before)
	l := f.engine.Wrap(n.para, f.w, typeset.WrapOptions{})
	f.add(&pageBox{texts: []boxText{{layout: l, links: n.links, of: n.of, close: n.close}}}, l.Height)
	f.room(n.after)
}

// rootNode are the nodes of a block that is in no other.
type rootNode struct {
	block *content.Block
	nodes []pageNode
}

func (n *rootNode) place(f *pageFlow) {
	f.root = n.block
	for _, c := range n.nodes {
		c.place(f)
	}
	f.root = nil
}

// quoteNode has a bar beside its blocks.
type quoteNode struct {
	nodes []pageNode
	gap   float32
	rtl   bool
}

func (n *quoteNode) place(f *pageFlow) {
	f.room(n.gap)
	first := len(f.boxes)
	left, right := float32(20), float32(0)
	if n.rtl {
		left, right = right, left
	}
	x, w := f.x, f.w
	f.within(left, right, func() {
		for _, c := range n.nodes {
			c.place(f)
		}
	})
	if len(f.boxes) == first {
		return
	}
	top := f.boxes[first].y
	if n.rtl {
		x += w - 3
	}
	c := f.p.faint
	c.A = 0x90
	f.bars = append(f.bars, pageBar{x: x, y: top, w: 3, h: f.y - top, color: c})
	f.room(n.gap)
}

// listNode has markers beside its items.
type listNode struct {
	items               []listItem
	gap, around, gutter float32
	rtl                 bool
}

type listItem struct {
	marker *typeset.Para // nil: none
	nodes  []pageNode
	id     string
}

func (n *listNode) place(f *pageFlow) {
	f.room(n.around)
	for i, item := range n.items {
		if i > 0 && f.gap < blockGap { // pictures and code keep their room
			f.gap = n.gap
		}
		n.item(f, item)
	}
	f.room(n.around)
}

func (n *listNode) item(f *pageFlow, item listItem) {
	first := len(f.boxes)
	if item.id != "" {
		f.ids[item.id] = f.y + f.gap
	}
	left, right := n.gutter, float32(0)
	if n.rtl {
		left, right = right, left
	}
	f.within(left, right, func() {
		for i, c := range item.nodes {
			if i == 0 {
				c = tight(c)
			}
			c.place(f)
		}
	})
	if item.marker == nil {
		return
	}
	l := f.engine.Wrap(item.marker, 0, typeset.WrapOptions{})
	if len(f.boxes) == first {
		f.add(&pageBox{}, l.Height)
	}
	b := f.boxes[first]
	x := f.x + n.gutter - l.Width - 8 - b.x
	if n.rtl {
		x = f.x + f.w - n.gutter + 8 - b.x
	}
	b.texts = append([]boxText{{x: x, layout: l, mute: true, marker: true}}, b.texts...)
}

// tight is a node without room before it: the item's own gap counts.
func tight(n pageNode) pageNode {
	if t, ok := n.(*textNode); ok {
		c := *t
		c.before = 0
		return &c
	}
	return n
}

// ruleNode is a line across.
type ruleNode struct {
	before, after float32
	short         bool
}

func (n *ruleNode) place(f *pageFlow) {
	f.room(n.before)
	b := f.add(&pageBox{}, 1)
	x, w := b.x, b.w
	if n.short {
		w = min(b.w, 120)
		x += (b.w - w) / 2
	}
	f.bars = append(f.bars, pageBar{x: x, y: b.y, w: w, h: 1, color: f.p.line})
	f.room(n.after)
}

type gapNode float32

func (g gapNode) place(f *pageFlow) { f.room(float32(g)) }

// markNode is where links to an id lead.
type markNode string

func (n markNode) place(f *pageFlow) { f.ids[string(n)] = f.y + f.gap }

// codeNode is text as it was written, on a ground of its own.
type codeNode struct {
	para  *typeset.Para
	links []pageLink
	of    *content.Block
}

const codePad = 14

func (n *codeNode) place(f *pageFlow) {
	f.room(blockGap)
	l := f.engine.Wrap(n.para, 0, typeset.WrapOptions{})
	b := &pageBox{texts: []boxText{{x: codePad, y: codePad, layout: l, links: n.links, of: n.of}}, inner: l.Used + 2*codePad, ground: f.p.code}
	f.add(b, l.Height+2*codePad)
	f.room(blockGap)
}
