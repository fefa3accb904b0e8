package typeset

import (
	"math"
	"strings"
	"testing"
)

const prose = "The harbour stayed closed on Tuesday because nobody had ordered the ships to move, the council said, and the committee " +
	"will decide in the coming weeks whether the winter timetable can be kept although two of the ferries are still being repaired in the yard"

// set shapes and wraps a text in one call.
func set(t testing.TB, text string, width float32, o ParaOptions) *Layout {
	t.Helper()
	e := NewEngine(testFonts(t))
	return e.Wrap(e.Shape(words(text), o), width, WrapOptions{})
}

// spaces are the widths of the spaces of a line.
func spaces(l *Layout, i int) (out []float64) {
	ln := &l.Lines[i]
	for j := range ln.pieces {
		p := &ln.pieces[j]
		for _, g := range p.glyphs {
			if p.from < p.to && l.para.text[g.cluster] == ' ' {
				out = append(out, float64(g.advance))
			}
		}
	}
	return out
}

func TestSpacesOfJustifiedTextStayWithinTheirLimits(t *testing.T) {
	own := spaces(set(t, "a b", 600, ParaOptions{}), 0)[0]
	for width := float32(240); width < 640; width += 37 {
		l := set(t, prose, width, ParaOptions{Align: Justify, Lang: "en", Hyphenate: true})
		for i := range l.Lines {
			for _, s := range spaces(l, i) {
				if s < own*(1-spaceTakes*1.06) || s > own*(1+spaceGives*loosest)+0.1 {
					t.Errorf("width %v, line %d: a space of %v, by itself %v", width, i, s, own)
				}
			}
		}
	}
}

func TestJustifiedLinesAreMoreEvenThanLinesFilledOneByOne(t *testing.T) {
	p := NewEngine(testFonts(t)).Shape(words(prose), ParaOptions{Align: Justify})
	loose := func(l *Layout) int {
		n := 0
		for i := range l.Lines[:len(l.Lines)-1] {
			ln := &l.Lines[i]
			extra := l.Width - (p.advance[ln.seen] - p.advance[ln.First])
			if extra > 3*p.given(ln.First, ln.seen) {
				n++
			}
		}
		return n
	}
	better, worse := 0, 0
	for width := float32(240); width < 640; width += 23 {
		fitted, filled := set(t, prose, width, ParaOptions{Align: Justify}), set(t, prose, width, ParaOptions{})
		switch a, b := loose(fitted), loose(filled); {
		case a < b:
			better++
		case a > b:
			worse++
		}
	}
	if worse > 1 || better < 5 {
		t.Errorf("fewer loose lines at %d widths, more at %d", better, worse)
	}
}

func TestWordsLongerThanALineDoNotSpoilTheLinesAround(t *testing.T) {
	text := prose + " " + strings.Repeat("x", 200) + " " + prose
	for _, width := range []float32{20, 90, 250, 500} {
		l := set(t, text, width, ParaOptions{Align: Justify, Lang: "en", Hyphenate: true})
		at := 0
		for _, ln := range l.Lines {
			if ln.First != at || ln.Past <= ln.First || ln.Width > width+0.1 && width > 50 {
				t.Fatalf("width %v: line from %d to %d is %v wide", width, ln.First, ln.Past, ln.Width)
			}
			at = ln.Past
		}
		if at != l.para.Len() {
			t.Errorf("width %v: lines end at %d", width, at)
		}
	}
}

func TestFewLinesInARowEndWithHyphens(t *testing.T) {
	text := strings.Repeat("Die Verwaltung der Hafenstadt entscheidet heute über eine neue Genehmigung, nach der alle großen Schiffe im Winterhalbjahr elektrischen Strom vom Land beziehen. ", 8)
	for _, align := range []Align{Start, Justify} {
		l := set(t, text, 300, ParaOptions{Align: align, Lang: "de", Hyphenate: true})
		row, rows, hyphens := 0, 0, 0
		for i := range l.Lines {
			if row++; !strings.HasSuffix(visual(l, i), "…") {
				row = 0
			} else {
				hyphens++
			}
			if row > 2 {
				rows++
			}
		}
		if hyphens == 0 || rows > hyphens/4 {
			t.Errorf("align %d: %d hyphens, %d times more than two in a row", align, hyphens, rows)
		}
	}
}

func TestHyphensMakeNarrowColumnsFuller(t *testing.T) {
	const text = "Das Bundesverwaltungsgericht verhandelt über die Grundstücksverkehrsgenehmigung der Donaudampfschifffahrtsgesellschaft."
	plain, divided := set(t, text, 190, ParaOptions{Lang: "de"}), set(t, text, 190, ParaOptions{Lang: "de", Hyphenate: true})
	if len(divided.Lines) >= len(plain.Lines) {
		t.Errorf("%d lines with hyphens, %d without", len(divided.Lines), len(plain.Lines))
	}
	for i := range divided.Lines[:len(divided.Lines)-1] {
		if w := divided.Lines[i].Width; w < 190*0.5 {
			t.Errorf("line %q is %v wide", visual(divided, i), w)
		}
	}
}

func TestBalancedLinesAreAboutEquallyLong(t *testing.T) {
	head := "Harbour council approves the long-delayed winter timetable after a night of talks"
	for width := float32(260); width < 640; width += 29 {
		plain, even := set(t, head, width, ParaOptions{}), set(t, head, width, ParaOptions{Balance: true})
		if len(plain.Lines) != len(even.Lines) {
			t.Errorf("width %v: %d lines became %d", width, len(plain.Lines), len(even.Lines))
		}
		last, most := even.Lines[len(even.Lines)-1].Width, even.Used
		if len(even.Lines) > 1 && last < most*0.55 {
			t.Errorf("width %v: the last line is %v wide, the widest %v: %q", width, last, most, lines(even))
		}
	}
}

func TestTheLastLineOfAParagraphIsRarelyASingleWord(t *testing.T) {
	alone, plain := 0, 0
	for width := float32(300); width < 640; width += 3 {
		ls := lines(set(t, prose, width, ParaOptions{}))
		if last := ls[len(ls)-1]; !strings.Contains(last, " ") {
			alone++
		}
		plain++
	}
	if alone > plain/20 {
		t.Errorf("a single word at %d of %d widths", alone, plain)
	}
}

func TestTheFirstLineIsIndented(t *testing.T) {
	for name, o := range map[string]ParaOptions{"ragged": {Indent: 30}, "justified": {Indent: 30, Align: Justify}} {
		l := set(t, prose, 400, o)
		if l.Lines[0].X != 30 || l.Lines[1].X != 0 {
			t.Errorf("%s: lines begin at %v and %v", name, l.Lines[0].X, l.Lines[1].X)
		}
		for i, ln := range l.Lines {
			if ln.X+ln.Width > 400.1 {
				t.Errorf("%s: line %d ends at %v", name, i, ln.X+ln.Width)
			}
		}
	}
	l := set(t, "שלום עולם", 400, ParaOptions{Indent: 30})
	if ln := l.Lines[0]; math.Abs(float64(ln.X+ln.Width-370)) > 0.1 {
		t.Errorf("a line from right to left begins at %v", ln.X+ln.Width)
	}
}

func TestQuotesAndHyphensHangOverTheEdges(t *testing.T) {
	l := set(t, "“"+prose+".”", 400, ParaOptions{Align: Justify, Lang: "en", Hyphenate: true, Hang: true})
	if x := l.Lines[0].X; x >= 0 || x < -9 {
		t.Errorf("the quotation mark stands at %v", x)
	}
	for i := range l.Lines[:len(l.Lines)-1] {
		ln := &l.Lines[i]
		over := ln.X + ln.Width - 400
		if hangs := strings.ContainsRune(hangingEnds, l.para.text[ln.seen-1]) || strings.HasSuffix(visual(l, i), "…"); hangs != (over > 0.3) && ln.Width > 395 {
			t.Errorf("line %q ends %v over the edge", visual(l, i), over)
		}
	}
}

func TestNumbersStayWithTheirUnits(t *testing.T) {
	text := "a train that runs at 320 km/h and 40 % of the way, 12 kg, 5 °C and 300 €"
	for width := float32(120); width < 500; width += 7 {
		for _, line := range lines(set(t, text, width, ParaOptions{})) {
			for _, bad := range []string{"km/h", "%", "kg", "°C", "€"} {
				if strings.HasPrefix(line, bad) {
					t.Errorf("width %v: line %q", width, line)
				}
			}
		}
	}
}

func TestOnlyTheLastLinesOfAParagraphAreSetForAWidow(t *testing.T) {
	for width := float32(300); width < 640; width += 3 {
		got := lines(set(t, prose, width, ParaOptions{}))
		for i := range got[:len(got)-2] {
			first, _, _ := strings.Cut(got[i+1], " ")
			if fuller := set(t, got[i]+" "+first, 9999, ParaOptions{}); fuller.Used <= width {
				t.Errorf("width %v: %q has room for %q", width, got[i], first)
			}
		}
	}
}

func TestSignsBetweenPhrasesEndLines(t *testing.T) {
	text := "Design Week 2018 | Lights | News - a visit · a walk / a talk – the end"
	for width := float32(80); width < 500; width += 5 {
		for _, line := range lines(set(t, text, width, ParaOptions{Balance: true})) {
			if strings.ContainsAny(line[:1], "|-·/–") {
				t.Errorf("width %v: line %q", width, line)
			}
		}
	}
}

func TestAWordLongerThanALineIsDividedByPatternsEvenIfWordsAreNot(t *testing.T) {
	for _, word := range []string{"Donaudampfschifffahrtsgesellschaft", "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetze"} {
		slits := map[int]bool{}
		for _, at := range hyphenatorOf("de").slits([]rune(strings.ToLower(word))) {
			slits[int(at)] = true
		}
		l := set(t, "Die "+word+" meldet keinen Gewinn", 190, ParaOptions{Lang: "de"})
		if got := lines(l)[0]; got != "Die" {
			t.Errorf("the first line is %q", got)
		}
		for _, ln := range l.Lines {
			if at := ln.First - 4; at > 0 && at < len([]rune(word)) && !slits[at] {
				t.Errorf("lines are %q", lines(l))
			}
		}
	}
	text := "Die Donaudampfschifffahrtsgesellschaft meldet keinen Gewinn"
	for name, o := range map[string]ParaOptions{"ragged": {Lang: "de"}, "justified": {Lang: "de", Align: Justify}} {
		if got := lines(set(t, text, 340, o)); got[0] != "Die" && got[0] != "Die Donaudampfschifffahrtsgesellschaft" {
			t.Errorf("%s: a word that fits on a line is divided: %q", name, got)
		}
	}
}

func TestHeadlinesOfJapaneseAndChineseEndLinesWithPhrases(t *testing.T) {
	for text, lang := range map[string]string{
		"港の新しい防波堤が来年に完成、最速の列車は「かもめ」": "ja",
		"港口签署九份文件，重启部长级通商渠道":         "zh",
	} {
		l := set(t, text, 18*float32(len([]rune(text)))*0.7, ParaOptions{Lang: lang, Balance: true})
		if len(l.Lines) != 2 || !l.para.endsPhrase(l.Lines[0].Past) {
			t.Errorf("lines are %q", lines(l))
		}
	}
}
