package parse

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"tidings/assets/newsroom"
	"tidings/feeds"
)

// A sample is a feed with the places in its bytes where its entries end.
type sample struct {
	name, contentType string
	body              []byte
	ends              []int
	entries           []feeds.Entry
}

func newSample(t *testing.T, name, contentType string, body []byte) (sample, bool) {
	t.Helper()
	s := sample{name: name, contentType: contentType, body: body}
	doc, err := Feed(body, contentType, location)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	s.entries = doc.Entries
	s.ends = xmlEnds(body)
	if len(s.ends) == 0 {
		s.ends = jsonEnds(body)
	}
	return s, len(s.ends) == len(s.entries) && len(s.ends) > 0
}

// xmlEnds is where entries end in XML, also of two bytes a character.
func xmlEnds(body []byte) []int {
	var ends []int
	for _, tag := range []string{"</item>", "</entry>"} {
		for _, end := range [][]byte{[]byte(tag), []byte(strings.Join(strings.Split(tag, ""), "\x00") + "\x00")} {
			for i := 0; ; {
				n := bytes.Index(body[i:], end)
				if n < 0 {
					break
				}
				i += n + len(end)
				ends = append(ends, i)
			}
		}
	}
	return ends
}

// jsonEnds is where the items of a JSON Feed end.
func jsonEnds(body []byte) []int {
	var ends []int
	at := bytes.Index(body, []byte(`"items"`))
	if at < 0 {
		return nil
	}
	at += bytes.IndexByte(body[at:], '[')
	d := json.NewDecoder(bytes.NewReader(body[at:]))
	_, _ = d.Token()
	for d.More() {
		var item json.RawMessage
		if d.Decode(&item) != nil {
			return nil
		}
		ends = append(ends, at+int(d.InputOffset()))
	}
	return ends
}

// whole is how many entries end before a place.
func (s sample) whole(place int) int {
	n := 0
	for _, end := range s.ends {
		if end <= place {
			n++
		}
	}
	return n
}

// check damages the sample at a place and asks for everything that came before.
func (s sample) check(t *testing.T, what string, place int, damaged []byte) {
	t.Helper()
	want := s.entries[:s.whole(place)]
	if len(want) == 0 {
		_, _ = Feed(damaged, s.contentType, location) // must not panic
		return
	}
	doc, err := Feed(damaged, s.contentType, location)
	if err != nil {
		t.Errorf("%s %s at %d of %d: %v", s.name, what, place, len(s.body), err)
		return
	}
	for i, e := range want {
		if i >= len(doc.Entries) {
			t.Errorf("%s %s at %d of %d: %d entries, want %d; %q", s.name, what, place, len(s.body), len(doc.Entries), len(want), doc.Warnings)
			return
		}
		if !reflect.DeepEqual(doc.Entries[i], e) {
			t.Errorf("%s %s at %d of %d: entry %d\n got %+v\nwant %+v", s.name, what, place, len(s.body), i, doc.Entries[i], e)
			return
		}
	}
	if len(doc.Entries) < len(s.entries) && !doc.Partial {
		t.Errorf("%s %s at %d of %d: %d entries of %d, and nothing says that any is missing; %q", s.name, what, place, len(s.body), len(doc.Entries), len(s.entries), doc.Warnings)
	}
}

func (s sample) cut(t *testing.T, place int) {
	t.Helper()
	s.check(t, "cut off", place, s.body[:place:place])
}

// flip changes one byte: a bit of it, all bits, or into what means something.
func (s sample) flip(t *testing.T, place, how int) {
	t.Helper()
	damaged := bytes.Clone(s.body)
	const signs = "<>&\"'/!-?][=:; \x00{},"
	switch {
	case how < 8:
		damaged[place] ^= 1 << how
	case how == 8:
		damaged[place] ^= 0xff
	default:
		damaged[place] = signs[(how-9)%len(signs)]
	}
	s.check(t, fmt.Sprintf("flipped to %q", damaged[place]), place, damaged)
}

const flips = 9 + 20

// smallSamples are feeds of a few hundred bytes in every format and several
// encodings.
func smallSamples(t *testing.T) []sample {
	rss := `<?xml version="1.0" encoding="utf-8"?><!-- made by hand --><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Quay</title><link>https://quay.example/</link>
<item><title>Één &amp; &quot;two&quot;</title><link>/1</link><guid isPermaLink="false">1</guid><pubDate>Mon, 05 Jan 2026 08:30:00 GMT</pubDate><dc:creator>Ada</dc:creator><content:encoded><![CDATA[<p class="a">x <img src="a.png"> &hellip;</p>]]></content:encoded></item>
<!-- between --><item><title><![CDATA[Two]]></title><description>&lt;p&gt;y&lt;/p&gt;</description><category domain='x'>Ports</category></item>
<item><title>Three</title><enclosure url="3.mp3" type="audio/mpeg" length="3"/><description><![CDATA[z]]></description></item>
</channel></rss>`
	rdf := `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://quay.example/"><title>Quay</title><link>https://quay.example/</link><items><rdf:Seq><rdf:li rdf:resource="1"/></rdf:Seq></items></channel>
<item rdf:about="https://quay.example/1"><title>One</title><link>https://quay.example/1</link><dc:date>2026-01-05</dc:date></item>
<item rdf:about="https://quay.example/2"><title>Twö</title><description>y</description></item></rdf:RDF>`
	atom := `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://quay.example/"><title>Quay</title><link href="/"/><id>q</id>
<entry><title type="html">A &lt;b&gt;b&lt;/b&gt;</title><id>1</id><link href="1"/><updated>2026-01-05T08:30:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p class='x'>a &amp; <!-- b --><br/><a href="c">ç</a></p></div></content></entry>
<entry xml:lang="vi"><title>Hai</title><id>2</id><author><name>Bình</name></author><category term="t"/><summary>tóm tắt</summary></entry>
</feed>`
	jsonFeed := `{"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "home_page_url": "https://quay.example/", "items": [
{"id": "1", "url": "https://quay.example/1", "title": "Øne \"x\"", "content_html": "<p>a\n</p>", "tags": ["x"], "attachments": [{"url": "/1.mp3", "mime_type": "audio/mpeg"}]},
{"id": 2, "content_text": "two \u00e9"},
{"id": "3", "title": "Three"}], "author": {"name": "Ada"}}`
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.Replace(rss, "utf-8", "utf-16", 1))
	if err != nil {
		t.Fatal(err)
	}
	latin, err := charmap.Windows1252.NewEncoder().String(strings.Replace(rss, "utf-8", "windows-1252", 1))
	if err != nil {
		t.Fatal(err)
	}
	unclosed := strings.ReplaceAll(rss, "</p>", "</p><b>not closed</b></i>")
	var out []sample
	for _, s := range []struct{ name, contentType, body string }{
		{"RSS", "text/xml", rss}, {"RSS that is UTF-8 by the header", "text/xml; charset=utf-8", rss},
		{"RSS with a mark", "", "\ufeff" + rss}, {"RDF", "", rdf}, {"Atom", "", atom}, {"JSON Feed", "application/json", jsonFeed},
		{"RSS in UTF-16", "", utf16}, {"RSS in windows-1252", "", latin},
		{"RSS with bad HTML", "", strings.ReplaceAll(unclosed, "<description>&lt;p&gt;y&lt;/p&gt;", "<description><p>y")},
	} {
		small, ok := newSample(t, s.name, s.contentType, []byte(s.body))
		if !ok {
			t.Fatalf("%s: %d ends, %d entries", s.name, len(small.ends), len(small.entries))
		}
		out = append(out, small)
	}
	return out
}

func TestFeedsCutOffGiveWhatCameWhole(t *testing.T) {
	for _, s := range smallSamples(t) {
		for place := range s.body {
			s.cut(t, place)
		}
	}
}

func TestFeedsWithOneFlippedByteGiveWhatCameBefore(t *testing.T) {
	step := 5
	if testing.Short() {
		step = 43
	}
	for _, s := range smallSamples(t) {
		for n := 0; n < len(s.body)*flips; n += step {
			s.flip(t, n/flips, n%flips)
		}
	}
}

// TestRealFeedsSurviveDamage damages the feeds of the demo newsroom, and real ones
// where there are some, at places that a seed chooses.
func TestRealFeedsSurviveDamage(t *testing.T) {
	times := 40
	if testing.Short() {
		times = 4
	}
	for _, s := range append(newsroomSamples(t), corpusSamples(t)...) {
		random := rand.New(rand.NewPCG(6, uint64(len(s.body))))
		n := min(times, 1+times*100_000/len(s.body))
		for range n {
			s.cut(t, random.IntN(len(s.body)))
			s.flip(t, random.IntN(len(s.body)), random.IntN(flips))
		}
		for _, end := range s.ends[:min(n, len(s.ends))] {
			s.cut(t, end)
			if end < len(s.body) {
				s.flip(t, end, random.IntN(flips))
			}
		}
	}
}

func newsroomSamples(t *testing.T) []sample {
	room := newsroom.New(time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC))
	var out []sample
	for _, source := range room.Sources() {
		if source.Broken || source.Slow || source.Moved != "" {
			continue
		}
		w := httptest.NewRecorder()
		room.Handler().ServeHTTP(w, httptest.NewRequest("GET", source.Feed, nil))
		s, ok := newSample(t, source.Slug, w.Header().Get("Content-Type"), w.Body.Bytes())
		if !ok {
			t.Fatalf("%s: %d ends, %d entries", source.Slug, len(s.ends), len(s.entries))
		}
		out = append(out, s)
	}
	return out
}

// corpusFolder has real feeds; it is no part of the repository.
func corpusFolder() string {
	if dir := os.Getenv("TIDINGS_CORPUS"); dir != "" {
		return dir
	}
	return filepath.Join("..", "..", "..", "shared", "corpus")
}

func corpusSamples(t *testing.T) []sample {
	files, _ := filepath.Glob(filepath.Join(corpusFolder(), "feeds-misc", "*", "*.gz"))
	var out []sample
	for _, name := range files {
		if s, ok := newSample(t, filepath.Base(name), "", uncompressed(t, name)); ok {
			out = append(out, s)
		}
	}
	return out
}

func uncompressed(t *testing.T, name string) []byte {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestWhatBeginsLikeAnEntryIsOneWithWhatIsLegible(t *testing.T) {
	const text = `<rss version="2.0"><channel><title>P</title><item><guid>1</guid><title>One</title></item>` +
		`<item <title>&nosuch; </b> a < b & c<item><guid>2</guid><title>Two</title></item></channel></rss>`
	doc, err := Feed([]byte(text), "application/rss+xml", "https://paper.example/feed")
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, e := range doc.Entries {
		titles = append(titles, e.Title)
	}
	if got := strings.Join(titles, "|"); got != "One|&nosuch; a < b & c|Two" {
		t.Errorf("it has %s", got)
	}
}
