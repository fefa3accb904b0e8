package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
)

func TestANoteIsSavedWhileItIsWritten(t *testing.T) {
	f := newLibraryFixture(t)
	var later []func()
	f.worker.timer = func(_ time.Duration, g func()) { later = append(later, g) }
	f.step(1)
	id := f.article.shown().ID
	f.editNote()
	later = nil
	written := func(want string) {
		t.Helper()
		g := later
		later = nil
		for _, do := range g {
			do()
		}
		if got, err := f.core.Note(t.Context(), id); err != nil || got != want {
			t.Errorf("the note is %q, want %q; %v", got, want, err)
		}
	}
	for _, r := range []string{"seldom ", "read"} {
		test.Type(f.article.editor, r)
		written(strings.TrimSpace(f.article.editor.Text))
		f.told()
	}
	if e := f.article.editor; e == nil || e.Text != "seldom read" || f.win.Canvas().Focused() != e {
		t.Error("one cannot write on")
	}
	test.Type(f.article.editor, "x")
	f.article.endNote()
	written("seldom readx")
	if what, err := f.core.Undo(t.Context()); err != nil || !strings.HasPrefix(what, "Wrote a note about") {
		t.Errorf("undo takes back %q, %v", what, err)
	}
	written("")
}
