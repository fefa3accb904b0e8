package parse

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"io"
	"io/fs"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/assets/newsroom"
)

// A took counts documents by who reads them.
type took struct{ fast, gofeed, mended, broken int }

// surveyOf surveys a document without reading it: what the fast reader finds on its way
// is to be the same.
func surveyOf(doc []byte, f format, location string) survey {
	v := surveyor{doc: doc, format: f, location: location}
	v.rest(&scanner{doc: doc})
	return v.survey
}

// sameAsGofeed compares what the fast reader makes of a document with what gofeed
// makes of it, mended if need be.
func sameAsGofeed(t testing.TB, body []byte, contentType string) (n took) {
	t.Helper()
	text := bytes.TrimSpace(UTF8(body, contentType))
	f, at := findRoot(text)
	if f == unknown {
		return n
	}
	text = text[at:]
	if surveyOf(text, f, location).flaw != "" {
		text, _, _ = mend(text, f, sound{})
		n.mended++
	}
	r := readingOf(text, f, location)
	want := surveyOf(text, f, location)
	if !reflect.DeepEqual(r.survey, want) {
		t.Errorf("survey\n got %+v\nwant %+v\nof %.600s", r.survey, want, text)
	}
	switch {
	case want.flaw != "":
		n.broken++
		return n
	case r.rss == nil && r.atom == nil:
		n.gofeed++
		return n
	}
	n.fast++
	gofeed := reading{survey: want}
	if err := gofeed.byGofeed(text, f); err != nil {
		t.Errorf("gofeed cannot read it: %v\n%.600s", err, text)
		return n
	}
	if got, want := withoutUnread(r), withoutUnread(gofeed); !bytes.Equal(got, want) {
		t.Errorf("the fast reader differs from gofeed\n%s\nin %.600s", difference(got, want), text)
	}
	return n
}

// withoutUnread writes what was read of a feed, without what the mapping has no use for.
func withoutUnread(r reading) []byte {
	if r.atom != nil {
		return withoutKeys(r.atom, "updatedParsed", "publishedParsed", "generator", "version")
	}
	return withoutKeys(r.rss, "pubDateParsed", "lastBuildDateParsed", "generator", "docs", "cloud", "textInput",
		"dcExt", "itunesExt", "version")
}

// withoutKeys writes a value as JSON without empty values and some others.
func withoutKeys(value any, keys ...string) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		return nil
	}
	var tree any
	if json.Unmarshal(text, &tree) != nil {
		return nil
	}
	prune(tree, append(keys, "bas_", "base"))
	text, _ = json.Marshal(tree)
	return bytes.ReplaceAll(text, []byte("xml:bas_"), []byte("xml:base")) // which is hidden from gofeed
}

func prune(tree any, keys []string) {
	switch node := tree.(type) {
	case []any:
		for _, n := range node {
			prune(n, keys)
		}
	case map[string]any:
		for k, v := range node {
			prune(v, keys)
			list, isList := v.([]any)
			inner, isMap := v.(map[string]any)
			if slices.Contains(keys, k) || v == nil || isList && len(list) == 0 || isMap && len(inner) == 0 && k != "source" {
				delete(node, k)
			}
		}
	}
}

// difference shows the first place at which two texts differ.
func difference(a, b []byte) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	around := func(s []byte) []byte { return s[max(0, i-80):min(len(s), i+80)] }
	return "got  …" + string(around(a)) + "\nwant …" + string(around(b))
}

func TestFastReaderTakesAllFeedsOfTheDemo(t *testing.T) {
	room := newsroom.New(time.Now())
	handler, feeds := room.Handler(), 0
	for _, s := range room.Sources() {
		if s.Format == newsroom.JSONFeed || s.Broken || s.Slow {
			continue
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest("GET", cmp.Or(s.Moved, s.Feed), nil))
		if n := sameAsGofeed(t, w.Body.Bytes(), w.Header().Get("Content-Type")); n != (took{fast: 1}) {
			t.Errorf("%s: %+v", s.Feed, n)
		}
		feeds++
	}
	if feeds < 10 {
		t.Errorf("%d feeds", feeds)
	}
}

func TestFastReaderTakesWhatIsOrdinary(t *testing.T) {
	for name, body := range map[string]string{
		"RSS":  string(benchFeed(false)),
		"Atom": string(benchFeed(true)),
	} {
		t.Run(name, func(t *testing.T) {
			if n := sameAsGofeed(t, []byte(body), ""); n != (took{fast: 1}) {
				t.Errorf("%+v", n)
			}
		})
	}
}

func TestWhatIsOddIsLeftToGofeed(t *testing.T) {
	for name, body := range map[string]string{
		"attribute without quotes":         rssItem("<enclosure url=a length='1'/>"),
		"attribute without a value":        rssItem("<description>a<b hidden>c</b></description>"),
		"instruction":                      rssItem("<?php echo ?>"),
		"declaration":                      rssItem("<!DOCTYPE b>"),
		"name with other letters":          rssItem("<größe>a</größe>"),
		"name of XML's own":                rssItem("<xml:a>b</xml:a>"),
		"prefix that stands for nothing":   rssItem("<a:b xmlns:a=''>c</a:b>"),
		"]]> in a comment":                 rssItem("<!-- ]]> -->"),
		"long reference":                   rssItem("<title>&#00000000065;</title>"),
		"xml:base deep inside of an entry": atomEntry("<source><link xml:base='http://b.example/' href='c'/></source>"),
	} {
		t.Run(name, func(t *testing.T) {
			if n := sameAsGofeed(t, []byte(body), ""); n != (took{gofeed: 1}) {
				t.Errorf("%+v", n)
			}
		})
	}
}

// The pass goes on as a survey where the fast reader gives up: what it found by then,
// and what comes later, is in there once.
func TestWhatIsDeclinedIsSurveyedInWhole(t *testing.T) {
	for name, odd := range map[string]string{"before all": "\x01", "in the middle": "<?a?>", "not at all": ""} {
		body := strings.Replace(rssItem("<title xml:lang='cy'>a</title></item>"+odd+"<item xml:lang='cy'>"), "</title>", "</title>"+odd, 1)
		doc := read(t, body)
		if len(doc.Entries) != 2 || doc.Entries[1].Language != "cy" {
			t.Errorf("%s: %+v", name, doc.Entries)
		}
	}
}

// What the fast reader makes of real feeds is what gofeed makes of them; “make corpus”
// runs this.
func TestFastReaderAgreesOnRealFeeds(t *testing.T) {
	corpus := os.Getenv("TIDINGS_CORPUS")
	if corpus == "" {
		t.Skip("“make corpus” runs this: it needs feeds that are no part of the repository")
	}
	for _, set := range []string{"feeds-misc", "feeds-feedparser"} {
		var sum took
		err := filepath.WalkDir(filepath.Join(corpus, set), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.Contains(path, ".json") || strings.HasSuffix(path, ".md") {
				return err
			}
			body := unpackedFile(t, path)
			for _, b := range [][]byte{body, bytes.ReplaceAll(body, []byte("\n"), []byte("\r\n"))} {
				n := sameAsGofeed(t, b, "application/xml")
				sum = took{sum.fast + n.fast, sum.gofeed + n.gofeed, sum.mended + n.mended, sum.broken + n.broken}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s, each with either end of line: %d read by the fast reader, %d by gofeed; %d of them mended, %d broken", set, sum.fast, sum.gofeed, sum.mended, sum.broken)
	}
}

func unpackedFile(t testing.TB, path string) []byte {
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Ext(path) != ".gz" {
		return body
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	body, err = io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func FuzzFastReader(f *testing.F) {
	f.Add(rssItem("<title>a &lt; b &nbsp;&#8211; c</title><dc:creator x='&quot;'>d\r\n<!-- e -->f</dc:creator>"))
	f.Add(rssItem("<content:encoded>a<![CDATA[<b>&amp;]]>&amp;amp;</content:encoded><odd>b</odd><source url='c'>d</source>"))
	f.Add(rssItem("<media:group><media:content url='a?b&amp;c'/></media:group><link href='d e'/><guid isPermaLink='false'>f</guid>"))
	f.Add(atomEntry("<content type='xhtml'><div xml:base='a'>b<br/></div></content><author><name>c</name><uri>d</uri></author>"))
	f.Add(atomEntry("<summary type='html' xmlns:x='y'>&lt;p&gt;a&amp;copy;=b</summary><x:z xmlns:x='y'>w</x:z><link href='http://A/b%2fc'/>"))
	f.Add(`<a:feed xmlns:a="http://purl.org/atom/ns#"><a:entry><a:title mode="escaped">b</a:title><source><icon>c</icon></source>`)
	f.Add(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item rdf:about="a"/>`)
	f.Fuzz(func(t *testing.T, body string) { sameAsGofeed(t, []byte(body), "") })
}

func FuzzAddressKeepsShape(f *testing.F) {
	f.Add("https://harbour.example/a-b_c~d.html?e=f&g=%20+h?")
	f.Fuzz(func(t *testing.T, address string) {
		if u, err := url.Parse(address); keepsShape(address) && (err != nil || u.String() != address) {
			t.Errorf("%q becomes %v, %v", address, u, err)
		}
	})
}

func FuzzJoinPlain(f *testing.F) {
	f.Add("https://harbour.example/a/b.html", "c_d~e-f/g.png")
	f.Add("http://harbour.example/", "/a/b?c=d%2F&e?")
	f.Fuzz(func(t *testing.T, base, address string) {
		if base == "" || address == "" || isAbsolute(address) {
			return
		}
		got, ok := joinPlain(base, address)
		if !ok {
			return
		}
		from, err := url.Parse(base)
		if err != nil {
			t.Fatal(err)
		}
		if to, err := from.Parse(address); err != nil || to.String() != got {
			t.Errorf("%q and %q: %q, want %v, %v", base, address, got, to, err)
		}
	})
}
