package digest

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"tidings/feeds"
	"tidings/feeds/language"
)

// What a fact weighs that no other source has.
const (
	nameWeight   = 2.0
	numberWeight = 1.5
	pairWeight   = 0.35 // of characters in a script without spaces
)

const (
	// leastOnly is the least weight of what only a sentence says, and onlyShare
	// the least share of it in the sentence.
	leastOnly = 3.5
	onlyShare = 0.35
	// leastShared is how much of what others say, too, ties a sentence to the story.
	leastShared = 2
	// smoothing keeps short sentences from winning because they are short.
	smoothing = 8.0
)

// Only is at most so many sentences with names, numbers and words that no other
// source of a story has, the most telling first and one a source. A sentence must
// also speak of what others speak of. Copies say nothing of their own, and where a
// language has one source only, nothing can be told of it.
func Only(texts []Text, most int) []feeds.Sentence {
	texts = original(texts)
	said := map[string]feeds.FeedID{}
	sources := map[string]map[feeds.FeedID]bool{} // by language
	for _, t := range texts {
		lang := language.Primary(t.Lang)
		if sources[lang] == nil {
			sources[lang] = map[feeds.FeedID]bool{}
		}
		sources[lang][t.Feed] = true
		for _, f := range facts(t.Title+"\n"+t.Text, lang) {
			if who, ok := said[f.key]; ok && who != t.Feed {
				said[f.key] = several
			} else {
				said[f.key] = t.Feed
			}
		}
	}
	var list []candidate
	var scores []float64
	for _, t := range texts {
		if len(sources[language.Primary(t.Lang)]) < 2 {
			continue
		}
		for _, c := range candidates(t) {
			if s := onlyScore(c, t.Lang, said); s > 0 {
				list, scores = append(list, c), append(scores, s)
			}
		}
	}
	return sentences(list, onePerFeed(list, scores, most))
}

// several stands for more than one source.
const several feeds.FeedID = -1

// onlyScore is how much a sentence says that no other source does; zero: not
// enough.
func onlyScore(c candidate, lang string, said map[string]feeds.FeedID) float64 {
	var own, all float64
	shared := 0
	for _, f := range facts(c.Text, language.Primary(lang)) {
		all += f.weight
		if said[f.key] == c.feed {
			own += f.weight
		} else {
			shared++
		}
	}
	if own < leastOnly || own < onlyShare*all || shared < leastShared {
		return 0
	}
	return own / (smoothing + float64(c.words)) * c.alone
}

func firstLetter(s string) rune {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "“「『《（\"«0123456789"))
	return r
}

// A fact of a text is a word, name or number, as it is compared.
type fact struct {
	key    string
	weight float64
}

// stemLetters are those by which longer words are compared.
const stemLetters = 6

// facts are what a text says, each once.
func facts(text, lang string) []fact {
	stop := language.StopWordsOf(lang)
	at := map[string]int{}
	var out []fact
	for w := range language.Words(text) {
		r, size := utf8.DecodeRuneInString(w.Text)
		if stop.Has(w.Text) || !w.Number && size == 1 && len(w.Text) < 3 {
			continue
		}
		f := fact{stem(w.Text), 1}
		if !w.Cap { // names are the same in other languages only as they are written
			f.key = stem(language.Stem(w.Text, lang))
		}
		switch {
		case language.Spaceless(r):
			f.weight = pairWeight
		case w.Number:
			f.weight = numberWeight
		case w.Cap && !w.First && !dates[w.Text]:
			f.weight = nameWeight
		}
		if i, ok := at[f.key]; ok {
			out[i].weight = max(out[i].weight, f.weight)
			continue
		}
		at[f.key] = len(out)
		out = append(out, f)
	}
	return out
}

// stem cuts a word to its first letters, so that its forms are one, and more than
// those: what only seems to be said by others is better left out.
func stem(word string) string {
	n := 0
	for i := range word {
		if n == stemLetters {
			return word[:i]
		}
		n++
	}
	return word
}

// onePerFeed picks so many by their scores, one of each feed.
func onePerFeed(list []candidate, scores []float64, most int) []int {
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	had := map[feeds.FeedID]bool{}
	var out []int
	for _, i := range order {
		if len(out) < most && !had[list[i].feed] {
			had[list[i].feed] = true
			out = append(out, i)
		}
	}
	return out
}
