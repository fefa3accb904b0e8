package extract

import (
	"errors"
	"strings"
	"testing"

	"tidings/feeds/content"
)

func FuzzPage(f *testing.F) {
	f.Add([]byte(page("", paragraphs)), "text/html")
	f.Add([]byte("<script type=application/ld+json>{\"@type\":\"Article\",\"author\":{\"name\":[{}]}}</script><p>a"), "text/html; charset=gbk")
	f.Add([]byte("\xFF\xFE<\x00"), "x")
	f.Add([]byte(`<h1>A</h1><p class=lead itemprop=description>`+sentence+`</p><div class="related comments"><figure><div data-src=/a.jpg></div><figcaption>c</figcaption></figure></div><footer>©</footer>`+paragraphs+`<a href="?page=2">2</a>`), "text/html")
	f.Add([]byte(`<div id=comments><div class=share-bar><article itemprop=articleBody><table><tr><td>`+sentence+`</table></div><h2>Related stories</h2><p>6 January 2026</p>`), "text/html")
	f.Add([]byte(`<title>Just a moment...</title><noscript><p>Enable JavaScript</noscript><dialog>cookies</dialog>`), "text/html")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		a, err := Page(body, contentType, "https://example.com/a")
		if err != nil {
			if !errors.Is(err, ErrNoArticle) {
				t.Errorf("another error: %v", err)
			}
			return
		}
		if a.Append(a) {
			t.Error("an article goes on with itself")
		}
		if again := content.Clean(a.HTML, ""); again != a.HTML {
			t.Errorf("the HTML is not clean:\n%s\n%s", a.HTML, again)
		}
	})
}

func FuzzHints(f *testing.F) {
	f.Add("example.com\n\tbody: p", "https://example.com/a")
	f.Add("*.example.com/a/*\n remove: a > b:nth-child(2n+1), c[d^=e]\n next: a", "https://www.example.com/a/b")
	source := []byte(page("", paragraphs))
	f.Fuzz(func(t *testing.T, text, location string) {
		hints, _ := ParseHints(text)
		if _, err := hints.Page(source, "text/html", location); err != nil && !errors.Is(err, ErrNoArticle) {
			t.Errorf("another error: %v", err)
		}
	})
}

func BenchmarkPage(b *testing.B) {
	source := []byte(page("", strings.Repeat(paragraphs, 4)))
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Page(source, "text/html", "https://example.com/a"); err != nil {
			b.Fatal(err)
		}
	}
}
