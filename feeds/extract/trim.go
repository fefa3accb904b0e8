package extract

import (
	"strings"
	"unicode/utf8"

	"tidings/feeds/content"
)

// trim removes what publishers put between and below the paragraphs of an
// article: lines that only link to other articles, invitations to subscribe,
// the box of related news. An article that is itself a list of links stays
// whole.
func trim(blocks []content.Block) []content.Block {
	blocks = withoutTail(blocks)
	w := weigh(blocks)
	return withoutAsides(blocks, w.links*2 > w.text)
}

// withoutAsides removes lines between the paragraphs. What holds data or is
// quoted is left alone.
func withoutAsides(blocks []content.Block, isList bool) []content.Block {
	out := blocks[:0]
	for i := range blocks {
		x := blocks[i]
		switch x.Kind {
		case content.Paragraph, content.Heading, content.Item, content.Term:
			if len(x.Children) == 0 && aside(x.Spans, x.Kind == content.Heading || isList) {
				continue
			}
		case content.List:
			if !isList && linksOnly(weigh(x.Children)) {
				continue
			}
		}
		switch x.Kind {
		case content.List, content.Item, content.Details:
			x.Children = withoutAsides(x.Children, isList)
			if len(x.Children) == 0 {
				continue
			}
		}
		out = append(out, x)
	}
	return out
}

// aside reports whether a line says nothing of the article. Headings and the
// lines of lists may be links.
func aside(spans []content.Span, mayLink bool) bool {
	var w weight
	w.spans(spans)
	return boilerplate(join(spans)) || !mayLink && linksOnly(w)
}

// linksOnly reports whether a short text is nearly all links.
func linksOnly(w weight) bool {
	return w.text > 0 && w.text < 400 && w.links*5 > w.text*4 && w.pictures == 0
}

func join(spans []content.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// openings begin a line that leads elsewhere.
var openings = strings.Split(`advertisement|read more|read also|also read|related|related articles|related stories|see also|share|share this|recommended|follow us|subscribe|sign up|click here|story continues|continue reading|more:|watch:|lesen sie auch|lesen sie mehr|mehr zum thema|lesen sie dazu|lire aussi|à lire aussi|a lire aussi|lire également|lea también|lee también|leer más|te puede interesar|leia também|leia mais|saiba mais|leggi anche|lees ook|läs också|läs även|les også|læs også|lue myös|xem thêm|đọc thêm|tin liên quan|czytaj też|czytaj także|czytaj więcej|zobacz także|zobacz też|anzeige|werbung|publicité|publicidad|pubblicità|reklama|reklam|реклама|читайте также|читайте також|смотрите также|ilgili haberler|baca juga|関連記事|関連ニュース|関連リンク|広告|相关阅读|相關閱讀|相关新闻|相關新聞|延伸阅读|延伸閱讀|推荐阅读|更多精彩|扫码|관련기사|관련 기사|اقرأ أيضا|اقرأ أيضًا|إعلان|مواضيع ذات صلة`, "|")

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

// withoutTail cuts the article off at a heading that ends it, if what is above
// is an article and longer than what is below.
func withoutTail(blocks []content.Block) []content.Block {
	total := weigh(blocks).text
	above := 0
	for i := range blocks {
		x := &blocks[i]
		if (x.Kind == content.Heading || x.Kind == content.Paragraph || x.Kind == content.Term) && tailHeading(x) &&
			above > dense && above*2 > total {
			return blocks[:i]
		}
		above += weigh(blocks[i : i+1]).text
	}
	return blocks
}

func tailHeading(x *content.Block) bool {
	s := join(x.Spans)
	if len(s) > 120 {
		return false
	}
	s = strings.ToLower(strings.Trim(s, " :：\u00A0.…-–—|»›>▼■●◆►▶【】[]()0123456789"))
	return tails[strings.ReplaceAll(s, "’", "'")]
}
