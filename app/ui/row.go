package ui

import (
	"cmp"
	"image"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// Measures of a row of the timeline.
const (
	rowHeight     = 104
	headingHeight = 32
	insideHeight  = 72 // of an article below the row of its story
	insideLeft    = 46
	rowLeft       = 24
	rowRight      = 14
	rowTop        = 10
	thumb         = 72
)

// timelineRow draws a day's heading or an article: one picture with everything
// that is text or flat, and the thumbnail.
type timelineRow struct {
	widget.BaseWidget
	ground *canvas.Rectangle
	text   *canvas.Image
	thumb  *canvas.Image
	cancel func()     // of the thumbnail that is on its way
	url    string     // of the thumbnail shown or on its way
	fold   [2]float32 // where a click unfolds the story, from left to right
}

func newTimelineRow() *timelineRow {
	r := &timelineRow{ground: canvas.NewRectangle(nil), text: newPicture(), thumb: newPicture()}
	r.thumb.CornerRadius = 5
	r.ExtendBaseWidget(r)
	return r
}

func (r *timelineRow) CreateRenderer() fyne.WidgetRenderer {
	return objectsRenderer{[]fyne.CanvasObject{r.ground, r.text, r.thumb}}
}

func (r *timelineRow) MinSize() fyne.Size { return fyne.NewSize(100, headingHeight) }

func (r *timelineRow) Resize(s fyne.Size) {
	r.BaseWidget.Resize(s)
	r.ground.Resize(s)
	r.text.Resize(s)
	r.thumb.Resize(fyne.NewSquareSize(thumb))
	r.thumb.Move(fyne.NewPos(s.Width-rowRight-thumb, rowTop))
}

// Drop frees what the row shows and forgets the thumbnail on its way.
func (r *timelineRow) Drop() {
	r.forget()
	drop(r.text)
	drop(r.thumb)
}

func (r *timelineRow) forget() {
	if r.cancel != nil {
		r.cancel()
		r.cancel = nil
	}
	r.url = ""
}

// show fills the row.
func (r *timelineRow) show(e *typeset.Engine, row viewmodel.Row, selected bool, pics *pictures) {
	p := colours()
	scale := pixelScale(r)
	r.ground.FillColor = p.list
	if selected {
		r.ground.FillColor = p.choice
	}
	r.ground.Refresh()
	size := r.Size()
	b := newBrush(e, size.Width, size.Height, scale, p)
	r.fold = [2]float32{}
	from := float32(0)
	switch {
	case row.Heading != "":
		l := label{family: typeset.Sans, weight: 600, size: 10.5, height: 14, color: p.soft, track: 0.8}
		b.text(strings.ToUpper(row.Heading), l, rowLeft-8, 12, size.Width-30, 1)
	case row.Inside:
		b.inside(row, size.Width)
		from = insideLeft
	default:
		r.fold = b.article(row, size.Width)
	}
	b.hairline(from, size.Height-1, size.Width-from, p.line)
	r.text.Image = b.img
	r.text.Refresh()
	r.thumbnail(e, row, selected, pics)
}

func (r *timelineRow) thumbnail(e *typeset.Engine, row viewmodel.Row, selected bool, pics *pictures) {
	if row.Heading != "" || row.Image == "" {
		r.forget()
		drop(r.thumb)
		return
	}
	if r.url == row.Image {
		return
	}
	r.forget()
	drop(r.thumb)
	r.url = row.Image
	px := int(thumb * pixelScale(r))
	r.cancel = pics.fetch(row.Image, px, px, func(img image.Image, err error) {
		switch {
		case r.url != row.Image:
		case err != nil: // the text takes its place
			row.Image = ""
			r.show(e, row, selected, pics)
		default:
			r.thumb.Image = img
			r.thumb.Refresh()
		}
	})
}

// article draws everything of an article's row but its thumbnail. Headline and
// lead share three lines, so that rows are alike in height and full. It returns where
// a click unfolds its story.
func (b *brush) article(row viewmodel.Row, width float32) (fold [2]float32) {
	p := b.p
	w := width - rowLeft - rowRight
	if row.Image != "" {
		w -= thumb + rowRight
	}
	head := label{family: typeset.Serif, weight: 600, size: 15, height: 20, color: p.ink, lang: row.Lang}
	b.unread(row, 10, rowTop+6.5, p.list)
	if !row.Unread {
		head.weight, head.color = 400, p.soft
	}
	lay := b.found(cmp.Or(row.Marked, row.Title), head, w, 2)
	b.put(lay, rowLeft, rowTop)
	y := rowTop + lay.Height + 2
	lead := label{family: typeset.Sans, size: 12.5, height: 17, color: p.soft, lang: row.Lang}
	if row.Lead != "" {
		lines := max(1, 3-len(lay.Lines))
		text := viewmodel.Nearer(row.Lead, app.MarkStart, int(w)*lines/14)
		b.put(b.found(text, lead, w, lines), rowLeft, y)
	}
	return b.meta(row, w)
}

// unread is the dot of what was not read, or a ring where only articles behind the
// row were not.
func (b *brush) unread(row viewmodel.Row, x, y float32, ground color.NRGBA) {
	switch {
	case row.Unread:
		b.box(x, y, 7, 7, 3.5, b.p.accent)
	case row.Behind > 0:
		b.box(x, y, 7, 7, 3.5, b.p.accent)
		b.box(x+1.4, y+1.4, 4.2, 4.2, 2.1, ground)
	}
}

// inside draws an article that stands below the row of its story: smaller, without
// lead and picture.
func (b *brush) inside(row viewmodel.Row, width float32) {
	p := b.p
	w := width - insideLeft - rowRight
	b.box(rowLeft+6, 0, 1, insideHeight, 0, p.line)
	head := label{family: typeset.Serif, weight: 600, size: 13.5, height: 18, color: p.ink, lang: row.Lang}
	b.unread(row, rowLeft+3.5, 14, p.list)
	if !row.Unread {
		head.weight, head.color = 400, p.soft
	}
	b.put(b.found(cmp.Or(row.Marked, row.Title), head, w, 2), insideLeft, 7)
	const y = insideHeight - 8 - 15
	b.source(row.Source, insideLeft, y+1, 13)
	right := float32(insideLeft) + w
	if row.Ready {
		b.ready(right-10, y+2.5, p.good)
		right -= 18
	}
	right = b.role(row, right, y)
	l := label{family: typeset.Sans, size: 11.5, height: 15, color: p.soft, ltr: true}
	b.text(strings.Join(metaParts(row), " · "), l, insideLeft+19, y, right-insideLeft-19, 1)
}

// role marks the first report of a story, and what is only another printing of the
// same text; it returns where the rest of the line ends.
func (b *brush) role(row viewmodel.Row, right, y float32) float32 {
	switch p := b.p; {
	case row.First:
		return right - b.badge("first", right, y-1.5, p.paper, p.accent, true) - 8
	case row.Copy:
		return right - b.badge("same text", right, y-1.5, p.soft, p.chip, true) - 8
	}
	return right
}

// metaParts are what the last line of a row says, the number of sources aside.
func metaParts(row viewmodel.Row) []string {
	parts := []string{viewmodel.Isolate(cmp.Or(row.Source, "Unknown source")), row.Age}
	if row.Topic != "" && !row.Inside {
		parts = append(parts, viewmodel.Isolate(row.Topic))
	}
	if row.Later {
		parts = append(parts, "later")
	}
	if row.Starred {
		parts = append(parts, "★")
	}
	if marks := rowMarks(row); marks != "" && row.Inside {
		parts = append(parts, marks)
	}
	return parts
}

// found lays out a headline or snippet of a search: what was found stands out.
func (b *brush) found(text string, l label, width float32, lines int) *typeset.Layout {
	strong := l
	strong.weight, strong.color = 600, b.p.ink
	hit := strong.style()
	hit.Background = b.p.found
	var spans []typeset.Span
	for i, part := range strings.Split(text, app.MarkStart) {
		if i == 0 {
			spans = append(spans, typeset.Span{Text: part, Style: l.style()})
			continue
		}
		found, rest, _ := strings.Cut(part, app.MarkEnd)
		spans = append(spans, typeset.Span{Text: found, Style: hit}, typeset.Span{Text: rest, Style: l.style()})
	}
	para := b.engine.Shape(spans, typeset.ParaOptions{Lang: l.lang, LineHeight: l.height})
	return b.engine.Wrap(para, width, typeset.WrapOptions{MaxLines: lines, Ellipsis: true})
}

// meta is the last line: source, age, topic, how many sources. It returns where a
// click unfolds the story.
func (b *brush) meta(row viewmodel.Row, w float32) (fold [2]float32) {
	const y = rowHeight - 10 - 15
	p := b.p
	b.source(row.Source, rowLeft, y+1, 13)
	l := label{family: typeset.Sans, size: 11.5, height: 15, color: p.soft, ltr: true}
	if row.Ready {
		b.ready(rowLeft+w-10, y+2.5, p.good)
		w -= 18
	}
	w -= rowLeft + w - b.role(row, rowLeft+w, y)
	if marks := rowMarks(row); marks != "" { // beyond the rest, which may be long
		lay := b.lay(marks, l, w/2, 1)
		b.put(lay, rowLeft+w-lay.Used, y)
		w -= lay.Used + 12
	}
	x := float32(rowLeft + 19)
	if row.Sources == "" {
		b.text(strings.Join(metaParts(row), " · "), l, x, y, w-19, 1)
		return fold
	}
	many := l
	many.color, many.weight = p.accent, 500
	count := b.lay(row.Sources, many, 120, 1)
	room := w - 19 - count.Used - 12
	if row.Fold != viewmodel.NoFold {
		room -= 12
	}
	used, _ := b.text(strings.Join(metaParts(row), " · ")+" ·", l, x, y, room, 1)
	x += used + 4
	if row.Fold != viewmodel.NoFold {
		fold = [2]float32{x - 6, x + 12 + count.Used + 8}
		b.triangle(x, y+4, row.Fold == viewmodel.Unfolded, p.accent)
		x += 12
	}
	b.put(count, x, y)
	return fold
}

// ready is the sign of an article that is here with everything that belongs to it.
func (b *brush) ready(x, y float32, c color.NRGBA) {
	b.box(x+4.3, y, 1.5, 5, 0, c)
	b.shape(c, x+1.5, y+3.7, x+8.6, y+3.7, x+5.05, y+7.6)
	b.box(x, y+8.6, 10.1, 1.5, 0.7, c)
}

// rowMarks say what else there is to an article.
func rowMarks(row viewmodel.Row) string {
	switch {
	case row.Changed && row.Noted:
		return "changed · note"
	case row.Changed:
		return "changed"
	case row.Noted:
		return "note"
	}
	return ""
}

// objectsRenderer shows objects that their widget places itself.
type objectsRenderer struct{ objects []fyne.CanvasObject }

func (r objectsRenderer) Layout(fyne.Size)             {}
func (r objectsRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r objectsRenderer) Refresh()                     {}
func (r objectsRenderer) Destroy()                     {}
func (r objectsRenderer) Objects() []fyne.CanvasObject { return r.objects }
