package ui

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tidings/feeds/content"
)

// longRead is an article of 5,000 words with 200 links and 30 pictures.
func longRead() []pageElement {
	var blocks []content.Block
	sentence := "The harbour wall was measured again in spring, and what was found there surprised nobody who lives behind it. "
	for i := range 100 {
		var spans []content.Span
		for k := range 2 {
			spans = append(spans, content.Span{Text: strings.Repeat(sentence, 1)},
				content.Span{Text: fmt.Sprintf("report %d of the engineers", 2*i+k), Link: fmt.Sprintf("https://harbour.test/%d/%d", i, k)}, content.Span{Text: ". "})
		}
		blocks = append(blocks, content.Block{Spans: append(spans, content.Span{Text: "So it went on. ", Style: content.Italic})})
		if i%10 < 3 {
			blocks = append(blocks, figure(fmt.Sprintf("https://harbour.test/%d.jpg", i), 1280, 720, "The wall"))
		}
	}
	return []pageElement{pageFacts{source: "H", facts: []pageFact{{text: "Harbour Post"}}}, pageHeadline{text: "The wall behind which we live"}, pageRule{}, pageBlocks{blocks: blocks, lang: "en"}}
}

// benchPage is a page in a window, whose jobs run in line.
func benchPage(b *testing.B, elements []pageElement) *page {
	b.Helper()
	app := test.NewTempApp(b)
	app.Settings().SetTheme(newTheme(alwaysLight))
	fonts, err := faces()
	if err != nil {
		b.Fatal(err)
	}
	p := newPage(pageWorker(), fonts, newWaitingPictures())
	w := test.NewTempWindow(b, p)
	w.Resize(fyne.NewSize(832, 900))
	p.show(elements, 0)
	b.ReportAllocs()
	return p
}

// spent reports the processor time of a step, which a busy machine does not change
// much.
func spent(b *testing.B) func() {
	start := cpu()
	return func() { b.ReportMetric(float64((cpu()-start).Microseconds())/1000/float64(b.N), "cpu-ms/op") }
}

// BenchmarkPageOpen shapes, places and paints to the first screen, on all threads
// together.
func BenchmarkPageOpen(b *testing.B) {
	elements := longRead()
	p := benchPage(b, elements)
	defer spent(b)()
	for b.Loop() {
		p.show(elements, 0)
	}
}

// BenchmarkPageScroll is one step of the wheel, with what it brings near the view.
func BenchmarkPageScroll(b *testing.B) {
	p := benchPage(b, longRead())
	y := float32(0)
	defer spent(b)()
	for b.Loop() {
		if y += 60; y > p.height-900 {
			y = 0
		}
		p.scrollTo(y)
	}
}

// BenchmarkPageResize is one step of dragging an edge of the window.
func BenchmarkPageResize(b *testing.B) {
	p := benchPage(b, longRead())
	w := float32(600)
	defer spent(b)()
	for b.Loop() {
		if w++; w > 680 {
			w = 600
		}
		p.Resize(fyne.NewSize(w, 900))
	}
}

// BenchmarkPageJustified opens with hyphens and even edges.
func BenchmarkPageJustified(b *testing.B) {
	elements := longRead()
	p := benchPage(b, elements)
	p.set.justify, p.set.hyphenate = true, true
	defer spent(b)()
	for b.Loop() {
		p.show(elements, 0)
	}
}

// BenchmarkPageFind looks for a word in 200,000 words, a letter more each time.
func BenchmarkPageFind(b *testing.B) {
	p := benchPage(b, longPage(4000))
	words := []string{"w", "wo", "wor", "word", "words"}
	i := 0
	defer spent(b)()
	for b.Loop() {
		p.find(words[i%len(words)])
		i++
	}
}
