package typeset

import "github.com/go-text/typesetting/font"

// Layout is a paragraph in lines. It does not change.
type Layout struct {
	Lines     []Line
	Width     float32 // that was asked for
	Used      float32 // by the widest line
	Height    float32
	Truncated bool // text was left out for MaxLines

	para *Para
}

// Line is one line of a layout.
type Line struct {
	Y, Height   float32 // of the top, from the layout's
	Baseline    float32 // from Y
	X, Width    float32 // of what is seen
	First, Past int     // runes, with the spaces and the newline at the end

	seen   int // end of what is drawn
	pieces []piece
}

// piece is a part of a run on a line, placed.
type piece struct {
	from, to int // runes; the same for an ellipsis or a hyphen
	level    uint8
	style    *Style
	face     *font.Font
	upem     float32
	size     float32 // of the em square
	glyphs   glyphs
	leans    bool // italic, of a script that has such letters
	x, width float32
}

// Para is what was laid out.
func (l *Layout) Para() *Para { return l.para }

// Wrap breaks the paragraph into lines that are at most width wide; zero stands
// for as wide as the text. A word that is wider than a line is broken.
func (e *Engine) Wrap(p *Para, width float32, o WrapOptions) *Layout {
	if !(width > 0) {
		width = p.Natural() + 0.01
	}
	l := &Layout{Width: width, para: p}
	w := wrapping{e: e, p: p, l: l, o: o, limit: width}
	if len(p.text) > 0 {
		w.plan()
		w.compose()
	}
	if n := len(p.text); n == 0 || p.text[n-1] == '\n' && !l.Truncated && (o.MaxLines <= 0 || len(l.Lines) < o.MaxLines) {
		l.Lines = append(l.Lines, Line{First: n, Past: n, seen: n})
	}
	for i := range l.Lines {
		ln := &l.Lines[i]
		ln.Y, ln.Height, ln.Baseline = float32(i)*p.lineHeight, p.lineHeight, p.baseline
		l.Used = max(l.Used, ln.Width)
		w.align(ln)
	}
	l.Height = float32(len(l.Lines)) * p.lineHeight
	return l
}

// align puts a line where the paragraph's lines stand.
func (w *wrapping) align(ln *Line) {
	room := w.l.Width - ln.Width
	indent := float32(0)
	if ln.First == 0 {
		indent = w.p.indent
	}
	switch {
	case w.p.align == Center:
		ln.X = room / 2
	case (w.p.align == End) != (w.p.base == 1):
		ln.X = room
		if w.p.base == 1 {
			ln.X -= indent
		}
	case w.p.base == 0:
		ln.X = indent - w.p.hangs(ln.First)
	}
	for i := range ln.pieces {
		ln.pieces[i].x += ln.X
	}
}
