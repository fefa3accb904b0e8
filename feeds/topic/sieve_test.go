package topic

import (
	"path"
	"slices"
	"strings"
	"testing"
)

func TestTheSieveStopsNoWordThatBeginsAnEntry(t *testing.T) {
	names, err := files.ReadDir("lexicon")
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, f := range names {
		text, err := files.ReadFile(path.Join("lexicon", f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range strings.FieldsFunc(string(text), func(r rune) bool { return strings.ContainsRune(" \n_*!?:", r) }) {
			words = append(words, w, w+"s", w[:len(w)/2])
		}
	}
	slices.Sort(words)
	words = append(slices.Compact(words), "")
	for _, f := range names {
		lang := strings.TrimSuffix(f.Name(), ".txt")
		lists := lexiconsFor(lang)
		l := lists[len(lists)-1]
		if l.anywhere {
			continue
		}
		for i, w := range words {
			phrase := []string{w, words[(i*7919)%len(words)]}
			entry, _ := l.starts.longest(phrase)
			if got, _ := l.longest(phrase); got != entry {
				t.Fatalf("%s: %q is entry %d, with the sieve %d", lang, phrase, entry, got)
			}
		}
	}
}
