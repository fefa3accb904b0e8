package topic

import (
	"reflect"
	"testing"
)

func TestAReadingDoesNotDependOnWhatWasReadBefore(t *testing.T) {
	fresh := make([]Reading, len(news))
	for i, n := range news {
		fresh[i] = Read(Doc{Title: n.title, Text: n.text, Lang: n.lang})
	}
	for i := len(news) - 1; i >= 0; i-- { // on memory that longer and shorter texts of other languages used
		n := news[i]
		if again := Read(Doc{Title: n.title, Text: n.text, Lang: n.lang}); !reflect.DeepEqual(again, fresh[i]) {
			t.Errorf("%q: %v, then %v", n.title, fresh[i], again)
		}
	}
}

func TestBytesThatEndAlikeAreDifferentBytes(t *testing.T) {
	var words trie
	*words.end("xa", false) = 1
	*words.end("x!", false) = 2 // 'a' and '!' have the same low six bits
	for word, want := range map[string]int32{"xa": 1, "x!": 2, "x\xa1": 0, "x\xe1": 0} {
		if got, _ := words.longest([]string{word}); got != want {
			t.Errorf("%q: entry %d, want %d", word, got, want)
		}
	}
}
