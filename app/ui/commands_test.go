package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tidings/app/viewmodel"
)

func TestNoCommandIsListedTwice(t *testing.T) {
	f := newWindowFixture(t)
	for typed, want := range map[string]int{"by story article": 1, "rules": 1, "refresh": 1, "hide articles": 1, "what the article": 1, "offline": 1, "your library": 1, "what you did": 1} {
		if got := viewmodel.Commands(f.commands(), typed); len(got) != want {
			t.Errorf("%q finds %d commands, not %d: %+v", typed, len(got), want, got)
		}
	}
}

func TestACommandIsFoundByItsNameAndDone(t *testing.T) {
	f := newWindowFixture(t)
	b := f.openCommands()
	test.Type(b, "go unr")
	if len(b.list.list) != 1 || b.list.list[0].Keys != "g u" {
		t.Fatalf("found are %+v", b.list.list)
	}
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if f.at.key != "unread" || f.covered() {
		t.Errorf("it shows %s", f.at.key)
	}
	b = f.openCommands()
	if f.openCommands() != nil {
		t.Error("it opens twice")
	}
	test.Type(b, "topic")
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if b.list.at != 1 {
		t.Errorf("the arrow key goes to %d", b.list.at)
	}
	b.SetText("qqq")
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !f.covered() {
		t.Error("it does something that was not found")
	}
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if f.covered() {
		t.Error("Escape does not close it")
	}
}
