package parse

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

const location = "https://harbour.example/feeds/all.xml"

// read reads a document that must be a feed.
func read(t *testing.T, body string) *feeds.Document {
	t.Helper()
	doc, err := Feed([]byte(body), "", location)
	if err != nil {
		t.Fatal(err)
	}
	sameAsGofeed(t, []byte(body), "")
	return doc
}

// one reads a document with one entry.
func one(t *testing.T, body string) feeds.Entry {
	t.Helper()
	doc := read(t, body)
	if len(doc.Entries) != 1 {
		t.Fatalf("%d entries, want 1; warnings %q", len(doc.Entries), doc.Warnings)
	}
	return doc.Entries[0]
}

// rssItem is a feed with one item.
func rssItem(item string) string {
	return `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
<channel><title>Harbour News</title><link>https://harbour.example/</link><item>` + item + `</item></channel></rss>`
}

func atomEntry(entry string) string {
	return `<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title><link href="https://harbour.example/"/><entry>` +
		entry + `</entry></feed>`
}

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func TestRSSIsMappedInWhole(t *testing.T) {
	got := read(t, `<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel>
<title>Harbour &amp;amp; Sea</title><link>https://harbour.example/</link><description>All &lt;b&gt;news&lt;/b&gt; of the port</description>
<language>en_GB</language><lastBuildDate>Mon, 05 Jan 2026 10:00:00 GMT</lastBuildDate><pubDate>Mon, 05 Jan 2026 09:00:00 GMT</pubDate>
<managingEditor>desk@harbour.example (Ines Moor)</managingEditor><category>Ports</category><ttl>90</ttl>
<skipHours><hour>24</hour><hour>3</hour></skipHours><skipDays><day>Sunday</day></skipDays>
<image><url>/logo.png</url></image><atom:link rel="self" href="https://harbour.example/feeds/all.xml"/>
<item><title>Crane falls</title><link>/crane</link><guid isPermaLink="false">c-1</guid><description>It fell.</description>
<pubDate>Mon, 05 Jan 2026 08:30:00 +0100</pubDate><author>Ines Moor &lt;ines@harbour.example&gt;</author>
<category>Accidents</category><category> Cranes </category><category>accidents</category><comments>https://harbour.example/crane#talk</comments><slash:comments>14</slash:comments>
<enclosure url="crane.mp3" type="audio/mpeg" length="1234"/></item></channel></rss>`)
	want := &feeds.Document{
		Title: "Harbour & Sea", Description: "All news of the port", Site: "https://harbour.example/",
		URL: location, Language: "en-GB", Icon: "https://harbour.example/logo.png",
		Updated: at("2026-01-05T10:00:00Z"), Published: at("2026-01-05T09:00:00Z"),
		Authors: []feeds.Author{{Name: "Ines Moor", Email: "desk@harbour.example"}}, Categories: []string{"Ports"},
		TTL: 90 * time.Minute, SkipHours: []int{0, 3}, SkipDays: []time.Weekday{time.Sunday},
		Entries: []feeds.Entry{{Summary: "It fell.", Article: feeds.Article{
			GUID: "c-1", Link: "https://harbour.example/crane", Title: "Crane falls",
			Authors:    []feeds.Author{{Name: "Ines Moor", Email: "ines@harbour.example"}},
			Categories: []string{"Accidents", "Cranes"}, Comments: "https://harbour.example/crane#talk", CommentCount: 14,
			Published:  at("2026-01-05T07:30:00Z"),
			Enclosures: []feeds.Enclosure{{URL: "https://harbour.example/feeds/crane.mp3", Type: "audio/mpeg", Length: 1234}},
		}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestAtomIsMappedInWhole(t *testing.T) {
	got := read(t, `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="de"><title type="text">Hafen</title>
<subtitle>Neues vom Hafen</subtitle><link rel="self" href="/feed"/><link href="https://hafen.example/"/><icon>/i.png</icon>
<updated>2026-01-05T10:00:00+01:00</updated><author><name>Ada</name><email>ada@hafen.example</email><uri>/ada</uri></author>
<entry xml:lang="nl"><id>tag:hafen.example,2026:1</id><title type="html">Kran &amp;lt; Turm</title>
<link rel="alternate" type="application/pdf" href="/1.pdf"/><link rel="alternate" type="text/html" href="/1"/>
<link rel="enclosure" href="/1.ogg" type="audio/ogg" length="99" title="Ton"/><link rel="replies" type="text/html" href="/1#c"/><thr:total>3</thr:total>
<published>2026-01-05T08:00:00Z</published><updated>2026-01-05T09:00:00Z</updated>
<category term="unfall" label="Unfall"/><category term="kran" label="Kräne"/>
<summary>Kurz.</summary><content type="html">&lt;p&gt;&lt;a href="/x"&gt;lang&lt;/a&gt;&lt;/p&gt;</content></entry></feed>`)
	want := &feeds.Document{
		Title: "Hafen", Description: "Neues vom Hafen", Site: "https://hafen.example/", URL: "https://harbour.example/feed",
		Language: "de", Icon: "https://harbour.example/i.png", Updated: at("2026-01-05T09:00:00Z"),
		Authors: []feeds.Author{{Name: "Ada", Email: "ada@hafen.example", URL: "https://harbour.example/ada"}},
		Entries: []feeds.Entry{{Summary: "Kurz.", Content: `<p><a href="https://harbour.example/x">lang</a></p>`, Article: feeds.Article{
			GUID: "tag:hafen.example,2026:1", Link: "https://harbour.example/1", Title: "Kran < Turm", Language: "nl",
			Categories: []string{"unfall", "kran", "Kräne"}, Comments: "https://harbour.example/1#c", CommentCount: 3,
			Published: at("2026-01-05T08:00:00Z"), Updated: at("2026-01-05T09:00:00Z"),
			Enclosures: []feeds.Enclosure{{URL: "https://harbour.example/1.ogg", Type: "audio/ogg", Length: 99, Title: "Ton"}},
		}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestRDFTakesItsIdentityFromAbout(t *testing.T) {
	doc := read(t, `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://harbour.example/"><title>Quay</title><link>https://harbour.example/</link><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
<items><rdf:Seq><rdf:li rdf:resource="https://harbour.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://harbour.example/1"><title>One</title><link>https://harbour.example/one</link><dc:date>2026-01-05</dc:date><dc:creator>Ben</dc:creator><dc:subject>Ships</dc:subject></item>
<item rdf:about="https://harbour.example/2"><title>Two</title></item></rdf:RDF>`)
	if doc.TTL != 6*time.Hour {
		t.Errorf("interval %v", doc.TTL)
	}
	if len(doc.Entries) != 2 {
		t.Fatalf("%d entries", len(doc.Entries))
	}
	first, second := doc.Entries[0], doc.Entries[1]
	if first.GUID != "https://harbour.example/1" || first.Link != "https://harbour.example/one" || !first.Published.Equal(at("2026-01-05T00:00:00Z")) {
		t.Errorf("first: %+v", first)
	}
	if fmt.Sprint(first.Authors, first.Categories) != "[{Ben  }] [Ships]" {
		t.Errorf("first: %v %v", first.Authors, first.Categories)
	}
	if second.GUID != "https://harbour.example/2" || second.Link != "https://harbour.example/2" {
		t.Errorf("second: %+v", second)
	}
}

func TestLinkOfAnEntry(t *testing.T) {
	for name, test := range map[string]struct{ body, want string }{
		"link":                           {rssItem("<link>https://a.example/1</link>"), "https://a.example/1"},
		"guid that is an address":        {rssItem("<guid>https://a.example/2</guid>"), "https://a.example/2"},
		"guid that is none":              {rssItem("<guid>17</guid>"), ""},
		"publisher's behind FeedBurner":  {rssItem("<link>https://f.example/~r/1</link><feedburner:origLink>https://a.example/1</feedburner:origLink>"), "https://a.example/1"},
		"atom:link in RSS":               {rssItem(`<atom:link rel="alternate" href="https://a.example/3"/>`), "https://a.example/3"},
		"first of several":               {rssItem("<link>https://a.example/1</link><link>https://a.example/2</link>"), "https://a.example/1"},
		"relative to the feed":           {rssItem("<link>1.html</link>"), "https://harbour.example/feeds/1.html"},
		"Atom without rel":               {atomEntry(`<link href="/4"/>`), "https://harbour.example/4"},
		"Atom id":                        {atomEntry(`<id>https://a.example/5</id>`), "https://a.example/5"},
		"Atom content elsewhere":         {atomEntry(`<content type="text/html" src="/6"/>`), "https://harbour.example/6"},
		"Atom never links to an API":     {atomEntry(`<link rel="self" href="/api"/><link rel="edit" href="/edit"/>`), ""},
		"Atom via where nothing is said": {atomEntry(`<link rel="via" href="/7"/>`), "https://harbour.example/7"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := one(t, test.body).Link; got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestXMLBaseIsResolvedAsInRFC3986(t *testing.T) {
	doc := read(t, `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/blog/feed.xml"><title>B</title><link href="./"/>
<entry xml:base="2026/"><id>1</id><link href="one"/><content type="html" xml:base="/pictures/">&lt;img src="a.png"&gt; &lt;a href="#note"&gt;1&lt;/a&gt;</content></entry>
<entry><id>2</id><link href="two"/><summary type="html">&lt;a href="x?a=1&amp;amp;b=2"&gt;x&lt;/a&gt; speaks of xml:base="y"</summary></entry></feed>`)
	got := []string{doc.Site, doc.Entries[0].Link, doc.Entries[0].Content, doc.Entries[1].Link, doc.Entries[1].Summary}
	want := []string{
		"https://base.example/blog/", "https://base.example/blog/2026/one",
		`<img src="https://base.example/pictures/a.png"> <a href="#note">1</a>`, "https://base.example/blog/two",
		`<a href="https://base.example/blog/x?a=1&amp;b=2">x</a> speaks of xml:base="y"`,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestDatesOfAnEntry(t *testing.T) {
	for name, test := range map[string]struct{ body, published, updated string }{
		"RSS":                       {rssItem("<pubDate>Mon, 05 Jan 2026 08:30:00 GMT</pubDate>"), "2026-01-05T08:30:00Z", ""},
		"Dublin Core terms":         {rssItem("<dcterms:issued>2026-01-05</dcterms:issued><dcterms:modified>2026-01-06</dcterms:modified>"), "2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z"},
		"Atom that was updated":     {atomEntry("<updated>2026-01-05T08:00:00Z</updated>"), "2026-01-05T08:00:00Z", "2026-01-05T08:00:00Z"},
		"a date that is none":       {rssItem("<pubDate>soon</pubDate><dc:date>2026-01-05</dc:date>"), "2026-01-05T00:00:00Z", "2026-01-05T00:00:00Z"},
		"Central European, by name": {rssItem("<pubDate>Mon, 05 Jan 2026 08:30:00 MET</pubDate>"), "2026-01-05T07:30:00Z", ""},
	} {
		t.Run(name, func(t *testing.T) {
			e := one(t, test.body)
			for which, pair := range map[string][2]string{"published": {rfc3339(e.Published), test.published}, "updated": {rfc3339(e.Updated), test.updated}} {
				if pair[0] != pair[1] {
					t.Errorf("%s %q, want %q", which, pair[0], pair[1])
				}
			}
		})
	}
}

func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

func TestTextOfAnEntry(t *testing.T) {
	for name, test := range map[string]struct{ body, summary, content string }{
		"RSS":                         {rssItem("<description>&lt;p&gt;a&lt;/p&gt;</description><content:encoded><![CDATA[<p>b</p>]]></content:encoded>"), "<p>a</p>", "<p>b</p>"},
		"the same twice":              {rssItem("<description>a</description><content:encoded>a</content:encoded>"), "a", ""},
		"XHTML body":                  {rssItem(`<body xmlns="http://www.w3.org/1999/xhtml"><p>a <b>b</b> c</p></body>`), "", "<p>a <b>b</b> c</p>"},
		"fullitem":                    {rssItem(`<fullitem>a &lt;i&gt;b&lt;/i&gt;</fullitem>`), "", "a <i>b</i>"},
		"podcast":                     {rssItem("<itunes:summary>Line one\nline two &lt; three</itunes:summary>"), "<p>Line one<br>line two &lt; three</p>", ""},
		"Atom plain text":             {atomEntry(`<content type="text">a &lt; b &amp;amp; c</content>`), "", "a &lt; b &amp;amp; c"},
		"Atom XHTML":                  {atomEntry(`<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a</p></div></content>`), "", "<p>a</p>"},
		"relative to the article":     {rssItem(`<link>https://harbour.example/2026/one/</link><description>&lt;img src="a.png" srcset="a.png 1x, b.png 2x"&gt;</description>`), `<img src="https://harbour.example/2026/one/a.png" srcset="https://harbour.example/2026/one/a.png 1x, https://harbour.example/2026/one/b.png 2x">`, ""},
		"link that leads elsewhere":   {rssItem(`<link>https://other.example/x/</link><description>&lt;a href=/about&gt;me&lt;/a&gt;</description>`), `<a href=https://harbour.example/about>me</a>`, ""},
		"absolute links as published": {rssItem(`<description>&lt;a  HREF='https://x.example/?a&b'&gt;&lt;/a&gt;</description>`), `<a  HREF='https://x.example/?a&b'></a>`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			e := one(t, test.body)
			if e.Summary != test.summary || e.Content != test.content {
				t.Errorf("summary %q, content %q", e.Summary, e.Content)
			}
		})
	}
}

func TestBrokenFeedsGiveWhatIsInThem(t *testing.T) {
	whole := rssItem("<title>One</title><description>a</description></item><item><title>Two</title><description>b</description>")
	cut := func(before string) string { return whole[:strings.Index(whole, before)] }
	for name, test := range map[string]struct {
		body string
		want string // titles
	}{
		"whole":                        {whole, "One Two"},
		"cut off in an end tag":        {strings.TrimSuffix(whole, "s>"), "One Two"},
		"cut off in a text":            {cut("b</description>"), "One Two"},
		"cut off in a tag":             {cut(`tion>b</des`), "One Two"},
		"cut off in CDATA":             {cut("b</description>") + "<![CDATA[<p>b", "One Two"},
		"end tags are missing":         {strings.ReplaceAll(whole, "</description></item>", ""), "One Two"},
		"end tags too many":            {strings.ReplaceAll(whole, "</title>", "</title></b></title>"), "One Two"},
		"HTML that is not escaped":     {strings.ReplaceAll(whole, ">a<", "><p>a<br>c<img src=x.png><p>d & e &nbsp; < f<"), "One Two"},
		"attributes without quotes":    {strings.ReplaceAll(whole, ">a<", "><a href=x class='y\">z</a><"), "One Two"},
		"control characters":           {strings.ReplaceAll(whole, "One", "O\x1an\x00e&#x1a;\uffff"), "One Two"},
		"after an error message":       {"<br />\n<b>Warning</b>: no database in <b>/x.php</b><br />\n" + `<?xml version="1.0"?>` + whole, "One Two"},
		"after a long comment":         {"<!-- " + strings.Repeat("x", 9000) + " -->" + whole, "One Two"},
		"in a page":                    {"<html><body><pre>" + `<?xml version="1.0"?>` + whole, "One Two"},
		"an XML declaration inside":    {strings.Replace(whole, "<channel>", `<?xml version="1.0" encoding="utf-16"?><channel>`, 1), "One Two"},
		"a comment with two dashes":    {strings.Replace(whole, "<channel>", "<channel><!-- a -- b -->", 1), "One Two"},
		"names that XML forbids":       {strings.Replace(whole, "<channel>", "<channel><a:b:c>x</a:b:c><ü×>", 1), "One Two"},
		"Atom of another namespace":    {`<feed xmlns="https://www.w3.org/2005/Atom"><entry><title>One</title></entry></feed>`, "One"},
		"]]> outside of CDATA":         {strings.ReplaceAll(whole, ">a<", ">a]]>b<"), "One Two"},
		"a DOCTYPE with entities":      {`<!DOCTYPE rss [<!ENTITY a "b">]>` + whole, "One Two"},
		"upper case":                   {`<RSS><CHANNEL><ITEM><TITLE>One</TITLE></ITEM></CHANNEL></RSS>`, "One"},
		"a prefix for all of it":       {`<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>One</a:title></a:entry></a:feed>`, "One"},
		"entries that nest":            {`<feed><entry><title>One</title><entry><title>Two</title></entry>`, "One Two"},
		"a mark in the middle":         {`<?xml version="1.0"?>` + "\ufeff" + strings.Replace(strings.Replace(whole, ` version="2.0"`, "", 1), "<item>", "\ufeff<item>", 1), "One Two"},
		"two marks":                    {"\ufeff\ufeff" + whole, "One Two"},
		"text behind":                  {whole + "\n<!-- cached --><script>x</script>\x00", "One Two"},
		"Atom's namespace for RSS":     {`<rss version="2.0" xmlns="http://www.w3.org/2005/Atom"><channel><item><title>One</title></item></channel></rss>`, "One"},
		"JSON after an error message":  {"<br />\n<b>Warning</b>: x {in} y\n" + `{ "version": "https:\/\/jsonfeed.org\/version\/1.1", "items": [{"title": "One"}]}`, "One"},
		"a comment never closed":       {strings.ReplaceAll(whole, ">a<", "><!-- a -><"), "One Two"},
		"CDATA closed too late":        {strings.ReplaceAll(strings.ReplaceAll(whole, ">a<", "><![CDATA[a]>]<"), ">b<", "><![CDATA[b]]><"), "One Two"},
		"an end tag without its >":     {strings.Replace(whole, "</item>", "</item", 1), "One Two"},
		"a picture never closed":       {strings.Replace(whole, "<item>", "<image><url>x<item>", 1), "One Two"},
		"a damaged root":               {strings.Replace(strings.Replace(whole, "<rss", "<rs3", 1), "</rss", "</rs3", 1), "One Two"},
		"a damaged channel":            {strings.Replace(whole, "<channel", "<chaonel", 1), "One Two"},
		"no root":                      {whole[strings.Index(whole, "<channel"):], "One Two"},
		"a damaged root of Atom":       {`<fexd xmlns="http://www.w3.org/2005/Atom"><entry><title>One</title></entry></feed>`, "One"},
		"RDF of another namespace":     {`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/2.0/"><item><title>One</title></item></rdf:RDF>`, "One"},
		"a quote that is never closed": {strings.ReplaceAll(whole, ">a<", `><a href="x>y</a><`), "One Two"},
	} {
		t.Run(name, func(t *testing.T) {
			var titles []string
			for _, e := range read(t, test.body).Entries {
				titles = append(titles, e.Title)
			}
			if got := strings.Join(titles, " "); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestMendingIsSaid(t *testing.T) {
	doc := read(t, "<rss><channel><item><title>One")
	if len(doc.Warnings) != 1 || !strings.HasPrefix(doc.Warnings[0], "mended: ") {
		t.Errorf("warnings %q", doc.Warnings)
	}
	if doc := read(t, rssItem("<title>One</title>")); len(doc.Warnings) > 0 {
		t.Errorf("warnings about a good feed: %q", doc.Warnings)
	}
}

func TestCompressedFeedWithoutHeader(t *testing.T) {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	fmt.Fprint(w, rssItem("<title>One</title>"))
	w.Close()
	if got := one(t, z.String()).Title; got != "One" {
		t.Errorf("got %q", got)
	}
	if got := one(t, z.String()[:z.Len()-9]).Title; got != "One" {
		t.Errorf("cut off: got %q", got)
	}
}

func TestNotAFeed(t *testing.T) {
	for name, test := range map[string]struct{ body, contentType, want string }{
		"page":             {"<!DOCTYPE html><html><head><title>x</title></head></html>", "", "html"},
		"page by header":   {"Please log in", "text/html; charset=utf-8", "html"},
		"page about feeds": {"<html><body><code>&lt;rss&gt;</code> <rss></body></html>", "", "html"},
		"other JSON":       {`{"error": "no such user"}`, "", "json"},
		"list in JSON":     {`[1, 2]`, "", "json"},
		"OPML":             {`<?xml version="1.0"?><opml version="2.0"></opml>`, "", "opml"},
		"site map":         {`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>`, "", "sitemap"},
		"other XML":        {`<?xml version="1.0"?><svg></svg>`, "", "xml"},
		"picture":          {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "", "image"},
		"document":         {"%PDF-1.7\n", "", "pdf"},
		"archive":          {"PK\x03\x04 something", "", "archive"},
		"text":             {"Not found", "", "text"},
		"bytes":            {"\x01\x02\x03\x04\x05", "", "binary"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Feed([]byte(test.body), test.contentType, location)
			var not *NotFeedError
			if !errors.As(err, &not) || !errors.Is(err, feeds.ErrNotFeed) || not.Kind != test.want {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
	for _, body := range []string{"", " \r\n\t", "\ufeff", "\x00\x00"} {
		if _, err := Feed([]byte(body), "", ""); !errors.Is(err, feeds.ErrEmpty) {
			t.Errorf("%q: %v", body, err)
		}
	}
}
