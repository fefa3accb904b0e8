package content

import "testing"

func TestFormulasAreText(t *testing.T) {
	for name, test := range map[string]struct{ source, want string }{
		"power":               {"<msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mn>1</mn>", "x² + 1"},
		"power of a sum":      {"<msup><mrow><mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo></mrow><mi>n</mi></msup>", "(a + b)ⁿ"},
		"power without signs": {"<msup><mi>e</mi><mrow><mi>i</mi><mi>π</mi></mrow></msup>", "e^iπ"},
		"fraction":            {"<mfrac><mn>1</mn><mrow><mi>a</mi><mo>-</mo><mi>b</mi></mrow></mfrac>", "1/(a − b)"},
		"root":                {"<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>", "√(x + 1)"},
		"cube root":           {"<mroot><mi>x</mi><mn>3</mn></mroot>", "³√x"},
		"index":               {"<msub><mi>a</mi><mrow><mi>i</mi><mo>+</mo><mn>1</mn></mrow></msub>", "aᵢ₊₁"},
		"index without signs": {"<msub><mi>a</mi><mi>w</mi></msub>", "a_w"},
		"sum":                 {"<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>", "∑ᵢ₌₁ⁿi"},
		"minus before":        {"<mo>-</mo><mn>1</mn>", "−1"},
		"function":            {"<mi>f</mi><mo>\u2061</mo><mo>(</mo><mi>x</mi><mo>,</mo><mi>y</mi><mo>)</mo>", "f(x, y)"},
		"fences":              {"<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a, b)"},
		"vector":              {"<mover><mi>v</mi><mo>→</mo></mover>", "v⃗"},
		"prime":               {"<msup><mi>f</mi><mo>′</mo></msup>", "f′"},
		"matrix":              {"<mo>[</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable><mo>]</mo>", "[1 0; 0 1]"},
		"text":                {"<mi>x</mi><mtext> if </mtext><mi>y</mi>", "x if y"},
		"once with its TeX":   {`<semantics><mi>x</mi><annotation encoding="application/x-tex">\xi</annotation></semantics>`, "x"},
		"nothing but TeX":     {`<semantics><mrow></mrow><annotation encoding="application/x-tex">{\displaystyle \xi }</annotation></semantics>`, `\xi`},
		"what is not shown":   {"<mi>x</mi><mphantom><mi>y</mi></mphantom>", "x"},
	} {
		cleans(t, name, "<p>a <math>"+test.source+"</math> b</p>", `<p>a <span class="math">`+test.want+`</span> b</p>`)
	}
}

func TestFormulasStandOnce(t *testing.T) {
	const x, want = "<math><msup><mi>x</mi><mn>2</mn></msup></math>", `<p>a <span class="math">x²</span> b</p>`
	for name, test := range map[string]struct{ source, want string }{
		"KaTeX":               {`<span class="katex"><span class="katex-mathml">` + x + `</span><span class="katex-html" aria-hidden="true">x2</span></span>`, want},
		"MathJax 2":           {`<span class="MathJax_Preview">x2</span><span class="MathJax" data-mathml="` + "&lt;math&gt;&lt;msup&gt;&lt;mi&gt;x&lt;/mi&gt;&lt;mn&gt;2&lt;/mn&gt;&lt;/msup&gt;&lt;/math&gt;" + `"><nobr>x2</nobr></span><script type="math/tex">x^2</script>`, want},
		"MathJax 3":           {`<mjx-container><mjx-math><mjx-c class="mjx-c32"></mjx-c></mjx-math><mjx-assistive-mml>` + x + `</mjx-assistive-mml></mjx-container>`, want},
		"TeX for MathJax":     {`<script type="math/tex">x^2 < y</script>`, `<p>a <span class="math">x^2 &lt; y</span> b</p>`},
		"MediaWiki":           {`<span class="mwe-math-element"><span class="mwe-math-mathml-inline mwe-math-mathml-a11y" style="display: none;">` + x + `</span><img src="https://a.example/x" class="mwe-math-fallback-image-inline" alt="{\displaystyle x^{2}}"></span>`, want},
		"picture of LaTeX":    {`<img src="https://s0.wp.com/latex.php?latex=x" alt="x^2" class="latex">`, `<p>a <span class="math">x^2</span> b</p>`},
		"on a line":           {`<math display="block"><mi>x</mi></math>`, `<p>a</p><p><span class="math">x</span></p><p>b</p>`},
		"one that never ends": {`<math><mi>x</mi><b>c</b>`, `<p>a <span class="math">x</span><strong>c</strong> b</p>`},
	} {
		cleans(t, name, "<p>a "+test.source+" b</p>", test.want)
	}
}

func TestLooks(t *testing.T) {
	for name, test := range map[string]struct{ source, want string }{
		"small capitals by class": {`<span class="small-caps">Nato</span>`, `<p><span style="font-variant:small-caps">Nato</span></p>`},
		"small capitals by style": {`<span style="font-variant: small-caps">Nato</span>`, `<p><span style="font-variant:small-caps">Nato</span></p>`},
		"inserted and deleted":    {"<ins>a</ins><del>b</del>", "<p><ins>a</ins><del>b</del></p>"},
		"key":                     {"<kbd>a</kbd>", "<p><kbd>a</kbd></p>"},
		"marked":                  {"<mark>a</mark>", "<p><mark>a</mark></p>"},
		"raised and lowered":      {`<sup>a</sup><sub>b</sub><span style="vertical-align:super">c</span>`, "<p><sup>a</sup><sub>b</sub><sup>c</sup></p>"},
		"readings":                {"<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>です", `<p>漢<small class="ruby">(かん)</small>字<small class="ruby">(じ)</small>です</p>`},
		"readings without ends":   {"<ruby>漢<rp>(<rt>かん<rp>)</ruby>です", `<p>漢<small class="ruby">(かん)</small>です</p>`},
		"an empty reading":        {"<ruby>漢<rt></rt></ruby>です", "<p>漢です</p>"},
		"bold in a reading":       {"<ruby>漢<rt><b>かん</b></rt></ruby>", `<p>漢<small class="ruby">(</small><strong><small class="ruby">かん</small></strong><small class="ruby">)</small></p>`},
	} {
		cleans(t, name, test.source, test.want)
	}
	if got := Text(Clean("<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>です", base)); got != "漢字です" {
		t.Errorf("readings part the words in %q", got)
	}
}
