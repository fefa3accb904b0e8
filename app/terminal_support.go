package app

import (
	"context"
	"errors"
	"fmt"

	"tidings/feeds"
	"tidings/feeds/content"
	"tidings/feeds/discover"
	"tidings/feeds/fetch"
	"tidings/feeds/query"
	"tidings/storage"
)

// CatchUp works off everything that is not derived and keeps what was learned of
// it. A program that does one thing and ends calls it, where a window has its
// scheduler. If another process derives, it is left to that one.
func (c *Core) CatchUp(ctx context.Context) error {
	if err := c.DeriveAll(ctx); err != nil {
		return err
	}
	if !c.derive.lock.Locked() {
		return nil // what we know may be older than what its owner keeps
	}
	if err := c.derive.saveModel(ctx); err != nil {
		return fmt.Errorf("keep what was learned: %w", err)
	}
	return nil
}

// A Download is a document as its server sent it, decompressed.
type Download struct {
	URL         string // after redirects
	ContentType string
	Body        []byte
}

// Get asks for one document, without a profile.
func Get(ctx context.Context, address string) (Download, error) {
	client := fetch.New(fetch.Config{UserAgent: userAgent})
	defer client.Close()
	r, err := client.Get(ctx, fetch.Request{URL: address, Accept: fetch.AcceptPage})
	if err != nil {
		return Download{}, fmt.Errorf("get %s: %w", address, err)
	}
	return Download{URL: r.URL, ContentType: r.ContentType, Body: r.Body}, nil
}

// PlainText is the text of an article's HTML.
func PlainText(html string) string { return content.Text(html) }

// IsMissing reports whether an error says that something is not there.
func IsMissing(err error) bool {
	return errors.Is(err, feeds.ErrNotFound) || errors.Is(err, storage.ErrNothingToUndo) ||
		errors.Is(err, discover.ErrNoFeed)
}

// IsMisuse reports whether an error says that what a person typed cannot be
// understood.
func IsMisuse(err error) bool {
	var wrong *query.Error
	return errors.As(err, &wrong) || errors.Is(err, discover.ErrNotAddress)
}
