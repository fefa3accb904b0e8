// Package discover finds the feeds behind whatever address a person pastes.
//
// Address makes addresses of the text. Find asks for the first of them that
// answers and looks, in this order, whether it is a feed itself, what the page
// says (Page: link elements, Link headers, anchors), what is known of the site
// (Resolve), what the site's front page says, and what is usual (Guesses). It
// never asks for more than eight documents, one after another. All but Find
// are pure.
package discover

import (
	"context"
	"errors"
	"net/http"
)

// How a candidate was found.
const (
	ByAddress  = "address" // it is what was asked for
	ByLink     = "link"    // a link element of the page
	ByHeader   = "header"  // a Link header
	ByAnchor   = "anchor"  // a link for people that looks like one to a feed
	ByResolver = "resolver"
	ByGuess    = "guess"
)

// A Candidate is an address at which there may be a feed.
type Candidate struct {
	URL   string
	Title string // as the page calls it; may be empty
	Type  string // media type as the page says; may be empty
	How   string // ByLink and so on
}

// An Answer is what a server said.
type Answer struct {
	URL         string // after redirects
	ContentType string
	Header      http.Header
	Body        []byte // pages in UTF-8, or titles suffer
}

// A Getter asks for an address. A status that is not good is an error.
type Getter func(ctx context.Context, url string) (Answer, error)

// Found is a feed, or what the page promises to be one.
type Found struct {
	Candidate
	Answer *Answer // the feed's document; nil: promised but not asked for
}

// ErrNoFeed says that a site was reached and has no feed that could be found.
var ErrNoFeed = errors.New("no feed found")

// ErrNotAddress says that a text is not an address of the web.
var ErrNotAddress = errors.New("not a web address")
