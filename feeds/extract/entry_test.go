package extract

import (
	"strings"
	"testing"
)

func TestOtherArticlesOfAPageAreNoPartOfIts(t *testing.T) {
	const other = `<h2><a href="/ferries">Ferries are late</a></h2><p>The ferries of the island have been late on each day of the week, and their passengers have written to the owner of the line.</p>`
	own := "<h1>Harbour to be rebuilt</h1>" + paragraphs
	for name, source := range map[string]string{
		"within it":               `<article class="hentry">` + own + `<article class="post hentry">` + other + `</article><article class="hentry">` + other + `</article></article>`,
		"below it":                `<div><article class="hentry">` + own + `</article><article class="hentry">` + other + `</article></div>`,
		"in other divisions":      `<div><article itemtype="https://schema.org/NewsArticle">` + own + `</article></div><div><article itemtype="https://schema.org/NewsArticle">` + other + `</article></div>`,
		"above it and in its own": `<article class="hentry">` + other + `</article><article class="hentry">` + own + `<article class="hentry">` + other + `</article></article>`,
	} {
		a, err := Page([]byte("<html><head><title>Harbour to be rebuilt</title></head><body>"+source+"</body></html>"), "", "https://example.com/a")
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(a.Text, "island") || strings.Count(a.Text, "harbour town") != 10 {
			t.Errorf("%s: %q", name, a.Text)
		}
	}
}

func TestThePartsOfAListAreNoOtherArticles(t *testing.T) {
	part := "<h2>A quay</h2><p>" + sentence + sentence + "</p>"
	for name, source := range map[string]string{
		"articles without names": `<article class="hentry"><h1>Quays</h1>` + paragraphs + strings.Repeat("<article>"+part+"</article>", 3) + `</article>`,
		"a wrapper of articles":  `<article class="hentry"><h1>Quays</h1>` + strings.Repeat(`<article class="hentry">`+part+`</article>`, 3) + `</article>`,
	} {
		a, err := Page([]byte("<html><head><title>Quays of the harbour</title></head><body>"+source+"</body></html>"), "", "https://example.com/a")
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(a.Text, "A quay") != 3 {
			t.Errorf("%s: %q", name, a.Text)
		}
	}
}
