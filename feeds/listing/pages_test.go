package listing

import (
	"fmt"
	"strings"
)

// A specimen is an invented page of some make, with the articles that a person sees in
// its list.
type specimen struct {
	name, url, body string
	want            []string // links, in order
	dated           int      // how many have a date
	title           string   // of the first
}

const around = `<header class="site-header"><nav class="menu"><ul><li><a href="/">Home page of the paper</a></li><li><a href="/world">News of the wide world</a></li><li><a href="/sport">Sport and all games</a></li><li><a href="/about">All about this paper</a></li></ul></nav></header>%s
<aside class="sidebar most-read"><h2>Most read</h2><ol>%s</ol></aside>
<footer><ul><li><a href="/imprint">Imprint and all who made this</a></li><li><a href="/privacy">What we do with your data</a></li><li><a href="/terms">Terms under which this is read</a></li></ul></footer>`

var headlines = []string{
	"Harbour bridge closes for two weeks in March", "Council votes for new tram line to the hospital", "Baker wins prize for bread made of old bread",
	"Flood warning lifted along the lower river", "School orchestra plays before ten thousand people", "Lighthouse keeper retires after forty years",
	"Why the old market hall is still empty", "Ferry strike ends with a small rise in pay",
}

// whole is a page around a list.
func whole(lang, main string) string {
	var read strings.Builder
	for i, h := range headlines[:5] {
		fmt.Fprintf(&read, `<li><a href="/news/%d-x">%s</a></li>`, i, h)
	}
	return `<!doctype html><html lang="` + lang + `"><head><title>The Invented Paper</title><meta property="og:site_name" content="Invented Paper"></head><body>` + fmt.Sprintf(around, main, read.String()) + `</body></html>`
}

// each writes an item for each headline.
func each(n int, write func(i int, h string) string) string {
	var b strings.Builder
	for i, h := range headlines[:n] {
		b.WriteString(write(i, h))
	}
	return b.String()
}

func links(n int, format string) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf(format, i))
	}
	return out
}

const at = "https://paper.example/news/"

func specimens() []specimen {
	news := func(n int) []string { return links(n, "https://paper.example/news/%d-x") }
	return []specimen{
		{"cards", at, whole("en", `<main><div class="grid">`+each(6, func(i int, h string) string {
			return fmt.Sprintf(`<div class="card card-%d"><a href="/news/%d-x"><img src="/p/%d.jpg"></a><span class="category"><a href="/world">World</a></span><h3 class="card-title"><a href="/news/%d-x">%s</a></h3><p class="teaser">A sentence that tells a little more about what has happened.</p><time datetime="2026-01-0%dT08:00:00Z">%d January</time><a class="more" href="/news/%d-x">Read more</a></div>`, i, i, i, i, h, i+1, i+1, i)
		})+`</div></main>`), news(6), 6, headlines[0]},
		{"a link around each card", at, whole("en", `<div id="content"><ul class="list">`+each(6, func(i int, h string) string {
			return fmt.Sprintf(`<li class="list-item"><a class="teaser" href="/news/%d-x"><img src="/p/%d.jpg"><div><h2>%s</h2><p>A sentence that tells a little more about what has happened.</p><span class="date">0%d.01.2026</span></div></a></li>`, i, i, h, i+1)
		})+`</ul></div>`), news(6), 6, headlines[0]},
		{"table", at, whole("de", `<h1>Mitteilungen</h1><table class="liste"><tr><th>Datum</th><th>Titel</th></tr>`+each(7, func(i int, h string) string {
			return fmt.Sprintf(`<tr><td>%d. Januar 2026</td><td><a href="/news/%d-x">%s</a></td></tr>`, i+1, i, h)
		})+`</table>`), news(7), 7, headlines[0]},
		{"definition list", at, whole("en", `<h1>News</h1><dl>`+each(5, func(i int, h string) string {
			return fmt.Sprintf(`<dt><a href="/news/%d-x">%s</a></dt><dd>Posted on January %d, 2026 by somebody who knows what happened there.</dd>`, i, h, i+1)
		})+`</dl>`), news(5), 5, headlines[0]},
		{"nested lists", at, whole("en", `<h1>News</h1><ul><li>World<ul>`+each(4, func(i int, h string) string {
			return fmt.Sprintf(`<li><a href="/news/%d-x">%s</a> <small>(2026-01-0%d)</small></li>`, i, h, i+1)
		})+`</ul></li><li>Town<ul>`+each(8, func(i int, h string) string {
			if i < 4 {
				return ""
			}
			return fmt.Sprintf(`<li><a href="/news/%d-x">%s</a> <small>(2026-01-0%d)</small></li>`, i, h, i+1)
		})+`</ul></li></ul>`), news(8), 8, headlines[0]},
		{"headings that follow each other", at, whole("en", `<div class="entry-list"><h1>News</h1>`+each(6, func(i int, h string) string {
			return fmt.Sprintf(`<h2><a href="/news/%d-x">%s</a></h2><p class="meta">%d January 2026</p><p>A sentence that tells a little more about what has happened.</p>`, i, h, i+1)
		})+`</div>`), news(6), 6, headlines[0]},
		{"paragraphs with dates in the text", at, whole("en", `<div class="text"><h1>What is new</h1>`+each(6, func(i int, h string) string {
			return fmt.Sprintf(`<p><b>0%d/01/2026</b> – <a href="/news/%d-x">%s</a></p>`, i+1, i, h)
		})+`</div>`), news(6), 6, headlines[0]},
		{"without dates", at, whole("en", `<section class="stream">`+each(8, func(i int, h string) string {
			return fmt.Sprintf(`<article><h3><a href="/news/%d-x">%s</a></h3></article>`, i, h)
		})+`</section>`), news(8), 0, headlines[0]},
		{"generated classes", at, whole("en", `<div class="css-1q2w3e"><div class="css-9z8x7y">`+each(6, func(i int, h string) string {
			return fmt.Sprintf(`<div class="css-%dab%d"><div><a class="css-4r5t6y" href="/news/%d-x"><span>%s</span></a></div><div class="css-7u8i9o">Jan %d, 2026</div></div>`, i, i*7, i, h, i+1)
		})+`</div></div>`), news(6), 6, headlines[0]},
		{"Arabic", "https://sahifa.example/akhbar/", whole("ar", `<div class="akhbar">`+each(5, func(i int, _ string) string {
			return fmt.Sprintf(`<div class="khabar"><h3><a href="/akhbar/%d-x">افتتاح الجسر الجديد فوق النهر رقم %d بعد سنوات من الانتظار</a></h3><span class="waqt">%d يناير 2026</span></div>`, i, i, i+1)
		})+`</div>`), links(5, "https://sahifa.example/akhbar/%d-x"), 5, "افتتاح الجسر الجديد فوق النهر رقم 0 بعد سنوات من الانتظار"},
		{"Chinese", "https://xinwen.example/list/", whole("zh", `<ul class="news_list">`+each(6, func(i int, _ string) string {
			return fmt.Sprintf(`<li><span>2026年1月%d日</span><a href="/a/%d-x">港口新桥第%d段今日正式通车</a></li>`, i+1, i, i)
		})+`</ul>`), links(6, "https://xinwen.example/a/%d-x"), 6, "港口新桥第0段今日正式通车"},
		{"Vietnamese", "https://bao.example/", whole("vi", `<div class="danh-sach">`+each(5, func(i int, _ string) string {
			return fmt.Sprintf(`<div class="tin"><a href="/tin/%d-x"><h3>Cầu mới qua sông số %d thông xe sau nhiều năm chờ đợi</h3></a><p class="mo-ta">Một câu nói thêm một chút về những gì đã xảy ra ở đó.</p><span>%d tháng 1, 2026</span></div>`, i, i, i+1)
		})+`</div>`), links(5, "https://bao.example/tin/%d-x"), 5, "Cầu mới qua sông số 0 thông xe sau nhiều năm chờ đợi"},
		{"sections of a front page", "https://paper.example/", whole("en", `<main><section class="hero"><article class="lead"><h2><a href="/news/0-x">`+headlines[0]+`</a></h2></article></section><section class="world">`+each(4, func(i int, h string) string {
			if i == 0 {
				return ""
			}
			return fmt.Sprintf(`<article class="small"><h3><a href="/news/%d-x">%s</a></h3><p>A sentence that tells a little more about what has happened.</p></article>`, i, h)
		})+`</section><section class="town">`+each(8, func(i int, h string) string {
			if i < 4 {
				return ""
			}
			return fmt.Sprintf(`<article class="small"><h3><a href="/news/%d-x">%s</a></h3><p>A sentence that tells a little more about what has happened.</p></article>`, i, h)
		})+`</section></main>`), news(8)[1:], 0, headlines[1]},
		{"day, month and year apart", at, whole("en", `<div class="posts">`+each(5, func(i int, h string) string {
			return fmt.Sprintf(`<div class="post"><div class="cal"><span>%d</span><span>Jan</span><span>2026</span></div><div class="what"><h4><a href="/news/%d-x">%s</a></h4></div></div>`, i+1, i, h)
		})+`</div>`), news(5), 5, headlines[0]},
	}
}
