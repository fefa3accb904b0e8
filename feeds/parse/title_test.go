package parse

import (
	"strings"
	"testing"
)

// A tag that is not closed makes the head of an entry part of the feed's, with its
// title: without this the feed was called by the rest of the document.
func TestATitleInABrokenEntryIsNotThatOfTheFeed(t *testing.T) {
	const doc = `<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title><link>http://paper.example/</link>` +
		`<item><title>One</title><guid>1</guid></item>` +
		`<item <title>&nosuch; </b> a < b & c` +
		`<item><title>Two</title><guid>2</guid></item></channel></rss>`
	d, err := Feed([]byte(doc), "application/rss+xml", "http://paper.example/feed")
	if err != nil || d.Title != "Paper" {
		t.Fatalf("it is called %q, %v", d.Title, err)
	}
	if len(d.Entries) == 0 || d.Entries[0].Title != "One" {
		t.Errorf("%d entries", len(d.Entries))
	}
}

// An entry without its beginning says what it is called where the feed does.
func TestAFeedIsCalledByItsFirstTitle(t *testing.T) {
	const head = `<title>Paper</title><link>http://paper.example/</link><description>All of it</description>`
	const entry = `<item><title>One</title><link>http://paper.example/1</link><description>The first</description></item>`
	for name, doc := range map[string]string{
		"an entry's < is gone, before all others": head + strings.Replace(entry, "<item", "item", 1) + entry,
		"an entry's < is gone":                    head + entry + strings.Replace(entry, "<item", "item", 1) + entry,
		"an entry's > is gone":                    head + entry + strings.Replace(entry, "<item>", "<item", 1) + entry,
		"an entry's > and end are gone":           head + entry + `<item <title>Two <b>` + entry,
		"head behind the entries":                 entry + `<b></i></b>` + head,
	} {
		d := read(t, `<rss version="2.0"><channel>`+doc+`</channel></rss>`)
		if d.Title != "Paper" || d.Site != "http://paper.example/" || d.Description != "All of it" {
			t.Errorf("%s: %q, %q, %q", name, d.Title, d.Site, d.Description)
		}
		if len(d.Entries) == 0 || d.Entries[0].Title != "One" {
			t.Errorf("%s: %+v", name, d.Entries)
		}
	}
}

func TestAnEntryWhoseStartTagIsNotClosedIsOne(t *testing.T) {
	const doc = `<rss version="2.0"><channel><title>Paper</title><item><title>One</title></item>` +
		`<item <title>Two</title><guid>2</guid></item><item<title>Three</title></item></channel></rss>`
	d := read(t, doc)
	if len(d.Entries) != 3 || d.Entries[1].Title != "Two" || d.Entries[1].GUID != "2" || d.Entries[2].Title != "Three" {
		t.Errorf("%+v", d.Entries)
	}
}

// In RDF, entries stand beside the channel: what they say is not the channel's.
func TestTheHeadOfADamagedRDFMayComeLast(t *testing.T) {
	d := read(t, `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">`+
		`<item rdf:about="1"><title>One</title></item></b><channel><title>Paper</title></channel></rdf:RDF>`)
	if d.Title != "Paper" || len(d.Entries) != 1 || d.Entries[0].Title != "One" {
		t.Errorf("%q, %+v", d.Title, d.Entries)
	}
}

func TestTitlesHaveNoCharactersThatDeceive(t *testing.T) {
	for in, want := range map[string]string{
		"Invoice \u202Efdp.exe":      "Invoice fdp.exe",
		"\u202Bשלום\u202C news":      "\u2067שלום\u2069 news",
		"\u2067open":                 "\u2067open\u2069",
		"closed\u2069\u202c":         "closed",
		"NUL\x00 and \x1b[31mescape": "NUL and [31mescape",
		"\u200b\u200e":               "",
		"\ufeffMark":                 "Mark",
		"\u200fמים\u200f!":           "\u200fמים\u200f!",
		"क\u200dष":                   "क\u200dष",
	} {
		if got := plain(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
