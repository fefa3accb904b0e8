package typeset

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// bundledCuts reads the fonts of the program.
func bundledCuts(t testing.TB) []Cut {
	t.Helper()
	var cuts []Cut
	for _, c := range []struct {
		name   string
		family Family
		weight int
		italic bool
	}{
		{"Literata-Regular", Serif, 400, false},
		{"Literata-SemiBold", Serif, 600, false},
		{"Literata-Bold", Serif, 700, false},
		{"Literata-Italic", Serif, 400, true},
		{"Literata-BoldItalic", Serif, 700, true},
		{"Inter-Regular", Sans, 400, false},
		{"Inter-Medium", Sans, 500, false},
		{"Inter-SemiBold", Sans, 600, false},
	} {
		data, err := os.ReadFile(filepath.Join("..", "..", "..", "assets", "fonts", c.name+".ttf"))
		if err != nil {
			t.Fatal(err)
		}
		cuts = append(cuts, Cut{c.family, c.weight, c.italic, data})
	}
	return cuts
}

// shared are the fonts of all tests: they are parsed and the system is scanned once.
var shared struct {
	once  sync.Once
	fonts *Fonts
	err   error
}

func testFonts(t testing.TB) *Fonts {
	t.Helper()
	shared.once.Do(func() {
		dir, err := os.MkdirTemp("", "typeset-fonts")
		if err != nil {
			t.Fatal(err)
		}
		shared.fonts, shared.err = NewFonts(bundledCuts(t), dir)
	})
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return shared.fonts
}

func TestMain(m *testing.M) {
	code := m.Run()
	if shared.fonts != nil {
		os.RemoveAll(shared.fonts.dir)
	}
	os.Exit(code)
}
