package language

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Span is a name or a number of a text.
type Span struct {
	Text string // as it stands there
	// Key is the same for the same name or number in all languages that write it in
	// the same letters: names in lower case without diacritics ("recep tayyip
	// erdogan"), numbers in digits with a decimal point ("15000000" for "15 Mio",
	// "1500万" and "15,000,000"; "3.5%").
	Key    string
	Number bool
}

// Spans finds the names and numbers of a text by their shape and place, in one pass
// and without a list of names. Names are runs of words with a capital, with small
// words such as "de" and "bin" in them; a single one counts only inside a sentence,
// and not in German, where every noun has a capital; a line all of whose words have
// capitals, as English headlines do, has none but words of capitals alone (NATO). In
// scripts without capitals names are what stands between 《》, 「」 and 『』, foreign
// words in Latin letters, and in Japanese words in katakana. Digits of dates with
// points, and those that letters touch (5G), are no numbers.
func Spans(text, lang string) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		s := spanner{text: text, lang: lang, stops: StopWordsOf(lang), t: lookup(), yield: yield}
		s.latinIsForeign = lang != "" && !writes(lang, latin)
		for line := range strings.Lines(text) {
			s.tokens = s.tokens[:0]
			s.cut(len(line))
			if !s.line() {
				return
			}
		}
	}
}

type tokenKind uint8

const (
	wordToken tokenKind = iota
	digitToken
	quoteToken // what stands between 《 and 》
)

// A token is a word, digits, or what is quoted.
type token struct {
	from, to int
	kind     tokenKind
	cap      bool // begins with a capital
	first    bool // of its sentence
	script   script
}

type spanner struct {
	text, lang string
	stops      StopWords
	t          *tables
	tokens     []token
	at         int
	yield      func(Span) bool

	latinIsForeign bool
}

// cut finds the tokens of a line that is so many bytes long.
func (s *spanner) cut(length int) {
	end, first := s.at+length, true
	for s.at < end {
		from := s.at
		r, size := utf8.DecodeRuneInString(s.text[s.at:end])
		s.at += size
		k := s.t.class(r)
		switch {
		case k == digit && unicode.IsDigit(r):
			s.run(end, func(r rune, k class) bool { return k == digit && unicode.IsDigit(r) })
			s.tokens = append(s.tokens, token{from, s.at, digitToken, false, first, noScript})
			first = false
		case k == lower || k == upper || k == spaceless:
			in, katakana := scriptOf(r), isKatakana(r)
			s.run(end, func(r rune, k class) bool {
				return k == mark || k == joiner || r == 'ー' || (k == lower || k == upper || k == spaceless) && scriptOf(r) == in && isKatakana(r) == katakana
			})
			s.tokens = append(s.tokens, token{from, s.at, wordToken, unicode.IsUpper(r), first, in})
			first = false
		case k == closing:
			first = first || r != '.' || !s.initial(from)
		case closer(r) != 0:
			if i := strings.IndexRune(s.text[s.at:min(end, s.at+longestQuote+3)], closer(r)); i > 0 {
				s.tokens = append(s.tokens, token{s.at, s.at + i, quoteToken, false, first, noScript})
				s.at += i
			}
		}
	}
}

// longestQuote is how many bytes a quoted title has at most: 24 Han characters.
const longestQuote = 72

// closer is the other of the marks around titles and names in East Asia; 0 for others.
func closer(r rune) rune {
	switch r {
	case '《':
		return '》'
	case '「':
		return '」'
	case '『':
		return '』'
	case '〈':
		return '〉'
	}
	return 0
}

func (s *spanner) run(end int, in func(rune, class) bool) {
	for s.at < end {
		r, size := utf8.DecodeRuneInString(s.text[s.at:end])
		if !in(r, s.t.class(r)) {
			return
		}
		s.at += size
	}
}

// initial reports whether the last token is one letter before a stop at i.
func (s *spanner) initial(i int) bool {
	if len(s.tokens) == 0 {
		return false
	}
	last := len(s.tokens) - 1
	return s.tokens[last].to == i && s.oneLetter(last)
}

// line gives the spans of the tokens; false if no more are wanted.
func (s *spanner) line() bool {
	shouts := s.shouts()
	for i := 0; i < len(s.tokens); {
		n, span := 1, Span{}
		switch t := s.tokens[i]; {
		case t.kind == digitToken:
			n, span = s.number(i)
		case t.kind == quoteToken:
			span = Span{Text: s.text[t.from:t.to]}
			span.Key = normal(strings.TrimSpace(span.Text))
		case t.cap:
			n, span = s.name(i, shouts)
		default:
			span = s.foreign(t)
		}
		if span.Key != "" && !s.yield(span) {
			return false
		}
		i += n
	}
	return true
}

// shouts reports a line in which no word but the commonest begins with a small letter.
func (s *spanner) shouts() bool {
	capitals := 0
	for _, t := range s.tokens {
		switch {
		case t.kind != wordToken:
		case t.cap:
			capitals++
		case t.to-t.from > 3 && !s.stops.Has(s.text[t.from:t.to]):
			return false
		}
	}
	return capitals > 3
}

// foreign is a word that is a name because of its script.
func (s *spanner) foreign(t token) Span {
	text := s.text[t.from:t.to]
	switch {
	case isKatakana(firstRune(text)) && utf8.RuneCountInString(text) >= 3:
		return Span{Text: text, Key: normal(text)}
	case s.latinIsForeign && t.script == latin && t.to-t.from > 1:
		return Span{Text: text, Key: Fold(text)}
	}
	return Span{}
}

func isKatakana(r rune) bool { return r >= 'ァ' && r <= 'ヿ' }

// particles stand inside names.
var particles = map[string]bool{
	"de": true, "da": true, "do": true, "dos": true, "das": true, "del": true, "della": true, "di": true, "du": true, "la": true, "le": true, "van": true,
	"von": true, "bin": true, "ibn": true, "al": true, "el": true, "of": true, "ter": true, "ten": true, "af": true, "av": true,
}

// particle reports a small word inside a name. German "der" is one only behind
// "von": it is the article as well.
func (s *spanner) particle(i int) bool {
	word := s.text[s.tokens[i].from:s.tokens[i].to]
	if word == "der" || word == "den" {
		before := s.text[s.tokens[i-1].from:s.tokens[i-1].to]
		return before == "von" || before == "van"
	}
	return particles[word]
}

// name reads the name that begins at a token with a capital, and says of how many
// tokens it is.
func (s *spanner) name(i int, shouts bool) (int, Span) {
	end := i + 1 // behind the last word with a capital
	for j := i + 1; j < len(s.tokens) && j-i < 7; j++ {
		t := s.tokens[j]
		if t.kind != wordToken || t.first || !s.joined(j) {
			break
		}
		if t.cap {
			end = j + 1
		} else if !s.particle(j) {
			break
		}
	}
	from := i
	if s.tokens[i].first && end-i > 1 && s.stops.Has(normal(s.text[s.tokens[i].from:s.tokens[i].to])) {
		from++ // "The Brook Company"
		for from < end && !s.tokens[from].cap {
			from++
		}
	}
	text := s.text[s.tokens[from].from:s.tokens[end-1].to]
	if !s.isName(s.tokens[from:end], text, shouts) {
		return end - i, Span{}
	}
	return end - i, Span{Text: text, Key: Fold(text)}
}

// joined reports whether a token belongs to the one before it: a space, a hyphen, an
// apostrophe or the stop of an initial is between them.
func (s *spanner) joined(i int) bool {
	switch gap := s.text[s.tokens[i-1].to:s.tokens[i].from]; gap {
	case " ", "-", "'", "’", "‑", "\u00a0", "":
		return true
	case ". ", ".":
		return s.oneLetter(i - 1)
	}
	return false
}

// oneLetter reports a token of one capital.
func (s *spanner) oneLetter(i int) bool {
	t := s.tokens[i]
	return t.cap && utf8.RuneCountInString(s.text[t.from:t.to]) == 1
}

// isName decides about words with capitals.
func (s *spanner) isName(tokens []token, text string, shouts bool) bool {
	if utf8.RuneCountInString(text) < 2 {
		return false
	}
	if allCapitals(text) {
		return !shouts || utf8.RuneCountInString(text) < 7
	}
	if shouts {
		return false
	}
	if len(tokens) > 1 {
		return true
	}
	return !tokens[0].first && !capitalNouns(s.lang) && !s.stops.Has(normal(text))
}

func allCapitals(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return !unicode.IsUpper(r) }) < 0
}
