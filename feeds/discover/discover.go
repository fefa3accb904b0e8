// Package discover finds the feeds behind whatever address a person pastes.
//
// Address makes addresses of the text. Where the address alone says what the feeds
// are (Resolve: YouTube, Reddit, GitHub and their like) these are asked at once. Else
// Find asks for the page and looks, in this order, whether it is a feed itself, what it
// says (Page: link elements, Link headers; then Inside: markup of sites that are known;
// then anchors), what is known of the address, which page it sends on to, what the
// site's front page says, and what is usual for the program that made it (Guesses). It
// never makes more than eight requests, redirects among them: those to one host one
// after another, those to different hosts at the same time. All but Find are pure.
package discover

import (
	"context"
	"errors"
	"fmt"
	"net/http"
)

// How a candidate was found.
const (
	ByAddress  = "address" // it is what was asked for
	ByLink     = "link"    // a link element of the page
	ByHeader   = "header"  // a Link header
	ByAnchor   = "anchor"  // a link for people that looks like one to a feed
	ByList     = "list"    // an entry of a list of subscriptions (OPML)
	ByScript   = "script"  // an address in the page's scripts
	ByResolver = "resolver"
	ByGuess    = "guess"
)

// A Candidate is an address at which there may be a feed.
type Candidate struct {
	URL      string
	Title    string // as the page calls it; may be empty
	Type     string // media type as the page says; may be empty
	How      string // ByLink and so on
	Comments bool   // it has what readers wrote, not what the site did
}

// An Answer is what a server said.
type Answer struct {
	URL         string // after redirects
	Moved       string // where the address has moved for good; empty: it has not
	ContentType string
	Header      http.Header
	Body        []byte // pages in UTF-8, or titles suffer
}

// A Getter asks for an address. A status that is not good is an error. Before each request
// after the first, as for redirects, it asks whether it may make one more; if not, the
// error is ErrTooMany. It must be safe for concurrent use.
type Getter func(ctx context.Context, address string, more func() bool) (Answer, error)

// Found is a feed, or what the page promises to be one.
type Found struct {
	Candidate
	Answer *Answer     // the feed's document; nil: promised but not asked for
	Also   []Candidate // the same in other formats; not asked for
}

// ErrNoFeed says that a site was reached and has no feed that could be found. The error
// is a NoFeedError.
var ErrNoFeed = errors.New("no feed found")

// ErrNotAddress says that a text is not an address of the web.
var ErrNotAddress = errors.New("not a web address")

// What a text may be instead; both are ErrNotAddress.
var (
	ErrFile = fmt.Errorf("%w but that of a file", ErrNotAddress)
	ErrMail = fmt.Errorf("%w but one of mail", ErrNotAddress)
)

// ErrTooMany says that a search has made as many requests as it may.
var ErrTooMany = errors.New("enough requests made")

// Why a site has no feed.
const (
	NoneFound = "none"    // nothing on it looks like one
	Broken    = "broken"  // what it promises is none; Err says why
	Never     = "never"   // the site is known to have none for anybody
	Consent   = "consent" // the site asks for consent before it shows anything
)

// A NoFeedError says where no feed was found and why. It is ErrNoFeed.
type NoFeedError struct {
	URL string
	Why string // NoneFound and so on
	Err error  // of what was promised, if anything
}

func (e *NoFeedError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%v at %s (%s): %v", ErrNoFeed, e.URL, e.Why, e.Err)
	}
	return fmt.Sprintf("%v at %s (%s)", ErrNoFeed, e.URL, e.Why)
}

// Unwrap makes it ErrNoFeed, and what went wrong.
func (e *NoFeedError) Unwrap() []error {
	if e.Err != nil {
		return []error{ErrNoFeed, e.Err}
	}
	return []error{ErrNoFeed}
}
