package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"tidings/feeds"
)

// ArticleByLink is the article with an address, of any subscription; of several
// the one that arrived first. The error is feeds.ErrNotFound if there is none. It
// costs one look into an index for each feed.
func (db *DB) ArticleByLink(ctx context.Context, link string) (feeds.ArticleID, error) {
	var id feeds.ArticleID
	key := key64(feeds.Entry{Article: feeds.Article{Link: link}})
	err := db.read(ctx, func(s *session) error {
		return s.one(ctx, `SELECT i.article FROM feeds f CROSS JOIN identities i ON i.feed = f.id AND i.key = ?
			CROSS JOIN articles a ON a.id = i.article ORDER BY i.article LIMIT 1`, []any{key}, &id)
	})
	if errors.Is(err, sql.ErrNoRows) {
		err = feeds.ErrNotFound
	}
	if err != nil {
		return 0, fmt.Errorf("article at %s: %w", link, err)
	}
	return id, nil
}
