package export

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strings"

	"tidings/app/ui/typeset"
)

func checksum(data []byte) uint32 { return crc32.ChecksumIEEE(data) }

// The cover is a picture of the title, in pixels.
const (
	coverWidth  = 1200
	coverHeight = 1600
	coverMargin = 120
)

// cover is the first page of a book: what devices show in their shelves.
func (b *book) cover() {
	if b.err != nil {
		return
	}
	img, err := b.job.coverPicture()
	if err != nil {
		b.err = err
		return
	}
	b.add(bookFile{"cover-image", "cover.png", "image/png", "cover-image"}, img)
	title := b.job.title()
	body := `<section epub:type="cover" class="cover"><img src="cover.png" alt="` + escaped(title) + `"/></section>` + "\n"
	b.add(bookFile{"cover", "cover.xhtml", xhtmlType, ""}, document(title, b.job.list[0].language(), false, body))
}

// coverPicture sets source, title and authors one below the other.
func (j *job) coverPicture() ([]byte, error) {
	fonts, err := j.fonts()
	if err != nil {
		return nil, err
	}
	e := typeset.NewEngine(fonts)
	img := image.NewRGBA(image.Rect(0, 0, coverWidth, coverHeight))
	draw.Draw(img, img.Rect, image.NewUniform(paper), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(0, 0, coverWidth, 36), image.NewUniform(accent), image.Point{}, draw.Src)
	first := &j.list[0]
	above, below := plain(first.Source), strings.Join(first.names(), ", ")
	if len(j.list) > 1 {
		above = "Tidings"
		below = fmt.Sprintf("%d articles · %s", len(j.list), strings.Join(j.authors(), ", "))
	}
	y := float32(220)
	set := func(text string, st typeset.Style, height float32, lines int) {
		if text == "" {
			return
		}
		o := typeset.ParaOptions{LineHeight: height, Lang: first.language(), Balance: true}
		if rtl(first.language()) {
			o.Dir = typeset.RightToLeft
		}
		l := e.Wrap(e.Shape([]typeset.Span{{Text: text, Style: st}}, o), coverWidth-2*coverMargin, typeset.WrapOptions{MaxLines: lines, Ellipsis: true})
		e.Draw(img, l, coverMargin, y, 1)
		y += l.Height + height*0.6
	}
	size := float32(96)
	if n := len([]rune(j.title())); n > 90 {
		size = 68
	}
	set(above, typeset.Style{Family: typeset.Sans, Weight: 600, Size: 44, Color: accent}, 60, 2)
	set(j.title(), typeset.Style{Family: typeset.Serif, Weight: 700, Size: size, Color: ink}, size*1.2, 9)
	set(below, typeset.Style{Family: typeset.Sans, Size: 40, Color: soft}, 56, 4)
	y = coverHeight - 160
	when := j.o.Now
	if len(j.list) == 1 && !first.Date().IsZero() {
		when = first.Date()
	}
	set(when.In(j.o.Now.Location()).Format("2 January 2006"), typeset.Style{Family: typeset.Sans, Size: 36, Color: soft}, 50, 1)
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// The colours of what is written, on white or nearly white paper.
var (
	paper  = rgb(0xFCFBF8)
	ink    = rgb(0x1D1B18)
	soft   = rgb(0x5F5A52)
	line   = rgb(0xCFC9BD)
	accent = rgb(0xA93A24)
	link   = rgb(0x1F5A8A)
	shade  = rgb(0xF4F1EA)
	found  = rgb(0xF6E3B0)
)

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF}
}
