package storage

import (
	"context"
	"encoding/json"
	"fmt"

	"tidings/feeds"
)

// rowsSQL reads the articles of a list of IDs, in its order.
const rowsSQL = `SELECT a.id, a.feed, a.read, a.starred, a.later, a.story, a.scores, a.language, a.noted, a.changed, a.kept,
	h.guid, h.link, h.title, h.lead, h.image, h.comments, h.authors, h.categories, h.enclosures,
	h.published, h.updated, h.received, h.words, h.full_text, IFNULL(s.sources, a.story <> 0)
	FROM json_each(?) AS j CROSS JOIN articles AS a ON a.id = j.value
	CROSS JOIN heads AS h ON h.id = a.id LEFT JOIN stories AS s ON s.id = a.story`

func scanArticle(scan scan) (feeds.Article, error) {
	var a feeds.Article
	var scores, authors, categories, enclosures string
	var published, updated, received int64
	err := scan(&a.ID, &a.Feed, &a.Status.Read, &a.Status.Starred, &a.Status.Later, &a.Story, &scores,
		&a.Language, &a.Noted, &a.Changed, &a.Kept, &a.GUID, &a.Link, &a.Title, &a.Lead, &a.Image, &a.Comments, &authors, &categories,
		&enclosures, &published, &updated, &received, &a.Words, &a.FullText, &a.Sources)
	if err != nil {
		return a, err
	}
	a.Topics = scoresFrom(scores)
	a.Published, a.Updated, a.Received = fromMillis(published), fromMillis(updated), fromMillis(received)
	if err := listFrom(authors, &a.Authors); err != nil {
		return a, err
	}
	if err := listFrom(categories, &a.Categories); err != nil {
		return a, err
	}
	return a, listFrom(enclosures, &a.Enclosures)
}

// listText is a list as it is stored: JSON, or nothing.
func listText[T any](list []T) (string, error) {
	if len(list) == 0 {
		return "", nil
	}
	b, err := json.Marshal(list)
	return string(b), err
}

func listFrom[T any](text string, into *[]T) error {
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), into)
}

func (s *session) articles(ctx context.Context, ids []int64) ([]feeds.Article, error) {
	out := make([]feeds.Article, 0, len(ids))
	err := s.each(ctx, func(scan scan) error {
		a, err := scanArticle(scan)
		out = append(out, a)
		return err
	}, rowsSQL, jsonIDs(ids))
	return out, err
}

// Article returns one article, or feeds.ErrNotFound.
func (db *DB) Article(ctx context.Context, id feeds.ArticleID) (feeds.Article, error) {
	list, err := db.ArticlesByID(ctx, []feeds.ArticleID{id})
	if err == nil && len(list) == 0 {
		err = feeds.ErrNotFound
	}
	if err != nil {
		return feeds.Article{}, err
	}
	return list[0], nil
}

// ArticlesByID returns the articles of a list of IDs in its order, without those
// that are not stored.
func (db *DB) ArticlesByID(ctx context.Context, ids []feeds.ArticleID) ([]feeds.Article, error) {
	var out []feeds.Article
	err := db.read(ctx, func(s *session) (err error) {
		out, err = s.articles(ctx, int64s(ids))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read articles: %w", err)
	}
	return out, nil
}

func int64s(ids []feeds.ArticleID) []int64 {
	out := make([]int64, len(ids))
	for i, id := range ids {
		out[i] = int64(id)
	}
	return out
}

// Body returns the text of an article, or feeds.ErrNotFound.
func (db *DB) Body(ctx context.Context, id feeds.ArticleID) (feeds.Body, error) {
	var packed []byte
	err := db.read(ctx, func(s *session) error {
		return s.one(ctx, "SELECT b.data FROM articles AS a JOIN bodies AS b ON b.id = a.id WHERE a.id = ?", []any{id}, &packed)
	})
	if err != nil {
		return feeds.Body{}, err
	}
	return unpack(packed)
}
