package storage

import (
	"context"
	"fmt"
	"time"

	"tidings/feeds"
)

// A Text is an article with what it says, for who reads many.
type Text struct {
	Article feeds.ArticleID
	Date    time.Time
	Title   string
	Link    string
	Body    feeds.Body
}

// LatestTexts returns the newest articles of a feed since a time, at most limit of them,
// without those that the reader muted.
func (db *DB) LatestTexts(ctx context.Context, feed feeds.FeedID, since time.Time, limit int) ([]Text, error) {
	var out []Text
	err := db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var t Text
			var date int64
			var packed []byte
			if err := scan(&t.Article, &date, &t.Title, &t.Link, &packed); err != nil {
				return err
			}
			var err error
			t.Date = fromMillis(date)
			t.Body, err = unpack(packed)
			out = append(out, t)
			return err
		}, `SELECT a.id, a.date, h.title, h.link, b.data FROM articles AS a INDEXED BY articles_feed
			CROSS JOIN heads AS h ON h.id = a.id CROSS JOIN bodies AS b ON b.id = a.id
			WHERE a.feed = ? AND a.date >= ? AND a.muted = 0 ORDER BY a.date DESC LIMIT ?`, feed, millis(since), limit)
	})
	if err != nil {
		return nil, fmt.Errorf("read the texts of feed %d: %w", feed, err)
	}
	return out, nil
}
