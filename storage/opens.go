package storage

import (
	"context"
	"fmt"
	"time"

	"tidings/feeds"
)

// An Opening is that the reader opened an article.
type Opening struct {
	At      time.Time // the last time
	Feed    feeds.FeedID
	Topics  []feeds.TopicScore
	Starred bool
	Left    bool // before half of it was read, and not taken up again
}

// NoteOpened remembers that the reader opened an article now.
func (db *DB) NoteOpened(ctx context.Context, id feeds.ArticleID) error {
	return db.write(ctx, func(s *session) error {
		return s.exec("INSERT OR REPLACE INTO opens (article, at) VALUES (?, ?)", id, millis(db.now()))
	})
}

// Openings are what the reader opened since a time, the latest first.
func (db *DB) Openings(ctx context.Context, since time.Time, limit int) ([]Opening, error) {
	var out []Opening
	err := db.read(ctx, func(s *session) error {
		own, err := s.ownNames(ctx)
		if err != nil {
			return err
		}
		return s.each(ctx, func(scan scan) error {
			var o Opening
			var at, topics int64
			var scores string
			err := scan(&at, &o.Feed, &topics, &scores, &o.Starred, &o.Left)
			o.At, o.Topics = fromMillis(at), withOwn(scoresFrom(scores), topics, own)
			out = append(out, o)
			return err
		}, `SELECT o.at, a.feed, a.topics, a.scores, a.starred, IFNULL(p.whole < 0.5, 0)
			FROM opens AS o INDEXED BY opens_at CROSS JOIN articles AS a ON a.id = o.article
			LEFT JOIN places AS p ON p.article = a.id WHERE o.at >= ? ORDER BY o.at DESC LIMIT ?`, millis(since), limit)
	})
	if err != nil {
		return nil, fmt.Errorf("list what was opened: %w", err)
	}
	return out, nil
}

// LastOpening is when the reader opened an article last, and the names of their own
// topics.
func (db *DB) LastOpening(ctx context.Context) (time.Time, []feeds.Topic, error) {
	var at int64
	var own []feeds.Topic
	err := db.read(ctx, func(s *session) error {
		names, err := s.ownNames(ctx)
		if err != nil {
			return err
		}
		for _, x := range names {
			own = append(own, x.topic)
		}
		return s.one(ctx, "SELECT IFNULL(MAX(at), 0) FROM opens", nil, &at)
	})
	if err != nil {
		return time.Time{}, nil, fmt.Errorf("what the reader opened last: %w", err)
	}
	return fromMillis(at), own, nil
}

// ForgetOld forgets what was opened before a time, and what came to stories before it
// or that are not followed any more.
func (db *DB) ForgetOld(ctx context.Context, before time.Time) error {
	return db.write(ctx, func(s *session) error {
		if err := s.exec("DELETE FROM opens WHERE at < ?", millis(before)); err != nil {
			return err
		}
		return s.exec("DELETE FROM developments WHERE at < ?", millis(before))
	})
}
