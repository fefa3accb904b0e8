package pdf

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/go-text/typesetting/font"
)

// outlines are the glyphs of a font that were used, to be written into the file
// as a font of its own: whatever the font came as (TrueType, CFF, a collection, a
// variable one), what is needed of it is the outlines.
type outlines struct {
	coder
	face   *font.Face
	number map[shape]int
	used   []drawn // by code; the first is what stands for a glyph that is not there
}

// A shape is a glyph that was moved from its place, in thousandths of the size: a
// mark to where its letter wants it. It is a glyph of its own in the file, because
// viewers that meet one above the line or before the last take it for another word.
type shape struct {
	id        font.GID
	right, up int
}

// drawn is a glyph of the file.
type drawn struct {
	shape
	text  string // what it stands for; empty: said beside it wherever it is used
	width int    // thousandths of the size
}

// nowhere is a glyph that no font has: one that cannot be seen.
const nowhere = font.GID(math.MaxUint32)

// unseen is the code of a character that takes no room and shows nothing, but is
// found and copied.
func (w *Writer) unseen(face *font.Face, u rune) code {
	return w.code(face, shape{id: nowhere, right: int(u)}, string(u))
}

// code is the code of a glyph, which from now on is in the file. It stands for the
// first text that it is asked for; empty says that its text is written beside it.
func (w *Writer) code(face *font.Face, as shape, text string) code {
	if b, ok := pictureOf(face, as.id); ok {
		return w.pictureCode(face, as.id, b, text)
	}
	f := w.fonts[face.Font]
	if f == nil {
		f = &outlines{face: face, number: map[shape]int{}, used: []drawn{{}}}
		f.coder = coder{name: fmt.Sprintf("F%d", len(w.order)+1), wide: true}
		w.fonts[face.Font] = f
		w.order = append(w.order, f)
	}
	n, ok := f.number[as]
	if !ok && len(f.used) <= math.MaxUint16 {
		n = len(f.used)
		f.number[as] = n
		g := drawn{shape: as}
		if as.id != nowhere {
			g.width = thousandths(face.HorizontalAdvance(as.id), face)
		}
		f.used = append(f.used, g)
	}
	g := &f.used[n]
	if g.text == "" {
		g.text = text
	}
	return code{font: &f.coder, n: n, width: g.width, plain: g.text == text}
}

// thousandths brings a measure of a font to that of PDF.
func thousandths(v float32, face *font.Face) int {
	return int(math.Round(float64(v) * 1000 / float64(max(1, face.Upem()))))
}

// writeFonts writes all fonts and returns the entries of the resources.
func (w *Writer) writeFonts() string {
	var b strings.Builder
	for i, f := range w.order {
		fmt.Fprintf(&b, "/%s %s", f.name, w.writeFont(f, i))
	}
	for _, p := range w.pictured {
		fmt.Fprintf(&b, "/%s %s", p.name, w.writePictureFont(p))
	}
	return b.String()
}

// writeFont writes a font (ISO 32000-1, 9.7): what a page names, what describes
// the glyphs, the glyphs themselves, and which text they are.
func (w *Writer) writeFont(f *outlines, index int) ref {
	name := subsetTag(index) + "+" + fontName(f.face)
	program := newProgram(f)
	file, descriptor, child, unicode, parent := w.alloc(), w.alloc(), w.alloc(), w.alloc(), w.alloc()
	w.stream(file, "/Subtype/CIDFontType0C", program.bytes(name))
	w.begin(descriptor)
	b := program.box
	ascent, descent := 800, -200
	if x, ok := f.face.FontHExtents(); ok {
		ascent, descent = thousandths(x.Ascender, f.face), thousandths(x.Descender, f.face)
	}
	w.print("<</Type/FontDescriptor/FontName/", name, "/Flags 4/FontBBox[", b[0], " ", b[1], " ", b[2], " ", b[3],
		"]/ItalicAngle 0/Ascent ", ascent, "/Descent ", descent, "/CapHeight 700/StemV 80/FontFile3 ", file, ">>\n")
	w.end()
	w.begin(child)
	w.print("<</Type/Font/Subtype/CIDFontType0/BaseFont/", name,
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ", descriptor, "/DW 0/W[0[")
	for _, g := range f.used {
		w.print(g.width, " ")
	}
	w.print("]]>>\n")
	w.end()
	w.stream(unicode, "", unicodeMap(f.used, true))
	w.begin(parent)
	w.print("<</Type/Font/Subtype/Type0/BaseFont/", name, "-Identity-H/Encoding/Identity-H/DescendantFonts[", child, "]/ToUnicode ", unicode, ">>\n")
	w.end()
	return parent
}

// subsetTag begins the name of a font that is not whole: six letters.
func subsetTag(n int) string {
	tag := []byte("AAAAAA")
	for i := len(tag) - 1; n > 0; i-- {
		tag[i] += byte(n % 26)
		n /= 26
	}
	return string(tag)
}

// fontName is the name of a face in letters that every program takes.
func fontName(face *font.Face) string {
	d := face.Describe()
	name := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, d.Family)
	if name == "" {
		name = "Font"
	}
	style := ""
	if d.Aspect.Weight >= 600 {
		style += "Bold"
	}
	if d.Aspect.Style == font.StyleItalic {
		style += "Italic"
	}
	if style != "" {
		name += "-" + style
	}
	return name[:min(len(name), 60)]
}

// unicodeMap says which text the codes of a font are (ISO 32000-1, 9.10.3).
func unicodeMap(used []drawn, wide bool) []byte {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n")
	digits, last := 2, 0xFF
	if wide {
		digits, last = 4, 0xFFFF
	}
	fmt.Fprintf(&b, "<%0*X> <%0*X>\nendcodespacerange\n", digits, 0, digits, last)
	var lines []string
	for n, g := range used {
		if g.text != "" {
			lines = append(lines, fmt.Sprintf("<%0*X> <%s>\n", digits, n, utf16Hex(g.text)))
		}
	}
	for part := range slices.Chunk(lines, 100) { // more are not allowed at once
		fmt.Fprintf(&b, "%d beginbfchar\n%sendbfchar\n", len(part), strings.Join(part, ""))
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return []byte(b.String())
}
