package parse

import (
	"fmt"
	"strings"
	"testing"
)

func TestHostileDocumentsAreBounded(t *testing.T) {
	laughs := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">` +
		`<!ENTITY lol1 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">` +
		`<!ENTITY lol2 "&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;">` +
		`<!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">]>`
	deep := strings.Repeat("<x:a>", 300_000)
	for name, test := range map[string]struct {
		body    string
		entries int
	}{
		"entities that multiply":           {laughs + rssItem("<title>&lol3;</title>"), 1},
		"nesting in an extension":          {rssItem("<title>One</title>" + deep), 1},
		"nesting closed again":             {rssItem(deep + strings.Repeat("</x:a>", 300_000)), 1},
		"nesting in a text":                {rssItem("<description>" + strings.Repeat("<b>", 300_000) + "</description>"), 1},
		"nesting in XHTML":                 {atomEntry(`<content type="xhtml">` + strings.Repeat("<div>", 100_000) + strings.Repeat("</div>", 100_000) + `</content>`), 1},
		"a long attribute":                 {rssItem(`<enclosure url="` + strings.Repeat("x", 5_000_000) + `"/>`), 1},
		"many attributes":                  {rssItem(`<enclosure ` + strings.Repeat(`a="b" `, 100_000) + `/>`), 1},
		"quotes that never pair":           {rssItem(strings.Repeat(`<a b="`, 300_000)), 1},
		"quotes that hide tags":            {rssItem(strings.Repeat(`<a b="<a b=""`, 200_000)), 1},
		"brackets alone":                   {rssItem(strings.Repeat("<", 1_000_000)), 1},
		"comments that never end":          {rssItem(strings.Repeat("<!--", 300_000)), 1},
		"instructions that never end":      {rssItem(strings.Repeat("<?", 300_000)), 1},
		"CDATA that never ends":            {rssItem(strings.Repeat("<![CDATA[", 200_000)), 1},
		"DOCTYPEs that never end":          {rssItem(strings.Repeat("<!D[", 50_000) + strings.Repeat("]", 50_000)), 1},
		"end tags that never end":          {rssItem(strings.Repeat("</a", 100_000)), 1},
		"CDATA in CDATA":                   {rssItem(strings.Repeat("<description><![CDATA[</description>", 20_000) + "]]>"), 1},
		"base64 in base64":                 {atomEntry(strings.Repeat(`<title mode="base64">`, 20_000)), 1},
		"tags in a title":                  {rssItem("<title>" + strings.Repeat("&lt;b c='d'&gt;", 20_000) + "</title>"), 1},
		"comments in a title":              {rssItem("<title>" + strings.Repeat("&lt;!--", 50_000) + "</title>"), 1},
		"entities in tags":                 {`<!DOCTYPE r [<!ENTITY a "b">]>` + rssItem(strings.Repeat(`<a b="&a;&a;"/>`, 20_000)), 1},
		"namespaces":                       {strings.Replace(rssItem(strings.Repeat("<a/>", 20_000)), "<channel>", "<channel"+namespaces(5000)+">", 1), 1},
		"namespaces that nest":             {rssItem(strings.Repeat("<a"+namespaces(90)+">", 150) + strings.Repeat("<b/>", 20_000)), 1},
		"ampersands":                       {rssItem("<title>" + strings.Repeat("&", 500_000) + "</title>"), 1},
		"end tags of nothing":              {rssItem(strings.Repeat("</a>", 300_000)), 1},
		"more entries than anyone reads":   {"<rss><channel>" + strings.Repeat("<item><title>x</title></item>", maxEntries+10) + "</channel></rss>", maxEntries},
		"unbalanced, too many entries":     {"<rss><channel>" + strings.Repeat("<item><title>x", maxEntries+10), maxEntries},
		"JSON with too many items":         {`{"items":[` + strings.Repeat(`{"id":1},`, maxEntries+10) + `{}]}`, maxEntries},
		"JSON that nests":                  {`{"version":"https://jsonfeed.org/version/1","title":` + strings.Repeat("[", 300_000), 0},
		"brackets where a title should be": {rssItem("<title>" + strings.Repeat("&lt;b&gt;", 20_000) + "</title>"), 1},
	} {
		t.Run(name, func(t *testing.T) {
			if got := len(read(t, test.body).Entries); got != test.entries {
				t.Errorf("%d entries, want %d", got, test.entries)
			}
		})
	}
}

// What an entry has too much of costs no more than in proportion to it, and is not kept.
func TestPartsOfAnEntryAreBounded(t *testing.T) {
	many := func(format string) string {
		var b strings.Builder
		for i := range 60_000 {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	const dc, media = ` xmlns:dc="http://purl.org/dc/elements/1.1/"`, ` xmlns:media="http://search.yahoo.com/mrss/"`
	for name, body := range map[string]string{
		"enclosures":    rssItem(many(`<enclosure url="http://a.example/%d.mp3"/>`)),
		"categories":    rssItem(many(`<category>c%d</category>`)),
		"people":        rssItem(many(`<dc:creator` + dc + `>Ann %d</dc:creator>`)),
		"keywords":      rssItem(`<media:keywords` + media + `>` + many(`k%d,`) + `</media:keywords>`),
		"files":         rssItem(many(`<media:content` + media + ` url="http://a.example/%d.mp4"/>`)),
		"Atom's files":  atomEntry(many(`<link rel="enclosure" href="http://a.example/%d.mp3"/>`)),
		"links":         atomEntry(many(`<link rel="via" href="http://a.example/%d.mp3"/>`)),
		"Atom's terms":  atomEntry(many(`<category term="t%d"/>`)),
		"Atom's people": atomEntry(many(`<author><name>Ann %d</name></author>`)),
		"JSON's tags":   `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","tags":[` + many(`"t%d",`) + `"x"]}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			e := read(t, body).Entries[0]
			if n := len(e.Enclosures) + len(e.Categories) + len(e.Authors) + len(e.Links); n != maxParts {
				t.Errorf("%d are kept", n)
			}
		})
	}
}

// Bases in bases grow, and each link below them would be joined to all of it.
func TestABaseThatIsTooLongDoesNotCount(t *testing.T) {
	long := strings.Repeat("a", 3000)
	body := `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a.example/` + long + `/"><entry xml:base="` + long + `/"><link href="b"/></entry></feed>`
	if got := read(t, body).Entries[0].Link; got != "http://a.example/"+long+"/b" {
		t.Errorf("%d bytes", len(got))
	}
}

func TestTextsThatAreTooLongAreCut(t *testing.T) {
	long := strings.Repeat("High water in the harbour. ", 1000)
	e := read(t, rssItem("<title>"+long+"</title><guid>"+long+"</guid><category>"+long+"</category><link>http://a.example/"+strings.Repeat("x", 70_000)+"</link>")).Entries[0]
	if n := len([]rune(e.Title)); n > maxTitle || !strings.HasSuffix(e.Title, "…") {
		t.Errorf("a title of %d characters", n)
	}
	if !strings.Contains(e.Summary, strings.TrimSpace(long)) {
		t.Error("the text that was the title is lost")
	}
	if len(e.GUID) > maxGUID || e.GUID == "" || len([]rune(e.Categories[0])) > maxTitle || e.Link != "" {
		t.Errorf("GUID of %d, category of %d, link of %d bytes", len(e.GUID), len(e.Categories[0]), len(e.Link))
	}
}

// namespaces declares many.
func namespaces(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, ` xmlns:n%d="n"`, i)
	}
	return b.String()
}
