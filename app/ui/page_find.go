package ui

import (
	"strings"
	"unicode"
)

// pageFinding is where a text was found in the article.
type pageFinding struct {
	places  []pagePlace
	length  int // runes
	current int
}

// mostFound bounds how many places are shown.
const mostFound = 500

// find shows where a text is in the article, letters small or large alike, and
// goes to the first place below the top of the view. It returns how many there
// are; an empty text ends it.
func (p *page) find(text string) int {
	want := folded(text)
	p.found = pageFinding{length: len(want)}
	if len(want) > 0 {
		for i, t := range p.selectable() {
			have := folded(t.layout.Para().Text())
			for at := 0; at+len(want) <= len(have) && len(p.found.places) < mostFound; at++ {
				if string(have[at:at+len(want)]) == string(want) {
					p.found.places = append(p.found.places, pagePlace{i, at})
					at += len(want) - 1
				}
			}
		}
	}
	for i, f := range p.found.places {
		if p.yOf(f) >= p.scroll.Offset.Y {
			p.found.current = i
			break
		}
	}
	p.findStep(0)
	return len(p.found.places)
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
	y, h := p.yOf(p.found.places[p.found.current]), p.Size().Height
	if y < p.scroll.Offset.Y+20 || y > p.scroll.Offset.Y+h-60 {
		p.scrollTo(y - h/3)
	} else {
		p.sync()
	}
	return p.found.current + 1
}

// yOf is how far down a place is.
func (p *page) yOf(at pagePlace) float32 {
	t := p.selectable()[at.text]
	_, y := p.origin(t)
	for _, r := range t.layout.Rects(at.at, at.at+1) {
		return y + r.Y
	}
	return y
}

// folded is a text for comparing, rune by rune.
func folded(text string) []rune {
	return []rune(strings.Map(unicode.ToLower, text))
}
