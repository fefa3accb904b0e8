package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tidings/app/viewmodel"
)

// wordList lets the reader fill in words one after the other: Enter adds one, a click
// takes one away, and so does Backspace in the empty box.
type wordList struct {
	formEntry
	words  []string
	chips  *chipBar
	box    *fyne.Container
	submit func()
	onList func() // the list has changed
}

func newWordList(w *window, words []string, submit, escape func()) *wordList {
	l := &wordList{words: words, submit: submit}
	l.escape = escape
	l.Scroll = fyne.ScrollHorizontalOnly
	l.be(l)
	l.OnSubmitted = func(string) { l.enter() }
	l.chips = newChipBar(w.front.engine, 2, nil)
	l.chips.onChip = l.remove
	l.box = container.New(wordLayout{}, l, l.chips)
	l.paint()
	return l
}

// all are the words with what stands in the box and was not entered.
func (l *wordList) all() []string { return viewmodel.AddWord(l.words, l.Text) }

// enter adds what is in the box; where it is empty, the form is done.
func (l *wordList) enter() {
	if l.Text == "" {
		l.submit()
		return
	}
	l.set(l.all())
	l.SetText("")
}

func (l *wordList) remove(i int) {
	if i >= 0 && i < len(l.words) {
		l.set(append(l.words[:i:i], l.words[i+1:]...))
	}
}

func (l *wordList) set(words []string) {
	l.words = words
	l.paint()
	if l.onList != nil {
		l.onList()
	}
}

func (l *wordList) paint() {
	var chips []viewmodel.Chip
	for _, x := range l.words {
		chips = append(chips, viewmodel.Chip{Name: x + "  ×"})
	}
	l.chips.show(chips)
	l.chips.reveal(len(chips) - 1)
	visible(l.chips, len(chips) > 0)
	l.box.Refresh()
}

// TypedKey takes the last word away by Backspace in the empty box.
func (l *wordList) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyBackspace && l.Text == "" {
		l.remove(len(l.words) - 1)
		return
	}
	l.formEntry.TypedKey(k)
}

// wordLayout has the box above its words. The room for them is kept: a form whose
// lines move is hard to fill in.
type wordLayout struct{}

const wordsHeight = 32

func (wordLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(s.Width, h))
	o[1].Move(fyne.NewPos(0, h))
	o[1].Resize(fyne.NewSize(s.Width, wordsHeight))
}

func (wordLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(0, wordsHeight)
}
