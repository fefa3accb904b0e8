package typeset

import (
	"fmt"
	"image"
	"strings"
	"testing"
)

// complete reports whether the lines take all runes of their text, in order.
func complete(l *Layout) bool {
	at := 0
	for _, ln := range l.Lines {
		if ln.First != at {
			return false
		}
		at = ln.Past
	}
	return at == l.para.Len()
}

func TestANovelIsOneParagraph(t *testing.T) {
	n := 200_000
	if testing.Short() {
		n = 6_000
	}
	e := NewEngine(testFonts(t))
	text := novel(n)
	for _, o := range ways {
		l := e.Wrap(e.Shape(text, o.ParaOptions), 640, WrapOptions{})
		if !complete(l) || len(l.Lines) < n/15 {
			t.Errorf("%s: %d lines", o.name, len(l.Lines))
		}
		screen := image.NewRGBA(image.Rect(0, 0, 640, 900))
		e.Draw(screen, l, 0, -l.Height/2, 1)
		if box := inked(screen); box.Dy() < 850 || box.Dx() < 500 {
			t.Errorf("%s: the middle of the novel shows ink in %v", o.name, box)
		}
		if at, _ := l.Hit(100, l.Height/2); at < l.para.Len()/3 || at > l.para.Len()*2/3 {
			t.Errorf("%s: the middle is rune %d of %d", o.name, at, l.para.Len())
		}
	}
}

func TestAListingKeepsItsLines(t *testing.T) {
	e := NewEngine(testFonts(t))
	p := e.Shape(code(3000), ParaOptions{LineHeight: 21, Dir: LeftToRight, Unbroken: true})
	l := e.Wrap(p, 0, WrapOptions{})
	if len(l.Lines) != 3001 || l.Height != 3001*21 || !complete(l) {
		t.Errorf("%d lines, %v high", len(l.Lines), l.Height)
	}
	if l.Width < 400 || l.Width > 1200 {
		t.Errorf("it is %v wide", l.Width)
	}
}

func TestATableOf400RowsHasItsDigitsInColumns(t *testing.T) {
	e := NewEngine(testFonts(t))
	st := Style{Family: Sans, Size: 14, Color: ink, Tabular: true}
	var unit float32
	for i := range 400 {
		cell := e.Wrap(e.Shape([]Span{{fmt.Sprintf("%d.%02d", 1000+i*17, i%100), st}}, ParaOptions{LineHeight: 21, Align: End}), 90, WrapOptions{})
		dot := cell.Rects(4, 5)
		if len(dot) != 1 {
			t.Fatalf("row %d has %d boxes for its dot", i, len(dot))
		}
		if x := dot[0].X; i == 0 {
			unit = x
		} else if x-unit > 0.01 || unit-x > 0.01 {
			t.Fatalf("row %d: the dot stands at %v, in the first row at %v", i, x, unit)
		}
	}
}

func TestEndlessWordsAndStacksAreSet(t *testing.T) {
	e := NewEngine(testFonts(t))
	n := 100_000
	if testing.Short() {
		n = 3_000
	}
	for name, text := range map[string]string{
		"letters":            strings.Repeat("a", n),
		"words and digits":   strings.Repeat("abcde1", n/6),
		"no-break hyphens":   strings.Repeat("abcdef\u2011", n/7),
		"soft hyphens":       strings.Repeat("ab\u00AD", n/3),
		"marks on a letter":  "a" + strings.Repeat("\u0301", n),
		"marks alone":        strings.Repeat("\u0301\u0323", n/2),
		"joiners":            strings.Repeat("\u200d\uFE0F", n/2),
		"Thai without space": strings.Repeat("นายกรัฐมนตรีกล่าวว่า", n/20),
		"Thai marks":         strings.Repeat("\u0E31\u0E38", n/2),
		"Khmer stacks":       strings.Repeat("ក\u17D2", n/2),
		"Han":                strings.Repeat("中", n),
		"opening brackets":   strings.Repeat("「", n),
		"Arabic":             strings.Repeat("ب", n),
		"directions":         strings.Repeat("a ב ", n/4),
		"brackets":           strings.Repeat("(", n/2) + strings.Repeat(")", n/2),
		"flags":              strings.Repeat("🇻🇳", n/2),
		"newlines":           strings.Repeat("\n", n),
		"spaces":             strings.Repeat(" ", n),
		"not UTF-8":          strings.Repeat("\xed\xa0\x80a", n/4),
	} {
		for _, o := range []ParaOptions{{Lang: "de", Hyphenate: true}, {Lang: "de", Hyphenate: true, Align: Justify, Hang: true}} {
			l := e.Wrap(e.Shape([]Span{{text, body()}}, o), 400, WrapOptions{})
			if !complete(l) {
				t.Errorf("%s, align %d: the lines leave text out", name, o.Align)
			}
			l.WordAt(l.para.Len() / 2)
			l.SentenceAt(l.para.Len() / 2)
		}
	}
}
