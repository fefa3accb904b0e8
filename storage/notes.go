package storage

import (
	"context"
	"database/sql"
	"errors"
)

// note is what the reader wrote about an article; empty: nothing.
func (s *session) note(id int64) (string, error) {
	var text string
	err := s.one(context.Background(), "SELECT text FROM notes WHERE article = ?", []any{id}, &text)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return text, err
}
