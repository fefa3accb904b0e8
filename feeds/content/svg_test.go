package content

import (
	"encoding/base64"
	"strings"
	"testing"
)

func drawing(inner string) string {
	return `<svg width="300" height="200" viewBox="0 0 300 200">` + inner + strings.Repeat(`<rect x="1" y="2" width="3" height="4" fill="red"/>`, 8) + `</svg>`
}

// drawn is the drawing that clean HTML holds; empty: none.
func drawn(t *testing.T, clean string) string {
	t.Helper()
	_, data, ok := strings.Cut(clean, `src="data:image/svg+xml;base64,`)
	if !ok {
		return ""
	}
	data, _, _ = strings.Cut(data, `"`)
	raw, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestDrawingsArePictures(t *testing.T) {
	clean := Clean(drawing(`<g style="stroke:blue;filter:x"><linearGradient id="a"><stop offset="1"/></linearGradient><path d="M0 0" fill="url(#a)"/><text>Hi &amp; ho</text></g>`), base)
	svg := drawn(t, clean)
	const want = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200" viewBox="0 0 300 200"><g stroke="blue"><linearGradient id="a"><stop offset="1"></stop></linearGradient><path d="M0 0" fill="url(#a)"></path><text>Hi &amp; ho</text></g><rect `
	if !strings.HasPrefix(svg, want) {
		t.Errorf("got %s", svg)
	}
	p := Blocks(clean)[0].Picture
	if p.Width != 300 || p.Height != 200 {
		t.Errorf("%d by %d", p.Width, p.Height)
	}
	if again := Clean(clean, base); again != clean {
		t.Errorf("read again %s", again)
	}
	asData := Clean(`<img alt=x src="data:image/svg+xml;base64,`+base64.StdEncoding.EncodeToString([]byte(drawing("")))+`">`, base)
	if !strings.HasPrefix(drawn(t, asData), "<svg ") {
		t.Errorf("as data: %s", asData)
	}
	escaped := Clean(`<img src="data:image/svg+xml;utf8,`+strings.NewReplacer(`"`, "%22", "<", "%3C", ">", "%3E").Replace(drawing(""))+`">`, base)
	if drawn(t, escaped) != drawn(t, asData) {
		t.Errorf("escaped: %s", escaped)
	}
}

func TestDrawingsDoNothing(t *testing.T) {
	plain := drawn(t, Clean(drawing(""), base))
	for name, inner := range map[string]string{
		"script":         "<script>alert(1)</script>",
		"handler":        "",
		"foreign object": "<foreignObject><p onclick=x>a</p><iframe src=https://evil.example/></iframe></foreignObject>",
		"link":           `<a href="javascript:alert(1)"></a>`,
		"picture":        `<image href="https://evil.example/x.png"/><use href="https://evil.example/x.svg#a"/>`,
		"animation":      `<set attributeName="href" to="javascript:x"/><animate/>`,
		"style":          `<style>@import url(https://evil.example/x.css);</style>`,
		"entities":       `<!DOCTYPE x [<!ENTITY a "b">]>`,
		"nested":         `<svg onload=alert(1)><rect/></svg>`,
	} {
		t.Run(name, func(t *testing.T) {
			source := drawing(inner)
			if name == "handler" {
				source = strings.Replace(source, "<rect", `<rect onload="alert(1)" filter="url(https://evil.example/x)" style="fill:red;background:url(x)"`, 1)
			}
			clean := Clean(source, base)
			if got := drawn(t, clean); len(got) == 0 || name != "entities" && name != "handler" && got != plain {
				t.Errorf("got  %s\nwant %s", got, plain)
			}
			if bad := harmful(clean); bad != "" {
				t.Error(bad)
			}
		})
	}
}

func TestSignsAreNoPictures(t *testing.T) {
	for name, source := range map[string]string{
		"small":             strings.Replace(drawing(""), `width="300" height="200"`, `width="24" height="24"`, 1),
		"without a size":    strings.Replace(drawing(""), `width="300" height="200"`, "", 1),
		"told to be one":    strings.Replace(drawing(""), "<svg", `<svg aria-hidden="true"`, 1),
		"in a link":         `<a href="https://a.example/">` + drawing("") + "</a>",
		"of nothing":        `<svg width="300" height="200">` + strings.Repeat("<g></g>", 99) + "</svg>",
		"larger than all":   drawing(`<path d="` + strings.Repeat("M0 0", maxSVG) + `"/>`),
		"of too many parts": drawing(strings.Repeat(`<rect/>`, maxSVGNodes)),
	} {
		if got := Clean(source, base); got != "" {
			t.Errorf("%s: %.200s", name, got)
		}
	}
	if drawn(t, Clean("<figure>"+strings.Replace(drawing(""), `width="300" height="200"`, "", 1)+"</figure>", base)) == "" {
		t.Error("the drawing of a figure is lost")
	}
}

// One with few shapes is shorter than what keeps the place of a picture.
func TestASmallDrawingIsAPictureToo(t *testing.T) {
	const start, circle = `<svg width="300px" height="200px" xmlns="http://www.w3.org/2000/svg">`, `<circle cx="150px" cy="100px" r="50px" fill="#ff0000"/>`
	for name, test := range map[string]struct {
		inner, alt string
		kept       bool
	}{
		"one shape":         {circle, "", true},
		"title":             {"<title>The sun</title>" + circle, "The sun", true},
		"description":       {"<desc><abbr>Sun</abbr></desc>" + circle, "", true},
		"a title of a part": {"<g><title>Part</title>" + circle + "</g>", "", true},
		"keeps a place":     {`<rect width="300" height="200" fill="#eee"/>`, "", false},
		"nothing":           {"<title>The sun</title>", "", false},
	} {
		clean := Clean(start+test.inner+"</svg>", base)
		if svg := drawn(t, clean); (svg != "") != test.kept || strings.Contains(svg, "title") {
			t.Errorf("%s: %s", name, svg)
		}
		if again := Clean(clean, base); again != clean {
			t.Errorf("%s: read again %s", name, again)
		}
		if test.kept && Blocks(clean)[0].Picture.Alt != test.alt {
			t.Errorf("%s: it is called %q", name, Blocks(clean)[0].Picture.Alt)
		}
	}
}
