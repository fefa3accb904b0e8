package export

import (
	"fmt"
	"io"
	"testing"
)

// BenchmarkPDF is an article of 5,000 words with ten pictures.
func BenchmarkPDF(b *testing.B) {
	html := ""
	for i := range 10 {
		html += prose(500) + fmt.Sprintf("<figure><img src=https://i.example/%d.jpg></figure>", i)
	}
	bench(b, PDF, []Article{article("A long report", html)})
}

// BenchmarkEPUB is a hundred articles of 800 words with a picture each.
func BenchmarkEPUB(b *testing.B) {
	var list []Article
	for i := range 100 {
		list = append(list, article(fmt.Sprint("Article ", i), prose(800)+fmt.Sprintf("<img src=https://i.example/%d.jpg>", i)))
	}
	bench(b, EPUB, list)
}

func bench(b *testing.B, f Format, list []Article) {
	o := options(b)
	if _, err := Write(b.Context(), io.Discard, f, list, o); err != nil { // fonts and pictures are made
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Write(b.Context(), io.Discard, f, list, o); err != nil {
			b.Fatal(err)
		}
	}
}
