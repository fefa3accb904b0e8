package content

import (
	"path"
	"slices"
	"strings"
	"unicode"
)

// WithoutHead drops a headline and a lead picture at the top that repeat the
// article's own, which the article pane shows above its text. The blocks given
// are not changed.
func WithoutHead(blocks []Block, title, image string) []Block {
	var out []Block
	headline, picture := title != "", image != ""
	for i := range blocks {
		x := &blocks[i]
		switch {
		case headline && (x.Kind == Heading || x.Kind == Paragraph) && sameHeadline(plain(x.Spans), title):
			headline = false
			continue
		case picture && x.Kind == Figure && x.Picture.has(image):
			picture = false
			continue
		case x.Kind == Rule && len(out) == 0:
			continue
		}
		out = append(out, *x)
		if len(out) >= 2 || !headline && !picture {
			out = append(out, blocks[i+1:]...)
			break
		}
	}
	return out
}

// Levelled gives headings the levels 2, 3 and so on, in the order of the levels
// that they have: the article pane shows the title as the first. A single one of
// the first level on top is another title and has no others below it. The blocks
// given are not changed.
func Levelled(blocks []Block) []Block {
	var used [7]int
	for i := range blocks {
		if x := &blocks[i]; x.Kind == Heading {
			used[min(max(x.Level, 1), 6)]++
		}
	}
	var to [7]int
	next := 2
	for level := 1; level <= 6; level++ {
		to[level] = min(next, 6)
		alone := level == 1 && used[1] == 1 && blocks[0].Kind == Heading && blocks[0].Level <= 1
		if used[level] > 0 && !alone {
			next++
		}
	}
	out := slices.Clone(blocks)
	for i := range out {
		if x := &out[i]; x.Kind == Heading {
			x.Level = to[min(max(x.Level, 1), 6)]
		}
	}
	return out
}

func plain(spans []Span) string {
	var b strings.Builder
	for i := range spans {
		b.WriteString(spans[i].Text)
	}
	return b.String()
}

// sameHeadline compares letters and digits alone. One may go on where the other
// ends, such as with the name of the site.
func sameHeadline(a, b string) bool {
	a, b = letters(a), letters(b)
	if len(a) > len(b) {
		a, b = b, a
	}
	return a != "" && strings.HasPrefix(b, a) && len(a)*4 >= len(b)*3
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// SamePicture reports whether two addresses are of the same picture, perhaps in
// different sizes.
func SamePicture(a, b string) bool {
	return a == b || a != "" && b != "" && stem(a) == stem(b)
}

// has reports whether an address is one of a picture's.
func (p *Picture) has(address string) bool {
	return SamePicture(p.URL, address) || p.offers(address)
}

// stem is the name of a picture's file without its size: "boat" for
// https://cdn.example.com/2026/boat-1200x800.jpg?w=600. Names that many
// pictures have are kept with their path.
func stem(address string) string {
	address, _, _ = strings.Cut(address, "?")
	name := path.Base(address)
	name = strings.TrimSuffix(name, path.Ext(name))
	if i := strings.LastIndexByte(name, '-'); i > 0 {
		if w, h, ok := strings.Cut(name[i+1:], "x"); ok && digits(w) && digits(h) {
			name = name[:i]
		}
	}
	name = strings.TrimSuffix(strings.TrimSuffix(name, "-scaled"), "@2x")
	if len(name) < 6 || digits(name) {
		return address
	}
	return strings.ToLower(name)
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}
