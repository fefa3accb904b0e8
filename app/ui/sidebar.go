package ui

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

const (
	itemHeight  = 28
	groupHeight = 34
	itemInset   = 8  // of the ground of the selected item
	markReach   = 36 // from the far edge: where the sign of a feed that could not be fetched is clicked
)

// sidebar lists views, folders, feeds, what the reader follows, topics and searches.
type sidebar struct {
	*list
	items  []viewmodel.Item
	engine *typeset.Engine
	key    string // of the item that is shown

	onItem func(viewmodel.Item)
	onFold func(viewmodel.Item)
	onAct  func(viewmodel.Item) // what is no list was clicked
	onMenu func(viewmodel.Item, fyne.Position)
	onMark func(viewmodel.Item)                // the sign of what is wrong with a feed was clicked
	onTip  func(text string, at fyne.Position) // empty text: hide
}

func newSidebar(e *typeset.Engine) *sidebar {
	s := &sidebar{engine: e, key: "front"}
	s.list = newList(s)
	s.list.onOpen = func(i int) {
		s.key = s.items[i].Key
		s.onItem(s.items[i])
	}
	s.list.onTap = func(i int, at fyne.Position) bool {
		switch it := s.items[i]; {
		case it.Folds, it.Kind == viewmodel.FolderItem && at.X < itemLeft(it)+14:
			s.onFold(it)
		default:
			return it.Kind == viewmodel.ActItem || s.onSign(it, at)
		}
		return true
	}
	s.list.onDone = func(i int, at fyne.Position) {
		switch it := s.items[i]; {
		case it.Kind == viewmodel.ActItem:
			s.onAct(it)
		case s.onSign(it, at):
			s.onTip("", at)
			s.onMark(it)
		}
	}
	s.list.onMenu = func(i int, at fyne.Position) { s.onMenu(s.items[i], at) }
	s.list.onOver = func(i int, at fyne.Position) {
		text := ""
		if i >= 0 {
			text = s.items[i].Tip()
		}
		s.onTip(text, at)
	}
	return s
}

// onSign reports whether a place is on the sign of a feed that is not fetched.
func (s *sidebar) onSign(it viewmodel.Item, at fyne.Position) bool {
	return it.Sign() != "" && at.X > s.list.Size().Width-markReach
}

// show replaces the items. The selection stays on the same thing.
func (s *sidebar) show(items []viewmodel.Item) {
	s.items = items
	s.list.current = viewmodel.Place(items, s.key)
	s.list.reload()
}

// showFound replaces the items by those that were found. What is chosen among them stays
// chosen, which the rest of the window does not know of.
func (s *sidebar) showFound(items []viewmodel.Item) {
	key := ""
	if i := s.list.current; i >= 0 && i < len(s.items) {
		key = s.items[i].Key
	}
	s.items = items
	s.list.current = viewmodel.Place(items, key)
	s.list.reload()
}

// mark selects an item by its key without opening it.
func (s *sidebar) mark(key string) {
	s.key = key
	s.list.choose(viewmodel.Place(s.items, key))
}

func (s *sidebar) Len() int { return len(s.items) }
func (s *sidebar) Height(i int) float32 {
	if s.items[i].Kind == viewmodel.GroupItem {
		return groupHeight
	}
	return itemHeight
}

// Selectable are those that show a list: the arrow keys go from one to the next, and
// must not open dialogs on their way.
func (s *sidebar) Selectable(i int) bool {
	return s.items[i].Kind != viewmodel.GroupItem && s.items[i].Kind != viewmodel.ActItem
}

// foldKey folds and unfolds the folder that is selected, or the group of the topic;
// false: there is nothing to fold.
func (s *sidebar) foldKey(e *fyne.KeyEvent) bool {
	i := s.list.current
	if i < 0 || i >= len(s.items) || e.Name != fyne.KeyLeft && e.Name != fyne.KeyRight {
		return false
	}
	it := s.items[i]
	if it.Kind == viewmodel.TopicItem {
		it = s.items[max(0, viewmodel.Place(s.items, viewmodel.TopicsKey))]
	}
	if !it.Folds && it.Kind != viewmodel.FolderItem || it.Open != (e.Name == fyne.KeyLeft) {
		return false
	}
	s.onFold(it)
	return true
}

func (s *sidebar) New() listRow { return newItemRow() }
func (s *sidebar) Bind(i int, row listRow, selected bool) {
	row.(*itemRow).show(s.engine, s.items[i], selected)
}

// itemRow draws one item of the sidebar.
type itemRow struct {
	widget.BaseWidget
	picture *canvas.Image
}

func newItemRow() *itemRow {
	r := &itemRow{picture: newPicture()}
	r.ExtendBaseWidget(r)
	return r
}

func (r *itemRow) CreateRenderer() fyne.WidgetRenderer {
	return objectsRenderer{[]fyne.CanvasObject{r.picture}}
}
func (r *itemRow) MinSize() fyne.Size { return fyne.NewSize(80, itemHeight) }
func (r *itemRow) Resize(s fyne.Size) {
	r.BaseWidget.Resize(s)
	r.picture.Resize(s)
}
func (r *itemRow) Drop() { drop(r.picture) }

// itemLeft is where the text of an item begins, or its sign if it has one.
func itemLeft(it viewmodel.Item) float32 {
	left := float32(16)
	if it.Kind == viewmodel.FolderItem || it.Kind == viewmodel.FeedItem {
		left += float32(it.Indent) * 14
	}
	return left
}

func (r *itemRow) show(e *typeset.Engine, it viewmodel.Item, selected bool) {
	size := r.Size()
	b := newBrush(e, size.Width, size.Height, pixelScale(r), colours())
	if it.Kind == viewmodel.GroupItem {
		l := label{family: typeset.Sans, weight: 600, size: 10.5, height: 14, color: b.p.soft, track: 0.8}
		w, _ := b.text(strings.ToUpper(it.Name), l, 16, 15, size.Width-24, 1)
		if it.Folds {
			b.triangle(16+w+6, 18, it.Open, b.p.faint)
		}
	} else {
		b.item(it, size.Width, selected)
	}
	r.picture.Image = b.img
	r.picture.Refresh()
}

func (b *brush) item(it viewmodel.Item, width float32, selected bool) {
	p := b.p
	if selected {
		b.box(itemInset, 0.5, width-2*itemInset, itemHeight-1, 6, p.choice)
	}
	left := itemLeft(it)
	l := label{family: typeset.Sans, weight: 500, size: 13, height: 18, color: p.ink}
	right := width - 18
	if it.Quiet || it.Kind == viewmodel.ActItem {
		l.color = p.soft
	}
	switch it.Kind {
	case viewmodel.ActItem:
		l.weight, l.size = 400, 12.5
	case viewmodel.FolderItem:
		b.triangle(left, 10, it.Open, p.soft)
		left += 15
	case viewmodel.FeedItem:
		left += 3
		b.source(it.Name, left, 7, 14)
		left += 22
	}
	if it.Sign() != "" {
		l.color = p.soft
		if it.Paused {
			b.paused(right-11, 9, p.soft)
		} else {
			b.warning(right-12, 8, p.soft)
		}
		right -= 18
	}
	if it.Count != "" {
		c := label{family: typeset.Sans, size: 11.5, height: 18, color: p.soft}
		if it.Accent {
			c.color = p.accent
		}
		lay := b.lay(it.Count, c, 60, 1)
		w := lay.Used
		b.put(lay, right-w, 5)
		right -= w + 6
	}
	if it.Also {
		b.also(right-11, 9, p.soft)
		right -= 18
	}
	if it.Marked != "" {
		lay := b.found(it.Marked, l, right-left, 1)
		b.put(lay, left-edge(lay), 5)
		return
	}
	b.name(it.Name, l, left, 5, right-left)
}

// triangle is the sign of a folder, open or closed.
func (b *brush) triangle(x, y float32, open bool, c color.NRGBA) {
	if open {
		b.shape(c, x, y+1.5, x+8, y+1.5, x+4, y+6.5)
		return
	}
	b.shape(c, x+1.5, y, x+6.5, y+4, x+1.5, y+8)
}

// also is the sign of a feed in a folder that is not its own place: a sheet that looks
// out from behind another.
func (b *brush) also(x, y float32, c color.NRGBA) {
	b.box(x+3, y, 8, 1, 0, c)
	b.box(x+10, y, 1, 8, 0, c)
	b.box(x, y+3, 8, 1, 0, c)
	b.box(x, y+10, 8, 1, 0, c)
	b.box(x, y+3, 1, 8, 0, c)
	b.box(x+7, y+3, 1, 8, 0, c)
}

// paused is the sign of a feed that is not asked.
func (b *brush) paused(x, y float32, c color.NRGBA) {
	b.box(x, y, 3, 10, 1, c)
	b.box(x+6, y, 3, 10, 1, c)
}

// warning is the sign of a feed that could not be fetched.
func (b *brush) warning(x, y float32, c color.NRGBA) {
	b.shape(c, x+6, y, x+12, y+11, x, y+11)
	b.box(x+5.4, y+3.6, 1.3, 4, 0.3, b.p.side)
	b.box(x+5.4, y+8.4, 1.3, 1.3, 0.3, b.p.side)
}
