package ui

import (
	"image/color"
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// placedText is a text of a page that can be selected.
type placedText struct {
	box *pageBox
	boxText
}

// pagePlace is a place between two letters: in which text, before which rune.
type pagePlace struct{ text, at int }

func (a pagePlace) before(b pagePlace) bool {
	return a.text < b.text || a.text == b.text && a.at < b.at
}

// pageSelection is from where the reader began to where the mouse is.
type pageSelection struct {
	from, to pagePlace
}

func (s pageSelection) empty() bool { return s.from == s.to }

// ordered has the earlier place first.
func (s pageSelection) ordered() (a, b pagePlace) {
	if s.to.before(s.from) {
		return s.to, s.from
	}
	return s.from, s.to
}

// selectable are the texts of the page in reading order.
func (p *page) selectable() []placedText {
	if p.texts == nil {
		for _, b := range p.boxes {
			for _, t := range b.texts {
				if !t.mute {
					p.texts = append(p.texts, placedText{b, t})
				}
			}
		}
	}
	return p.texts
}

// placeAt is the place nearest to a point of the page.
func (p *page) placeAt(pos fyne.Position) pagePlace {
	texts := p.selectable()
	best, least := -1, float32(1e9)
	for i, t := range texts {
		x, y := p.cornerOf(t)
		far := 3*outside(pos.Y, y, t.layout.Height) + outside(pos.X, x, t.layout.Width)
		if far < least {
			best, least = i, far
		}
		if y > pos.Y+least {
			break // everything further down is further away
		}
	}
	if best < 0 {
		return pagePlace{}
	}
	x, y := p.cornerOf(texts[best])
	at, _ := texts[best].layout.Hit(pos.X-x, pos.Y-y)
	return pagePlace{best, at}
}

// outside is how far v is from the stretch that begins at from.
func outside(v, from, length float32) float32 {
	switch {
	case v < from:
		return from - v
	case v > from+length:
		return v - from - length
	}
	return 0
}

// cornerOf is where a text begins on the page.
func (p *page) cornerOf(t placedText) (x, y float32) {
	return p.left + t.box.x + t.x - t.box.pan, t.box.y + t.y
}

// highlights adds what marks the selected and the found text near the view. It
// lies over the text, as code and tables have grounds of their own.
func (p *page) highlights(objects []fyne.CanvasObject, top, bottom float32) []fyne.CanvasObject {
	if !p.sel.empty() {
		a, b := p.sel.ordered()
		objects = p.highlight(objects, a, b, top, bottom, colours().mark)
	}
	return p.foundMarks(objects, top, bottom)
}

func (p *page) highlight(objects []fyne.CanvasObject, a, b pagePlace, top, bottom float32, ground color.NRGBA) []fyne.CanvasObject {
	texts := p.selectable()
	for i := a.text; i <= b.text && i < len(texts); i++ {
		t := texts[i]
		x, y := p.cornerOf(t)
		if y > bottom || y+t.layout.Height < top {
			continue
		}
		from, to := part(i, a, b, t)
		first, past := t.runesBetween(top-y, bottom-y)
		from, to = max(from, first), min(to, past)
		for _, r := range t.layout.Rects(from, to) {
			if y+r.Y > bottom || y+r.Y+r.H < top {
				continue
			}
			left, right := x+r.X, x+r.X+r.W
			if t.box.wide() {
				left = max(left, p.left+t.box.x)
				right = min(right, p.left+t.box.x+t.box.w)
			}
			if right <= left {
				continue
			}
			q := canvas.NewRectangle(ground)
			q.Move(fyne.NewPos(left, y+r.Y))
			q.Resize(fyne.NewSize(right-left, r.H))
			objects = append(objects, q)
		}
	}
	return objects
}

// runesBetween are the runes of the lines between two heights of a text, so that
// nothing is done about the thousands of lines of a long one that nobody sees.
func (t placedText) runesBetween(top, bottom float32) (from, past int) {
	lines := t.layout.Lines
	a := sort.Search(len(lines), func(i int) bool { return lines[i].Y+lines[i].Height > top })
	b := sort.Search(len(lines), func(i int) bool { return lines[i].Y > bottom })
	if a >= b {
		return 0, 0
	}
	return lines[a].First, lines[b-1].Past
}

// part is which runes of text i are between two places.
func part(i int, a, b pagePlace, t placedText) (from, to int) {
	to = t.layout.Para().Len()
	if i == a.text {
		from = a.at
	}
	if i == b.text {
		to = min(to, b.at)
	}
	return from, to
}

// setSelection shows another selection.
func (p *page) setSelection(s pageSelection) {
	if s != p.sel {
		p.sel = s
		p.sync()
	}
}

// selectWord and selectParagraph select around a place.
func (p *page) selectWord(at pagePlace) {
	if texts := p.selectable(); at.text < len(texts) {
		from, to := texts[at.text].layout.WordAt(at.at)
		p.setSelection(pageSelection{pagePlace{at.text, from}, pagePlace{at.text, to}})
	}
}

func (p *page) selectParagraph(at pagePlace) {
	if texts := p.selectable(); at.text < len(texts) {
		p.setSelection(pageSelection{pagePlace{at.text, 0}, pagePlace{at.text, texts[at.text].layout.Para().Len()}})
	}
}

// selectAll selects every text of the page.
func (p *page) selectAll() {
	if texts := p.selectable(); len(texts) > 0 {
		last := len(texts) - 1
		p.setSelection(pageSelection{pagePlace{}, pagePlace{last, texts[last].layout.Para().Len()}})
	}
}
