package viewmodel

import (
	"fmt"
	"strings"

	"tidings/feeds"
)

// Found says how many articles a search has, of which at most so many were counted.
func Found(n, most int) string {
	switch {
	case n > most:
		return fmt.Sprintf("more than %d articles", most)
	case n == 1:
		return "1 article"
	}
	return fmt.Sprintf("%d articles", n)
}

// An Offer is a wider search, where one has found nothing.
type Offer struct {
	Name  string
	Scope feeds.Scope
}

// Nothing is what the list says where a search has found nothing, with wider ones.
// unindexed is how many articles cannot be found yet.
func Nothing(in feeds.Scope, known Known, unindexed int) (string, []Offer) {
	limits := Limits(in, known)
	topics := len(in.Topics)+len(in.Without) > 0
	text, offers := "Nothing matches "+Isolate("“"+strings.TrimSpace(in.Text)+"”")+".", []Offer(nil)
	if len(limits) > 0 || topics {
		text = "Nothing here matches " + Isolate("“"+strings.TrimSpace(in.Text)+"”") + ".\n\nSearched: " + Where(in, known)
		offers = append(offers, Offer{"Search everywhere", feeds.Scope{Text: in.Text, Order: in.Order}})
	} else {
		text += "\n\nFewer words find more."
	}
	if len(limits) > 0 && topics {
		wider := in
		wider.Topics, wider.Without = nil, nil
		offers = append(offers, Offer{"Any topic", wider})
	}
	if unindexed > 0 {
		text += fmt.Sprintf("\n\nThe search index is still being filled: about %s cannot be found yet.", Found(unindexed, unindexed))
	}
	return text, offers
}

// Mark puts marks around ranges of bytes, which must be in order and in the text.
func Mark(text string, ranges [][2]int, start, end string) string {
	if len(ranges) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, r := range ranges {
		b.WriteString(text[at:r[0]] + start + text[r[0]:r[1]] + end)
		at = r[1]
	}
	return b.String() + text[at:]
}

// Highlight gives rows the titles in which marks stand around what was found.
func Highlight(rows []Row, titles map[feeds.ArticleID]string) {
	for i := range rows {
		rows[i].Marked = titles[rows[i].ID]
	}
}

// Matches says how many stored articles a search or rule is about.
func Matches(n, most int) string {
	switch {
	case n == 0:
		return "Matches nothing that is stored so far."
	case n > most:
		return fmt.Sprintf("Matches more than %d stored articles.", most)
	case n == 1:
		return "Matches 1 stored article."
	}
	return fmt.Sprintf("Matches %d stored articles.", n)
}

// Nearer cuts the beginning of a snippet, so that at most so many letters stand
// before what was found: in a short line it would not be seen.
func Nearer(snippet, mark string, most int) string {
	i := strings.Index(snippet, mark)
	if i < 0 {
		return snippet
	}
	before := []rune(snippet[:i])
	if len(before) <= most {
		return snippet
	}
	cut := len(before) - most
	for at := cut; at < len(before)-1; at++ {
		if before[at] == ' ' {
			cut = at + 1
			break
		}
	}
	return "…" + string(before[cut:]) + snippet[i:]
}
