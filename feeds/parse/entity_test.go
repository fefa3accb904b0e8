package parse

import (
	"fmt"
	"strings"
	"testing"
)

func TestEntitiesOfTheDocument(t *testing.T) {
	for name, test := range map[string]struct{ declared, title, want string }{
		"one":                        {`<!ENTITY site "Harbour">`, "&site; news", "Harbour news"},
		"in single quotes, a number": {`<!ENTITY site 'Harbour&#8217;s'>`, "&site; news", "Harbour’s news"},
		"in another":                 {`<!ENTITY a "Har&b;"><!ENTITY b "bour">`, "&a;", "Harbour"},
		"the first counts":           {`<!ENTITY a "one"><!ENTITY a "two">`, "&a;", "one"},
		"five are XML's own":         {`<!ENTITY amp "x">`, "a &amp; b", "a & b"},
		"in a file":                  {`<!ENTITY a SYSTEM "file:///etc/hostname">`, "&a;", "&a;"},
		"of parameters":              {`<!ENTITY % a "x">`, "&a;", "&a;"},
		"HTML's, declared or not":    {`<!ENTITY nbsp "&#160;">`, "a&nbsp;b&hellip;", "a b…"},
		"text that is not markup":    {`<!ENTITY a "&#60;b&#62;">`, "&a;", "<b>"},
		"not in CDATA":               {`<!ENTITY a "x">`, "<![CDATA[&a;]]>", "&a;"},
		"none":                       {"", "&a; & b", "&a; & b"},
		"in itself":                  {`<!ENTITY a "&a;">`, "x", "x"},
	} {
		t.Run(name, func(t *testing.T) {
			doc := read(t, "<?xml version='1.0'?><!DOCTYPE rss [ "+test.declared+" ] >"+rssItem("<title>"+test.title+"</title>"))
			if got := doc.Entries[0].Title; got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestEntitiesInAttributesStayInside(t *testing.T) {
	e := one(t, `<!DOCTYPE rss [<!ENTITY host 'https://a.example/"x"'>]>`+rssItem(`<enclosure url="&host;/1.mp3" type="audio/mpeg"/>`))
	if got := e.Enclosures[0].URL; got != `https://a.example/"x"/1.mp3` {
		t.Errorf("got %q", got)
	}
}

func TestEntitiesThatExpandTooFarAreLeftAndSaid(t *testing.T) {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE rss [<!ENTITY e0 "ha">`)
	for i := 1; i < 10; i++ {
		fmt.Fprintf(&b, `<!ENTITY e%d "%s">`, i, strings.Repeat(fmt.Sprintf("&e%d;", i-1), 10))
	}
	doc := read(t, b.String()+"]>"+rssItem("<title>One</title><description>&e9;&e5;</description>"))
	if doc.Entries[0].Title != "One" || len(doc.Entries[0].Summary) > 2*maxEntityExpanded {
		t.Errorf("title %q, %d bytes", doc.Entries[0].Title, len(doc.Entries[0].Summary))
	}
	if len(doc.Warnings) != 1 || !strings.Contains(doc.Warnings[0], "expand too far") {
		t.Errorf("warnings %q", doc.Warnings)
	}
}
