package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// captions are the words for what is written below a picture.
var captions = words(`caption captions imagecaption photocaption mediacaption legend bildunterschrift bildtext imagetext imagedescription
mediadescription picturedescription photodescription credit credits photocredit imagecredit imgcredit mediacredit bildquelle piedefoto epigrafe legende copyrightimage imagecopyright`)

// pictures are the words for what holds a picture and its caption.
var pictures = words(`image images img imagebox imgbox imageblock inlineimage imginline imagewrapper imagewrap picture photo figure bild bilder foto fotos
imagen illustration aufmacher mediaimage articleimage leadimage storyimage responsiveimg textpic imagecontainer imgcontainer`)

const longCaption = 500 // characters

// holds reports whether an element may be a figure or a caption.
func holds(n *html.Node) bool {
	switch n.Data {
	case "div", "p", "span", "section", "aside", "small", "em", "strong", "article", "header":
		return true
	}
	return false
}

func rename(n *html.Node, name string, a atom.Atom) { n.Data, n.DataAtom = name, a }

// figure makes a figure of an element that holds pictures and a few words.
func figure(n *html.Node) {
	rename(n, "figure", atom.Figure)
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type != html.ElementNode || c.Data == "figcaption":
			case hasPicture(c):
				walk(c)
			case holds(c) && text(c) != "":
				rename(c, "figcaption", atom.Figcaption)
			}
		}
	}
	walk(n)
}

func hasPicture(n *html.Node) bool {
	if n.Data == "img" || n.Data == "picture" || n.Data == "video" {
		return true
	}
	return first(n, "img") != nil || first(n, "picture") != nil || first(n, "video") != nil
}

// loseCaptions removes captions without a picture: of what the page's scripts
// would have shown.
func (p *pruner) loseCaptions() {
	for _, c := range p.below {
		n := c
		for level := 0; n != nil && level < 4 && !hasMedia(n); level++ {
			n = n.Parent
		}
		size := utf8.RuneCountInString(text(c))
		if (n == nil || !hasMedia(n)) && c.Parent != nil && (size < longText || size < longCaption && first(c, "p") == nil) {
			c.Parent.RemoveChild(c)
		}
	}
}

// hasMedia reports whether something is in an element that can have a caption.
func hasMedia(n *html.Node) bool {
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.Img, atom.Picture, atom.Video, atom.Audio, atom.Iframe, atom.Object, atom.Embed, atom.Svg, atom.Canvas, atom.Table, atom.Pre, atom.Blockquote, atom.Noscript, atom.Code, atom.Ul, atom.Ol:
			return true
		}
	}
	return false
}

// lazyPicture makes a picture of an empty element that the page's scripts would
// have put one into.
func lazyPicture(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Span, atom.I, atom.Figure:
	default:
		return false
	}
	src := attr(n, "data-src")
	if src == "" || n.FirstChild != nil && text(n) != "" {
		return false
	}
	path, _, _ := strings.Cut(strings.ToLower(src), "?")
	for _, ext := range []string{".jpg", ".jpeg", ".png", ".webp", ".gif"} {
		if strings.HasSuffix(path, ext) {
			n.AppendChild(&html.Node{Type: html.ElementNode, Data: "img", DataAtom: atom.Img, Attr: []html.Attribute{
				{Key: "src", Val: src}, {Key: "alt", Val: attr(n, "data-alt")}, {Key: "width", Val: attr(n, "data-width")}, {Key: "height", Val: attr(n, "data-height")},
			}})
			return true
		}
	}
	return false
}
