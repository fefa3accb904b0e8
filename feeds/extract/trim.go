package extract

import (
	"strings"
	"unicode/utf8"

	"tidings/feeds/content"
)

// A trimmer removes what publishers put between and below the paragraphs of an
// article: lines that only link to other articles, invitations to subscribe,
// the box of related news.
type trimmer struct {
	host string // links to it are to other articles of the same site
	list bool   // the article is itself a list of links: they stay
}

func trim(blocks []content.Block, base string) []content.Block {
	w := weigh(blocks)
	t := trimmer{host: host(base), list: w.links*2 > w.text}
	if !t.list {
		blocks = withoutTail(blocks)
	}
	blocks = withoutEdges(t.blocks(blocks, false))
	for n := len(blocks); n > 1 && blocks[n-1].Kind == content.Heading; n-- {
		blocks = blocks[:n-1] // of what was removed
	}
	return blocks
}

// blocks removes lines between the paragraphs. What holds data or is quoted is
// left alone, and so are the items of a list that stays.
func (t *trimmer) blocks(blocks []content.Block, inList bool) []content.Block {
	out := blocks[:0]
	for i := range blocks {
		x := blocks[i]
		switch x.Kind {
		case content.Paragraph, content.Term:
			if boilerplate(join(x.Spans)) || !inList && t.leadsAway(&x) {
				continue
			}
		case content.Heading:
			if boilerplate(join(x.Spans)) {
				continue
			}
		case content.List:
			if t.leadsAway(&x) {
				if n := len(out); n > 0 && out[n-1].Kind == content.Heading {
					out = out[:n-1]
				}
				continue
			}
		}
		switch x.Kind {
		case content.List, content.Item, content.Details:
			x.Children = t.blocks(x.Children, inList || x.Kind == content.List)
			if len(x.Children) == 0 {
				continue
			}
		}
		out = append(out, x)
	}
	return out
}

// leadsAway reports whether a line or list is nearly all links: short, or to
// other articles of the site.
func (t *trimmer) leadsAway(x *content.Block) bool {
	w := weigh([]content.Block{*x})
	if t.list || w.text < 10 || w.links*5 <= w.text*4 || w.pictures > 0 {
		return false
	}
	return t.inside([]content.Block{*x})*5 > w.links*4 && (w.text < 400 || x.Kind == content.List)
}

// inside is how many characters of links lead to the same site.
func (t *trimmer) inside(blocks []content.Block) int {
	n := 0
	for i := range blocks {
		for _, s := range blocks[i].Spans {
			if s.Link != "" && host(s.Link) == t.host {
				n += len(s.Text)
			}
		}
		n += t.inside(blocks[i].Children)
	}
	return n
}

func host(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	return strings.TrimPrefix(strings.ToLower(rest), "www.")
}

func join(spans []content.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// openings begin a line that leads elsewhere.
var openings = strings.Split(`advertisement|advert|image caption|image copyright|play video|read more|read also|also read|related|related articles|related stories|see also|see more|don't miss|must read|share|share this|recommended|follow us|subscribe|sign up|click here|story continues|continue reading|more:|watch:|lesen sie auch|lesen sie mehr|mehr zum thema|lesen sie dazu|siehe auch|mehr dazu|sehen sie auch|lire aussi|à lire aussi|a lire aussi|lire également|lire la suite|voir aussi|à voir aussi|lea también|lee también|lea además|lee además|lea más|lee más|lea:|lee:|leer más|leer también|te puede interesar|le puede interesar|puede interesarle|puedes ver:|puede ver:|vea también|ve también|ver también|vea además|mira:|mire:|mira también|mire también|mira además|no te pierdas|leia também|leia mais|leia:|leia ainda|veja também|veja mais|veja:|saiba mais|leggi anche|leggi:|vedi anche|guarda anche|lees ook|bekijk ook|läs också|läs även|les også|læs også|lue myös|xem thêm|đọc thêm|tin liên quan|czytaj też|czytaj także|czytaj więcej|zobacz także|zobacz też|anzeige|werbung|publicité|publicidad|pubblicità|reklama|reklam|реклама|читайте также|читайте також|смотрите также|ilgili haberler|baca juga|関連記事|関連ニュース|関連リンク|広告|相关阅读|相關閱讀|相关新闻|相關新聞|延伸阅读|延伸閱讀|推荐阅读|更多精彩|扫码|관련기사|관련 기사|اقرأ أيضا|اقرأ أيضًا|إعلان|مواضيع ذات صلة`, "|")

// longLine is how many characters a line that leads elsewhere has at most.
const longLine = 140

func boilerplate(s string) bool {
	if s == "" || len(s) > 4*longLine || utf8.RuneCountInString(s) > longLine {
		return false
	}
	s = strings.ReplaceAll(strings.ToLower(strings.TrimLeft(s, " -–—»›>•·►▶*[(\u00A0")), "’", "'")
	for _, o := range openings {
		if rest, ok := strings.CutPrefix(s, o); ok && !continues(rest) {
			return true
		}
	}
	return false
}

// continues reports whether a word goes on: "related" is not "relatedness".
func continues(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' || r >= 'ß' && r < 0x500
}
