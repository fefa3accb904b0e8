package typeset

import (
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

var update = flag.Bool("update", false, "write the pictures of testdata anew")

// bundledOnly is an engine that knows the bundled fonts and no other, so that
// its pictures are the same on every system.
func bundledOnly(t testing.TB) *Engine {
	t.Helper()
	fonts, err := NewFonts(bundledCuts(t), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	fonts.scan.Do(func() {})
	return NewEngine(fonts)
}

// goldenTexts are the exhibits that the bundled fonts can set, and some more.
func goldenTexts() []exhibit {
	var out []exhibit
	for _, x := range hardTexts() {
		switch x.name {
		case "german", "vietnamese", "russian", "greek", "headline", "english":
			x.widths = x.widths[len(x.widths)-1:]
			out = append(out, x)
		}
	}
	b := body()
	num := Style{Family: Sans, Size: 14, Color: ink, Tabular: true}
	row := func(s string) []Span { return []Span{{s, num}} }
	sans := Style{Family: Sans, Size: 18, Color: ink}
	with := func(st Style, f func(*Style)) Style { f(&st); return st }
	return append(out,
		exhibit{"digits", row("1,117,111.10\n8,390,246.58\n1111\n9876"), ParaOptions{LineHeight: 21, Align: End}, []float32{120}},
		exhibit{"lines", []Span{
			{"jumping quickly, gypsy ", with(b, func(s *Style) { s.Underline = true })},
			{"dotted page", with(b, func(s *Style) { s.Underline, s.Dotted = true, true })},
			{" and ", b},
			{"struck", with(b, func(s *Style) { s.Strike = true })},
			{" marked", with(b, func(s *Style) {
				s.Background.R, s.Background.G, s.Background.B, s.Background.A = 0xFF, 0xE9, 0x8A, 0xFF
			})},
		}, ParaOptions{LineHeight: 29}, []float32{300}},
		exhibit{"positions", []Span{
			{"E = mc", sans}, {"2", with(sans, func(s *Style) { s.Position = Superscript })},
			{", CO", sans}, {"2", with(sans, func(s *Style) { s.Position = Subscript })},
			{" and ", sans}, {"Nato Unesco", with(sans, func(s *Style) { s.SmallCaps = true })},
			{" in sans", sans},
		}, ParaOptions{LineHeight: 29}, []float32{330}},
		exhibit{"indent", []Span{{prose, b}}, ParaOptions{LineHeight: 29, Indent: 24, Align: Justify, Lang: "en", Hyphenate: true, Hang: true}, []float32{420}},
	)
}

// A picture may differ from its golden one in the last bits of its floats, which
// some processors round otherwise: one pixel in 200 by more than a quarter.
const (
	farOff   = 64
	tolerate = 200
)

func TestGoldenTextsLookAsTheyDid(t *testing.T) {
	e := bundledOnly(t)
	for _, x := range goldenTexts() {
		for _, scale := range []float32{1, 2} {
			if scale == 2 && x.name != "lines" && x.name != "positions" {
				continue
			}
			name := fmt.Sprintf("%s@%v.png", x.name, scale)
			got := x.picture(e, scale)
			path := filepath.Join("testdata", name)
			if *update {
				keep(t, "testdata", name, got)
				continue
			}
			want, err := readPicture(path)
			if err != nil {
				t.Error(err)
				continue
			}
			if d := differing(got, want); d < 0 || d*tolerate > got.Rect.Dx()*got.Rect.Dy() {
				keep(t, filepath.Join("..", "..", "..", "build", "typeset-failed"), name, got)
				t.Errorf("%s differs from testdata in %d pixels; it is in build/typeset-failed", name, d)
			}
		}
	}
}

// readPicture reads a golden picture.
func readPicture(path string) (image.Image, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return png.Decode(f)
}

// differing counts the pixels that are far off; -1 if the sizes differ.
func differing(got *image.RGBA, want image.Image) int {
	if got.Rect.Size() != want.Bounds().Size() {
		return -1
	}
	n := 0
	for y := range got.Rect.Dy() {
		for x := range got.Rect.Dx() {
			r, g, b, _ := want.At(x, y).RGBA()
			c := got.RGBAAt(x, y)
			for _, d := range []int{int(r>>8) - int(c.R), int(g>>8) - int(c.G), int(b>>8) - int(c.B)} {
				if d > farOff || d < -farOff {
					n++
					break
				}
			}
		}
	}
	return n
}

func TestDecomposedVietnameseLooksLikeComposed(t *testing.T) {
	e := bundledOnly(t)
	text := "Những người thợ ở bến tàu đồng ý, nhưng vẫn chưa đủ; Ặ Ễ Ỗ Ự"
	o := exhibit{o: ParaOptions{LineHeight: 29}, widths: []float32{520}}
	a, b := o, o
	a.spans, b.spans = words(norm.NFC.String(text)), words(norm.NFD.String(text))
	if d := differing(a.picture(e, 2), b.picture(e, 2)); d != 0 {
		t.Errorf("%d pixels differ", d)
	}
}

func TestDigitsOfTablesAreEquallyWide(t *testing.T) {
	for _, family := range []Family{Serif, Sans} {
		e := bundledOnly(t)
		st := Style{Family: family, Size: 16, Tabular: true}
		one := e.Measure("1111", st)
		for _, digits := range []string{"0000", "4444", "8888", "1975"} {
			if w := e.Measure(digits, st); w-one > 0.01 || one-w > 0.01 {
				t.Errorf("family %d: %s is %v wide, 1111 %v", family, digits, w, one)
			}
		}
	}
}

func TestSmallCapitalsAreMadeWhereAFontHasNone(t *testing.T) {
	e := bundledOnly(t)
	for _, family := range []Family{Serif, Sans} {
		small := Style{Family: family, Size: 20, SmallCaps: true}
		plain := Style{Family: family, Size: 20}
		if a, b := e.Measure("harbour", small), e.Measure("HARBOUR", plain); a >= b || a < b*0.7 {
			t.Errorf("family %d: small capitals are %v wide, large %v", family, a, b)
		}
		if p := e.Shape([]Span{{"Harbour", small}}, ParaOptions{}); p.Text() != "Harbour" {
			t.Errorf("the text became %q", p.Text())
		}
	}
}

func TestRaisedTextTakesNoMoreHeight(t *testing.T) {
	e := bundledOnly(t)
	up := body()
	up.Position = Superscript
	plain := e.Wrap(e.Shape(words("mc"), ParaOptions{}), 200, WrapOptions{})
	raised := e.Wrap(e.Shape([]Span{{"mc", body()}, {"2", up}}, ParaOptions{}), 200, WrapOptions{})
	if plain.Height != raised.Height || plain.Lines[0].Baseline != raised.Lines[0].Baseline {
		t.Errorf("the line is %v high with it, %v without", raised.Height, plain.Height)
	}
	if raised.Lines[0].Width-plain.Lines[0].Width > 9 {
		t.Error("the raised digit is as large as the text")
	}
}

func TestCodeHasNoLigaturesAndProseHas(t *testing.T) {
	e := bundledOnly(t)
	glyphsOf := func(st Style) int {
		n := 0
		for _, r := range e.Shape([]Span{{"office fluff", st}}, ParaOptions{}).runs {
			n += len(r.glyphs)
		}
		return n
	}
	prose, code := body(), body()
	code.Family = Mono
	if n := glyphsOf(code); n != len("office fluff") {
		t.Errorf("code has %d glyphs", n)
	}
	if n := glyphsOf(prose); n >= len("office fluff") {
		t.Errorf("prose has %d glyphs", n)
	}
}

func TestEastAsianSignsGiveTheirEmptyHalf(t *testing.T) {
	e := NewEngine(testFonts(t))
	probe := e.Shape(words("港"), ParaOptions{Lang: "ja"})
	if missing(e, probe) != "" {
		t.Skip("no East Asian font on this system")
	}
	width := func(s, lang string) float32 { return e.Shape(words(s), ParaOptions{Lang: lang}).Natural() / 18 }
	for name, test := range map[string]struct {
		text, lang string
		want       float32 // in squares
	}{
		"one of them":             {"港、港", "ja", 3},
		"closing, opening":        {"」「", "ja", 1.5},
		"full stop, closing":      {"。」", "ja", 1.5},
		"two opening":             {"（「", "ja", 1.5},
		"in the middle in Taiwan": {"。」", "zh-Hant", 2},
		"colon, opening in China": {"：（", "zh-Hans", 1.5},
		"colon, opening in Japan": {"：（", "ja", 2},
		"a letter takes room":     {"港A港", "ja", 2 + 2*easternRoom + e.Measure("A", body())/18},
		"in code it takes none":   {"港港", "ja", 2},
	} {
		if got := width(test.text, test.lang); got-test.want > 0.02 || test.want-got > 0.02 {
			t.Errorf("%s: %s is %v squares wide, not %v", name, test.text, got, test.want)
		}
	}
	l := e.Wrap(e.Shape(words(strings.Repeat("港", 9)+"、"+strings.Repeat("港", 9)), ParaOptions{Lang: "ja"}), 18*9.6, WrapOptions{})
	if got := lines(l)[0]; got != strings.Repeat("港", 9)+"、" || l.Lines[0].Width > 18*9.6 {
		t.Errorf("the first line is %s, %v wide", got, l.Lines[0].Width)
	}
}
