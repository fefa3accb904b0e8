package parse

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// An item of all extensions that are read, with a place for the prefix of each.
const extended = `<item><link>https://harbour.example/1</link>
<{dc}:title>A tide</{dc}:title><{dc}:creator>Jo</{dc}:creator><{dcterms}:issued>2026-01-05T08:30:00Z</{dcterms}:issued>
<{content}:encoded>&lt;p&gt;All of it&lt;/p&gt;</{content}:encoded>
<{media}:group><{media}:content url="/1.mp4" type="video/mp4"/><{media}:thumbnail url="/1.jpg" width="640" height="480"/></{media}:group>
<{itunes}:duration>1:00</{itunes}:duration><{itunes}:keywords>sea</{itunes}:keywords>
<{podcast}:transcript url="/1.vtt" type="text/vtt"/>
<{slash}:comments>7</{slash}:comments><{wfw}:comment>/1#reply</{wfw}:comment>
<{psc}:chapters version="1.2"><{psc}:chapter start="00:00:00.000" title="Ebb &amp; flood" href="/ebb"/><{psc}:chapter start="1:02:03.5" title="Later"/></{psc}:chapters>
</item>`

var spaces = map[string][]string{
	"dc":      {"http://purl.org/dc/elements/1.1/", "http://purl.org/dc/elements/1.1"},
	"dcterms": {"http://purl.org/dc/terms/", "https://purl.org/dc/terms"},
	"content": {"http://purl.org/rss/1.0/modules/content/", "https://purl.org/rss/1.0/modules/content"},
	"media":   {"http://search.yahoo.com/mrss/", "https://www.rssboard.org/media-rss"},
	"itunes":  {"http://www.itunes.com/dtds/podcast-1.0.dtd", "http://www.itunes.com/DTDs/Podcast-1.0.dtd"},
	"podcast": {"https://podcastindex.org/namespace/1.0", "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"},
	"slash":   {"http://purl.org/rss/1.0/modules/slash/", "http://purl.org/rss/1.0/modules/slash"},
	"wfw":     {"http://wellformedweb.org/CommentAPI/", "http://wellformedweb.org/CommentAPI"},
	"psc":     {"http://podlove.org/simple-chapters", "https://podlove.org/simple-chapters/"},
}

// extendedFeed has the item with prefixes made of the usual ones; the declarations are in
// the root or in the item, in the spelling of that number.
func extendedFeed(prefix func(usual string) string, spelling int, inItem bool) string {
	item, declared := extended, ""
	for usual, list := range spaces {
		item = strings.ReplaceAll(item, "{"+usual+"}", prefix(usual))
		declared += fmt.Sprintf(" xmlns:%s='%s'", prefix(usual), list[spelling])
	}
	if inItem {
		item, declared = strings.Replace(item, "<item", "<item"+declared, 1), ""
	}
	return "<rss version='2.0'" + declared + "><channel><title>Harbour</title>" + item + "</channel></rss>"
}

func TestTheNamespaceSaysWhatAnElementMeansNotItsPrefix(t *testing.T) {
	want := one(t, extendedFeed(func(usual string) string { return usual }, 0, false))
	if want.Title != "A tide" || len(want.Authors) != 1 || want.Published.IsZero() || !strings.HasPrefix(want.Content, "<p>All of it</p>") || want.Image == "" ||
		len(want.Enclosures) != 1 || want.Enclosures[0].Duration != time.Minute || len(want.Categories) != 1 || len(want.Links) != 1 ||
		want.CommentCount != 7 || want.Comments == "" {
		t.Fatalf("with the usual prefixes: %+v", want)
	}
	for name, prefix := range map[string]func(string) string{
		"usual":      func(usual string) string { return usual },
		"numbered":   func(usual string) string { return "ns" + usual },
		"upper case": strings.ToUpper,
	} {
		for spelling := range 2 {
			for _, inItem := range []bool{false, true} {
				if got := one(t, extendedFeed(prefix, spelling, inItem)); !reflect.DeepEqual(got, want) {
					t.Errorf("%s, spelling %d, in the item %t:\ngot  %+v\nwant %+v", name, spelling, inItem, got, want)
				}
			}
		}
	}
}

func TestANamespaceWithoutAPrefixIsKnownToo(t *testing.T) {
	e := one(t, `<rss version="2.0"><channel><item><title>a</title><creator xmlns="https://purl.org/dc/elements/1.1/">Jo</creator></item></channel></rss>`)
	if len(e.Authors) != 1 || e.Authors[0].Name != "Jo" {
		t.Errorf("%+v", e)
	}
}

func TestThreadingIsReadUnderAnyPrefix(t *testing.T) {
	e := one(t, `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:re="http://purl.org/syndication/thread/1.0"><entry><title>a</title><re:total>12</re:total>`+
		`<link rel="replies" type="text/html" href="/1#replies"/></entry></feed>`)
	if e.CommentCount != 12 || e.Comments == "" {
		t.Errorf("%+v", e)
	}
}

func TestDeclarationsThatMeanNothingDoNoHarm(t *testing.T) {
	for _, odd := range []string{`xmlns:`, `xmlns:x`, `xmlns:x=`, `xmlns:x="`, `xmlns:x='http://purl.org/dc/elements/1.1/`, strings.Repeat("xmlns:", 5000)} {
		e := one(t, `<rss><channel><item><title>a</title><description><![CDATA[`+odd+`]]></description><q:a xmlns:q="urn:q">b</q:a></item></channel></rss>`)
		if e.Title != "a" || len(e.Authors) != 0 {
			t.Errorf("%.40s: %+v", odd, e)
		}
	}
}

func TestChaptersInTheItemAreListedBelowItsText(t *testing.T) {
	const chapters = `<psc:chapters xmlns:psc="http://podlove.org/simple-chapters"><psc:chapter start="0" title="Ebb &amp;amp; flood"/>` +
		`<psc:chapter start="12:34" title="Tide &lt;now&gt;" href="/tide?a=1&amp;b=2"/><psc:chapter start="01:00:00" title="End" href="javascript:x"/>` +
		`<psc:chapter start="soon" title="No time"/><psc:chapter start="1"/></psc:chapters>`
	list := `<ul><li>0:00 Ebb &amp; flood</li><li>12:34 <a href="https://harbour.example/tide?a=1&amp;b=2">Tide &lt;now&gt;</a></li><li>1:00:00 End</li></ul>`
	for name, test := range map[string]struct{ body, want string }{
		"alone":            {rssItem("<title>a</title>" + chapters), list},
		"below a summary":  {rssItem("<description>Talk.</description>" + chapters), "Talk." + list},
		"named by it":      {rssItem("<description>0:00 Ebb &amp;amp; flood, 12:34 Tide &amp;lt;now&amp;gt;</description>" + chapters), "0:00 Ebb &amp; flood, 12:34 Tide &lt;now&gt;"},
		"named, as text":   {rssItem("<description><![CDATA[<p>Ebb & flood, then End</p>]]></description>" + chapters), "<p>Ebb & flood, then End</p>"},
		"one of three":     {rssItem("<description>End</description>" + chapters), "End" + list},
		"Atom":             {atomEntry("<content type='html'>Talk.</content>" + chapters), "Talk." + list},
		"without chapters": {rssItem(`<description>Talk.</description><psc:chapters xmlns:psc="http://podlove.org/simple-chapters"/>`), "Talk."},
	} {
		t.Run(name, func(t *testing.T) {
			e := one(t, test.body)
			if got := e.Summary + e.Content; got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}
