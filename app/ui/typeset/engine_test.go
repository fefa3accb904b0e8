package typeset

import (
	"bytes"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCleanTextLeavesWhatCanBeSet(t *testing.T) {
	e := NewEngine(testFonts(t))
	for name, test := range map[string]struct{ in, want string }{
		"tab":             {"a\tb", "a    b"},
		"carriage return": {"a\r\nb", "a\nb"},
		"line separator":  {"a\u2028b", "a\nb"},
		"soft hyphen":     {"a\u00ADb", "ab"},
		"control":         {"a\x00\x07b\u0080", "ab"},
		"byte order mark": {"\uFEFFa", "a"},
		"not UTF-8":       {"a\xffb", "a\uFFFDb"},
	} {
		if got := e.Shape(words(test.in), ParaOptions{}).Text(); got != test.want {
			t.Errorf("%s: %q became %q", name, test.in, got)
		}
	}
}

func TestEmojiSequencesAreFoundWhole(t *testing.T) {
	for text, want := range map[string]int{
		"😀":                               1,
		"👩\u200d💻":                        3,
		"🇻🇳":                              2,
		"👍🏽":                              2,
		"❤\uFE0F":                         2,
		"❤":                               0,
		"1\uFE0F\u20E3":                   3,
		"1":                               0,
		"⚡":                               1,
		"⚡\uFE0E":                         0,
		"🏳\uFE0F\u200d🌈":                  4,
		"🧔🏿\u200d♂\uFE0F":                 5,
		"©":                               0,
		"a":                               0,
		"🏴\U000E0067\U000E0062\U000E007F": 4,
		"\u2764\uFE0F\u200d🔥":             4,
		"क\u200dष":                        0,
	} {
		if got := emojiLength([]rune(text)); got != want {
			t.Errorf("%q: an emoji of %d runes, not %d", text, got, want)
		}
	}
}

func TestScriptsOfCommonCharactersAreThoseAroundThem(t *testing.T) {
	got := scripts([]rune("“ab” (да) 1"))
	for i, want := range []rune("aaaaaaддaaa") {
		if w := scriptOf(want); got[i] != w && i != 5 { // the opening bracket may be of either
			t.Errorf("rune %d has script %v, not %v", i, got[i], w)
		}
	}
}

func TestHanCharactersTakeTheFormOfTheLanguage(t *testing.T) {
	for text, want := range map[string]region{
		"中国国家主席":    simplified,
		"東京へ行く":     japanese,
		"漢字와 한글":    korean,
		"plain":     noRegion,
		"ประเทศไทย": noRegion,
	} {
		if got := regionIn([]rune(text)); got != want {
			t.Errorf("%q: region %d, not %d", text, got, want)
		}
	}
	for tag, want := range map[string]region{
		"zh": simplified, "zh-CN": simplified, "zh-Hant": traditional, "zh_TW": traditional, "zh-HK": hongKong,
		"ja-JP": japanese, "ko": korean, "en": noRegion, "": noRegion,
	} {
		if got := regionOf(tag); got != want {
			t.Errorf("%q: region %d, not %d", tag, got, want)
		}
	}
}

func TestFallbackIsTheSameForAWholeWord(t *testing.T) {
	e := NewEngine(testFonts(t))
	for _, word := range []string{"中国国家主席", "שלום", "ไทย", "한국어", "مرحبا"} {
		p := e.Shape(words(word), ParaOptions{})
		if len(p.runs) != 1 {
			t.Errorf("%s is %d runs", word, len(p.runs))
		}
	}
}

func TestAWeightThatExistsIsUsedForFallback(t *testing.T) {
	e := NewEngine(testFonts(t))
	regular := e.Shape([]Span{{"中文", Style{Size: 18}}}, ParaOptions{Lang: "zh"})
	bold := e.Shape([]Span{{"中文", Style{Size: 18, Weight: 700}}}, ParaOptions{Lang: "zh"})
	if len(e.fonts.disk) == 0 || !regularIsThere(e, regular) {
		t.Skip("no Chinese font on this system")
	}
	if regular.runs[0].face == bold.runs[0].face {
		t.Skip("one weight of Chinese on this system")
	}
	if regular.Natural() <= 0 || bold.Natural() <= 0 {
		t.Error("Chinese text has no width")
	}
}

func regularIsThere(e *Engine, p *Para) bool {
	_, ok := p.runs[0].face.NominalGlyph('中')
	return ok
}

func TestPaintedTextHasItsColourAndPlace(t *testing.T) {
	e := NewEngine(testFonts(t))
	red := color.NRGBA{200, 10, 10, 255}
	st := Style{Size: 20, Weight: 700, Color: red}
	for _, scale := range []float32{1, 1.25, 2} {
		l := e.Wrap(e.Shape([]Span{{"HHH", st}}, ParaOptions{LineHeight: 30}), 100, WrapOptions{})
		dst := image.NewRGBA(image.Rect(0, 0, int(200*scale), int(60*scale)))
		e.Draw(dst, l, 50, 20, scale)
		box := inked(dst)
		left, right := 50*scale, (50+l.Lines[0].Width)*scale
		if float32(box.Min.X) < left-1 || float32(box.Max.X) > right+1 || float32(box.Dx()) < (right-left)*0.85 {
			t.Errorf("scale %v: ink from %d to %d, text from %v to %v", scale, box.Min.X, box.Max.X, left, right)
		}
		base := (20 + l.Lines[0].Baseline) * scale
		if d := float32(box.Max.Y) - base; d < -1.5 || d > 1.5 {
			t.Errorf("scale %v: letters stand %v pixels off the baseline", scale, d)
		}
		full := dst.RGBAAt(0, 0)
		for _, p := range pixels(dst) {
			if p.A == 255 {
				full = p
				break
			}
		}
		if full != (color.RGBA{200, 10, 10, 255}) {
			t.Errorf("scale %v: ink is %v", scale, full)
		}
	}
}

// inked is the box of all pixels that are not transparent.
func inked(m *image.RGBA) image.Rectangle {
	var box image.Rectangle
	for y := m.Rect.Min.Y; y < m.Rect.Max.Y; y++ {
		for x := m.Rect.Min.X; x < m.Rect.Max.X; x++ {
			if m.RGBAAt(x, y).A > 60 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

func pixels(m *image.RGBA) []color.RGBA {
	var out []color.RGBA
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			out = append(out, m.RGBAAt(x, y))
		}
	}
	return out
}

func TestAPartOfALayoutIsDrawnAsTheWhole(t *testing.T) {
	e := NewEngine(testFonts(t))
	l := e.Wrap(e.Shape(words(strings.Repeat("some words to fill the lines ", 20)), ParaOptions{LineHeight: 29}), 200, WrapOptions{})
	whole := image.NewRGBA(image.Rect(0, 0, 220, int(l.Height)))
	e.Draw(whole, l, 0, 0, 1)
	part := image.NewRGBA(image.Rect(0, 0, 220, 100))
	e.Draw(part, l, 0, -150, 1)
	if !bytes.Equal(part.Pix, whole.SubImage(image.Rect(0, 150, 220, 250)).(*image.RGBA).Pix[:len(part.Pix)]) {
		t.Error("the strip differs from the same strip of the whole")
	}
}

func TestTheGlyphCacheIsBounded(t *testing.T) {
	e := NewEngine(testFonts(t))
	dst := image.NewRGBA(image.Rect(0, 0, 400, 400))
	for size := float32(20); size < 220; size++ {
		st := Style{Size: size, Color: ink}
		e.Draw(dst, e.Wrap(e.Shape([]Span{{"WMQ@&%", st}}, ParaOptions{}), 2000, WrapOptions{}), 0, 0, 1)
	}
	if e.glyphs.bytes > cacheBytes+(1<<20) {
		t.Errorf("the cache holds %d bytes", e.glyphs.bytes)
	}
}

func TestLightTextIsRaisedMoreThanDark(t *testing.T) {
	dark, light := contrast(color.NRGBA{0, 0, 0, 255}), contrast(color.NRGBA{255, 255, 255, 255})
	if dark[128] >= light[128] || dark[255] != 255 || light[255] != 255 || dark[0] != 0 || light[0] != 0 {
		t.Errorf("half coverage: dark %d, light %d", dark[128], light[128])
	}
}

func TestFontsRefuseWhatIsNone(t *testing.T) {
	if _, err := NewFonts([]Cut{{Data: []byte("no font")}}, t.TempDir()); err == nil {
		t.Error("bytes that are no font were taken")
	}
	if _, err := NewFonts(nil, t.TempDir()); err == nil {
		t.Error("no fonts at all were taken")
	}
}

func TestTheFontIndexGoesWhereItCanBeWritten(t *testing.T) {
	good := filepath.Join(t.TempDir(), "new", "folder")
	if got := writable(good); got != good {
		t.Errorf("the index goes to %s", got)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := writable(filepath.Join(file, "folder")); got != os.TempDir() {
		t.Errorf("the index goes below a file, to %s", got)
	}
}

// FuzzEngine sets any text in any width: nothing may panic, and every rune must
// be on a line.
func FuzzEngine(f *testing.F) {
	f.Add("plain text", "second", float32(100), 2)
	f.Add("שלום (abc) 12%", "\u2067ب\u202E", float32(40), 0)
	f.Add("中文，「日本」한국어 ไทย", "👩\u200d💻🇻🇳1\uFE0F\u20E3", float32(5), 1)
	f.Add("e\u0301\u00AD\n\n\t\x00\xff", "\u200d\u200d\uFE0F", float32(-3), 3)
	e := NewEngine(testFonts(f))
	dst := image.NewRGBA(image.Rect(0, 0, 60, 60))
	f.Fuzz(func(t *testing.T, a, b string, width float32, most int) {
		if len(a)+len(b) > 2000 {
			t.Skip()
		}
		link := Style{Size: 14, Link: 1, Underline: true, Strike: true, Color: ink, Background: ink, Weight: 700, Tracking: 1}
		small := Style{Size: 16, Family: Sans, SmallCaps: true, Tabular: true, Position: Subscript, Underline: true, Dotted: true, Color: ink}
		for i, o := range []ParaOptions{
			{}, {Align: Justify, Lang: "de", Hyphenate: true, Hang: true}, {Align: End, Lang: "ja", Indent: 20},
			{Align: Justify, Lang: "zh-Hant", Indent: 300}, {Balance: true, Lang: "en", Hyphenate: true, Hang: true}, {Unbroken: true, Align: Center},
		} {
			p := e.Shape([]Span{{a, body()}, {b, link}, {a, small}}, o)
			l := e.Wrap(p, width, WrapOptions{MaxLines: most % 5, Ellipsis: most%2 == 0})
			e.Draw(dst, l, 0, 0, 1)
			l.Rects(0, p.Len())
			at, _ := l.Hit(width/2, l.Height/2)
			l.SentenceAt(at)
			c, ok := l.CaretAt(width/2, l.Height/2), true
			for n := 0; ok; n++ {
				if c, ok = l.Move(c, Motion(i%4), 3); n > 4*p.Len()+8 {
					t.Fatalf("a caret goes round in %q", p.Text())
				}
				l.CaretRect(c)
			}
			l.Move(c, WordLeft, 0)
			l.Move(c, WordRight, 0)
			if at < 0 || at > p.Len() {
				t.Fatalf("hit %d of %d", at, p.Len())
			}
			l.WordAt(at)
			if last := l.Lines[len(l.Lines)-1]; !l.Truncated && last.Past != p.Len() {
				t.Fatalf("the lines of %q end at %d", p.Text(), last.Past)
			}
		}
	})
}
