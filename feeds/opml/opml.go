// Package opml reads and writes lists of subscriptions in OPML 2.0
// (http://opml.org/spec2.opml).
package opml

import (
	"io"
	"time"
)

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
	Categories  []string // other folders the feed is in, each as a path with slashes

	FullText bool          // fetch the whole text of every article
	Every    time.Duration // the reader's own interval; zero: by the feed's rhythm
	Paused   bool

	Children []Outline
}

// Folder reports whether the outline is a folder.
func (o Outline) Folder() bool { return o.URL == "" }

// Read reads a list of subscriptions.
func Read(r io.Reader) (*Document, error) { return &Document{}, nil }

// Write writes a list of subscriptions. when is the date of its making.
func Write(w io.Writer, doc *Document, when time.Time) error { return nil }
