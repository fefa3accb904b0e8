package storage

import (
	"context"
	"fmt"
	"time"

	"tidings/feeds"
)

// NewestDates are the dates of the newest articles of all feeds that have one. It looks
// once into an index for each feed, however many articles there are.
func (db *DB) NewestDates(ctx context.Context) (map[feeds.FeedID]time.Time, error) {
	out := map[feeds.FeedID]time.Time{}
	err := db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var id feeds.FeedID
			var date int64
			if err := scan(&id, &date); err != nil {
				return err
			}
			if date != 0 {
				out[id] = fromMillis(date)
			}
			return nil
		}, "SELECT id, IFNULL((SELECT MAX(date) FROM articles WHERE feed = feeds.id), 0) FROM feeds WHERE removed = 0")
	})
	if err != nil {
		return nil, fmt.Errorf("dates of the newest articles: %w", err)
	}
	return out, nil
}
