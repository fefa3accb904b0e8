package content

import (
	"cmp"
	"slices"
)

// A frame is an open element that holds blocks.
type frame struct {
	name   string
	role   role
	block  Block // what it becomes
	leaf   leaf  // of what is around it, in force again when it ends
	look   look
	base   int
	title  string // of the link around it
	scopes int
	lang   string // around it
	dir    string

	inner    string  // language within it
	innerDir string  //
	caption  []Span  // of a figure whose picture has not come yet
	before   []Block // of a table: what does not belong into one
	row      []Cell
	head     bool // of a table: rows belong to the head
	cells    bool // of a table: it is for layout, as it says itself
	cell     Cell
	gallery  bool   // of a figure: it says that it is one
	closed   int    // how many blocks there were when a figure in it ended last
	wrap     bool   // begun for a class, by an element that holds paragraphs
	nested   int    // elements of its name within it
	embed    *Embed // of a quotation: the post that it shows
	post     *post  // what is known of its site; nil: it was read from clean HTML
	deeper   int    // frames within it that were too deep to be kept
}

func (b *builder) top() *frame { return &b.frames[len(b.frames)-1] }

// push opens a frame for an element.
func (b *builder) push(t *tag, e element) {
	switch e.role {
	case roleItem:
		b.endItem(roleItem, roleList)
		if b.top().role != roleList {
			b.push(&tag{name: "ul"}, elements["ul"])
		}
	case roleDefinition:
		b.endItem(roleDefinition, roleDefinitions)
		if b.top().role != roleDefinitions {
			b.push(&tag{name: "dl"}, elements["dl"])
		}
	}
	open, most := b.count(e.role)
	if *open >= most {
		b.top().deeper++
		return
	}
	*open++
	b.frames = append(b.frames, frame{
		name: t.name, role: e.role, leaf: b.leaf, look: b.look, base: b.base, title: b.linkTitle,
		scopes: len(b.scopes), lang: b.lang, dir: b.dir,
		block: Block{Kind: containerKinds[e.role]},
	})
	f := b.top()
	b.leaf = leaf{role: roleBlock}
	if e.role != roleFigure && e.role != roleCell {
		b.identify(&f.block)
	}
	b.setLang(t)
	f.inner, f.innerDir = b.lang, b.dir
	if around := &b.frames[len(b.frames)-2]; e.role == roleFigure || e.role == roleCell {
		f.inner, f.innerDir = around.inner, around.innerDir // what is in it says so itself
	}
	f.block.Lang, f.block.Dir = differs(b.lang, f.lang), differs(b.dir, f.dir)
	switch e.role {
	case roleList:
		f.block.Ordered, f.block.Start = t.name == "ol", 1
		if f.block.Ordered && t.attr("start") != "" {
			f.block.Start = number(t.attr("start"), 1, 1_000_000)
		}
	case roleTable:
		r := t.attr("role")
		f.cells = r == "presentation" || r == "none"
	}
}

// count is how many frames of a kind are open, and how many may be.
func (b *builder) count(r role) (open *int, most int) {
	if r == roleTable || r == roleCell {
		return &b.tables, maxTables
	}
	return &b.depth, maxDepth
}

var containerKinds = map[role]Kind{
	roleQuote: Quote, roleList: List, roleItem: Item, roleDefinitions: Definitions,
	roleDefinition: Definition, roleDetails: Details, roleTable: Table,
}

func differs(inner, outer string) string {
	if inner == outer {
		return ""
	}
	return inner
}

// nearest is the index of the innermost frame with the role, not looking out of
// a table's cell for anything but tables; -1: none.
func (b *builder) nearest(r role) int {
	for i := len(b.frames) - 1; i > 0; i-- {
		switch f := &b.frames[i]; {
		case f.role == r:
			return i
		case f.role == roleCell && r != roleTable:
			return -1
		}
	}
	return -1
}

// endItem ends the open item of the innermost list, where a new one begins.
func (b *builder) endItem(item, list role) {
	if i := b.nearest(item); i > b.nearest(list) {
		b.popTo(i)
	}
}

// pop ends the innermost frame of an element and what is open within it.
func (b *builder) pop(name string, r role) {
	if f := b.top(); f.deeper > 0 {
		f.deeper--
		return
	}
	i := b.nearest(r)
	if i < 0 || b.frames[i].name != name {
		return
	}
	if r == roleItem && i < b.nearest(roleList) {
		return // </li> of an outer list while an inner one is open
	}
	b.popTo(i)
}

func (b *builder) popTo(i int) {
	for len(b.frames) > i {
		b.popTop()
	}
}

func (b *builder) popTop() {
	b.flush()
	f := *b.top()
	b.frames = b.frames[:len(b.frames)-1]
	open, _ := b.count(f.role)
	*open--
	b.leaf, b.lang, b.dir = f.leaf, f.lang, f.dir
	b.scopes = b.scopes[:f.scopes]
	switch f.role {
	case roleFigure:
		b.endFigure(f)
	case roleQuote:
		b.endQuote(f)
	case roleTable:
		b.endTable(f)
	case roleCell:
		b.endCell(f)
	case roleDetails:
		if len(f.block.Spans) > 0 && len(f.block.Children) == 0 {
			b.emit(Block{Kind: Paragraph, Spans: f.block.Spans})
		} else if len(f.block.Children) > 0 {
			b.emit(f.block)
		}
	default:
		if len(f.block.Children) > 0 {
			b.emit(f.block)
		}
	}
}

// emit adds a finished block to the frame on top.
func (b *builder) emit(x Block) {
	if len(x.Children) == 0 && x.Rows == nil {
		if b.blocks >= maxBlocks {
			b.cut = true
			return
		}
		b.blocks++
	}
	b.emitAs(x, b.lang, b.dir)
}

// emitAs is emit for a block whose language and direction are given; a block
// that states its own keeps it.
func (b *builder) emitAs(x Block, lang, dir string) {
	f := b.top()
	switch x.Kind {
	case Code, Rule, Gallery: // in no language, or what is in it says so itself
	case Media:
		if len(x.Children) > 0 {
			x.Lang, x.Dir = differs(cmp.Or(x.Lang, lang), f.inner), differs(cmp.Or(x.Dir, dir), f.innerDir)
		}
	default:
		x.Lang = differs(cmp.Or(x.Lang, lang), f.inner)
		x.Dir = differs(cmp.Or(x.Dir, dir), f.innerDir)
	}
	switch x.Kind {
	case Quote, PullQuote, List, Item, Definitions, Definition, Details, Table, Rule, Gallery:
	case Media:
		if len(x.Children) == 0 {
			b.identify(&x)
		}
	default:
		b.identify(&x)
	}
	switch f.role {
	case roleList:
		f.block.Children = addItem(b.room(f.block.Children, 4), x, Item, Item)
	case roleDefinitions:
		f.block.Children = addItem(b.room(f.block.Children, 4), x, Definition, Term)
	case roleTable:
		f.before = append(f.before, x)
	default:
		f.block.Children = addBlock(b.room(f.block.Children, 1), x)
	}
}

// room gives a list that is empty room for the first n blocks, cut from a
// larger piece: most items hold a single paragraph.
func (b *builder) room(list []Block, n int) []Block {
	if cap(list) > 0 {
		return list
	}
	if len(b.rooms) < n {
		b.rooms = make([]Block, 16)
	}
	list = b.rooms[:0:n]
	b.rooms = b.rooms[n:]
	return list
}

// addBlock adds a block unless it shows again what stands just before it: a
// picture that is loaded late and its copy for browsers without scripts, two
// lines.
func addBlock(list []Block, x Block) []Block {
	if len(list) == 0 {
		if x.Kind == Rule {
			return list
		}
		return append(list, x)
	}
	last := &list[len(list)-1]
	switch {
	case x.Kind == Rule && last.Kind == Rule:
		return list
	case x.Kind == Media && last.Kind == Media && x.Embed.URL == last.Embed.URL && len(x.Children) == 0:
		return list
	case x.Kind == Figure && last.Kind == Figure && twins(last.Picture, x.Picture):
		if last.Picture.Caption == nil {
			last.Picture.Caption = x.Picture.Caption
		}
		return list
	}
	return append(list, x)
}

// addItem adds a block to a list. What is no item belongs to the last one.
func addItem(list []Block, x Block, item, other Kind) []Block {
	if x.Kind == item || x.Kind == other {
		return append(list, x)
	}
	if n := len(list); n > 0 && list[n-1].Kind == item {
		list[n-1].Children = addBlock(list[n-1].Children, x)
		return list
	}
	if x.Kind == Rule {
		return list
	}
	return append(list, Block{Kind: item, Children: []Block{x}})
}

// identify gives a block the ids that were waiting for one.
func (b *builder) identify(x *Block) {
	if len(b.ids) == 0 {
		return
	}
	if x.ID == "" {
		x.ID = b.ids[0]
		for _, other := range b.ids[1:] {
			b.links.alias(other, x.ID)
		}
	} else {
		for _, other := range b.ids {
			b.links.alias(other, x.ID)
		}
	}
	b.ids = slices.Delete(b.ids, 0, len(b.ids))
}
