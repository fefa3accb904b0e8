// Package language tells the language of a text, cuts texts into sentences and
// words, and folds texts so that a search finds them.
//
// Three things need words and need them differently. The language of an article
// is told from its script, and where that is not enough from the pieces of its
// words and from what the publisher says (Of). Stories and topics compare words as
// they are written, in lower case (Words), or without their endings (Stem), and
// know names and numbers by their shape (Spans). The search index holds words as
// people type them, without diacritics (Fold, FoldQuery, Find). In all three a
// script without spaces between words is cut into overlapping pairs of
// characters: that is enough to search, to compare and to sort by topic, and
// needs no dictionary.
package language

import (
	"strings"

	"golang.org/x/text/language"
)

// Primary is the primary tag of what a publisher states as the language: "en"
// for "en-US", "EN_us" and "eng". It is empty for what is no tag. Norwegian
// without a written form is Bokmål, "nb".
func Primary(tag string) string {
	tag, _, _ = strings.Cut(strings.TrimSpace(tag), "-")
	tag, _, _ = strings.Cut(tag, "_")
	tag = strings.ToLower(tag)
	if _, ok := known[tag]; ok {
		return tag
	}
	switch tag {
	case "", "mul", "und", "zxx":
		return ""
	case "no", "nor":
		return "nb"
	case "in": // this one and the next as they were called before 1989
		return "id"
	case "iw":
		return "he"
	case "cmn":
		return "zh"
	case "arb":
		return "ar"
	case "fil":
		return "tl"
	}
	base, err := language.ParseBase(tag)
	if err != nil {
		return ""
	}
	return base.String()
}

// about has what is known of a language.
type about struct {
	name    string
	speed   int // words a minute
	scripts []script
}

// Name is what the language calls itself: "Deutsch" for "de". It is the tag for
// a language it does not know.
func Name(tag string) string {
	if l, ok := known[Primary(tag)]; ok {
		return l.name
	}
	return tag
}

// ReadingSpeed is how many words a minute people read in silence, where a script
// without spaces counts half a word a character. Round figures.
func ReadingSpeed(tag string) int {
	if s := known[Primary(tag)].speed; s > 0 {
		return s
	}
	return 230
}

// writes reports whether a language is written in a script.
func writes(tag string, s script) bool {
	l, ok := known[tag]
	if !ok {
		return s == latin && tag != ""
	}
	for _, own := range l.scripts {
		if own == s {
			return true
		}
	}
	return false
}
