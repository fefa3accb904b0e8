package app

import "tidings/feeds"

// A Trend is a name that is talked about now and was not before, or a page that
// several sources link to.
type Trend struct {
	Text     string // the name; the title of the page, or its host and path
	Link     string // address of the page; empty for a name
	Sources  int    // independent ones
	Articles []feeds.ArticleID
	Growth   float64 // of a name: how many times as many sources as before
	Why      string  // in a line: "five of your sources, and none last week"
}
