package storage

import (
	"context"
	"fmt"

	"tidings/feeds"
)

// PlainTexts returns the plain texts of articles, without those that are not stored.
func (db *DB) PlainTexts(ctx context.Context, ids []feeds.ArticleID) (map[feeds.ArticleID]string, error) {
	out := make(map[feeds.ArticleID]string, len(ids))
	err := db.read(ctx, func(s *session) error {
		bodies, err := s.bodies(ctx, int64s(ids))
		for id, b := range bodies {
			out[id] = b.Text
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read texts: %w", err)
	}
	return out, nil
}

// Publishers tells whose each feed is, as far as that is known.
func (db *DB) Publishers(ctx context.Context) (map[feeds.FeedID]string, error) {
	var out map[feeds.FeedID]string
	err := db.read(ctx, func(s *session) (err error) {
		out, err = s.publishers(ctx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read publishers: %w", err)
	}
	return out, nil
}
