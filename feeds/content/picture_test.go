package content

import (
	"fmt"
	"strings"
	"testing"
)

func TestPictures(t *testing.T) {
	gif := "data:image/gif;base64," + strings.Repeat("AAAA", 200)
	for name, test := range map[string]struct{ source, want string }{
		"address and size":                   {`<img src="a.jpg?utm_source=x&w=3" alt=" A  b " width=640 height="480px">`, `src="https://example.com/news/a.jpg?w=3" alt="A b" width="640" height="480"`},
		"all its addresses":                  {`<img src=a.jpg srcset="l.jpg 4000w, s.jpg 300w, ">`, `src="https://example.com/news/a.jpg" srcset="https://example.com/news/s.jpg 300w, https://example.com/news/l.jpg 4000w"`},
		"no address but those of a set":      {`<img srcset="s.jpg 300w, m.jpg 1300w, l.jpg 4000w">`, `src="https://example.com/news/m.jpg" srcset="`},
		"a set of small ones":                {`<img srcset="/s.jpg 80w, /m.jpg 470w">`, `src="https://example.com/m.jpg" srcset="`},
		"density":                            {`<img src=/1.jpg srcset="/1.jpg, /2.jpg 2x">`, `srcset="https://example.com/1.jpg 1x, https://example.com/2.jpg 2x"`},
		"commas in addresses":                {`<img srcset="/w_300,h_2/a.jpg 300w, /w_1200,h_8/a.jpg 1200w">`, `src="https://example.com/w_1200,h_8/a.jpg"`},
		"a set of one":                       {`<img src="/a.jpg" srcset="/a.jpg 900w">`, `<img src="https://example.com/a.jpg">`},
		"picture without avif":               {`<picture><source type="image/avif" srcset="/a.avif 1200w"><source type="image/webp" srcset="/a.webp 1200w"><img src=/a.jpg></picture>`, `<img src="https://example.com/a.jpg" srcset="https://example.com/a.webp 1200w">`},
		"picture of a kind it does not tell": {`<picture><source type="image/webp" srcset="/a?f=w 1200w"><img src=/a.jpg></picture>`, `<picture><source type="image/webp" srcset="https://example.com/a?f=w 1200w"><img src="https://example.com/a.jpg"></picture>`},
		"nothing but avif":                   {`<picture><source type="image/avif" srcset="/a.avif"><img src=/b.avif></picture>`, `src="https://example.com/b.avif"`},
		"not the one for the dark":           {`<picture><source media="(prefers-color-scheme: dark)" srcset="/d.png"><img src=/a.png></picture>`, `<img src="https://example.com/a.png">`},
		"in an attribute of its own":         {`<img src="data:," data-photo-wide="/late.jpg">`, `src="https://example.com/late.jpg"`},
		"once with a smaller noscript":       {`<img data-src="/harbour.jpg"><noscript><img src="/harbour-300x200.jpg"></noscript>`, `src="https://example.com/harbour.jpg"`},
		"loaded late":                        {`<img src="data:image/gif;base64,R0lGOD" data-src="/late.jpg">`, `src="https://example.com/late.jpg"`},
		"loaded late by a set":               {`<img src="/placeholder.png" data-srcset="/late.jpg 1000w">`, `src="https://example.com/late.jpg"`},
		"once with its noscript":             {`<img data-src="/a.jpg"><noscript><img src="/a.jpg"></noscript>`, `src="https://example.com/a.jpg"`},
		"within the HTML":                    {`<img src="` + gif + `">`, `src="` + gif + `"`},
		"a drawing within the HTML":          {`<img src="data:image/svg+xml;base64,` + strings.Repeat("AAAA", 200) + `">`, ""},
		"too large within the HTML":          {`<img src="data:image/png;base64,` + strings.Repeat("AAAA", 200_000) + `">`, ""},
		"a pixel":                            {`<img src="/x.png" width=1 height=1>`, ""},
		"a pixel by its style":               {`<img src="/x.png" style="width:1px;height:1px">`, ""},
		"a counter":                          {`<img src="https://pixel.wp.com/b.gif?x=1">`, ""},
		"an icon":                            {`<img src="/x.png" width=16 height=16>`, ""},
		"emoji":                              {`<img class="emoji" alt="🎉" src="https://s.w.org/images/core/emoji/x.png">`, "<p>🎉</p>"},
		"without address":                    {`<img alt="x">`, ""},
		"not of the web":                     {`<img src="file:///etc/passwd">`, ""},
		"a link to the large one":            {`<a href="/l.jpg"><img src="/s.jpg"></a>`, `<a href="https://example.com/l.jpg"><img src="https://example.com/s.jpg"></a>`},
		"caption":                            {`<figure><img src="/a.jpg"><figcaption>One<p>two</figcaption></figure>`, `<figcaption>One<br>two</figcaption>`},
		"caption before the picture":         {`<figure><figcaption>One</figcaption><img src="/a.jpg"></figure>`, `<figcaption>One</figcaption>`},
		"caption by class":                   {`<div class="wp-caption"><img src="/a.jpg"><p class="wp-caption-text">One</p></div>`, `<figcaption>One</figcaption>`},
		"of AMP":                             {`<amp-img src="/a.jpg" width=600 height=400></amp-img>`, `width="600" height="400"`},
		"behind the paragraph it cuts":       {`<p>a <img src="/a.jpg"> b</p>`, "<p>a b</p>\n<figure>"},
	} {
		t.Run(name, func(t *testing.T) {
			got := Clean(test.source, base)
			if !strings.Contains(got, test.want) || test.want == "" && got != "" || strings.Count(got, "<img") > 1 {
				t.Errorf("got  %.300s\nwant %.300s", got, test.want)
			}
		})
	}
}

func TestBestIsTheSmallestThatIsWideEnough(t *testing.T) {
	set := []Source{{URL: "s.jpg", Width: 300}, {URL: "a.avif", Width: 640}, {URL: "m.jpg", Width: 800}, {URL: "m.jxl", Width: 900}, {URL: "l.webp", Width: 2000}}
	for name, test := range map[string]struct {
		picture Picture
		pixels  int
		want    string
	}{
		"one address":                    {Picture{URL: "a.jpg"}, 900, "a.jpg"},
		"small":                          {Picture{URL: "a.jpg", Sources: set}, 200, "s.jpg"},
		"exactly so wide":                {Picture{URL: "a.jpg", Sources: set}, 800, "m.jpg"},
		"wider":                          {Picture{URL: "a.jpg", Sources: set}, 801, "l.webp"},
		"wider than all":                 {Picture{URL: "a.jpg", Sources: set}, 3000, "l.webp"},
		"none that cannot be decoded":    {Picture{URL: "a.jpg", Sources: set}, 600, "m.jpg"},
		"its own is wide enough":         {Picture{URL: "a.jpg", Width: 1000, Sources: set}, 900, "a.jpg"},
		"its own is wider than all":      {Picture{URL: "a.jpg", Width: 4000, Sources: set}, 3000, "a.jpg"},
		"its own cannot be decoded":      {Picture{URL: "a.avif", Width: 1000, Sources: set}, 900, "l.webp"},
		"densities":                      {Picture{URL: "1.jpg", Width: 400, Sources: []Source{{URL: "1.jpg", Density: 1}, {URL: "2.jpg", Density: 2}}}, 500, "2.jpg"},
		"densities of an unknown width":  {Picture{URL: "1.jpg", Sources: []Source{{URL: "1.jpg", Density: 1}, {URL: "2.jpg", Density: 2}}}, 500, "1.jpg"},
		"a kind that only its type says": {Picture{URL: "a.jpg", Sources: []Source{{URL: "b", Width: 900, Type: "image/avif"}}}, 800, "a.jpg"},
		"all sources small":              {Picture{URL: "a.jpg", Sources: []Source{{URL: "b.jpg", Width: 100}}}, 800, "a.jpg"},
		"nothing that can be decoded":    {Picture{URL: "a.avif"}, 800, "a.avif"},
		"no width known":                 {Picture{URL: "a.heic", Sources: []Source{{URL: "b.jpg"}}}, 800, "b.jpg"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := test.picture.Best(test.pixels); got != test.want {
				t.Errorf("got %s want %s", got, test.want)
			}
		})
	}
}

func TestOnlyAFewSourcesOfAPictureAreKept(t *testing.T) {
	var set []string
	for w := 100; w < 4000; w += 100 {
		set = append(set, fmt.Sprintf("/a-%d.jpg %dw", w, w))
	}
	p := Blocks(Clean(`<img src="/a-100.jpg" srcset="`+strings.Join(set, ", ")+`">`, base))[0].Picture
	if n := len(p.Sources); n != maxSources || p.Sources[0].Width != 100 || p.Sources[n-1].Width != 3900 {
		t.Errorf("got %+v", p.Sources)
	}
	for i, s := range p.Sources[1:] {
		if 2*s.Width > 5*p.Sources[i].Width {
			t.Errorf("a gap from %d to %d", p.Sources[i].Width, s.Width)
		}
	}
}

func TestLinks(t *testing.T) {
	for name, test := range map[string]struct{ ref, want string }{
		"relative":           {"../a?b=c#d", "https://example.com/a?b=c#d"},
		"of the same scheme": {"//cdn.example.com/x", "https://cdn.example.com/x"},
		"without scheme":     {"www.example.org/x", "https://www.example.org/x"},
		"tracking":           {"https://a.example/?utm_source=x&id=7&fbclid=y", "https://a.example/?id=7"},
		"no entity":          {"https://a.example/?a=1&copy=2", "https://a.example/?a=1&amp;copy=2"},
		"spaces":             {" https://a.example/a b\n", "https://a.example/a%20b"},
		"bad escapes":        {"https://a.example/100%", "https://a.example/100%25"},
		"quotes":             {"https://a.example/'x'", "https://a.example/'x'"},
		"mail":               {"MAILTO:a@example.com", "mailto:a@example.com"},
		"a redirect":         {"https://www.google.com/url?q=https://a.example/x&sa=D", "https://a.example/x"},
		"telephone":          {"tel:123", ""},
		"script":             {"javascript:x", ""},
		"script in capitals": {"JaVaScRiPt:x", ""},
		"local file":         {"file:///x", ""},
		"no host":            {"https:///x", ""},
		"nothing":            {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			want := "<p>x</p>\n"
			if test.want != "" {
				want = `<p><a href="` + test.want + `">x</a></p>` + "\n"
			}
			if got := Clean(`<a href="`+test.ref+`">x</a>`, base); got != want {
				t.Errorf("got %s want %s", got, want)
			}
		})
	}
	if got := Clean(`<a href="/x">x</a><img src="y.png">`, ""); got != "<p>x</p>\n" {
		t.Errorf("without a base: %s", got)
	}
}

func TestImageIsThePictureWorthShowing(t *testing.T) {
	for name, test := range map[string]struct{ source, want string }{
		"the first":      {`<img src="/a.jpg"><img src="/b.jpg">`, "https://example.com/a.jpg"},
		"in a list":      {`<ul><li><img src="/a.jpg"></ul>`, "https://example.com/a.jpg"},
		"no avatar":      {`<img src="https://secure.gravatar.com/x"><img src="/b.jpg">`, "https://example.com/b.jpg"},
		"no small one":   {`<img src="/a.jpg" width=80 height=80><img src="/b.jpg">`, "https://example.com/b.jpg"},
		"no banner":      {`<img src="/a.jpg" width=728 height=90><img src="/b.jpg">`, "https://example.com/b.jpg"},
		"no logo":        {`<img src="/logo.png"><img src="/d.svg">`, ""},
		"a film's still": {`<video src="/v.mp4" poster="/p.jpg"></video>`, "https://example.com/p.jpg"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Process(test.source, base).Image; got != test.want {
				t.Errorf("got %q want %q", got, test.want)
			}
		})
	}
}
