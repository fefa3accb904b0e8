package parse

import (
	"reflect"
	"testing"

	"tidings/feeds"
)

func TestWhoseAnArticleIs(t *testing.T) {
	for name, test := range map[string]struct{ body, want string }{
		"Dublin Core":     {rssItem("<dc:rights>© &lt;b&gt;Quay&lt;/b&gt;</dc:rights>"), "© Quay"},
		"copyright":       {rssItem("<copyright>Quay 2026</copyright>"), "Quay 2026"},
		"media:copyright": {rssItem("<media:copyright>Quay</media:copyright>"), "Quay"},
		"Atom":            {atomEntry(`<rights type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">By <i>Quay</i></div></rights>`), "By Quay"},
		"Atom 0.3":        {`<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><copyright mode="base64">UXVheSA8Yj4yMDA2PC9iPg==</copyright></entry></feed>`, "Quay 2006"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := one(t, test.body).Rights; got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestWhatAFeedSaysOfItself(t *testing.T) {
	for name, test := range map[string]struct{ body, id, info, rights string }{
		"RSS":      {`<rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><copyright>Quay</copyright><feedburner:browserFriendly>A feed.</feedburner:browserFriendly></channel></rss>`, "", "A feed.", "Quay"},
		"RDF":      {`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://quay.example/"><title>Q</title></channel></rdf:RDF>`, "https://quay.example/", "", ""},
		"Atom":     {`<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:quay</id><rights>Quay</rights></feed>`, "tag:quay", "", "Quay"},
		"Atom 0.3": {`<feed version="0.3" xmlns="http://purl.org/atom/ns#"><info type="text/html" mode="escaped">A &lt;b&gt;feed&lt;/b&gt; &amp;amp; more.</info><copyright>Quay</copyright></feed>`, "", "A feed & more.", "Quay"},
		"base64":   {`<feed version="0.3" xmlns="http://purl.org/atom/ns#"><info type="text/html" mode="base64">QSA8Yj5mZWVkPC9iPg==</info></feed>`, "", "A feed", ""},
		"CDATA":    {`<feed version="0.3" xmlns="http://purl.org/atom/ns#"><info><![CDATA[A <b>feed</b>]]></info></feed>`, "", "A feed", ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := read(t, test.body)
			if d.ID != test.id || d.Info != test.info || d.Rights != test.rights {
				t.Errorf("id %q, info %q, rights %q", d.ID, d.Info, d.Rights)
			}
		})
	}
}

func TestTextsInBase64(t *testing.T) {
	e := one(t, `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title type="text/html" mode="base64">
PGI+T25l PC9iPg==
</title><content type="text/html" mode="base64">PHA+YSAmYW1wOyBiPC9wPg==</content><summary mode="base64">not base64!</summary></entry></feed>`)
	if e.Title != "One" || e.Content != "<p>a &amp; b</p>" || e.Summary != "not base64!" {
		t.Errorf("title %q, content %q, summary %q", e.Title, e.Content, e.Summary)
	}
}

func TestPagesAndFilesThatBelongToAnArticle(t *testing.T) {
	podcast := `<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><item><link>https://harbour.example/1</link>` +
		`<podcast:chapters url="/1.json" type="application/json+chapters"/><podcast:transcript url="/1.vtt" type="text/vtt" language="en_GB"/>` +
		`<podcast:transcript url="/1.srt" type="application/x-subrip"/><podcast:transcript url="/1.vtt" type="text/vtt"/><podcast:transcript/></item></channel></rss>`
	for name, test := range map[string]struct {
		body string
		want []feeds.Link
	}{
		"Podcasting 2.0": {podcast, []feeds.Link{
			{Rel: feeds.RelChapters, URL: "https://harbour.example/1.json", Type: "application/json+chapters"},
			{Rel: feeds.RelTranscript, URL: "https://harbour.example/1.vtt", Type: "text/vtt", Language: "en-GB"},
			{Rel: feeds.RelTranscript, URL: "https://harbour.example/1.srt", Type: "application/x-subrip"},
		}},
		"Atom": {atomEntry(`<link href="/1"/><link rel="via" href="https://else.example/2" type="text/html" title="Else" hreflang="de"/><link rel="related" href="/3"/>`), []feeds.Link{
			{Rel: feeds.RelVia, URL: "https://else.example/2", Type: "text/html", Title: "Else", Language: "de"},
		}},
		"Atom where via is the article's own": {atomEntry(`<link rel="via" href="https://else.example/2"/>`), nil},
		"Atom in RSS":                         {rssItem(`<link>/1</link><atom:link rel="via" href="/2"/>`), []feeds.Link{{Rel: feeds.RelVia, URL: "https://harbour.example/2"}}},
		"JSON Feed": {`{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/1", "external_url": "https://else.example/2"}]}`, []feeds.Link{
			{Rel: feeds.RelVia, URL: "https://else.example/2"},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := one(t, test.body).Links; !reflect.DeepEqual(got, test.want) {
				t.Errorf("got  %+v\nwant %+v", got, test.want)
			}
		})
	}
}

func TestChannelDefinitionFormat(t *testing.T) {
	doc := read(t, `<?xml version="1.0"?><!DOCTYPE CHANNEL SYSTEM "x"><CHANNEL HREF="https://quay.example/"><TITLE>Quay</TITLE><ABSTRACT>All of it</ABSTRACT>
<ITEM HREF="/1" LASTMOD="2026-01-05T08:30:00Z"><TITLE>One</TITLE><ABSTRACT>a</ABSTRACT></ITEM><ITEM HREF="/2"/></CHANNEL>`)
	e := doc.Entries[0]
	got := []string{doc.Site, doc.Title, doc.Description, e.Link, e.Title, e.Summary, rfc3339(e.Updated)}
	want := []string{"https://quay.example/", "Quay", "All of it", "https://harbour.example/1", "One", "a", "2026-01-05T08:30:00Z"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
