package ui

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// rows is what a list shows. All calls are on the main goroutine.
type rows interface {
	Len() int
	Height(i int) float32
	Selectable(i int) bool
	// New makes a row's object and Bind fills it; objects are used again.
	New() listRow
	Bind(i int, row listRow, selected bool)
}

// A listRow draws one row of a list.
type listRow interface {
	fyne.CanvasObject
	// Drop frees what the row shows when it leaves the list.
	Drop()
}

// list is a virtual list of rows with different heights: only the rows in view
// are in the tree, and the heights are summed up once, so that a hundred
// thousand rows cost as little as ten.
type list struct {
	widget.BaseWidget
	rows    rows
	current int // selected row; -1: none

	onOpen func(i int)                        // a row was chosen by mouse or key
	onMenu func(i int, at fyne.Position)      // right click
	onTap  func(i int, at fyne.Position) bool // before a row is chosen, also where none can be; true: it was something else
	onDone func(i int, at fyne.Position)      // a click on a row ended: where dialogs open, which would lose the keys at once while it lasts
	onOver func(i int, at fyne.Position)      // the mouse came over another row; -1: over none. nil: nobody wants to know
	onEnd  func()                             // the end came into view
	onKey  func(*fyne.KeyEvent)               // keys that the list does not use
	onRune func(rune)

	tops   []float64 // of each row, and the total height at the end
	scroll *container.Scroll
	body   *listBody
	live   []liveRow
	pool   []listRow
}

type liveRow struct {
	i   int
	row listRow
}

func newList(r rows) *list {
	l := &list{rows: r, current: -1}
	l.body = &listBody{list: l, over: -1}
	l.body.ExtendBaseWidget(l.body)
	l.scroll = container.NewVScroll(l.body)
	l.scroll.OnScrolled = func(fyne.Position) { l.sync(false) }
	l.ExtendBaseWidget(l)
	l.measure()
	return l
}

// reload must be called when the rows have changed. The row at the top of the
// view stays there as far as heights allow.
func (l *list) reload() {
	l.measure()
	if top := float32(l.tops[len(l.tops)-1]) - l.Size().Height; l.scroll.Offset.Y > max(0, top) {
		l.scroll.Offset.Y = max(0, top)
	}
	l.scroll.Refresh()
	l.sync(true)
}

func (l *list) measure() {
	n := l.rows.Len()
	if cap(l.tops) < n+1 {
		l.tops = make([]float64, n+1, n+n/4+16)
	}
	l.tops = l.tops[:n+1]
	y := 0.0
	for i := range n {
		l.tops[i] = y
		y += float64(l.rows.Height(i))
	}
	l.tops[n] = y
}

// refreshRow fills one row again if it is in view.
func (l *list) refreshRow(i int) {
	for _, r := range l.live {
		if r.i == i {
			l.rows.Bind(i, r.row, i == l.current)
			canvas.Refresh(r.row)
		}
	}
}

// choose selects a row without opening it and brings it into view.
func (l *list) choose(i int) {
	l.current = i
	if i >= 0 && i < l.rows.Len() {
		l.reveal(i)
	}
	l.sync(true)
}

// open selects a row as the reader would.
func (l *list) open(i int) {
	if i < 0 || i >= l.rows.Len() {
		return
	}
	l.choose(i)
	if l.onOpen != nil {
		l.onOpen(i)
	}
}

// reveal scrolls as little as needed; a heading right above comes along.
func (l *list) reveal(i int) {
	top, bottom := l.tops[i], l.tops[i+1]
	if i > 0 && !l.rows.Selectable(i-1) {
		top = l.tops[i-1]
	}
	y, h := float64(l.scroll.Offset.Y), float64(l.Size().Height)
	switch {
	case top < y:
		l.scrollTo(float32(top))
	case bottom > y+h:
		l.scrollTo(float32(bottom - h))
	}
}

func (l *list) scrollTo(y float32) {
	l.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y)))
	l.sync(false)
}

// step is the next selectable row in a direction; -1 if there is none.
func (l *list) step(from, d int) int {
	for i := from + d; i >= 0 && i < l.rows.Len(); i += d {
		if l.rows.Selectable(i) {
			return i
		}
	}
	return -1
}

// move opens the next row in a direction.
func (l *list) move(d int) {
	from := l.current
	if from < 0 && d < 0 {
		return
	}
	if i := l.step(from, d); i >= 0 {
		l.open(i)
	}
}

func (l *list) rowAt(y float64) int {
	return max(0, sort.Search(len(l.tops), func(i int) bool { return l.tops[i] > y })-1)
}

// sync brings the rows in view into the tree and takes the others out.
func (l *list) sync(rebind bool) {
	size := l.Size()
	top, bottom := float64(l.scroll.Offset.Y), float64(l.scroll.Offset.Y+size.Height)
	old := map[int]liveRow{}
	for _, r := range l.live {
		old[r.i] = r
	}
	l.live = l.live[:0]
	first := l.rowAt(top)
	for i := first; i < l.rows.Len() && l.tops[i] < bottom; i++ {
		r, ok := old[i]
		delete(old, i)
		if !ok {
			r = liveRow{i: i}
		}
		l.live = append(l.live, r)
	}
	for _, r := range old {
		r.row.Drop()
		l.pool = append(l.pool, r.row)
	}
	l.body.objects = l.body.objects[:0]
	for j := range l.live {
		r := &l.live[j]
		fresh := r.row == nil
		if fresh {
			r.row = l.take()
		}
		pos := fyne.NewPos(0, float32(l.tops[r.i]))
		area := fyne.NewSize(size.Width, float32(l.tops[r.i+1]-l.tops[r.i]))
		resized := r.row.Size() != area
		r.row.Move(pos)
		r.row.Resize(area)
		if fresh || rebind || resized {
			l.rows.Bind(r.i, r.row, r.i == l.current)
		}
		l.body.objects = append(l.body.objects, r.row)
	}
	canvas.Refresh(l.body)
	if n := len(l.live); n > 0 && l.onEnd != nil && l.live[n-1].i >= l.rows.Len()-1-n {
		l.onEnd()
	}
}

func (l *list) take() listRow {
	if n := len(l.pool); n > 0 {
		r := l.pool[n-1]
		l.pool = l.pool[:n-1]
		return r
	}
	return l.rows.New()
}

func (l *list) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.scroll) }

func (l *list) MinSize() fyne.Size { return fyne.NewSize(120, 80) }

func (l *list) Resize(s fyne.Size) {
	if s == l.Size() {
		return
	}
	l.BaseWidget.Resize(s)
	l.scroll.Resize(s)
	l.reload()
}

// FocusGained, FocusLost and TypedRune make the list take keys.
func (l *list) FocusGained() {}
func (l *list) FocusLost()   {}
func (l *list) TypedRune(r rune) {
	if l.onRune != nil {
		l.onRune(r)
	}
}

// TypedKey moves the selection; what it does not use goes on to the window.
func (l *list) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDown:
		l.move(1)
	case fyne.KeyUp:
		l.move(-1)
	case fyne.KeyHome:
		l.open(l.step(-1, 1))
	case fyne.KeyEnd:
		l.open(l.step(l.rows.Len(), -1))
	case fyne.KeyPageDown:
		l.page(1)
	case fyne.KeyPageUp:
		l.page(-1)
	case desktop.KeyMenu:
		l.menu()
	case fyne.KeyF10:
		if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && d.CurrentKeyModifiers() == fyne.KeyModifierShift {
			l.menu()
		}
	default:
		if l.onKey != nil {
			l.onKey(e)
		}
	}
}

// menu opens the menu of the selected row, as the right mouse button does.
func (l *list) menu() {
	if l.onMenu == nil || l.current < 0 || l.current >= l.rows.Len() {
		return
	}
	l.reveal(l.current)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(l)
	l.onMenu(l.current, at.AddXY(40, float32(l.tops[l.current+1])-l.scroll.Offset.Y))
}

// page moves the selection by what fits into the view.
func (l *list) page(d int) {
	from := max(0, l.current)
	i := l.rowAt(l.tops[from] + float64(d)*float64(l.Size().Height)*0.9)
	i = min(max(0, i), l.rows.Len()-1)
	if next := l.step(i-1, 1); next >= 0 {
		l.open(next)
	}
}

// listBody is what scrolls. It takes the mouse, so that rows need no handlers.
type listBody struct {
	widget.BaseWidget
	list    *list
	over    int // the row under the mouse; -1: none
	objects []fyne.CanvasObject
}

func (b *listBody) MinSize() fyne.Size {
	return fyne.NewSize(100, float32(b.list.tops[len(b.list.tops)-1]))
}

func (b *listBody) MouseDown(e *desktop.MouseEvent) {
	l := b.list
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
		c.Focus(l)
	}
	i := l.rowAt(float64(e.Position.Y))
	if i >= l.rows.Len() {
		return
	}
	inRow := e.Position.SubtractXY(0, float32(l.tops[i]))
	switch {
	case e.Button == desktop.MouseButtonSecondary:
		if l.onMenu != nil && l.rows.Selectable(i) {
			l.onMenu(i, e.AbsolutePosition)
		}
	case l.onTap != nil && l.onTap(i, inRow):
	case l.rows.Selectable(i):
		l.open(i)
	}
}

func (b *listBody) MouseUp(*desktop.MouseEvent) {}

// Tapped ends a click.
func (b *listBody) Tapped(e *fyne.PointEvent) {
	l := b.list
	if i := l.rowAt(float64(e.Position.Y)); l.onDone != nil && i < l.rows.Len() {
		l.onDone(i, e.Position.SubtractXY(0, float32(l.tops[i])))
	}
}

// MouseIn and the others tell which row the mouse is over.
func (b *listBody) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }

func (b *listBody) MouseMoved(e *desktop.MouseEvent) {
	i := b.list.rowAt(float64(e.Position.Y))
	if i >= b.list.rows.Len() {
		i = -1
	}
	b.isOver(i, e.AbsolutePosition)
}

func (b *listBody) MouseOut() { b.isOver(-1, fyne.Position{}) }

func (b *listBody) isOver(i int, at fyne.Position) {
	if i != b.over && b.list.onOver != nil {
		b.list.onOver(i, at)
	}
	b.over = i
}

func (b *listBody) CreateRenderer() fyne.WidgetRenderer { return listRenderer{b} }

type listRenderer struct{ body *listBody }

func (r listRenderer) Layout(fyne.Size)             {}
func (r listRenderer) MinSize() fyne.Size           { return r.body.MinSize() }
func (r listRenderer) Refresh()                     {}
func (r listRenderer) Destroy()                     {}
func (r listRenderer) Objects() []fyne.CanvasObject { return r.body.objects }
