package typeset

import "testing"

func TestTheReadersOwnFontIsUsedWhereItIsInstalled(t *testing.T) {
	fonts, err := NewFonts(bundledCuts(t), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	e := NewEngine(fonts)
	st := Style{Family: Own, Size: 20}
	plain := e.Measure("minimum", st)
	if serif := e.Measure("minimum", Style{Family: Serif, Size: 20}); plain != serif {
		t.Errorf("without a choice the text is %v wide, in the bundled serif %v", plain, serif)
	}
	if fonts.Choose("No Such Family") {
		t.Error("a family that is not installed was chosen")
	}
	names := fonts.Families()
	if len(names) == 0 {
		t.Skip("no fonts on this system")
	}
	changed := false
	for _, name := range names {
		if !fonts.Choose(name) {
			t.Errorf("%q is on the list and cannot be chosen", name)
		}
		if e.Measure("minimum", st) != plain {
			changed = true
			break
		}
	}
	if !changed {
		t.Error("no family changes the width of a text")
	}
	fonts.Choose("")
	if w := e.Measure("minimum", st); w != plain {
		t.Errorf("the choice taken back, the text is %v wide, not %v", w, plain)
	}
}
