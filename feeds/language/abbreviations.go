package language

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed abbreviations.txt
var abbreviationText string

// An abbreviation is a word that is written with a full stop.
type abbreviation uint8

const (
	noAbbreviation abbreviation = iota
	mayEnd                      // a sentence: "etc.", "Inc."
	neverEnds                   // one: "Dr."
)

// abbreviations of each language, without their last full stop. English ones are
// found in many texts that state another language and serve those without a list.
var abbreviations = sync.OnceValue(func() map[string]map[string]abbreviation {
	all := map[string]map[string]abbreviation{}
	for line := range strings.Lines(abbreviationText) {
		tag, list, _ := strings.Cut(line, ":")
		kind := neverEnds
		if lang, ok := strings.CutSuffix(tag, "+"); ok {
			tag, kind = lang, mayEnd
		}
		if all[tag] == nil {
			all[tag] = map[string]abbreviation{}
		}
		for _, w := range strings.Fields(list) {
			all[tag][w] = kind
		}
	}
	return all
})

func abbreviationsOf(lang string) map[string]abbreviation {
	if own, ok := abbreviations()[lang]; ok {
		return own
	}
	return abbreviations()["en"]
}

// ordinals reports the languages that write "5." for "the fifth" and "XVI." for "the
// sixteenth".
func ordinals(lang string) bool {
	switch lang {
	case "de", "lb", "da", "nb", "nn", "cs", "sk", "sl", "hr", "bs", "sr", "hu", "fi", "et", "lv", "pl", "tr", "is", "fo", "eu":
		return true
	}
	return false
}

// capitalNouns reports those of them in which a capital behind "5." does not speak
// for a new sentence.
func capitalNouns(lang string) bool { return lang == "de" || lang == "lb" || lang == "tr" }
