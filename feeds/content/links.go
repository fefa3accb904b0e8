package content

import (
	"html"
	"iter"
	"strings"
)

// Links yields the addresses of the links in clean HTML, in its order. It only looks
// for what this package writes, so it costs hardly more than reading the text once.
func Links(clean string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for {
			_, rest, ok := strings.Cut(clean, "<a ")
			if !ok {
				return
			}
			_, rest, ok = strings.Cut(rest, `href="`)
			if !ok {
				return
			}
			var address string
			if address, clean, ok = strings.Cut(rest, `"`); !ok || !yield(html.UnescapeString(address)) {
				return
			}
		}
	}
}
