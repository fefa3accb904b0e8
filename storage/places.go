package storage

import (
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"tidings/feeds"
)

const (
	// placesKept bounds how many articles have a remembered place.
	placesKept = 5000
	// readToTheEnd is the part of an article above the view from which on nothing is
	// left to come back to.
	readToTheEnd = 0.98
	// startBytes bounds how much of a block's beginning is stored.
	startBytes = 320
)

// SavePlace remembers where the reader is in an article. At its beginning and at its
// end there is nothing to remember.
func (db *DB) SavePlace(ctx context.Context, id feeds.ArticleID, p feeds.Place) error {
	p.Into, p.Whole = part(p.Into), part(p.Whole)
	if len(p.Key) > startBytes {
		p.Key = p.Key[:characterStart(p.Key, startBytes)]
	}
	err := db.write(ctx, func(s *session) error {
		if p.Whole >= readToTheEnd || p.Block <= 0 && p.Into == 0 {
			return s.exec("DELETE FROM places WHERE article = ?", id)
		}
		err := s.exec("INSERT OR REPLACE INTO places (article, block, start, part, whole, at) SELECT id, ?, ?, ?, ?, ? FROM heads WHERE id = ?",
			p.Block, validText(p.Key), p.Into, p.Whole, millis(db.now()), id)
		if err != nil {
			return err
		}
		return s.exec("DELETE FROM places WHERE article IN (SELECT article FROM places ORDER BY at DESC, article DESC LIMIT -1 OFFSET ?)", placesKept)
	})
	if err != nil {
		return fmt.Errorf("remember the place in article %d: %w", id, err)
	}
	return nil
}

// Place is where the reader was in an article; the zero place: at its beginning, or
// through with it.
func (db *DB) Place(ctx context.Context, id feeds.ArticleID) (feeds.Place, error) {
	var p feeds.Place
	err := db.read(ctx, func(s *session) error {
		return s.one(ctx, "SELECT block, start, part, whole FROM places WHERE article = ?", []any{id}, &p.Block, &p.Key, &p.Into, &p.Whole)
	})
	if errors.Is(err, feeds.ErrNotFound) {
		err = nil
	}
	return p, err
}

// part is a number from 0 to 1, also of one that is none.
func part(x float64) float64 {
	if !(x > 0) { // also NaN
		return 0
	}
	return min(x, 1)
}

func validText(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	return ""
}
