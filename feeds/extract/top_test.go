package extract

import (
	"strings"
	"testing"

	"tidings/feeds/content"
)

func TestWhatStandsAboveTheTextGoes(t *testing.T) {
	for name, top := range map[string]string{
		"the section, as the page files it": `<p>Town life</p>`,
		"the section, as a kicker":          `<h4>Ships &amp; Quays —</h4>`,
		"the site":                          `<p>The Example</p>`,
		"a date":                            `<p>18 NOV 2019</p>`,
		"a page of a calendar":              `<p>Nov18</p>`,
		"how long it takes to read":         `<p>3 min read</p>`,
		"who has answered":                  `<p>12 Kommentare</p><p>1.204 Aufrufe</p>`,
		"which picture it is":               `<p>Image 1 of 5</p><p>1 / 5</p>`,
		"buttons":                           `<ul><li>Print</li><li>Save 4K</li></ul><p>Enlarge Image</p>`,
		"its own address":                   `<p>https://example.com/news/a-quay-of-the-harbour-is-to-be-rebuilt-by-the-end-of-the-decade.html</p>`,
		"rests of scripts":                  `<p>/*</p><p>|</p>`,
		"a small picture":                   `<img src="/x.jpg" width="30" height="30">`,
		"a picture of the page":             `<img src="/img/print-header-logo.png">`,
	} {
		a, err := Page([]byte(page(`<meta property="article:section" content="Town life">`, top+paragraphs)), "", "https://example.com/a")
		if err != nil {
			t.Fatal(err)
		}
		if blocks := content.Blocks(a.HTML); len(blocks) != 5 || !strings.HasPrefix(a.Text, "The council") {
			t.Errorf("%s: %s", name, a.HTML)
		}
	}
}

func TestWhatMayBelongToTheTextStaysAboveIt(t *testing.T) {
	for name, top := range map[string]string{
		"a heading":                   `<h2>Town life</h2>`,
		"the place of a report":       `<p>Harbour Town -</p>`,
		"a sentence":                  `<p>Read this.</p>`,
		"a time to cook":              `<p>25 min.</p>`,
		"a number":                    `<p>1</p>`,
		"a picture":                   `<img src="/quay.jpg" width="600" height="400">`,
		"a small one with a caption":  `<figure><img src="/icon.png" width="30" height="30"><figcaption>The badge of the port</figcaption></figure>`,
		"a picture of a logo's rival": `<img src="/img/catalogo.png">`,
	} {
		a, err := Page([]byte(page(`<meta property="article:section" content="Town life"><meta name="keywords" content="Harbour Town, quay">`, top+paragraphs)), "", "https://example.com/a")
		if err != nil {
			t.Fatal(err)
		}
		if blocks := content.Blocks(a.HTML); len(blocks) != 6 {
			t.Errorf("%s: %s", name, a.HTML)
		}
	}
	const lines = `<p>Print</p><p>Save</p><p>These are what the two keys say.</p>`
	if got := withoutTop(content.Blocks(lines), nil); len(got) != 3 {
		t.Errorf("an article of short lines: %v", got)
	}
}
