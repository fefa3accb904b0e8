package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/extract"
	"tidings/feeds/fetch"
)

const teaser = "The lighthouse of Brenn has a new lamp that can be seen from thirty miles away, the harbour office says."

// lighthouse is a page with a whole article of several paragraphs.
func lighthouse() string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="en"><head><title>The lamp</title></head><body><nav><a href="/">Home</a></nav><article><h1>The lamp</h1><p>` + teaser + `</p>`)
	for _, s := range []string{
		"It weighs as much as a calf, and four people carried it up the two hundred steps in a morning.",
		"The old one had burned for sixty years and goes to the museum, where children may switch it on.",
		"Captains had complained that the beam drowned in the lights of the new terminal behind it.",
		"From now on it turns once in eleven seconds, which no other light on this coast does.",
	} {
		b.WriteString("<p>" + s + " " + s + "</p>")
	}
	b.WriteString(`</article><footer>Imprint</footer></body></html>`)
	return b.String()
}

// lamp is a core with one article whose page can be set.
func lamp(t *testing.T) (*Core, *pages, feeds.Article) {
	site := newPages(t)
	site.feed("/feed", "Harbour", item("lamp", "The lamp", teaser, 1))
	core := openCore(t, Config{Fetch: fetch.Config{Pace: -1}})
	subscribe(t, core, site.URL+"/feed")
	refresh(t, core, Selection{})
	return core, site, articleCalled(t, core, "The lamp")
}

func TestFullTextIsKeptBesideTheFeedsOwn(t *testing.T) {
	core, site, a := lamp(t)
	site.set("/articles/lamp", page{kind: "text/html", text: lighthouse()})
	if err := core.FullText(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	body, err := core.Body(t.Context(), a.ID)
	if err != nil || !strings.Contains(body.Full, "eleven seconds") || !strings.Contains(body.HTML, teaser) || strings.Contains(body.HTML, "eleven") {
		t.Errorf("the body is %+v, %v", body, err)
	}
	if err := core.DeriveAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	b := articleCalled(t, core, "The lamp")
	if !b.FullText || b.Words <= a.Words || len(titles(t, core, feeds.Scope{Text: "museum"})) != 1 {
		t.Errorf("the article is %+v", b)
	}
}

func TestFullTextIsNeverWorseThanTheFeed(t *testing.T) {
	for name, p := range map[string]page{
		"a page that asks for consent": {kind: "text/html", text: "<html><body><main><p>We value your privacy. Please accept our cookies to go on.</p></main></body></html>"},
		"only the teaser":              {kind: "text/html", text: "<html><body><article><h1>The lamp</h1><p>" + teaser + "</p></article></body></html>"},
		"nothing":                      {kind: "text/html"},
	} {
		core, site, a := lamp(t)
		site.set("/articles/lamp", p)
		if err := core.FullText(t.Context(), a.ID); !errors.Is(err, extract.ErrNoArticle) {
			t.Errorf("%s gives %v", name, err)
		}
		body, err := core.Body(t.Context(), a.ID)
		if err != nil || body.Full != "" || !strings.Contains(body.Best(), teaser) {
			t.Errorf("%s: the body is %+v, %v", name, body, err)
		}
	}
}

func TestFullTextThatCannotBeFetchedChangesNothing(t *testing.T) {
	core, site, a := lamp(t)
	if err := core.FullText(t.Context(), a.ID); Explain(err) != "127.0.0.1 has nothing at this address (404)." {
		t.Errorf("it is explained by %q", Explain(err))
	}
	site.feed("/feed", "Harbour", `<item><title>No link</title><guid isPermaLink="false">x</guid><description>Text.</description></item>`)
	refresh(t, core, Selection{})
	if err := core.FullText(t.Context(), articleCalled(t, core, "No link").ID); !errors.Is(err, errNoLink) {
		t.Errorf("an article without a link gives %v", err)
	}
	if err := core.FullText(t.Context(), 999); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("an article that is not there gives %v", err)
	}
}

func TestAFeedThatWantsFullTextGetsIt(t *testing.T) {
	core, site, a := lamp(t)
	f := feedBy(t, core, a.Feed)
	f.FullText = true
	if err := core.ChangeFeed(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	site.set("/articles/second", page{kind: "text/html", text: lighthouse()})
	site.feed("/feed", "Harbour", item("second", "The second lamp", teaser, 0))
	whole := make(chan struct{})
	heard := false
	stop := core.Listen(func(Change) {
		list, err := core.Articles(t.Context(), feeds.Scope{Text: "title:second"}, feeds.Cursor{}, 1)
		if err == nil && len(list.Articles) == 1 && list.Articles[0].FullText && !heard {
			heard = true
			close(whole)
		}
	})
	defer stop()
	refresh(t, core, Selection{})
	<-whole
}

// several is a page of an article in three parts; "part" is its number.
func several(part int) page {
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="en"><head><title>The lamp</title></head><body><article><h1>The lamp</h1><p>%s</p>`, teaser)
	for range 4 {
		fmt.Fprintf(&b, "<p>Part %d tells more of the lamp, of the people who carried it up the stairs, and of the captains who can see it from afar.</p>", part)
	}
	if part < 3 {
		fmt.Fprintf(&b, `<div class="pages"><a href="/articles/lamp/%d">%d</a></div>`, part+1, part+1)
	}
	return page{kind: "text/html", text: b.String() + "</article></body></html>"}
}

func TestAnArticleOfSeveralPagesIsFollowed(t *testing.T) {
	core, site, a := lamp(t)
	site.set("/articles/lamp", several(1))
	site.set("/articles/lamp/2", several(2))
	site.set("/articles/lamp/3", several(3))
	if err := core.FullText(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	body, err := core.Body(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"Part 1", "Part 2", "Part 3"} {
		if strings.Count(body.Full, part) == 0 {
			t.Errorf("%s is missing: %s", part, body.Full)
		}
	}
	if strings.Count(body.Full, teaser) != 1 {
		t.Errorf("the lead is repeated: %s", body.Full)
	}
}

func TestPagesOfAnArticleEnd(t *testing.T) {
	core, site, a := lamp(t)
	site.set("/articles/lamp", several(1)) // the second page is not there
	if err := core.FullText(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	if n := site.times("/articles/lamp/2"); n != 1 {
		t.Errorf("a page that is not there was asked for %d times", n)
	}

	core, site, a = lamp(t)
	site.set("/articles/lamp", several(1))
	site.set("/articles/lamp/2", page{kind: "text/html", text: strings.ReplaceAll(several(1).text, "/articles/lamp/2", "/articles/lamp/3")})
	site.set("/articles/lamp/3", several(3))
	if err := core.FullText(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	if n := site.times("/articles/lamp/3"); n != 0 {
		t.Errorf("a page that repeats the first was followed")
	}

	core, site, a = lamp(t)
	endless := func(n int) page {
		return page{kind: "text/html", text: strings.NewReplacer("Part 1", fmt.Sprint("Part ", n), "/lamp/2", fmt.Sprint("/lamp/", n+1)).Replace(several(1).text)}
	}
	site.set("/articles/lamp", endless(1))
	for n := 2; n < 20; n++ {
		site.set(fmt.Sprint("/articles/lamp/", n), endless(n))
	}
	if err := core.FullText(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	if site.times(fmt.Sprint("/articles/lamp/", maxPages)) != 1 || site.times(fmt.Sprint("/articles/lamp/", maxPages+1)) != 0 {
		t.Errorf("more or less than %d pages were asked for", maxPages)
	}
}

func TestTheReaderIsToldWhyThereIsNoFullText(t *testing.T) {
	for name, test := range map[string]struct {
		source string
		want   error
		said   string
	}{
		"a paywall, with the lead": {`<article><h1>The lamp</h1><p>` + teaser + `</p><p>Subscribe to continue reading.</p></article>`, extract.ErrPaywall, "subscribers"},
		"a paywall":                {`<div>Subscribe to continue reading</div>`, extract.ErrPaywall, "subscribers"},
		"a question":               {`<div>We and our partners would like your consent.</div>`, extract.ErrConsent, "consent"},
		"a check":                  {`<div>Verify you are human.</div>`, extract.ErrBlocked, "person"},
	} {
		core, site, a := lamp(t)
		site.set("/articles/lamp", page{kind: "text/html", text: "<html><body>" + test.source + "</body></html>"})
		err := core.FullText(t.Context(), a.ID)
		if !errors.Is(err, test.want) || !strings.Contains(Explain(err), test.said) {
			t.Errorf("%s gives %v: %s", name, err, Explain(err))
		}
	}
}

func TestTheReadersHintsAreFollowed(t *testing.T) {
	core, site, a := lamp(t)
	site.set("/articles/lamp", page{kind: "text/html", text: strings.Replace(lighthouse(), "</article>", `</article><div class="mine"><p>The reader wants this.</p><p>`+strings.Repeat(teaser+" ", 2)+`</p></div>`, 1)})
	write := func(text string) {
		if err := os.WriteFile(filepath.Join(core.Dir(), hintsFile), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("nonsense:\n127.0.0.1\n\tbody: .mine\n\tcolour: red\n")
	if err := core.FullText(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	if body, err := core.Body(t.Context(), a.ID); err != nil || !strings.HasPrefix(body.Full, "<p>The reader wants this.") {
		t.Errorf("%+v, %v", body, err)
	}
	write("127.0.0.1\n\tbody: article\n\tremove: .mine, h1\n")
	if err := core.FullText(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	if body, err := core.Body(t.Context(), a.ID); err != nil || !strings.HasPrefix(body.Full, "<p>"+teaser) {
		t.Errorf("after a change: %+v, %v", body, err)
	}
}

func TestNoArticleOfTheNewsroomLosesItsTopicsByBeingOpened(t *testing.T) {
	d, all := roomAt(t, func() time.Time { return deskTime })
	opened := map[feeds.ArticleID]feeds.Article{}
	d.derive.turn <- struct{}{} // all texts come first, so that their order does not matter
	for id, a := range all {
		if id.Source() == "harbour-post" && d.FullText(t.Context(), a.ID) == nil {
			opened[a.ID] = a
		}
	}
	<-d.derive.turn
	if err := d.DeriveAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	for id, a := range opened {
		b, err := d.Article(t.Context(), id)
		if err != nil || len(a.Topics) > 0 && len(b.Topics) == 0 {
			t.Errorf("%q had %v and has %v, %v", a.Title, a.Topics, b.Topics, err)
		}
	}
	if len(opened) < 10 {
		t.Errorf("only %d articles have a whole text", len(opened))
	}
}
