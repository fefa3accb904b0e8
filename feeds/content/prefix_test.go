package content

import (
	"strings"
	"testing"
)

func TestPrefixesOfXHTMLMeanWhatTheyMean(t *testing.T) {
	const drawing = `<svg width="200" height="200"><rect width="100" height="100" fill="red"/><text>Hi</text></svg>`
	prefixed := strings.NewReplacer("</", "</svg:", "<", "<svg:").Replace(drawing)
	for name, test := range map[string]struct{ text, want string }{
		"paragraphs":         {`<xhtml:div><xhtml:p>a <xhtml:b>c</xhtml:b></xhtml:p><xhtml:p>b</xhtml:p></xhtml:div>`, `<p>a <b>c</b></p><p>b</p>`},
		"a link":             {`<html:a href="https://a.example/">a</html:a> b`, `<a href="https://a.example/">a</a> b`},
		"a script":           {`<html:script>alert(1)</html:script><html:p>a</html:p>`, `<p>a</p>`},
		"a script in XHTML":  {`<p>a</p><xhtml:script>alert("<p>")</xhtml:script><p>b</p>`, `<p>a</p><p>b</p>`},
		"a style, not ended": {`<p>a</p><xhtml:style>p{}`, `<p>a</p>`},
		"a formula":          {`<p><m:math><m:msup><m:mi>x</m:mi><m:mn>2</m:mn></m:msup></m:math></p>`, `<math><msup><mi>x</mi><mn>2</mn></msup></math>`},
		"a drawing":          {"<p>a</p>" + prefixed, "<p>a</p>" + drawing},
		"an office program":  {`<p>a<o:p></o:p>b</p>`, `<p>a<o:p></o:p>b</p>`},
		"a prefix alone":     {`<p>a<svg:>b</p>`, `<p>ab</p>`},
	} {
		if got, want := Process(test.text, ""), Process(test.want, ""); got.HTML != want.HTML || strings.Contains(got.HTML, "alert") {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got.HTML, want.HTML)
		}
	}
}
