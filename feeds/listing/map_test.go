package listing

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tidings/feeds"
)

func mapOf(places string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">` + places + `</urlset>`
}

func packed(text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(text))
	z.Close()
	return b.Bytes()
}

func TestMapsAreReadNewestFirst(t *testing.T) {
	plain := mapOf(`<url><loc>https://paper.example/about</loc><lastmod>2026-01-09</lastmod></url>
		<url><loc>https://paper.example/2026/bridge-opens-at-last-12345</loc><lastmod>2026-01-05T08:00:00+00:00</lastmod><image:image><image:loc>https://paper.example/p.jpg</image:loc></image:image></url>
		<url><loc>https://paper.example/news/b%C3%BCrger_feiern_die_br%C3%BCcke.html</loc><lastmod>2026-01-06</lastmod></url>
		<url><loc>https://paper.example/tag/bridge-and-tunnel-news</loc><lastmod>2026-01-09</lastmod></url>
		<url><loc>https://paper.example/news/an-old-story-of-1999</loc></url>`)
	want := []string{
		"https://paper.example/news/b%C3%BCrger_feiern_die_br%C3%BCcke.html|Bürger feiern die brücke|2026-01-06|||",
		"https://paper.example/2026/bridge-opens-at-last-12345|Bridge opens at last|2026-01-05|||https://paper.example/p.jpg",
		"https://paper.example/news/an-old-story-of-1999|An old story of||||",
	}
	for name, body := range map[string][]byte{"plain": []byte(plain), "gzip": packed(plain), "cut off": []byte(plain[:len(plain)-20])} {
		d, err := Read(Source{Body: body, URL: "https://paper.example/sitemap.xml"}, feeds.Recipe{Kind: feeds.RecipeMap})
		if err != nil || !IsMap(body) || !NamedByAddress(d) {
			t.Fatalf("%s: %v", name, err)
		}
		if got := told(d); !slices.Equal(got, want) && name != "cut off" || len(got) < 2 {
			t.Errorf("%s: %q", name, got)
		}
	}
	news := mapOf(`<url><loc>https://paper.example/x</loc></url><url><loc>https://paper.example/a</loc><news:news><news:publication><news:name>The Paper</news:name><news:language>vi</news:language></news:publication><news:publication_date>2026-01-05</news:publication_date><news:title>Cầu mở &amp; đóng</news:title><news:keywords>Cầu, Sông</news:keywords></news:news></url>`)
	d, err := Read(Source{Body: []byte(news), URL: "https://paper.example/news.xml"}, feeds.Recipe{Kind: feeds.RecipeMap})
	if err != nil || len(d.Entries) != 1 || d.Title != "The Paper" || d.Language != "vi" || d.Entries[0].Title != "Cầu mở & đóng" || !slices.Equal(d.Entries[0].Categories, []string{"Cầu", "Sông"}) {
		t.Errorf("news are %+v, %v", d, err)
	}
}

func TestOfMapsOfMapsTheOneOfWhatIsNewIsNamed(t *testing.T) {
	for name, test := range map[string]struct{ maps, want string }{
		"the latest change":  {`<sitemap><loc>https://paper.example/post-1.xml</loc><lastmod>2026-01-05</lastmod></sitemap><sitemap><loc>https://paper.example/post-2.xml</loc><lastmod>2026-01-04</lastmod></sitemap><sitemap><loc>https://paper.example/category.xml</loc><lastmod>2026-01-09</lastmod></sitemap>`, "https://paper.example/post-1.xml"},
		"the highest number": {`<sitemap><loc>https://paper.example/articles9.xml</loc></sitemap><sitemap><loc>https://paper.example/articles10.xml</loc></sitemap><sitemap><loc>https://paper.example/images.xml</loc></sitemap>`, "https://paper.example/articles10.xml"},
		"of its own site":    {`<sitemap><loc>http://10.0.0.1/news.xml</loc></sitemap><sitemap><loc>https://www.paper.example/all.xml</loc></sitemap>`, "https://www.paper.example/all.xml"},
		"none":               {`<sitemap><loc>https://other.example/news.xml</loc></sitemap>`, ""},
	} {
		s := Source{Body: []byte(`<sitemapindex>` + test.maps + `</sitemapindex>`), URL: "https://paper.example/sitemap.xml"}
		if got, ok := Newest(s); !ok || got != test.want {
			t.Errorf("%s: %q", name, got)
		}
		var index *IndexError
		if _, err := Read(s, feeds.Recipe{Kind: feeds.RecipeMap}); !errors.As(err, &index) {
			t.Errorf("%s: read with %v", name, err)
		}
	}
}

func TestRobotsAreUnderstood(t *testing.T) {
	r := ParseRobots([]byte("\ufeffUser-agent: *\nDisallow: /private # not this\nAllow: /private/open\nDisallow: /*.pdf$\nDisallow: /a*b?x\n\nUser-Agent: Other\nDisallow: /\nSitemap: https://paper.example/s.xml\n"), "Tidings")
	for path, want := range map[string]bool{"": true, "/": true, "/private/x": false, "/private/open/x": true, "/x.pdf": false, "/x.pdf?y": true, "/aXXb?x=1": false, "/news": true} {
		if got := r.Allows("https://paper.example" + path); got != want {
			t.Errorf("%q: %t", path, got)
		}
	}
	if !slices.Equal(r.Maps, []string{"https://paper.example/s.xml"}) {
		t.Errorf("its maps are %q", r.Maps)
	}
	own := ParseRobots([]byte("User-agent: tidings\nUser-agent: Another\nDisallow:\n\nUser-agent: *\nDisallow: /"), "Tidings")
	if !own.Allows("https://paper.example/news") {
		t.Error("what is said to us does not count before what is said to all")
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range specimens() {
		f.Add([]byte(s.body), "li > a", uint8(1))
	}
	f.Add([]byte(mapOf(`<url><loc>https://paper.example/a-b-c</loc></url>`)), "", uint8(2))
	f.Add([]byte(`<script type="application/ld+json">{"@type":"Article","url":"/x","headline":["a"]}</script>`), "div:has(p)", uint8(0))
	kinds := []string{feeds.RecipeData, feeds.RecipeList, feeds.RecipeMap}
	f.Fuzz(func(t *testing.T, body []byte, items string, kind uint8) {
		s := Source{Body: body, ContentType: "text/html", URL: at, Now: now}
		d, err := Read(s, feeds.Recipe{Kind: kinds[int(kind)%len(kinds)], Items: items})
		if err == nil {
			sound(t, d)
		}
		for _, o := range Find(s) {
			sound(t, o.Document)
			if _, err := Read(s, o.Recipe); err != nil {
				t.Errorf("the recipe %+v reads nothing: %v", o.Recipe, err)
			}
		}
		ParseRobots(body, "Tidings").Allows(at + items)
	})
}

// sound holds what is so of every document.
func sound(t *testing.T, d *feeds.Document) {
	if len(d.Entries) == 0 || len(d.Entries) > maxEntries {
		t.Errorf("%d entries", len(d.Entries))
	}
	for _, e := range d.Entries {
		if e.Title == "" || !strings.HasPrefix(e.Link, "http") || strings.ContainsAny(e.Title, "\n\x00\u202e") {
			t.Errorf("an entry is %+v", e)
		}
	}
}

func TestAPageWithoutEndCostsLittle(t *testing.T) {
	var b strings.Builder
	for i := range 60_000 {
		fmt.Fprintf(&b, `<div class="c"><a href="/news/%d-x">A headline that is long enough, number %d</a><div>`, i, i)
	}
	s := Source{Body: []byte(b.String()), ContentType: "text/html", URL: at, Now: now}
	for _, o := range Find(s) {
		sound(t, o.Document)
	}
	b.Reset()
	for i := range 20_000 {
		fmt.Fprintf(&b, `<li class="c"><a href="/news/%d-x">A headline that is long enough, number %d</a><p>5 January 2026</p></li>`, i, i)
	}
	s.Body = []byte(b.String())
	offers := Find(s)
	if len(offers) == 0 || len(offers[0].Document.Entries) != maxEntries {
		t.Errorf("found are %d offers", len(offers))
	}
}
