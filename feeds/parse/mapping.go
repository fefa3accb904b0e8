package parse

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
)

// A mapping puts what gofeed read into a document.
type mapping struct {
	location string
	survey   survey
	doc      *feeds.Document
	order    dateOrder         // in which its dates are written
	xhtml    *strings.Replacer // takes the prefix off its XHTML; nil: it has none
}

// origin of the entry at an index. The survey and gofeed see the same entries in
// the same order, except behind damage in documents that neither should meet.
func (m *mapping) origin(i int) origin {
	if i >= len(m.survey.entries) {
		return origin{base: m.survey.feed.base}
	}
	return m.survey.entries[i]
}

// link resolves the address in an element.
func (m *mapping) link(o origin, element, address string) string {
	return resolve(cmp.Or(o.baseOf(element), m.location), address)
}

// markup is a text without the prefix that its XHTML may have.
func (m *mapping) markup(text string) string {
	if m.xhtml == nil {
		return text
	}
	return m.xhtml.Replace(text)
}

// html makes the links in an element's HTML absolute. The entry's own link and
// the feed's site must be known by then.
func (m *mapping) html(o origin, element string, e *feeds.Entry, html string) string {
	html = m.markup(unwrapped(strings.TrimSpace(html)))
	if !hasRelativeLink(html) {
		return html
	}
	return resolveLinks(html, htmlBase(o.baseOf(element), e.Link, m.doc.Site, m.location))
}

// flash is a type of files that nothing plays any more.
const flash = "application/x-shockwave-flash"

// enclose adds an enclosure, unless its address is there already.
func enclose(e *feeds.Entry, x feeds.Enclosure) {
	if x.URL == "" || x.Type == flash || len(e.Enclosures) == maxParts {
		return
	}
	same := func(other feeds.Enclosure) bool { return other.URL == x.URL }
	if i := slices.IndexFunc(e.Enclosures, same); i >= 0 {
		old := &e.Enclosures[i]
		old.Type = cmp.Or(old.Type, x.Type)
		old.Length = cmp.Or(old.Length, x.Length)
		old.Title = cmp.Or(old.Title, x.Title)
		old.Duration = cmp.Or(old.Duration, x.Duration)
		return
	}
	e.Enclosures = append(e.Enclosures, x)
}

// playFor gives the first file to play a duration, if it has none.
func playFor(e *feeds.Entry, d time.Duration) {
	for i, x := range e.Enclosures {
		if !isPicture(x.Type, "", x.URL) {
			e.Enclosures[i].Duration = cmp.Or(x.Duration, d)
			return
		}
	}
}

// categorize adds categories as plain text, each once whatever its case.
func categorize(list *[]string, names ...string) {
	for _, name := range names {
		if len(*list) == maxParts {
			return
		}
		name = plain(name)
		same := func(other string) bool { return strings.EqualFold(other, name) }
		if name != "" && !slices.ContainsFunc(*list, same) {
			*list = append(*list, name)
		}
	}
}

// date is the first of several texts that is a date; zero if none is.
func (m *mapping) date(texts ...string) time.Time {
	for _, text := range texts {
		if t, ok := dateIn(text, m.order); ok {
			return t
		}
	}
	return time.Time{}
}

// settleDates gives an entry that says only when it was updated that date of
// publication, by which articles are sorted.
func settleDates(e *feeds.Entry) {
	if e.Published.IsZero() {
		e.Published = e.Updated
	}
}

// nameByID gives an entry that has neither title nor text nor file its ID for a
// title, if people can read that: it says more than nothing.
func nameByID(e *feeds.Entry) {
	if e.Title == "" && e.Summary == "" && e.Content == "" && len(e.Enclosures) == 0 && strings.Contains(e.GUID, " ") {
		e.Title = plain(e.GUID)
	}
}

// ContentLanguage is the language that an HTTP header of this name states, which is
// the last resort where a feed states none. It is empty where the header names
// several: the readers it is for, then.
func ContentLanguage(header string) string { return languageTag(header) }

// languageTag writes a language as BCP 47 does: en-US, not en_US. It is empty
// for what is no language, such as a template's placeholder.
func languageTag(text string) string {
	tag := strings.ReplaceAll(strings.TrimSpace(text), "_", "-")
	primary, _, _ := strings.Cut(tag, "-")
	if len(primary) < 2 || len(primary) > 8 || len(tag) > 35 {
		return ""
	}
	for i := range len(tag) {
		if c := tag[i]; !isLetter(c) && !isDigit(c) && c != '-' {
			return ""
		}
	}
	return tag
}
