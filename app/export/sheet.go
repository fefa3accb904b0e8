package export

import (
	"image/color"

	"tidings/app/export/pdf"
	"tidings/app/ui/typeset"
)

// An item is a part of an article that is not split: a line, a row of a table, a
// picture. Items stand below each other.
type item struct {
	gap     float32 // above, unless it is the first of a page
	height  float32
	keep    bool // on the same page as the next one
	paint   func(pg *pdf.Page, y float64)
	grounds []*ground // what it stands on or beside, outermost first
	names   []string  // targets of links
	marks   []mark    // entries of the outline
	again   *again    // rows that come again at the top of the next page
}

// A ground is behind items that follow each other, or a bar beside them.
type ground struct {
	x, w  float32
	pad   float32 // above the first and below the last of its items
	color color.NRGBA
}

// again are the head rows of a table.
type again struct{ items []item }

// mark is an entry of the outline.
type mark struct {
	title string
	level int
}

// placed is an item on a page.
type placed struct {
	*item
	y float32
}

// pages puts the items of an article on pages. Items that are kept together are
// moved to the next page as one, unless no page could hold them.
func (p *press) pages() {
	s := p.sheet
	if s == nil {
		s = &sheet{p: p, bottom: float32(p.height) - marginBottom}
		s.begin()
		p.sheet = s
	} else if s.y+articleGap+tall(p.items) <= s.bottom {
		p.items[0].gap = articleGap
	} else {
		s.end()
		s.begin()
	}
	for from := 0; from < len(p.items); {
		to := from + 1
		for to < len(p.items) && p.items[to-1].keep {
			to++
		}
		s.group(p.items[from:to])
		from = to
	}
}

// articleGap is between two short articles on one page.
const articleGap = 44

// sheet is the page at work.
type sheet struct {
	p      *press
	y      float32
	bottom float32
	placed []placed
	goesOn *Article // that began on a page before; nil: the page begins with an article
}

func (s *sheet) begin() { s.y, s.placed, s.goesOn = marginTop, nil, nil }

// end draws the page.
func (s *sheet) end() {
	p := s.p
	p.number++
	pg := p.file.Page(p.width, p.height)
	s.grounds(pg)
	for _, it := range s.placed {
		y := float64(it.y)
		for _, n := range it.names {
			pg.Target(n, y-8)
		}
		for _, m := range it.marks {
			pg.Bookmark(m.title, m.level, y-8)
		}
		if it.paint != nil {
			it.paint(pg, y)
		}
	}
	if s.goesOn != nil {
		p.runningHead(pg, s.goesOn)
	}
	p.pageNumber(pg)
	pg.Close()
}

// group places items that belong together.
func (s *sheet) group(items []item) {
	if len(s.placed) > 0 && s.y+tall(items) > s.bottom && tall(items) < (s.bottom-marginTop)*0.9 {
		s.next(&items[0])
	}
	for i := range items {
		it := &items[i]
		if len(s.placed) > 0 && s.y+it.gap+it.height+it.pad() > s.bottom+0.01 {
			s.next(it)
		}
		s.place(it)
	}
}

func (s *sheet) place(it *item) {
	if len(s.placed) == 0 {
		s.y += it.pad()
	} else {
		s.y += it.gap
	}
	s.placed = append(s.placed, placed{it, s.y})
	s.y += it.height
}

// next begins a page for an item.
func (s *sheet) next(it *item) {
	s.end()
	s.begin()
	s.goesOn = s.p.article
	if it.again != nil {
		for i := range it.again.items {
			s.place(&it.again.items[i])
		}
	}
}

// pad is the room that the grounds of an item take at the edge of a page.
func (it *item) pad() float32 {
	pad := float32(0)
	for _, g := range it.grounds {
		pad = max(pad, g.pad)
	}
	return pad
}

// tall is the height of items with the room between and before them.
func tall(items []item) float32 {
	h := float32(0)
	for i := range items {
		h += items[i].gap + items[i].height
	}
	return h + items[len(items)-1].pad()
}

// grounds draws each ground once, behind all of its items on the page.
func (s *sheet) grounds(pg *pdf.Page) {
	done := map[*ground]bool{}
	for depth := 0; ; depth++ {
		deeper := false
		for i, it := range s.placed {
			if len(it.grounds) <= depth {
				continue
			}
			deeper = true
			g := it.grounds[depth]
			if done[g] {
				continue
			}
			done[g] = true
			bottom := it.y + it.height
			for _, other := range s.placed[i:] {
				if len(other.grounds) > depth && other.grounds[depth] == g {
					bottom = other.y + other.height
				}
			}
			pg.Rect(float64(g.x), float64(it.y-g.pad), float64(g.w), float64(bottom-it.y+2*g.pad), g.color)
		}
		if !deeper {
			return
		}
	}
}

// runningHead names the source and the date on all pages of an article but its first.
func (p *press) runningHead(pg *pdf.Page, a *Article) {
	room := float32(p.width) - 2*marginX
	date := ""
	if !a.Date().IsZero() {
		date = printed(a.Date().In(p.job.o.Now.Location()))
	}
	st := typeset.Style{Family: typeset.Sans, Size: 8, Color: soft}
	right := p.engine.Wrap(p.engine.Shape([]typeset.Span{{Text: date, Style: st}}, typeset.ParaOptions{}), 0, typeset.WrapOptions{})
	name := plain(a.Source)
	if name == "" {
		name = a.headline()
	} else {
		name += " · " + a.headline()
	}
	left := p.engine.Wrap(p.engine.Shape([]typeset.Span{{Text: name, Style: st}}, typeset.ParaOptions{Lang: a.language()}), room-right.Used-24, typeset.WrapOptions{MaxLines: 1, Ellipsis: true})
	p.draw(pg, left, marginX-left.Lines[0].X, headAt)
	p.draw(pg, right, float32(p.width)-marginX-right.Used, headAt)
	pg.Rect(marginX, headAt+14, float64(room), 0.4, line)
}
