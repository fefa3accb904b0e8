package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestTheWindowsShortcutsWorkWhileOneTypes(t *testing.T) {
	test.NewTempApp(t)
	quit := &desktop.CustomShortcut{KeyName: fyne.KeyQ, Modifier: fyne.KeyModifierControl}
	sub := newBoxFixture(t).searchEntry
	for name, entry := range map[string]interface {
		fyne.CanvasObject
		fyne.Focusable
		fyne.Shortcutable
	}{"a field": newField(), "the search box": sub} {
		w := test.NewTempWindow(t, entry)
		asked := 0
		w.Canvas().AddShortcut(quit, func(fyne.Shortcut) { asked++ })
		w.Canvas().Focus(entry)
		entry.TypedShortcut(quit)
		if asked != 1 {
			t.Errorf("%s: the window heard it %d times", name, asked)
		}
	}
}
