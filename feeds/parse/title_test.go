package parse

import "testing"

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
