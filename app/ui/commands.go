package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// Measures of the list of commands.
const (
	commandHeight = 30
	commandsShown = 11
	commandsWidth = 560
)

// commandBox finds whatever can be done by its name: one types, the arrow keys choose,
// Enter does it.
type commandBox struct {
	formEntry
	w    *window
	pop  *widget.PopUp
	all  []viewmodel.Command
	list *commandList
}

// openCommands shows everything that can be done.
func (w *window) openCommands() *commandBox {
	if w.covered() || w.at.mode == showWelcome {
		return nil
	}
	b := &commandBox{w: w, all: w.commands()}
	b.escape = b.close
	b.Scroll = fyne.ScrollHorizontalOnly
	b.be(b)
	b.SetPlaceHolder("What would you like to do?")
	b.OnChanged = b.find
	b.OnSubmitted = func(string) { b.do(b.list.at) }
	b.list = newCommandList(w.front.engine, b.do)
	b.pop = w.openSheet(container.NewVBox(b, b.list), commandsWidth)
	b.find("")
	w.focus(b)
	return b
}

// commands are the single keys, the main menu, and the way to everything in the
// sidebar.
func (w *window) commands() []viewmodel.Command {
	var out []viewmodel.Command
	names := map[string]bool{}
	add := func(name, keys string, do func()) {
		if head := viewmodel.CommandHead(name); !names[head] {
			names[head] = true
			out = append(out, viewmodel.Command{Name: name, Keys: keys, Do: do})
		}
	}
	for _, s := range shortcuts() {
		add(s.what, s.keys, func() { s.do(w) })
	}
	w.addMenu(w.menu, add)
	for _, it := range w.sidebar.items {
		if it.Kind != viewmodel.GroupItem && it.Kind != viewmodel.ActItem {
			add("Go to "+it.Name, chordOf(it.Key), func() { w.openKey(it.Key) })
		}
	}
	return out
}

// chordOf are the keys that show an item of the sidebar; empty: there are none.
func chordOf(key string) string {
	for letter, to := range places {
		if to == key {
			return "g " + string(letter)
		}
	}
	return ""
}

// addMenu adds the entries of a menu, and of those inside.
func (w *window) addMenu(m *fyne.Menu, add func(name, keys string, do func())) {
	for _, it := range m.Items {
		if it.ChildMenu != nil {
			w.addMenu(it.ChildMenu, add)
		}
		if it.Action == nil || it.IsSeparator {
			continue
		}
		keys := ""
		if s, ok := it.Shortcut.(*desktop.CustomShortcut); ok {
			keys = "Ctrl+"
			if s.Modifier&fyne.KeyModifierShift != 0 {
				keys += "Shift+"
			}
			keys += string(s.KeyName)
		}
		add(it.Label, keys, it.Action)
	}
}

func (b *commandBox) find(text string) { b.list.show(viewmodel.Commands(b.all, text)) }

// do closes the box and does a command.
func (b *commandBox) do(i int) {
	if i < 0 || i >= len(b.list.list) {
		return
	}
	do := b.list.list[i].Do
	b.close()
	do()
}

func (b *commandBox) close() { b.w.closeSheet(b.pop) }

// TypedKey chooses among the commands.
func (b *commandBox) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyDown:
		b.list.step(1)
	case fyne.KeyUp:
		b.list.step(-1)
	case fyne.KeyPageDown:
		b.list.step(commandsShown - 1)
	case fyne.KeyPageUp:
		b.list.step(1 - commandsShown)
	default:
		b.formEntry.TypedKey(k)
	}
}

// commandList shows the commands that were found, as many as there is room for.
type commandList struct {
	widget.BaseWidget
	engine  *typeset.Engine
	picture *canvas.Image
	list    []viewmodel.Command
	at, top int
	do      func(i int)
}

func newCommandList(e *typeset.Engine, do func(i int)) *commandList {
	l := &commandList{engine: e, picture: newPicture(), do: do}
	l.ExtendBaseWidget(l)
	return l
}

func (l *commandList) show(list []viewmodel.Command) {
	l.list, l.at, l.top = list, 0, 0
	l.paint()
}

// step chooses another one and brings it into view.
func (l *commandList) step(d int) {
	l.at = max(0, min(l.at+d, len(l.list)-1))
	l.top = max(l.at-commandsShown+1, min(l.top, l.at))
	l.paint()
}

func (l *commandList) paint() {
	size := l.Size()
	if size.Width < 50 {
		return
	}
	b := newBrush(l.engine, size.Width, size.Height, pixelScale(l), colours())
	for n := range commandsShown {
		i := l.top + n
		if i >= len(l.list) {
			break
		}
		y := float32(n) * commandHeight
		if i == l.at {
			b.box(0, y, size.Width, commandHeight-2, 6, b.p.choice)
		}
		keys := b.lay(l.list[i].Keys, label{family: typeset.Sans, size: 12, height: 18, color: b.p.soft, ltr: true}, 160, 1)
		b.put(keys, size.Width-12-keys.Used, y+5)
		b.name(l.list[i].Name, label{family: typeset.Sans, size: 13, height: 18, color: b.p.ink}, 12, y+5, size.Width-36-keys.Used)
	}
	if len(l.list) == 0 {
		b.name("Nothing is called that.", label{family: typeset.Sans, size: 13, height: 18, color: b.p.soft}, 12, 5, size.Width-24)
	}
	l.picture.Image = b.img
	l.picture.Refresh()
	canvas.Refresh(l)
}

// Tapped does the command under the mouse.
func (l *commandList) Tapped(e *fyne.PointEvent) { l.do(l.top + int(e.Position.Y/commandHeight)) }

// Scrolled moves the list.
func (l *commandList) Scrolled(e *fyne.ScrollEvent) {
	if e.Scrolled.DY > 0 {
		l.step(-1)
	} else {
		l.step(1)
	}
}

// MouseIn, MouseMoved and MouseOut choose the one under the mouse.
func (l *commandList) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

func (l *commandList) MouseMoved(e *desktop.MouseEvent) {
	if i := l.top + int(e.Position.Y/commandHeight); i != l.at && i < len(l.list) {
		l.at = i
		l.paint()
	}
}

func (l *commandList) MouseOut() {}

func (l *commandList) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (l *commandList) MinSize() fyne.Size {
	return fyne.NewSize(200, commandsShown*commandHeight)
}

func (l *commandList) Resize(s fyne.Size) {
	l.BaseWidget.Resize(s)
	l.picture.Resize(s)
	l.paint()
}

func (l *commandList) CreateRenderer() fyne.WidgetRenderer {
	return objectsRenderer{[]fyne.CanvasObject{l.picture}}
}
