package digest

import (
	"cmp"
	"math"
	"slices"

	"tidings/feeds"
	"tidings/feeds/language"
)

const (
	// lead is in how many sentences the prior of a place falls to 1/e of what it
	// was: news says first what counts.
	lead = 3.0
	// titled is what a sentence gains that has all words of the title.
	titled = 1.0
	// repeated is how much of its score a sentence loses for what was said already.
	repeated = 0.9
	// sameSaid is the likeness from which on two sentences say the same.
	sameSaid = 0.55
)

// Summary is the n sentences that say best what an article says, in their order,
// each as it stands in the text. Sentences are ranked as those that others are
// like (LexRank, Erkan & Radev 2004), with a bias to the beginning and to the
// words of the title (Otterbacher, Erkan & Radev 2009), and chosen one after
// another for what is new in them (maximal marginal relevance, Carbonell &
// Goldstein 1998). There are none for a text that is no longer than that.
func Summary(t Text, n int) []feeds.Sentence {
	list := candidates(t)
	if len(list) <= n {
		return nil
	}
	idf := weigh(list)
	title := titleOf(t, idf)
	bias := make([]float64, len(list))
	like := square(len(list))
	for i := range list {
		c := &list[i]
		bias[i] = c.alone * (math.Exp(-float64(c.place)/lead) + titled*cosine(c, &title) + 0.05)
		for j := range i {
			like[i][j] = cosine(c, &list[j])
			like[j][i] = like[i][j]
		}
	}
	scores := central(like, bias)
	for i := range scores {
		scores[i] *= list[i].alone
	}
	chosen := choose(list, scores, n, 1)
	slices.SortFunc(chosen, func(a, b int) int { return cmp.Compare(list[a].place, list[b].place) })
	return sentences(list, chosen)
}

func square(n int) [][]float64 {
	room := make([]float64, n*n)
	out := make([][]float64, n)
	for i := range out {
		out[i] = room[i*n : (i+1)*n]
	}
	return out
}

// titleOf is the title as a sentence among others.
func titleOf(t Text, idf map[uint64]float64) candidate {
	terms, _ := termsOf(t.Title, language.Primary(t.Lang))
	for i := range terms {
		terms[i].weight *= idf[terms[i].hash]
	}
	return candidate{terms: terms, norm: length(terms)}
}

// choose takes n sentences one after another, each time the one with the highest
// score after what those taken say already, and after its source had a turn: then
// it counts another share for each. None says the same again.
func choose(list []candidate, scores []float64, n int, another float64) []int {
	scores = slices.Clone(scores)
	var out []int
	for len(out) < n {
		best := -1
		for i, s := range scores {
			if s > 0 && (best < 0 || s > scores[best]) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		out = append(out, best)
		for i := range scores {
			like := cosine(&list[i], &list[best])
			if like >= sameSaid {
				scores[i] = 0
			}
			scores[i] *= 1 - repeated*like
			if list[i].feed == list[best].feed {
				scores[i] *= another
			}
		}
	}
	return out
}

func sentences(list []candidate, chosen []int) []feeds.Sentence {
	var out []feeds.Sentence
	for _, i := range chosen {
		out = append(out, list[i].Sentence)
	}
	return out
}

const (
	// mostTexts of a story are read, and storySentences of each.
	mostTexts      = 24
	storySentences = 12
	// anotherTurn is what a second sentence of a source counts.
	anotherTurn = 0.75
)

// Story is the n sentences that say best what the texts of a story say: what most
// sources agree on first, from different sources, nothing twice. They are in one
// language: lang if there are texts in it, else that of most. They are found as in
// Summary, but only the likeness to sentences of other sources counts, unless
// there is one source only. Copies of a text count once.
func Story(texts []Text, lang string, n int) []feeds.Sentence {
	texts = original(texts)
	lang = spoken(texts, lang)
	var list []candidate
	var titles []Text
	feedsOf := map[feeds.FeedID]bool{}
	for _, t := range texts {
		if language.Primary(t.Lang) != lang || len(titles) == mostTexts {
			continue
		}
		own := candidates(t)
		list = append(list, own[:min(len(own), storySentences)]...)
		titles = append(titles, t)
		feedsOf[t.Feed] = true
	}
	if len(list) == 0 {
		return nil
	}
	idf := weigh(list)
	bias := make([]float64, len(list))
	like := square(len(list))
	about := make([]candidate, len(titles))
	for i, t := range titles {
		about[i] = titleOf(t, idf)
	}
	for i := range list {
		c := &list[i]
		var near float64
		for j := range about {
			near += cosine(c, &about[j]) / float64(len(about))
		}
		bias[i] = c.alone * (math.Exp(-float64(c.place)/lead) + 2*titled*near + 0.05)
		for j := range i {
			if len(feedsOf) == 1 || c.feed != list[j].feed {
				like[i][j] = cosine(c, &list[j])
				like[j][i] = like[i][j]
			}
		}
	}
	scores := central(like, bias)
	for i := range scores {
		scores[i] *= list[i].alone
	}
	return sentences(list, choose(list, scores, n, anotherTurn))
}

// spoken is the language of a digest: the one wanted if there are texts in it,
// else that of most, of the earliest if several have as many.
func spoken(texts []Text, lang string) string {
	lang = language.Primary(lang)
	count := map[string]int{}
	best := ""
	for _, t := range texts {
		count[language.Primary(t.Lang)]++
	}
	if lang != "" && count[lang] > 0 {
		return lang
	}
	for i, t := range texts {
		if l := language.Primary(t.Lang); i == 0 || count[l] > count[best] {
			best = l
		}
	}
	return best
}
