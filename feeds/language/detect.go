package language

import (
	"unicode/utf8"

	"github.com/RadhiFadlillah/whatlanggo"
)

// sampleBytes of an article tell its language as well as all of it.
const sampleBytes = 600

// Of tells the language of an article as a BCP 47 primary tag; empty: unknown.
// hint is the tag that the publisher states. It is believed when the language is
// written in the script of the text and no other language has clearly more of
// its commonest words in it: many sites state "en" only because their software
// does. Without a hint to believe, the commonest words decide where they are
// clear, and the slow detector where they are not.
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
	if tag, ok := only[s]; ok && !(hint != "" && writes(hint, s)) {
		return tag
	}
	if s == han || s == kana {
		return seen.eastAsian(hint)
	}
	if _, ok := only[s]; ok {
		return hint
	}
	var t tally
	t.add(title)
	t.add(text)
	if writes(hint, s) && t.agrees(hint) {
		return hint
	}
	return detect(title+"\n"+text, hint, s, &t)
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
	georgian: "ka", hangul: "ko", ethiopic: "am", khmer: "km",
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

// siblings write so much alike that the publisher knows better than we do.
var siblings = map[string]string{
	"ms": "id", "bs": "hr", "sr": "hr", "nn": "nb", "da": "nb", "nb": "da", "gl": "pt", "mk": "bg", "be": "ru",
}

// agrees reports whether the commonest words of a text speak for a language, or
// at least not for another.
func (t *tally) agrees(tag string) bool {
	best, most, _ := t.best()
	hits, listed := t.of(tag)
	if siblings[tag] == best {
		return true
	}
	switch {
	case !listed:
		return most*8 < t.words
	case t.words < 8:
		return hits+1 >= most
	}
	return hits >= 2 && hits*5 >= most*4
}

// detect tells the language without the publisher's help.
func detect(text, hint string, s script, t *tally) string {
	best, most, next := t.best()
	if most >= 5 && most*2 >= next*3 && most*6 >= t.words && writes(best, s) {
		return best
	}
	if most >= 4 && most > next && best == "ca" { // which the detector cannot tell
		return best
	}
	info := whatlanggo.DetectWithOptions(text, whatlanggo.Options{})
	tag := Primary(info.Lang.Iso6391())
	switch {
	case tag != "" && writes(tag, s) && info.Confidence >= t.sure(hint):
		return tag
	case writes(hint, s):
		return hint
	case most >= 3 && most > next && writes(best, s):
		return best
	case writes(tag, s) && info.Confidence > 0:
		return tag
	}
	return ""
}

// sure is the confidence that the detector needs to be believed: it errs more
// about short texts, but a hint that no word of several speaks for is worth little.
func (t *tally) sure(hint string) float64 {
	hits, listed := t.of(hint)
	switch {
	case t.words >= 12:
		return 0.1
	case listed && hits == 0 && t.words >= 6:
		return 0.2
	}
	return 0.6
}
