package extract

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"tidings/feeds/content"
)

// withoutTop removes what stands above the first paragraph and is no part of
// the text: the section, counters, buttons, small pictures. Labels are the names
// of sections and of the site, as letters. An article without paragraphs stays
// as it is: its short lines may be all that it says.
func withoutTop(blocks []content.Block, labels map[string]bool) []content.Block {
	const deep = 12
	top := 0
	for top < len(blocks) && top < deep && !isProse(&blocks[top]) {
		top++
	}
	if top == len(blocks) || top == deep {
		return blocks
	}
	var out []content.Block
	for i := range top {
		if !idle(&blocks[i], labels) {
			out = append(out, blocks[i])
		}
	}
	return append(out, blocks[top:]...)
}

// idle reports whether a block above the text says nothing of it.
func idle(x *content.Block, labels map[string]bool) bool {
	switch x.Kind {
	case content.Paragraph, content.Heading:
		return idleLine(oneLine(join(x.Spans)), x.Kind == content.Heading, labels)
	case content.Figure:
		return ornament(x.Picture)
	case content.List:
		for i := range x.Children {
			for j := range x.Children[i].Children {
				if !idle(&x.Children[i].Children[j], labels) {
					return false
				}
			}
		}
		return true
	}
	return false
}

func idleLine(s string, heading bool, labels map[string]bool) bool {
	if utf8.RuneCountInString(s) > 60 {
		return strings.HasPrefix(s, "http") && strings.Contains(s, "://") && !strings.Contains(s, " ")
	}
	name := letters(s)
	return name == "" || !heading && (labels[name] || button(name)) && !strings.ContainsAny(s[len(s)-1:], "-.:") || counter(s) || dayBadge(s) ||
		heading && (strings.HasSuffix(s, " —") || strings.HasSuffix(s, " –") || strings.HasSuffix(s, " |"))
}

// button reports whether a line, as letters, is the name of a button, perhaps
// with how often it was pressed: "save4k".
func button(name string) bool {
	return buttons[name] || buttons[strings.TrimRight(strings.TrimSuffix(name, "k"), "0123456789")]
}

// buttons are lines, as letters, that only name what can be done with a page or
// how its editors file it.
var buttons = func() map[string]bool {
	set := map[string]bool{}
	for s := range strings.SplitSeq(`menu|menü|search|suche|print|save|email|e-mail|facebook|twitter|pinterest|whatsapp|linkedin|x|photo|photos|video|videos|listen|play|play video|enlarge image|view image|zoom|close|follow|share|skip to content|skip to main content|advertorial|sponsored|commercials|exclusive|breaking|breaking news|eilmeldung|feature|features|highlights|opinion|analysis|
view author archive|email the author|follow on twitter|get author rss feed|found this helpful|was this helpful|zum hauptinhalt springen|zur suche springen|zum inhalt springen|hauptinhalt|inhalt|drucken|merken|teilen|anhören|vorlesen|exklusiv|anzeige|aller au contenu|menu principal|partager|imprimer|écouter|exclusif|abonné|abonnés|ir al contenido|seguir|compartir|escuchar|escucha la nota|escucha la noticia|imprimir|guardar|exclusivo|ouvir|salvar|compartilhar|exclusiva|ascolta|stampa|condividi|esclusivo|delen|luister|udostępnij|drukuj|posłuchaj|поделиться|слушать|печать|chia sẻ|in bài|nghe|공유|인쇄|分享|收藏|打印|シェア|印刷`, "|") {
		set[letters(s)] = true
	}
	return set
}()

var (
	// counted are the words of lines that say how many have read, shared or
	// answered, or how long reading takes; measures go with them or with numbers.
	counted = words(`view views read reads reader readers comment comments share shares like likes reply replies reading
aufruf aufrufe kommentar kommentare leser lesezeit gelesen antworten vue vues lecture lectures commentaire commentaires partages
visita visitas vistas lectura lecturas comentario comentarios compartidos visualizações leituras leitura comentário comentários
letture lettura commenti commento visualizzazioni weergaven reacties leestijd wyświetleń komentarzy komentarze czytania
просмотров просмотра просмотры комментариев комментария комментарии lượt xem 阅读 浏览 评论 閲覧 コメント 조회 댓글`)
	measures = words(`min mins minute minutes minuten minutos minuti minuty мин минут phút sec k of de von sur di z из to no tiempo time temps tempo czas image images bild bilder foto fotos photo photos imagen slide page seite página 1x add your leave zu be first one`)
)

// counter reports whether a line is a counter: "3 min read", "12 Kommentare",
// "Image 1 of 5", "1 / 5".
func counter(s string) bool {
	numbers, known, marks := 0, 0, 0
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '.' && r != ','
	}) {
		w = strings.Trim(w, ".,")
		switch {
		case w == "":
		case w[0] >= '0' && w[0] <= '9' && len(strings.TrimLeft(w, "0123456789.,")) <= 1:
			numbers++
		case counted[w]:
			known++
		case measures[w]:
			marks++
		default:
			return false
		}
	}
	return known > 0 && known+marks+numbers <= 8 || numbers == 2 && (marks > 0 || strings.Contains(s, "/")) && known+marks <= 2
}

// dayBadge reports whether a line is a month and a day without a space, as
// calendars on pages are when they are read: "Jan24".
func dayBadge(s string) bool {
	month := strings.TrimRight(s, "0123456789")
	day := len(s) - len(month)
	return day >= 1 && day <= 2 && utf8.RuneCountInString(month) >= 3 && !strings.Contains(month, " ") && utf8.RuneCountInString(month) <= 4 && isMonth(strings.ToLower(month))
}

// smallPicture is how many pixels a picture above the text has at least.
const smallPicture = 40

// ornament reports whether a picture above the text belongs to the page: it is
// small, or its name says so.
func ornament(p *content.Picture) bool {
	if p.Caption != nil {
		return false
	}
	if p.Width > 0 && p.Width <= smallPicture && p.Height <= smallPicture || p.Height > 0 && p.Height <= smallPicture && p.Width == 0 {
		return true
	}
	address, _, _ := strings.Cut(p.URL, "?")
	name := path.Base(address)
	return len(address) < 1000 && named(strings.TrimSuffix(name, path.Ext(name)), ornaments) || strings.Contains(address, "/social-media-icons/")
}

// ornaments are the words of names that pictures of the page itself have.
var ornaments = words(`logo headerlogo sitelogo printlogo loader spinner icon icons avatar sprite favicon ajaxloader button btn`)

// labels are what a line above the text may say that only names the section or
// the site.
func (f *finder) labels(site string) map[string]bool {
	set := map[string]bool{letters(site): true}
	for _, s := range f.says.sections {
		if utf8.RuneCountInString(s) <= 40 {
			set[letters(s)] = true
		}
	}
	return set
}
