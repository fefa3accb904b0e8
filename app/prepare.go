package app

import (
	"cmp"
	"strings"
	"time"

	"tidings/feeds"
	"tidings/feeds/content"
	"tidings/storage"
)

// leadRunes is how much of an article stands below its headline in a list.
const leadRunes = 280

// prepare cleans an entry. site and lang are the feed's own, for entries that
// say nothing themselves. It cannot fail: the worst case is an empty text.
func prepare(e feeds.Entry, m storage.Match, site, lang string, now time.Time) storage.Incoming {
	base := cmp.Or(e.Link, site)
	main := e.Content
	if main == "" {
		main = e.Summary
	}
	clean := content.Process(main, base)
	lead := clean.Text
	if e.Content != "" && e.Summary != "" {
		summary := content.Process(e.Summary, base)
		if len(summary.Text) > len(clean.Text) { // some feeds have both, swapped
			clean, summary = summary, clean
		}
		if summary.Text != "" {
			lead = summary.Text
		}
	}
	e.Link = feeds.CleanLink(e.Link)
	e.Received = now
	e.Words = clean.Words
	e.Lead = content.Lead(lead, leadRunes)
	e.Title = cmp.Or(strings.TrimSpace(e.Title), content.Lead(clean.Text, 90))
	e.Image = cmp.Or(e.Image, clean.Image, pictureOf(e.Enclosures))
	e.Pictures = hasPictures(e.Image, clean.HTML)
	e.Language = cmp.Or(e.Language, lang)
	return storage.Incoming{Entry: e, Match: m, Body: feeds.Body{HTML: clean.HTML, Text: clean.Text}}
}

// pictureOf is the first enclosure that is a picture.
func pictureOf(list []feeds.Enclosure) string {
	for _, x := range list {
		if strings.HasPrefix(x.Type, "image/") {
			return x.URL
		}
	}
	return ""
}
