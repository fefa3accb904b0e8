package storage

import (
	"context"
	"database/sql"
	"errors"

	"tidings/feeds"
)

// saveReplies remembers how many comments an article has; zero says nothing.
func (s *session) saveReplies(id feeds.ArticleID, count int) error {
	if id == 0 || count <= 0 {
		return nil
	}
	return s.exec("INSERT INTO replies (article, count) VALUES (?, ?) ON CONFLICT DO UPDATE SET count = excluded.count WHERE count <> excluded.count", id, count)
}

// replies is how many comments an article has; zero if that is not known.
func (s *session) replies(ctx context.Context, id feeds.ArticleID) (int, error) {
	n := 0
	err := s.one(ctx, "SELECT count FROM replies WHERE article = ?", []any{id}, &n)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return n, err
}
