package digest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tidings/feeds"
	"tidings/feeds/language"
)

// A candidate is a sentence that may be shown alone.
type candidate struct {
	feeds.Sentence
	feed  feeds.FeedID
	place int     // among the sentences of its text, from 0
	alone float64 // how well it is understood without those before it, 0 to 1
	words int
	terms []term // ascending
	norm  float64
}

// The length of a sentence that is shown, in words: shorter ones are headings and
// remarks, longer ones hide what they say.
const (
	leastWords = 5
	mostWords  = 45
)

// mostSentences are read of a text: news says first what counts.
const mostSentences = 120

// candidates are the sentences of a text that may be shown.
func candidates(t Text) []candidate {
	lang := language.Primary(t.Lang)
	var out []candidate
	place, stops := 0, 0
	for s := range language.Sentences(t.Text, lang) {
		if place == mostSentences {
			break
		}
		text := withoutDateline(strings.TrimLeft(s, "-–—•· \u00a0"), place)
		place++
		if !says(text) {
			continue
		}
		terms, words := termsOf(text, lang)
		if words < leastWords || words > mostWords || len(terms) < 3 {
			continue
		}
		if ended(text) {
			stops++
		}
		out = append(out, candidate{
			Sentence: feeds.Sentence{Text: text, Article: t.Article},
			feed:     t.Feed, place: place - 1, alone: alone(text, lang), words: words, terms: terms,
		})
	}
	out = withoutRefrains(out)
	if 2*stops < len(out) { // a script without stops, or a list
		return out
	}
	return slices.DeleteFunc(out, func(c candidate) bool { return !ended(c.Text) })
}

// refrain is how many bytes of a beginning are compared.
const refrain = 24

// withoutRefrains leaves out sentences that three or more of a text begin alike,
// such as the captions of a gallery.
func withoutRefrains(list []candidate) []candidate {
	count := map[string]int{}
	for _, c := range list {
		count[c.Text[:cut(c.Text, refrain)]]++
	}
	return slices.DeleteFunc(list, func(c candidate) bool { return count[c.Text[:cut(c.Text, refrain)]] > 2 })
}

// says reports false for questions and for what stands in a text but does not
// belong to it: captions, credits, links to other articles.
func says(text string) bool {
	end := strings.TrimRight(text, closers)
	if last, _ := utf8.DecodeLastRuneInString(end); strings.ContainsRune("?？؟:：;՞", last) {
		return false
	}
	lower := strings.ToLower(text[:cut(text, 80)])
	for _, b := range asides {
		if strings.HasPrefix(lower, b) {
			return false
		}
	}
	for _, b := range credits {
		if strings.Contains(text, b) {
			return false
		}
	}
	return !strings.Contains(text, "http://") && !strings.Contains(text, "https://")
}

// cut is the longest length up to n bytes at which a text can be cut.
func cut(text string, n int) int {
	if len(text) <= n {
		return len(text)
	}
	for !utf8.RuneStart(text[n]) {
		n--
	}
	return n
}

const closers = " \t\u00a0\"'”’»›」』）)]"

// ended reports whether a sentence has a stop, as captions and headings do not.
func ended(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, closers))
	return strings.ContainsRune(".!…。！．।॥۔።։", last)
}

// alone is how well a sentence is understood without the one before it: less if
// it begins with a word that points back, or with somebody's speech, and little
// if it has half of a quotation.
func alone(text, lang string) float64 {
	x := 1.0
	if pointsBack(text, lang) {
		x = 0.55
	}
	first, _ := utf8.DecodeRuneInString(text)
	if strings.ContainsRune("\"“„«「『‘'", first) {
		x *= 0.7
	}
	if unicode.IsLower(first) || shouts(text) { // the half of a sentence; a heading that ran into it
		x *= 0.5
	}
	if !balanced(text) {
		x *= 0.5
	}
	return x
}

// shouts reports whether a text begins with two words in capitals.
func shouts(text string) bool {
	letters := 0
	for i, r := range text {
		switch {
		case unicode.IsLower(r):
			return letters > 6 && strings.Contains(strings.TrimSpace(text[:max(0, i-2)]), " ")
		case unicode.IsUpper(r):
			letters++
		case unicode.IsLetter(r): // a script without capitals
			return false
		}
	}
	return letters > 6
}

// balanced reports whether quotations and brackets that begin also end.
func balanced(text string) bool {
	depth, straight := 0, 0
	for _, r := range text {
		switch r {
		case '"':
			straight++
		case '“', '«', '「', '『', '(', '（':
			depth++
		case '”', '»', '」', '』', ')', '）':
			depth--
		}
	}
	return depth == 0 && straight%2 == 0
}

// datelineEnd is how far into a text a dateline reaches, in bytes.
const datelineEnd = 90

// withoutDateline cuts the place and the agency off that a report begins with
// ("KESSEL (NPA) - "). Only the first sentences of a text have them.
func withoutDateline(text string, place int) string {
	if place > 3 {
		return text
	}
	head := text[:cut(text, datelineEnd)]
	for _, d := range []string{" -- ", " — ", " – ", " - ", "— ", " = ", "日电 ", "日电", "日讯 ", "】", ") "} {
		i := strings.Index(head, d)
		if i < 0 {
			continue
		}
		before, rest := head[:i], strings.TrimSpace(text[i+len(d):])
		switch d {
		case "日电", "日电 ", "日讯 ":
			return withoutBrackets(rest)
		case "】":
			if strings.HasPrefix(head, "【") {
				return rest
			}
		case ") ":
			if strings.HasPrefix(head, "(") && isPlace(before[1:]) {
				return rest
			}
		case " = ":
			if strings.HasPrefix(head, "(") {
				return rest
			}
		default:
			if isPlace(before) {
				return rest
			}
		}
	}
	return text
}

// withoutBrackets cuts the names of reporters off that stand in brackets.
func withoutBrackets(text string) string {
	if rest, ok := strings.CutPrefix(text, "（"); ok {
		if _, after, ok := strings.Cut(rest, "）"); ok {
			return strings.TrimSpace(after)
		}
	}
	return text
}

// isPlace reports whether what stands before a dash is a dateline: few words, all
// with capitals but for a month or a connecting word.
func isPlace(text string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '.' })
	if len(words) == 0 || len(words) > 9 {
		return false
	}
	small, bracket := 0, strings.HasSuffix(strings.TrimSpace(text), ")")
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) {
			small++
		}
	}
	first, _ := utf8.DecodeRuneInString(words[0])
	loud := strings.ToUpper(words[0]) == words[0] && utf8.RuneCountInString(words[0]) > 2
	return unicode.IsUpper(first) && (small == 0 || small == 1 && (loud || bracket))
}
