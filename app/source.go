package app

import (
	"context"
	"crypto/tls"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"github.com/adrg/xdg"

	"tidings/feeds"
	"tidings/feeds/fetch"
	"tidings/feeds/mail"
	"tidings/feeds/parse"
)

// Feeds that are no documents of the web: files and mail on this computer (source_file.go),
// the output of commands (source_command.go), folders of mailboxes at a server
// (source_mailbox.go, source_letters.go). What they bring looks like the answer of a
// server, so that all that follows is the same: hash, parser, identity, tries, health.

// origins are what reading them has in common. Only a few are read at once: a mailbox may
// be large.
type origins struct {
	places  map[feeds.Source]chan struct{}
	allowed *permissions
	tls     *tls.Config // of connections to mailboxes; nil: as the system says
}

func newOrigins(local string) origins {
	if local == "" {
		local = filepath.Join(xdg.ConfigHome, "tidings")
	}
	return origins{
		places: map[feeds.Source]chan struct{}{
			feeds.OnDisk:    make(chan struct{}, 2),
			feeds.ByCommand: make(chan struct{}, 4),
			feeds.InMailbox: make(chan struct{}, 2), // providers let only a few in at once
		},
		allowed: &permissions{file: filepath.Join(local, "commands.json")},
	}
}

// enter waits for a place; leave must be called. Servers of the web have places elsewhere.
func (s *origins) enter(ctx context.Context, kind feeds.Source) (leave func()) {
	places := s.places[kind]
	if places == nil {
		return func() {}
	}
	select {
	case places <- struct{}{}:
		return func() { <-places }
	case <-ctx.Done():
		return func() {}
	}
}

// obtain asks for a feed whatever it is.
func (c *Core) obtain(ctx context.Context, f feeds.Feed, req fetch.Request) (*fetch.Response, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if f.Source() != feeds.OnWeb && req.ValidatorURL != req.URL { // said of another one
		req.ETag = ""
	}
	switch f.Source() {
	case feeds.OnDisk:
		return c.fromDisk(ctx, req)
	case feeds.ByCommand:
		return c.fromCommand(ctx, req)
	case feeds.InMailbox:
		return c.fromMailbox(ctx, req)
	}
	return c.documentOf(ctx, f, req)
}

// readSource parses what is no document of the web. A mailbox without mail is no error.
func readSource(resp *fetch.Response) (*feeds.Document, error) {
	if !mail.IsMail(resp.ContentType) {
		doc, err := parse.Feed(resp.Body, resp.ContentType, "")
		if err == nil {
			if doc.Half {
				doc.Entries = doc.Entries[:len(doc.Entries)-1]
			}
			doc.Entries = slices.DeleteFunc(doc.Entries, saysNothing)
		}
		return doc, err
	}
	doc, err := mail.Document(resp.Body, resp.ContentType, onlyOf(resp.URL))
	if errors.Is(err, feeds.ErrEmpty) {
		return &feeds.Document{Title: nameOf(resp.URL)}, nil
	}
	if err != nil {
		return nil, err
	}
	if doc.Title == "" {
		doc.Title = nameOf(resp.URL)
	}
	return doc, nil
}

// diskEvery is how often files are looked at: their size and time say whether they are as
// they were.
const diskEvery = 5 * time.Minute

// nextLook is fetch.NextCheck for feeds of all kinds. Files cost no server anything.
func nextLook(state feeds.FetchState, resp *fetch.Response, err error, f feeds.Feed, now time.Time) (time.Time, string) {
	if f.Source() == feeds.OnDisk && f.Every == 0 {
		return now.Add(diskEvery), "It is on this computer, so it is looked at every 5 minutes."
	}
	return fetch.NextCheck(state, resp, err, rhythm(f), now)
}

// lookHere begins to read the feeds of a list that need no network, and returns the others.
func (c *Core) lookHere(list []feeds.Feed) []feeds.Feed {
	var here []feeds.Feed
	list = slices.DeleteFunc(list, func(f feeds.Feed) bool {
		if f.Source().Here() {
			here = append(here, f)
		}
		return f.Source().Here()
	})
	if len(here) > 0 {
		c.spawn(func() { c.refreshDue(here) })
	}
	return list
}

// A sourceError is why something that is no document of the web cannot be read, as a
// sentence for the reader.
type sourceError struct {
	sentence string
	err      error // the cause; may be nil
}

func (e *sourceError) Error() string {
	if e.err != nil {
		return e.sentence + " (" + e.err.Error() + ")"
	}
	return e.sentence
}

func (e *sourceError) Unwrap() error { return e.err }

// notRead is the error of a source.
func notRead(class fetch.Class, address, sentence string, err error) error {
	return &fetch.Error{Class: class, URL: address, Err: &sourceError{sentence, err}}
}
