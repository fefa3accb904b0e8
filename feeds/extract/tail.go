package extract

import (
	"strings"

	"tidings/feeds/content"
)

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
		if s, ok := tailHeading(&blocks[i]); above > dense && ok {
			end := tailEnd(blocks[i+1:]) + i + 1
			if end == len(blocks) && above*2 < total {
				return blocks
			}
			if end > i+1 || end == len(blocks) || tails[s] {
				blocks = append(blocks[:i:i], blocks[end:]...)
				i--
				continue
			}
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
		case w.links*2 > w.text:
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

// tailHeading reports whether a line says that what is below it is not the
// article any more, and returns it without what adorns it.
func tailHeading(x *content.Block) (string, bool) {
	if x.Kind != content.Heading && x.Kind != content.Paragraph && x.Kind != content.Term {
		return "", false
	}
	s := join(x.Spans)
	if len(s) > 120 {
		return "", false
	}
	s = strings.ToLower(strings.Trim(s, " :：\u00A0.…-–—|»›>▼■●◆►▶【】[]()0123456789"))
	s = strings.ReplaceAll(s, "’", "'")
	return s, tails[s] || offersMore(s)
}

// offersMore reports whether a short line speaks of more, similar or recent
// articles.
func offersMore(s string) bool {
	more, articles, count := false, false, 0
	for w := range strings.FieldsSeq(s) {
		w = strings.Trim(w, ",:!?\"'")
		more = more || moreWords[w]
		articles = articles || articleWords[w]
		count++
	}
	return more && articles && count <= 6
}

var (
	moreWords = words(`more weitere weiterer mehr autres plus más otras otros outras outros mais altri altre meer więcej inne kolejne fler flere andra andre lisää další ещё еще другие інші daha diğer thêm khác lainnya
recommended recommendations empfohlene empfohlen related similar ähnliche verwandte passende recent latest neueste neuste aktuelle letzte jüngste recientes relacionados relacionadas últimas últimos recentes derniers dernières similaires liés recommandés populaires
popular beliebte trending top najnowsze podobne polecane ostatnie powiązane похожие последние популярные свежие ultimi ultime correlati simili consigliati gerelateerde laatste senaste siste seneste viimeisimmät poslední podobné son benzer terkait terbaru populer`)
	articleWords = words(`story stories article articles post posts news headlines reading reads artikel artikeln beitrag beiträge beiträgen meldung meldungen nachricht nachrichten berichte themen texte actualités actualité infos
artículos articulos noticias notas entradas notícias matérias artigos articoli notizie storie post berichten nieuws artykuły artykuł teksty wpisy wiadomości newsy artiklar artikler nyheter nyheder saker uutiset uutisia články zprávy статьи новости материалы записи статті новини haberler haber yazılar yazı bài viết tin berita homestorys videos`)
)
