package storage

import (
	"context"
	"fmt"
	"time"

	"tidings/feeds"
)

// An Opening is that the reader opened an article.
type Opening struct {
	Article feeds.Article
	At      time.Time // the last time
}

// NoteOpened remembers that the reader opened an article now.
func (db *DB) NoteOpened(ctx context.Context, id feeds.ArticleID) error {
	return db.write(ctx, func(s *session) error {
		return s.exec("INSERT OR REPLACE INTO opens (article, at) VALUES (?, ?)", id, millis(db.now()))
	})
}

// Openings are the articles that the reader opened since a time, the latest first.
func (db *DB) Openings(ctx context.Context, since time.Time, limit int) ([]Opening, error) {
	var out []Opening
	err := db.read(ctx, func(s *session) error {
		at := map[feeds.ArticleID]int64{}
		var ids []int64
		err := s.each(ctx, func(scan scan) error {
			var id, when int64
			err := scan(&id, &when)
			ids, at[feeds.ArticleID(id)] = append(ids, id), when
			return err
		}, "SELECT article, at FROM opens INDEXED BY opens_at WHERE at >= ? ORDER BY at DESC LIMIT ?", millis(since), limit)
		if err != nil {
			return err
		}
		list, err := s.articles(ctx, ids)
		for _, a := range list {
			out = append(out, Opening{a, fromMillis(at[a.ID])})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list what was opened: %w", err)
	}
	return out, nil
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
