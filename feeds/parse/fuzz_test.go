package parse

import (
	"bytes"
	"errors"
	"reflect"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"

	"tidings/feeds"
)

func FuzzFeed(f *testing.F) {
	f.Add([]byte(rssItem("<title>a</title><description>&lt;a href=b&gt;</description><media:content url='x'/>")), "text/xml")
	f.Add([]byte(atomEntry("<link href='x'/><content type='xhtml'><div>x</div></content><updated>2026</updated>")), "")
	f.Add([]byte(jsonDocument), "application/json")
	f.Add([]byte(`<rdf:RDF xml:base="x"><item rdf:about="y"><body>z</body>`), "text/xml; charset=big5")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		doc, err := Feed(body, contentType, location)
		if (doc == nil) == (err == nil) {
			t.Fatalf("document %v, error %v", doc, err)
		}
		if err != nil {
			if !errors.Is(err, feeds.ErrEmpty) && !errors.Is(err, feeds.ErrNotFeed) {
				t.Fatalf("error of another kind: %v", err)
			}
			return
		}
		if len(doc.Entries) > maxEntries {
			t.Errorf("%d entries", len(doc.Entries))
		}
		for _, e := range doc.Entries {
			for _, s := range []string{e.Title, e.Summary, e.Content, e.Link} {
				if !utf8.ValidString(s) {
					t.Errorf("not UTF-8: %q", s)
				}
			}
		}
	})
}

// What is mended must be readable, whatever it was before.
func FuzzMend(f *testing.F) {
	f.Add(`<item><title>a<b></title></item>`)
	f.Add(`<a b="c>d<e f='<g h=i/><![CDATA[j]]>k]]>&#1;<?l?><!--m`)
	f.Add(`<item><item><x:y:z/><entry a:b=c a:b=d xmlns:e="">`)
	f.Fuzz(func(t *testing.T, inside string) {
		text := UTF8([]byte("<rss><channel>"+inside), "")
		mended, _, _ := mend(text, rssFormat, sound{})
		if s := surveyOf(mended, rssFormat, ""); s.flaw != "" {
			t.Errorf("%q: %s", mended, s.flaw)
		}
		if _, err := new(rss.Parser).Parse(bytes.NewReader(mended)); err != nil {
			t.Errorf("%q: %v", mended, err)
		}
		text = UTF8([]byte("<feed><entry>"+inside), "")
		mended, _, _ = mend(text, atomFormat, sound{})
		if _, err := new(atom.Parser).Parse(bytes.NewReader(mended)); err != nil {
			t.Errorf("%q: %v", mended, err)
		}
	})
}

func FuzzDate(f *testing.F) {
	f.Add("Mon, 05 Jan 2026 08:30:00 GMT")
	f.Add("2026年1月5日(月) 午後5時30分")
	f.Add("5 tháng 1, 2026 8:30:00.5 pm +07:00 America/New_York")
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := Date(text)
		if ok && (got.Location() != time.UTC || got.Year() < 99 || got.Year() > 10000) {
			t.Errorf("%q: %v", text, got)
		}
	})
}

// A feed that two bytes of are changed, or that is cut off, gives what came whole
// before the first of them.
func FuzzDamage(f *testing.F) {
	for which := range 4 {
		f.Add(which, uint(600), byte('<'), uint(700), byte('>'), false)
		f.Add(which, uint(300), byte('!'), uint(301), byte('-'), true)
	}
	f.Fuzz(func(t *testing.T, which int, place uint, sign byte, second uint, other byte, cut bool) {
		samples := smallSamples(t)
		s := samples[uint(which)%uint(len(samples))]
		first, last := int(place%uint(len(s.body))), int(second%uint(len(s.body)))
		if last < first {
			first, last = last, first
		}
		damaged := bytes.Clone(s.body)
		damaged[last] = other & 0x7f // one bad letter is told from another encoding; two may not be
		damaged[first] = sign
		if cut {
			damaged = damaged[:last]
		}
		want := s.entries[:s.whole(first)]
		doc, err := Feed(damaged, s.contentType, location)
		if len(want) == 0 {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		if len(doc.Entries) < len(want) || !reflect.DeepEqual(doc.Entries[:len(want)], want) {
			t.Errorf("%s: %+v\nwant %+v", s.name, doc.Entries, want)
		}
	})
}

// What a document declares does not make it longer than the bound.
func FuzzEntities(f *testing.F) {
	f.Add(`<!ENTITY a "b&c;"><!ENTITY c 'x"<'>`, `<a b="&a;">&a;&amp;&c</a><![CDATA[&a;]]>`)
	f.Add(`<!ENTITY a "&a;&a;">`, `&a;&#38;`)
	f.Fuzz(func(t *testing.T, declared, text string) {
		out, _ := withEntities([]byte(text), documentEntities([]byte("<!DOCTYPE r ["+declared+"]>")))
		if len(out) > 6*(len(text)+maxEntityExpanded) { // quotation marks grow
			t.Errorf("%d bytes of %d", len(out), len(text))
		}
	})
}
