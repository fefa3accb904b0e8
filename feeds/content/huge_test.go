package content

import (
	"strings"
	"testing"
)

func TestHugeSourcesEnd(t *testing.T) {
	n, long := 100_000, 10<<20
	if testing.Short() {
		n, long = 5_000, 1<<20
	}
	for name, source := range map[string]string{
		"deep divs":              strings.Repeat("<div>", n) + "a",
		"deep quotes":            strings.Repeat("<blockquote>", n) + "a",
		"deep lists":             strings.Repeat("<ul><li>", n) + "a",
		"deep tables":            strings.Repeat("<table><tr><td>", n) + "a",
		"deep bold":              strings.Repeat("<b>", n) + "a",
		"deep languages":         strings.Repeat("<div lang=de><div lang=en>", n) + "a",
		"sections without end":   strings.Repeat("<![CDATA[", n) + "a",
		"frames without end":     strings.Repeat("<iframe>", n) + "a",
		"cards without end":      strings.Repeat(`<a data-embed="x" href="http://a/">a`, n),
		"a tag of attributes":    "<p " + strings.Repeat("a=b ", n) + ">a",
		"ids":                    strings.Repeat("<a id=x href=#x>", n) + "a",
		"pictures":               strings.Repeat("x<img src=http://a/b.png>", n),
		"closing what is not":    strings.Repeat("</ul></b></td></a>", n) + "a",
		"paragraphs":             strings.Repeat("<p>a", n),
		"rows":                   "<table>" + strings.Repeat("<tr><td>a<td>b", n),
		"cells":                  "<table><tr>" + strings.Repeat("<td>a", n),
		"nested skips":           strings.Repeat("<button>", n) + "a",
		"ampersands":             strings.Repeat("&", n),
		"srcset":                 `<img srcset="` + strings.Repeat("a 1w,", n) + `">`,
		"a long attribute":       `<p title="` + strings.Repeat("a ", long/2) + `">a`,
		"a long address":         `<a href="https://a.example/` + strings.Repeat("%", long) + `">a`,
		"a long style":           `<span style="` + strings.Repeat("a:b;", long/4) + `">a`,
		"a long class":           `<div class="` + strings.Repeat("language- ", long/10) + `">a`,
		"a long tag":             "<" + strings.Repeat("a", long),
		"an attribute not ended": strings.Repeat(`<a href="`, n),
		"comments not ended":     strings.Repeat("<!--", n),
		"entities":               strings.Repeat("&amp;lt;&#x3c;&NotEqualTilde;", n),
		"isolates":               strings.Repeat("\u2067a", n) + strings.Repeat("\u2069", n),
		"isolates in lines":      strings.Repeat("\u2067a<br>", n),
		"deep formulas":          "<math>" + strings.Repeat("<mrow>", n) + "a",
		"formulas":               strings.Repeat("<math><mi>x", n),
		"a formula of fractions": "<math>" + strings.Repeat("<mfrac><mi>x</mi>", n),
		"formulas in attributes": strings.Repeat(`<span data-mathml="<math><mi>x</mi></math>">`, n),
		"readings":               strings.Repeat("<ruby>a<rt>b", n),
		"pull quotes":            strings.Repeat(`<aside class=pullquote>a</aside>b`, n),
		"deep pull quotes":       strings.Repeat(`<div class=pullquote>`, n) + "a",
		"galleries":              strings.Repeat(`<div class=gallery><img src=http://a/b.png>`, n),
		"a figure of captions":   "<figure>" + strings.Repeat("<img src=http://a/b.png><img src=http://a/c.png><figcaption>a</figcaption>", n/4),
		"posts":                  strings.Repeat(`<blockquote class=twitter-tweet>a<a href=https://x.com/a>b</a>`, n),
		"deep drawings":          "<svg width=300 height=300>" + strings.Repeat("<g>", n),
		"drawings":               strings.Repeat("<svg width=300 height=300><path d='M0 0'/></svg>", n),
		"drawings as addresses":  strings.Repeat(`<img src="data:image/svg+xml,`+strings.Repeat("<svg><path/></svg>", 40)+`">`, n/100),
		"cites":                  "<blockquote>" + strings.Repeat("<p>a<p><cite>b</cite>", n),
		"definitions":            strings.Repeat("<dl><dt>a<dd>b", n),
		"details":                strings.Repeat("<details><summary>a", n),
		"advertisements":         strings.Repeat("<p>Advertisement<hr>", n),
		"links to share":         strings.Repeat(`<a href="https://t.me/share">x</a>`, n),
		"noscripts":              strings.Repeat("<noscript><img src=http://a/b.png>", n),
		"captions of a picture":  "<figure><img src=http://a/b.png>" + strings.Repeat("<figcaption>a</figcaption>", n/10),
	} {
		t.Run(name, func(t *testing.T) {
			got := Process(source, base)
			if len(got.HTML) > 40*len(source) {
				t.Errorf("%d bytes of %d", len(got.HTML), len(source))
			}
			if again := Clean(got.HTML, base); again != got.HTML {
				t.Error("cleaning what is clean changes it")
			}
		})
	}
}

func TestWhatIsTooLongSaysThatItWasCut(t *testing.T) {
	for name, source := range map[string]string{
		"text":       "<p>begin" + strings.Repeat("<p>"+strings.Repeat("word ", 200), maxText/900),
		"paragraph":  "<p>begin " + strings.Repeat("word ", maxText/4),
		"paragraphs": "<p>begin" + strings.Repeat("<p>a", maxBlocks+1),
		"in a quote": "<blockquote><p>begin" + strings.Repeat("<p>a", maxBlocks+1),
		"in a list":  "<ul><li>begin" + strings.Repeat("<li>a", maxBlocks+1),
		"rows":       "<table><tr><td>begin<td>b" + strings.Repeat("<tr><td>a<td>b", maxRows),
		"bytes":      "<p>begin</p>" + strings.Repeat("<!-- x -->", maxSource/10),
	} {
		t.Run(name, func(t *testing.T) {
			got := Process(source, base)
			blocks := Blocks(got.HTML)
			if !got.Cut || blocks[len(blocks)-1].Kind != Cut {
				t.Errorf("not said; ends with %q", got.HTML[max(0, len(got.HTML)-80):])
			}
			if !strings.HasPrefix(got.Text, "begin") || strings.Contains(got.Text, cutClass) {
				t.Errorf("text begins with %.40q", got.Text)
			}
			if again := Process(got.HTML, base); again != got {
				t.Error("cleaning what is clean changes it")
			}
		})
	}
	if got := Process("<p>a</p><hr>", base); got.Cut {
		t.Error("a whole article is said to be cut")
	}
}
