package pdf

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // a format of pictures in fonts
	_ "image/png"  // the other one
	"strings"

	"github.com/go-text/typesetting/font"
)

// pictureFont are glyphs that are pictures, as emoji are. They become a font of
// Type 3 (ISO 32000-1, 9.6.5), whose glyphs are drawn like pages, so that they
// are letters for selecting and searching. It has 256 codes; more glyphs need more fonts.
type pictureFont struct {
	coder
	number map[font.GID]int
	full   []*pictureFont // former ones of the same face
	used   []drawn
	images []Image
	boxes  [][4]float64 // of each: left, bottom, width, height in thousandths
}

// codesAtMost is how many glyphs such a font has.
const codesAtMost = 256

// pictureOf is the picture that a glyph is, if it is one that can be read.
func pictureOf(face *font.Face, id font.GID) (b font.GlyphBitmap, ok bool) {
	defer func() {
		if recover() != nil { // glyphs of damaged fonts
			ok = false
		}
	}()
	if id == nowhere || len(face.BitmapSizes()) == 0 {
		return b, false
	}
	b, ok = face.GlyphData(id).(font.GlyphBitmap)
	return b, ok && (b.Format == font.PNG || b.Format == font.JPG) && len(b.Data) <= 1<<20
}

func (w *Writer) pictureCode(face *font.Face, id font.GID, b font.GlyphBitmap, text string) code {
	f := w.pictures[face.Font]
	if f == nil || f.missing(id) && len(f.used) == codesAtMost {
		f = w.newPictureFont(face, f)
	}
	f, n := f.find(id)
	if n < 0 {
		n = len(f.used)
		f.number[id] = n
		f.used = append(f.used, drawn{shape: shape{id: id}, width: thousandths(face.HorizontalAdvance(id), face)})
		im, box := w.glyphPicture(face, id, b)
		f.images, f.boxes = append(f.images, im), append(f.boxes, box)
	}
	g := &f.used[n]
	if g.text == "" {
		g.text = text
	}
	return code{font: &f.coder, n: n, width: g.width, plain: g.text == text}
}

func (w *Writer) newPictureFont(face *font.Face, before *pictureFont) *pictureFont {
	f := &pictureFont{number: map[font.GID]int{}}
	if before != nil {
		f.full = append(before.full, before)
	}
	f.coder = coder{name: fmt.Sprintf("E%d", len(w.pictured)+1)}
	w.pictures[face.Font] = f
	w.pictured = append(w.pictured, f)
	return f
}

func (f *pictureFont) missing(id font.GID) bool {
	_, n := f.find(id)
	return n < 0
}

// find is where a glyph is, or this font and -1.
func (f *pictureFont) find(id font.GID) (*pictureFont, int) {
	if n, ok := f.number[id]; ok {
		return f, n
	}
	for _, o := range f.full {
		if n, ok := o.number[id]; ok {
			return o, n
		}
	}
	return f, -1
}

// glyphPicture is the picture of a glyph and where it stands; nothing where it is damaged.
func (w *Writer) glyphPicture(face *font.Face, id font.GID, b font.GlyphBitmap) (im Image, box [4]float64) {
	cfg, _, err := image.DecodeConfig(bytes.NewReader(b.Data))
	if err != nil || cfg.Width > 1024 || cfg.Height > 1024 {
		return Image{}, box
	}
	img, _, err := image.Decode(bytes.NewReader(b.Data))
	x, ok := face.GlyphExtents(id)
	if err != nil || !ok {
		return Image{}, box
	}
	s := 1000 / float64(max(1, face.Upem()))
	return w.Picture(img), [4]float64{float64(x.XBearing) * s, float64(x.YBearing+x.Height) * s, float64(x.Width) * s, float64(-x.Height) * s}
}

func (w *Writer) writePictureFont(f *pictureFont) ref {
	draws := make([]ref, len(f.used))
	var names, widths, images strings.Builder
	for i, g := range f.used {
		draws[i] = w.alloc()
		b := f.boxes[i]
		does := fmt.Sprintf("%d 0 d0\n", g.width)
		if im := f.images[i]; im.Width > 0 {
			does += fmt.Sprintf("q %s 0 0 %s %s %s cm %s Do Q\n", number(b[2]), number(b[3]), number(b[0]), number(b[1]), imageName(im.index))
			fmt.Fprintf(&images, "%s %s", imageName(im.index), w.images[im.index])
		}
		w.stream(draws[i], "", []byte(does))
		fmt.Fprintf(&names, "/g%d", i)
		fmt.Fprintf(&widths, "%d ", g.width)
	}
	unicode, r := w.alloc(), w.alloc()
	w.stream(unicode, "", unicodeMap(f.used, false))
	w.begin(r)
	w.print("<</Type/Font/Subtype/Type3/FontBBox[0 0 0 0]/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 0/LastChar ", len(f.used)-1,
		"/Widths[", widths.String(), "]/Encoding<</Type/Encoding/Differences[0", names.String(), "]>>/CharProcs<<")
	for i, d := range draws {
		w.print("/g", i, " ", d)
	}
	w.print(">>/Resources<</XObject<<", images.String(), ">>>>/ToUnicode ", unicode, ">>\n")
	w.end()
	return r
}
