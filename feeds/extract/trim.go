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
var openings = strings.Split(`advertisement|advert|image caption|image copyright|play video|read more|read also|also read|related|related articles|related stories|see also|share|share this|recommended|follow us|subscribe|sign up|click here|story continues|continue reading|more:|watch:|lesen sie auch|lesen sie mehr|mehr zum thema|lesen sie dazu|lire aussi|à lire aussi|a lire aussi|lire également|lea también|lee también|leer más|te puede interesar|leia também|leia mais|saiba mais|leggi anche|lees ook|läs också|läs även|les også|læs også|lue myös|xem thêm|đọc thêm|tin liên quan|czytaj też|czytaj także|czytaj więcej|zobacz także|zobacz też|anzeige|werbung|publicité|publicidad|pubblicità|reklama|reklam|реклама|читайте также|читайте також|смотрите также|ilgili haberler|baca juga|関連記事|関連ニュース|関連リンク|広告|相关阅读|相關閱讀|相关新闻|相關新聞|延伸阅读|延伸閱讀|推荐阅读|更多精彩|扫码|관련기사|관련 기사|اقرأ أيضا|اقرأ أيضًا|إعلان|مواضيع ذات صلة`, "|")

// longLine is how many characters a line that leads elsewhere has at most.
const longLine = 140

func boilerplate(s string) bool {
	if s == "" || len(s) > 4*longLine || utf8.RuneCountInString(s) > longLine {
		return false
	}
	s = strings.ToLower(strings.TrimLeft(s, " -–—»›>•·►▶*[(\u00A0"))
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

// tails head the part of a page that is not its article any more.
var tails = map[string]bool{}

func init() {
	for _, s := range strings.Split(`related|related news|related articles|related stories|related posts|related content|related topics|related coverage|related links|related reading|more stories|more news|more from|more articles|more on this story|more on this topic|more like this|most read|most popular|popular posts|popular stories|trending|trending now|recommended|recommended for you|recommended stories|recommended articles|you may also like|you might also like|you may also be interested in|read next|read more|read also|also read|up next|latest news|latest stories|top stories|editor's picks|editors' picks|don't miss|share this|share this article|share this story|share this post|comments|leave a comment|leave a reply|leave a comment cancel reply|post a comment|join the conversation|about the author|sign up|newsletter|subscribe|advertisement|mehr zum thema|das könnte sie auch interessieren|das könnte dich auch interessieren|auch interessant|verwandte artikel|ähnliche artikel|ähnliche beiträge|weitere artikel|weitere themen|weitere meldungen|meistgelesen|lesen sie auch|kommentare|kommentar schreiben|schreibe einen kommentar|schreiben sie einen kommentar|kommentar verfassen|artikel teilen|teilen|à lire aussi|lire aussi|sur le même sujet|articles liés|articles similaires|à découvrir|les plus lus|commentaires|laisser un commentaire|partager|noticias relacionadas|artículos relacionados|te puede interesar|también te puede interesar|lo más leído|más noticias|más información|comentarios|deja un comentario|deja una respuesta|compartir|notícias relacionadas|leia também|veja também|mais lidas|comentários|deixe um comentário|leggi anche|articoli correlati|potrebbe interessarti anche|i più letti|commenti|lascia un commento|lees ook|gerelateerd|meer over|meest gelezen|läs mer|läs också|mest läst|les også|læs også|lue myös|lue lisää|podobne artykuły|czytaj także|czytaj również|zobacz również|zobacz także|najczęściej czytane|powiązane artykuły|komentarze|dodaj komentarz|čtěte také|související články|komentáře|читайте также|по теме|материалы по теме|похожие материалы|похожие записи|смотрите также|популярное|комментарии|добавить комментарий|оставить комментарий|читайте також|ilgili haberler|benzer haberler|yorumlar|tin liên quan|tin cùng chuyên mục|tin khác|tin tức khác|tin mới|tin mới nhất|bài viết liên quan|bài liên quan|có thể bạn quan tâm|xem thêm|đọc thêm|đọc nhiều|xem nhiều|bình luận|ý kiến bạn đọc|chủ đề|berita terkait|baca juga|artikel terkait|terpopuler|komentar|関連記事|関連ニュース|関連リンク|関連トピック|おすすめ記事|おすすめ|あわせて読みたい|こちらもおすすめ|人気記事|アクセスランキング|ランキング|新着記事|最新記事|コメント|相关阅读|相关新闻|相关文章|相关推荐|推荐阅读|热门推荐|猜你喜欢|延伸阅读|更多新闻|网友评论|评论|最新文章|相關新聞|相關閱讀|相關文章|延伸閱讀|推薦閱讀|你可能也喜歡|熱門新聞|更多新聞|留言|관련기사|관련 기사|관련뉴스|관련 뉴스|많이 본 뉴스|추천 기사|추천기사|인기기사|최신기사|댓글|اقرأ أيضا|اقرأ أيضًا|مواضيع ذات صلة|أخبار ذات صلة|مقالات ذات صلة|الأكثر قراءة|تعليقات|التعليقات|ข่าวที่เกี่ยวข้อง|संबंधित खबरें|यह भी पढ़ें`, "|") {
		tails[s] = true
	}
}

// withoutTail cuts off what is below a heading that ends the article, if what
// is above is an article. Some sites have such a heading and a few links in the
// middle; then the text goes on below them, and only they are removed.
func withoutTail(blocks []content.Block) []content.Block {
	total := weigh(blocks).text
	above := 0
	for i := 0; i < len(blocks); i++ {
		if above > dense && tailHeading(&blocks[i]) {
			end := tailEnd(blocks[i+1:]) + i + 1
			if end == len(blocks) && above*2 < total {
				return blocks
			}
			blocks = append(blocks[:i:i], blocks[end:]...)
			i--
			continue
		}
		above += weigh(blocks[i : i+1]).text
	}
	return blocks
}

// tailEnd is how many of the blocks below such a heading belong to it: up to
// the last line of links, and one or two lines that describe the last; none
// when text goes on at once.
func tailEnd(blocks []content.Block) int {
	end, plain, more := 0, 0, 0
	for i := range blocks {
		w := weigh(blocks[i : i+1])
		switch {
		case w.links*5 > w.text*4 && w.text > 0:
			end, plain = i+1, plain+more
			more = 0
		case w.text > 80:
			more++
		}
		if plain+more > 2*(end+1) {
			break
		}
	}
	if end > 0 && more <= 2 && plain <= 2*end {
		return len(blocks)
	}
	return end
}

func tailHeading(x *content.Block) bool {
	if x.Kind != content.Heading && x.Kind != content.Paragraph && x.Kind != content.Term {
		return false
	}
	s := join(x.Spans)
	if len(s) > 120 {
		return false
	}
	s = strings.ToLower(strings.Trim(s, " :：\u00A0.…-–—|»›>▼■●◆►▶【】[]()0123456789"))
	return tails[strings.ReplaceAll(s, "’", "'")]
}
