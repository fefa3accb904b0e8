package typeset

import (
	"fmt"
	"strings"
	"testing"
)

// digits writes levels as one digit each.
func digits(level []uint8, n int) string {
	if level == nil {
		return strings.Repeat("0", n)
	}
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(level), " ", ""), "[]")
}

func TestLevelsFollowTheBidirectionalAlgorithm(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		base uint8
		want string
	}{
		"Latin alone":                           {"abc 12", 0, "000000"},
		"Latin in a right-to-left text":         {"abc", 1, "222"},
		"Hebrew in Latin":                       {"a בג d", 0, "001100"},
		"number after Hebrew":                   {"בג 12", 0, "11122"},
		"number after Hebrew, then Latin":       {"ב 1 a", 0, "11200"},
		"number after Arabic is Arabic":         {"ب 1.5%", 1, "112221"},
		"number with its sign after Hebrew":     {"ב -1.5%", 1, "1112222"},
		"brackets follow the text around them":  {"a (בג) d", 0, "00011000"},
		"brackets belong to the Hebrew before":  {"אב(גד[&ef].", 1, "11111112211"},
		"bracket pair takes the context":        {"a(b)c[ב]", 0, "00000010"},
		"unpaired brackets are neutral":         {"ב) a", 0, "1000"},
		"isolate does not touch its neighbours": {"a\u2067בa\u2069b", 0, "001200"},
		"first-strong isolate":                  {"a\u2068ב1\u2069 1", 0, "0012000"},
		"override":                              {"a\u202Ebc\u202Cd", 0, "001110"},
		"embedding":                             {"ב\u202Aa ג\u202C", 1, "112233"},
		"newline resets":                        {"ב\na", 0, "100"},
		"PDI without isolate":                   {"ב\u2069ג", 0, "111"},
	} {
		text := []rune(test.text)
		if got := digits(levels(text, test.base), len(text)); got != test.want {
			t.Errorf("%s: levels of %q are %s, not %s", name, test.text, got, test.want)
		}
	}
}

func TestBaseDirectionIsThatOfTheFirstLetter(t *testing.T) {
	for text, want := range map[string]uint8{
		"":                            0,
		"12 — “":                      0,
		"1. abc ב":                    0,
		"2026: בג abc":                1,
		"\u2067ב\u2069 abc":           0,
		"(ب":                          1,
		"\u2067\u2067ב\u2069 x\u2069": 0,
	} {
		if got := firstStrong([]rune(text)); got != want {
			t.Errorf("base level of %q is %d, not %d", text, got, want)
		}
	}
}

func TestDeepNestingStaysWithinTheDeepestLevel(t *testing.T) {
	text := []rune(strings.Repeat("\u202B", 500) + "a" + strings.Repeat("\u2067ב", 500))
	for i, l := range levels(text, 0) {
		if l > maxDepth+2 {
			t.Fatalf("level of rune %d is %d", i, l)
		}
	}
}
