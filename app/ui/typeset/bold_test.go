package typeset

import (
	"image"
	"image/color"
	"testing"

	"github.com/go-text/typesetting/language"

	"tidings/assets"
)

// inkOf is how much of a picture a word covers.
func inkOf(t *testing.T, weight int, cuts ...Cut) int {
	t.Helper()
	fonts, err := NewFonts(cuts, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	e := NewEngine(fonts)
	style := Style{Family: Sans, Weight: weight, Size: 30, Color: color.NRGBA{A: 0xFF}}
	l := e.Wrap(e.Shape([]Span{{Text: "Minimum", Style: style}}, ParaOptions{}), 400, WrapOptions{})
	img := image.NewRGBA(image.Rect(0, 0, 400, 60))
	e.Draw(img, l, 0, 0, 1)
	sum := 0
	for i := 3; i < len(img.Pix); i += 4 {
		sum += int(img.Pix[i])
	}
	return sum
}

func TestAFontWithoutABoldFaceIsMadeBold(t *testing.T) {
	regular := Cut{Family: Sans, Weight: 400, Data: assets.Font("Inter-Regular")}
	semibold := Cut{Family: Sans, Weight: 600, Data: assets.Font("Inter-SemiBold")}
	plain, made := inkOf(t, 400, regular), inkOf(t, 700, regular)
	if made*100 < plain*115 || made*100 > plain*160 {
		t.Errorf("made bold it has %d of ink, plain %d", made, plain)
	}
	if own, asked := inkOf(t, 600, regular, semibold), inkOf(t, 700, regular, semibold); own != asked {
		t.Errorf("a bold face is made bolder: %d of ink, %d by itself", asked, own)
	}
}

func TestAFontWithoutAnItalicFaceIsMadeToLean(t *testing.T) {
	e := bundledOnly(t)
	width := func(st Style, text string) int {
		st.Size, st.Color = 60, color.NRGBA{A: 0xFF}
		img := image.NewRGBA(image.Rect(0, 0, 300, 100))
		e.Draw(img, e.Wrap(e.Shape([]Span{{Text: text, Style: st}}, ParaOptions{}), 200, WrapOptions{}), 50, 0, 1)
		return inked(img).Dx()
	}
	upright, leaning := width(Style{Family: Sans}, "l"), width(Style{Family: Sans, Italic: true}, "l")
	if d := leaning - upright; d < 5 || d > 14 {
		t.Errorf("an upright letter is %d wide, a leaning one %d", upright, leaning)
	}
	own := e.Shape([]Span{{Text: "l", Style: Style{Family: Serif, Italic: true, Size: 60}}}, ParaOptions{})
	if f := e.prepare(own.runs[0].face); !f.slanted {
		t.Error("the serif's own italic face is not used")
	}
	if r := (&run{script: language.Arabic}); r.leans(&Style{Italic: true}) {
		t.Error("Arabic leans")
	}
}
