package language

import (
	"slices"
	"strings"
	"testing"
)

func TestACutHasTheFirstWordsOfHeadlineAndText(t *testing.T) {
	long := strings.Repeat("The ferries of the harbour are running again. ", 60)
	var c Cut
	for _, lang := range []string{"en", "", "zh"} {
		c.Take(samples["en"][0], long, lang)
		for part, test := range map[string]struct {
			text string
			got  []Token
		}{"headline": {samples["en"][0], c.Title}, "text": {long, c.Text}} {
			want := slices.Collect(Words(test.text))
			want = want[:min(len(want), CutWords)]
			if len(test.got) != len(want) {
				t.Fatalf("%s: %d words, want %d", part, len(test.got), len(want))
			}
			for i, w := range test.got {
				if w.Word != want[i] || w.Stop != StopWordsOf(lang).Has(w.Text) {
					t.Errorf("%s, word %d is %+v, want %+v", part, i, w, want[i])
				}
			}
		}
	}
}

func TestACutThatIsReleasedHoldsNothing(t *testing.T) {
	var c Cut
	c.Take(samples["de"][0], samples["de"][1], "de")
	c.Release()
	for _, w := range slices.Concat(c.Title, c.Text[:cap(c.Text)]) {
		if w != (Token{}) {
			t.Fatalf("it still has %q", w.Text)
		}
	}
}
