package compare

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Trivial reports whether two versions of an article differ in nothing that its author
// would call a change. Both are clean HTML (see feeds/content). What changes by itself
// does not count: white space, markup, pictures and addresses; lines of links, such as
// what else there is to read, as long as most of the text is something else; and how
// often a page was seen, how many commented on it and how long ago it appeared, in
// short lines. Such lines may also come and go.
func Trivial(old, new string) bool {
	if old == new {
		return true
	}
	a, b := lines(old), lines(new)
	if mostlyText(a) && mostlyText(b) {
		a, b = withoutLinks(a), withoutLinks(b)
	}
	return equal(a, b, line.settled)
}

// OnlyNumbers reports whether two versions that differ do so in nothing but the digits
// of short lines: a counter of a kind that Trivial does not know, or a result.
func OnlyNumbers(old, new string) bool {
	return equal(lines(old), lines(new), line.withoutDigits)
}

// SameTitle compares titles without white space.
func SameTitle(old, new string) bool {
	return old == new || strings.Join(strings.Fields(old), " ") == strings.Join(strings.Fields(new), " ")
}

// A line is the text of a paragraph, heading, item of a list or the like.
type line struct {
	text    string // with one space between words
	links   bool   // all of it is in links
	heading bool
}

// inline are the elements of clean HTML that do not end a line. Those that hold no text
// stand in it like a letter.
var inline = map[string]bool{
	"a": true, "abbr": true, "b": true, "bdi": true, "bdo": true, "cite": true, "code": true, "del": true, "em": true,
	"i": true, "ins": true, "kbd": true, "mark": true, "q": true, "s": true, "samp": true, "small": true, "span": true,
	"strong": true, "sub": true, "sup": true, "time": true, "u": true, "var": true, "wbr": true,
}

// A reading of clean HTML.
type reading struct {
	list    []line
	text    strings.Builder
	inLink  bool
	outside bool // there is text outside of links
	inTitle bool
}

// lines reads clean HTML.
func lines(source string) []line {
	var r reading
	for source != "" {
		text, rest, tag := strings.Cut(source, "<")
		r.write(text)
		if !tag {
			break
		}
		name, after, closed := strings.Cut(rest, ">")
		if !closed {
			break
		}
		r.element(name)
		source = after
	}
	r.end()
	return r.list
}

func (r *reading) write(text string) {
	if text == "" {
		return
	}
	if strings.Contains(text, "&") {
		text = html.UnescapeString(text)
	}
	r.text.WriteString(text)
	if !r.inLink && strings.IndexFunc(text, isWord) >= 0 {
		r.outside = true
	}
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func (r *reading) element(tag string) {
	end := strings.HasPrefix(tag, "/")
	name := strings.TrimPrefix(tag, "/")
	if i := strings.IndexFunc(name, func(c rune) bool { return c == '/' || unicode.IsSpace(c) }); i >= 0 {
		name = name[:i]
	}
	name = strings.ToLower(name)
	if name == "a" {
		r.inLink = !end
	}
	if inline[name] {
		return
	}
	r.end()
	r.inTitle = !end && len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6'
}

func (r *reading) end() {
	if text := strings.Join(strings.Fields(r.text.String()), " "); text != "" {
		r.list = append(r.list, line{text, !r.outside, r.inTitle})
	}
	r.text.Reset()
	r.outside = false
}

// mostlyText reports whether less than half of a text is lines of links.
func mostlyText(list []line) bool {
	all, links := 0, 0
	for _, l := range list {
		all += len(l.text)
		if l.links {
			links += len(l.text)
		}
	}
	return 2*links < all
}

// withoutLinks leaves out lines of links, and the headings above them.
func withoutLinks(list []line) []line {
	var out []line
	for _, l := range list {
		if !l.links {
			out = append(out, l)
			continue
		}
		for len(out) > 0 && out[len(out)-1].heading {
			out = out[:len(out)-1]
		}
	}
	return out
}

// equal compares lines that as leaves something of.
func equal(a, b []line, as func(line) string) bool {
	for {
		a, b = skipEqual(a, b)
		a, b = skipEmpty(a, as), skipEmpty(b, as)
		if len(a) == 0 || len(b) == 0 {
			return len(a) == len(b)
		}
		if a[0].text != b[0].text && as(a[0]) != as(b[0]) {
			return false
		}
		a, b = a[1:], b[1:]
	}
}

func skipEqual(a, b []line) (restA, restB []line) {
	for len(a) > 0 && len(b) > 0 && a[0].text == b[0].text {
		a, b = a[1:], b[1:]
	}
	return a, b
}

func skipEmpty(list []line, as func(line) string) []line {
	for len(list) > 0 && strings.IndexFunc(as(list[0]), isWord) < 0 {
		list = list[1:]
	}
	return list
}

// brief is how long a line is at most that may be a counter, in characters.
const brief = 90

// isBrief reports whether a line is no sentence.
func (l line) isBrief() bool {
	if utf8.RuneCountInString(l.text) > brief {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(l.text)
	return !strings.ContainsRune(".!?…。！？", last)
}

// settled is a line without counters and without how long ago something was.
func (l line) settled() string {
	if !l.isBrief() || strings.IndexFunc(l.text, unicode.IsDigit) < 0 && !agoWords.MatchString(l.text) {
		return l.text
	}
	text := strings.ToLower(l.text)
	for _, pattern := range counters {
		text = pattern.ReplaceAllString(text, " ")
	}
	return strings.Join(strings.Fields(text), " ")
}

func (l line) withoutDigits() string {
	if !l.isBrief() {
		return l.text
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, l.text)
}

// What is counted on pages, and words for the time that has passed, in the languages
// that most feeds are written in.
const (
	amount = `(?:\d+(?:[.,\x{a0} ]\d+)*\s?[km]?\b|\ba few|\ban?\b|\bone\b|\bune?\b|\bun[ao]?\b|\beine[rmn]?\b)`

	counted = `(?:views?|reads?|comments?|repl(?:y|ies)|likes?|shares?|points?|votes?|upvotes?|hits?|reactions?|responses?|boosts?` +
		`|fav(?:ou?rite)?s?|retweets?|reposts?|aufrufe?|kommentare?|antworten|vues?|commentaires?|lectures?|r[ée]ponses?|vistas?|visitas?` +
		`|coment[aá]rios?|visualiza(?:ções|ciones)|visualizzazioni|commenti|reacties|weergaven|yorum|görüntüle(?:nme|me)|komentarz\pL*|wyświet\pL*` +
		`|просмотр\pL*|комментар\pL*|ответ\pL*|lượt xem|bình luận|lượt thích|阅读|閱讀|评论|評論|浏览|瀏覽|点赞|回复|コメント|閲覧|いいね|件|조회수?|댓글|좋아요)`

	// Of two units that begin alike the longer one comes first.
	passed = `(?:seconde[ns]|seconde|second[oi]|seconds?|secs?|sekunden?|segundos?|minuten|minute[sn]?|minut[oi]s?|mins?|hours?|hrs?|heures?|horas?|h` +
		`|days?|dagen|d[ií]as?|weeks?|weken|months?|mois|maanden|monate?n?|mes(?:es)?|mes[ei]|years?|stunden?|std|tage?n?|wochen?|jahre?n?|jaar` +
		`|jours?|semaines?|semanas?|ans?|a[ñn]os?|ann[oi]|or[ae]|giorn[oi]|settiman[ae]|uur|uren` +
		`|секунд\pL*|минут\pL*|час\pL*|дн\pL+|день|недел\pL+|месяц\pL*|год\pL*|лет|saniye|dakika|saat|gün|hafta|ay|yıl|giây|phút|giờ|ngày|tuần|tháng|năm)\.?`
)

var (
	counters = []*regexp.Regexp{
		regexp.MustCompile(amount + `\s*` + passed + `\s+(?:ago|fa|geleden|назад|önce|trước|temu)`),
		regexp.MustCompile(`(?:\bvor|\bil y a|\bhace|\bhá)\s+` + amount + `\s*` + passed),
		regexp.MustCompile(`\d+\s*(?:秒|分钟|分鐘|分|小时|小時|時間|天|日|周|週間|个月|個月|か月|年)(?:钟|鐘)?(?:以前|之前|前)|\d+\s*(?:초|분|시간|일|주|개월|년)\s*전`),
		regexp.MustCompile(`\bjust now\b|刚刚|剛剛|たった今|방금`),
		regexp.MustCompile(amount + `\s*` + counted),
		regexp.MustCompile(counted + `\s*[:：=(\[]?\s*#?` + amount),
		regexp.MustCompile(`\bscore\s*[:=]?\s*-?\d+`),
	}
	agoWords = regexp.MustCompile(`(?i)\bago\b|\bjust now\b|\bvor eine|刚刚|剛剛|たった今|방금`)
)
