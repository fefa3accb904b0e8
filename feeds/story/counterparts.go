package story

import (
	"slices"

	"tidings/feeds"
)

// A Counterpart is a story in another language that seems to tell of the same event.
type Counterpart struct {
	Story feeds.StoryID
	Lang  string  // BCP 47, as far as two or three letters tell it
	Score float64 // how many names that nobody else has speak for it
}

// What two languages share are names and numbers, and words that only look alike. So
// only names count, and several of them are wanted, which few articles have.
const (
	sharedNames     = 2
	sharedEvidence  = 1.8 // in names that nobody else has
	counterpartSpan = 3 * 24 * 60 * 60 * 1000
)

// Counterparts are at most k stories in other languages that share the names of one
// and are near it in time, the likeliest first, one a language. It suggests: names
// alone are too little to join stories, and scripts that write them otherwise are not
// reached.
func (x *Index) Counterparts(id feeds.StoryID, k int) []Counterpart {
	members := x.members(id)
	if len(members) == 0 {
		return nil
	}
	names, langs := namesOf(members), map[uint16]bool{}
	for _, d := range members {
		langs[d.lang] = true
	}
	first, last := members[0].at, members[0].at
	for _, d := range members {
		first, last = min(first, d.at), max(last, d.at)
	}
	best := map[uint16]Counterpart{}
	for _, d := range x.docs[x.gone:] {
		if d == nil || langs[d.lang] || d.at < first-counterpartSpan || d.at > last+counterpartSpan {
			continue
		}
		score := x.sharedNames(names, d.Vector)
		if b, ok := best[d.lang]; score >= sharedEvidence && (!ok || score > b.Score) {
			best[d.lang] = Counterpart{x.storyOf(d), tagOf(d.lang), score}
		}
	}
	out := make([]Counterpart, 0, len(best))
	for _, c := range best {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Counterpart) int {
		switch {
		case a.Score != b.Score:
			return -compare(float32(a.Score), float32(b.Score))
		case a.Lang < b.Lang:
			return -1
		}
		return 1
	})
	return out[:min(len(out), k)]
}

// namesOf are the names in the articles of a story.
func namesOf(members []*doc) map[uint32]bool {
	names := map[uint32]bool{}
	for _, d := range members {
		for i, t := range d.terms {
			if d.marks[i]&isName != 0 {
				names[t] = true
			}
		}
	}
	return names
}

// sharedNames is how much the names of an article speak for a story, in names that
// nobody else has; zero for too few.
func (x *Index) sharedNames(names map[uint32]bool, v *Vector) float64 {
	n, sum := 0, float32(0)
	x.weighLightly(&Vector{lang: v.lang})
	for i, t := range v.terms {
		if v.marks[i]&isName != 0 && names[t] {
			n++
			sum += x.idf(t)
		}
	}
	if n < sharedNames {
		return 0
	}
	return float64(sum) / x.rare()
}

// tagOf is the language that a number stands for, see langOf; languages of three
// letters share theirs.
func tagOf(n uint16) string {
	if n < 27*27 && n/27 > 0 && n%27 > 0 {
		return string([]byte{byte(n/27) + 'a' - 1, byte(n%27) + 'a' - 1})
	}
	return ""
}
