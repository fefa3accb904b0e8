package content

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

var hostile = []string{
	"", " ", "<", "</", "<a", "<a href", "<a href=", `<a href="`, "<!--", "<![CDATA[", "<![CDATA[<p>a]]>b", "&", "&#0;&#x80;",
	"plain\ntext\n\nof two", "&lt;p&gt;escaped&lt;/p&gt;", "<p>a<p>b<b>c<p>d</b>e",
	`<a href="javascript:alert(1)">x</a><a href=" JAVA&#10;SCRIPT:y">z</a>`,
	`<img src=x onerror=alert(1)><svg><script>a</script></svg><math><mtext><img src=y>`,
	"<b><i>a</b>b</i> c<u> </u>d<br> <br>e<br>f&nbsp;<br>&nbsp;",
	"<ul>0<dl>>0<li><ul>>", "<ul>x<li>a<ul><li>b</ul><li><p>c<p>d</ul><ol start=3><li id=n1>e</ol><a href=#n1>n</a>",
	"<table><tr><td>a<td>b<tr><th colspan=2>c<table><tr><td>d</table></table><td>e",
	"<table>a<caption>b</caption><tr><td>1<td>2<tr><td>3<td>4</table>",
	"<dl><dt>a<dd>b<dd>c<dt>d</dl><dd>e<dt>f", "<pre>\n a\n\tb<br>c <b>d</b></pre><pre><code class=language-go>x",
	`<figure><a href=/x><img src=/a.jpg srcset="/b.jpg 800w, /c.jpg 1600w"></a><figcaption>c<br>d</figcaption></figure>`,
	`<div lang=de dir=rtl><p lang=fr>a</p>b<blockquote lang=en>c</blockquote></div>d`,
	`<video poster=/p.jpg><source src=/v.mp4></video><iframe src="//www.youtube.com/embed/x?y=1"/>`,
	`<a data-embed=youtube href=http://a/b>T<p>x</a>`, "<pre>\n<a href=/x>a\n<a href=#k>b</a>\n </a> <p id=k>c</pre><a href=/y><pre>\u202E<a>d</a>e</pre>f", "<details><summary>a</summary>b</details><details><summary>c</details>",
	"<h1><b>a</b> <i>b</i><hr><hr></h1><form><input><p>x</form>", "<button>a", "<div hidden>a<p>b", "<ruby>a<rp>(<rt>b</ruby> <q>c</q>",
	`<p>x <a name=k></a>y</p><p id=k>z</p><a href="#k">1</a><a href="#gone">2</a>`, "\xff\xfe<p>\x00\x01",
	`<ruby>a<rt>b<rt>c</ruby>d<rt>`, `<math><mfrac><mi>a<mo>+<mi>b</math><math display=block>x<p>y`, "<script type='math/tex'>x^2</script>\u202Ea\u2067b<br>c\u2066<a href=/x>\u2067d</a>",
	`<blockquote class="pullquote">a<footer>b</footer></blockquote><aside class=pull-quote><blockquote>c<cite>d</cite></aside>`,
	`<div class=gallery><ul><li><img src=/a.jpg>x<li><img src=/b.jpg></ul></div><figure class=gallery><figure id=a><img src=/c.jpg></figure><img src=/d.jpg><figcaption id=b>e</figure>`,
	`<blockquote class="twitter-tweet" lang=en><p>a</p>— b <a href="https://x.com/a/1">c</a></blockquote><div class="fb-post" data-href="https://facebook.com/x"><div>`,
	`<picture><source type=image/webp srcset="/a 2x, /b, 300w"><img src=/c.jpg srcset="/c,d.jpg 100w, /e.jpg, 900w," data-src=/f.jpg width=30></picture>`,
	"<hr class=tidings-cut>a<span class=math>b</span><small class=ruby>c</small><span class=small-caps>d</span><ins>e</ins>",
	`<figure><svg viewBox="0 0 9 9"><g style="fill:red"><path d="M0 0"/><text>a&amp;b</text><script>x</script></g>` + strings.Repeat("<rect x=1 y=2 />", 30) + `</svg></figure><svg width=200 height=200><rect>`,
	`<img src="data:image/svg+xml;utf8,` + strings.Repeat("<svg width=9><rect width='3'/>", 30) + `">`,
	"<ul><img src=http://a/b.png><img src=http://a/b.png><hr>", "<p>Text. <a href=http://a/>Read more</a></p><p>The post <a href=x>a</a> appeared first on b.",
}

func FuzzClean(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		const base = "https://example.com/a/b.html"
		got := Process(source, base)
		if again := Process(got.HTML, base); again != got {
			t.Errorf("cleaning what is clean changes it:\n%q\n%q\n%q", source, got.HTML, again.HTML)
		}
		if !utf8.ValidString(got.HTML) || !utf8.ValidString(got.Text) {
			t.Errorf("not UTF-8: %q", got.HTML)
		}
		if bad := harmful(got.HTML); bad != "" {
			t.Errorf("%s in %q", bad, got.HTML)
		}
		blocks := Blocks(got.HTML)
		if HTML(blocks) != got.HTML {
			t.Errorf("blocks say something else than their HTML: %q, %q", got.HTML, HTML(blocks))
		}
		WithoutHead(blocks, "a", "b")
		if len(got.HTML) > 60*len(source)+200 {
			t.Errorf("%d bytes of %d", len(got.HTML), len(source))
		}
		if md := Markdown(blocks); !utf8.ValidString(md) {
			t.Errorf("not UTF-8: %q", md)
		}
		if doc, err := html.Parse(strings.NewReader(source)); err == nil {
			if tree := HTML(TreeBlocks(doc, base)); harmful(tree) != "" {
				t.Errorf("%s in %q, from a tree", harmful(tree), tree)
			}
		}
		if lead := Lead(got.Text, 40); utf8.RuneCountInString(lead) > 40 {
			t.Errorf("lead too long: %q", lead)
		}
	})
}

func FuzzShownAddress(f *testing.F) {
	for _, s := range []string{"https://a.example/b%C3%A4?c#d", "http://x@y:80/", "mailto:a@b?c", "https://xn--80ak6aa92e.com/%E2%80%AE", "https://\u202Ea/", "#a", "%", "https://%61/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, address string) {
		var r resolver
		shown := ShownAddress(r.link(address))
		if !utf8.ValidString(shown) || strings.ContainsFunc(shown, unseen) || strings.ContainsAny(shown, " <>\"") {
			t.Errorf("%q shown as %q", address, shown)
		}
		_, host, _ := strings.Cut(shown, "://")
		if i := strings.IndexAny(host, "/?#"); i >= 0 {
			host = host[:i]
		}
		if strings.Contains(host, "@") {
			t.Errorf("%q shown as %q", address, shown)
		}
	})
}
