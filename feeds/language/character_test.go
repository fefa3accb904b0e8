package language

import (
	"slices"
	"testing"
)

func TestCharactersAreWhatReadersTakeForOne(t *testing.T) {
	for text, want := range map[string][]string{
		"":                     nil,
		"ab":                   {"a", "b"},
		"e\u0301a":             {"e\u0301", "a"},
		"\r\n\n":               {"\r\n", "\n"},
		"ที่น้ำ":               {"ที่", "น้ำ"},
		"हिन्दी":               {"हि", "न्दी"},
		"क्\u200dष":            {"क्\u200dष"},
		"\u1112\u1161\u11ab한글": {"\u1112\u1161\u11ab", "한", "글"},
		"🇻🇳🇩🇪":                 {"🇻🇳", "🇩🇪"},
		"👩🏽‍🚒👨‍👩‍👧!":           {"👩🏽‍🚒", "👨‍👩‍👧", "!"},
		"❤️x":                  {"❤️", "x"},
		"مُحَ":                 {"مُ", "حَ"},
		"\xffa":                {"\xff", "a"},
		"が東":                   {"が", "東"},
	} {
		var got []string
		for rest := text; rest != ""; {
			n := Character(rest)
			got = append(got, rest[:n])
			rest = rest[n:]
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q", text, got)
		}
	}
	if Character("") != 0 {
		t.Error("an empty text has a character")
	}
}
