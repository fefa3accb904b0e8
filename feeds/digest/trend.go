package digest

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tidings/feeds"
	"tidings/feeds/language"
)

const (
	// trendFeeds is how many sources mention a name that is a trend.
	trendFeeds = 3
	// trendGrowth is by how much more often a trend is mentioned than before.
	trendGrowth = 3.0
	// trendSurprise is how many standard deviations more than usual that must be, so
	// that three mentions of a country are not a trend because it usually has one.
	trendSurprise = 3.0
	// trendBefore is the least number of earlier texts that tell what is usual.
	trendBefore = 20
	// nameRead is how many bytes of a text are looked through: names that count
	// stand at the beginning.
	nameRead = 600
)

// Names is at most so many names that several sources mention in recent texts and
// that the earlier ones hardly have, those with the most sources and the greatest
// growth first. A surname and the full name are one name, as are spellings that
// differ in case, diacritics or hyphens. Copies count as their original. With too
// few earlier texts nobody knows what is new, and there are none.
func Names(recent, earlier []Text, most int) []Trend {
	if len(earlier) < trendBefore || len(recent) == 0 {
		return nil
	}
	m := mentions{by: map[string]*mention{}, small: map[string]int{}, firsts: map[string]bool{}}
	for i, t := range recent {
		if t.CopyOf == 0 {
			m.read(i, t)
		}
	}
	m.readEnds(recent)
	m.readRuns(recent)
	m.join()
	m.weak(recent)
	before := map[string]map[int]bool{}
	for i, t := range earlier {
		for _, k := range m.found(t) {
			if before[k] == nil {
				before[k] = map[int]bool{}
			}
			before[k][i] = true
		}
	}
	return m.trends(recent, func(k string) float64 { return float64(len(before[k])) / float64(len(earlier)) }, 1/float64(len(earlier)), most)
}

// A mention collects where a name is.
type mention struct {
	key      string
	texts    map[int]bool
	written  map[string]int
	certain  int  // how often it is written with a capital that means something
	common   bool // with an article before it: a noun of German
	variants []string
	full     string // the key of the full name that a surname belongs to
}

type mentions struct {
	by     map[string]*mention
	runs   []string
	ends   []ending
	small  map[string]int  // in how many sentences a word stands in small letters
	firsts map[string]bool // the first words of names of several
}

// beginning is what of a text is looked through, after its title.
func beginning(t Text) string { return t.Title + "\n" + t.Text[:cut(t.Text, nameRead)] }

// read collects the names of a text that are certain.
func (m *mentions) read(i int, t Text) {
	lang := language.Primary(t.Lang)
	for s := range language.Sentences(beginning(t), lang) {
		list := tokens(s)
		m.readSmall(s, list)
		if s == t.Title && looksCapital(list) {
			continue
		}
		whole := ""
		for _, n := range names(s, lang, list) {
			text := s[n.from:n.to]
			switch {
			case n.weak:
				whole = text
				continue
			case whole != "" && strings.HasSuffix(whole, text):
				m.ends = append(m.ends, ending{i, whole, text})
				whole = ""
				continue
			case tooShort(text) || lang == "vi" && (len(n.tokens) < 2 || offices[strings.ToLower(s[n.tokens[0].from:n.tokens[0].to])]):
				continue
			}
			x := m.add(i, text)
			if x != nil && lang == "de" && len(n.tokens) == 1 && !properNoun(s[:n.from]) {
				x.common = true
			}
		}
	}
	if lang == "ko" {
		m.readKorean(i, t)
	}
	if spaceless(t) || lang == "ko" {
		for _, q := range quotedNames(beginning(t)) {
			m.add(i, q)
		}
	}
}

// An ending is what is left of a name at the beginning of a sentence without its
// first word, which may have its capital from there.
type ending struct {
	text        int
	whole, rest string
}

// readEnds adds such names: as a whole if they stand so inside of a sentence
// somewhere, else what is left of them.
func (m *mentions) readEnds(recent []Text) {
	known := map[string]bool{}
	for k := range m.by {
		known[k] = true
	}
	for _, e := range m.ends {
		switch vietnamese := language.Primary(recent[e.text].Lang) == "vi"; {
		case known[key(e.whole)]:
			m.add(e.text, e.whole)
		case !tooShort(e.rest) && (!vietnamese || strings.Contains(e.rest, " ")):
			m.add(e.text, e.rest)
		}
	}
}

// tooShort is what is a syllable rather than a name; abbreviations are names.
func tooShort(text string) bool {
	return utf8.RuneCountInString(text) < 3 && text != strings.ToUpper(text)
}

// readSmall counts the words in small letters: what is written so as often as with
// a capital is no name.
func (m *mentions) readSmall(s string, list []token) {
	for _, t := range list {
		if !t.capital && !t.number {
			m.small[s[t.from:t.to]]++
		}
	}
}

// looksCapital reports whether a headline may be one of those in which all words
// have capitals. It is short, so that few words tell.
func looksCapital(list []token) bool {
	long, capitals := 0, 0
	for _, t := range list {
		if !t.number && t.to-t.from > 3 {
			long++
			if t.capital {
				capitals++
			}
		}
	}
	return 10*capitals > 6*long
}

// properNoun reports whether what stands before a capital of German leads to a
// name: no article, no adjective and no preposition with one.
func properNoun(before string) bool {
	word := before
	if i := strings.LastIndexFunc(strings.TrimRight(before, " "), unicode.IsSpace); i >= 0 {
		word = before[i:]
	}
	return germanBeforeNames[strings.TrimSpace(word)]
}

var germanBeforeNames = set("in nach aus von bei mit für gegen über und sagte hat ist wird will war als um an")

func (m *mentions) add(i int, text string) *mention {
	k := text
	if r, _ := utf8.DecodeRuneInString(text); !language.Spaceless(r) && !unicode.Is(unicode.Hangul, r) {
		k = key(text)
	}
	if k == "" {
		return nil
	}
	x := m.by[k]
	if x == nil {
		x = &mention{key: k, texts: map[int]bool{}, written: map[string]int{}}
		m.by[k] = x
	}
	x.texts[i] = true
	x.written[text]++
	x.certain++
	if first, _, several := strings.Cut(k, " "); several {
		m.firsts[first] = true
	}
	return x
}

// particles are what Korean hangs on a noun, the longest first.
var particles = []string{"에서는", "에게서", "으로는", "에서", "에게", "으로", "까지", "부터", "이라", "은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "도", "로", "만"}

// readKorean takes words of three syllables and more for names; that they are new
// and many sources have them tells the rest.
func (m *mentions) readKorean(i int, t Text) {
	for w := range language.Words(beginning(t)) {
		word := w.Text
		for _, p := range particles {
			if rest, ok := strings.CutSuffix(word, p); ok && utf8.RuneCountInString(rest) >= 3 {
				word = rest
				break
			}
		}
		if r, _ := utf8.DecodeRuneInString(word); unicode.Is(unicode.Hangul, r) && utf8.RuneCountInString(word) >= 3 && !w.Number {
			m.add(i, word)
		}
	}
}

// readRuns collects what texts in Chinese and Japanese share.
func (m *mentions) readRuns(recent []Text) {
	var list []Text
	var at []int
	for i, t := range recent {
		if spaceless(t) && t.CopyOf == 0 {
			t.Text = t.Text[:cut(t.Text, nameRead)]
			list, at = append(list, t), append(at, i)
		}
	}
	for run, from := range sharedRuns(list, trendFeeds) {
		for _, n := range from {
			m.add(at[n], run)
		}
		m.runs = append(m.runs, run)
	}
}

// join makes one name of a surname and the one full name that ends with it.
func (m *mentions) join() {
	ends := map[string][]*mention{}
	for k, x := range m.by {
		if i := strings.LastIndexByte(k, ' '); i > 0 && !language.Spaceless(firstLetter(k)) {
			ends[k[i+1:]] = append(ends[k[i+1:]], x)
		}
	}
	for last, list := range ends {
		x := m.by[last]
		if x == nil {
			continue
		}
		slices.SortFunc(list, func(a, b *mention) int {
			return cmp.Or(len(b.texts)-len(a.texts), strings.Compare(a.key, b.key))
		})
		if len(list) > 1 && 2*len(list[1].texts) > len(list[0].texts) {
			continue // two persons of one name
		}
		full := list[0]
		for i := range x.texts {
			full.texts[i] = true
		}
		full.variants = append(full.variants, last)
		x.full = full.key
	}
}

// found are the names among those known that a text has, however they stand in it.
func (m *mentions) found(t Text) []string {
	var out []string
	text := beginning(t)
	for _, run := range m.runs {
		if strings.Contains(text, run) {
			out = append(out, run)
		}
	}
	folded := key(text)
	for at := 0; at < len(folded); {
		end := at + wordEnd(folded[at:])
		if x := m.by[folded[at:end]]; x != nil {
			out = append(out, cmp.Or(x.full, x.key))
		}
		if m.firsts[folded[at:end]] {
			for n, to := 1, end; n < mostNameWords && to < len(folded); n++ {
				to += 1 + wordEnd(folded[to+1:])
				if x := m.by[folded[at:to]]; x != nil {
					out = append(out, cmp.Or(x.full, x.key))
				}
			}
		}
		at = end + 1
	}
	return out
}

// mostNameWords are those of a name that is looked for.
const mostNameWords = 5

// wordEnd is where the first word of a folded text ends.
func wordEnd(folded string) int {
	if i := strings.IndexByte(folded, ' '); i >= 0 {
		return i
	}
	return len(folded)
}

// weak adds the texts in which names stand where a capital means nothing.
func (m *mentions) weak(recent []Text) {
	for i, t := range recent {
		if t.CopyOf != 0 {
			continue
		}
		for _, k := range m.found(t) {
			m.by[k].texts[i] = true
		}
	}
}

// trends are the names that grew, best first, each text's main ones only once.
func (m *mentions) trends(recent []Text, before func(key string) float64, one float64, most int) []Trend {
	type scored struct {
		Trend
		score float64
	}
	var list []scored
	for k, x := range m.by {
		if x.full != "" || x.common || m.small[k] >= x.certain {
			continue
		}
		t := Trend{Text: x.best()}
		sources := map[feeds.FeedID]bool{}
		for i, text := range recent {
			if x.texts[i] {
				t.Articles = append(t.Articles, text.Article)
				sources[text.Feed] = true
			}
		}
		t.Feeds = len(sources)
		t.Growth = float64(len(t.Articles)) / float64(len(recent)) / (before(k) + one)
		if t.Feeds >= trendFeeds && t.Growth >= trendGrowth && surprise(len(t.Articles), t.Growth) >= trendSurprise {
			list = append(list, scored{t, float64(t.Feeds) * math.Log(t.Growth)})
		}
	}
	slices.SortFunc(list, func(a, b scored) int { return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.Text, b.Text)) })
	var out []Trend
	for _, s := range list {
		if len(out) == most {
			break
		}
		if !slices.ContainsFunc(out, func(t Trend) bool { return sameNews(t, s.Trend) }) {
			out = append(out, s.Trend)
		}
	}
	return out
}

// surprise is how far n mentions lie above what is usual, in standard deviations
// of a count (Poisson).
func surprise(n int, growth float64) float64 {
	usual := float64(n) / growth
	return (float64(n) - usual) / math.Sqrt(usual)
}

// sameNews reports whether a name shares half of its articles with another one: the
// place and the ship of one accident are one piece of news.
func sameNews(a, b Trend) bool {
	both := 0
	for _, id := range b.Articles {
		if slices.Contains(a.Articles, id) {
			both++
		}
	}
	return 2*both >= min(len(a.Articles), len(b.Articles))
}

// best is the way to write a name that most texts have.
func (x *mention) best() string {
	best := ""
	for text, n := range x.written {
		if best == "" || n > x.written[best] || n == x.written[best] && text < best {
			best = text
		}
	}
	return best
}
