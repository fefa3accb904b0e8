package content

import (
	"strings"
	"testing"
)

func TestMarkdown(t *testing.T) {
	for name, test := range map[string]struct{ source, want string }{
		"nothing":                {"", ""},
		"paragraphs":             {"<p>a</p><p>b<br>c</p>", "a\n\nb\\\nc"},
		"heading":                {"<h2>a <em>b</em></h2>", "## a *b*"},
		"styles":                 {"<p><b>a</b> <i>b</i> <b><i>c</i></b> <s>d</s> <code>e</code></p>", "**a** *b* ***c*** ~~d~~ `e`"},
		"styles without signs":   {"<p>H<sub>2</sub>O <kbd>Q</kbd> <mark>m</mark></p>", "H<sub>2</sub>O <kbd>Q</kbd> <mark>m</mark>"},
		"white space at an edge": {"<p>a<b> b </b>c</p>", "a **b** c"},
		"bold in a word":         {"<p>a<b>b</b>c</p>", "a**b**c"},
		"bold of a quotation":    {"<p>a<b>“b”</b>c</p>", "a<strong>“b”</strong>c"},
		"bold beside italic":     {"<p><b>a</b><i>b</i></p>", "**a**<em>b</em>"},
		"bold of more than that": {"<p><b>a <i>b</i></b></p>", "**a *b***"},
		"signs in the text":      {"<p>2 * 3 * 4 [a](b) `c` \\d snake_case _e_ ~f~ &lt;b&gt; &amp;amp; 5 &lt; 6</p>", "2 \\* 3 \\* 4 \\[a\\](b) \\`c\\` \\\\d snake_case \\_e\\_ \\~f\\~ \\<b> \\&amp; 5 < 6"},
		"signs at the start":     {"<p># a</p><p>- b</p><p>1. c</p><p>&gt; d<br>+ e</p><p>-5</p><p>---</p>", "\\# a\n\n\\- b\n\n1\\. c\n\n\\> d\\\n\\+ e\n\n-5\n\n\\---"},
		"link":                   {`<p>a <a href="https://a.example/x_(y)" title='t "u"'>b <b>c</b></a></p>`, `a [b **c**](<https://a.example/x_(y)> "t \"u\"")`},
		"code with its signs":    {"<p><code>a`b</code></p><pre><code class=language-go>a\n```\nb</code></pre>", "``a`b``\n\n````go\na\n```\nb\n````"},
		"quotation":              {"<blockquote><p>a</p><p>b</p><footer>Ann</footer></blockquote>", "> a\n>\n> b\n>\n> — Ann"},
		"lists":                  {"<ul><li>a<ol start=3><li>b<li>c</ol><li>d</ul>", "- a\n  3. b\n  4. c\n- d"},
		"a list of paragraphs":   {"<ol><li><p>a</p><p>b</p><li>c</ol>", "1. a\n\n   b\n\n2. c"},
		"two lists":              {"<ul><li>a</ul><ul><li>b</ul>", "- a\n\n<!-- -->\n\n- b"},
		"code in a list":         {"<ul><li>a<pre>b\n\nc</pre></ul>", "- a\n\n  ```\n  b\n\n  c\n  ```"},
		"definitions":            {"<dl><dt>a<dd>b</dl>", "**a**\n\nb"},
		"picture":                {`<figure><img src="/a.jpg" alt="A [b]"><figcaption>c <i>d</i></figcaption></figure>`, "![A \\[b\\]](https://example.com/a.jpg)\n\n*c* d"},
		"picture with a link":    {`<a href="/b"><img src="/a.jpg"></a>`, "[![](https://example.com/a.jpg)](https://example.com/b)"},
		"table":                  {"<table><tr><th>a<th>b<tr><td>1|2<td align=right>3<br>4</table>", "| a | b |\n| --- | ---: |\n| 1\\|2 | 3<br>4 |"},
		"table without a head":   {"<table><tr><td>a<td>b<tr><td>c<td>d</table>", "|  |  |\n| --- | --- |\n| a | b |\n| c | d |"},
		"table with wide cells":  {"<table><tr><th colspan=2>a<th>b<tr><td rowspan=2>c<td>d<td>e<tr><td>f<td>g</table>", "| a |  | b |\n| --- | --- | --- |\n| c | d | e |\n|  | f | g |"},
		"rule":                   {"<p>a</p><hr><p>b</p>", "a\n\n---\n\nb"},
		"details":                {"<details><summary>a &lt; b</summary>c</details>", "<details>\n<summary>a &lt; b</summary>\n\nc\n\n</details>"},
		"footnotes":              {`<p>a<sup id=r1><a href="#n1">7</a></sup></p><ol><li id=n1><p>b <a href="#r1">↩</a></p><p>c</p></li></ol>`, "a[^1]\n\n[^1]: b\n\n    c"},
		"film":                   {`<iframe src="https://www.youtube.com/embed/x" title="T"></iframe>`, "[![T](https://i.ytimg.com/vi/x/hqdefault.jpg)](https://www.youtube.com/watch?v=x)"},
		"post":                   {`<blockquote class="twitter-tweet"><p>a</p>— Ann <a href="https://x.com/a/1">b</a></blockquote>`, "> a\n>\n> — Ann [b](https://x.com/a/1)\n>\n> [Ann](https://x.com/a/1)"},
		"gallery":                {`<figure><img src="/a.jpg"><img src="/b.jpg"><figcaption>c</figcaption></figure>`, "![](https://example.com/a.jpg)\n\n![](https://example.com/b.jpg)\n\n*c*"},
		"a table in a cell":      {"<table role=none><tr><td>a</table>", "a"},
	} {
		t.Run(name, func(t *testing.T) {
			got := Markdown(Blocks(Clean(test.source, base)))
			if got != test.want+"\n" && got+test.want != "" {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestMarkdownOfHugeListsEnds(t *testing.T) {
	clean := Clean(strings.Repeat("<blockquote><ul><li>a", 1000)+strings.Repeat("<p>b", 20_000), base)
	if got := Markdown(Blocks(clean)); len(got) > 100*len(clean) {
		t.Errorf("%d bytes of %d", len(got), len(clean))
	}
}
