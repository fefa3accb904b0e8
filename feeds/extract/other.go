package extract

import (
	"cmp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"tidings/feeds/content"
)

// other is what the page itself, or the place below its headline, says its
// article is, for where readability found little or something else: the
// smallest of several candidates that has most of the prose.
func (f *finder) other() []content.Block {
	var list [][]content.Block
	if f.says.body != "" {
		list = append(list, content.Blocks(content.Clean(f.says.body, f.base)))
	}
	if doc, err := parse(f.source); err == nil {
		prune(doc)
		for _, n := range candidates(doc, f.says.titles) {
			list = append(list, content.TreeBlocks(n, f.base))
		}
	}
	most := 0
	weights := make([]weight, len(list))
	for i := range list {
		list[i] = f.trim(list[i])
		if weights[i] = weigh(list[i]); weights[i].links*2 < weights[i].text {
			most = max(most, weights[i].prose)
		}
	}
	best := -1
	for i, w := range weights {
		if w.links*2 < w.text && w.prose*4 >= most*3 && (best < 0 || w.text < weights[best].text) {
			best = i
		}
	}
	if best < 0 || isNotice(content.PlainText(list[best])) {
		return nil
	}
	return list[best]
}

// candidates are the elements of a page that may hold its article, at most ten.
func candidates(doc *html.Node, titles []string) []*html.Node {
	var out []*html.Node
	for n := range doc.Descendants() {
		if len(out) < 8 && n.Type == html.ElementNode && isBody(n) {
			out = append(out, n)
		}
	}
	if h := headlineNode(doc, titles); h != nil {
		if n := around(h); n != nil {
			out = append(out, n)
		}
	}
	if n := densest(doc); n != nil {
		out = append(out, n)
	}
	return out
}

// headlineNode is the headline of a page: the first heading that says what the
// page calls itself, else the first of the highest level; nil: none.
func headlineNode(doc *html.Node, titles []string) *html.Node {
	var h1, h2 *html.Node
	for n := range doc.Descendants() {
		if n.DataAtom != atom.H1 && n.DataAtom != atom.H2 {
			continue
		}
		if saysTitle(text(n), titles) {
			return n
		}
		if n.DataAtom == atom.H1 && h1 == nil {
			h1 = n
		} else if h2 == nil {
			h2 = n
		}
	}
	return cmp.Or(h1, h2)
}

func saysTitle(heading string, titles []string) bool {
	heading = letters(heading)
	for _, t := range titles {
		if t = letters(t); len(heading) >= 15 && len(t) >= 15 && (strings.HasPrefix(t, heading) || strings.HasPrefix(heading, t)) {
			return true
		}
	}
	return false
}

// around is the smallest element around a headline that holds prose, too.
func around(n *html.Node) *html.Node {
	for n = n.Parent; n != nil && n.DataAtom != atom.Html; n = n.Parent {
		if prose(n) > 2*dense {
			return n
		}
	}
	return nil
}

// prose is how many bytes of running text are in a tree: texts that are more
// than a line and in no link.
func prose(n *html.Node) int {
	sum := 0
	each(n, func(_ *html.Node, text string) bool {
		sum += len(text)
		return true
	})
	return sum
}

// each calls f with the texts of a tree that are more than a line and in no
// link, until it returns false.
func each(n *html.Node, f func(n *html.Node, text string) bool) bool {
	switch n.Type {
	case html.TextNode:
		if s := strings.TrimSpace(n.Data); len(s) >= aLine {
			return f(n, s)
		}
		return true
	case html.ElementNode:
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.A, atom.Noscript, atom.Template, atom.Svg, atom.Textarea, atom.Title, atom.Nav, atom.Footer, atom.Button, atom.Select, atom.Iframe:
			return true
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !each(c, f) {
			return false
		}
	}
	return true
}

// densest is the element in which most prose stands near: each text counts for
// what is around it, the less the farther out.
func densest(doc *html.Node) *html.Node {
	points := map[*html.Node]int{}
	each(doc, func(n *html.Node, text string) bool {
		n = n.Parent
		for n != nil && inLine(n) {
			n = n.Parent
		}
		share := 6 * len(text)
		if n != nil && n.DataAtom == atom.P {
			n = n.Parent
		}
		for level := 0; n != nil && level < 5; level++ {
			points[n] += share
			share /= 2
			n = n.Parent
		}
		return true
	})
	var best *html.Node
	for n := range doc.Descendants() {
		if points[n] > 0 && (best == nil || points[n] > points[best]) {
			best = n
		}
	}
	return best
}

func inLine(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Span, atom.B, atom.I, atom.Em, atom.Strong, atom.Font, atom.U, atom.Small, atom.Q, atom.Mark, atom.Cite, atom.Abbr, atom.Time:
		return true
	}
	return false
}

// passage is how many bytes of letters are enough to know a paragraph again.
const passage = 40

// opening is how the text below the headline begins, as letters: of its first
// few paragraphs. Empty: there is no headline, or no prose below it.
func opening(doc, headline *html.Node) []string {
	if headline == nil {
		return nil
	}
	var out []string
	begun := false
	for n := range doc.Descendants() {
		begun = begun || n == headline
		if !begun || !isText(n) || outside(n) {
			continue
		}
		s := n.Data
		if n.Type == html.ElementNode {
			s = text(n)
		}
		if s = letters(s[:min(len(s), 400)]); len(s) >= 2*passage {
			out = append(out, strings.ToValidUTF8(s[:passage], ""))
		}
		if len(out) == 6 {
			break
		}
	}
	return out
}

// isText reports whether a node is a paragraph, or text that is long enough to
// be one.
func isText(n *html.Node) bool {
	return n.DataAtom == atom.P || n.Type == html.TextNode && len(n.Data) >= aLine && n.Parent.DataAtom != atom.P
}

// outside reports whether a text is in a link, a script or a side part.
func outside(n *html.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.A, atom.Noscript, atom.Template, atom.Svg, atom.Textarea, atom.Title, atom.Nav, atom.Footer, atom.Figcaption, atom.Aside, atom.Head:
			return true
		}
		if n.Type == html.ElementNode && (isSide(n, false) || isApart(n)) {
			return true
		}
	}
	return false
}

// hasAny reports whether one of the passages is in a text, or there are none.
func hasAny(text string, passages []string) bool {
	if len(passages) == 0 {
		return true
	}
	text = letters(text)
	for _, p := range passages {
		if strings.Contains(text, p) {
			return true
		}
	}
	return false
}

// notices are words of texts that ask for consent or for another browser.
var notices = strings.Fields(`cookie cookies cookie-richtlinie consent gdpr dsgvo datenschutz datenschutzerklärung privacy privacidad confidentialité privacidade
javascript browser browsers navigateur navegador przeglądarka przeglądarki przeglądarkę przeglądarce trình captcha robot cloudflare ciasteczka plików`)

// isNotice reports whether a short text asks for consent or for another
// browser and says nothing else.
func isNotice(s string) bool {
	if s == "" || len(s) > 1200 {
		return false
	}
	all, hits := 0, 0
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(" \n\t.,;:!?()\"„“”«»", r) }) {
		all++
		for _, n := range notices {
			if w == n {
				hits++
				break
			}
		}
	}
	return hits >= 2 && hits*25 > all
}
