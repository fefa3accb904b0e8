package content

import "testing"

func TestCodeKnowsItsLanguage(t *testing.T) {
	for name, source := range map[string]string{
		"class":                 `<pre><code class="language-js">a</code></pre>`,
		"class of the pre":      `<pre class="prettyprint lang-js">a</pre>`,
		"class around it":       `<div class="language-js highlighter-rouge"><div class="highlight"><pre class="highlight"><code><span class="k">a</span></code></pre></div></div>`,
		"of GitHub":             `<div class="highlight highlight-source-js"><pre>a</pre></div>`,
		"of Sphinx":             `<div class="highlight-js notranslate"><div class="highlight"><pre>a</pre></div></div>`,
		"of pandoc":             `<div class="sourceCode" id="cb1"><pre class="sourceCode js"><code class="sourceCode js">a</code></pre></div>`,
		"of highlight.js":       `<pre><code class="hljs js">a</code></pre>`,
		"of SyntaxHighlighter":  `<pre class="brush: js; gutter: false">a</pre>`,
		"of GeSHi":              `<pre lang="js">a</pre>`,
		"in an attribute":       `<pre data-enlighter-language="js">a</pre>`,
		"around its numbers":    `<figure class="highlight js"><table><tr><td class="gutter"><pre>1</pre></td><td class="code"><pre data-lang="js">a</pre></td></tr></table></figure>`,
		"with numbers of Hugo":  `<div class="highlight"><table class="lntable"><tr><td class="lntd"><pre><code><span class="lnt">1</span></code></pre></td><td class="lntd"><pre><code class="language-js">a</code></pre></td></tr></table></div>`,
		"with numbers in a row": `<pre><code class="language-js"><table class="hljs-ln"><tr><td class="hljs-ln-numbers">1</td><td>a</td></tr></table></code></pre>`,
	} {
		cleans(t, name, source, `<pre><code class="language-js">a</code></pre>`)
	}
	for name, source := range map[string]string{
		"a word of the theme":            `<pre class="highlight dark">a</pre>`,
		"a human language":               `<pre lang="en">a</pre>`,
		"a hint that text comes between": `<div class="language-js"><p>x</p></div><pre>a</pre>`,
	} {
		t.Run(name, func(t *testing.T) {
			blocks := Blocks(Clean(source, base))
			if last := blocks[len(blocks)-1]; last.Kind != Code || last.CodeLang != "" {
				t.Errorf("got %+v", last)
			}
		})
	}
}

func TestLinksInCodeStay(t *testing.T) {
	for name, test := range map[string]struct{ source, want string }{
		"in a line":         {"<pre>\n  see <a href='/x'>the\n\trules</a>;\n</pre>", "<pre><code>  see <a href=\"https://example.com/x\">the\n\trules</a>;</code></pre>"},
		"of an attack":      {`<pre>a <a href="javascript:b()">b</a></pre>`, `<pre><code>a b</code></pre>`},
		"at both ends":      {`<pre><a href="/x">a</a> <a href="/y">b  </a></pre>`, `<pre><code><a href="https://example.com/x">a</a> <a href="https://example.com/y">b</a></code></pre>`},
		"around all":        {`<a href="/x"><pre>a<b>b</b></pre></a>`, `<pre><code><a href="https://example.com/x">ab</a></code></pre>`},
		"left open":         {`<pre>a<a href="/x">b</pre><p>c</p>`, `<pre><code>a<a href="https://example.com/x">b</a></code></pre><p>c</p>`},
		"to what is there":  {`<p id="k">a</p><pre><a href="#k">b</a> <a name="z">c</a></pre>`, `<p id="k">a</p><pre><code><a href="#k">b</a> c</code></pre>`},
		"of characters out": {"<pre>\x01a\x02<a href='/x'>b\u202E</a>c</pre>", `<pre><code>a<a href="https://example.com/x">b</a>c</code></pre>`},
	} {
		cleans(t, name, test.source, test.want)
	}
	code := Blocks(Clean(`<pre>a <a href="/x">b</a>  c</pre>`, base))[0]
	if code.Text != "a b  c" || len(code.Spans) != 3 || PlainText([]Block{code}) != code.Text {
		t.Errorf("%+v", code)
	}
}

func TestVerseKeepsItsLines(t *testing.T) {
	for name, test := range map[string]struct{ source, want string }{
		"of WordPress": {"<pre class=\"wp-block-verse\">Roses are red\n  violets\n\nend</pre>", "<p>Roses are red<br>\u00A0\u00A0violets</p><p>end</p>"},
		"breaks":       {"<p>Roses are red<br>&nbsp;&nbsp;violets<br><br>end</p>", "<p>Roses are red<br>\u00A0\u00A0violets</p><p>end</p>"},
	} {
		cleans(t, name, test.source, test.want)
	}
}

func TestFootnotesJumpAndComeBack(t *testing.T) {
	for name, source := range map[string]string{
		"of Markdown":  `<p>a<sup id="r"><a href="#n" class="footnote-ref">1</a></sup></p><div class="footnotes"><ol><li id="n"><p>b <a href="#r" class="footnote-backref">↩︎</a></p></li></ol></div>`,
		"of WordPress": `<p>a<sup data-fn="n" class="fn"><a href="#n" id="r">1</a></sup></p><ol class="wp-block-footnotes"><li id="n">b <a href="#r">↩︎</a></li></ol>`,
		"of pandoc":    `<p>a<a href="#n" class="footnote-ref" id="r"><sup>1</sup></a></p><section class="footnotes"><ol><li id="n"><p>b <a href="#r" class="footnote-back">↩︎</a></p></li></ol></section>`,
		"of MediaWiki": `<p>a<sup id="r" class="reference"><a href="#n">1</a></sup></p><ol class="references"><li id="n"><span class="reference-text">b</span> <span class="mw-cite-backlink"><a href="#r">↩︎</a></span></li></ol>`,
		"whole links":  `<p>a<sup id="r"><a href="` + base + `#n">1</a></sup></p><ol><li id="n">b <a href="` + base + `#r">↩︎</a></li></ol>`,
	} {
		cleans(t, name, source, `<p id="r">a<a href="#n"><sup>1</sup></a></p><ol><li id="n">b <a href="#r">↩︎</a></li></ol>`)
		if blocks := Blocks(Clean(source, base)); blocks[1].Kind != Notes {
			t.Errorf("%s: no list of notes", name)
		}
	}
	cleans(t, "a way back to what is gone", `<ol><li id="n">b <a href="#gone">↩</a></li></ol><p><a href="#n">c</a></p>`, `<ol><li id="n">b</li></ol><p><a href="#n">c</a></p>`)
	cleans(t, "note in the margin", `<p>a<span class="sidenote">b <i>c</i></span> d</p>`, "<p>a (b <em>c</em>) d</p>")
	cleans(t, "notes of Word", `<p>a<a href="#_ftn1" name="_ftnref1">[1]</a></p><p><a href="#_ftnref1" name="_ftn1">[1]</a> b</p>`,
		`<p id="_ftnref1">a<a href="#_ftn1">[1]</a></p><p id="_ftn1"><a href="#_ftnref1">[1]</a> b</p>`)
}
