package ui

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"tidings/app"
)

// pageFinding is where a text was found in the article.
type pageFinding struct {
	want    string       // folded; empty: nothing is looked for
	places  []foundPlace // in reading order
	current int
}

// foundPlace is the runes from and up to past of a text of the page.
type foundPlace struct{ text, from, past int }

// find shows where a text is in the article, whatever the case and the
// diacritics of either, and goes to the first place below the top of the view.
// It returns how many there are; an empty text ends it.
func (p *page) find(text string) int {
	want, _ := foldForFind(text, false)
	p.found = pageFinding{want: want}
	if want == "" {
		p.folded = nil
		p.sync()
		return 0
	}
	p.unfoldAll()
	p.findAll()
	p.found.current = p.firstInView()
	p.findStep(0)
	return len(p.found.places)
}

// findAll looks through all texts of the page, again after they have changed.
func (p *page) findAll() {
	p.found.places = nil
	if p.found.want == "" {
		return
	}
	if p.folded == nil {
		p.folded = make([]foldedText, len(p.selectable()))
	}
	for i := range p.folded {
		p.found.places = p.folded[i].search(p, i, p.found.want, p.found.places)
	}
	p.found.current = min(p.found.current, max(0, len(p.found.places)-1))
}

// firstInView is the first place found below the top of the view; the first of all
// if there is none.
func (p *page) firstInView() int {
	top, texts := p.scroll.Offset.Y, p.selectable()
	at := sort.Search(len(p.found.places), func(i int) bool {
		t := texts[p.found.places[i].text]
		_, y := p.cornerOf(t)
		return y+t.layout.Height > top
	})
	for i := at; i < len(p.found.places); i++ {
		f := p.found.places[i]
		_, y := p.cornerOf(texts[f.text])
		if first, past := texts[f.text].runesBetween(top-y, p.height); f.from >= first && past > 0 {
			return i
		}
	}
	return 0
}

// findStep goes to the next place found, or back to the one before; it returns
// its number, from 1.
func (p *page) findStep(d int) int {
	n := len(p.found.places)
	if n == 0 {
		p.sync()
		return 0
	}
	p.found.current = ((p.found.current+d)%n + n) % n
	f := p.found.places[p.found.current]
	p.bringPanned(f)
	y, h := p.yOf(f), p.Size().Height
	if y < p.scroll.Offset.Y+20 || y > p.scroll.Offset.Y+h-60 {
		p.scrollTo(y - h/3)
	} else {
		p.sync()
	}
	return p.found.current + 1
}

// bringPanned pans a wide table or code so that a place in it can be seen.
func (p *page) bringPanned(f foundPlace) {
	t := p.selectable()[f.text]
	if !t.box.wide() {
		return
	}
	list := t.layout.Rects(f.from, f.past)
	if len(list) == 0 {
		return
	}
	if left := t.x + list[0].X - t.box.pan; left < 0 || left+list[0].W > t.box.w {
		p.panBox(t.box, left-t.box.w/3)
	}
}

// yOf is how far down a place is.
func (p *page) yOf(f foundPlace) float32 {
	t := p.selectable()[f.text]
	_, y := p.cornerOf(t)
	for _, r := range t.layout.Rects(f.from, f.past) {
		return y + r.Y
	}
	return y
}

// foundMarks adds what marks the places found near the view: the current one
// strongly.
func (p *page) foundMarks(objects []fyne.CanvasObject, top, bottom float32) []fyne.CanvasObject {
	c, texts := colours(), p.selectable()
	first := sort.Search(len(p.found.places), func(i int) bool {
		t := texts[p.found.places[i].text]
		_, y := p.cornerOf(t)
		return y+t.layout.Height >= top
	})
	for i := first; i < len(p.found.places); i++ {
		f := p.found.places[i]
		_, y := p.cornerOf(texts[f.text])
		if y > bottom {
			break
		}
		if from, past := texts[f.text].runesBetween(top-y, bottom-y); f.past <= from || f.from >= past {
			continue
		}
		ground := c.hit
		if i == p.found.current {
			ground = c.accent
			ground.A = 0x80
		}
		objects = p.highlight(objects, pagePlace{f.text, f.from}, pagePlace{f.text, f.past}, top, bottom, ground)
	}
	return objects
}

// foldedText is a text made comparable.
type foldedText struct {
	text string
	at   []int32 // the rune that each byte is of; nil: byte and rune are the same
	done bool
}

// search adds the places where a folded text stands in text i of the page.
func (t *foldedText) search(p *page, i int, want string, found []foundPlace) []foundPlace {
	if !t.done {
		t.text, t.at = foldForFind(p.selectable()[i].layout.Para().Text(), true)
		t.done = true
	}
	for from := 0; ; {
		n := strings.Index(t.text[from:], want)
		if n < 0 {
			return found
		}
		a, b := from+n, from+n+len(want)
		f := foundPlace{i, a, b}
		if t.at != nil {
			f.from, f.past = int(t.at[a]), int(t.at[b-1])+1
			if b < len(t.at) {
				f.past = max(f.past, int(t.at[b]))
			}
		}
		found = append(found, f)
		from = b
	}
}

// foldForFind makes a text comparable: as the search does it, letter by letter, and
// with one form of spaces, quotation marks and hyphens. With places it also tells
// which rune each byte is of.
func foldForFind(text string, places bool) (folded string, at []int32) {
	if plain(text) {
		return strings.Map(spaceAsOne, strings.ToLower(text)), nil
	}
	out := make([]byte, 0, len(text))
	rune := int32(0)
	for _, r := range text {
		before := len(out)
		switch {
		case r < utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r):
			out = utf8.AppendRune(out, signAsOne(unicode.ToLower(spaceAsOne(r))))
		default:
			out = append(out, app.FoldLetter(r)...)
		}
		for range len(out) - before {
			if places {
				at = append(at, rune)
			}
		}
		rune++
	}
	return string(out), at
}

// plain reports whether a text has no letter of more than a byte.
func plain(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func spaceAsOne(r rune) rune {
	if unicode.IsSpace(r) {
		return ' '
	}
	return r
}

// signAsOne is the plain form of a sign that publishers print and nobody types.
func signAsOne(r rune) rune {
	switch r {
	case '‘', '’', 'ʼ':
		return '\''
	case '“', '”', '„', '«', '»':
		return '"'
	case '‐', '‑', '–', '—', '−':
		return '-'
	}
	return r
}
