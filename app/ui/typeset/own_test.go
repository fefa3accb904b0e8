package typeset

import "testing"

func TestAnInstalledFamilySetsText(t *testing.T) {
	f := testFonts(t)
	names := f.Families()
	if len(names) == 0 {
		t.Skip("no font with Latin letters is installed")
	}
	family, ok := f.Own(names[0])
	if !ok || family < firstOwn {
		t.Fatalf("%s cannot be used", names[0])
	}
	if again, ok := f.Own(names[0]); !ok || again != family {
		t.Errorf("%s is family %d the second time", names[0], again)
	}
	e := NewEngine(f)
	p := e.Shape([]Span{{"and so on", Style{Family: family, Size: 16}}}, ParaOptions{})
	if p.runs[0].face == f.bundled(look{Family: Serif, Weight: 400}) || p.runs[0].face == f.bundled(look{Family: Sans, Weight: 400}) {
		t.Error("the text is set in a bundled font")
	}
	if _, ok := f.Own("No font has this name"); ok {
		t.Error("a family that is not installed is found")
	}
}
