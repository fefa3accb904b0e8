package app

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/app/viewmodel"
	"tidings/feeds"
)

// What follows is the case that Tidings began with: a news page whose box of
// related news repeats stories and mixes in what has nothing to do with them, on
// a site whose feed lists stories twice under other GUIDs and links.

const signing = "Portuguese and Moroccan firms sign six agreements in Rabat"

// paragraphs of the article about the signing; the feed has the first one only.
var paragraphs = []string{
	"Companies from Portugal and Morocco signed six cooperation agreements on the second day of the Portuguese prime minister’s visit to Rabat.",
	"It is the first visit of a head of government from Portugal since the spring, and it falls into weeks in which shipping through the strait has been disturbed twice and the price of gas has risen by a tenth.",
	"The two governments have met four times in a year. Portugal wants electricity from the Moroccan desert, said Teresa Valadão, who teaches trade policy in Coimbra, and Morocco wants the engineers who know how to bring it across.",
	"The ministry of economy in Lisbon published the list in the evening. A grid operator, two makers of tiles, a shipyard from Viana and the retailer Mercearia Sul are on it.",
	"The delegation is the largest that has ever left Lisbon for Rabat: one hundred and forty managers, among them the heads of the energy company Voltágua and of the carmaker’s plant in Palmela.",
	"Both sides also named fields for later: software for hospitals, fish farming, cork floors, football academies, and films that are made in two languages.",
	"A quota for tomatoes stays where it is, however. Nobody should expect movement there before the harvest, said Rui Tavora, who leads the prime minister’s office.",
	"Moroccan state television reported that a second round on ports, railways and student exchange is to follow in Porto before the summer.",
}

// entry of the site's feed.
type entry struct {
	title, text string
	again       bool // listed twice
}

var entries = []entry{
	{title: signing, text: paragraphs[0]},
	{title: "Portugal builds a tidal power station without a dam", again: true,
		text: "Portugal is building a tidal power station off Viana whose turbines hang from a bridge, a design that engineers from other countries come to see."},
	{title: "Portugal limits exports of raw cork", again: true,
		text: "With the price of cork at its highest in twenty years, Portugal has limited how much of the raw bark may be exported."},
	{title: "Portugal looks back on a busy year in space", again: true,
		text: "From its launch site in the Azores, Portugal sent eleven small satellites into orbit last year, more space missions than in the ten years before."},
	{title: "Alliance would not survive an attack among members, minister warns",
		text: "The military alliance would end on the day on which one member used force against another, the Norwegian minister of defence has said."},
	{title: "First frost on the Rhodope heights",
		text: "The summit road and the meadows above Smolyan were white in the morning: the mountains have had their first frost and ice of the winter."},
	{title: "Our newspaper turns fifty",
		text: "Editors, printers and readers have celebrated the fiftieth anniversary of the first issue of this newspaper, a milestone in its history."},
	{title: "Under-21s: Iceland against Oman, a football prediction",
		text: "Who wins when Iceland’s under-21 football team plays Oman in Group C of the tournament tonight? Our prediction of the match and the goals."},
	{title: "What happens to the faces that the chat application Pipit collects",
		text: "The chat application Pipit stores facial and voice data of its users to identify them, and specialists for privacy see risks in that."},
}

// newsSite serves the page and the feed.
func newsSite(t *testing.T) *pages {
	site := newPages(t)
	var items []string
	number := 0
	add := func(e entry) {
		number++
		items = append(items, item(fmt.Sprint("news-", number), e.title, e.text, 2*number))
	}
	for _, e := range entries {
		add(e)
	}
	for _, e := range entries {
		if e.again {
			add(e)
		}
	}
	site.feed("/feed.xml", "The Atlantic Mail", items...)
	site.set("/", page{kind: "text/html; charset=utf-8", text: `<!DOCTYPE html><html lang="en"><head><title>The Atlantic Mail</title>
<link rel="alternate" type="application/rss+xml" title="News" href="/feed.xml"></head><body><h1>The Atlantic Mail</h1></body></html>`})
	site.set("/articles/news-1", page{kind: "text/html; charset=utf-8", text: newsPage()})
	return site
}

func newsPage() string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>` + signing + ` | The Atlantic Mail</title></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/money">Money</a></li><li><a href="/sport">Sport</a></li><li><a href="/login">Sign in</a></li></ul></nav></header>
<main><article><h1>` + signing + `</h1><div class="byline">By <a rel="author" href="/authors/ines">Inês Moura</a> | Tuesday, 4:10</div>`)
	for _, p := range paragraphs {
		b.WriteString("<p>" + p + "</p>\n")
	}
	b.WriteString(`<p class="author">Inês Moura</p></article><section class="related"><h3>RELATED NEWS</h3><ul>`)
	for _, e := range entries[1:] {
		b.WriteString(`<li><a href="/articles/x"><img src="/t.jpg" alt=""></a><h4><a href="/articles/x">` + e.title + `</a></h4><p>` + e.text + `</p></li>`)
	}
	for _, e := range entries[1:4] {
		b.WriteString(`<li><h4><a href="/articles/y">` + e.title + `</a></h4><span>Pedro Sá</span><p>` + e.text + `</p></li>`)
	}
	b.WriteString(`</ul></section></main><footer><p>© The Atlantic Mail. All rights reserved. <a href="/imprint">Imprint</a></p><p>Subscribe to our newsletter</p></footer></body></html>`)
	return b.String()
}

// mail is a core that has read the site's feed and the article's page.
func mailOf(t *testing.T) (*Core, *pages) {
	site := newsSite(t)
	core := openCore(t, Config{Dir: t.TempDir()})
	found, err := core.Find(t.Context(), site.URL)
	if err != nil || len(found) != 1 {
		t.Fatalf("the site's address leads to %+v, %v", found, err)
	}
	if _, err := core.Subscribe(t.Context(), found[0], 0); err != nil {
		t.Fatal(err)
	}
	refresh(t, core, Selection{})
	if err := core.FullText(t.Context(), articleCalled(t, core, signing).ID); err != nil {
		t.Fatal(err)
	}
	if err := core.DeriveAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	return core, site
}

func TestAPageGivesItsArticleAndNothingElse(t *testing.T) {
	got := ExtractDocument([]byte(newsPage()), "text/html; charset=utf-8", "https://atlantic.example/articles/news-1")
	if got.Title != signing || got.Author != "Inês Moura" {
		t.Errorf("the headline is %q, by %q", got.Title, got.Author)
	}
	text := strings.FieldsFunc(got.Text, func(r rune) bool { return r == '\n' })
	if !slices.Equal(text, paragraphs) {
		t.Errorf("the text is\n%s", strings.Join(text, "\n"))
	}
	if n := strings.Count(got.HTML, "<p>"); n != len(paragraphs) {
		t.Errorf("%d paragraphs, want %d:\n%s", n, len(paragraphs), got.HTML)
	}
}

func TestAStoryThatAFeedListsTwiceIsOneRow(t *testing.T) {
	core, _ := mailOf(t)
	list := listed(t, core, feeds.Scope{})
	rows := viewmodel.Rows(viewmodel.Listing{Articles: list, ByStory: true}, time.Now())
	seen := map[string]bool{}
	for _, r := range rows {
		if seen[r.Title] && r.Heading == "" {
			t.Errorf("%q has two rows", r.Title)
		}
		seen[r.Title] = true
	}
	for _, e := range entries {
		if !seen[e.title] {
			t.Errorf("%q has no row", e.title)
		}
	}
}

func TestRelatedAreTheStoriesOfTheSameCountryOnceEach(t *testing.T) {
	core, _ := mailOf(t)
	c, err := core.Coverage(t.Context(), articleCalled(t, core, signing).ID)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range c.Related {
		got = append(got, r.Title)
	}
	want := []string{entries[1].title, entries[2].title, entries[3].title}
	first := slices.Clone(got[:min(3, len(got))])
	slices.Sort(first)
	slices.Sort(want)
	if !slices.Equal(first, want) {
		t.Errorf("related are first of all\n%s", strings.Join(got, "\n"))
	}
	for _, title := range got[min(3, len(got)):] {
		if title != entries[4].title {
			t.Errorf("%q is related", title)
		}
	}
}

func TestTopicsOfTheSiteAreThoseAReaderExpects(t *testing.T) {
	core, _ := mailOf(t)
	for title, want := range map[string][]feeds.Topic{
		signing:          {feeds.Business, feeds.World},
		entries[2].title: {feeds.Business},
		entries[3].title: {feeds.Science, feeds.Technology},
		entries[5].title: {feeds.Environment},
		entries[7].title: {feeds.Sport},
	} {
		a := articleCalled(t, core, title)
		if len(a.Topics) == 0 || !slices.Contains(want, a.Topics[0].Topic) {
			t.Errorf("%q is about %v, want %v", title, a.Topics, want)
		}
	}
	if got := titles(t, core, feeds.Scope{Topics: []feeds.Topic{feeds.Sport}}); !slices.Equal(got, []string{entries[7].title}) {
		t.Errorf("under sport stand %q", got)
	}
}

func TestTheWholePageIsReadableWithoutTheSite(t *testing.T) {
	core, site := mailOf(t)
	dir := core.Dir()
	if err := core.Close(); err != nil {
		t.Fatal(err)
	}
	site.Close()

	core = openCore(t, Config{Dir: dir})
	a := articleCalled(t, core, signing)
	body, err := core.Body(t.Context(), a.ID)
	if err != nil || !a.FullText || !strings.Contains(body.Best(), paragraphs[7]) || !strings.Contains(body.HTML, paragraphs[0]) {
		t.Errorf("the article is %+v with %+v, %v", a, body, err)
	}
	if found := titles(t, core, feeds.Scope{Text: "tomatoes"}); !slices.Equal(found, []string{signing}) {
		t.Errorf("a word of the page finds %q", found)
	}
	if c, err := core.Coverage(t.Context(), a.ID); err != nil || len(c.Related) < 3 {
		t.Errorf("related are %d, %v", len(c.Related), err)
	}
}
