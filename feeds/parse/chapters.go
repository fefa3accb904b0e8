package parse

import (
	"fmt"
	"html"
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"

	"tidings/feeds"
)

// maxChapters is how many chapters of a recording are listed.
const maxChapters = 500

// simpleChapters lists the chapters that stand in the item itself (Podlove Simple
// Chapters, https://podlove.org/simple-chapters) below its text, unless the text names
// them already, as show notes often do.
func (m *mapping) simpleChapters(o origin, e *feeds.Entry, x ext.Extensions) {
	groups := x["psc"]["chapters"]
	if len(groups) == 0 {
		return
	}
	var list strings.Builder
	all, named := 0, 0
	text := e.Summary + e.Content
	for _, group := range groups {
		for _, c := range group.Children["chapter"] {
			title, at := plain(c.Attrs["title"]), chapterTime(c.Attrs["start"])
			if title == "" || at == "" || all == maxChapters {
				continue
			}
			all++
			if strings.Contains(text, title) || strings.Contains(text, html.EscapeString(title)) {
				named++
			}
			title = html.EscapeString(title)
			if address := m.link(o, "chapter", c.Attrs["href"]); isWeb(address) {
				title = `<a href="` + html.EscapeString(address) + `">` + title + `</a>`
			}
			list.WriteString("<li>" + at + " " + title + "</li>")
		}
	}
	if all == 0 || 2*named > all {
		return
	}
	to := &e.Content
	if e.Content == "" {
		to = &e.Summary
	}
	*to += "<ul>" + list.String() + "</ul>"
}

// chapterTime is when a chapter begins, as people write it: 1:02:03 or 2:03; empty: the
// text is no time.
func chapterTime(text string) string {
	text = strings.TrimSpace(text)
	at := duration(text)
	if text == "" || at == 0 && strings.Trim(text, "0:.") != "" {
		return ""
	}
	seconds := int(at.Seconds())
	if h := seconds / 3600; h > 0 {
		return fmt.Sprintf("%d:%02d:%02d", h, seconds/60%60, seconds%60)
	}
	return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
}
