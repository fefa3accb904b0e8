package opml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"tidings/feeds"
)

var when = time.Date(2026, 1, 5, 8, 30, 0, 0, time.UTC)

func read(t *testing.T, text string) *Document {
	t.Helper()
	doc, err := Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// body is a list with these outlines.
func body(outlines string) string {
	return `<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>` + outlines + `</body></opml>`
}

// drawn shows outlines in a line: folders as name[...], feeds as title=URL.
func drawn(list []Outline) string {
	var parts []string
	for _, o := range list {
		part := o.Title
		if !o.Folder() {
			part += "=" + o.URL
		}
		if o.Again {
			part += " again"
		}
		if len(o.Children) > 0 {
			part += "[" + drawn(o.Children) + "]"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " ")
}

func TestListsOfOtherProgramsAreRead(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"nested":                     {body(`<outline text="A"><outline text="B"><outline text="f" xmlUrl="http://f.example/"/></outline></outline>`), "A[B[f=http://f.example/]]"},
		"title instead of text":      {body(`<outline title="A"><outline title="f" xmlUrl="http://f.example/"/></outline>`), "A[f=http://f.example/]"},
		"attributes in any case":     {body(`<outline TEXT="f" XMLURL="http://f.example/"/>`), "f=http://f.example/"},
		"elements in any case":       {`<OPML><BODY><OUTLINE Text="f" xmlURL="http://f.example/"></OUTLINE></BODY></OPML>`, "f=http://f.example/"},
		"no version, head, body":     {`<opml><outline text="f" xmlUrl="http://f.example/"/>`, "f=http://f.example/"},
		"ampersands not escaped":     {body(`<outline text="a & b" xmlUrl="http://f.example/?a=1&b=2&copy=3"/>`), "a & b=http://f.example/?a=1&b=2&copy=3"},
		"escaped twice":              {body(`<outline text="a &amp;amp; b &amp;#8217;" xmlUrl="http://f.example/"/>`), "a & b ’=http://f.example/"},
		"end tags are missing":       {body(`<outline text="f" xmlUrl="http://f.example/"><outline text="g" xmlUrl="http://g.example/">`), "f=http://f.example/[g=http://g.example/]"},
		"end tags too many":          {body(`</outline><outline text="f" xmlUrl="http://f.example/"/></outline></outline><outline text="A"/>`), "f=http://f.example/ A"},
		"cut off":                    {`<opml><body><outline text="f" xmlUrl="http://f.example/"/><outline text="g" xmlU`, "f=http://f.example/"},
		"folder without a name":      {body(`<outline><outline text="f" xmlUrl="http://f.example/"/></outline>`), "f=http://f.example/"},
		"empty folder":               {body(`<outline text="A"></outline>`), "A"},
		"url with a type":            {body(`<outline type="rss" text="f" url="http://f.example/"/>`), "f=http://f.example/"},
		"feed scheme":                {body(`<outline text="f" xmlUrl="feed://f.example/"/><outline text="g" xmlUrl="feed:https://g.example/"/>`), "f=http://f.example/ g=https://g.example/"},
		"no scheme":                  {body(`<outline text="f" xmlUrl="f.example/rss"/>`), "f=http://f.example/rss"},
		"white space":                {body("<outline text=' a\n b ' xmlUrl='\n http://f.example/ '/>"), "a b=http://f.example/"},
		"links and lists":            {body(`<outline text="l" type="link" url="http://l.example/"/><outline text="i" type="include" url="http://i.example/x.opml"/><outline text="h" htmlUrl="http://h.example/"/>`), ""},
		"commands and files":         {body(`<outline text="a" xmlUrl="|rm -r x"/><outline text="b" xmlUrl="exec:x"/><outline text="c" xmlUrl="file:///etc/x"/><outline text="d" xmlUrl="javascript:x()"/><outline text="e" xmlUrl="/etc/x.y"/>`), ""},
		"a feed in one folder twice": {body(`<outline text="A"><outline text="f" xmlUrl="http://f.example/"/><outline text="f" xmlUrl="http://f.example/"/></outline>`), "A[f=http://f.example/]"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := drawn(read(t, test.text).Outlines); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestAFeedInSeveralFoldersIsInAllOfThem(t *testing.T) {
	doc := read(t, body(`<outline text="A"><outline text="f" xmlUrl="http://f.example/" category="/X,Y/Z"/></outline>
<outline text="B"><outline text="C"><outline text="f" xmlUrl="http://f.example/"/></outline></outline>`))
	if got := drawn(doc.Outlines); got != "A[f=http://f.example/] B[C[f=http://f.example/ again]]" {
		t.Error(got)
	}
	if got := fmt.Sprint(doc.Outlines[0].Children[0].Categories); got != "[X Y/Z]" {
		t.Error(got)
	}
	if len(doc.Warnings) != 0 {
		t.Error(doc.Warnings)
	}
}

func TestAFeedHasItsPlaceWhereTidingsWroteIt(t *testing.T) {
	own := func(outlines string) string {
		return strings.Replace(body(outlines), "<opml ", `<opml xmlns:tidings="urn:tidings:opml:1" `, 1)
	}
	const place, again = `<outline text="f" title="f" xmlUrl="http://f.example/" htmlUrl="http://f.example/page"/>`, `<outline text="f" title="f" xmlUrl="http://f.example/" tidings:again="true"/>`
	for name, test := range map[string]struct{ text, want, site string }{
		"the place comes later": {own(`<outline text="A">` + again + `</outline><outline text="B">` + place + `</outline>`), "A[f=http://f.example/ again] B[f=http://f.example/]", "B"},
		"there are two places":  {own(`<outline text="A">` + place + `</outline><outline text="B">` + place + `</outline>`), "A[f=http://f.example/] B[f=http://f.example/ again]", "A"},
		"there is none":         {own(`<outline text="A">` + again + `</outline><outline text="B">` + again + `</outline>`), "A[f=http://f.example/] B[f=http://f.example/ again]", ""},
		"another program's":     {body(`<outline text="A">` + again + `</outline><outline text="B">` + place + `</outline>`), "A[f=http://f.example/] B[f=http://f.example/ again]", ""},
	} {
		t.Run(name, func(t *testing.T) {
			doc := read(t, test.text)
			if got := drawn(doc.Outlines); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			for _, folder := range doc.Outlines {
				if has := folder.Children[0].Site != ""; has != (folder.Title == test.site) {
					t.Errorf("in %s it has a page: %v", folder.Title, has)
				}
			}
		})
	}
}

func TestTitlesOfAFeed(t *testing.T) {
	for name, test := range map[string]struct{ attributes, title, own string }{
		"both the same": {`text="a" title="a"`, "a", ""},
		"text alone":    {`text="a"`, "a", ""},
		"title alone":   {`title="a"`, "a", ""},
		"text differs":  {`text="mine" title="theirs"`, "theirs", "mine"},
	} {
		t.Run(name, func(t *testing.T) {
			o := read(t, body(`<outline xmlUrl="http://f.example/" `+test.attributes+`/>`)).Outlines[0]
			if o.Title != test.title || o.OwnTitle != test.own {
				t.Errorf("title %q, own %q", o.Title, o.OwnTitle)
			}
		})
	}
}

func TestListsInOtherEncodings(t *testing.T) {
	const text = "Новости порта"
	declared := func(name string) string {
		return `<?xml version='1.0' encoding='` + name + `'?><opml><outline text="` + text + `"/></opml>`
	}
	cyrillic, _ := charmap.Windows1251.NewEncoder().String(declared("windows-1251"))
	wide, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(declared("utf-16"))
	latin, _ := charmap.ISO8859_1.NewEncoder().String(`<opml><outline text="Café"/></opml>`)
	for name, test := range map[string]struct{ text, want string }{
		"as declared":          {cyrillic, text},
		"UTF-16":               {wide, text},
		"UTF-8 with a mark":    {"\ufeff" + declared("utf-8"), text},
		"UTF-8 declared wrong": {declared("iso-8859-1"), text},
		"nothing declared":     {latin, "Café"},
		"UTF-8 with a bad one": {strings.Replace(declared("utf-8"), text, text+"\xff", 1), text + "\ufffd"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := read(t, test.text).Outlines[0].Title; got != test.want {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestWhatIsNoListIsRefused(t *testing.T) {
	for text, want := range map[string]error{
		"":                          feeds.ErrEmpty,
		" \n":                       feeds.ErrEmpty,
		"<html><title>x</title>":    ErrNotOPML,
		"{}":                        ErrNotOPML,
		strings.Repeat(" ", 33<<20): ErrTooLarge,
	} {
		if _, err := Read(strings.NewReader(text)); !errors.Is(err, want) {
			t.Errorf("%.20q: %v, want %v", text, err, want)
		}
	}
	broken := errors.New("disk")
	if _, err := Read(io.MultiReader(strings.NewReader("<opml>"), failing{broken})); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if err := Write(failing{broken}, &Document{}, when); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

type failing struct{ error }

func (f failing) Read([]byte) (int, error)  { return 0, f.error }
func (f failing) Write([]byte) (int, error) { return 0, f.error }

func TestHostileListsAreBounded(t *testing.T) {
	deep := read(t, body(strings.Repeat(`<outline text="a">`, maxOutlines-1)+`<outline text="f" xmlUrl="http://f.example/"/>`))
	depth := 0
	for list := deep.Outlines; len(list) > 0; list = list[0].Children {
		depth++
	}
	if depth != maxDepth+1 {
		t.Errorf("depth %d", depth)
	}
	many := read(t, body(strings.Repeat(`<outline text="a"/>`, maxOutlines+5)))
	if len(many.Outlines) != maxOutlines || len(many.Warnings) != 1 {
		t.Errorf("%d outlines, warnings %q", len(many.Outlines), many.Warnings)
	}
}

func TestWhatIsWrittenIsOPML(t *testing.T) {
	var b bytes.Buffer
	err := Write(&b, &Document{Title: "Mine & yours", Outlines: []Outline{
		{Title: `A "b" <c>`, Children: []Outline{{
			Title: "F", OwnTitle: "G", URL: "https://ada:secret@f.example/?a=1&b=2", Site: "https://f.example/",
			FullText: true, Every: 90 * time.Minute, Paused: true, Categories: []string{"X/Y", "Z"},
		}}},
	}}, when)
	if err != nil {
		t.Fatal(err)
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0" xmlns:tidings="urn:tidings:opml:1">
	<head>
		<title>Mine &amp; yours</title>
		<dateCreated>Mon, 05 Jan 2026 08:30:00 +0000</dateCreated>
	</head>
	<body>
		<outline text="A &#34;b&#34; &lt;c&gt;">
			<outline type="rss" text="G" title="F" xmlUrl="https://f.example/?a=1&amp;b=2" htmlUrl="https://f.example/" category="X/Y,Z" tidings:ownTitle="G" tidings:fullText="true" tidings:every="1h30m0s" tidings:paused="true"/>
		</outline>
	</body>
</opml>
`
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
}

func TestWhatIsWrittenReadsTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		doc := &Document{Title: words(r), Outlines: random(r, 0)}
		var b bytes.Buffer
		if err := Write(&b, doc, when); err != nil {
			t.Fatal(err)
		}
		if err := xml.Unmarshal(b.Bytes(), new(struct{})); err != nil {
			t.Fatalf("not XML: %v\n%s", err, b.String())
		}
		if got := read(t, b.String()); !reflect.DeepEqual(got, doc) {
			t.Fatalf("got  %+v\nwant %+v", got, doc)
		}
	}
}

// random makes outlines with every field set or not.
func random(r *rand.Rand, depth int) []Outline {
	var list []Outline
	for range r.IntN(4) {
		if r.IntN(2) == 0 && depth < 4 {
			list = append(list, Outline{Title: words(r), Children: random(r, depth+1)})
			continue
		}
		o := Outline{URL: fmt.Sprintf("https://f%d.example/?a=%d&b=<'\">", r.Uint64(), r.IntN(9))}
		for _, field := range []*string{&o.Title, &o.OwnTitle, &o.Description, &o.Site, &o.Language} {
			if r.IntN(2) == 0 {
				*field = words(r)
			}
		}
		o.FullText, o.Paused = r.IntN(2) == 0, r.IntN(2) == 0
		o.Every = time.Duration(r.IntN(3)) * 45 * time.Minute
		if r.IntN(2) == 0 {
			o.Categories = []string{"a/b", "c & d"}
		}
		list = append(list, o)
	}
	return list
}

func words(r *rand.Rand) string {
	all := []string{"a", "&", "&amp;", "<b>", `"`, "'", "Новости", "新聞", "]]>", "&#8217;", "=", "/"}
	var out []string
	for range 1 + r.IntN(4) {
		out = append(out, all[r.IntN(len(all))])
	}
	return strings.Join(out, " ")
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(body(`<outline text="A"><outline text="f" xmlUrl="http://f.example/" category="a,b"/></outline>`)))
	f.Add([]byte(`<opml xmlns:t="urn:tidings:opml:1"><outline xmlUrl="http://f.example/" t:every="1h" t:ownTitle="x">`))
	f.Add([]byte("\xff\xfe<\x00o\x00"))
	f.Fuzz(func(t *testing.T, text []byte) {
		doc, err := Read(bytes.NewReader(text))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := Write(&b, doc, when); err != nil {
			t.Fatal(err)
		}
		again, err := Read(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatalf("cannot read what was written: %v", err)
		}
		if len(again.Outlines) != len(doc.Outlines) {
			t.Errorf("%d outlines became %d:\n%s", len(doc.Outlines), len(again.Outlines), b.String())
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	for i := range 800 {
		fmt.Fprintf(&text, `<outline type="rss" text="Feed %d" title="Feed %d" xmlUrl="https://f%d.example/rss" htmlUrl="https://f%d.example/"/>`+"\n", i, i, i, i)
	}
	list := body(text.String())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(strings.NewReader(list)); err != nil {
			b.Fatal(err)
		}
	}
}

// A list says how feeds are asked, but nothing secret, and one that somebody else wrote
// cannot make a stranger read along.
func TestHowFeedsAreAskedIsPassedOnWithoutSecrets(t *testing.T) {
	for name, test := range map[string]struct{ access, want feeds.Access }{
		"user agent and HTTP/1.1": {feeds.Access{UserAgent: "Paper/1 (for Ada)", HTTP1: true}, feeds.Access{UserAgent: "Paper/1 (for Ada)", HTTP1: true}},
		"no proxy":                {feeds.Access{Proxy: feeds.DirectProxy}, feeds.Access{Proxy: feeds.DirectProxy}},
		"a proxy on this machine": {feeds.Access{Proxy: "socks5://127.0.0.1:9050"}, feeds.Access{Proxy: "socks5://127.0.0.1:9050"}},
		"a proxy elsewhere":       {feeds.Access{Proxy: "http://proxy.example:3128"}, feeds.Access{}},
		"secrets and trust":       {feeds.Access{Secret: true, Insecure: true}, feeds.Access{}},
		"a login of a proxy":      {feeds.Access{Proxy: "socks5://ada:hush@localhost:9050"}, feeds.Access{Proxy: "socks5://localhost:9050"}},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			err := Write(&b, &Document{Outlines: []Outline{{Title: "F", URL: "https://f.example/", Site: "https://ada:hush@f.example/", Access: test.access}}}, when)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(b.String(), "hush") {
				t.Errorf("a password in %s", b.String())
			}
			if got := read(t, b.String()).Outlines[0].Access; got != test.want {
				t.Errorf("%+v", got)
			}
		})
	}
	for _, address := range []string{"https://ada:hu%sh@f.example/x", "http://ada:hush@f.example:99x/"} {
		if got := withoutPassword(address); strings.Contains(got, "ada") {
			t.Errorf("%s becomes %s", address, got)
		}
	}
}
