package storage

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A tongue is a language as the press writes it: invented words in its script.
type tongue struct {
	lang  string
	share int      // of feeds, in percent
	words []string // the commonest first
	gap   string   // between words
	stop  string   // at the end of a sentence
	zipf  *rand.Zipf
	said  []string // words of this article, which come again
}

func newTongues() []*tongue {
	r := rand.New(rand.NewPCG(1, 2))
	list := []*tongue{
		{lang: "en", share: 40, gap: " ", stop: ".", words: spell(r, 60000, strings.Fields("the of to and in a is for that on with as was by at it from are be has"),
			"b br c ch d f g gr h l m n p pr s st t th tr v w", "a e i o u ea ou ai", " n r s t l ck nd st", 2, 4)},
		{lang: "de", share: 16, gap: " ", stop: ".", words: spell(r, 80000, strings.Fields("die der und in den von zu das mit sich des auf für ist im dem nicht ein eine als"),
			"b f g h k l m n r s sch st t w z v", "a e i o u ä ö ü ei au ie", " n r s t l ch ng rt", 2, 6)},
		{lang: "fr", share: 12, gap: " ", stop: ".", words: spell(r, 60000, strings.Fields("de la le et les des en un du une que est dans pour qui par sur au plus pas"),
			"b c d f g j l m n p r s t v ch qu", "a e é è i o u ou ai eau ê", " s r t l nt", 2, 4)},
		{lang: "ru", share: 12, gap: " ", stop: ".", words: spell(r, 80000, strings.Fields("в и на что не с он по это как за из к от до о для но у при"),
			"б в г д ж з к л м н п р с т х ч ш ст пр", "а е и о у ы я ё", " н р с т л й м", 2, 5)},
		{lang: "zh", share: 12, gap: "", stop: "。", words: signs(r, 30000)},
		{lang: "vi", share: 8, gap: " ", stop: ".", words: spell(r, 6000, strings.Fields("và của là có các cho không được người trong một những đã với đến này ở tại về khi"),
			"b c ch d đ g h kh l m n ng nh ph qu s t th tr v x", "a á à ạ ă ắ â ấ ầ ê ế ề i í o ó ô ố ộ ơ ờ ớ u ú ư ứ", " n ng nh m t c p", 1, 1)},
	}
	for i, t := range list {
		t.zipf = rand.NewZipf(rand.New(rand.NewPCG(9, uint64(i))), 1.07, 3, uint64(len(t.words)-1))
	}
	return list
}

// spell invents words of so many syllables: beginnings, middles and ends are
// separated by spaces, an empty end included.
func spell(r *rand.Rand, n int, first []string, begin, middle, end string, least, most int) []string {
	begins, middles, ends := strings.Fields(begin), strings.Fields(middle), strings.Split(end, " ")
	seen := map[string]bool{}
	out := append([]string{}, first...)
	for _, w := range first {
		seen[w] = true
	}
	for tries := 0; len(out) < n && tries < 20*n; tries++ {
		var b strings.Builder
		for range least + r.IntN(most-least+1) {
			b.WriteString(begins[r.IntN(len(begins))] + middles[r.IntN(len(middles))])
		}
		b.WriteString(ends[r.IntN(len(ends))])
		if w := b.String(); !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// signs are words of one and two Chinese characters, of which some are far
// commoner than others.
func signs(r *rand.Rand, n int) []string {
	z := rand.NewZipf(r, 1.2, 30, 3500)
	sign := func() string { return string(rune(0x4e00 + z.Uint64()*5)) }
	seen := map[string]bool{}
	var out []string
	for len(out) < n {
		w := sign()
		if len(out) > 60 && r.IntN(10) < 9 {
			w += sign()
		}
		if !seen[w] || len(out) < 60 {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

func (t *tongue) word(r *rand.Rand) string {
	if i := r.IntN(150); i == 0 && t.gap != "" { // numbers, names: what no dictionary has
		return number36(r)
	}
	return t.words[t.zipf.Uint64()]
}

// rareWord is none of those in every article.
func (t *tongue) rareWord(r *rand.Rand) string {
	return t.words[len(t.words)/20+r.IntN(len(t.words)*19/20)]
}

func (t *tongue) name(r *rand.Rand) string {
	return capital(t.words[200+r.IntN(300)]) + t.gap + capital(t.words[500+r.IntN(2000)])
}

// begin is for the next article.
func (t *tongue) begin() { t.said = t.said[:0] }

// sentence is n words, some of them of the event, some as they followed each other
// before: prose repeats itself, and compresses accordingly.
func (t *tongue) sentence(r *rand.Rand, n int, e *event) string {
	var b strings.Builder
	b.Grow(8 * n)
	again := 0 // words to be taken from t.said, and from where
	var from int
	for i := range n {
		if i > 0 {
			b.WriteString(t.gap)
		}
		if again == 0 && len(t.said) > 20 && r.IntN(5) == 0 {
			again, from = 2+r.IntN(4), r.IntN(len(t.said)-6)
		}
		var w string
		switch {
		case again > 0:
			again--
			w = t.said[from]
			from++
		case e != nil && r.IntN(12) == 0:
			w = e.words[r.IntN(len(e.words))]
		default:
			w = t.word(r)
		}
		t.said = append(t.said, w)
		b.WriteString(w)
		if t.gap == "" && i%9 == 8 {
			b.WriteString("，")
		}
	}
	return b.String()
}

func number36(r *rand.Rand) string {
	b := make([]byte, 2+r.IntN(4))
	for i := range b {
		b[i] = "0123456789bdfgklmnrt"[r.IntN(20)]
	}
	return string(b)
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}
