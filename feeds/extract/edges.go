package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tidings/feeds/content"
)

// withoutEdges removes lines above the first and below the last paragraph that
// say when something was published, who owns it and where to subscribe. Between
// paragraphs such lines may belong to the text.
func withoutEdges(blocks []content.Block) []content.Block {
	const deep = 8 // lines at most are looked at on either side
	out := blocks[:0:0]
	i := 0
	for ; i < len(blocks) && i < deep && !isProse(&blocks[i]) && blocks[i].Kind != content.List; i++ {
		if s, ok := line(&blocks[i]); !ok || !dateLine(s) && !(blocks[i].Kind == content.Heading && allLink(blocks[i].Spans)) {
			out = append(out, blocks[i])
		}
	}
	out = append(out, blocks[i:]...)
	for n := len(out); n > 1 && len(blocks)-n < 2*deep; n-- {
		s, ok := line(&out[n-1])
		if !ok || !dateLine(s) && !closing(s) {
			break
		}
		out = out[:n-1]
	}
	return out
}

// allLink reports whether a line is one link, as the name of a site or section
// above an article is.
func allLink(spans []content.Span) bool {
	for _, s := range spans {
		if s.Link == "" && strings.TrimSpace(s.Text) != "" {
			return false
		}
	}
	return len(spans) > 0
}

// isProse reports whether a block is a paragraph of the text itself.
func isProse(x *content.Block) bool {
	s, ok := line(x)
	return ok && x.Kind == content.Paragraph && utf8.RuneCountInString(s) > 160
}

// line is the text of a block that is a line.
func line(x *content.Block) (string, bool) {
	if x.Kind != content.Paragraph && x.Kind != content.Heading {
		return "", false
	}
	return oneLine(join(x.Spans)), true
}

// months are how months begin, in the languages that write them with letters.
var months = strings.Fields(`jan feb mar mär mrz apr may mai maj jun jul aug sep oct okt nov dec dez ene abr ago dic fev mag giu lug set ott gen
janv févr mars avr juin juil août déc sty lut kwi cze lip sie wrz paź lis gru led úno bře dub kvě čer srp zář říj pro
янв фев мар апр мая май июн июл авг сен окт ноя дек січ лют бер кві тра чер лип сер вер жов лис гру
oca şub nis haz tem ağu eyl eki kas ara tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu
út tháng يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر`)

// dateLine reports whether a line is a date, perhaps with the name of a section
// or an author beside it.
func dateLine(s string) bool {
	n := utf8.RuneCountInString(s)
	if n > 110 || n < 6 || strings.HasPrefix(s, "【") { // which opens a text
		return false
	}
	rest, numbers, year, time, month := 0, 0, false, false, false
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != ':'
	}) {
		w = strings.Trim(w, ":")
		switch first, _ := utf8.DecodeRuneInString(w); {
		case w == "":
		case strings.ContainsRune(w, ':') && first >= '0' && first <= '9':
			time = true
		case len(w) == 4 && (w[:2] == "19" || w[:2] == "20") && allDigits(w):
			year = true
		case first >= '0' && first <= '9' && len(w) <= 4:
			numbers++
		case strings.ContainsAny(w, "年月日년월일"): // whole sentences are words to us
			year, numbers = true, numbers+1+strings.Count(w, "月")+strings.Count(w, "월")
			rest += 2 * strings.Count(strings.Map(wideLetter, w), "x")
		case isMonth(w):
			month = true
		default:
			rest += 1 + strings.Count(strings.Map(wideLetter, w), "x")/4*wide(first)
		}
	}
	dated := year && (numbers >= 2 || numbers >= 1 && month || time) || numbers >= 1 && month && time
	sentence := strings.HasSuffix(s, ".") || strings.HasSuffix(s, "。") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!")
	return dated && (rest <= 9 || rest <= 14 && s[0] >= '0' && s[0] <= '9') && (!sentence || rest <= 4)
}

// wideLetter maps letters that are not of dates to "x".
func wideLetter(r rune) rune {
	if unicode.IsLetter(r) && !strings.ContainsRune("年月日時分년월일시분", r) {
		return 'x'
	}
	return -1
}

// wide is 1 for a character of a script that does not part words, else 0.
func wide(r rune) int {
	if r >= 0x2E80 && r < 0xAC00 {
		return 1
	}
	return 0
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func isMonth(w string) bool {
	for _, m := range months {
		if strings.HasPrefix(w, m) && utf8.RuneCountInString(w) <= 10 {
			return true
		}
	}
	return false
}

// closings are in lines that end an article and are no part of it.
var closings = strings.Split(`all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati|wszelkie prawa zastrzeżone|все права защищены|bản quyền thuộc|copyright ©|© copyright|is licensed under|powered by|creative commons|`+
	`follow us on|follow me on|follow her on|follow him on|follow them on|on twitter @|like us on facebook|on facebook and|join our|join us on|sign up for|sign up to|sign up here|subscribe to|subscribe for|our newsletter|newsletter an|newsletter abonnieren|unseren newsletter|notre newsletter|nuestra newsletter|nuestro boletín|nuestro canal|canal de telegram|canal de whatsapp|nosso canal|our app|download the|latest updates|breaking news alerts|have a tip|send us a|email us|contact us at|folgen sie uns|folge uns|suivez-nous|síguenos|siga-nos|seguici su|volg ons|śledź nas|obserwuj nas|подписывайтесь|следите за|theo dõi chúng tôi|`+
	`click here for more|click here to|would you consider supporting|support our work|ohne gewähr|gibt die meinung des autors wieder|the views expressed|affiliate commission|kommentarfeed|trackback|permalink|eintrag wurde veröffentlicht|this entry was posted|zeige alle beiträge|view all posts|keine kommentare|no comments|leave a comment|hinterlasse einen kommentar|kommentare geschlossen|comments are closed|post comment|vorheriger artikel|nächster artikel|previous article|next article|drucken`, "|")

// credits begin a last line that says where a text or its pictures are from.
var credits = strings.Split(`source:|sources:|quelle:|quellen:|źródło:|źródła:|fuente:|fonte:|bron:|kilde:|källa:|lähde:|zdroj:|kaynak:|nguồn:|источник:|来源|來源|`+
	`photo:|photos:|photo by|photo credit|crédit|image:|image credit|foto:|fotos:|bild:|bildquelle|bilder:|ảnh:|фото:|©|(c) |copyright|via |tags:|tags |filed under|schlagworte|kategorie|categories|posted in|read more|mehr zum`, "|")

// closing reports whether a last line is no part of the article.
func closing(s string) bool {
	n := utf8.RuneCountInString(s)
	if n > 260 {
		return false
	}
	low := strings.ToLower(s)
	for _, c := range closings {
		if strings.Contains(low, c) {
			return true
		}
	}
	if n <= 110 {
		low = strings.TrimLeft(low, " (-–—*•")
		for _, c := range credits {
			if strings.HasPrefix(low, c) {
				return true
			}
		}
	}
	return false
}
