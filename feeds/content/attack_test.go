package content

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// allowed are the elements of clean HTML with their attributes, besides id, lang
// and dir.
var allowed = map[string]string{
	"p": "", "h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "", "blockquote": "class data-embed data-image cite title",
	"footer": "", "ul": "", "ol": "start", "li": "", "dl": "", "dt": "", "dd": "", "details": "", "summary": "", "hr": "class",
	"figure": "class", "figcaption": "", "picture": "", "source": "type srcset", "img": "src srcset alt title width height",
	"pre": "", "code": "class", "table": "", "caption": "", "tbody": "", "tr": "", "td": "colspan rowspan align", "th": "colspan rowspan align",
	"a": "href title data-embed data-image", "strong": "", "em": "", "u": "", "ins": "", "del": "", "kbd": "", "sub": "", "sup": "",
	"mark": "", "small": "class", "span": "class style", "abbr": "title", "br": "", "html": "", "head": "", "body": "", "div": "",
}

// harmful is what clean HTML, read as browsers read it, has that it must not
// have; empty: nothing.
func harmful(clean string) string {
	body := &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"}
	nodes, err := html.ParseFragment(strings.NewReader(clean), body)
	if err != nil {
		return err.Error()
	}
	for _, n := range nodes {
		if bad := harmfulNode(n); bad != "" {
			return bad
		}
	}
	return ""
}

func harmfulNode(n *html.Node) string {
	if n.Type == html.CommentNode || n.Type == html.DoctypeNode || n.Namespace != "" {
		return fmt.Sprintf("node %q of type %d", n.Data, n.Type)
	}
	if n.Type == html.ElementNode {
		attrs, ok := allowed[n.Data]
		if !ok {
			return "<" + n.Data + ">"
		}
		for _, a := range n.Attr {
			if !strings.Contains(" id lang dir "+attrs+" ", " "+a.Key+" ") {
				return n.Data + " " + a.Key
			}
			if bad := harmfulValue(n.Data, a.Key, a.Val); bad != "" {
				return bad
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if bad := harmfulNode(c); bad != "" {
			return bad
		}
	}
	return ""
}

func harmfulValue(name, key, val string) string {
	ok := true
	switch key {
	case "href":
		ok = strings.HasPrefix(val, "http://") || strings.HasPrefix(val, "https://") || strings.HasPrefix(val, "mailto:") || strings.HasPrefix(val, "#")
	case "cite", "data-image":
		ok = strings.HasPrefix(val, "http://") || strings.HasPrefix(val, "https://")
	case "src":
		ok = strings.HasPrefix(val, "http://") || strings.HasPrefix(val, "https://") || strings.HasPrefix(val, "data:image/")
		if data, ok := strings.CutPrefix(val, "data:image/svg+xml;base64,"); ok {
			ok = harmlessDrawing(data)
			if !ok {
				return "drawing " + data
			}
		}
	case "srcset":
		for _, s := range strings.Split(val, ", ") {
			ok = ok && (strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://"))
		}
	case "style":
		ok = val == "font-variant:small-caps"
	}
	if !ok || strings.ContainsFunc(val, isDirecting) {
		return fmt.Sprintf("%s %s=%q", name, key, val)
	}
	return ""
}

// harmlessDrawing reports whether an SVG consists of elements and attributes that
// are kept.
func harmlessDrawing(data string) bool {
	raw, err := base64.StdEncoding.DecodeString(data)
	if err != nil || bytes.Contains(raw, []byte("<!")) || bytes.Contains(raw, []byte("<?")) {
		return false
	}
	z := html.NewTokenizer(bytes.NewReader(raw))
	for z.Next() != html.ErrorToken {
		t := z.Token()
		if t.Type == html.TextToken {
			continue
		}
		if svgElements[t.Data] == "" {
			return false
		}
		for _, a := range t.Attr {
			if svgAttributes[a.Key] == "" && a.Key != "xmlns" || !svgValue(a.Val) && a.Key != "xmlns" {
				return false
			}
		}
	}
	return true
}

// attacks are what HTML has been made to do harm with, and what remains of it as
// text.
var attacks = map[string]struct{ source, want string }{
	"script":                       {"<script>alert(1)</script>a", "a"},
	"script in capitals":           {"<ScRiPt\t>alert(1)</sCrIpT >a", "a"},
	"script after a slash":         {"<script/x>alert(1)</script>a", "a"},
	"script in a script":           {"<scr<script></script>ipt>alert(1)</script>a", "ipt>alert(1)a"},
	"script in a comment":          {"<!--><script>alert(1)</script>-->a", "a"},
	"script in a title":            {`<title><a title="</title><script>alert(1)</script>">a`, `">a`},
	"script in style":              {`<style><img title="</style><script>alert(1)</script>">a`, `">a`},
	"script in noscript":           {`<noscript><p title="</noscript><script>alert(1)</script>">a`, "a"},
	"handler":                      {`<p onclick=alert(1) ONMOUSEOVER="x" on=y>a</p>`, "a"},
	"handler without a space":      {`<img src="x"onerror=alert(1)>a`, "a"},
	"handler after a slash":        {`<svg/onload=alert(1)>a</svg>b`, "b"},
	"handler of the body":          {`<body onload=alert(1)>a`, "a"},
	"handler in an address":        {"<a href='x\" onclick=\"alert(1)'>a</a>", "a"},
	"javascript":                   {`<a href="javascript:alert(1)">a</a>`, "a"},
	"javascript with entities":     {`<a href="&#106;&#x61;vascript&colon;alert(1)">a</a>`, "a"},
	"javascript without semicola":  {`<a href="&#0000106&#0000097vascript:alert(1)">a</a>`, "a"},
	"javascript with white space":  {"<a href=\" \x01java\nscr\tipt:alert(1)\">a</a>", "a"},
	"javascript with a null":       {"<a href=\"java\x00script:alert(1)\">a</a>", "a"},
	"javascript in a picture":      {`<img src="javascript:alert(1)">a`, "a"},
	"javascript in a set":          {`<img srcset="javascript:alert(1) 2x, data:text/html,x 3x">a`, "a"},
	"javascript in a form":         {`<form action="javascript:alert(1)"><button formaction="javascript:x">b</button>a</form>`, "a"},
	"javascript in a base":         {`<base href="javascript:alert(1)//"><a href="x">a</a>`, "a"},
	"vbscript":                     {`<a href="vbscript:msgbox(1)">a</a>`, "a"},
	"data":                         {`<a href="data:text/html;base64,PHNjcmlwdD4=">a</a>`, "a"},
	"data as a picture":            {`<img src="data:text/html;base64,` + strings.Repeat("PHNj", 200) + `">a`, "a"},
	"file":                         {`<a href="file:///etc/passwd">a</a><img src="file:///etc/passwd">`, "a"},
	"file of Windows":              {`<a href="\\evil.example\share">a</a><img src="\\evil.example\share\x.png">`, "a"},
	"blob and intent":              {`<a href="blob:https://a/b">a</a><a href="intent://x#Intent;end">b</a><a href="ms-msdt:/id">c</a>`, "abc"},
	"view-source":                  {`<a href="view-source:javascript:alert(1)">a</a>`, "a"},
	"frame":                        {`<iframe src="javascript:alert(1)"></iframe><iframe srcdoc="<script>alert(1)</script>"></iframe>a`, "a"},
	"object and embed":             {`<object data="x.swf"><embed src="javascript:alert(1)"></object><applet code=x></applet>a`, "a"},
	"meta":                         {`<meta http-equiv=refresh content="0;url=javascript:alert(1)">a`, "a"},
	"link":                         {`<link rel=stylesheet href="https://evil.example/x.css"><link rel=prefetch href=/x>a`, "a"},
	"style":                        {`<style>@import "https://evil.example/x.css";</style><p style="background:url(javascript:alert(1))">a</p>`, "a"},
	"expression":                   {`<p style="width:expression(alert(1));-moz-binding:url(x)">a</p>`, "a"},
	"background":                   {`<table background="javascript:alert(1)"><tr><td background="https://evil.example/x">a</table>`, "a"},
	"XML":                          {`<?xml-stylesheet href="javascript:alert(1)"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;a`, "]>&y;a"},
	"namespaces":                   {`<svg><style><img src=x onerror=alert(1)></style></svg>a`, "a"},
	"math to HTML":                 {`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">a`, "a"},
	"math to style":                {`<math><mi><mglyph><style><math><a title="</style><img src onerror=alert(1)>"></mi></math>a`, `">a`},
	"form in math":                 {`<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></style></form>a`, "a"},
	"svg in a paragraph":           {`<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">a`, `">a`},
	"svg with a link":              {`<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>a`, "a"},
	"svg animation":                {`<svg><animate attributeName=href values="javascript:alert(1)" /><use href="data:image/svg+xml,x#x"/></svg>a`, "a"},
	"foreign object":               {`<svg><foreignObject><iframe src="javascript:alert(1)"></iframe></foreignObject></svg>a`, "a"},
	"annotation":                   {`<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style></annotation-xml></math>a`, "a"},
	"select":                       {`<select><style></select><img src=x onerror=alert(1)></style>a`, "a"},
	"template":                     {`<template><img src=x onerror=alert(1)></template>a`, "a"},
	"backquotes":                   {"<img alt=\"`` onerror=alert(1)\" src=\"/x.png\">a", "a"},
	"an attribute never closed":    {`<p>a</p><img title="x onerror=alert(1)`, "a"},
	"CDATA":                        {`<![CDATA[<script>alert(1)</script>]]>a`, "a"},
	"ID that scripts would find":   {`<p id="cookie">a</p><a href="#cookie" name="x">b</a>`, "a\n\nb"},
	"escaped twice":                {`&lt;img src=x onerror=alert(1)&gt;&lt;p&gt;a&lt;/p&gt;`, "a"},
	"plain text with tags escaped": {"a\n&lt;script&gt;alert(1)&lt;/script&gt;", "a\n<script>alert(1)</script>"},
	"override in a link":           {"<a href=https://evil.example/>\u202Emoc.elpmaxe\u202C</a> b", "moc.elpmaxe b"},
	"override over what follows":   {"a \u202E<a href=https://evil.example/>b</a>", "a b"},
	"isolate that a link ends":     {"\u2067a <a href=https://evil.example/>\u2069b</a>", "\u2067a b\u2069"},
	"isolate never ended":          {"<p>a \u2067b</p><p>c</p>", "a \u2067b\u2069\n\nc"},
	"embedding":                    {"a \u202Bb\u202C c", "a \u2067b\u2069 c"},
	"an end of nothing":            {"a\u202C\u2069b", "ab"},
	"override in code":             {"<pre>a \u202E\u2066b</pre>", "a b"},
	"override in a picture":        {"<img src=/x.png alt='a\u202Eb' title='\u2066c'>a", "a"},
	"override in an address":       {"<a href='https://evil.example/\u202Egpj.exe'>a</a>", "a"},
	"entities in entities":         {strings.Repeat("&amp;", 10_000) + "lt;script&gt;", strings.Repeat("&", 10_000) + "lt;script>"},
}

func TestAttacksDoNothing(t *testing.T) {
	for name, test := range attacks {
		t.Run(name, func(t *testing.T) {
			got := Process(test.source, base)
			if bad := harmful(got.HTML); bad != "" {
				t.Errorf("%s in %s", bad, got.HTML)
			}
			if got.Text != test.want {
				t.Errorf("text %+.200q, want %+.200q", got.Text, test.want)
			}
			if again := Process(got.HTML, base); again != got {
				t.Errorf("read again %q, was %q", again.HTML, got.HTML)
			}
			doc, err := html.Parse(strings.NewReader(test.source))
			if err != nil {
				return // too deep for others
			}
			if bad := harmful(HTML(TreeBlocks(doc, base))); bad != "" {
				t.Errorf("%s from a tree", bad)
			}
		})
	}
}

func TestAttacksOfSizeEnd(t *testing.T) {
	for name, source := range map[string]string{
		"a hundred thousand deep":       strings.Repeat("<div><b><i>", 100_000) + "a",
		"ten megabytes in an attribute": `<p onclick="` + strings.Repeat("alert(1);", 10<<20/9) + `">a`,
		"ten megabytes in an address":   `<a href="javascript:` + strings.Repeat("&#x61;", 10<<20/6) + `">a`,
	} {
		if got := Process(source, base); got.Text != "a" || harmful(got.HTML) != "" {
			t.Errorf("%s: %.200s", name, got.HTML)
		}
	}
}
