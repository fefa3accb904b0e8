package content

import (
	"net/url"
	"strings"
)

// tidy does what can be done only when all blocks are there.
func (b *builder) tidy(blocks []Block) []Block {
	blocks = trimRules(withoutPulls(withoutRests(blocks)))
	t := tidier{links: &b.links}
	if b.links.inside {
		t.wanted, t.have = map[string]bool{}, map[string]bool{}
		t.each(blocks, t.gather)
		t.each(blocks, t.connect)
		t.each(blocks, t.notes)
	} else {
		t.each(blocks, func(x *Block) { x.ID = "" })
	}
	return blocks
}

// trimRules removes lines that part the text from nothing.
func trimRules(blocks []Block) []Block {
	for len(blocks) > 0 && blocks[len(blocks)-1].Kind == Rule {
		blocks = blocks[:len(blocks)-1]
	}
	return blocks
}

// A tidier makes links within the article and their targets agree.
type tidier struct {
	links  *resolver
	wanted map[string]bool // ids that links lead to
	have   map[string]bool // ids that some block has
}

// each calls do for every block, containers before what is in them.
func (t *tidier) each(blocks []Block, do func(*Block)) {
	for i := range blocks {
		x := &blocks[i]
		do(x)
		x.Children = trimRules(x.Children)
		t.each(x.Children, do)
		for _, row := range x.Rows {
			for j := range row {
				row[j].Blocks = trimRules(row[j].Blocks)
				t.each(row[j].Blocks, do)
			}
		}
	}
}

// gather collects what is linked to and what is there. The first of two blocks
// with the same id has it.
func (t *tidier) gather(x *Block) {
	if x.ID != "" {
		if t.have[x.ID] {
			x.ID = ""
		} else {
			t.have[x.ID] = true
		}
	}
}

// connect makes links lead to blocks that are there, and out of the article
// otherwise.
func (t *tidier) connect(x *Block) {
	x.Spans = t.spans(x.Spans)
	if p := x.Picture; p != nil {
		p.Link, p.Caption = t.target(p.Link), t.spans(p.Caption)
	}
}

func (t *tidier) spans(spans []Span) []Span {
	changed := false
	for i := range spans {
		s := &spans[i]
		to := t.target(s.Link)
		if to != s.Link {
			if to == "" || to[0] != '#' {
				if isBackLink(s.Text) && !isBackLink(plain(spans)) {
					s.Text, to = "", "" // back to what is not there
				}
			}
			s.Link, changed = to, true
			if to == "" {
				s.Title = ""
			}
		}
	}
	if changed {
		return respan(spans, 0)
	}
	return spans
}

func (t *tidier) target(link string) string {
	id, ok := strings.CutPrefix(link, "#")
	if !ok {
		return link
	}
	plain, err := url.PathUnescape(id)
	if err != nil {
		plain = id
	}
	for _, id := range []string{id, plain, t.links.aliases[id], t.links.aliases[plain]} {
		if id != "" && t.have[id] {
			t.wanted[id] = true
			return "#" + id
		}
	}
	if t.links.page() == nil {
		return ""
	}
	page, _, _ := strings.Cut(t.links.base, "#")
	return t.links.resolve(page + link)
}

// notes drops ids that nothing leads to, and recognises a list of footnotes:
// links lead to at least half of its items.
func (t *tidier) notes(x *Block) {
	if !t.wanted[x.ID] {
		x.ID = ""
	}
	if x.Kind != List {
		return
	}
	linked := 0
	for i := range x.Children {
		if t.wanted[x.Children[i].ID] {
			linked++
		}
	}
	if linked > 0 && linked*2 >= len(x.Children) {
		x.Kind = Notes
	}
}

// withoutRests removes what programs that publish put under every article of a
// feed: where it appeared first, and a link to read on.
func withoutRests(blocks []Block) []Block {
	for {
		blocks = trimRules(blocks)
		n := len(blocks)
		if n == 0 || blocks[n-1].Kind != Paragraph {
			return blocks
		}
		last := &blocks[n-1]
		if rest(last.Spans) {
			blocks = blocks[:n-1]
			continue
		}
		less := withoutReadOn(last.Spans)
		if len(less) == len(last.Spans) {
			return blocks
		}
		if last.Spans = less; len(less) == 0 {
			blocks = blocks[:n-1]
		}
	}
}

// rest reports whether a paragraph says nothing of its own.
func rest(spans []Span) bool {
	linked := false
	var text strings.Builder
	for _, s := range spans {
		linked = linked || s.Link != ""
		text.WriteString(s.Text)
	}
	if !linked || text.Len() > 500 {
		return false
	}
	whole := strings.ToLower(text.String())
	for _, a := range appeared {
		if strings.HasPrefix(whole, a.begin) && strings.Contains(whole, a.middle) {
			return true
		}
	}
	return readOn(whole)
}

// appeared are the sentences with which WordPress says where an article is from.
var appeared = []struct{ begin, middle string }{
	{"the post ", " appeared first on "}, {"the article ", " appeared first on "},
	{"the post ", " first appeared on "}, {"this article ", " appeared first on "},
	{"der beitrag ", " erschien zuerst auf "}, {"l’article ", " est apparu en premier sur "},
	{"cet article ", " est apparu en premier sur "}, {"l'article ", " est apparu en premier sur "},
	{"la entrada ", " se publicó primero en "}, {"la entrada ", " aparece primero en "},
	{"el cargo ", " apareció primero en "}, {"o post ", " apareceu primeiro em "},
	{"o conteúdo ", " apareceu primeiro em "}, {"l'articolo ", " proviene da "},
	{"l’articolo ", " proviene da "}, {"il post ", " è apparso per la prima volta su "},
	{"het bericht ", " verscheen eerst op "}, {"artykuł ", " pochodzi z serwisu "},
	{"inlägget ", " dök först upp på "}, {"innlegget ", " dukket først opp på "},
	{"příspěvek ", " pochází z "}, {"сообщение ", " появились сначала на "},
	{"запись ", " впервые появилась "}, {"допис ", " з'явився спочатку на "},
	{"bài viết ", " xuất hiện đầu tiên "}, {"bài viết ", " đã xuất hiện đầu tiên "},
	{"投稿 ", " に最初に表示されました"}, {"المقال ", " ظهر"},
}

// readOn reports whether a text only invites to read on elsewhere.
func readOn(text string) bool {
	text = strings.Trim(strings.ToLower(text), " .…>»›→⟶➔[](){}:\u00A0\n-–—")
	return readOns[text] || len(text) < 200 && (strings.HasPrefix(text, "continue reading ") ||
		strings.HasPrefix(text, "read more about ") || strings.HasPrefix(text, "read the rest of "))
}

var readOns = func() map[string]bool {
	set := map[string]bool{}
	for _, s := range strings.Split(`read more|read more here|read on|read full article|read the full article|read full story|read the full story|read the whole story|read the full post|full story|full article|continue reading|keep reading|more|learn more|view article|view full post|go to article|click here to read more|weiterlesen|mehr lesen|mehr|zum artikel|zum vollständigen artikel|ganzen artikel lesen|lire la suite|lire plus|en savoir plus|lire l’article|lire l'article|leer más|seguir leyendo|continuar leyendo|leia mais|ler mais|continue lendo|continuar a ler|leggi tutto|leggi di più|continua a leggere|continua|lees meer|lees verder|läs mer|läs hela artikeln|les mer|læs mere|læs videre|lue lisää|czytaj więcej|czytaj dalej|więcej|číst dál|celý článek|čítať ďalej|tovább|tovább olvasom|citește mai mult|devamını oku|devamı|διαβάστε περισσότερα|читать далее|читать дальше|читать полностью|подробнее|читати далі|детальніше|прочетете повече|xem thêm|đọc thêm|đọc tiếp|xem chi tiết|baca selengkapnya|baca juga|selengkapnya|อ่านต่อ|阅读全文|阅读更多|阅读原文|继续阅读|查看全文|閱讀全文|閱讀更多|繼續閱讀|続きを読む|続きはこちら|もっと見る|全文を読む|더 보기|더보기|계속 읽기|전문 보기|기사 보기|اقرأ المزيد|المزيد|قراءة المزيد|متابعة القراءة|ادامه مطلب|קרא עוד|המשך קריאה|और पढ़ें|আরও পড়ুন`, "|") {
		set[s] = true
	}
	return set
}()

// withoutReadOn removes a link to read on from the end of a paragraph.
func withoutReadOn(spans []Span) []Span {
	n := len(spans)
	if n < 2 || spans[n-1].Link == "" || !readOn(spans[n-1].Text) {
		return spans
	}
	spans = append([]Span(nil), spans[:n-1]...)
	for n = len(spans); n > 0; n = len(spans) {
		spans[n-1].Text = strings.TrimRightFunc(spans[n-1].Text, blank)
		if spans[n-1].Text != "" {
			break
		}
		spans = spans[:n-1]
	}
	return spans
}
