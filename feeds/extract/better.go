package extract

import (
	"strings"
	"unicode"

	"tidings/feeds/content"
)

// Better reports whether an article of a page should be shown instead of what
// the feed itself gave. It must be the same article and no list of links, and
// have more to read, without losing the feed's pictures: pages that ask for
// consent, that show the site's news, or only the lead of what the feed has
// whole are not better.
func (a *Article) Better(own content.Cleaned) bool {
	blocks := content.Blocks(a.HTML)
	w := weigh(blocks)
	if own.Text == "" {
		return a.Text != "" && w.links*2 <= w.text && !isNotice(a.Text)
	}
	more := len(a.Text)*10 > len(own.Text)*11
	if !more || w.links*2 > w.text || contradicts(a.Text, own.Text) || isNotice(a.Text) {
		return false
	}
	if lost := countPictures(own.HTML) - w.pictures; lost > 0 && w.pictures == 0 && len(a.Text) < 2*len(own.Text) {
		return false
	}
	return sharesWords(a.Title+" "+a.Text, own.Text)
}

func countPictures(clean string) int { return strings.Count(clean, "<img ") }

// sharesWords reports whether a text speaks of what a lead speaks of: some of
// the lead's longer words are in it. Leads that are too short to tell pass, and
// addresses do not count: some feeds give nothing but links.
func sharesWords(text, lead string) bool {
	there := map[string]bool{}
	for w := range longWords(text) {
		there[w] = true
	}
	var said []string
	for w := range strings.FieldsSeq(lead) {
		if !strings.Contains(w, "://") {
			said = append(said, w)
		}
	}
	all, shared := 0, 0
	for w := range longWords(strings.Join(said, " ")) {
		if all++; there[w] {
			shared++
		}
		if all >= 200 {
			break
		}
	}
	return all < 6 || shared > 0 && shared*8 >= all
}

// longWords yields the words of more than three letters in small letters, cut to
// six, and each two neighbours where a script does not part words.
func longWords(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		word := make([]rune, 0, 32)
		var last rune
		for _, r := range s + " " {
			switch {
			case r >= 0x2E80 && r < 0xD7B0 || r >= 0x0E00 && r < 0x0F00:
				if last != 0 && !yield(string([]rune{last, r})) {
					return
				}
				last = r
				continue
			case unicode.IsLetter(r) || unicode.IsMark(r):
				word = append(word, unicode.ToLower(r))
				continue
			}
			last = 0
			if len(word) > 3 && !yield(string(word[:min(len(word), 6)])) {
				return
			}
			word = word[:0]
		}
	}
}
