package extract

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tidings/feeds/content"
)

const sentence = "The council of the harbour town has agreed on a plan for the old quay, which is to be rebuilt by the end of the decade, said the mayor. "

// page is a news page with all that stands around an article.
func page(head, article string) string {
	return `<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Harbour to be rebuilt | The Example</title>
<meta property="og:site_name" content="The Example"><meta property="og:title" content="Harbour to be rebuilt | The Example">` + head + `</head><body>
<header><nav><a href="/">Home</a> <a href="/world">World</a></nav></header>
<main><article><h1>Harbour to be rebuilt</h1>` + article + `</article>
<section><h2>RELATED NEWS</h2><div><a href="/1">Ferries are late again this winter</a><p>Passengers of the ferries have waited for an hour on three days of the week.</p></div>
<div><a href="/2">A new park is opened at the river</a><p>The park has two hundred trees and a place for children to play, at last.</p></div></section></main>
<footer><p>Copyright The Example</p></footer></body></html>`
}

var paragraphs = strings.Repeat("<p>"+sentence+sentence+"</p>", 5)

func TestPageIsTheArticleAndNothingElse(t *testing.T) {
	a, err := Page([]byte(page(`<meta property="article:published_time" content="2026-01-06T06:10:00+07:00">
<meta property="og:image" content="/lead.jpg"><link rel="canonical" href="/harbour?utm_source=x">`,
		`<div class="author">Ann Example | </div>`+paragraphs+`<div class="author">Ann Example</div>`)), "text/html", "https://example.com/a/b")
	if err != nil {
		t.Fatal(err)
	}
	if a.Title != "Harbour to be rebuilt" || a.Author != "Ann Example" || a.Site != "The Example" || a.Language != "en-GB" {
		t.Errorf("title %q, author %q, site %q, language %q", a.Title, a.Author, a.Site, a.Language)
	}
	if want := time.Date(2026, 1, 5, 23, 10, 0, 0, time.UTC); !a.Published.Equal(want) {
		t.Errorf("published %v", a.Published)
	}
	if a.Image != "https://example.com/lead.jpg" || a.Link != "https://example.com/harbour" {
		t.Errorf("image %q, link %q", a.Image, a.Link)
	}
	want := strings.TrimSuffix(strings.Repeat(strings.TrimSpace(sentence+sentence)+"\n\n", 5), "\n\n")
	if a.Text != want {
		t.Errorf("text %q", a.Text)
	}
	if a.Words != content.Words(want) || a.Paywall {
		t.Errorf("%d words, paywall %v", a.Words, a.Paywall)
	}
	if content.Clean(a.HTML, "") != a.HTML {
		t.Error("the HTML is not clean")
	}
}

func TestPageReadsJSONLD(t *testing.T) {
	a, err := Page([]byte(page(`<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"x"},{"@type":["NewsArticle"],
"headline":"Harbour to be
rebuilt","datePublished":"2026-01-06","author":[{"name":"Ann Example"},{"name":"Bo Sample"}],"isAccessibleForFree":"False","image":{"url":"/l.jpg"},"inLanguage":"en"}]}</script>`, paragraphs)), "", "https://example.com/a")
	if err != nil {
		t.Fatal(err)
	}
	if a.Author != "Ann Example, Bo Sample" || !a.Paywall || a.Image != "https://example.com/l.jpg" || a.Published.Day() != 6 {
		t.Errorf("%q %v %q %v", a.Author, a.Paywall, a.Image, a.Published)
	}
}

func TestArticleBodyOfJSONLDWhereThePageHasLittle(t *testing.T) {
	body := strings.Repeat(sentence, 9)
	source := `<html><head><title>Harbour</title><script type="application/ld+json">{"@type":"NewsArticle","articleBody":"` + body + `"}</script></head>
<body><div><p>We value your privacy. Please accept what we ask you for before you read on.</p></div></body></html>`
	a, err := Page([]byte(source), "", "https://example.com/a")
	if err != nil {
		t.Fatal(err)
	}
	if a.Text != strings.TrimSpace(body) {
		t.Errorf("text %q", a.Text)
	}
}

func TestPageWithoutArticle(t *testing.T) {
	links := strings.Repeat(`<li><a href="/x">A headline of some length that leads to an article</a></li>`, 40)
	for name, source := range map[string]string{
		"nothing":       "",
		"an empty page": "<html><body><div id=app></div><script>render()</script></body></html>",
		"only links":    "<html><body><ul>" + links + "</ul></body></html>",
	} {
		if a, err := Page([]byte(source), "text/html", "https://example.com/"); !errors.Is(err, ErrNoArticle) {
			t.Errorf("%s: %v, %+v", name, err, a)
		}
	}
}

func TestBaseElementCounts(t *testing.T) {
	a, err := Page([]byte(page(`<base href="https://other.example/x/">`, `<p>`+sentence+`<a href="y">y</a></p>`+paragraphs)), "", "https://example.com/a")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(a.HTML, `href="https://other.example/x/y"`) {
		t.Errorf("%s", a.HTML)
	}
}

func TestTrim(t *testing.T) {
	text := "<p>" + sentence + sentence + "</p>"
	for name, test := range map[string]struct{ source, want string }{
		"a line of a link":        {text + `<p><a href="/a">Another article of ours</a></p>` + text, text + text},
		"an invitation":           {text + `<p>Read also: what the mayor said</p>` + text, text + text},
		"in Spanish":              {text + `<p>VEA TAMBIÉN: lo que dijo la alcaldesa</p><p>Mire: el muelle</p>` + text, text + text},
		"with an apostrophe":      {text + `<p>DON’T MISS: the quay at night</p>` + text, text + text},
		"in Vietnamese":           {text + `<p>Xem thêm: bến cảng cũ</p>` + text, text + text},
		"a word that begins so":   {text + `<p>Relatedness is a word.</p>`, text + `<p>Relatedness is a word.</p>`},
		"a list of our links":     {text + text + text + text + `<h3>What else</h3><ul>` + strings.Repeat(`<li><a href="/a">Another article of ours, with a long headline over it</a></li>`, 12) + `</ul>`, text + text + text + text},
		"a list of their links":   {text + `<ul>` + strings.Repeat(`<li><a href="https://a.example/x">Another article of theirs, with a long headline over it</a></li>`, 12) + `</ul>` + text, text + `<ul>` + strings.Repeat(`<li><a href="https://a.example/x">Another article of theirs, with a long headline over it</a></li>`, 12) + `</ul>` + text},
		"a link in a list":        {text + `<ul><li><a href="/a">a</a></li><li>and more words than that in the list</li></ul>`, text + `<ul><li><a href="https://example.com/a">a</a></li><li>and more words than that in the list</li></ul>`},
		"comments below":          {text + text + `<h3>Comments</h3><p>Short.</p>`, text + text + `<p>Short.</p>`},
		"related below":           {text + text + `<h3>Related stories</h3><p><a href="/a">One</a></p><p>About one.</p>`, text + text},
		"related in the middle":   {text + text + `<p>RELATED ARTICLES</p><ul><li><a href="/a">One</a></li></ul>` + text + text + text, text + text + text + text + text},
		"an article of links":     {strings.Repeat(`<p><a href="/a">A link to a thing that was found today</a></p>`, 20), strings.Repeat(`<p><a href="https://example.com/a">A link to a thing that was found today</a></p>`, 20)},
		"a heading over nothing":  {text + "<h2>What else</h2>", text},
		"a picture with its link": {text + `<a href="/a"><img src="/a.jpg"></a>` + text, text + `<figure><a href="https://example.com/a"><img src="https://example.com/a.jpg"></a></figure>` + text},
	} {
		t.Run(name, func(t *testing.T) {
			const base = "https://example.com/x"
			got := strings.ReplaceAll(content.HTML(trim(content.Blocks(content.Clean(test.source, base)), base)), ">\n", ">")
			if want := strings.ReplaceAll(test.want, " </p>", "</p>"); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestBetterLosesNoPictures(t *testing.T) {
	own := content.Process("<p>"+sentence+sentence+`</p><p><img src="/a.jpg"></p>`, "https://example.com/")
	for name, test := range map[string]struct {
		source string
		want   bool
	}{
		"a little more without them": {"<p>" + sentence + sentence + sentence + "</p>", false},
		"a little more with them":    {"<p>" + sentence + sentence + sentence + `</p><p><img src="/b.jpg"></p>`, true},
		"much more without them":     {strings.Repeat("<p>"+sentence+"</p>", 9), true},
		"links":                      {strings.Repeat(`<p><a href="/x">`+sentence+"</a></p>", 9), false},
	} {
		c := content.Process(test.source, "https://example.com/")
		if got := (&Article{HTML: c.HTML, Text: c.Text}).Better(own); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestDecode(t *testing.T) {
	for name, test := range map[string]struct{ body, contentType, want string }{
		"UTF-8 that nobody names":           {"<p>đường</p>", "", "<p>đường</p>"},
		"UTF-8 under a wrong header":        {"<p>đường</p>", "text/html; charset=iso-8859-1", "<p>đường</p>"},
		"UTF-8 under a wrong meta":          {"<meta charset=windows-1252><p>đường</p>", "text/html", "<meta charset=windows-1252><p>đường</p>"},
		"UTF-8 with a mark":                 {"\xEF\xBB\xBF<p>é</p>", "", "<p>é</p>"},
		"UTF-8 with a bad byte":             {"<meta charset=utf-8><p>đường phố cũ\xff</p>", "", "<meta charset=utf-8><p>đường phố cũ\uFFFD</p>"},
		"by the header":                     {"<p>\xEF\xF0\xE8</p>", "text/html; charset=windows-1251", "<p>при</p>"},
		"by the meta":                       {"<meta charset=\"gbk\"><p>\xD6\xD0\xB9\xFA</p>", "text/html", "<meta charset=\"gbk\"><p>中国</p>"},
		"by the longer meta":                {"<meta http-equiv=content-type content='text/html; charset=Shift_JIS'>\x93\xFA\x96\x7B", "", "<meta http-equiv=content-type content='text/html; charset=Shift_JIS'>日本"},
		"UTF-16 with a mark":                {"\xFF\xFE<\x00p\x00>\x00", "", "<p>"},
		"a header that is no character set": {"<p>a</p>", "text/html; charset=none", "<p>a</p>"},
	} {
		if got := decode([]byte(test.body), test.contentType); got != test.want {
			t.Errorf("%s: got %q want %q", name, got, test.want)
		}
	}
}

func TestNames(t *testing.T) {
	for s, want := range map[string]string{
		"By Ann Example": "Ann Example", "Thanh Hà | ": "Thanh Hà", "Von Bo Muster, 5. Januar 2026": "Bo Muster",
		"https://example.com/ann": "", "admin": "", "": "", "www.example.com": "", "Ann Example am 5. Mai": "Ann Example", "Ann Example - Staff": "Ann Example", "作者：张三": "张三", "{{author}}": "",
	} {
		if got := cleanName(s); got != want {
			t.Errorf("%q: got %q want %q", s, got, want)
		}
	}
	for _, test := range []struct {
		says says
		want string
	}{
		{says{titles: []string{"A long headline - The Example"}}, "A long headline"},
		{says{titles: []string{"A long headline - and more"}}, "A long headline - and more"},
		{says{titles: []string{"A long headline (page 1)"}, heading: "A long headline"}, "A long headline"},
	} {
		if got := headline(&test.says, "", "The Example"); got != test.want {
			t.Errorf("got %q want %q", got, test.want)
		}
	}
}

func TestBetter(t *testing.T) {
	long := strings.Repeat(sentence, 8)
	other := strings.Repeat("Cookies help us to make this site a better one, and our partners want to know what you read. ", 20)
	for name, test := range map[string]struct {
		page, feed string
		want       bool
	}{
		"longer":              {long, sentence, true},
		"nothing in the feed": {long, "", true},
		"the same":            {long, long, false},
		"another text":        {other, long, false},
		"another short text":  {other, sentence, false},
		"only addresses":      {long, "Article URL: https://harbour.example/a Comments URL: https://forum.example/item?id=1 Points: 42", true},
		"a notice":            {"This site uses cookies. Cookies help us. Your browser does not accept cookies, or JavaScript is off in your browser.", "", false},
	} {
		if got := (&Article{Text: test.page}).Better(content.Cleaned{Text: test.feed}); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestHugePagesEnd(t *testing.T) {
	for name, source := range map[string]string{
		"deep":      strings.Repeat("<div>", 100_000) + sentence,
		"wide":      strings.Repeat("<p>"+sentence, 20_000),
		"too wide":  strings.Repeat("<b>a</b>", 200_000),
		"deep data": `<script type="application/ld+json">` + strings.Repeat("[", 50_000) + `</script>` + paragraphs,
		"links":     strings.Repeat(`<div><a href="/x">`+sentence+`</a></div>`, 5_000),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Page([]byte(source), "text/html", "https://example.com/a"); err != nil && !errors.Is(err, ErrNoArticle) {
				t.Error(err)
			}
		})
	}
}
