package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/ui/typeset"
)

type (
	// pageWidget is a part of the window within the page, such as a box to type into.
	pageWidget struct {
		object fyne.CanvasObject
		height float32
	}

	// pageNote is what the reader wrote about the article.
	pageNote struct {
		text string
		hint string
		tap  func()
	}

	// pageEdit is a text with what its publisher took out and put in.
	pageEdit struct {
		pieces   []app.Piece
		lang     string
		headline bool
	}
)

func (e pageWidget) nodes(*pageShaper) []pageNode { return []pageNode{&widgetNode{e}} }

// widgetNode is a pageWidget.
type widgetNode struct{ pageWidget }

func (n *widgetNode) place(f *pageFlow) {
	f.room(12)
	f.add(&pageBox{object: n.object}, n.height)
	f.room(12)
}

func (e pageNote) nodes(s *pageShaper) []pageNode {
	l := s.look(typeset.Sans, 400, 14.5, 22)
	n := &noteNode{pageNote: e}
	n.head = s.line("Your note", label{family: typeset.Sans, weight: 600, size: 11.5, height: 16, color: s.p.soft})
	n.words = s.engine.Shape([]typeset.Span{{Text: e.text, Style: l.style}}, typeset.ParaOptions{LineHeight: l.height})
	return []pageNode{n}
}

// noteNode is a pageNote, on a ground of its own with a stroke beside it.
type noteNode struct {
	pageNote
	head, words *typeset.Para
}

const notePad = 12

func (n *noteNode) place(f *pageFlow) {
	f.room(14)
	words := f.engine.Wrap(n.words, f.w-2*notePad-6, typeset.WrapOptions{})
	b := &pageBox{ground: f.p.code}
	b.texts = []boxText{
		{x: notePad + 6, y: notePad - 3, layout: f.short(n.head, f.w-2*notePad), mute: true},
		{x: notePad + 6, y: notePad + 16, layout: words},
	}
	h := words.Height + 2*notePad + 14
	b.zones = []boxZone{{w: f.w, h: h, tap: n.tap, hint: n.hint}}
	f.add(b, h)
	f.bars = append(f.bars, pageBar{x: b.x, y: b.y + 6, w: 3, h: h - 12, color: f.p.accent})
	f.room(14)
}

func (e pageEdit) nodes(s *pageShaper) []pageNode {
	l, before, after := s.body(), s.gap(), s.gap()
	if e.headline {
		l, before, after = s.look(typeset.Serif, 700, 26, 33), 10, 12
	}
	var out []pageNode
	for _, pieces := range editParagraphs(e.pieces) {
		var spans []typeset.Span
		for i, x := range pieces {
			if i > 0 && x.Kind == app.Added && pieces[i-1].Kind == app.Removed {
				spans = append(spans, typeset.Span{Text: "\u2009", Style: l.style}) // keeps them apart
			}
			spans = append(spans, typeset.Span{Text: x.Text, Style: editStyle(l.style, x, s.p)})
		}
		out = append(out, &textNode{before: before, after: after,
			para: s.engine.Shape(spans, typeset.ParaOptions{Lang: e.lang, LineHeight: l.height})})
	}
	return out
}

// editStyle shows what became of a piece by a line and a colour: each alone tells.
func editStyle(st typeset.Style, x app.Piece, p *palette) typeset.Style {
	switch x.Kind {
	case app.Added:
		st.Underline, st.Color, st.Background = true, p.good, p.good
		st.Background.A = 0x20
	case app.Removed:
		st.Strike, st.Color, st.Background = true, p.accent, p.accent
		st.Background.A = 0x20
	}
	return st
}

// editParagraphs divides pieces where a line ends.
func editParagraphs(list []app.Piece) [][]app.Piece {
	var out [][]app.Piece
	var now []app.Piece
	for _, x := range list {
		for i, part := range strings.Split(x.Text, "\n") {
			if i > 0 && len(now) > 0 {
				out, now = append(out, now), nil
			}
			if part != "" {
				now = append(now, app.Piece{Kind: x.Kind, Text: part})
			}
		}
	}
	if len(now) > 0 {
		out = append(out, now)
	}
	return out
}
