package typeset

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/go-text/typesetting/segmenter"
)

// byRule are the places that the rules give when they are applied to all runes.
func byRule(text []rune) (out []int) {
	var seg segmenter.Segmenter
	seg.Init(text)
	lines := seg.LineIterator()
	for lines.Next() {
		l := lines.Line()
		out = append(out, l.Offset+len(l.Text))
	}
	return out
}

func found(text []rune) (out []int) {
	c := chances{text: text, f: func(to int) { out = append(out, to) }}
	c.find()
	return out
}

func TestShortcutsFindTheSamePlacesAsTheRules(t *testing.T) {
	var texts []string
	for _, x := range hardTexts() {
		var b strings.Builder
		for _, s := range x.spans {
			b.WriteString(s.Text)
		}
		texts = append(texts, b.String())
	}
	texts = append(texts, prose, "a\n\nb\n", "\n", " lead", "a  b", "a \n b", "“said” (the", "x ! y", "a ” b", "")
	r := rand.New(rand.NewSource(5))
	parts := strings.Fields(`the Harbour 3,482.5 it’s “so” said,” (that) [x] a. b! c? d; (e f) g” “h i’ ‘j - — – 40% €5 a/b c-d ` +
		`中文， שלום ไทย 🇻🇳 e.g. U.S. ... … « » „x“ ! ) ( ] [ " ' ” “ a"b x:y :: 1. .5 ö ﬁ ж α e` + "\u0301 a\u00a0b a\u200bb a\u2060b 5' \u00ad")
	for range 3000 {
		var b strings.Builder
		for range 1 + r.Intn(9) {
			b.WriteString(parts[r.Intn(len(parts))])
			b.WriteString([]string{" ", " ", " ", "  ", "\n", "", " \n", "\n\n"}[r.Intn(8)])
		}
		texts = append(texts, b.String())
	}
	for _, s := range texts {
		text := []rune(s)
		if got, want := found(text), byRule(text); !slices.Equal(got, want) {
			t.Fatalf("%q: places %s, by the rules %s", s, fmt.Sprint(got), fmt.Sprint(want))
		}
	}
}
