package parse

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
)

// benchFeed is a well-formed feed of 50 articles of about 4.8 kB each.
func benchFeed(atom bool) []byte {
	var b strings.Builder
	paragraph := `<p>The council of the river towns met on Tuesday to agree on a <a href="https://news.example/dyke?id=3">new dyke</a>; ` +
		`the engineers had asked for it since the spring flood. “It will hold,” said the mayor.</p>` + "\n"
	body := strings.Repeat(paragraph, 20)
	if atom {
		b.WriteString(`<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>River News</title><link href="https://news.example/"/>`)
	} else {
		b.WriteString(`<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>River News</title><link>https://news.example/</link>`)
	}
	for i := range 50 {
		if atom {
			fmt.Fprintf(&b, `<entry><title>Dyke number %d</title><id>https://news.example/%d</id><link href="https://news.example/%d"/><published>2026-01-05T08:%02d:00Z</published><updated>2026-01-05T09:00:00Z</updated><author><name>Ada Strand</name></author><content type="html">%s</content></entry>`,
				i, i, i, i, strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(body))
			continue
		}
		fmt.Fprintf(&b, `<item><title>Dyke number %d</title><link>https://news.example/%d</link><guid>https://news.example/%d</guid><pubDate>Mon, 05 Jan 2026 08:%02d:00 GMT</pubDate><dc:creator>Ada Strand</dc:creator><category>Towns</category><description>The council met.</description><content:encoded><![CDATA[%s]]></content:encoded></item>`,
			i, i, i, i, body)
	}
	if atom {
		b.WriteString("</feed>")
	} else {
		b.WriteString("</channel></rss>")
	}
	return []byte(b.String())
}

// BenchmarkFeed reads a feed of 50 articles; BenchmarkGofeed is gofeed alone on
// the same document.
func BenchmarkFeed(b *testing.B) {
	for name, body := range map[string][]byte{"rss": benchFeed(false), "atom": benchFeed(true)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Feed(body, "application/xml", "https://news.example/feed"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkGofeed(b *testing.B) {
	for name, body := range map[string][]byte{"rss": benchFeed(false), "atom": benchFeed(true)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := gofeed.NewParser().Parse(bytes.NewReader(body)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkMend(b *testing.B) {
	body := bytes.TrimSuffix(benchFeed(false), []byte("</item></channel></rss>"))
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		mend(body, rssFormat, sound{})
	}
}

func BenchmarkDate(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Date("Mon, 05 Jan 2026 08:12:00 +0700")
	}
}

// BenchmarkHostile reads 16 MiB that a server could send in order to keep us busy.
// What takes more than about a second of them is a way to do so.
func BenchmarkHostile(b *testing.B) {
	const size = 16 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	for name, body := range map[string]string{
		"brackets":            rssItem(fill("<")),
		"tags never closed":   rssItem(fill("<x:a>")),
		"end tags of nothing": rssItem(fill("</a>")),
		"end tags cut off":    rssItem(fill("</a")),
		"attributes":          rssItem("<enclosure " + fill(`a="b" `) + "/>"),
		"quotes":              rssItem(fill(`<a b="<a b=""`)),
		"comments":            rssItem(fill("<!--")),
		"comments and ends":   rssItem(fill("<!-- -- >")),
		"CDATA":               rssItem(fill("<![CDATA[")),
		"CDATA in CDATA":      rssItem(fill("<title><![CDATA[</title>")),
		"DOCTYPEs":            rssItem(fill("<!D[") + fill("]")),
		"ampersands":          rssItem("<title>" + fill("&") + "</title>"),
		"references":          rssItem("<title>" + fill("&#0;") + "</title>"),
		"entities":            `<!DOCTYPE r [<!ENTITY a "&b;&b;&b;&b;"><!ENTITY b "&a;&a;&a;&a;">]>` + rssItem(fill("&a;")),
		"entries":             rssItem(fill("</item><item>")),
		"titles of tags":      rssItem("<title>" + fill("&lt;b c='d'&gt;") + "</title>"),
		"bad UTF-8":           rssItem(fill("é\xff\xfe")),
		"no root":             fill("<a>"),
		"JSON brackets":       `{"version":"https://jsonfeed.org/version/1","items":` + fill("["),
		"JSON items":          `{"version":"https://jsonfeed.org/version/1","items":[` + fill("{},"),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				_, _ = Feed([]byte(body), "", location)
			}
		})
	}
}
