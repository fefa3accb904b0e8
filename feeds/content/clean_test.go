package content

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

const base = "https://example.com/news/today.html"

func TestClean(t *testing.T) {
	for name, test := range map[string]struct{ source, want string }{
		"nothing":                           {"", ""},
		"only a no-break space":             {"<p>&nbsp;</p><div> </div>", ""},
		"text alone is a paragraph":         {"Hello", "<p>Hello</p>"},
		"white space collapses":             {"<p> a \n\t b </p>", "<p>a b</p>"},
		"divs part paragraphs":              {"<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"},
		"two breaks part paragraphs":        {"a<br><br/>b<br>c", "<p>a</p><p>b<br>c</p>"},
		"breaks parted by a no-break space": {"a<br>&nbsp;<br>b", "<p>a</p><p>b</p>"},
		"unclosed paragraphs":               {"<p>a<p>b", "<p>a</p><p>b</p>"},
		"crossed formatting":                {"<b>a<i>b</b>c</i>", "<p><strong>a</strong><strong><em>b</em></strong><em>c</em></p>"},
		"formatting across paragraphs":      {"<b><p>a</p><p>b</p></b>", "<p><strong>a</strong></p><p><strong>b</strong></p>"},
		"a link around blocks":              {"<a href=/x><h2>a</h2><p>b</p></a>", `<h2><a href="https://example.com/x">a</a></h2><p><a href="https://example.com/x">b</a></p>`},
		"css weight":                        {`<span style="font-weight: bold">a</span>b`, "<p><strong>a</strong>b</p>"},
		"a b that is not bold":              {`<b style="font-weight:normal">a</b>`, "<p>a</p>"},
		"windows-1252 taken for Latin-1":    {"it\u0092s", "<p>it’s</p>"},
		"controls":                          {"a\x00\x01b&#2;c", "<p>abc</p>"},
		"entities":                          {"&lt;b&gt; &amp; &eacute;", "<p>&lt;b&gt; &amp; é</p>"},
		"quotation":                         {"<q>a</q>", "<p>“a”</p>"},
		"ruby":                              {"<ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp></ruby>", `<p>漢<small class="ruby">(かん)</small></p>`},
		"a bold heading":                    {"<h2><b>a</b></h2>", "<h2>a</h2>"},
		"rules at the ends":                 {"<hr><p>a</p><hr><hr><p>b</p><hr>", "<p>a</p><hr><p>b</p>"},
		"task":                              {"<ul><li><input type=checkbox checked> a</ul>", "<ul><li>☑ a</li></ul>"},
		"abbreviation":                      {`<abbr title="Member of Parliament">MP</abbr>`, `<p><abbr title="Member of Parliament">MP</abbr></p>`},

		"script, style, svg":     {"a<script>b</script><style>c</style><svg><text>d</text></svg>e", "<p>ae</p>"},
		"a script in pieces":     {"<scr<script>ipt>alert(1)</script>", "<p>ipt&gt;alert(1)</p>"},
		"handlers and styles":    {`<p onclick="x()" style="color:red" class=y>a</p>`, "<p>a</p>"},
		"javascript link":        {`<a href=" java&#10;script:alert(1)">a</a>`, "<p>a</p>"},
		"data link":              {`<a href="data:text/html,x">a</a>`, "<p>a</p>"},
		"hidden text":            {`<p>a</p><div style="display: none">b</div><p hidden>c</p>`, "<p>a</p>"},
		"buttons to share":       {`<p>a</p><div class="sharedaddy sd-sharing"><div>Share</div></div><p>b</p>`, "<p>a</p><p>b</p>"},
		"a form to subscribe":    {"<p>a</p><form><p>Your mail</p><input name=m><button>Go</button></form><p>b</p>", "<p>a</p><p>b</p>"},
		"a page in a form":       {"<form><input type=hidden><p>a</p></form>", "<p>a</p>"},
		"what never ends":        {`<p>a</p><div class="sharedaddy"><p>b</p>`, "<p>a</p><p>b</p>"},
		"comments":               {"a<!-- <p>b -->c", "<p>ac</p>"},
		"wrapped twice":          {"<![CDATA[<p>a</p>]]>", "<p>a</p>"},
		"cut off in a tag":       {"<p>a</p><p clas", "<p>a</p>"},
		"a frame we do not know": {`a<iframe src="https://ads.example.net/x"></iframe>b`, "<p>ab</p>"},

		"the post appeared first":     {`<p>a</p><p>The post <a href="/a">T</a> appeared first on <a href="/">S</a>.</p>`, "<p>a</p>"},
		"the same in German":          {`<p>a</p><p>Der Beitrag <a href="/a">T</a> erschien zuerst auf <a href="/">S</a>.</p>`, "<p>a</p>"},
		"read more below":             {`<p>a</p><p><a href="/a">Continue reading →</a></p>`, "<p>a</p>"},
		"read more behind":            {`<p>a … <a href="/a">Read more »</a></p>`, "<p>a …</p>"},
		"read more in the middle":     {`<p>a <a href="/a">Read more</a></p><p>b</p>`, `<p>a <a href="https://example.com/a">Read more</a></p><p>b</p>`},
		"a sentence that begins so":   {"<p>The post office appeared first on the list.</p>", "<p>The post office appeared first on the list.</p>"},
		"escaped twice":               {"&lt;p&gt;a &amp;amp; b&lt;/p&gt;", "<p>a &amp; b</p>"},
		"a text about tags":           {"Use &lt;p&gt; for paragraphs.", "<p>Use &lt;p&gt; for paragraphs.</p>"},
		"plain text":                  {"a\nb\n\nc < d", "<p>a<br>b</p><p>c &lt; d</p>"},
		"plain text of a fixed width": {strings.Repeat("word ", 13) + "\n" + "ends.", "<p>" + strings.Repeat("word ", 13) + "ends.</p>"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := oneline(Clean(test.source, base)); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// oneline is HTML without the line ends between blocks.
func oneline(s string) string { return strings.ReplaceAll(s, ">\n", ">") }

func TestCleanContainers(t *testing.T) {
	for name, test := range map[string]struct{ source, want string }{
		"list":                     {"<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"},
		"list in an item":          {"<ul><li>a<ul><li>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"},
		"list in a list":           {"<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"},
		"item without list":        {"<li>a</li><li>b</li>", "<ul><li>a</li><li>b</li></ul>"},
		"numbered from three":      {"<ol start=3><li>a</ol>", `<ol start="3"><li>a</li></ol>`},
		"paragraphs in an item":    {"<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"},
		"empty items":              {"<ul><li></li><li> </li></ul>", ""},
		"quote":                    {"<blockquote>a<p>b</p></blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"},
		"definitions":              {"<dl><dt>a<dd>b<dt>c<dd>d</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></dl>"},
		"details":                  {"<details open><summary>a</summary>b</details>", "<details><summary>a</summary><p>b</p></details>"},
		"code":                     {"<pre class=\"language-go\">\n\ta &lt; b\n</pre>", "<pre><code class=\"language-go\">\ta &lt; b</code></pre>"},
		"code with lines as divs":  {"<pre><div>a</div><div>b</div></pre>", "<pre><code>a\nb</code></pre>"},
		"code with numbered lines": {`<table><tr><td class="gutter"><pre>1</pre></td><td><pre>a</pre></td></tr></table>`, "<pre><code>a</code></pre>"},
		"table": {"<table><caption>c</caption><thead><tr><td>a<td>b</thead><tr><td>1<td align=right>2</table>",
			`<table><caption>c</caption><tr><th>a</th><th>b</th></tr><tr><td>1</td><td align="right">2</td></tr></table>`},
		"cells over several":       {"<table><tr><th colspan=2>a<tr><td>1<td rowspan=2>2</table>", `<table><tr><th colspan="2">a</th></tr><tr><td>1</td><td rowspan="2">2</td></tr></table>`},
		"a table of one column":    {"<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "<p>a</p><p>b</p>"},
		"a table around tables":    {"<table><tr><td><table><tr><td>a<td>b<tr><td>c<td>d</table><td>e</table>", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table><p>e</p>"},
		"a table for layout":       {`<table role="presentation"><tr><td>a<td>b<tr><td>c<td>d</table>`, "<p>a</p><p>b</p><p>c</p><p>d</p>"},
		"text between rows":        {"<table>x<tr><td>a<td>b<tr><td>c<td>d</table>", "<p>x</p><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"},
		"formatting ends in cells": {"<table><tr><td><b>a<td>b<tr><td>c<td>d</table>e", "<table><tr><td><strong>a</strong></td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table><p>e</p>"},
		"language and direction":   {`<div lang=ar dir=rtl><p>a</p><p lang=en dir=ltr>b</p></div>c`, `<p lang="ar" dir="rtl">a</p><p lang="en" dir="ltr">b</p><p>c</p>`},
		"language of a quote":      {`<blockquote lang=de><p lang=de>a</p></blockquote>`, `<blockquote lang="de"><p>a</p></blockquote>`},
		"footnotes":                {`<p>a<sup><a href="#n1">1</a></sup></p><ol><li id=n1>b</li></ol>`, `<p>a<a href="#n1"><sup>1</sup></a></p><ol><li id="n1">b</li></ol>`},
		"an id that nobody needs":  {`<p id=x>a</p>`, "<p>a</p>"},
		"a link to its own page":   {`<p id=x>a</p><a href="https://example.com/news/today.html#x">b</a>`, `<p id="x">a</p><p><a href="#x">b</a></p>`},
		"a link to what is gone":   {`<a href="#y">b</a>`, `<p><a href="https://example.com/news/today.html#y">b</a></p>`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := oneline(Clean(test.source, base)); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestTreeCleansAsCleanDoes(t *testing.T) {
	for _, source := range []string{
		"<p>a <b>b</b></p><ul><li>c</li></ul>", `<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>`,
		`<img data-src="/a.jpg" src="data:,"><noscript><img src="/a.jpg"></noscript>`, `<iframe src="https://www.youtube.com/embed/x"></iframe>`,
	} {
		doc, err := html.Parse(strings.NewReader(source))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := HTML(TreeBlocks(doc, base)), Clean(source, base); got != want {
			t.Errorf("%s: Tree %q, Clean %q", source, got, want)
		}
	}
}
