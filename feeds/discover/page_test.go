package discover

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestFeedsThatAPageNames(t *testing.T) {
	for name, test := range map[string]struct {
		page   string
		link   string // header
		at     string // default https://example.org/news/
		want   []string
		titles []string // if not nil
	}{
		"link elements": {
			page: `<head><link rel="alternate" type="application/rss+xml" title="The&#32;Tide &amp; Co" href="/rss">
				<LINK REL='Alternate Home' TYPE='Application/Atom+XML; charset=utf-8' HREF='atom.xml'>
				<link rel=alternate type=application/feed+json href=//cdn.example/feed.json />`,
			want:   []string{"https://example.org/rss", "https://example.org/news/atom.xml", "https://cdn.example/feed.json"},
			titles: []string{"The Tide & Co", "", ""},
		},
		"link elements in the body": {
			page: `<body><p>x</p><link rel="alternate" type="application/rss+xml" href="/rss">`,
			want: []string{"https://example.org/rss"},
		},
		"base": {
			page: `<base href="https://cdn.example/a/"><base href="/b/"><link rel="alternate" type="application/rss+xml" href="rss">`,
			want: []string{"https://cdn.example/a/rss"},
		},
		"relative base": {
			page: `<base href="../x/"><a href="feed/">Feed</a>`,
			want: []string{"https://example.org/x/feed/"},
		},
		"rel feed": {
			page: `<link rel="feed" href="/all"><link rel="feed" type="text/html" href="/page">`,
			want: []string{"https://example.org/all"},
		},
		"types that may be of feeds": {
			page: `<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">
				<link rel="alternate" type="application/json+oembed" href="/oembed?format=rss">
				<link rel="alternate" type="text/xml" href="/index.xml">
				<link rel="alternate" type="text/xml" title="RSS" href="/news">
				<link rel="alternate" type="application/xml" href="/sitemap.xml">
				<link rel="alternate" href="/feed">`,
			want: []string{"https://example.org/index.xml", "https://example.org/news", "https://example.org/feed"},
		},
		"alternates that are other pages": {
			page: `<link rel="alternate" hreflang="de" href="/de/feed"><link rel="alternate" media="handheld" href="/m/rss">
				<link rel="alternate stylesheet" type="application/rss+xml" href="/x"><link rel="alternate" href="/print">
				<link rel="alternate" type="application/rss+xml" href=""><link rel="alternate" type="application/rss+xml" href="javascript:x">`,
		},
		"headers": {
			link: `<https://example.org/a,b;c>; rel="alternate"; type="application/rss+xml"; title="Tide, \"high\"", </d>;rel=preload , <e>; REL=alternate ;Type=application/atom+xml`,
			want: []string{"https://example.org/a,b;c", "https://example.org/news/e"}, titles: []string{`Tide, "high"`, ""},
		},
		"headers about other pages": {
			link: `</a.rss>; rel="alternate"; type="application/rss+xml"; anchor="/sport/", </b.rss>; rel=alternate; type="application/rss+xml"; anchor="#top", ` +
				`</c.rss>; rel="alternate"; type="application/rss+xml"; anchor="https://example.org/news/", </d.rss>; rel="alternate"; type="application/rss+xml"; anchor="https://other.example/news/", ` +
				`</e.rss>; rel="alternate"; type="application/rss+xml"; anchor="", </f.rss>; rel="alternate"; type="application/rss+xml"; anchor="%zz"`,
			want: []string{"https://example.org/b.rss", "https://example.org/c.rss", "https://example.org/e.rss"},
		},
		"anchors by their address": {
			page: `<a href="/feed/">a</a><a href="/x.rss">b</a><a href="?feed=rss2">c</a><a href="/list?format=atom&amp;x=1">d</a>
				<a href="https://feeds.other.example/tide">e</a><a href="feed:https://example.org/f">f</a><a href="feed://example.org/g">g</a>
				<a href="/h" type="application/rss+xml">h</a><a href="/news.xml">i</a><a href="/newsfeeds/sport">j</a>`,
			want: []string{
				"https://example.org/feed/", "https://example.org/x.rss", "https://example.org/news/?feed=rss2",
				"https://example.org/list?format=atom&x=1", "https://example.org/news.xml", "https://example.org/newsfeeds/sport",
				"https://feeds.other.example/tide", "https://example.org/f", "https://example.org/g", "https://example.org/h"},
		},
		"anchors by their text": {
			page: `<a href="/1">RSS</a><a href="/2"><img src="r.png" alt="RSS feed"></a><a href="/3" title="Atom feed"></a>
				<a href="/4" aria-label="Web feed"><svg></svg></a><a href="/5"> Feed </a>`,
			want:   []string{"https://example.org/1", "https://example.org/2", "https://example.org/3", "https://example.org/4", "https://example.org/5"},
			titles: []string{"RSS", "RSS feed", "Atom feed", "Web feed", "Feed"},
		},
		"anchors that are none": {
			page: `<a href="/feedback">Feedback</a><a href="/feed-the-cat.html">Feed the cat</a><a href="/atom">How the atom was split in two by people</a>
				<a href="https://feedly.com/i/subscription/feed/https%3A%2F%2Fexample.org%2Frss">RSS</a><a href="/rss.png">RSS</a2>
				<a href="#rss">RSS</a><a href="mailto:rss@example.org">RSS</a><a>RSS</a>`,
			want: []string{"https://example.org/atom", "https://example.org/rss.png"}, // by address, by text
		},
		"comments last, each once": {
			page: `<link rel="alternate" type="application/rss+xml" title="Tide » Comments Feed" href="/comments/feed/">
				<link rel="alternate" type="application/rss+xml" title="Spring » Kommentar-Feed" href="/spring/feed/">
				<link rel="alternate" type="application/rss+xml" title="Spring" href="/2026/01/spring/feed/">
				<link rel="alternate" type="application/rss+xml" title="Tide" href="/feed/">
				<a href="http://example.org/feed/">RSS</a><a href="/feed/">RSS</a>`,
			at: "https://example.org/2026/01/spring/",
			want: []string{
				"https://example.org/feed/", "https://example.org/comments/feed/", "https://example.org/spring/feed/", "https://example.org/2026/01/spring/feed/"},
		},
		"a title that came later": {
			page:   `<link rel="alternate" type="application/rss+xml" href="/rss"><a href="/rss">All the news</a>`,
			want:   []string{"https://example.org/rss"},
			titles: []string{"All the news"},
		},
		"a list of subscriptions": {
			page: `<?xml version="1.0"?><opml version="2.0"><body><outline text="Asia"><outline text="Tide" type="rss" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/"/>
				<outline title="Comments" xmlUrl="https://b.example/comments/feed"/></outline></body></opml>`,
			want: []string{"https://a.example/rss", "https://b.example/comments/feed"}, titles: []string{"Tide", "Comments"},
		},
		"addresses in scripts, if nothing else": {
			page: `<script>{"RSS":"https:\/\/example.org\/all.rss","a":"https://example.org/a.js","b":'https://example.org/feed/'}</script>`,
			want: []string{"https://example.org/all.rss", "https://example.org/feed/"},
		},
		"markup in text": {
			page: `<script>'<link rel="alternate" type="application/rss+xml" href="/s">'</script><!-- <a href="/feed"> -->
				<textarea><a href="/feed"></textarea>`,
		},
		"cut off": {
			page: `<a href="/rss">RSS <b`,
			want: []string{"https://example.org/rss"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if test.at == "" {
				test.at = "https://example.org/news/"
			}
			got := Page([]byte(test.page), http.Header{"Link": {test.link}}, parse(t, test.at))
			if !slices.Equal(urlsOf(got), test.want) {
				t.Errorf("got  %q\nwant %q", urlsOf(got), test.want)
			}
			for i, title := range test.titles {
				if i < len(got) && got[i].Title != title {
					t.Errorf("%s: title %q; want %q", got[i].URL, got[i].Title, title)
				}
			}
		})
	}
}

func TestPagesThatSendOn(t *testing.T) {
	for page, want := range map[string][]string{
		`<meta http-equiv="refresh" content="0; url=/home">`:                                      {"https://example.org/home"},
		`<META HTTP-EQUIV=Refresh CONTENT="1;URL='https://other.example/'">`:                      {"https://other.example/"},
		`<meta http-equiv="refresh" content="600">`:                                               nil,
		`<meta http-equiv="refresh" content="600; url=/home">`:                                    nil,
		`<noscript><meta http-equiv="refresh" content="0; url=/old"></noscript>`:                  nil,
		`<frameset><frame src="main.html"><frame src="side.html"></frameset>`:                     {"https://example.org/news/main.html"},
		`<iframe src="https://video.example/"></iframe>`:                                          nil,
		`<a href=1>1</a><a href=2>2</a><a href=3>3</a><a href=4>4</a><iframe src="/ad"></iframe>`: nil,
		`<link rel="canonical" href="https://www.example.org/1">`:                                 {"https://www.example.org/1"},
		`<link rel="canonical" href="https://example.org/news/">`:                                 nil,
	} {
		if got := Read([]byte(page), nil, parse(t, "https://example.org/news/")).Onward; !slices.Equal(got, want) {
			t.Errorf("%s: %q; want %q", page, got, want)
		}
	}
}

func TestAPageWithoutEndGivesNoListWithoutEnd(t *testing.T) {
	var page bytes.Buffer
	for i := range 500 {
		fmt.Fprintf(&page, `<a href="/%d.rss">%s</a>`, i, strings.Repeat("t", 9000))
	}
	got := Page(page.Bytes(), nil, parse(t, "https://example.org/"))
	if len(got) == 0 || len(got) > mostCandidates {
		t.Errorf("%d candidates", len(got))
	}
	for _, c := range got {
		if len(c.Title) > longestTitle+len("…") {
			t.Errorf("a title of %d bytes", len(c.Title))
		}
	}
}

// FuzzPage: whatever a page holds, what comes out can be asked for, and once.
func FuzzPage(f *testing.F) {
	f.Add([]byte(`<base href="//a"><link rel=alternate type=application/rss+xml href=x><a href="feed:b">RSS`), `<a>; rel="alternate"; type="text/xml", <`, "/a")
	f.Add([]byte(`<a href="http://[::1/rss">`), `<x>;;=;a="\`, "/2026/01/")
	f.Fuzz(func(t *testing.T, page []byte, link, path string) {
		at := parse(t, "https://example.org/")
		at.Path = path
		seen := map[string]bool{}
		for _, c := range Page(page, http.Header{"Link": {link}}, at) {
			u := parse(t, c.URL)
			if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || seen[c.URL] || c.How == "" {
				t.Errorf("%+v", c)
			}
			seen[c.URL] = true
		}
		for _, list := range [][]Candidate{Resolve(at), Guesses(at, "joomla"), Inside(page, at)} {
			for _, c := range list {
				if u := parse(t, c.URL); u.Scheme != "https" || u.Host == "" {
					t.Errorf("%+v", c)
				}
			}
		}
	})
}

// BenchmarkPage is a front page of 200 kB.
func BenchmarkPage(b *testing.B) {
	var page bytes.Buffer
	page.WriteString(`<link rel="alternate" type="application/rss+xml" href="/rss">`)
	for i := 0; page.Len() < 200<<10; i++ {
		fmt.Fprintf(&page, `<div class="teaser"><a href="/news/%d.html"><img src="/p/%d.jpg" alt="A ship"></a><p>High water at noon.</p></div>`, i, i)
	}
	at := parse(b, "https://example.org/")
	b.SetBytes(int64(page.Len()))
	b.ReportAllocs()
	for b.Loop() {
		Page(page.Bytes(), nil, at)
	}
}
