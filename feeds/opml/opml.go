// Package opml reads and writes lists of subscriptions in OPML 2.0
// (http://opml.org/spec2.opml), as readers of feeds exchange them.
//
// Reading takes what other programs write: with a tokenizer for HTML, which
// minds neither stray ampersands nor the case of attributes nor missing end tags;
// nothing is ever fetched or run, and only http and https addresses are taken;
// those of files and mailboxes from lists of our own writing, and commands from an attribute
// of our own, paused.
// Writing keeps all that a Document holds: what OPML has no attribute for stands
// in attributes of a namespace of our own, which others ignore.
package opml

import (
	"errors"
	"time"

	"tidings/feeds"
)

var (
	// ErrNotOPML says that a file has no outlines in it.
	ErrNotOPML = errors.New("not a list of subscriptions")
	// ErrTooLarge says that a file is longer than any list of subscriptions.
	ErrTooLarge = errors.New("list of subscriptions is too large")
)

// namespace of the attributes that only Tidings writes.
const namespace = "urn:tidings:opml:1"

// A Document is a list of subscriptions.
type Document struct {
	Title    string
	Outlines []Outline
	Warnings []string // what was mended or left out, for the log
}

// An Outline is a feed, or a folder: a folder has no URL and may have Children.
type Outline struct {
	Title       string // of a feed: as the publisher calls it
	OwnTitle    string // of a feed: as the reader calls it; empty: Title
	URL         string // of the feed
	Site        string // the page for people
	Description string
	Language    string
	Categories  []string // tags of the feed: folders that it is in too, each as a path with slashes

	FullText bool          // fetch the whole text of every article
	Every    time.Duration // the reader's own interval, also of a folder; zero: none
	Paused   bool
	Access   feeds.Access // without what is secret, and without trust in certificates
	Recipe   feeds.Recipe // how a page is read that is no feed

	// Again says that the feed stands in the list elsewhere too, and there with all that is
	// known of it: here it has only its titles and its address.
	Again bool

	Children []Outline
}

// Folder reports whether the outline is a folder.
func (o Outline) Folder() bool { return o.URL == "" }

// again is the outline of the same feed in another folder.
func (o Outline) again() Outline {
	return Outline{Title: o.Title, OwnTitle: o.OwnTitle, URL: o.URL, Again: true}
}

// name is what people see of an outline.
func (o Outline) name() string {
	for _, n := range []string{o.OwnTitle, o.Title, o.URL} {
		if n != "" {
			return n
		}
	}
	return "?"
}
