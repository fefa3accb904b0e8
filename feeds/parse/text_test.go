package parse

import (
	"slices"
	"strings"
	"testing"

	"tidings/feeds"
)

func TestTitlesArePlainText(t *testing.T) {
	for in, want := range map[string]string{
		"AT&amp;T":                           "AT&T",
		"a < b":                              "a < b",
		"a<b and c>d":                        "a<b and c>d",
		"<b>x</b> y":                         "x y",
		"Use <b> for bold":                   "Use <b> for bold",
		"What <title> is for":                "What <title> is for",
		"Vec<T> in Rust":                     "Vec<T> in Rust",
		"one<br>two<br/>three":               "one two three",
		`<a href="x">link</a>&nbsp;&hellip;`: "link …",
		"safe<script>alert(1)</script> text": "safe text",
		"  two \n lines\t":                   "two lines",
		"I &lt;3 feeds":                      "I <3 feeds",
		"?a=1&copy=2":                        "?a=1&copy=2",
		"&#8217;&#x2019;&bogus;&":            "’’&bogus;&",
		"x <!-- note --> y":                  "x y",
		"x <!-- note > y <b>z</b>":           "x y z",
		"<![CDATA[x <b>y</b>]]>":             "x y",
		"<":                                  "<",
	} {
		if got := plain(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestPlainTextBecomesHTML(t *testing.T) {
	for in, want := range map[string]string{
		"":                      "",
		"a < b & c":             "a &lt; b &amp; c",
		"one\ntwo\r\n\r\nthree": "<p>one<br>two</p><p>three</p>",
		"<p>is HTML</p>\n":      "<p>is HTML</p>\n",
		"is<br>HTML":            "is<br>HTML",
		"a <name> in brackets":  "a &lt;name&gt; in brackets",
	} {
		if got := asHTML(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestAuthorsAreSplit(t *testing.T) {
	ada := feeds.Author{Name: "Ada Moor", Email: "ada@a.example"}
	for in, want := range map[string]feeds.Author{
		"Ada Moor":                       {Name: "Ada Moor"},
		"ada@a.example":                  {Email: "ada@a.example"},
		"mailto:ada@a.example":           {Email: "ada@a.example"},
		"ada@a.example (Ada Moor)":       ada,
		"Ada Moor (ada@a.example)":       ada,
		"Ada Moor <ada@a.example>":       ada,
		`"Ada Moor" <ada@a.example>`:     ada,
		"Ada Moor &lt;ada@a.example&gt;": ada,
		"ada@a.example Ada Moor":         ada,
		"(ada@a.example)":                {Email: "ada@a.example"},
		"Ada Moor (Lisbon)":              {Name: "Ada Moor (Lisbon)"},
		"<a href='/ada'>Ada Moor</a>":    {Name: "Ada Moor"},
		"https://a.example/ada":          {URL: "https://a.example/ada"},
		" @ada ":                         {Name: "@ada"},
		"":                               {},
	} {
		if got := person(in); got != want {
			t.Errorf("%q: got %+v, want %+v", in, got, want)
		}
	}
}

func TestLanguageOfTheHeader(t *testing.T) {
	for in, want := range map[string]string{"en": "en", " pt-BR ": "pt-BR", "en_GB": "en-GB", "de, en": "", "": "", "*": ""} {
		if got := ContentLanguage(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestAnAuthorIsNamedOnce(t *testing.T) {
	var p people
	p.add(feeds.Author{Name: "Ada"})
	p.add(feeds.Author{Name: "Ada", Email: "ada@a.example"})
	p.add(feeds.Author{})
	p.add(feeds.Author{Name: "Ben"})
	if len(p) != 2 || p[0].Email != "ada@a.example" {
		t.Errorf("%+v", p)
	}
}

func TestAddressesAreResolved(t *testing.T) {
	for name, test := range map[string]struct{ base, address, want string }{
		"absolute":        {"https://a.example/x", "http://b.example", "http://b.example"},
		"path":            {"https://a.example/x/y", "z", "https://a.example/x/z"},
		"root":            {"https://a.example/x/y", "/z?q#f", "https://a.example/z?q#f"},
		"scheme":          {"https://a.example/x", "//b.example/z", "https://b.example/z"},
		"no base":         {"", "/z", "/z"},
		"relative base":   {"/feed", "/z", "/z"},
		"spaces around":   {"https://a.example/x", " /z\n", "https://a.example/z"},
		"not an address":  {"https://a.example/", "a b%zz", "a b%zz"},
		"mail":            {"https://a.example/", "mailto:x@y", "mailto:x@y"},
		"other alphabets": {"http://www.詹姆斯.example/a", "b", "http://www.詹姆斯.example/b"},
		"empty":           {"https://a.example/", "", ""},
		"line breaks":     {"https://a.example/", "https://b.example/long\n\t/path", "https://b.example/long/path"},
		"without scheme":  {"https://a.example/x/y", "www.b.example/z", "https://www.b.example/z"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := resolve(test.base, test.address); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestLinksInHTMLBecomeAbsolute(t *testing.T) {
	const base = "https://a.example/dir/"
	for in, want := range map[string]string{
		`<p>no links</p>`:                      `<p>no links</p>`,
		`<a href="b">`:                         `<a href="https://a.example/dir/b">`,
		`<a href = '/b?x=1&amp;y=2' class=c>`:  `<a href = 'https://a.example/b?x=1&amp;y=2' class=c>`,
		`<img alt="src=" src=b.png/>`:          `<img alt="src=" src=https://a.example/dir/b.png/>`,
		`<a href="#x"><a href="mailto:y@z">`:   `<a href="#x"><a href="mailto:y@z">`,
		`<img srcset="a.png 1x, /b.png 2x">`:   `<img srcset="https://a.example/dir/a.png 1x, https://a.example/b.png 2x">`,
		`<video poster="p.jpg" src="v.mp4">`:   `<video poster="https://a.example/dir/p.jpg" src="https://a.example/dir/v.mp4">`,
		`text href="b" stays, <a href="c">c`:   `text href="b" stays, <a href="https://a.example/dir/c">c`,
		`<a href="javascript:x()">`:            `<a href="javascript:x()">`,
		`<a href="data:text/plain,'x'"><a src`: `<a href="data:text/plain,'x'"><a src`,
	} {
		if got := absoluteLinks(in, base); got != want {
			t.Errorf("%s\n got  %s\n want %s", in, got, want)
		}
	}
}

func TestXHTMLMayHaveAPrefix(t *testing.T) {
	doc := read(t, `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:xh="http://www.w3.org/1999/xhtml"><title type="xhtml"><xh:div>The <xh:em>pier</xh:em></xh:div></title>
<entry><id>1</id><title type="xhtml"><xh:div>Gulls &amp; <xh:b>chips</xh:b></xh:div></title>
<content type="xhtml"><xh:div><xh:p>They <xh:b>came</xh:b>. <xh:img src="/gull.png"/></xh:p></xh:div></content></entry></feed>`)
	e := doc.Entries[0]
	if doc.Title != "The pier" || e.Title != "Gulls & chips" || strings.Contains(e.Content, "xh:") || !strings.Contains(e.Content, "<b>came</b>") {
		t.Errorf("%q, %q, %q", doc.Title, e.Title, e.Content)
	}
}

func TestSeveralAuthorsWithAddressesAreSeveral(t *testing.T) {
	for in, want := range map[string][]feeds.Author{
		"a@b.example (Ann), c@d.example (Bo)": {{Name: "Ann", Email: "a@b.example"}, {Name: "Bo", Email: "c@d.example"}},
		"a@b.example (Ann)":                   {{Name: "Ann", Email: "a@b.example"}},
		"Ann Tide (Pier), Bo Moon":            {{Name: "Ann Tide (Pier), Bo Moon"}},
	} {
		if got := one(t, rssItem("<author>"+in+"</author>")).Authors; !slices.Equal(got, want) {
			t.Errorf("%q: got %+v", in, got)
		}
	}
}
