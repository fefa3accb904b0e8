package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"tidings/feeds/content"
)

// leads are the words for the paragraph below a headline that says what an
// article is about. It often stands apart from the text.
var leads = words(`lead lede leadtext articlelead postlead standfirst intro introduction introtext articleintro deck dek articledeck articledek
subtitle subheadline subheading subhead subhed articlesubtitle subtitulo bajada sumario entradilla copete chapo chapeau
vorspann anleser abstract summary articlesummary excerpt kicker teaserintro teasertext`)

const (
	shortLead = 40   // characters; what is shorter is a label
	longLead  = 700  // what is longer is the text
	nearby    = 1200 // characters of text between the headline and its lead
)

// lead is the paragraph below the headline; nil: there is none. It must be
// found before readability changes the tree.
func (f *finder) lead(headline *html.Node) []content.Block {
	if headline == nil {
		return nil
	}
	begun, passed := false, 0
	for n := range f.doc.Descendants() {
		switch {
		case n == headline:
			begun = true
		case !begun:
		case n.Type == html.TextNode:
			if passed += len(strings.TrimSpace(n.Data)); passed > nearby {
				return nil
			}
		case n.Type == html.ElementNode && isLead(n):
			return content.TreeBlocks(n, f.base)
		}
	}
	return nil
}

func isLead(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.H2, atom.H3, atom.H4, atom.Section, atom.Span, atom.Strong:
	default:
		return false
	}
	if p := attr(n, "itemprop"); p != "description" && p != "alternativeHeadline" && !namedBy(n, leads) {
		return false
	}
	size := utf8.RuneCountInString(text(n))
	return size >= shortLead && size <= longLead && !outside(n) && first(n, "a") == nil && first(n, "li") == nil
}

// withLead puts the lead above the text, unless it is there already or says
// what the headline says.
func withLead(blocks, lead []content.Block, title string) []content.Block {
	if len(lead) == 0 || len(lead) > 4 {
		return blocks
	}
	said := letters(content.PlainText(lead))
	if said == "" || strings.Contains(letters(content.PlainText(blocks)), said[:min(len(said), 60)]) || strings.Contains(letters(title), said) {
		return blocks
	}
	return append(lead[:len(lead):len(lead)], blocks...)
}
