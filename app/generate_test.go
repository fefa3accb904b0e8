package app

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// press writes newspapers by chance, the same ones for the same seed: words by
// Zipf's law, the small words of real languages between them, and events that
// several papers report with the same names and in different words.
type press struct {
	rng     *rand.Rand
	tongues []*tongue
	now     time.Time
}

// tongue is a language as far as statistics see it.
type tongue struct {
	tag    string
	small  []string // its commonest words, commonest first
	plain  []string // words about topics, so that there is something to find
	vocab  []string // made up, commonest first
	zipf   *rand.Zipf
	joined bool // no spaces between words
}

// report is an article before a format is wrapped around it.
type report struct {
	guid, link, title, lead, body, author, section string
	published                                      time.Time
}

func newPress(seed uint64, now time.Time) *press {
	p := &press{rng: rand.New(rand.NewPCG(seed, 1)), now: now}
	for _, t := range []tongue{
		{tag: "en", small: strings.Fields("the of and to in a is that for it was on with as his be at by had not from are but this have which or they were an"),
			plain: strings.Fields("government election minister bank shares profit match league coach hospital vaccine climate storm police court software research festival school")},
		{tag: "de", small: strings.Fields("der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach"),
			plain: strings.Fields("Regierung Wahl Minister Bank Aktien Gewinn Spiel Liga Trainer Krankenhaus Impfung Klima Sturm Polizei Gericht Software Forschung Festival Schule")},
		{tag: "fr", small: strings.Fields("de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont mais avec aux leur"),
			plain: strings.Fields("gouvernement élection ministre banque actions bénéfice match ligue entraîneur hôpital vaccin climat tempête police tribunal logiciel recherche festival école")},
		{tag: "es", small: strings.Fields("de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si"),
			plain: strings.Fields("gobierno elecciones ministro banco acciones beneficio partido liga entrenador hospital vacuna clima tormenta policía tribunal software investigación festival escuela")},
		{tag: "vi", small: strings.Fields("của và là các trong được một có cho những không với đã này người khi từ đến về ra như tại sẽ cũng vào nhiều để năm trên theo"),
			plain: strings.Fields("chính_phủ bầu_cử bộ_trưởng ngân_hàng cổ_phiếu lợi_nhuận trận_đấu bóng_đá huấn_luyện_viên bệnh_viện vắc_xin khí_hậu bão cảnh_sát tòa_án phần_mềm nghiên_cứu lễ_hội trường_học")},
		{tag: "zh", joined: true, small: strings.Fields("的 是 在 了 和 有 他 这 我们 不 也 就 都 而 与 对 为 以 将 中"),
			plain: strings.Fields("政府 选举 部长 银行 股票 利润 比赛 联赛 教练 医院 疫苗 气候 风暴 警察 法院 软件 研究 艺术节 学校")},
	} {
		for i, w := range t.plain {
			t.plain[i] = strings.ReplaceAll(w, "_", " ")
		}
		t.vocab = p.invent(t.joined, 8000)
		t.zipf = rand.NewZipf(p.rng, 1.1, 4, uint64(len(t.vocab)-1))
		p.tongues = append(p.tongues, &t)
	}
	return p
}

// invent makes words that are in no dictionary.
func (p *press) invent(joined bool, n int) []string {
	onsets := strings.Fields("b br c ch d dr f g gr h k l m n p pr qu r s st t tr v w")
	nuclei := strings.Fields("a e i o u ai ea ou ie a e o")
	codas := []string{"", "n", "r", "s", "l", "", "t", "nd"}
	list := make([]string, n)
	for i := range list {
		var b strings.Builder
		for range 2 + p.rng.IntN(2) {
			if joined {
				b.WriteRune(rune(0x4E00 + p.rng.IntN(3000)))
				continue
			}
			b.WriteString(onsets[p.rng.IntN(len(onsets))] + nuclei[p.rng.IntN(len(nuclei))] + codas[p.rng.IntN(len(codas))])
		}
		list[i] = b.String()
	}
	return list
}

// names of an event are those of the people, places and things in it.
func (t *tongue) names(event int) []string {
	rng := rand.New(rand.NewPCG(uint64(event), uint64(len(t.tag)+int(t.tag[0])<<8)))
	list := make([]string, 14)
	for i := range list {
		w := t.vocab[200+rng.IntN(len(t.vocab)-200)]
		first, size := utf8.DecodeRuneInString(w)
		list[i] = string(unicode.ToUpper(first)) + w[size:]
	}
	return list
}

// words writes about an event.
func (p *press) words(t *tongue, names []string, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 && !t.joined {
			b.WriteByte(' ')
		}
		switch x := p.rng.IntN(100); {
		case x < 42:
			// The square makes the first words the commonest.
			f := p.rng.Float64()
			b.WriteString(t.small[int(f*f*float64(len(t.small)))])
		case x < 52:
			b.WriteString(names[p.rng.IntN(len(names))])
		case x < 56:
			b.WriteString(t.plain[p.rng.IntN(len(t.plain))])
		default:
			b.WriteString(t.vocab[t.zipf.Uint64()])
		}
	}
	return b.String()
}

// write writes an article of about size bytes with its markup.
func (p *press) write(t *tongue, feed, number, event, size int) report {
	names := t.names(event)
	perWord := 6
	if t.joined {
		perWord = 5
	}
	var b strings.Builder
	for b.Len() < size-300 {
		first := p.words(t, names, 250/perWord)
		rest := p.words(t, names, 250/perWord)
		fmt.Fprintf(&b, "<p>%s, <b>%s</b> %s <a href=\"/news/%d?utm_source=rss\">%s</a>.</p>\n",
			html.EscapeString(first), names[0], html.EscapeString(rest), event, names[1])
	}
	if number%3 == 0 {
		fmt.Fprintf(&b, "<img src=\"/pictures/%d.jpg\" width=\"800\" height=\"450\" alt=\"%s\">", event, names[2])
	}
	slug := fmt.Sprintf("%d-%d-%d", feed, number, event)
	return report{
		guid: "urn:press:" + slug, link: "/articles/" + slug,
		title: strings.Join(names[:3], sep(t)) + sep(t) + p.words(t, names, 5),
		lead:  p.words(t, names, 25), body: b.String(),
		author: names[3], section: t.plain[event%len(t.plain)],
		published: p.now.Add(-time.Duration(number)*8*time.Hour - time.Duration(p.rng.IntN(3600))*time.Second),
	}
}

func sep(t *tongue) string {
	if t.joined {
		return ""
	}
	return " "
}

// newspaper is a feed: whose language it is written in follows from its number.
// About three papers of a language report each event.
func (p *press) newspaper(languages, feed, articles, size int) (*tongue, []report) {
	t := p.tongues[feed%languages]
	list := make([]report, articles)
	for i := range list {
		list[i] = p.write(t, feed, i, i*1000+feed/languages/3, size)
	}
	return t, list
}

// rss writes a document in RSS 2.0.
func rss(site string, t *tongue, list []report) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The %s Press</title><link>%s/</link><language>%s</language><description>By chance</description>
`, site, site, t.tag)
	for _, r := range list {
		fmt.Fprintf(&b, `<item><title>%s</title><link>%s%s</link><guid isPermaLink="false">%s</guid><pubDate>%s</pubDate>
<dc:creator>%s</dc:creator><category>%s</category><description>%s</description>
<content:encoded><![CDATA[%s]]></content:encoded></item>
`, html.EscapeString(r.title), site, r.link, r.guid, r.published.Format(time.RFC1123Z), r.author, r.section, html.EscapeString(r.lead), r.body)
	}
	b.WriteString("</channel></rss>\n")
	return b.Bytes()
}

// atom writes a document in Atom.
func atom(site string, t *tongue, list []report) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="%s"><title>The %s Press</title><id>%s/</id><link href="%s/"/>
`, t.tag, site, site, site)
	for _, r := range list {
		at := r.published.Format(time.RFC3339)
		fmt.Fprintf(&b, `<entry><title>%s</title><link href="%s%s"/><id>%s</id><published>%s</published><updated>%s</updated>
<author><name>%s</name></author><category term="%s"/><content type="html">%s</content></entry>
`, html.EscapeString(r.title), site, r.link, r.guid, at, at, r.author, r.section, html.EscapeString(r.body))
	}
	b.WriteString("</feed>\n")
	return b.Bytes()
}

// packed is a body as the server sends it.
func packed(body []byte) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed) // the level is a valid one
	_, _ = z.Write(body)                            // a buffer does not fail
	_ = z.Close()
	return b.Bytes()
}
