package typeset

import (
	"image/color"
	"math"
	"strings"
	"testing"
)

func words(s string) []Span { return []Span{{s, body()}} }

// lay sets a text in the body's style.
func lay(t testing.TB, s string, width float32, o WrapOptions) *Layout {
	t.Helper()
	e := NewEngine(testFonts(t))
	return e.Wrap(e.Shape(words(s), ParaOptions{LineHeight: 29}), width, o)
}

// lines are the texts of a layout's lines as they are seen.
func lines(l *Layout) []string {
	var out []string
	for _, ln := range l.Lines {
		out = append(out, l.Text(ln.First, ln.seen))
	}
	return out
}

// visual is the text of a line from left to right, as far as each piece is in order.
func visual(l *Layout, i int) string {
	var b strings.Builder
	for _, p := range l.Lines[i].pieces {
		if p.from == p.to {
			b.WriteString("…")
		}
		rs := []rune(l.Text(p.from, p.to))
		if p.level&1 == 1 {
			for a, z := 0, len(rs)-1; a < z; a, z = a+1, z-1 {
				rs[a], rs[z] = rs[z], rs[a]
			}
		}
		b.WriteString(string(rs))
	}
	return b.String()
}

func TestLinesAreNoWiderThanAsked(t *testing.T) {
	text := "The harbour stayed closed on Tuesday, because — as the council said — nobody had ordered the Donaudampfschifffahrtsgesellschaft to move."
	for _, width := range []float32{30, 60, 120, 200, 400, 640} {
		l := lay(t, text, width, WrapOptions{})
		for _, ln := range l.Lines {
			if ln.Width > width+0.02 {
				t.Errorf("width %v: line %q is %v wide", width, l.Text(ln.First, ln.seen), ln.Width)
			}
		}
		joined := strings.Join(lines(l), " ")
		if width > 400 && joined != text {
			t.Errorf("width %v: text became %q", width, joined)
		}
	}
}

func TestLinesCoverTheTextWithoutGaps(t *testing.T) {
	for _, text := range []string{"one two  three\nfour\n\nfive ", "ab\n", "\n", "中文，没有空格的一段话。", "שלום עולם abc", "  lead"} {
		l := lay(t, text, 70, WrapOptions{})
		at := 0
		for _, ln := range l.Lines {
			if ln.First != at || ln.Past < ln.First {
				t.Fatalf("%q: line starts at %d, not %d", text, ln.First, at)
			}
			at = ln.Past
		}
		if at != len([]rune(text)) {
			t.Errorf("%q: lines end at %d", text, at)
		}
	}
}

func TestNewlinesEndLines(t *testing.T) {
	if got := lines(lay(t, "a\n\nb\n", 300, WrapOptions{})); len(got) != 4 || got[0] != "a" || got[1] != "" || got[2] != "b" {
		t.Errorf("lines are %q", got)
	}
}

func TestLongWordsAreSplitWithHyphensAndAddressesWithout(t *testing.T) {
	l := lay(t, "Donaudampfschifffahrtsgesellschaft", 120, WrapOptions{})
	if len(l.Lines) < 2 || !strings.HasSuffix(visual(l, 0), "…") {
		t.Errorf("the word's first line is %q", visual(l, 0))
	}
	l = lay(t, "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0", 120, WrapOptions{})
	if len(l.Lines) < 2 || strings.HasSuffix(visual(l, 0), "…") {
		t.Errorf("the code's first line is %q", visual(l, 0))
	}
}

func TestSoftHyphensShowOnlyWhereALineEnds(t *testing.T) {
	const text = "Verfassungs\u00ADgericht entscheidet"
	wide := lay(t, text, 600, WrapOptions{})
	if got := visual(wide, 0); got != "Verfassungsgericht entscheidet" {
		t.Errorf("a line without a break reads %q", got)
	}
	narrow := lay(t, text, 120, WrapOptions{})
	if got := visual(narrow, 0); got != "Verfassungs…" {
		t.Errorf("the first line reads %q", got)
	}
}

func TestEastAsianLinesObeyKinsoku(t *testing.T) {
	text := "会谈后双方签署了九项合作协议，涵盖人工智能（技术）、半导体。政府は「検討する」と述べた。"
	for width := float32(60); width < 300; width += 7 {
		for _, line := range lines(lay(t, text, width, WrapOptions{})) {
			if strings.ContainsRune("，、。）」", []rune(line)[0]) || strings.ContainsRune("（「", []rune(line)[len([]rune(line))-1]) {
				t.Errorf("width %v: line %q", width, line)
			}
		}
	}
}

func TestKoreanIsBrokenBetweenWords(t *testing.T) {
	text := "대통령은 화요일에 반도체(AI) 분야의 협력 방안을 논의했다"
	known := map[string]bool{}
	for _, w := range strings.Fields(text) {
		known[w] = true
	}
	for width := float32(130); width < 400; width += 11 {
		for _, line := range lines(lay(t, text, width, WrapOptions{})) {
			for _, w := range strings.Fields(line) {
				if !known[w] {
					t.Errorf("width %v: %q was broken to %q", width, text, line)
				}
			}
		}
	}
}

func TestThaiLinesDoNotStartWithWhatBelongsToTheLineBefore(t *testing.T) {
	text := "นายกรัฐมนตรีกล่าวว่ารัฐบาลจะเร่งดำเนินมาตรการกระตุ้นเศรษฐกิจในไตรมาสสุดท้ายของปี"
	for width := float32(90); width < 400; width += 13 {
		ls := lines(lay(t, text, width, WrapOptions{}))
		for i, line := range ls {
			r := []rune(line)
			if isMark(r[0]) || strings.ContainsRune("ะาำๆ", r[0]) || i < len(ls)-1 && leadingVowel(r[len(r)-1]) {
				t.Errorf("width %v: line %q", width, line)
			}
		}
	}
}

func TestMixedDirectionsStandInVisualOrder(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"Hebrew in Latin":              {"see שלום now", "see םולש now"},
		"number after Hebrew":          {"שלום 123", "123 םולש"},
		"Latin words in Hebrew":        {"אב abc def גד", "דג abc def בא"},
		"number between, then Latin":   {"a שלום 12 b", "a 12 םולש b"},
		"brackets in right to left":    {"אב (ab)", ")ab( בא"},
		"punctuation ends on the left": {"אב.", ".בא"},
	} {
		if got := visual(lay(t, test.text, 600, WrapOptions{}), 0); got != test.want {
			t.Errorf("%s: %q is shown as %q, not %q", name, test.text, got, test.want)
		}
	}
}

func TestRightToLeftParagraphsStandOnTheRight(t *testing.T) {
	l := lay(t, "שלום", 300, WrapOptions{})
	if ln := l.Lines[0]; math.Abs(float64(ln.X+ln.Width-300)) > 0.1 {
		t.Errorf("the line ends at %v", ln.X+ln.Width)
	}
}

func TestAlignment(t *testing.T) {
	e := NewEngine(testFonts(t))
	for name, test := range map[string]struct {
		align Align
		dir   Direction
		want  func(ln Line) float32 // zero where right
	}{
		"start":         {Start, Auto, func(ln Line) float32 { return ln.X }},
		"centre":        {Center, Auto, func(ln Line) float32 { return ln.X*2 + ln.Width - 300 }},
		"end":           {End, Auto, func(ln Line) float32 { return ln.X + ln.Width - 300 }},
		"end, reversed": {End, RightToLeft, func(ln Line) float32 { return ln.X }},
	} {
		l := e.Wrap(e.Shape(words("word"), ParaOptions{Align: test.align, Dir: test.dir}), 300, WrapOptions{})
		if d := test.want(l.Lines[0]); math.Abs(float64(d)) > 0.1 {
			t.Errorf("%s: off by %v", name, d)
		}
	}
}

func TestJustifiedLinesFillTheWidthButTheLast(t *testing.T) {
	e := NewEngine(testFonts(t))
	l := e.Wrap(e.Shape(words(strings.Repeat("a few words of some length ", 8)), ParaOptions{Align: Justify}), 300, WrapOptions{})
	for i, ln := range l.Lines {
		if full := math.Abs(float64(ln.Width-300)) < 0.2; full == (i == len(l.Lines)-1) {
			t.Errorf("line %d of %d is %v wide", i, len(l.Lines), ln.Width)
		}
	}
}

func TestEllipsis(t *testing.T) {
	for name, test := range map[string]struct {
		text  string
		lines int
		want  string // shape of the last line
	}{
		"Latin ends on the right":           {"Officials said that the matter was under review", 1, "left"},
		"Hebrew ends on the left":           {"ראש הממשלה אמר אתמול כי החברה תשקיע מיליארד דולר", 1, "right"},
		"second line":                       {"Officials said that the matter was under review and more would follow", 2, "left"},
		"Latin that ends inside Hebrew":     {"report שלום עולם שלום עולם שלום עולם שלום עולם", 1, "left"},
		"what fits has none":                {"short", 1, "none"},
		"text behind a newline is left out": {"short\nmore", 1, "left"},
	} {
		l := lay(t, test.text, 150, WrapOptions{MaxLines: test.lines, Ellipsis: true})
		if len(l.Lines) > test.lines {
			t.Errorf("%s: %d lines", name, len(l.Lines))
		}
		last := visual(l, len(l.Lines)-1)
		got := "none"
		switch {
		case strings.HasSuffix(last, "…"):
			got = "left"
		case strings.HasPrefix(last, "…"):
			got = "right"
		}
		if got != test.want || l.Truncated != (got != "none") {
			t.Errorf("%s: %q, truncated %v", name, last, l.Truncated)
		}
		if ln := l.Lines[len(l.Lines)-1]; ln.Width > 150.02 {
			t.Errorf("%s: the line is %v wide", name, ln.Width)
		}
	}
}

func TestFractionalSizesAreMeasuredExactly(t *testing.T) {
	e := NewEngine(testFonts(t))
	st := func(size float32) Style { return Style{Family: Sans, Size: size} }
	twelve, half, thirteen := e.Measure("Measures of width", st(12)), e.Measure("Measures of width", st(12.5)), e.Measure("Measures of width", st(13))
	if d := half - (twelve+thirteen)/2; math.Abs(float64(d)) > 0.01 {
		t.Errorf("widths %v, %v, %v do not grow with the size", twelve, half, thirteen)
	}
}

func TestTrackingAddsBetweenLetters(t *testing.T) {
	e := NewEngine(testFonts(t))
	plain := e.Measure("TODAY", Style{Family: Sans, Size: 10})
	tracked := e.Measure("TODAY", Style{Family: Sans, Size: 10, Tracking: 1})
	if d := tracked - plain; d < 4.5 || d > 5.5 {
		t.Errorf("five letters grew by %v", d)
	}
}

func TestStylesAreFoundInTheCut(t *testing.T) {
	e := NewEngine(testFonts(t))
	bold, regular := Style{Weight: 700, Size: 18}, Style{Size: 18}
	if e.Measure("minimum", bold) <= e.Measure("minimum", regular) {
		t.Error("bold text is not wider than regular text")
	}
	black := color.NRGBA{A: 255}
	p := e.Shape([]Span{{"one ", Style{Size: 18, Color: black}}, {"two", Style{Size: 18, Color: black, Italic: true}}}, ParaOptions{})
	if len(p.runs) != 2 || p.runs[0].face == p.runs[1].face {
		t.Errorf("upright and italic text are %d runs", len(p.runs))
	}
}

func TestNaturalAndLeastWidths(t *testing.T) {
	e := NewEngine(testFonts(t))
	p := e.Shape(words("a longest b\nsecond line of it"), ParaOptions{})
	if w := p.Natural(); math.Abs(float64(w-e.Measure("second line of it", body()))) > 0.1 {
		t.Errorf("natural width is %v", w)
	}
	if w := p.Least(); math.Abs(float64(w-e.Measure("longest", body()))) > 0.1 {
		t.Errorf("least width is %v", w)
	}
	p = e.Shape(words("a government"), ParaOptions{Lang: "en", Hyphenate: true})
	if w := p.Least(); math.Abs(float64(w-e.Measure("government", body()))) > 0.1 {
		t.Errorf("least width of a word that can be divided is %v", w)
	}
}
