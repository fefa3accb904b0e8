package parse

import (
	"fmt"

	"tidings/feeds"
)

// A NotFeedError says that a document is not a feed, and what it looks like, so
// that the reader can be told. It is feeds.ErrNotFeed.
type NotFeedError struct {
	// Kind is "html", "json", "opml", "sitemap", "xml", "image", "audio",
	// "video", "pdf", "archive", "text" or "binary".
	Kind string
	Err  error // why a document that begins as a feed could not be read; may be nil
}

func (e *NotFeedError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%v: %v", feeds.ErrNotFeed, e.Err)
	}
	return fmt.Sprintf("%v: looks like %s", feeds.ErrNotFeed, e.Kind)
}

// Is makes errors.Is(err, feeds.ErrNotFeed) true.
func (e *NotFeedError) Is(target error) bool { return target == feeds.ErrNotFeed }

func (e *NotFeedError) Unwrap() error { return e.Err }
