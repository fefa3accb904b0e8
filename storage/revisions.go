package storage

import (
	"context"
	"time"

	"tidings/feeds"
)

// A Revision is an article as it was before its publisher changed it.
type Revision struct {
	Title    string
	Body     feeds.Body
	Replaced time.Time
}

// Revisions returns what an article was before, latest first.
func (db *DB) Revisions(ctx context.Context, id feeds.ArticleID) ([]Revision, error) {
	var out []Revision
	err := db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var r Revision
			var replaced int64
			var packed []byte
			if err := scan(&r.Title, &replaced, &packed); err != nil {
				return err
			}
			r.Replaced = fromMillis(replaced)
			var err error
			r.Body, err = unpack(packed)
			out = append(out, r)
			return err
		}, "SELECT title, replaced, data FROM revisions WHERE article = ? ORDER BY id DESC", id)
	})
	return out, err
}
