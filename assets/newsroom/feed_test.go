package newsroom

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// asUTF8 reads a feed as its bytes and its declaration say.
func asUTF8(t *testing.T, doc []byte) string {
	t.Helper()
	if bytes.HasPrefix(doc, []byte{0xFF, 0xFE}) {
		units := make([]uint16, (len(doc)-2)/2)
		for i := range units {
			units[i] = binary.LittleEndian.Uint16(doc[2+2*i:])
		}
		return string(utf16.Decode(units))
	}
	if bytes.Contains(doc[:60], []byte("ISO-8859-1")) {
		var b strings.Builder
		for _, c := range doc {
			b.WriteRune(rune(c))
		}
		return b.String()
	}
	if !utf8.Valid(doc) {
		t.Error("the feed is not UTF-8")
	}
	return string(doc)
}

func TestEveryFeedIsWellFormedAndHasEveryArticle(t *testing.T) {
	n := New(now)
	for _, s := range n.Sources() {
		t.Run(s.Slug, func(t *testing.T) {
			doc, _, err := n.feed(s, "http://news.test")
			if err != nil {
				t.Fatal(err)
			}
			text := asUTF8(t, doc)
			if s.Format == JSONFeed {
				checkJSON(t, n, s, text)
			} else {
				checkXML(t, n, s, text)
			}
		})
	}
}

func checkJSON(t *testing.T, n *Newsroom, s Source, text string) {
	var doc jsonDoc
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Items) != len(n.Articles(s.Slug)) || doc.Title != s.Title {
		t.Errorf("%q has %d items", doc.Title, len(doc.Items))
	}
}

func checkXML(t *testing.T, n *Newsroom, s Source, text string) {
	d := xml.NewDecoder(strings.NewReader(text))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 already
	titles := map[string]bool{}
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := tok.(xml.StartElement); ok && e.Name.Local == "title" {
			var title string
			if err := d.DecodeElement(&title, &e); err != nil {
				t.Fatal(err)
			}
			titles[title] = true
		}
	}
	for _, a := range n.Articles(s.Slug) {
		if !titles[a.Title] {
			t.Errorf("%q is not in the feed", a.Title)
		}
	}
}

func TestFeedsComeInEveryFormatAndCharset(t *testing.T) {
	formats, charsets, full := map[Format]int{}, map[Charset]int{}, map[bool]int{}
	for _, s := range New(now).Sources() {
		formats[s.Format]++
		charsets[s.Charset]++
		full[s.Full]++
	}
	if len(formats) != 4 || len(charsets) != 3 || full[true] < 3 || full[false] < 3 {
		t.Errorf("formats %v, charsets %v, full texts %v", formats, charsets, full)
	}
}

func TestFeedsWithLeadsDoNotHaveTheText(t *testing.T) {
	n := New(now)
	s, _ := n.Source("harbour-post")
	doc, _, err := n.feed(s, "http://news.test")
	if err != nil {
		t.Fatal(err)
	}
	text := string(doc)
	if !strings.Contains(text, "Business delegations from both countries") || strings.Contains(text, "The certificate is the part") {
		t.Error("the feed has no lead, or more than that")
	}
}

func TestRelativeSourcesWriteAddressesWithoutHost(t *testing.T) {
	n := New(now)
	s, _ := n.Source("delta-courier")
	a, _ := n.Article("delta-courier/second-plant-can-tho")
	if html := n.content(s, a, "http://news.test"); !strings.Contains(html, `src="/delta-courier/pictures/`) {
		t.Error(html)
	}
}

func TestGUIDsDoNotChangeWithTheAddress(t *testing.T) {
	n := New(now)
	s, _ := n.Source("solder-and-sand")
	ids := func(base string) (list []string) {
		doc, err := n.jsonFeed(s, n.Articles(s.Slug), base)
		if err != nil {
			t.Fatal(err)
		}
		var d jsonDoc
		if err := json.Unmarshal(doc, &d); err != nil {
			t.Fatal(err)
		}
		for _, item := range d.Items {
			list = append(list, item.ID)
		}
		return list
	}
	if a, b := strings.Join(ids("http://a"), " "), strings.Join(ids("http://b"), " "); a != b || a == "" {
		t.Errorf("%s\n%s", a, b)
	}
}

func TestOPMLHasEverySourceInItsFolder(t *testing.T) {
	n := New(now)
	var doc opmlDoc
	if err := xml.Unmarshal(n.OPML("http://news.test"), &doc); err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, f := range doc.Folders {
		for _, o := range f.Children {
			found[o.URL] = f.Text
		}
	}
	for _, s := range n.Sources() {
		if found["http://news.test"+s.Feed] != s.Folder {
			t.Errorf("%s is in %q", s.Title, found["http://news.test"+s.Feed])
		}
	}
}

func BenchmarkFeed(b *testing.B) {
	n := New(now)
	s, _ := n.Source("morgenblatt")
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := n.feed(s, "http://news.test"); err != nil {
			b.Fatal(err)
		}
	}
}
