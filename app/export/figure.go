package export

import (
	"tidings/app/export/pdf"
	"tidings/app/ui/typeset"
	"tidings/feeds/content"
)

const (
	pointsPerPixel = 0.75 // a pixel of the web is 1/96 inch
	tallestPicture = 0.62 // of the height of a page's text
	galleryGap     = 8
)

// image puts a picture into the file, once.
func (p *press) image(address string) (pdf.Image, bool) {
	pic := p.job.stock.find(address)
	if pic == nil {
		return pdf.Image{}, false
	}
	im, ok := p.images[pic]
	if !ok {
		if pic.kind == "jpeg" {
			im, _ = p.file.JPEG(pic.data, pic.turn()) // the zero image says that it did not work
		} else if img := pic.decode(); img != nil {
			im = p.file.Picture(img)
		}
		p.images[pic] = im
	}
	if im.Width == 0 { // a drawing, or damaged
		p.job.stock.had--
		p.job.stock.missing++
	}
	return im, im.Width > 0
}

// figure sets a picture with its caption; or what is said of it.
func (p *press) figure(f frame, pic *content.Picture) {
	p.room(blockGap)
	from := len(p.items)
	if im, ok := p.image(pic.Best(widestKept)); ok {
		p.pictureItem(f, im, pic.Link, f.w, tallestPicture*p.textHeight())
	} else {
		l := f.look(typeset.Sans, 9, 13)
		l.color, l.italic = soft, true
		p.text(f, []content.Span{{Text: missingText(pic.Alt), Link: pic.Link}}, l.uncoloured())
	}
	p.caption(f, pic.Caption)
	p.keep(from)
	p.room(blockGap)
}

func (p *press) textHeight() float32 { return float32(p.height) - marginTop - marginBottom }

func (p *press) caption(f frame, spans []content.Span) {
	if len(spans) == 0 {
		return
	}
	p.room(5)
	l := f.look(typeset.Sans, 8.5, 12)
	l.color = soft
	p.text(f, spans, l)
}

// pictureItem adds a picture in the middle of the frame, at most so wide and high
// and not larger than on a screen.
func (p *press) pictureItem(f frame, im pdf.Image, address string, widest, tallest float32) {
	w, h := fitted(im, widest, tallest)
	x := f.x + (f.w-w)/2
	n, c := p.linkNumber(address), p.chapter
	p.add(item{height: h, paint: func(pg *pdf.Page, y float64) {
		pg.Image(im, float64(x), y, float64(w), float64(h))
		if n > 0 {
			c.link(pg, float64(x), y, float64(w), float64(h), c.links[n-1])
		}
	}})
}

// fitted is the size of a picture within bounds.
func fitted(im pdf.Image, widest, tallest float32) (w, h float32) {
	w, h = float32(im.Width)*pointsPerPixel, float32(im.Height)*pointsPerPixel
	if w > widest {
		w, h = widest, h*widest/w
	}
	if h > tallest {
		w, h = w*tallest/h, tallest
	}
	return w, h
}

// gallery sets pictures side by side, two or three in a row of one height, and
// their captions below.
func (p *press) gallery(f frame, b *content.Block) {
	type shown struct {
		im  pdf.Image
		pic *content.Picture
	}
	var row []shown
	flush := func() {
		if len(row) == 0 {
			return
		}
		wide := float32(0) // of a row of height 1
		for _, s := range row {
			wide += float32(s.im.Width) / float32(max(1, s.im.Height))
		}
		height := min((f.w-galleryGap*float32(len(row)-1))/wide, tallestPicture*p.textHeight()/2)
		list := row
		row = nil
		from := len(p.items)
		p.room(galleryGap)
		p.add(item{height: height, paint: func(pg *pdf.Page, y float64) {
			x := f.x
			for _, s := range list {
				w := height * float32(s.im.Width) / float32(max(1, s.im.Height))
				pg.Image(s.im, float64(x), y, float64(w), float64(height))
				x += w + galleryGap
			}
		}})
		for _, s := range list {
			p.caption(f, s.pic.Caption)
		}
		p.keep(from)
	}
	p.room(blockGap)
	for i := range b.Children {
		pic := b.Children[i].Picture
		if pic == nil {
			continue
		}
		if im, ok := p.image(pic.Best(widestKept)); ok {
			row = append(row, shown{im, pic})
		} else {
			flush()
			p.figure(f, pic)
		}
		if len(row) == 3 || len(row) == 2 && len(b.Children)%3 != 0 {
			flush()
		}
	}
	flush()
	p.caption(f, b.Spans)
	p.room(blockGap)
}
