package typeset

import (
	"fmt"
	"image"
	"image/color"
	"math/rand"
	"strings"
	"testing"
)

var ink = color.NRGBA{0x1D, 0x1B, 0x18, 0xFF}

func body() Style { return Style{Family: Serif, Size: 18, Color: ink} }

// vocabulary makes words that are as long and as often repeated as those of a
// language: a text of 5,000 has about 1,200 different ones.
func vocabulary(r *rand.Rand) func() string {
	syllables := strings.Fields("in ter na tion al con sti tu gov ern ment fi nan cial wa ter har bour coun cil ob ser va to ry rail way " +
		"min is ter win sum mer yes day price mar ket re search er ex plain ques tion an swer com mit tee e lec tric i ty long short")
	small := strings.Fields("the a of and in to that for with on under from was were before after said but not it is as at by an be")
	words := make([]string, 6000)
	for i := range words {
		for range 1 + r.Intn(4) {
			words[i] += syllables[r.Intn(len(syllables))]
		}
	}
	often := rand.NewZipf(r, 1.15, 8, uint64(len(words)-1))
	return func() string {
		if r.Intn(5) < 2 {
			return small[r.Intn(len(small))]
		}
		return words[often.Uint64()]
	}
}

// article makes n words in paragraphs of 80, with links and emphasis.
func article(n int) [][]Span {
	r := rand.New(rand.NewSource(7))
	word := vocabulary(r)
	var out [][]Span
	for n > 0 {
		var spans []Span
		plain := ""
		for i := range 80 {
			st := body()
			switch {
			case i%29 == 3:
				st.Link, st.Underline = i, true
			case i%37 == 5:
				st.Weight = 700
			}
			w := word()
			if i%13 == 12 {
				w += ","
			}
			if st == body() {
				plain += w + " "
				continue
			}
			spans = append(spans, Span{plain, body()}, Span{w, st})
			plain = " "
		}
		out = append(out, append(spans, Span{plain, body()}))
		n -= 80
	}
	return out
}

// novel makes one paragraph of n words.
func novel(n int) []Span {
	word := vocabulary(rand.New(rand.NewSource(8)))
	var b strings.Builder
	for i := range n {
		b.WriteString(word())
		if i%17 == 16 {
			b.WriteByte('.')
		}
		b.WriteByte(' ')
	}
	return []Span{{b.String(), body()}}
}

// code makes a listing of n lines.
func code(n int) []Span {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "\tif value[%d] != nil && len(value) > %d { // line %d of the listing\n", i%7, i%90, i)
	}
	return []Span{{b.String(), Style{Family: Mono, Size: 14, Color: ink}}}
}

// ways are how a paragraph of an article may be set.
var ways = []struct {
	name string
	ParaOptions
}{
	{"ragged", ParaOptions{LineHeight: 29}},
	{"hyphens", ParaOptions{LineHeight: 29, Lang: "en", Hyphenate: true}},
	{"justified", ParaOptions{LineHeight: 29, Align: Justify, Hang: true}},
	{"justified and hyphens", ParaOptions{LineHeight: 29, Lang: "en", Align: Justify, Hyphenate: true, Hang: true}},
}

// BenchmarkShape5000Words is what opening an article costs: "new" for the first
// one after the start, "again" for one whose words were seen before.
func BenchmarkShape5000Words(b *testing.B) {
	text := article(5000)
	for _, o := range ways[:2] {
		b.Run(o.name+"/new", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				shapeAll(NewEngine(testFonts(b)), text, o.ParaOptions)
			}
		})
		b.Run(o.name+"/again", func(b *testing.B) {
			e := NewEngine(testFonts(b))
			b.ReportAllocs()
			for b.Loop() {
				shapeAll(e, text, o.ParaOptions)
			}
		})
	}
}

func shapeAll(e *Engine, text [][]Span, o ParaOptions) (out []*Para) {
	for _, spans := range text {
		out = append(out, e.Shape(spans, o))
	}
	return out
}

// BenchmarkWrap5000Words is what each step of a resize costs.
func BenchmarkWrap5000Words(b *testing.B) {
	for _, o := range ways {
		b.Run(o.name, func(b *testing.B) {
			e := NewEngine(testFonts(b))
			paras := shapeAll(e, article(5000), o.ParaOptions)
			width := float32(640)
			b.ReportAllocs()
			for b.Loop() {
				if width--; width < 300 {
					width = 640
				}
				for _, p := range paras {
					e.Wrap(p, width, WrapOptions{})
				}
			}
		})
	}
}

func BenchmarkDrawScreen(b *testing.B) {
	e := NewEngine(testFonts(b))
	var spans []Span
	for _, s := range article(400) {
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

// BenchmarkNovel is a paragraph of 200,000 words.
func BenchmarkNovel(b *testing.B) {
	text := novel(200_000)
	for _, o := range ways {
		e := NewEngine(testFonts(b))
		p := e.Shape(text, o.ParaOptions)
		b.Run("shape/"+o.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				e.Shape(text, o.ParaOptions)
			}
		})
		b.Run("wrap/"+o.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				e.Wrap(p, 640, WrapOptions{})
			}
		})
	}
}

// BenchmarkCode is a listing of 3,000 lines, shaped and wrapped.
func BenchmarkCode(b *testing.B) {
	text := code(3000)
	e := NewEngine(testFonts(b))
	b.ReportAllocs()
	for b.Loop() {
		e.Wrap(e.Shape(text, ParaOptions{LineHeight: 21, Dir: LeftToRight, Unbroken: true}), 0, WrapOptions{})
	}
}
