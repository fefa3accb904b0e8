package storage

import (
	"context"
	"fmt"
)

// DataVersion is a number that changes when another process has written into the
// file, and does not when this one has.
func (db *DB) DataVersion(ctx context.Context) (int64, error) {
	// Of the connection that alone writes here: all other commits are foreign.
	s, err := db.writer.take(ctx)
	if err != nil {
		return 0, err
	}
	defer db.writer.give(s)
	var n int64
	if err := s.one(ctx, "PRAGMA data_version", nil, &n); err != nil {
		return 0, fmt.Errorf("look for other writers: %w", explain(err))
	}
	return n, nil
}
