package typeset

import (
	"image"
	"image/color"
	"math/rand"
	"strings"
	"testing"
)

var ink = color.NRGBA{0x1D, 0x1B, 0x18, 0xFF}

func body() Style { return Style{Family: Serif, Size: 18, Color: ink} }

// article makes about 5,000 words in paragraphs of 80, with links and emphasis.
func article() [][]Span {
	r := rand.New(rand.NewSource(7))
	vocabulary := strings.Fields("the council harbour a of and winter announced ministers railway in to price that yesterday " +
		"because between observatory glaciers for with electricity 1,240 on under committee said; however, researchers " +
		"“cautious” new was found from market were after before river city people early late question answer")
	var out [][]Span
	for range 62 {
		var spans []Span
		for i := range 80 {
			st := body()
			switch {
			case i%29 == 3:
				st.Link, st.Underline = i, true
			case i%37 == 5:
				st.Weight = 700
			}
			spans = append(spans, Span{vocabulary[r.Intn(len(vocabulary))], st}, Span{" ", body()})
		}
		out = append(out, spans)
	}
	return out
}

func BenchmarkShape5000Words(b *testing.B) {
	e := NewEngine(testFonts(b))
	text := article()
	b.ReportAllocs()
	for b.Loop() {
		for _, spans := range text {
			e.Shape(spans, ParaOptions{LineHeight: 29})
		}
	}
}

func BenchmarkWrap5000Words(b *testing.B) {
	e := NewEngine(testFonts(b))
	var paras []*Para
	for _, spans := range article() {
		paras = append(paras, e.Shape(spans, ParaOptions{LineHeight: 29}))
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range paras {
			e.Wrap(p, 640, WrapOptions{})
		}
	}
}

func BenchmarkDrawScreen(b *testing.B) {
	e := NewEngine(testFonts(b))
	var spans []Span
	for _, s := range article()[:5] {
		spans = append(spans, s...)
	}
	l := e.Wrap(e.Shape(spans, ParaOptions{LineHeight: 29}), 640, WrapOptions{})
	dst := image.NewRGBA(image.Rect(0, 0, 640, 900))
	b.ReportAllocs()
	for b.Loop() {
		e.Draw(dst, l, 0, 0, 1)
	}
}

func BenchmarkTimelineRow(b *testing.B) {
	e := NewEngine(testFonts(b))
	dst := image.NewRGBA(image.Rect(0, 0, 380, 96))
	head := Style{Family: Serif, Weight: 600, Size: 15, Color: ink}
	small := Style{Family: Sans, Size: 12.5, Color: ink}
	b.ReportAllocs()
	for b.Loop() {
		h := e.Shape([]Span{{"Harbour council approves the long-delayed winter timetable after a night of talks about money", head}}, ParaOptions{LineHeight: 20})
		e.Draw(dst, e.Wrap(h, 300, WrapOptions{MaxLines: 2, Ellipsis: true}), 0, 10, 1)
		s := e.Shape([]Span{{"Officials said on Tuesday that the matter was under review and that more would follow later this week", small}}, ParaOptions{LineHeight: 17})
		e.Draw(dst, e.Wrap(s, 300, WrapOptions{MaxLines: 1, Ellipsis: true}), 0, 50, 1)
		m := e.Shape([]Span{{"Harbour Post · 2 h · Business · 6 sources", small}}, ParaOptions{LineHeight: 15})
		e.Draw(dst, e.Wrap(m, 300, WrapOptions{MaxLines: 1, Ellipsis: true}), 0, 70, 1)
	}
}
