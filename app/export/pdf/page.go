package pdf

import (
	"bytes"
	"fmt"
	"image/color"
	"strconv"

	"tidings/app/ui/typeset"
)

// A Page is a sheet that is being drawn.
type Page struct {
	w             *Writer
	ref           ref
	width, height float64
	content       bytes.Buffer
	links         []string // annotations
	fill          color.NRGBA
	filled        bool // fill was set
}

// Page begins a page. The one before must be closed.
func (w *Writer) Page(width, height float64) *Page {
	p := &Page{w: w, ref: w.alloc(), width: width, height: height}
	w.pages = append(w.pages, p.ref)
	return p
}

// Close writes the page.
func (p *Page) Close() {
	content := p.w.alloc()
	p.w.stream(content, "", p.content.Bytes())
	p.w.begin(p.ref)
	p.w.print("<</Type/Page/Parent ", p.w.tree, "/Resources ", p.w.resources,
		"/MediaBox[0 0 ", number(p.width), " ", number(p.height), "]/Contents ", content)
	if len(p.links) > 0 {
		p.w.print("/Annots[")
		for _, l := range p.links {
			p.w.print(l)
		}
		p.w.print("]")
	}
	p.w.print(">>\n")
	p.w.end()
}

// Rect fills a rectangle.
func (p *Page) Rect(x, y, w, h float64, c color.NRGBA) {
	p.color(c)
	p.op("re f", x, p.height-y-h, w, h)
}

// Image draws a picture.
func (p *Page) Image(im Image, x, y, w, h float64) {
	a, b, c, d := im.turn.matrix(w, h)
	dx, dy := im.turn.origin(w, h)
	fmt.Fprintf(&p.content, "q %s %s %s %s %s %s cm %s Do Q\n",
		number(a), number(b), number(c), number(d), number(x+dx), number(p.height-y-h+dy), imageName(im.index))
}

// Link makes a part of the page lead to an address.
func (p *Page) Link(x, y, w, h float64, address string) {
	p.annotate(x, y, w, h, "/A<</S/URI/URI"+literal(ascii(address))+">>")
}

// LinkTo makes a part of the page lead to a Target of any page.
func (p *Page) LinkTo(x, y, w, h float64, name string) {
	p.annotate(x, y, w, h, "/Dest/"+escapeName(name))
}

func (p *Page) annotate(x, y, w, h float64, action string) {
	top := p.height - y
	p.links = append(p.links, fmt.Sprintf("<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect[%s %s %s %s]%s>>",
		number(x), number(top-h), number(x+w), number(top), action))
}

// Target gives a place on the page a name; the first of several places keeps it.
func (p *Page) Target(name string, y float64) {
	if _, ok := p.w.targets[name]; !ok {
		p.w.targets[name] = target{p.ref, p.height - y}
	}
}

// op writes numbers and an operator.
func (p *Page) op(name string, values ...float64) {
	for _, v := range values {
		p.content.WriteString(number(v))
		p.content.WriteByte(' ')
	}
	p.content.WriteString(name)
	p.content.WriteByte('\n')
}

// color sets that of what is filled. What is not opaque is mixed with white.
func (p *Page) color(c color.NRGBA) {
	if p.filled && p.fill == c {
		return
	}
	p.fill, p.filled = c, true
	part := func(v uint8) string {
		mixed := (float64(v)*float64(c.A) + 255*float64(255-c.A)) / 255
		return strconv.FormatFloat(mixed/255, 'f', 3, 64)
	}
	fmt.Fprintf(&p.content, "%[1]s %[2]s %[3]s rg %[1]s %[2]s %[3]s RG\n", part(c.R), part(c.G), part(c.B))
}

// Run draws a run of a line whose layout begins at x and whose baseline is at y,
// with what lies behind, under and through it.
func (p *Page) Run(r *typeset.Run, x, y float64) {
	st := &r.Style
	size, left, width := float64(st.Size), x+float64(r.X), float64(r.Width)
	base := y - float64(st.Rise)
	if st.Underline {
		p.underline(r, x, base)
	}
	p.glyphs(r, x, y)
	if st.Strike {
		p.Rect(left, base-size*0.30, width, size*0.055, st.Color)
	}
}

// Ground draws what lies behind a run, which must be drawn before any of its line.
func (p *Page) Ground(r *typeset.Run, x, y float64) {
	st := &r.Style
	if st.Background.A == 0 {
		return
	}
	size := float64(st.Size)
	p.Rect(x+float64(r.X)-size*0.1, y-float64(st.Rise)-size*0.95, float64(r.Width)+size*0.2, size*1.25, st.Background)
}

// ascii is an address without characters that a PDF's may not have.
func ascii(address string) string {
	var b bytes.Buffer
	for i := range len(address) {
		if c := address[i]; c > 0x20 && c < 0x7F {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
