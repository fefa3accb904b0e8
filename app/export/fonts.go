package export

import (
	"os"
	"path/filepath"
	"sync"

	"tidings/app/ui/typeset"
	"tidings/assets"
)

// Fonts are the fonts of the program, those of its window too. cacheDir is where the index of the system's fonts is kept (see typeset.NewFonts).
func Fonts(cacheDir string) (*typeset.Fonts, error) {
	cut := func(f typeset.Family, weight int, italic bool, name string) typeset.Cut {
		return typeset.Cut{Family: f, Weight: weight, Italic: italic, Data: assets.Font(name)}
	}
	return typeset.NewFonts([]typeset.Cut{
		cut(typeset.Serif, 400, false, "Literata-Regular"),
		cut(typeset.Serif, 600, false, "Literata-SemiBold"),
		cut(typeset.Serif, 700, false, "Literata-Bold"),
		cut(typeset.Serif, 400, true, "Literata-Italic"),
		cut(typeset.Serif, 700, true, "Literata-BoldItalic"),
		cut(typeset.Sans, 400, false, "Inter-Regular"),
		cut(typeset.Sans, 500, false, "Inter-Medium"),
		cut(typeset.Sans, 600, false, "Inter-SemiBold"),
	}, cacheDir)
}

// usualFonts are for callers that give none.
var usualFonts = sync.OnceValues(func() (*typeset.Fonts, error) {
	return Fonts(filepath.Join(os.TempDir(), "tidings-fonts"))
})

func (j *job) fonts() (*typeset.Fonts, error) {
	if j.o.Fonts != nil {
		return j.o.Fonts, nil
	}
	return usualFonts()
}
