package content

// endFigure puts what a figure or gallery holds where it stands.
func (b *builder) endFigure(f frame) {
	list := f.block.Children
	if pictures := pictures(list, f.wrap || f.gallery); len(pictures) > 1 {
		b.emit(Block{Kind: Gallery, Children: pictures, Spans: f.caption})
		return
	}
	if f.caption != nil {
		list = placeCaption(list, f.caption)
	}
	for _, x := range list {
		b.emitAs(x, f.inner, f.innerDir)
	}
	b.top().closed = len(b.top().block.Children)
}

// pictures are the figures that blocks consist of, those of galleries and, if
// wanted, of lists as well; nil if there is anything else.
func pictures(list []Block, lists bool) []Block {
	var out []Block
	for i := range list {
		x := &list[i]
		var more []Block
		switch {
		case x.Kind == Figure:
			out = addBlock(out, *x)
			continue
		case x.Kind == Gallery && x.Spans == nil:
			more = x.Children
		case lists && x.Kind == List && x.bareList():
			more = pictures(x.Children, false)
		case x.Kind == Item && x.Lang == "" && x.Dir == "":
			more = captioned(x.Children)
		}
		if len(more) == 0 {
			return nil
		}
		for _, p := range more {
			out = addBlock(out, p)
		}
	}
	return out
}

func (x *Block) bareList() bool { return x.Lang == "" && x.Dir == "" && x.ID == "" }

// captioned is the picture of an item, with the short text below it as its
// caption; nil if the item is anything else.
func captioned(list []Block) []Block {
	if len(list) == 0 || list[0].Kind != Figure || len(list) > 2 {
		return nil
	}
	x := list[0]
	if len(list) == 2 {
		if !list[1].bare() || x.Picture.Caption != nil || spansLen(list[1].Spans) > longHeading {
			return nil
		}
		p := *x.Picture
		p.Caption = list[1].Spans
		x.Picture = &p
	}
	return []Block{x}
}

// placeCaption gives a figure's caption to its first picture without one, to
// its table or quotation, or sets it below.
func placeCaption(list []Block, caption []Span) []Block {
	for i := range list {
		if p := list[i].Picture; p != nil && p.Caption == nil {
			p.Caption = caption
			return list
		}
		switch list[i].Kind {
		case Table, Quote, PullQuote:
			if list[i].Spans == nil {
				list[i].Spans = caption
				return list
			}
		}
	}
	return append(list, Block{Kind: Paragraph, Spans: caption})
}

// forAll reports whether a caption in a figure is not of its last picture but of
// all: the pictures before it have none of their own either, or the last one
// has it already, or is a figure in a gallery that ended before it.
func (f *frame) forAll() bool {
	if f.role != roleFigure {
		return false
	}
	if f.gallery && f.closed == len(f.block.Children) {
		return true
	}
	count, without := 0, 0
	last := f.block.Children[max(0, len(f.block.Children)-50):]
	for i := range last {
		if p := last[i].Picture; p != nil {
			count++
			if p.Caption == nil {
				without++
			}
		}
	}
	return count > 1 && (without == count || without == 0)
}

// sideBySide reports whether a table is a single row of pictures.
func sideBySide(rows [][]Cell) []Block {
	if len(rows) != 1 || len(rows[0]) < 2 {
		return nil
	}
	var out []Block
	for _, c := range rows[0] {
		x := captioned(c.Blocks)
		if x == nil {
			return nil
		}
		out = addBlock(out, x[0])
	}
	if len(out) < 2 {
		return nil
	}
	return out
}
