package viewmodel

import (
	"fmt"
	"strings"
)

// shownSources is how many sources of a suggested site are named.
const shownSources = 4

// LinkedBy says which sources link to a site, and in how many articles.
func LinkedBy(names []string, articles int) string {
	shown := names[:min(len(names), shownSources)]
	var list []string
	for _, name := range shown {
		list = append(list, Isolate(name))
	}
	text := strings.Join(list, ", ")
	if more := len(names) - len(shown); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return fmt.Sprintf("%d of your sources link to it, in %s: %s", len(names), plural(articles, "article", "articles"), text)
}
