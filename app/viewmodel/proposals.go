package viewmodel

import (
	"strings"
)

// A Proposal is a row of the list below the search box: a way to go on, a search of
// before, the way to the help, or a heading above some of them.
type Proposal struct {
	Heading string // not empty: a heading and nothing else

	Text  string // the search when it is taken
	At    int    // the caret then, in bytes
	Label string
	Hint  string
	Whole bool // it is a whole search: taking it searches
	Help  bool // it leads to the page that explains the language
}

// Measures of the list below the search box.
const (
	maxRecent   = 10 // searches that are remembered
	shownRecent = 5  // of them in the list
	shownFields = 8
)

// Idle is the list below an empty search box: what was searched for last, then the
// fields that are asked for most.
func Idle(recent []string, fields []Proposal) []Proposal {
	var out []Proposal
	if len(recent) > 0 {
		out = append(out, Proposal{Heading: "Recent searches"})
	}
	for _, text := range recent[:min(len(recent), shownRecent)] {
		out = append(out, Proposal{Text: text, At: len(text), Label: text, Whole: true})
	}
	out = append(out, Proposal{Heading: "Narrow it down"})
	out = append(out, fields[:min(len(fields), shownFields)]...)
	return append(out, Proposal{Label: "All fields and signs…", Help: true})
}

// Remember puts a search in front of those of before.
func Remember(recent []string, text string) []string {
	text = strings.TrimSpace(text)
	if text == "" {
		return recent
	}
	out := []string{text}
	for _, t := range recent {
		if t != text && len(out) < maxRecent {
			out = append(out, t)
		}
	}
	return out
}

// A Mistake is what of a search cannot be understood.
type Mistake struct {
	Message              string
	Before, Wrong, After string // the search, parted around the mistake
	From, To             int    // of the mistake, in bytes
}

// NewMistake parts a search around the mistake in it. Positions that are not in the
// text are moved to its ends.
func NewMistake(message, text string, from, to int) Mistake {
	from = min(max(from, 0), len(text))
	to = min(max(to, from), len(text))
	return Mistake{message, text[:from], text[from:to], text[to:], from, to}
}
