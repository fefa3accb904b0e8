package query

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// others are names that other programs have for our fields.
var others = map[string]string{
	"intitle": "title", "subject": "title", "headline": "title", "body": "text", "intext": "text", "writer": "author",
	"source": "from", "site": "from", "channel": "from", "inurl": "url", "tag": "topic", "category": "topic",
	"language": "lang", "date": "on", "until": "before", "older": "before", "newer": "since", "regex": "re", "regexp": "re",
}

// misspelt is a sentence about a word that begins with the name of a field
// spelt wrong, or as another program calls it; empty for any other word. What
// stands before the colon in a time, an address or a title is text.
func misspelt(word string) string {
	i := strings.IndexFunc(word, isColon)
	if i <= 0 {
		return ""
	}
	rest := strings.TrimLeftFunc(word[i:], isColon)
	if rest == "" || strings.HasPrefix(rest, "//") {
		return ""
	}
	name := strings.ToLower(word[:i])
	meant := others[name]
	if meant == "" && len(name) >= 4 {
		meant = near(name)
	}
	if meant == "" {
		return ""
	}
	return fmt.Sprintf("There is no “%s:”; perhaps “%s:” is meant. In quotes it is text.", word[:i], meant)
}

// near is the name of a field that one slip of the finger turns into this one.
func near(name string) string {
	for _, f := range fieldNames {
		if len(f) >= 4 && slip(name, f) {
			return f
		}
	}
	return ""
}

// slip reports whether two words differ by one letter that is missing or too many,
// or by two that changed places; in longer words also by one that is another. Of
// short words too many are words of their own then: "test", "next".
func slip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	from := 0
	for from < len(a) && a[from] == b[from] {
		from++
	}
	restA, restB := a[from:], b[from:]
	switch len(b) - len(a) {
	case 1:
		return restA == restB[1:]
	case 0:
		return len(a) > 4 && restA != "" && restA[1:] == restB[1:] ||
			len(restA) > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2:] == restB[2:]
	}
	return false
}

// fieldNames are in order, so that of several the same is meant each time.
var fieldNames = slices.Sorted(maps.Keys(fields))
