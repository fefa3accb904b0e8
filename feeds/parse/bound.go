package parse

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"

	"tidings/feeds"
)

// Bounds on what is kept of an entry, so that one that is out of its mind neither costs
// more than in proportion to its length nor fills rows that are read for every list.
const (
	maxParts   = 500      // authors, categories, enclosures and links, each
	maxTitle   = 1000     // characters of a title, and of the name of an author or category
	maxNote    = 10_000   // characters of a description of the feed, and of rights
	maxAddress = 64 << 10 // bytes of an address
	maxGUID    = 4 << 10  // bytes
	maxBase    = 4 << 10  // bytes of a base, which each relative link below it is joined to
)

// bound cuts what is too long. A title that is a whole text becomes that, if there is none.
func bound(d *feeds.Document) {
	d.Title, d.Description, d.Info, d.Rights = cut(d.Title, maxTitle), cut(d.Description, maxNote), cut(d.Info, maxNote), cut(d.Rights, maxNote)
	for _, a := range []*string{&d.Site, &d.URL, &d.Icon} {
		boundAddress(a)
	}
	boundPeople(d.Authors)
	boundNames(d.Categories)
	for i := range d.Entries {
		boundEntry(&d.Entries[i])
	}
}

func boundEntry(e *feeds.Entry) {
	if title := cut(e.Title, maxTitle); title != e.Title {
		if e.Summary == "" && e.Content == "" {
			e.Summary = asHTML(e.Title)
		}
		e.Title = title
	}
	if len(e.GUID) > maxGUID {
		sum := sha256.Sum256([]byte(e.GUID))
		e.GUID = hex.EncodeToString(sum[:])
	}
	e.Rights = cut(e.Rights, maxNote)
	for _, a := range []*string{&e.Link, &e.Image, &e.Comments} {
		boundAddress(a)
	}
	for i := range e.Enclosures {
		boundAddress(&e.Enclosures[i].URL)
		e.Enclosures[i].Title = cut(e.Enclosures[i].Title, maxTitle)
	}
	for i := range e.Links {
		boundAddress(&e.Links[i].URL)
		e.Links[i].Title = cut(e.Links[i].Title, maxTitle)
	}
	e.Enclosures = slices.DeleteFunc(e.Enclosures, func(x feeds.Enclosure) bool { return x.URL == "" })
	e.Links = slices.DeleteFunc(e.Links, func(l feeds.Link) bool { return l.URL == "" })
	boundPeople(e.Authors)
	boundNames(e.Categories)
}

func boundPeople(list []feeds.Author) {
	for i := range list {
		a := &list[i]
		a.Name, a.Email = cut(a.Name, maxTitle), cut(a.Email, maxTitle)
		boundAddress(&a.URL)
	}
}

func boundNames(list []string) {
	for i := range list {
		list[i] = cut(list[i], maxTitle)
	}
}

// boundAddress leaves out an address that no server would take, or that is a program.
func boundAddress(address *string) {
	if len(*address) > maxAddress || endsFold(before(*address, ":"), "script") {
		*address = ""
	}
}

// before is what stands before the first separator; empty if there is none.
func before(text, separator string) string {
	head, _, ok := strings.Cut(text, separator)
	if !ok {
		return ""
	}
	return head
}

// cut is a text of at most n characters.
func cut(text string, n int) string {
	if len(text) <= n || utf8.RuneCountInString(text) <= n {
		return text
	}
	end := 0
	for range n - 1 {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	return strings.TrimRight(text[:end], " ") + "…"
}

// Tidy does to a document that was read elsewhere what Feed does to its own: titles and
// names are of legible characters, and nothing is longer than it may be.
func Tidy(d *feeds.Document) {
	d.Title, d.Description = oneLine(legible(d.Title)), oneLine(legible(d.Description))
	for i := range d.Entries {
		e := &d.Entries[i]
		e.Title = oneLine(legible(e.Title))
		for j := range e.Authors {
			e.Authors[j].Name = oneLine(legible(e.Authors[j].Name))
		}
	}
	bound(d)
}
