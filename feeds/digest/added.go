package digest

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tidings/feeds"
	"tidings/feeds/language"
)

// A phrase that may be what a day added.
type phrase struct {
	text   string
	key    string
	weight float64
	feeds  map[feeds.FeedID]bool
	count  int
	title  bool
	noun   bool // of a word: what it names is a thing
	order  int
	parts  []string // the words that are new in it
}

// Added is at most so many names, numbers and words that the texts of a day have
// and those before it have not, as they are written, best first: what most sources
// have, names before numbers before words. What one of many sources mentions once in
// passing is none of them.
func Added(day, before []Text, most int) []string {
	if len(before) == 0 {
		return nil
	}
	k := newKnown(before)
	p := phrases{by: map[string]*phrase{}}
	day = original(day)
	sources := map[feeds.FeedID]bool{}
	for _, t := range day {
		p.read(t, k)
		sources[t.Feed] = true
	}
	p.readRuns(day, k)
	return p.best(most, len(sources) <= fewSources)
}

// fewSources are so few that a name or number that one of them has counts.
const fewSources = 3

// known is what the texts before a day said.
type known struct {
	words map[string]bool // stems of all, folded
	langs map[string]bool
	text  string // of those whose words are not parted by spaces
}

func newKnown(texts []Text) known {
	k := known{map[string]bool{}, map[string]bool{}, ""}
	var all strings.Builder
	for _, t := range texts {
		k.langs[language.Primary(t.Lang)] = true
		for w := range language.Words(t.Title + "\n" + t.Text) {
			if w.Number {
				k.words[digits(w.Text)] = true
			}
			k.words[foldedStem(w.Text)] = true
		}
		if spaceless(t) || language.Primary(t.Lang) == "vi" {
			all.WriteString(t.Title + "\n" + t.Text + "\n")
		}
	}
	k.text = all.String()
	return k
}

// foldedStem is a word as it is compared with those before.
func foldedStem(word string) string {
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf {
			word = key(word)
			break
		}
	}
	return stem(strings.ToLower(word))
}

// digits are those of a number, so that 1,500 and 1.500 are the same.
func digits(number string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsNumber(r) {
			return r
		}
		return -1
	}, number)
}

func spaceless(t Text) bool {
	switch language.Primary(t.Lang) {
	case "zh", "ja", "th", "lo", "km", "my":
		return true
	}
	return false
}

// phrases are collected over the texts of a day.
type phrases struct {
	by    map[string]*phrase
	order int
}

// add counts a phrase of a text. Of several ways to write it the first stays.
func (p *phrases) add(text, k string, weight float64, t Text, title bool, parts []string) *phrase {
	x := p.by[k]
	if x == nil {
		x = &phrase{text: text, key: k, weight: weight, feeds: map[feeds.FeedID]bool{}, order: p.order, parts: parts}
		p.by[k] = x
		p.order++
	}
	x.feeds[t.Feed] = true
	x.count++
	x.title = x.title || title
	return x
}

// newIn are the words of a name that are not known, and where the first of them
// begins: what stands before it, such as an office, was there already.
func (k known) newIn(s string, n name) (from int, parts []string) {
	for _, w := range n.tokens {
		word := s[w.from:w.to]
		f := foldedStem(word)
		loud := len(n.tokens) > 1 && strings.ToUpper(word) == word
		if !w.capital || k.words[f] || forms[strings.ToLower(word)] || loud && len(word) > 4 {
			continue
		}
		if len(parts) == 0 {
			from = w.from
		}
		parts = append(parts, f)
	}
	return from, parts
}

// What kinds of phrases weigh.
const (
	addedName   = 2.0
	addedNumber = 1.4
	addedWord   = 1.0
)

// read collects the phrases of a text that are not known.
func (p *phrases) read(t Text, k known) {
	lang := language.Primary(t.Lang)
	for s := range language.Sentences(t.Title, lang) {
		p.sentence(t, s, lang, k, true)
	}
	for s := range language.Sentences(t.Text, lang) {
		if says(s) {
			p.sentence(t, s, lang, k, false)
		}
	}
}

func (p *phrases) sentence(t Text, s, lang string, k known, title bool) {
	list := tokens(s)
	inName := map[int]bool{}
	for _, n := range names(s, lang, list) {
		if n.weak && len(n.tokens) == 1 { // perhaps a word like others
			continue
		}
		for _, w := range n.tokens {
			inName[w.from] = true
		}
		if lang == "vi" { // whose words are several syllables, each of them a token
			if name := s[n.from:n.to]; len(n.tokens) > 1 && !offices[strings.ToLower(s[n.tokens[0].from:n.tokens[0].to])] && !strings.Contains(k.text, name) {
				p.add(name, "n"+name, addedName, t, title, []string{name})
			}
			continue
		}
		if from, parts := k.newIn(s, n); len(parts) > 0 && (lang != "de" || k.langs["de"]) {
			p.add(s[from:n.to], "n"+parts[len(parts)-1], addedName, t, title, parts)
		}
	}
	stop := language.StopWordsOf(lang)
	for i, w := range list {
		switch {
		case w.number:
			p.number(t, s, list, i, k, title, stop)
		case !inName[w.from] && k.langs[lang] && lang != "vi":
			p.word(t, s, list, i, lang, k, title, stop)
		}
	}
}

// number collects a number with what it counts. Single digits, years and times
// say too little.
func (p *phrases) number(t Text, s string, list []token, i int, k known, title bool, stop language.StopWords) {
	w := list[i]
	d := digits(s[w.from:w.to])
	from, to := w.from, w.to
	if i > 0 && dates[strings.ToLower(s[list[i-1].from:list[i-1].to])] || strings.HasPrefix(s[to:], ":") || strings.HasSuffix(s[:from], ":") {
		return
	}
	counts := false
	switch after := s[to:]; {
	case strings.HasPrefix(after, "%"):
		to, counts = to+1, true
	case strings.HasPrefix(after, " %"):
		to, counts = to+2, true
	case i+1 < len(list) && list[i+1].glued && !list[i+1].number:
		next := s[list[i+1].from:list[i+1].to]
		if dates[strings.ToLower(next)] {
			return
		}
		if !stop.Has(strings.ToLower(next)) {
			to, counts = list[i+1].to, true
		}
	}
	for _, sign := range []string{"$", "€", "£", "¥", "₹", "₽"} {
		if strings.HasSuffix(s[:from], sign) {
			from, counts = from-len(sign), true
		}
	}
	year := len(d) == 4 && d == s[w.from:w.to] && (d[0] == '1' || d[0] == '2')
	if k.words[d] || len(d) < 2 || len(d) > 9 || year || !counts || strings.ContainsFunc(s[w.from:w.to], unicode.IsLetter) {
		return
	}
	p.add(s[from:to], "#"+d, addedNumber, t, title, []string{d})
}

// leastLetters are those of a word that says something alone.
const leastLetters = 5

// word collects a word in small letters, with the article before it if one of its
// texts has one: where a language has articles, words without are verbs and the
// like, which say little alone.
func (p *phrases) word(t Text, s string, list []token, i int, lang string, k known, title bool, stop language.StopWords) {
	w := list[i]
	text := s[w.from:w.to]
	least := leastLetters
	if r, _ := utf8.DecodeRuneInString(text); unicode.Is(unicode.Hangul, r) {
		least = leastRun
	}
	lower := strings.ToLower(text)
	f := foldedStem(text)
	if utf8.RuneCountInString(text) < least || stop.Has(lower) || dates[lower] || agencies[lower] || k.words[f] {
		return
	}
	articles := articlesOf[lang]
	x := p.add(lower, "w"+f, addedWord, t, title, []string{f})
	if i > 0 && w.glued && !x.noun && !adjective(s, list, i, lang, stop) {
		if article := strings.ToLower(s[list[i-1].from:list[i-1].to]); articles[article] {
			x.text, x.noun = article+s[list[i-1].to:w.to], true
		}
	}
	x.noun = x.noun || len(articles) == 0
}

// adjective reports whether a word behind an article seems to belong to another one
// that follows, in languages that have it so.
func adjective(s string, list []token, i int, lang string, stop language.StopWords) bool {
	switch lang {
	case "en", "de", "nl", "sv", "nb", "da":
		return i+1 < len(list) && list[i+1].glued && !stop.Has(strings.ToLower(s[list[i+1].from:list[i+1].to]))
	}
	return false
}

// readRuns collects the phrases of scripts without spaces: what is in the quotation
// marks of names, and what several sources have between the characters of
// grammar.
func (p *phrases) readRuns(day []Text, k known) {
	var list []Text
	for _, t := range day {
		if !spaceless(t) || k.text == "" {
			continue
		}
		list = append(list, t)
		for _, q := range quotedNames(t.Title + "\n" + t.Text) {
			if !strings.Contains(k.text, q) {
				p.add(q, "q"+q, addedName, t, strings.Contains(t.Title, q), []string{q})
			}
		}
	}
	for run, from := range sharedRuns(list, 2) {
		for _, i := range from {
			if !strings.Contains(k.text, run) {
				p.add(run, "q"+run, addedName, list[i], strings.Contains(list[i].Title, run), []string{run})
			}
		}
	}
}

// best are so many phrases, none with a word of another one.
func (p *phrases) best(most int, few bool) []string {
	list := make([]*phrase, 0, len(p.by))
	for _, x := range p.by {
		if x.passing(few) {
			continue
		}
		list = append(list, x)
	}
	slices.SortFunc(list, func(a, b *phrase) int {
		return cmp.Or(cmp.Compare(b.score(), a.score()), cmp.Compare(a.order, b.order), strings.Compare(a.text, b.text))
	})
	var out []string
	var had []string
	for _, x := range list {
		if len(out) == most {
			break
		}
		if slices.ContainsFunc(x.parts, func(w string) bool { return slices.Contains(had, w) }) || overlaps(out, x.text) {
			continue
		}
		out = append(out, x.text)
		had = append(had, x.parts...)
	}
	return out
}

// overlaps reports whether a phrase is part of one in the list, or one of them of it.
func overlaps(list []string, text string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, text) || strings.Contains(text, s) })
}

// passing reports whether a phrase is only mentioned in passing.
func (x *phrase) passing(few bool) bool {
	switch {
	case x.weight > addedWord:
		return !few && len(x.feeds) < 2 && !x.title && x.count < 2
	case !x.noun:
		return true
	}
	return len(x.feeds) < 2 && (!x.title || x.count < 2) && x.count < 3
}

func (x *phrase) score() float64 {
	s := x.weight * (float64(len(x.feeds)) + 0.2*float64(min(x.count, 5)))
	if x.title {
		s += x.weight
	}
	return s
}
