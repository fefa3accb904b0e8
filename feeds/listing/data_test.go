package listing

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tidings/feeds"
)

func mustRead(t *testing.T, body, kind string) *feeds.Document {
	t.Helper()
	d, err := Read(Source{Body: []byte(body), ContentType: "text/html; charset=utf-8", URL: at, Now: now}, feeds.Recipe{Kind: kind})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// told is what a document says of its articles, in short.
func told(d *feeds.Document) (out []string) {
	for _, e := range d.Entries {
		author := ""
		if len(e.Authors) > 0 {
			author = e.Authors[0].Name
		}
		date := ""
		if !e.Published.IsZero() {
			date = e.Published.Format("2006-01-02")
		}
		out = append(out, strings.Join([]string{e.Link, e.Title, date, author, e.Summary, e.Image}, "|"))
	}
	return out
}

func TestWhatAPageSaysToProgramsIsRead(t *testing.T) {
	script := func(json string) string {
		return `<html><body><script type="application/ld+json">` + json + `</script><a href="/n/1">Bridge opens at last</a>`
	}
	full := []string{
		"https://paper.example/n/1|Bridge opens|2026-01-05|Ann Lee|<p>It is open.</p>|https://paper.example/p.jpg",
		"https://paper.example/n/2|Bridge closes|2026-01-06|||",
	}
	for name, test := range map[string]struct {
		body string
		want []string
	}{
		"articles in a graph": {script(`{"@graph":[{"@type":"WebPage"},
			{"@type":"NewsArticle","url":"/n/1","headline":"Bridge opens","datePublished":"2026-01-05T08:00:00Z","author":[{"name":"Ann Lee"}],"description":"It is open.","image":{"url":"/p.jpg"}},
			{"@type":["Article","Thing"],"mainEntityOfPage":{"@id":"https://paper.example/n/2"},"headline":"Bridge closes","datePublished":"2026-01-06"}]}`), full},
		"a list of articles": {script(`{"@type":"ItemList","itemListElement":[
			{"@type":"ListItem","item":{"@type":"BlogPosting","@id":"https://paper.example/n/1","name":"Bridge opens","datePublished":"2026-01-05","author":"Ann Lee","description":"It is open.","image":["/p.jpg"]}},
			{"@type":"ListItem","item":{"@type":"http://schema.org/Article","url":"https://paper.example/n/2","headline":"Bridge closes","datePublished":"2026-01-06"}}]}`), full},
		"a list of addresses gets its titles from the page": {script(`{"@type":"CollectionPage","mainEntity":{"@type":"ItemList","itemListElement":[{"@type":"ListItem","url":"/n/1"}]}}`),
			[]string{"https://paper.example/n/1|Bridge opens at last||||"}},
		"the way to a page is no list": {script(`[{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","name":"World","item":"/world"}]},{"@type":"Article","url":"/n/2","headline":"Bridge &amp;amp; tunnel"}]`),
			[]string{"https://paper.example/n/2|Bridge &amp; tunnel||||"}},
		"events are of no day before they come": {script(`{"@type":"MusicEvent","url":"/n/1","name":"Concert on the bridge","startDate":"2026-03-05T19:30:00+01:00","location":{"name":"Harbour"}}`),
			[]string{"https://paper.example/n/1|Concert on the bridge|||<p>5 March 2026, 19:30 · Harbour</p>|"}},
		"microdata": {`<div itemscope itemtype="https://schema.org/NewsArticle"><a itemprop="url" href="/n/1"><h2 itemprop="headline">Bridge opens</h2></a>
			<span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">Ann Lee</span></span><meta itemprop="datePublished" content="2026-01-05">
			<p itemprop="description">It is open.</p><img itemprop="image" src="/p.jpg"></div>
			<div itemscope itemtype="https://schema.org/NewsArticle"><a itemprop="url" href="/n/2"><b itemprop="headline">Bridge closes</b></a><time itemprop="datePublished" datetime="2026-01-06">Tuesday</time></div>`, full},
		"microformats": {`<div class="h-feed"><article class="h-entry"><h2 class="p-name"><a class="u-url" href="/n/1">Bridge opens</a></h2><span class="p-author h-card">Ann Lee</span><time class="dt-published" datetime="2026-01-05T08:00">Monday</time><div class="p-summary">It is open.</div><img class="u-photo" src="/p.jpg"></article>
			<article class="hentry"><h2 class="entry-title"><a rel="bookmark" href="/n/2">Bridge closes</a></h2><abbr class="published" title="2026-01-06">Tuesday</abbr></article></div>`, full},
	} {
		if got := told(mustRead(t, test.body, feeds.RecipeData)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestMenusCloudsAndForeignLinksAreNoList(t *testing.T) {
	var cloud, short strings.Builder
	for i := range 30 {
		fmt.Fprintf(&cloud, `<a class="tag" href="/tag/%d">Harbour %d</a> `, i, i)
		fmt.Fprintf(&short, `<li><a href="/s/%d">More</a></li>`, i)
	}
	for name, body := range map[string]string{
		"nothing": "<h1>Welcome</h1>", "tags": "<div>" + cloud.String() + "</div>", "the same words": "<ul>" + short.String() + "</ul>",
		"different elements": `<body><div><a href="/news/1-x">` + headlines[0] + `</a></div><p><a href="/news/2-x">` + headlines[1] + `</a></p><section><a href="/news/3-x">` + headlines[2] + `</a></section>`,
		"links in sentences": strings.Repeat(`<p>Somebody said yesterday, as was reported widely, that <a href="/news/1-x">`+headlines[0]+`</a>. A day before, somebody else had said that <a href="/news/2-x">`+headlines[1]+`</a>, and nobody knew why <a href="/news/3-x">`+headlines[2]+`</a>.</p>`, 2),
		"only a menu":        whole("en", ""), "anchors of the page": `<ul><li><a href="#a">A</a><li><a href="#b">B</a><li><a href="#c">C</a></ul>`,
	} {
		s := Source{Body: []byte(body), ContentType: "text/html", URL: at, Now: now}
		for _, o := range Find(s) {
			t.Errorf("%s: %+v finds %q", name, o.Recipe, linksOf(o.Document))
		}
		if _, err := Read(s, feeds.Recipe{Kind: feeds.RecipeList, Items: "li.there-is-none"}); !errors.Is(err, feeds.ErrNoList) {
			t.Errorf("%s is read with %v", name, err)
		}
	}
	if _, err := Read(Source{URL: at}, feeds.Recipe{Kind: feeds.RecipeData}); !errors.Is(err, feeds.ErrEmpty) {
		t.Errorf("nothing at all is read with %v", err)
	}
}

func TestTheReadersSelectorsCountBeforeTheRules(t *testing.T) {
	body := `<base href="https://cdn.example/x/"><div class=row><b>First story</b> <i>1.2.2026</i> <a href="go?id=1">here</a><em>One two three</em><u>Kim</u><img class=p src=a.png></div>
		<div class=row><b>Second story</b> <i>2.2.2026</i> <a href="go?id=2">here</a></div><div class=row>no link</div>`
	r := feeds.Recipe{Kind: feeds.RecipeList, Items: ".row", Title: "b", Link: "a", Date: "i", Lead: "em", Author: "u", Picture: ".p"}
	d, err := Read(Source{Body: []byte(body), URL: at, Now: now}, r)
	want := []string{"https://cdn.example/x/go?id=1|First story|2026-02-01|Kim|<p>One two three</p>|https://cdn.example/x/a.png", "https://cdn.example/x/go?id=2|Second story|2026-02-02|||"}
	if err != nil || !slices.Equal(told(d), want) {
		t.Errorf("%q, %v", told(d), err)
	}
	var wrong *SelectorError
	if _, err := Read(Source{Body: []byte(body), URL: at}, feeds.Recipe{Kind: feeds.RecipeList, Items: ".row", Date: "i["}); !errors.As(err, &wrong) || wrong.Field != "date" {
		t.Errorf("a wrong selector: %v", err)
	}
	if err := Check(feeds.Recipe{Kind: feeds.RecipeList, Lead: strings.Repeat("a ", maxSelector)}); !errors.As(err, &wrong) {
		t.Errorf("a long selector: %v", err)
	}
}

func TestDatesWithoutAYearAreTheLastSuch(t *testing.T) {
	p := &page{now: now}
	for text, want := range map[string]string{
		"5 January": "2026-01-05", "Dec 30": "2025-12-30", "24.12.": "2025-12-24", "1月5日": "2026-01-05", "Posted on March 3, 2025 by Ann": "2025-03-03",
		"3 hours ago": "", "2026": "", "12 comments": "", "Page 3 of 2025": "", "٥ يناير ٢٠٢٦": "2026-01-05", "5 de enero de 2026": "2026-01-05", "4. Mai 2025, 12:30 Uhr": "2025-05-04",
	} {
		got := ""
		if when, ok := p.date(text, false); ok {
			if got = when.Format("2006-01-02"); strings.Contains(text, "月") {
				got = when.Add(8 * 3600e9).Format("2006-01-02")
			}
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
