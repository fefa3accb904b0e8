package story

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

const mostShown = 4 // words in an explanation

// whyJoined explains why the query joins a story: words that both have and how
// long after its latest article, or how long before its first.
func (x *Index) whyJoined(q *query, g *group, d *doc) string {
	if d == nil {
		d = g.members[0]
	}
	return x.why(q, d, g.apart(q.at))
}

// whyAlike explains why an article is like the query.
func (x *Index) whyAlike(q *query, d *doc) string {
	return x.why(q, d, max(q.at-d.at, d.at-q.at))
}

func (x *Index) why(q *query, d *doc, apart int64) string {
	words := x.shared(q, d)
	if at := apartText(time.Duration(apart) * time.Millisecond); at != "" {
		if words == "" {
			return at
		}
		return words + " · " + at
	}
	return words
}

// A sharedWord is a word that two articles have.
type sharedWord struct {
	text   string
	hash   uint32
	name   bool
	weight float32
}

// shared are the weightiest words that two articles share, as a reader knows
// them, names first.
func (x *Index) shared(q *query, d *doc) string {
	list := make([]sharedWord, 0, 16)
	for s := range strings.SplitSeq(q.shown+"\x00"+d.shown, "\x00") {
		h := hashOfLower(s)
		i, ok := slices.BinarySearch(q.terms, h)
		j, too := slices.BinarySearch(d.terms, h)
		if !ok || !too {
			continue
		}
		w := sharedWord{s, h, (q.marks[i]|d.marks[j])&isName != 0, q.weights[i]}
		k := slices.IndexFunc(list, func(w sharedWord) bool { return w.hash == h })
		if k < 0 {
			list = append(list, w)
		} else if list[k].text == strings.ToLower(s) { // only the other text has its capitals
			list[k] = w
		}
	}
	slices.SortStableFunc(list, func(a, b sharedWord) int {
		if a.name != b.name {
			if a.name {
				return -1
			}
			return 1
		}
		return compare(b.weight, a.weight)
	})
	var words []string
	for _, w := range list[:min(len(list), mostShown)] {
		words = append(words, w.text)
	}
	return strings.Join(words, ", ")
}

// hashOfLower is the hash of a word in lower case.
func hashOfLower(word string) uint32 {
	var room [64]byte
	lower := room[:0]
	for i := range len(word) {
		b := word[i]
		if b >= utf8.RuneSelf || i == len(room) {
			return hash(strings.ToLower(word))
		}
		if b >= 'A' && b <= 'Z' {
			b |= 0x20
		}
		lower = append(lower, b)
	}
	return hash(lower)
}

// apartText says how far apart two articles are in time; empty for the same
// minute.
func apartText(d time.Duration) string {
	switch {
	case d < time.Minute:
		return ""
	case d < time.Hour:
		return fmt.Sprintf("%d min apart", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h apart", int(d.Hours()))
	}
	return fmt.Sprintf("%d days apart", int(d.Hours()/24))
}
