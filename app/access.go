package app

import (
	"context"

	"tidings/feeds"
	"tidings/feeds/fetch"
)

// request is how a feed is asked.
func (c *Core) request(_ context.Context, f feeds.Feed) (fetch.Request, error) {
	return fetch.Request{
		URL: f.URL, ETag: f.Fetch.ETag, LastModified: f.Fetch.LastModified, ValidatorURL: f.Fetch.ValidatorURL,
	}, nil
}
