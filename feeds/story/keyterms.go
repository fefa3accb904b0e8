package story

import (
	"slices"
	"time"

	"tidings/feeds"
)

// A KeyTerm is a word of a text that tells it from others, in lower case, with what
// it weighs.
type KeyTerm struct {
	Text   string
	Weight float64
}

// KeyTerms are the k words of an article that tell it best from all others, best
// first: rare words that it repeats, names and words of its title. A
// search for articles that have several of them finds what belongs together.
func (x *Index) KeyTerms(d Doc, k int) []KeyTerm {
	c := counters.Get().(*counter)
	defer c.release()
	c.reset(d.Lang)
	cut := c.cutOf(d)
	c.read(cut.Title, titleWeight, inTitle)
	c.read(cut.Text, 1, 0)
	x.weighLightly(&Vector{lang: langOf(d.Lang)}) // idf is of this moment and language
	var out []KeyTerm
	for _, t := range c.terms {
		idf := x.idf(t.hash)
		if t.text == "" || idf == 0 {
			continue
		}
		out = append(out, KeyTerm{t.text, float64(markOf(t.count).weight() * idf * idf)})
	}
	slices.SortStableFunc(out, func(a, b KeyTerm) int { return compare(float32(b.Weight), float32(a.Weight)) })
	return slices.Clip(out[:min(len(out), k)])
}

// Reach is how far the index remembers: the oldest article, by its ID and time. The
// ID is zero while there is none.
func (x *Index) Reach() (feeds.ArticleID, time.Time) {
	for _, d := range x.docs[x.gone:] {
		if d != nil {
			return d.article, d.Time()
		}
	}
	return 0, time.Time{}
}
