package language

import (
	"math"
	"slices"
	"unicode/utf8"
)

// sampleBytes of an article tell its language as well as all of it.
const sampleBytes = 600

// So many pieces of words are looked at, some 250 letters; or of the text fewGrams, some
// 40, or a few times as many, if these are surely in the language that the publisher
// states.
const (
	enoughGrams = 1000
	fewGrams    = 150
)

// surely is how likely the publisher's language must be by itself, so that no more is
// read: their word counts for much more than what is left of doubt.
const surely = 0.99

// Of tells the language of an article as a BCP 47 primary tag; empty: unknown.
// hint is the tag that the publisher states. It counts for much when the language is
// written in the script of the text, but many sites state "en" only because their
// software does: a text that is clearly in another language is in that.
func Of(title, text, hint string) string {
	hint = Primary(hint)
	text = cut(text, max(sampleBytes-len(title), sampleBytes/2))
	title = cut(title, sampleBytes)
	var seen census
	seen.add(title)
	seen.add(text)
	s := seen.script(hint)
	if s == noScript {
		return hint
	}
	if s == han || s == kana {
		return seen.eastAsian(hint)
	}
	if m := modelOf(s); m != nil {
		return m.tell(title, text, hint, s)
	}
	if writes(hint, s) {
		return hint
	}
	return only[s]
}

// cut shortens a text to n bytes or a little less.
func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// only has the scripts by which a language is known, as good as always.
var only = map[script]string{
	greek: "el", armenian: "hy", hebrew: "he", bengali: "bn", gurmukhi: "pa",
	gujarati: "gu", oriya: "or", tamil: "ta", telugu: "te", kannada: "kn",
	malayalam: "ml", sinhala: "si", thai: "th", lao: "lo", burmese: "my",
	georgian: "ka", hangul: "ko", khmer: "km",
}

// A census counts the letters of each script.
type census [scripts]int

func (c *census) add(text string) {
	for i := 0; i < len(text); {
		if b := text[i]; b < utf8.RuneSelf {
			if b |= 0x20; b >= 'a' && b <= 'z' {
				c[latin]++
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		c[scriptOf(r)]++
		i += size
	}
}

// script is the one that the text is written in. Foreign names in Latin letters
// are longer than the same in Han or Hangul, and do not make a text Latin; the
// hint's script needs but a part.
func (c *census) script(hint string) script {
	best, most, all := noScript, 0, 0
	for s, n := range c {
		s := script(s)
		if s == noScript {
			continue
		}
		n *= s.weight()
		all += n
		if n > most {
			best, most = s, n
		}
	}
	if hint != "" && !writes(hint, best) {
		for _, s := range known[hint].scripts {
			if s != latin && c[s]*s.weight()*5 >= all {
				return s
			}
		}
	}
	return best
}

// weight is how many Latin letters say as much as one letter of the script.
func (s script) weight() int {
	switch s {
	case han, kana, hangul:
		return 3
	}
	return 1
}

// eastAsian parts Japanese from Chinese. Japanese headlines can do without kana,
// sentences cannot.
func (c *census) eastAsian(hint string) string {
	letters := c[han] + c[kana]
	switch {
	case c[kana]*8 >= letters,
		hint == "ja" && (c[kana] > 0 || letters < 40):
		return "ja"
	}
	return "zh"
}

// What counts besides the text, in exponents of e.
const (
	believed = 5  // the publisher's word
	kin      = 10 // the same, of a language that is written much like the one found
	doubted  = 2  // of two that are written alike, the one that much less is written in
)

// families are languages that are written much alike: between them the publisher
// knows better than we do.
var families = [][]string{
	{"id", "ms"}, {"hr", "bs", "sr"}, {"nb", "nn", "da"}, {"es", "pt", "gl"}, {"bg", "mk"}, {"ru", "be"}, {"en", "pcm"}, {"zu", "xh"}, {"rw", "rn"}, {"cs", "sk"}, {"nl", "af"},
}

// rarer are the languages of a family that are not guessed where another will do.
var rarer = map[string]bool{"ms": true, "bs": true, "sr": true, "nn": true}

func related(a, b string) bool {
	for _, f := range families {
		if slices.Contains(f, a) && slices.Contains(f, b) {
			return true
		}
	}
	return false
}

// tell tells the language of a text that is written in the script of the model.
func (m *model) tell(title, text, hint string, s script) string {
	t := m.read(title, text, hint, s)
	if t.grams == 0 {
		return hint
	}
	l := t.logits()
	logits := l[:len(m.tags)]
	if s == latin { // there Serbian is the rarer one
		for i, tag := range m.tags {
			if rarer[tag] {
				logits[i] -= doubted
			}
		}
	}
	best := largest(logits)
	if tag := m.tags[best]; (tag == "es" || tag == "pt") && galician(title, text, tag) {
		best = slices.Index(m.tags, "gl")
		logits[best] = logits[slices.Index(m.tags, tag)] + 1
	}
	if hint == "" || !writes(hint, s) {
		if likely(logits, best) < leastLikely {
			return ""
		}
		return m.tags[best]
	}
	own := slices.Index(m.tags, hint)
	switch {
	case own < 0 && (t.words < 12 || likely(logits, best) < 0.99): // one that the model does not know
		return hint
	case own < 0:
		return m.tags[best]
	case related(hint, m.tags[best]):
		logits[own] += kin
	default:
		logits[own] += believed
	}
	return m.tags[largest(logits)]
}

// leastLikely is how likely a language must be to be told without a hint. Headlines
// of names and numbers are in none.
const leastLikely = 0.3

// read adds up the words of an article that are in the script, as many as are needed.
func (m *model) read(title, text, hint string, s script) *score {
	t := &score{m: m}
	body := cutter{t: lookup(), text: text, first: true}
	if own := slices.Index(m.tags, hint); own >= 0 {
		for most := fewGrams; most < enoughGrams; most *= 2 {
			if t.take(&body, s, most); t.grams > most && t.surely(own) {
				return t
			}
		}
	}
	t.take(&cutter{t: lookup(), text: title, first: true}, s, enoughGrams)
	t.take(&body, s, enoughGrams)
	return t
}

// take adds up words, until there are more pieces than so many.
func (t *score) take(c *cutter, s script, most int) {
	for t.grams <= most && c.next() {
		if scriptOf(firstRune(c.word.Text)) == s {
			t.add(c.word.Text)
		}
	}
}

// surely reports whether what was read so far is in a language without a doubt.
func (t *score) surely(tag int) bool {
	l := t.logits()
	logits := l[:len(t.m.tags)]
	return largest(logits) == tag && likely(logits, tag) >= surely
}

// galician reports whether a text that looks like Spanish or Portuguese is in
// Galician: the model had only one text to learn it from, but its common words are
// those of neither.
func galician(title, text, like string) bool {
	more, words := 0, 0
	gl, other := StopWordsOf("gl"), StopWordsOf(like)
	for _, part := range [...]string{title, text} {
		for w := range Words(part) {
			if words++; words > 60 {
				break
			}
			if gl.Has(w.Text) {
				more++
			}
			if other.Has(w.Text) {
				more--
			}
		}
	}
	return more >= 2
}

// largest is the place of the largest.
func largest(l []float64) int {
	best := 0
	for i, x := range l {
		if x > l[best] {
			best = i
		}
	}
	return best
}

// likely is how likely a language is, from 0 to 1.
func likely(logits []float64, i int) float64 {
	sum := 0.0
	for _, x := range logits {
		sum += math.Exp(x - logits[i])
	}
	return 1 / sum
}
