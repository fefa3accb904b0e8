package digest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tidings/feeds"
	"tidings/feeds/language"
)

// The length of a run of characters that is taken for a name.
const (
	leastRun = 3
	mostRun  = 8
)

// sharedRuns are the runs of at least three characters of Chinese or Japanese that
// so many sources have, with the texts that have them. A run lies between marks
// and the characters of grammar, and goes as far as the sources agree; it is no
// part of another one. Where neither signs nor grammar part words, as in Thai,
// there are none.
func sharedRuns(texts []Text, least int) map[string][]int {
	triples := map[string]*tally{}
	for _, t := range texts {
		for piece := range pieces(t) {
			for i := range len(piece) - leastRun + 1 {
				count(triples, string(piece[i:i+leastRun]), t.Feed)
			}
		}
	}
	found := map[string]*tally{}
	where := map[string][]int{}
	for n, t := range texts {
		for piece := range pieces(t) {
			for i := 0; i+leastRun <= len(piece); i++ {
				j := i
				for j+leastRun <= len(piece) && triples[string(piece[j:j+leastRun])].n >= least {
					j++
				}
				if size := j - i + leastRun - 1; j > i && size <= mostRun {
					run := string(piece[i : i+size])
					count(found, run, t.Feed)
					if w := where[run]; len(w) == 0 || w[len(w)-1] != n {
						where[run] = append(w, n)
					}
				}
				i = max(i, j)
			}
		}
	}
	for run := range where {
		if found[run].n < least || partOf(run, found, least) {
			delete(where, run)
		}
	}
	return where
}

// A tally counts sources.
type tally struct {
	n  int
	by map[feeds.FeedID]bool
}

func count(in map[string]*tally, run string, feed feeds.FeedID) {
	t := in[run]
	if t == nil {
		t = &tally{by: map[feeds.FeedID]bool{}}
		in[run] = t
	}
	if !t.by[feed] {
		t.by[feed] = true
		t.n++
	}
}

// partOf reports whether a longer run is in as many sources.
func partOf(run string, found map[string]*tally, least int) bool {
	for other, t := range found {
		if len(other) > len(run) && t.n >= max(least, found[run].n) && strings.Contains(other, run) {
			return true
		}
	}
	return false
}

// mostRead is how many bytes of a text are looked through for runs.
const mostRead = 1500

// pieces are what stands between marks and characters of grammar in a text.
func pieces(t Text) func(yield func([]rune) bool) {
	japanese := language.Primary(t.Lang) == "ja"
	return func(yield func([]rune) bool) {
		var piece []rune
		text := t.Title + "\n" + t.Text
		for _, r := range text[:cut(text, mostRead)] + "\n" {
			if unicode.In(r, unicode.Han, unicode.Katakana) && r != utf8.RuneError && (japanese || !strings.ContainsRune(functions, r)) || r == 'ー' || r == '·' {
				piece = append(piece, r)
				continue
			}
			if len(piece) >= leastRun && !yield(piece) {
				return
			}
			piece = piece[:0]
		}
	}
}
