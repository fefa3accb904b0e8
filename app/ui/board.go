package ui

import (
	"image/color"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// board is a dialog whose parts are drawn. Whatever can be done on it is a piece
// that the arrow keys choose and Enter does, as a click does; Escape closes it.
type board struct {
	w      *window
	sheet  *sheet
	size   fyne.Size // at most
	shape  fyne.Size // that it has
	below  fyne.Size // that of the board that it covers whole; zero: of none
	pop    *widget.PopUp
	foot   *fyne.Container
	lay    func(*boardFlow)
	stale  func(app.Change) // something changed while it is open; nil: nothing to do
	onDone func()           // it was closed
	waits  bool             // nothing is there to be shown yet
	late   bool             // and that takes long
}

// openBoard shows a board of a size, or as much of it as the window has room for.
// lay says what is on it and is asked again by rebuild; without a title it says that too.
func (w *window) openBoard(title string, size fyne.Size, lay func(*boardFlow), buttons ...*button) *board {
	d := &board{w: w, lay: lay, sheet: newSheet(w.front.engine, w.pics)}
	d.sheet.compose = func(b *brush, width float32) ([]piece, float32) {
		f := &boardFlow{board: d, brush: b, w: width - boardScroll, x: boardInset, y: 2}
		f.w -= boardInset
		if title != "" {
			f.styled(title, label{family: typeset.Serif, weight: 700, size: 20, height: 28, color: b.p.ink, ltr: true})
			f.gap(6)
		}
		d.waits = false
		d.lay(f)
		return f.pieces, f.y + 8
	}
	d.sheet.onKey = d.key
	d.foot = container.NewHBox(layout.NewSpacer())
	if len(buttons) == 0 {
		done := newButton("", "Close", d.close)
		done.strong = true
		done.paint(false)
		buttons = append(buttons, done)
	}
	for _, b := range buttons {
		d.foot.Add(container.NewCenter(b))
	}
	d.pop = widget.NewModalPopUp(edged(container.NewBorder(nil, container.NewVBox(gap(8), d.foot), nil, nil, d.sheet)), w.win.Canvas())
	d.size = size
	d.fit()
	w.boards = append(w.boards, d)
	d.pop.Show()
	w.focus(d.sheet)
	w.worker.after(blink, func() {
		if d.waits {
			d.late = true
			d.rebuild()
		}
	})
	return d
}

// blink is how long nothing is said of what is being read: what is there at once after
// it would only flicker.
const blink = 300 * time.Millisecond

// moment says that what is to be shown is being read.
func (f *boardFlow) moment() {
	f.board.waits = true
	if f.board.late {
		f.para("One moment…", true)
	}
}

// begins shows what went wrong, or that reading is not over yet. It reports whether
// there is something to show below.
func (f *boardFlow) begins(there bool, trouble string) bool {
	if trouble != "" {
		f.para(trouble, false)
	} else if !there {
		f.moment()
	}
	return there
}

// edged gives a dialog its margins, and an edge where a shadow does not show.
func edged(o fyne.CanvasObject) fyne.CanvasObject {
	edge := canvas.NewRectangle(color.Transparent)
	if p := colours(); p.dark {
		edge.StrokeColor, edge.StrokeWidth, edge.CornerRadius = p.line, 1, 8
	}
	return container.NewStack(edge, dialogBox(o))
}

const (
	boardInset  = 10 // so that the ground of a chosen piece stays inside
	boardScroll = 14 // for the bar that scrolls
	boardLeast  = 240
	boardFrame  = 96 // above and below the sheet
)

// rebuild lays everything out again.
func (d *board) rebuild() {
	d.sheet.rebuild()
	d.fit()
}

// fit makes the board as high as what is on it, within its size and the window. It
// does not shrink again: that would move what the hand is about to click.
func (d *board) fit() {
	most := d.w.win.Canvas().Size()
	high := max(boardLeast, d.sheet.height+boardFrame, d.pop.Content.Size().Height)
	d.shape = fyne.NewSize(min(d.size.Width, most.Width-40), min(high, d.size.Height, most.Height-40)).Max(d.below)
	d.pop.Resize(d.shape)
}

func (d *board) close() {
	d.pop.Hide()
	for i, x := range d.w.boards {
		if x == d {
			d.w.boards = append(d.w.boards[:i:i], d.w.boards[i+1:]...)
			break
		}
	}
	d.w.focusTop()
	if d.onDone != nil {
		d.onDone()
	}
}

// focusTop gives the keys to the board that lies on top, else to what is in view.
func (w *window) focusTop() {
	if n := len(w.boards); n > 0 {
		w.focus(w.boards[n-1].sheet)
	} else {
		w.focusStage()
	}
}

func (d *board) key(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		d.close()
	case fyne.KeySpace:
		d.sheet.openCurrent()
	}
}

// staleBoards tells the open boards what changed.
func (w *window) staleBoards(ch app.Change) {
	for _, d := range w.boards {
		if d.stale != nil {
			d.stale(ch)
		}
	}
}

// boardFlow lays pieces out from top to bottom.
type boardFlow struct {
	board  *board
	brush  *brush
	x, y   float32 // where the next piece stands
	w      float32
	pieces []piece
}

func (f *boardFlow) add(p piece) { f.pieces = append(f.pieces, p) }

func (f *boardFlow) gap(h float32) { f.y += h }

// textLabel is the text of boards.
func (f *boardFlow) textLabel() label {
	return label{family: typeset.Sans, size: 13, height: 19, color: f.brush.p.ink, ltr: true}
}

// heading begins a part, with something to do on the right.
func (f *boardFlow) heading(text, action string, tap func()) {
	f.gap(14)
	l := label{family: typeset.Sans, weight: 600, size: 10.5, height: 14, color: f.brush.p.soft, track: 0.8}
	f.add(piece{x: f.x, y: f.y, w: f.w, h: 28, paint: func(b *brush) {
		b.text(text, l, 0, 8, f.w, 1)
		b.hairline(0, 26, f.w, b.p.line)
	}})
	if action != "" {
		f.button(action, f.x+f.w, f.y-3, true, tap)
	}
	f.gap(34)
}

// para is a paragraph, of second rank if soft.
func (f *boardFlow) para(text string, soft bool) {
	l := f.textLabel()
	if soft {
		l.color = f.brush.p.soft
	}
	f.styled(text, l)
}

func (f *boardFlow) styled(text string, l label) {
	lay := f.brush.lay(text, l, f.w, 0)
	f.add(piece{x: f.x, y: f.y, w: f.w, h: lay.Height, paint: func(b *brush) { b.put(lay, 0, 0) }})
	f.gap(lay.Height + 4)
}

// button is a small button at a place; right aligns it there by its far edge. It
// returns how wide it is.
func (f *boardFlow) button(text string, x, y float32, right bool, tap func()) float32 {
	lay := f.brush.lay(text, label{family: typeset.Sans, weight: 500, size: 12.5, height: 18, color: f.brush.p.ink}, 300, 1)
	w := ceil(lay.Used) + 22
	if right {
		x -= w
	}
	f.add(piece{x: x, y: y, w: w, h: 26, tap: tap, tight: true, paint: func(b *brush) {
		b.box(0, 0, w, 26, 6, b.p.chip)
		b.put(lay, 11, 4)
	}})
	return w
}

// strong is the button for what the board is about.
func (f *boardFlow) strong(text string, tap func()) {
	f.strongAt(text, f.x, tap)
	f.gap(34)
}

// strongAt is strong at a place of its line. It returns how wide it is.
func (f *boardFlow) strongAt(text string, x float32, tap func()) float32 {
	lay := f.brush.lay(text, label{family: typeset.Sans, weight: 600, size: 12.5, height: 18, color: f.brush.p.paper}, 300, 1)
	w := ceil(lay.Used) + 26
	f.add(piece{x: x, y: f.y, w: w, h: 28, tap: tap, tight: true, paint: func(b *brush) {
		b.box(0, 0, w, 28, 6, b.p.ink)
		b.put(lay, 13, 5)
	}})
	return w
}

// ceil is the next whole unit: what begins at a part of one is not sharp.
func ceil(x float32) float32 { return float32(math.Ceil(float64(x))) }

// fold is a line that shows or hides what stands below it.
func (f *boardFlow) fold(text string, open bool, tap func()) {
	f.add(piece{x: f.x, y: f.y, w: f.w, h: 26, name: text, tap: tap, paint: func(b *brush) {
		b.triangle(2, 9, open, b.p.soft)
		b.text(text, label{family: typeset.Sans, weight: 500, size: 13, height: 18, color: b.p.ink, ltr: true}, 18, 4, f.w-18, 1)
	}})
	f.gap(30)
}

// progress is a bar with a sentence; a total of zero is not known.
func (f *boardFlow) progress(text string, done, total int64) {
	f.para(text, true)
	f.add(piece{x: f.x, y: f.y, w: f.w, h: 6, paint: func(b *brush) {
		b.box(0, 0, f.w, 6, 3, b.p.chip)
		if total > 0 && done > 0 {
			b.box(0, 0, max(6, f.w*float32(done)/float32(total)), 6, 3, b.p.accent)
		}
	}})
	f.gap(14)
}

// choice is a round button with a name; it may be followed by a field.
func (f *boardFlow) choice(text string, on bool, tap func()) (end float32) {
	lay := f.brush.lay(text, f.textLabel(), f.w-40, 1)
	f.add(piece{x: f.x, y: f.y, w: f.w, h: 34, tap: tap, paint: func(b *brush) {
		p := b.p
		if on {
			b.box(4, 9.5, 15, 15, 7.5, p.accent)
			b.box(8.5, 14, 6, 6, 3, p.paper)
		} else {
			b.box(4, 9.5, 15, 15, 7.5, p.soft)
			b.box(5.2, 10.7, 12.6, 12.6, 6.3, p.paper)
		}
		b.put(lay, 30, 7.5)
	}})
	f.gap(38)
	return f.x + 30 + lay.Used
}

// pickColumn is how wide the names in front of picks are.
const pickColumn = 130

// pick offers a few words of which one holds, behind a name. at is the one that does;
// negative: none.
func (f *boardFlow) pick(name string, words []string, at int, choose func(i int)) {
	l := f.textLabel()
	l.color = f.brush.p.soft
	f.add(piece{x: f.x, y: f.y, w: pickColumn, h: 28, paint: func(b *brush) { b.text(name, l, 0, 5, pickColumn-10, 1) }})
	x := f.x + pickColumn
	for i, word := range words {
		chip := viewmodel.Chip{Name: word}
		if i == at {
			chip.State = viewmodel.ChipOn
		}
		w := f.brush.chip(chip, 0, 0)
		if x+w > f.x+f.w && x > f.x+pickColumn {
			x = f.x + pickColumn
			f.gap(32)
		}
		f.add(piece{x: x, y: f.y + 2, w: w, h: chipHeight, tight: true, round: chipHeight/2 + 2, name: name + ": " + word,
			tap: func() { choose(i) }, paint: func(b *brush) { b.chip(chip, 0, 0) }})
		x += w + chipGap
	}
	f.gap(34)
}
