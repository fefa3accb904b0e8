package parse

import (
	"slices"

	ext "github.com/mmcdole/gofeed/extensions"

	"tidings/feeds"
)

// relate adds a link, unless the same is there already. A link to where the
// article itself is says nothing.
func relate(e *feeds.Entry, l feeds.Link) {
	same := func(other feeds.Link) bool { return other.Rel == l.Rel && other.URL == l.URL }
	if l.URL == "" || l.URL == e.Link || len(e.Links) == maxParts || slices.ContainsFunc(e.Links, same) {
		return
	}
	e.Links = append(e.Links, l)
}

// podcast reads the chapters and transcripts of Podcasting 2.0
// (https://podcasting2.org/docs/podcast-namespace). A transcript often comes in
// several types and languages; all are kept, in the publisher's order.
func (m *mapping) podcast(o origin, e *feeds.Entry, x ext.Extensions) {
	for _, c := range x["podcast"]["chapters"] {
		relate(e, feeds.Link{Rel: feeds.RelChapters, URL: m.link(o, "chapters", c.Attrs["url"]), Type: c.Attrs["type"]})
	}
	for _, t := range x["podcast"]["transcript"] {
		relate(e, feeds.Link{
			Rel: feeds.RelTranscript, URL: m.link(o, "transcript", t.Attrs["url"]),
			Type: t.Attrs["type"], Language: languageTag(t.Attrs["language"]),
		})
	}
}
